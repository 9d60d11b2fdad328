//! Relaxations in floats, of which only what can be proved exactly is used.
//!
//! Any multipliers of the right signs bound the objective, so the floats' duals, cut to a few bits and taken for
//! exact, close a leaf or bound a node without an exact pivot.

use dashu_int::IBig;
use dashu_ratio::RBig;

use crate::exact::{approximate, from_float};

use super::super::{
    BackEnd, Effort, Program,
    backend::representable,
    check::dual_bound,
    model::{Bounds, Relation},
    tableau::{End, Tableau},
};

/// Distance from a whole number at which a float counts as fractional.
const FRACTIONAL: f64 = 1e-6;
/// Bits kept of the largest multiplier.
const BITS: i32 = 32;

/// What a relaxation in floats shows for certain.
pub(super) enum Shown {
    /// Nothing is feasible, by these multipliers.
    Empty(Vec<RBig>),
    /// Nothing is better than the bound, by these duals; and the floats are not whole.
    Bounded {
        bound: RBig,
        duals: Vec<RBig>,
        /// A variable to branch on, and the whole number below its value.
        branch: Option<(usize, IBig)>,
    },
    /// Nothing: exact work is needed.
    Nothing,
}

/// The tableau of the root, if the program suits it and the effort allows it.
pub(super) fn root(program: &Program, effort: &Effort) -> Option<Tableau> {
    let allowed = effort.back_ends.contains(&BackEnd::Tableau) && representable(program);
    allowed.then(|| Tableau::new(program).ok()).flatten()
}

/// Solves the relaxation with the bounds of the tableau, which are those of the node.
pub(super) fn show(program: &Program, bounds: &[Bounds], tableau: &mut Tableau) -> Shown {
    match tableau.run() {
        Ok(End::Optimal) => {
            let duals = exact(program, &tableau.duals());
            match dual_bound(program, true, &duals, bounds) {
                Ok(Some(bound)) => Shown::Bounded {
                    bound,
                    duals,
                    branch: branch(program, &tableau.values()),
                },
                _ => Shown::Nothing,
            }
        }
        Ok(End::Infeasible) => {
            let multipliers = exact(program, &tableau.infeasibility());
            match dual_bound(program, false, &multipliers, bounds) {
                Ok(Some(bound)) if bound < RBig::ZERO => Shown::Empty(multipliers),
                _ => Shown::Nothing,
            }
        }
        Ok(End::Unbounded) | Err(_) => Shown::Nothing,
    }
}

/// Multipliers cut to a common, short denominator, without those of the wrong sign.
fn exact(program: &Program, multipliers: &[f64]) -> Vec<RBig> {
    let largest = multipliers
        .iter()
        .fold(0.0f64, |most, it| most.max(it.abs()));
    let scale = libm::ldexp(1.0, BITS - libm::ilogb(largest.max(f64::MIN_POSITIVE)));
    program
        .rows
        .iter()
        .zip(multipliers)
        .map(|(row, &multiplier)| {
            let allowed = match row.relation {
                Relation::AtMost => multiplier.max(0.0),
                Relation::Equal => multiplier,
                Relation::AtLeast => multiplier.min(0.0),
            };
            from_float(libm::rint(allowed * scale) / scale).unwrap_or(RBig::ZERO)
        })
        .collect()
}

/// The integer variable whose value is farthest from whole.
fn branch(program: &Program, values: &[f64]) -> Option<(usize, IBig)> {
    let mut farthest = None;
    let mut most = FRACTIONAL;
    for (index, (variable, &value)) in program.variables.iter().zip(values).enumerate() {
        let distance = (value - libm::rint(value)).abs();
        if variable.integer && distance > most {
            most = distance;
            farthest = Some((index, value));
        }
    }
    let (index, value) = farthest?;
    Some((index, from_float(libm::floor(value))?.floor()))
}

/// What a bound in floats may be off by.
pub(super) fn noise(bound: &RBig) -> RBig {
    from_float(FRACTIONAL * (1.0 + approximate(bound).abs())).unwrap_or(RBig::ZERO)
}
