//! What a program turns out to be, each with what proves it.

use crate::exact::Rational;

use super::{Tree, Work};

/// What a program turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has a best value.
    Optimal(Optimum),
    /// Nothing meets its rows and bounds.
    Infeasible(Infeasibility),
    /// It has no best value: better ones without end.
    Unbounded(Unboundedness),
}

impl Outcome {
    /// The optimum, if that is what the outcome is.
    pub fn optimum(self) -> Option<Optimum> {
        match self {
            Self::Optimal(optimum) => Some(optimum),
            Self::Infeasible(_) | Self::Unbounded(_) => None,
        }
    }
}

/// A best solution, exactly, with its proof: duals, or for integer programs a branching tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Optimum {
    /// Value of the objective.
    pub value: Rational,
    /// One value a variable.
    pub values: Vec<Rational>,
    /// One a row: the change of the best value per unit of the row's bound. Empty for integer programs.
    pub duals: Vec<Rational>,
    /// Whether other solutions are as good.
    pub unique: Uniqueness,
    /// For integer programs, the proof that nothing is better.
    pub tree: Option<Tree>,
    /// Work spent.
    pub work: Work,
}

/// Whether a best solution is the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uniqueness {
    /// It is, and that was proved: each way out of the vertex costs something.
    Unique,
    /// Others may exist: some way out of the vertex costs nothing, though it may be blocked at once.
    Degenerate,
    /// Not looked into (integer programs).
    Unknown,
}

/// Why nothing is feasible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Infeasibility {
    /// A variable's lower bound is above its upper one.
    Bounds {
        /// Number of the variable, from 1.
        number: usize,
    },
    /// One multiplier a row (at least zero for [`Relation::AtMost`](super::Relation::AtMost) rows, at most zero for
    /// `AtLeast`): the rows so combined demand that a sum be at most a number that the variables' bounds keep it
    /// above (Farkas' lemma).
    Rows(Vec<Rational>),
    /// Rows and bounds can be met, but not in integers: every leaf of the tree is empty.
    Integers(Tree),
}

/// Why there is no best value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unboundedness {
    /// A feasible solution, one value a variable.
    pub from: Vec<Rational>,
    /// A direction, one change a variable, that stays feasible forever and improves the objective.
    pub ray: Vec<Rational>,
}
