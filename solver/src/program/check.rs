//! The check of every answer, apart from whatever found it: in exact rationals, from the program as it was stated.
//!
//! Weak duality is all it rests on: for multipliers y of the rows with the right signs, no feasible x has a value
//! above `y·b + Σ max (c − y·A)x`, the maximum of each term taken over the variable's bounds.

use dashu_int::IBig;
use dashu_ratio::RBig;
use thiserror::Error;

use crate::exact::{Rational, common::Common, modular::independent};

use super::{
    Infeasibility, Optimum, Outcome, Unboundedness, Uniqueness,
    model::{Bounds, Program, Relation, Sense},
};

/// Why an answer was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A list of another length than the program's.
    #[error("{found} {what} where the program has {expected}")]
    Shape {
        /// Of what.
        what: &'static str,
        /// In the program.
        expected: usize,
        /// In the answer.
        found: usize,
    },
    /// A value outside its variable's bounds.
    #[error("variable {number} is {value}, outside its bounds")]
    Bounds {
        /// Number of the variable, from 1.
        number: usize,
        /// Its value.
        value: Rational,
    },
    /// A value that should be whole.
    #[error("variable {number} is {value}, not whole")]
    Integer {
        /// Number of the variable, from 1.
        number: usize,
        /// Its value.
        value: Rational,
    },
    /// A row that does not hold.
    #[error("row {number} comes to {left}")]
    Row {
        /// Number of the row, from 1.
        number: usize,
        /// What its left side comes to.
        left: Rational,
    },
    /// The objective has another value.
    #[error("the value is {found}, not {claimed}")]
    Value {
        /// The value claimed.
        claimed: Rational,
        /// The value of the objective.
        found: Rational,
    },
    /// A dual or multiplier of the wrong sign.
    #[error("the multiplier of row {number} is {dual}, of the wrong sign")]
    Sign {
        /// Number of the row, from 1.
        number: usize,
        /// Its multiplier.
        dual: Rational,
    },
    /// The duals do not prove the value: what they bound it by is no bound, or another number.
    #[error("the duals bound the value by {}", bound.as_ref().map_or_else(|| "nothing".into(), ToString::to_string))]
    Gap {
        /// The bound, if there is one.
        bound: Option<Rational>,
    },
    /// Claimed to be the only solution, without proof.
    #[error("the solution is not proved to be the only one")]
    NotUnique,
    /// A branching tree with a leaf that is not closed.
    #[error("node {node} of the branching tree proves nothing")]
    Leaf {
        /// Number of the node, from 1.
        node: usize,
    },
    /// An integer program's optimum without its tree.
    #[error("there is no branching tree to prove it")]
    NoTree,
    /// Not infeasible, for all that was shown.
    #[error("infeasibility is not proved")]
    NotInfeasible,
    /// Not unbounded, for all that was shown.
    #[error("unboundedness is not proved")]
    NotUnbounded,
}

impl Program {
    /// Checks an optimum exactly: bounds, rows, integrality and value; then that nothing is better, by equality with
    /// the duals' bound or leaf by leaf of the branching tree; and the claim of uniqueness.
    ///
    /// # Errors
    /// [`Refusal`] names the first thing that does not hold.
    pub fn verify(&self, optimum: &Optimum) -> Result<(), Refusal> {
        let values = Common::from_rationals(&optimum.values);
        self.check_feasible(&optimum.values, &values, true)?;
        let found = self.objective_at(&values);
        if found != optimum.value {
            return Err(Refusal::Value {
                claimed: optimum.value.clone(),
                found,
            });
        }
        let value = self.maximized(found);
        if self.has_integers() {
            if optimum.unique == Uniqueness::Unique {
                return Err(Refusal::NotUnique);
            }
            shape("duals", 0, optimum.duals.len())?;
            let tree = optimum.tree.as_ref().ok_or(Refusal::NoTree)?;
            return tree.check(self, Some(&value));
        }
        let duals: Vec<RBig> = optimum
            .duals
            .iter()
            .map(|dual| self.maximized(dual.clone()))
            .collect();
        let bounds: Vec<Bounds> = self.bounds().collect();
        let bound = dual_bound(self, true, &duals, &bounds)?;
        if bound.as_ref() != Some(&value) {
            return Err(Refusal::Gap { bound });
        }
        if optimum.unique == Uniqueness::Unique && !self.only_one(&duals) {
            return Err(Refusal::NotUnique);
        }
        Ok(())
    }

    /// Checks any outcome exactly: an optimum as [`Program::verify`] does, infeasibility by its multipliers or tree,
    /// unboundedness by its point and ray.
    ///
    /// # Errors
    /// [`Refusal`] names the first thing that does not hold.
    pub fn verify_outcome(&self, outcome: &Outcome) -> Result<(), Refusal> {
        match outcome {
            Outcome::Optimal(optimum) => self.verify(optimum),
            Outcome::Infeasible(Infeasibility::Bounds { number }) => {
                let crossed = number
                    .checked_sub(1)
                    .and_then(|index| self.variables.get(index))
                    .is_some_and(|variable| variable.bounds.crossed());
                crossed.then_some(()).ok_or(Refusal::NotInfeasible)
            }
            Outcome::Infeasible(Infeasibility::Rows(multipliers)) => {
                let bounds: Vec<Bounds> = self.bounds().collect();
                dual_bound(self, false, multipliers, &bounds)?
                    .filter(|bound| *bound < RBig::ZERO)
                    .map(|_| ())
                    .ok_or(Refusal::NotInfeasible)
            }
            Outcome::Infeasible(Infeasibility::Integers(tree)) => tree.check(self, None),
            Outcome::Unbounded(unboundedness) => self.check_unbounded(unboundedness),
        }
    }

    fn check_feasible(&self, values: &[RBig], common: &Common, whole: bool) -> Result<(), Refusal> {
        shape("values", self.variables.len(), values.len())?;
        for (index, (variable, value)) in self.variables.iter().zip(values).enumerate() {
            if !variable.bounds.hold(value) {
                return Err(Refusal::Bounds {
                    number: index + 1,
                    value: value.clone(),
                });
            }
            if whole && variable.integer && !value.is_int() {
                return Err(Refusal::Integer {
                    number: index + 1,
                    value: value.clone(),
                });
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            let left = common.dot(row.terms.iter().map(|(variable, value)| (*variable, value)));
            if !row.relation.holds(&left, &row.bound) {
                return Err(Refusal::Row {
                    number: index + 1,
                    left,
                });
            }
        }
        Ok(())
    }

    fn check_unbounded(&self, unboundedness: &Unboundedness) -> Result<(), Refusal> {
        let from = Common::from_rationals(&unboundedness.from);
        self.check_feasible(&unboundedness.from, &from, true)?;
        shape("changes", self.variables.len(), unboundedness.ray.len())?;
        let ray = Common::from_rationals(&unboundedness.ray);
        let within = self
            .variables
            .iter()
            .zip(&unboundedness.ray)
            .all(|(variable, change)| {
                (variable.bounds.lower.is_none() || *change >= RBig::ZERO)
                    && (variable.bounds.upper.is_none() || *change <= RBig::ZERO)
            });
        let rows = self.rows.iter().all(|row| {
            let left = ray.dot(row.terms.iter().map(|(variable, value)| (*variable, value)));
            row.relation.holds(&left, &RBig::ZERO)
        });
        let better = self.maximized(self.objective_at(&ray)) > RBig::ZERO;
        (within && rows && better)
            .then_some(())
            .ok_or(Refusal::NotUnbounded)
    }

    /// Whether duals (of a maximisation) prove that an optimum is the only one: every other would have to differ in
    /// variables of reduced cost zero alone, and keep every row of dual other than zero as it is; if the columns of
    /// those variables in those rows are independent, nothing can differ (O. L. Mangasarian, 1979).
    fn only_one(&self, duals: &[RBig]) -> bool {
        let reduced = reduced_costs(self, true, &Common::from_rationals(duals));
        let tight: Vec<bool> = self
            .rows
            .iter()
            .zip(duals)
            .map(|(row, dual)| row.relation == Relation::Equal || !dual.is_zero())
            .collect();
        let mut position = vec![None; self.variables.len()];
        let mut columns: Vec<Vec<RBig>> = Vec::new();
        let height = tight.iter().filter(|&&tight| tight).count();
        for (index, (variable, reduced)) in self.variables.iter().zip(&reduced).enumerate() {
            if reduced.is_zero() && !variable.bounds.fix() {
                position[index] = Some(columns.len());
                columns.push(vec![RBig::ZERO; height]);
            }
        }
        if columns.len() > height {
            return false;
        }
        let tight_rows = self.rows.iter().zip(&tight).filter(|(_, tight)| **tight);
        for (height, (row, _)) in tight_rows.enumerate() {
            for (variable, coefficient) in &row.terms {
                if let Some(column) = position.get(*variable).copied().flatten() {
                    columns[column][height] = coefficient.clone();
                }
            }
        }
        let columns: Vec<Vec<IBig>> = columns
            .iter()
            .map(|column| Common::from_rationals(column).numerators)
            .collect();
        independent(&columns)
    }

    fn bounds(&self) -> impl Iterator<Item = Bounds> {
        self.variables
            .iter()
            .map(|variable| variable.bounds.clone())
    }

    pub(super) fn objective_at(&self, values: &Common) -> RBig {
        values.dot(
            self.variables
                .iter()
                .map(|variable| &variable.objective)
                .enumerate(),
        )
    }

    /// A value or dual as it would be if the objective were turned into one to maximise; its own inverse.
    pub(super) fn maximized(&self, value: RBig) -> RBig {
        match self.sense {
            Sense::Maximize => value,
            Sense::Minimize => -value,
        }
    }
}

/// What multipliers of the rows bound the objective by (as one to maximise; or zero in its stead), over boxes of
/// variables; nothing where that is infinite.
pub(super) fn dual_bound(
    program: &Program,
    with_objective: bool,
    multipliers: &[RBig],
    bounds: &[Bounds],
) -> Result<Option<RBig>, Refusal> {
    shape("multipliers", program.rows.len(), multipliers.len())?;
    for (index, (row, multiplier)) in program.rows.iter().zip(multipliers).enumerate() {
        if !row.relation.allows(multiplier) {
            return Err(Refusal::Sign {
                number: index + 1,
                dual: multiplier.clone(),
            });
        }
    }
    let common = Common::from_rationals(multipliers);
    let mut bound = common.dot(program.rows.iter().map(|row| &row.bound).enumerate());
    for (reduced, bounds) in reduced_costs(program, with_objective, &common)
        .into_iter()
        .zip(bounds)
    {
        let end = if reduced > RBig::ZERO {
            &bounds.upper
        } else {
            &bounds.lower
        };
        match end {
            _ if reduced.is_zero() => {}
            Some(end) => bound += reduced * end,
            None => return Ok(None),
        }
    }
    Ok(Some(bound))
}

/// The objective's coefficients (as one to maximise; or zero in their stead) less the multiplied rows'.
fn reduced_costs(program: &Program, with_objective: bool, multipliers: &Common) -> Vec<RBig> {
    let mut columns: Vec<Vec<(usize, &RBig)>> = vec![Vec::new(); program.variables.len()];
    for (number, row) in program.rows.iter().enumerate() {
        for (variable, coefficient) in &row.terms {
            if let Some(column) = columns.get_mut(*variable) {
                column.push((number, coefficient));
            }
        }
    }
    program
        .variables
        .iter()
        .zip(&columns)
        .map(|(variable, column)| {
            let objective = if with_objective {
                program.maximized(variable.objective.clone())
            } else {
                RBig::ZERO
            };
            objective - multipliers.dot(column.iter().copied())
        })
        .collect()
}

fn shape(what: &'static str, expected: usize, found: usize) -> Result<(), Refusal> {
    (expected == found).then_some(()).ok_or(Refusal::Shape {
        what,
        expected,
        found,
    })
}
