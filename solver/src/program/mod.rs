//! Linear and mixed-integer programs, solved exactly.
//!
//! [`Program::solve`] asks a solver in floats for a guess of the optimal basis, and carries on from there with a
//! simplex method in exact arithmetic; whatever comes out has passed a check of its own in rationals
//! ([`Program::verify`]): an optimum by duals that bound it or by a branching tree, infeasibility by Farkas'
//! multipliers, unboundedness by a ray.

mod backend;
mod bracket;
mod check;
mod effort;
mod guess;
mod integer;
mod model;
mod outcome;
mod simplex;
mod standard;
mod tableau;
mod tree;

pub use bracket::Bracket;
pub use check::Refusal;
pub use effort::{BackEnd, Budget, Effort, Failure, SolveError, Work};
pub use model::{Bounds, Program, Relation, RowId, VariableId};
pub use outcome::{Infeasibility, Optimum, Outcome, Unboundedness, Uniqueness};
pub use tree::Tree;

use crate::exact::common::Common;

use simplex::{End, Spending, Vertex};
use standard::Standard;

impl Program {
    /// Solves the program exactly. What comes back has been verified.
    ///
    /// # Errors
    /// [`SolveError`] when a budget is spent, an integer program's relaxation is unbounded, or a row names a
    /// variable of another program.
    pub fn solve(&self, effort: &Effort) -> Result<Outcome, SolveError> {
        self.known()?;
        let outcome = match self.crossed() {
            Some(number) => Outcome::Infeasible(Infeasibility::Bounds { number }),
            None => self.search(effort)?,
        };
        self.verify_outcome(&outcome)?;
        Ok(outcome)
    }

    fn search(&self, effort: &Effort) -> Result<Outcome, SolveError> {
        let standard = Standard::new(self);
        let mut work = Work::default();
        let places = guess::basis(self, &standard, effort, &mut work)?;
        if self.has_integers() {
            return integer::solve(self, &standard, effort, places, work);
        }
        let mut spending = Spending::new(effort);
        let end = simplex::solve(&standard, &standard.limits, places, &mut spending)?;
        work.pivots = spending.pivots;
        Ok(match end {
            End::Optimal(vertex) => Outcome::Optimal(self.optimum(&standard, &vertex, work)),
            End::Infeasible(multipliers) => {
                Outcome::Infeasible(Infeasibility::Rows(standard.multipliers(&multipliers)))
            }
            End::Unbounded { from, ray } => Outcome::Unbounded(Unboundedness {
                from: standard.values(&from),
                ray: standard.values(&ray),
            }),
        })
    }

    fn optimum(&self, standard: &Standard, vertex: &Vertex, work: Work) -> Optimum {
        let values = standard.values(&vertex.values);
        Optimum {
            value: self.objective_at(&Common::from_rationals(&values)),
            values,
            duals: standard.duals(&vertex.duals),
            unique: if vertex.unique {
                Uniqueness::Unique
            } else {
                Uniqueness::Degenerate
            },
            tree: None,
            work,
        }
    }

    /// Number of a variable whose bounds leave nothing between them.
    fn crossed(&self) -> Option<usize> {
        self.variables
            .iter()
            .position(|variable| variable.bounds.crossed())
            .map(|index| index + 1)
    }
}
