//! How much work may be spent, what was spent, and why there is no answer.

use thiserror::Error;

use super::Refusal;

/// How much work may be spent on a program, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effort {
    /// Exact pivots, over all relaxations together.
    pub pivots: usize,
    /// Nodes of a branching tree.
    pub nodes: usize,
    /// Unknowns of the largest system that is solved exactly: time grows with their cube, memory with their square.
    pub unknowns: usize,
    /// Milliseconds for a call of [`BackEnd::Microlp`], which can go round without end. It is asked last, so that
    /// nothing depends on the clock unless every other back end has failed; those bound their iterations.
    pub milliseconds: u32,
    /// The back ends that may be asked, whichever fits the program first; none leaves the exact simplex alone.
    pub back_ends: Vec<BackEnd>,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            pivots: 100_000,
            nodes: 100_000,
            unknowns: 2_000,
            milliseconds: 10_000,
            back_ends: BackEnd::ALL.to_vec(),
        }
    }
}

impl Effort {
    /// The default budgets, without any back end: exact arithmetic from the first pivot to the last.
    pub fn exact_only() -> Self {
        Self {
            back_ends: Vec::new(),
            ..Self::default()
        }
    }
}

/// A solver in floats, whose answers are taken for guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackEnd {
    /// This crate's own simplex method on a dense tableau; returns a basis; for dense programs and small ones.
    Tableau,
    /// A sparse simplex method in pure Rust; returns vertices.
    Microlp,
    /// An interior-point method in pure Rust; returns duals; for large sparse programs.
    Clarabel,
    /// The reference, a C++ library.
    #[cfg(feature = "highs")]
    Highs,
}

impl BackEnd {
    /// Every back end that was compiled in.
    pub const ALL: &'static [Self] = &[
        Self::Tableau,
        Self::Microlp,
        Self::Clarabel,
        #[cfg(feature = "highs")]
        Self::Highs,
    ];
}

impl std::fmt::Display for BackEnd {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Tableau => "tableau",
            Self::Microlp => "microlp",
            Self::Clarabel => "clarabel",
            #[cfg(feature = "highs")]
            Self::Highs => "highs",
        })
    }
}

/// Work that was spent on an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// Exact pivots, over all relaxations together.
    pub pivots: usize,
    /// Nodes of the branching tree; zero for a program without integers.
    pub nodes: usize,
    /// Whose guess the exact work began with, if anybody's.
    pub guess: Option<BackEnd>,
    /// Back ends that were asked and failed.
    pub failures: Vec<Failure>,
}

/// A back end that found nothing, and what it said.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{back_end}: {reason}")]
pub struct Failure {
    /// Who failed.
    pub back_end: BackEnd,
    /// What it said.
    pub reason: String,
}

/// Which budget was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Budget {
    /// [`Effort::pivots`].
    #[error("exact pivots")]
    Pivots,
    /// [`Effort::nodes`].
    #[error("nodes")]
    Nodes,
    /// [`Effort::unknowns`].
    #[error("unknowns")]
    Unknowns,
}

/// Why a program has no answer, not even that there is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SolveError {
    /// A row names a variable that the program does not have.
    #[error("a row names variable {number}, and the program has {variables}")]
    UnknownVariable {
        /// Number of the variable, from 1.
        number: usize,
        /// Variables of the program.
        variables: usize,
    },
    /// A budget was spent before the answer was certain.
    #[error("the budget of {limit} {budget} was spent")]
    BudgetSpent {
        /// Which budget.
        budget: Budget,
        /// Its size.
        limit: usize,
    },
    /// Without its integers the program has no largest value, so that branching has nothing to bound with.
    #[error("without its integers the program is unbounded: give its variables bounds")]
    UnboundedRelaxation,
    /// A bound in floats needs a bound on this variable, and none could be inferred.
    #[error(
        "variable {number} has no bound, given or inferred, on the side that the objective needs"
    )]
    NeedsBounds {
        /// Number of the variable, from 1.
        number: usize,
    },
    /// No back end had an answer, and there is no exact work to fall back on.
    #[error("no back end answered: {}", listed(.0))]
    NoBackEnd(Vec<Failure>),
    /// A system that was solvable modulo a prime could not be solved exactly: a defect of this crate.
    #[error("an exact system of {size} unknowns was not solved")]
    Arithmetic {
        /// Unknowns.
        size: usize,
    },
    /// A feasible value beyond what duals allow: a defect of this crate.
    #[error("the ends of a bracket crossed")]
    CrossedEnds,
    /// The separate check refused what was found: a defect of this crate, caught.
    #[error("the answer was refused by its check: {0}")]
    Refused(#[from] Refusal),
}

fn listed(failures: &[Failure]) -> String {
    if failures.is_empty() {
        return "none was allowed".into();
    }
    failures
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}
