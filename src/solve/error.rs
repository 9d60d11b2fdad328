//! Why a game was not solved, or an answer not believed.

use assay_solver::{
    equilibrium::{
        bimatrix::EnumerationError, commitment::CommitmentError, correlated::CorrelatedError,
        dominance::DominanceError, quantal::QuantalError, sequence::SequenceError,
        zero_sum::ZeroSumError,
    },
    game::{GameError, extensive::ReduceError},
};
use thiserror::Error;

use super::objective::ObjectiveError;
use crate::arguments::Concept;

/// Why a game was not solved.
#[derive(Debug, Error)]
pub enum SolvingError {
    /// The objective is none, or not of this game.
    #[error(transparent)]
    Objective(#[from] ObjectiveError),
    /// The leader is nobody.
    #[error("there is no player {leader} to lead: the game has {players}")]
    Leader {
        /// Number of the player, from 1.
        leader: usize,
        /// Players of the game.
        players: usize,
    },
    /// An option that the concept has no use for.
    #[error("`--{option}` says nothing about `--concept {concept}`")]
    Option {
        /// The option.
        option: &'static str,
        /// The concept.
        concept: String,
    },
    /// The precision is not a number.
    #[error("`--lambda {0}`: expected a number from 0 up, such as 1.5 or 3/2")]
    Lambda(String),
    /// Enumeration failed.
    #[error(transparent)]
    Enumeration(#[from] EnumerationError),
    /// No commitment.
    #[error(transparent)]
    Commitment(Box<CommitmentError>),
    /// No correlated equilibrium.
    #[error(transparent)]
    Correlated(Box<CorrelatedError>),
    /// Dominance was not settled.
    #[error(transparent)]
    Dominance(Box<DominanceError>),
    /// No quantal response equilibrium.
    #[error(transparent)]
    Quantal(#[from] QuantalError),
    /// The tree was not solved in sequence form.
    #[error(transparent)]
    Sequence(Box<SequenceError>),
    /// No value.
    #[error(transparent)]
    ZeroSum(Box<ZeroSumError>),
    /// A pure equilibrium did not pass its check.
    #[error("an equilibrium was found and refused: {0}")]
    Refused(#[from] assay_solver::equilibrium::NotAnEquilibrium),
    /// The game could not be recast.
    #[error(transparent)]
    Game(#[from] GameError),
    /// A tree has too many reduced strategies or profiles.
    #[error(
        "the tree's reduced normal form is too large: {0} (a constant-sum tree may be solved with `--concept zero-sum`)"
    )]
    Reduce(ReduceError),
    /// A tree that is solved in sequence form alone.
    #[error("this tree is solved in sequence form, which knows one concept: `zero-sum`")]
    TreeOnly,
    /// Two witnesses of one value disagree.
    #[error(
        "the value is {normal} in normal form and {sequence} in sequence form: a defect of this program"
    )]
    Witnesses {
        /// By the normal form.
        normal: String,
        /// By the sequence form.
        sequence: String,
    },
}

// Boxed: these carry exact numbers, and every result would carry their size.
impl From<CommitmentError> for SolvingError {
    fn from(error: CommitmentError) -> Self {
        Self::Commitment(Box::new(error))
    }
}

impl From<CorrelatedError> for SolvingError {
    fn from(error: CorrelatedError) -> Self {
        Self::Correlated(Box::new(error))
    }
}

impl From<DominanceError> for SolvingError {
    fn from(error: DominanceError) -> Self {
        Self::Dominance(Box::new(error))
    }
}

impl From<ZeroSumError> for SolvingError {
    fn from(error: ZeroSumError) -> Self {
        Self::ZeroSum(Box::new(error))
    }
}

impl From<SequenceError> for SolvingError {
    fn from(error: SequenceError) -> Self {
        Self::Sequence(Box::new(error))
    }
}

impl SolvingError {
    /// A tree whose reduced normal form does not fit.
    pub(super) fn too_large(why: Option<ReduceError>) -> Self {
        why.map_or(Self::TreeOnly, Self::Reduce)
    }

    pub(super) fn option(option: &'static str, concept: Concept) -> Self {
        let concept = clap::ValueEnum::to_possible_value(&concept)
            .map_or_else(String::new, |value| value.get_name().to_owned());
        Self::Option { option, concept }
    }
}

/// Why an answer is not believed.
#[derive(Debug, Error)]
#[error("{place}: {reason}")]
pub struct CertifyError {
    /// What of the answer.
    pub place: String,
    /// What is wrong with it.
    pub reason: String,
}

impl CertifyError {
    pub(super) fn new(place: impl Into<String>, reason: impl ToString) -> Self {
        Self {
            place: place.into(),
            reason: reason.to_string(),
        }
    }
}
