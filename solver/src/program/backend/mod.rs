//! Solvers in floats behind one door: which to ask first, and what they answer.
//!
//! Nothing here is believed: an answer is a guess, to be made exact or bounded. A failure is a reason to ask the
//! next.

mod clarabel;
#[cfg(feature = "highs")]
mod highs;
mod microlp;
mod tableau;

use std::panic::{AssertUnwindSafe, catch_unwind};

use good_lp::{
    Expression, ResolutionError, Solution, SolverModel, Variable, VariableDefinition,
    constraint::ConstraintReference, solvers::ObjectiveDirection, variable, variables,
};

use crate::exact::{Rational, approximate};

use super::{
    BackEnd, Effort, Failure,
    model::{Program, Relation, Sense},
    simplex::Place,
};

/// An answer in floats.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Floats {
    /// One a variable.
    pub(super) values: Vec<f64>,
    /// One a row, signed as [`Optimum::duals`](super::Optimum::duals) are; from back ends that tell.
    pub(super) duals: Option<Vec<f64>>,
    /// One a column; from back ends that end with a basis and show it.
    pub(super) places: Option<Vec<Place>>,
    /// Whether this is meant to be the optimum. If not, there is none as far as could be seen, and only the places
    /// are of use: they are where that was seen.
    pub(super) optimal: bool,
}

/// Cells up to which a tableau is quicker than a sparse method, however sparse the program.
const SMALL: usize = 250_000;
/// Part of the cells that are not zero from which a tableau is quicker, however large.
const DENSE: f64 = 0.1;

/// The back ends allowed, in the order in which they suit a program.
pub(super) fn order(program: &Program, effort: &Effort) -> Vec<BackEnd> {
    let entries: usize = program.rows.iter().map(|row| row.terms.len()).sum();
    let cells = program.rows.len().saturating_mul(program.variables.len());
    let tabular = cells <= SMALL || entries as f64 >= DENSE * cells as f64;
    let mut order = effort.back_ends.clone();
    order.sort_by_key(|back_end| match back_end {
        BackEnd::Tableau => 3 * u8::from(!tabular),
        #[cfg(feature = "highs")]
        BackEnd::Highs => 1,
        BackEnd::Clarabel => 2,
        BackEnd::Microlp => 4,
    });
    order.dedup();
    order
}

/// Asks a back end for the optimum of a program without its integers.
pub(super) fn ask(
    program: &Program,
    back_end: BackEnd,
    effort: &Effort,
) -> Result<Floats, Failure> {
    let failed = |reason: String| Failure { back_end, reason };
    if !representable(program) {
        return Err(failed("a number is beyond the range of floats".into()));
    }
    // Foreign code that is known to panic on some programs; what it worked on is dropped with it.
    let guarded = |ask: &dyn Fn() -> Result<Floats, ResolutionError>| {
        catch_unwind(AssertUnwindSafe(ask))
            .map_err(|_| failed("it panicked".into()))?
            .map_err(|error| failed(error.to_string()))
    };
    let floats = match back_end {
        BackEnd::Tableau => tableau::ask(program).map_err(|error| failed(error.to_string())),
        BackEnd::Microlp => guarded(&|| microlp::ask(program, effort)),
        BackEnd::Clarabel => guarded(&|| clarabel::ask(program)),
        #[cfg(feature = "highs")]
        BackEnd::Highs => guarded(&|| highs::ask(program)),
    }?;
    let numbers = floats.values.iter().chain(floats.duals.iter().flatten());
    if numbers.copied().all(f64::is_finite) {
        Ok(floats)
    } else {
        Err(failed("it answered with what is not a number".into()))
    }
}

/// Whether every number of a program is within the range of floats.
pub(super) fn representable(program: &Program) -> bool {
    let finite = |value: &Rational| approximate(value).is_finite();
    let bounds = program
        .variables
        .iter()
        .flat_map(|variable| variable.bounds.lower.iter().chain(&variable.bounds.upper));
    program
        .variables
        .iter()
        .map(|variable| &variable.objective)
        .chain(bounds)
        .chain(program.rows.iter().map(|row| &row.bound))
        .chain(
            program
                .rows
                .iter()
                .flat_map(|row| row.terms.iter().map(|(_, coefficient)| coefficient)),
        )
        .all(finite)
}

/// A model with its variables and rows.
struct Stated<M> {
    model: M,
    variables: Vec<Variable>,
    rows: Vec<ConstraintReference>,
}

impl<M: SolverModel> Stated<M> {
    /// States a program to a solver.
    fn new(program: &Program, solver: impl good_lp::Solver<Model = M>) -> Self {
        let mut stated = variables!();
        let variables: Vec<Variable> = program
            .variables
            .iter()
            .map(|of| {
                let mut definition: VariableDefinition = variable();
                if let Some(lower) = &of.bounds.lower {
                    definition = definition.min(approximate(lower));
                }
                if let Some(upper) = &of.bounds.upper {
                    definition = definition.max(approximate(upper));
                }
                stated.add(definition)
            })
            .collect();
        let mut objective = Expression::with_capacity(variables.len());
        for (variable, of) in variables.iter().zip(&program.variables) {
            if !of.objective.is_zero() {
                objective.add_mul(approximate(&of.objective), *variable);
            }
        }
        let direction = match program.sense {
            Sense::Maximize => ObjectiveDirection::Maximisation,
            Sense::Minimize => ObjectiveDirection::Minimisation,
        };
        let mut model = stated.optimise(direction, objective).using(solver);
        let rows = program
            .rows
            .iter()
            .map(|row| {
                let mut left = Expression::with_capacity(row.terms.len());
                for (variable, coefficient) in &row.terms {
                    if let Some(&variable) = variables.get(*variable) {
                        left.add_mul(approximate(coefficient), variable);
                    }
                }
                let bound = approximate(&row.bound);
                model.add_constraint(match row.relation {
                    Relation::AtMost => left.leq(bound),
                    Relation::Equal => left.eq(bound),
                    Relation::AtLeast => left.geq(bound),
                })
            })
            .collect();
        Self {
            model,
            variables,
            rows,
        }
    }
}

fn values(solution: &impl Solution, variables: &[Variable]) -> Vec<f64> {
    variables
        .iter()
        .map(|&variable| solution.value(variable))
        .collect()
}
