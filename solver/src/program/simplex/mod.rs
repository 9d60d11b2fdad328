//! The simplex method in exact arithmetic, with bounds on every column, from any basis.
//!
//! Each pivot solves three systems of the *kernel* — the basic variables' columns in the rows whose slack is not
//! basic — by p-adic lifting, so that no number is carried from one pivot to the next and none grows. From a good
//! guess of the basis few pivots are left. Infeasibility is driven out by a composite first phase: basic columns
//! outside their bounds are pulled towards them. The entering column has the largest reduced cost, until pivots
//! stop to move anything; then Bland's rule (R. G. Bland, 1977) chooses until one does, so that no basis comes
//! twice.

mod kernel;
mod ratio;

use dashu_int::{IBig, ops::UnsignedAbs};

use crate::exact::common::Common;

use super::{
    Effort, SolveError,
    effort::Budget,
    standard::{Limits, Standard},
};
use kernel::Kernel;
use ratio::Step;

/// Pivots that move nothing before Bland's rule takes over.
const PATIENCE: usize = 8;

/// Where a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Basic,
    Lower,
    Upper,
    /// At zero, without bounds.
    Free,
}

/// How the method ends.
#[derive(Debug)]
pub(super) enum End {
    Optimal(Vertex),
    /// Multipliers of the rows that prove it.
    Infeasible(Common),
    /// A feasible point and a direction, by column.
    Unbounded {
        from: Common,
        ray: Common,
    },
}

/// An optimal vertex.
#[derive(Debug)]
pub(super) struct Vertex {
    /// By column.
    pub(super) values: Common,
    /// By row.
    pub(super) duals: Common,
    pub(super) places: Vec<Place>,
    /// Whether every column that could move has a reduced cost.
    pub(super) unique: bool,
}

/// Exact work spent and allowed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spending {
    pub(super) pivots: usize,
    most_pivots: usize,
    most_unknowns: usize,
}

impl Spending {
    pub(super) fn new(effort: &Effort) -> Self {
        Self {
            pivots: 0,
            most_pivots: effort.pivots,
            most_unknowns: effort.unknowns,
        }
    }

    fn pivot(&mut self) -> Result<(), SolveError> {
        if self.pivots >= self.most_pivots {
            return Err(SolveError::BudgetSpent {
                budget: Budget::Pivots,
                limit: self.most_pivots,
            });
        }
        self.pivots += 1;
        Ok(())
    }
}

/// Refuses systems beyond the effort's largest.
pub(super) fn within(unknowns: usize, limit: usize) -> Result<(), SolveError> {
    if unknowns > limit {
        return Err(SolveError::BudgetSpent {
            budget: Budget::Unknowns,
            limit,
        });
    }
    Ok(())
}

/// The place of a column that is not basic.
pub(super) fn resting(limits: &Limits, column: usize) -> Place {
    match (&limits.lower[column], &limits.upper[column]) {
        (Some(_), _) => Place::Lower,
        (None, Some(_)) => Place::Upper,
        (None, None) => Place::Free,
    }
}

/// The basis of slacks alone.
pub(super) fn slack_basis(standard: &Standard, limits: &Limits) -> Vec<Place> {
    (0..standard.variables())
        .map(|column| resting(limits, column))
        .chain((0..standard.rows()).map(|_| Place::Basic))
        .collect()
}

/// Solves from a basis: as many basic columns as rows, independent, and each other column at a bound it has.
pub(super) fn solve(
    standard: &Standard,
    limits: &Limits,
    mut places: Vec<Place>,
    spending: &mut Spending,
) -> Result<End, SolveError> {
    let mut stalled = 0;
    loop {
        let kernel = Kernel::new(standard, &places, spending.most_unknowns)?;
        let values = kernel.values(standard, limits, &places)?;
        let pull = pull(limits, &places, &values);
        let feasible = pull.iter().all(IBig::is_zero);
        let duals = if feasible {
            kernel.duals(standard, &standard.objective, &[])?
        } else {
            let (variables, slacks) = pull.split_at(standard.variables());
            kernel.duals(standard, variables, slacks)?
        };
        let reduced = reduced_costs(standard, &places, &duals, feasible);
        let Some(entering) = entering(limits, &places, &reduced, stalled >= PATIENCE) else {
            if !feasible {
                return Ok(End::Infeasible(duals));
            }
            let unique = (0..places.len()).all(|column| {
                places[column] == Place::Basic || limits.fix(column) || !reduced[column].is_zero()
            });
            return Ok(End::Optimal(Vertex {
                values,
                duals,
                places,
                unique,
            }));
        };
        let upward = reduced[entering] > IBig::ZERO;
        let direction = kernel.direction(standard, entering, upward)?;
        match ratio::step(limits, &places, &values, &direction, entering) {
            Step::Endless if feasible => {
                return Ok(End::Unbounded {
                    from: values,
                    ray: direction,
                });
            }
            // A first phase's gain is bounded by the infeasibility there is to drive out.
            Step::Endless => {
                return Err(SolveError::Arithmetic {
                    size: kernel.size(),
                });
            }
            Step::Blocked {
                column,
                place,
                moves,
            } => {
                spending.pivot()?;
                places[entering] = Place::Basic;
                places[column] = place;
                stalled = if moves { 0 } else { stalled + 1 };
            }
        }
    }
}

/// One for each basic column below its bounds, minus one above, zero within.
fn pull(limits: &Limits, places: &[Place], values: &Common) -> Vec<IBig> {
    places
        .iter()
        .enumerate()
        .map(|(column, place)| {
            if *place != Place::Basic {
                return IBig::ZERO;
            }
            let above = |bound: &IBig| values.numerators[column] > bound * &values.denominator;
            let below = |bound: &IBig| values.numerators[column] < bound * &values.denominator;
            if limits.lower[column].as_ref().is_some_and(below) {
                IBig::ONE
            } else if limits.upper[column].as_ref().is_some_and(above) {
                IBig::NEG_ONE
            } else {
                IBig::ZERO
            }
        })
        .collect()
}

/// By column, over the duals' denominator; zero for basic columns. The first phase has no objective but the pull.
fn reduced_costs(
    standard: &Standard,
    places: &[Place],
    duals: &Common,
    with_objective: bool,
) -> Vec<IBig> {
    let variables = standard.columns.iter().enumerate().map(|(column, terms)| {
        if places[column] == Place::Basic {
            return IBig::ZERO;
        }
        let start = if with_objective {
            &standard.objective[column] * &duals.denominator
        } else {
            IBig::ZERO
        };
        terms
            .iter()
            .filter(|(row, _)| !duals.numerators[*row].is_zero())
            .fold(start, |sum, (row, coefficient)| {
                sum - coefficient * &duals.numerators[*row]
            })
    });
    let slacks = places[standard.variables()..]
        .iter()
        .zip(&duals.numerators)
        .map(|(place, dual)| {
            if *place == Place::Basic {
                IBig::ZERO
            } else {
                -dual
            }
        });
    variables.chain(slacks).collect()
}

/// The column whose move improves most a unit, or the first that improves.
fn entering(limits: &Limits, places: &[Place], reduced: &[IBig], first: bool) -> Option<usize> {
    let mut improving = (0..places.len()).filter(|&column| {
        !limits.fix(column)
            && match places[column] {
                Place::Basic => false,
                Place::Lower => reduced[column] > IBig::ZERO,
                Place::Upper => reduced[column] < IBig::ZERO,
                Place::Free => !reduced[column].is_zero(),
            }
    });
    if first {
        return improving.next();
    }
    // The first of the largest: `max_by_key` would take the last.
    improving.reduce(|best, column| {
        if (&reduced[column]).unsigned_abs() > (&reduced[best]).unsigned_abs() {
            column
        } else {
            best
        }
    })
}
