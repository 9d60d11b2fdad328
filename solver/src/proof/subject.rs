//! What a sign is asked of.

use assay_scenarios::{EvaluationError, Evaluator, LookupError, Number, Parameter, Scenario};
use dashu_ratio::RBig;

/// A quantity of a scenario that has a sign.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The formula of this name, in its declared unit.
    Formula(String),
    /// The expected value of the attack of this id, in USD. It has one where the probability of success is from 0 to 1.
    Attack(String),
}

impl Subject {
    /// The formula's name or the attack's id.
    pub fn name(&self) -> &str {
        match self {
            Self::Formula(name) | Self::Attack(name) => name,
        }
    }

    /// The numbers it depends on, in file order.
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no such formula or attack.
    pub fn numbers<'s>(&self, scenario: &'s Scenario) -> Result<Vec<&'s Parameter>, LookupError> {
        match self {
            Self::Formula(name) => scenario.numbers_behind_formula(name),
            Self::Attack(id) => scenario.numbers_behind_attack(id),
        }
    }

    /// The names of the formulas it is built on, each after those it is built on itself.
    pub(super) fn formulas(&self, scenario: &Scenario) -> Result<Vec<String>, LookupError> {
        let formulas = match self {
            Self::Formula(name) => scenario.formulas_behind_formula(name)?,
            Self::Attack(id) => scenario.formulas_behind_attack(id)?,
        };
        Ok(formulas
            .into_iter()
            .map(|formula| formula.name().to_owned())
            .collect())
    }

    /// Where it may bend or jump as one number moves, rising, in that number's declared unit: constants and thresholds that
    /// the number may be compared with, and more.
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no such subject or number.
    pub fn landmarks(
        &self,
        scenario: &Scenario,
        parameter: &str,
    ) -> Result<Vec<RBig>, LookupError> {
        match self {
            Self::Formula(name) => scenario.landmarks_of_formula(name, parameter),
            Self::Attack(id) => scenario.landmarks_of_attack(id, parameter),
        }
    }

    /// Its value over any kind of number. Over a box this is the value at those points where an attack's probability of
    /// success is from 0 to 1; whether that is everywhere, [`prove`](super::prove()) shows apart.
    ///
    /// # Errors
    /// [`EvaluationError`] when there is no such subject, or it has no value.
    pub fn value<N: Number>(&self, evaluator: &mut Evaluator<'_, N>) -> Result<N, EvaluationError> {
        match self {
            Self::Formula(name) => evaluator.formula(name),
            Self::Attack(id) => evaluator.expected_value(id),
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}
