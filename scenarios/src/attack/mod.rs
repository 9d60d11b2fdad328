//! Attacks: a threat with its economics in closed form, and what it is worth.

mod explain;
mod note;
mod reach;
mod value;

pub(crate) use explain::explain_formula;
pub use explain::{Derivation, DerivationStep};
pub(crate) use note::Note;

use crate::expression::{EvaluationError, Expression};
use crate::number::Number;
use crate::scenario::Scenario;

/// A threat, what it brings and costs, and what stands against it.
#[derive(Debug, Clone)]
pub struct Attack {
    pub(crate) id: String,
    pub(crate) threat: String,
    pub(crate) gain: Expression,
    pub(crate) loss: Option<Expression>,
    pub(crate) cost: Expression,
    pub(crate) success: Expression,
    pub(crate) capital: Expression,
    pub(crate) preconditions: Vec<String>,
    pub(crate) mitigation: String,
    pub(crate) source: String,
    pub(crate) notes: Vec<Note>,
}

impl Attack {
    /// Such as `chronos/false-claim`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is done, in one line.
    pub fn threat(&self) -> &str {
        &self.threat
    }

    /// What must hold for it to be tried.
    pub fn preconditions(&self) -> &[String] {
        &self.preconditions
    }

    /// What stands against it.
    pub fn mitigation(&self) -> &str {
        &self.mitigation
    }

    /// Where it comes from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is received if it succeeds, in USD, at the values of this scenario.
    ///
    /// # Errors
    /// [`EvaluationError`] when it has no value there, or the scenario has no attack of this id.
    pub fn gain<N: Number>(&self, scenario: &Scenario) -> Result<N, EvaluationError> {
        scenario.evaluator().gain(&self.id)
    }

    /// What is lost if it fails, in USD; zero where the file says nothing.
    ///
    /// # Errors
    /// As [`Attack::gain`].
    pub fn loss<N: Number>(&self, scenario: &Scenario) -> Result<N, EvaluationError> {
        scenario.evaluator().loss(&self.id)
    }

    /// What is spent in any case, in USD.
    ///
    /// # Errors
    /// As [`Attack::gain`].
    pub fn cost<N: Number>(&self, scenario: &Scenario) -> Result<N, EvaluationError> {
        scenario.evaluator().cost(&self.id)
    }

    /// The probability that it succeeds.
    ///
    /// # Errors
    /// As [`Attack::gain`], and when the value is certainly not from 0 to 1.
    pub fn success<N: Number>(&self, scenario: &Scenario) -> Result<N, EvaluationError> {
        scenario.evaluator().success(&self.id)
    }

    /// What the attacker must have to begin, in USD.
    ///
    /// # Errors
    /// As [`Attack::gain`].
    pub fn capital<N: Number>(&self, scenario: &Scenario) -> Result<N, EvaluationError> {
        scenario.evaluator().capital(&self.id)
    }

    /// `gain * success - loss * (1 - success) - cost`, in USD.
    ///
    /// # Errors
    /// As [`Attack::success`].
    pub fn expected_value<N: Number>(&self, scenario: &Scenario) -> Result<N, EvaluationError> {
        scenario.evaluator().expected_value(&self.id)
    }
}
