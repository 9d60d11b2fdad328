//! The choice as a mixed-integer program.
//!
//! One binary variable an option of a control. Whatever depends on several controls has a weight on each
//! combination of their options; the weights of the combinations with an option sum to that option's
//! variable, so that they single out the combination chosen. Combinations at which an attack does not lose
//! the margin have no weight, and so cannot be chosen.

use std::collections::BTreeMap;

use assay_solver::{
    exact::from_float,
    program::{Bounds, Effort, Outcome, Program, Relation, SolveError, VariableId},
};
use dashu_ratio::RBig;

use super::options::{Control, Surface};
use crate::error::CommandError;

/// The least cost, and the option of each control that has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Design {
    pub(super) options: Vec<usize>,
}

/// What breaks ties: a change of a constant costs a millionth of a dollar.
const CHANGE: (u8, u32) = (1, 1_000_000);

/// The options of least cost at which every attack loses at least `margin`; none if there are none.
///
/// # Errors
/// A program that no back end solved.
pub(super) fn design(
    controls: &[Control],
    attacks: &[Surface],
    costs: &[Surface],
    margin: f64,
) -> Result<Option<Design>, CommandError> {
    let mut program = Program::minimize();
    let options: Vec<Vec<VariableId>> = controls
        .iter()
        .map(|control| choose_one(&mut program, control))
        .collect();
    for attack in attacks {
        let allowed: Vec<_> = attack
            .points
            .iter()
            .filter(|(_, value)| *value <= -margin)
            .collect();
        weigh(&mut program, &options, &attack.controls, &allowed, |_| {
            RBig::ZERO
        });
    }
    for cost in costs {
        let all: Vec<_> = cost.points.iter().collect();
        weigh(&mut program, &options, &cost.controls, &all, |value| {
            // Costs are finite, or the formula would have had no value.
            from_float(value).unwrap_or(RBig::ZERO)
        });
    }
    let optimum = match program.solve(&Effort::default())? {
        Outcome::Optimal(optimum) => optimum,
        Outcome::Infeasible(_) => return Ok(None),
        // Weights sum to one, so that costs have a bound.
        Outcome::Unbounded(_) => return Err(SolveError::UnboundedRelaxation.into()),
    };
    program.verify(&optimum)?;
    let chosen = options.iter().map(|options| {
        options
            .iter()
            .position(|option| optimum.values.get(option.index()).is_some_and(RBig::is_one))
    });
    Ok(chosen
        .collect::<Option<_>>()
        .map(|options| Design { options }))
}

fn choose_one(program: &mut Program, control: &Control) -> Vec<VariableId> {
    let change = RBig::from_parts(CHANGE.0.into(), CHANGE.1.into());
    let options: Vec<VariableId> = (0..control.options.len())
        .map(|option| {
            let kept = control.in_force == Some(option);
            let cost = if kept { RBig::ZERO } else { change.clone() };
            let variable = program.variable(cost, Bounds::between(RBig::ZERO, RBig::ONE));
            program.integer(variable);
            variable
        })
        .collect();
    let all = options.iter().map(|option| (*option, RBig::ONE));
    program.row(all.collect::<Vec<_>>(), Relation::Equal, RBig::ONE);
    options
}

/// A weight on each point, tied to the options it is made of.
fn weigh(
    program: &mut Program,
    options: &[Vec<VariableId>],
    controls: &[usize],
    points: &[&(Vec<usize>, f64)],
    cost: impl Fn(f64) -> RBig,
) {
    // By control and option: the weights whose sum is that option's variable.
    let mut tied: BTreeMap<(usize, usize), Vec<(VariableId, RBig)>> = BTreeMap::new();
    let mut all = Vec::with_capacity(points.len());
    for (chosen, value) in points {
        let weight = program.variable(cost(*value), Bounds::non_negative());
        all.push((weight, RBig::ONE));
        for (control, option) in controls.iter().zip(chosen) {
            tied.entry((*control, *option))
                .or_default()
                .push((weight, RBig::ONE));
        }
    }
    // Where it depends on controls, their options say as much.
    if controls.is_empty() {
        program.row(all, Relation::Equal, RBig::ONE);
    }
    for &control in controls {
        for (option, variable) in options.get(control).into_iter().flatten().enumerate() {
            let mut terms = tied.remove(&(control, option)).unwrap_or_default();
            terms.push((*variable, -RBig::ONE));
            program.row(terms, Relation::Equal, RBig::ZERO);
        }
    }
}
