//! The first evaluation: what has no value at the scenario's own parameters is an error of the scenario.

use crate::diagnostic::{Report, ScenarioError};
use crate::expression::EvaluationError;
use crate::scenario::Scenario;

pub(super) fn evaluate_everything(scenario: &Scenario) -> Result<(), ScenarioError> {
    let mut report = Report::default();
    let mut told: Vec<String> = Vec::new();
    // A failing formula fails again in everything built on it; once is enough.
    let mut note = |error: Option<EvaluationError>| {
        if let Some(error) = error
            && !told.contains(&error.to_string())
        {
            told.push(error.to_string());
            report.push(error.diagnostic());
        }
    };
    let mut evaluator = scenario.evaluator::<f64>();
    for formula in scenario.formulas() {
        note(evaluator.formula(formula.name()).err());
    }
    for table in scenario.tables() {
        for step in table.steps() {
            note(evaluator.expression(step.expression()).err());
        }
    }
    for attack in scenario.attacks() {
        note(evaluator.expected_value(attack.id()).err());
        note(evaluator.capital(attack.id()).err());
    }
    report.into_result()
}
