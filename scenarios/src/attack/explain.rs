//! The derivation of an attack's value: every formula used, with the numbers put in.

use dashu_ratio::RBig;

use super::Attack;
use crate::expression::{EvaluationError, Evaluator, Expression, NameText, Slot, print};
use crate::number::to_f64;
use crate::scenario::{Scenario, spell};
use crate::unit::format_quantity;

/// How an attack's expected value comes about, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The attack.
    pub attack: String,
    /// Formulas before what uses them; then gain, loss, success, cost, capital and expected value.
    pub steps: Vec<DerivationStep>,
}

/// One value of a derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct DerivationStep {
    /// The formula's name, or `gain`, `loss`, `success`, `cost`, `capital`, `expected value`.
    pub name: String,
    /// The expression as written.
    pub expression: String,
    /// The expression with numbers and units in place of names.
    pub substituted: String,
    /// Its value, in `unit`.
    pub value: f64,
    /// The exact rational, where it has one: `-501497/10`.
    pub exact: Option<String>,
    /// The unit of the value.
    pub unit: String,
    /// What it is.
    pub meaning: String,
    /// Where it comes from, when that is said.
    pub source: Option<String>,
}

/// Names as the values they have in a scenario.
struct Numbers<'s>(&'s Scenario);

impl NameText for Numbers<'_> {
    fn name(&self, slot: Slot) -> String {
        let name = self.0.name(slot);
        self.0.shown(&name).unwrap_or(name)
    }

    fn called(&self, table: usize) -> String {
        self.0.called(table)
    }

    fn choice(&self, switch: usize, choice: usize) -> (String, String) {
        let standing = self
            .0
            .position(switch)
            .map(|position| NameText::choice(self.0, switch, position).1);
        let (name, choice) = NameText::choice(self.0, switch, choice);
        (
            standing.map_or(name, |standing| format!("\"{standing}\"")),
            choice,
        )
    }
}

impl Attack {
    /// The derivation of the expected value at the values of this scenario.
    ///
    /// # Errors
    /// [`EvaluationError`] when a part has no value there, or the scenario has no attack of this id.
    pub fn explain(&self, scenario: &Scenario) -> Result<Derivation, EvaluationError> {
        let attack = scenario.attack(&self.id)?;
        let mut floats = scenario.evaluator::<f64>();
        let mut exacts = scenario.evaluator::<RBig>();
        let id = attack.id();
        let values = [
            (
                "gain",
                Some(&attack.gain),
                "USD",
                "received if it succeeds",
                floats.gain(id)?,
                exacts.gain(id).ok(),
            ),
            (
                "loss",
                attack.loss.as_ref(),
                "USD",
                "lost if it fails",
                floats.loss(id)?,
                exacts.loss(id).ok(),
            ),
            (
                "success",
                Some(&attack.success),
                "fraction",
                "probability that it succeeds",
                floats.success(id)?,
                exacts.success(id).ok(),
            ),
            (
                "cost",
                Some(&attack.cost),
                "USD",
                "spent in any case",
                floats.cost(id)?,
                exacts.cost(id).ok(),
            ),
            (
                "capital",
                Some(&attack.capital),
                "USD",
                "needed to begin",
                floats.capital(id)?,
                exacts.capital(id).ok(),
            ),
        ];
        let mut order: Vec<usize> = Vec::new();
        for (_, expression, ..) in &values {
            if let Some(expression) = expression {
                dependencies(scenario, expression, &mut order);
            }
        }
        let mut steps = formula_steps(scenario, order, &mut floats, &mut exacts)?;
        for (name, expression, unit, meaning, value, exact) in &values {
            let (value, exact) = nearest(*value, exact.as_ref());
            steps.push(DerivationStep {
                name: (*name).to_owned(),
                expression: expression
                    .map_or("0", |expression| &expression.text)
                    .to_owned(),
                substituted: expression.map_or_else(
                    || "$0.00".to_owned(),
                    |it| print(&it.tree, &Numbers(scenario)),
                ),
                value,
                exact,
                unit: (*unit).to_owned(),
                meaning: (*meaning).to_owned(),
                source: None,
            });
        }
        let shown = |index: usize| {
            values
                .get(index)
                .map(|(_, _, unit, _, value, exact)| match (exact, *unit) {
                    (Some(exact), "fraction") => spell(exact),
                    (_, "fraction") => value.to_string(),
                    _ => format_quantity(*value, unit),
                })
        };
        let [gain, loss, success, cost] =
            [0, 1, 2, 3].map(|index| shown(index).unwrap_or_default());
        let (value, exact) = nearest(
            floats.expected_value(id)?,
            exacts.expected_value(id).ok().as_ref(),
        );
        steps.push(DerivationStep {
            name: "expected value".to_owned(),
            expression: "gain * success - loss * (1 - success) - cost".to_owned(),
            substituted: format!("{gain} * {success} - {loss} * (1 - {success}) - {cost}"),
            value,
            exact,
            unit: "USD".to_owned(),
            meaning: "what the attack brings on average".to_owned(),
            source: Some(attack.source().to_owned()),
        });
        Ok(Derivation {
            attack: id.to_owned(),
            steps,
        })
    }
}

/// The derivation of a formula: the formulas it is built on, each before what uses it, and the formula itself last.
pub(crate) fn explain_formula(
    scenario: &Scenario,
    name: &str,
) -> Result<Vec<DerivationStep>, EvaluationError> {
    let mut floats = scenario.evaluator::<f64>();
    floats.formula(name)?;
    let slot = scenario.formula_slot(name)?;
    let mut order = Vec::new();
    dependencies(
        scenario,
        scenario.formula_at(slot)?.expression_tree(),
        &mut order,
    );
    order.push(slot);
    formula_steps(scenario, order, &mut floats, &mut scenario.evaluator())
}

/// A step for each of these formulas that `floats` has worked out: what an untaken branch refers to was not used.
fn formula_steps<'s>(
    scenario: &'s Scenario,
    order: Vec<usize>,
    floats: &mut Evaluator<'s, f64>,
    exacts: &mut Evaluator<'s, RBig>,
) -> Result<Vec<DerivationStep>, EvaluationError> {
    let used: Vec<usize> = order
        .into_iter()
        .filter(|slot| floats.known(*slot).is_some())
        .collect();
    used.into_iter()
        .map(|slot| {
            let formula = scenario.formula_at(slot)?;
            let (value, exact) = nearest(
                floats.formula(formula.name())?,
                exacts.formula(formula.name()).ok().as_ref(),
            );
            Ok(DerivationStep {
                name: formula.name().to_owned(),
                expression: formula.expression().to_owned(),
                substituted: print(&formula.expression_tree().tree, &Numbers(scenario)),
                value,
                exact,
                unit: formula.unit().name().to_owned(),
                meaning: formula.meaning().to_owned(),
                source: formula.source().map(str::to_owned),
            })
        })
        .collect()
}

/// The float nearest to the exact value where there is one, and that value's text.
fn nearest(value: f64, exact: Option<&RBig>) -> (f64, Option<String>) {
    match exact {
        Some(exact) => (to_f64(exact), Some(exact.to_string())),
        None => (value, None),
    }
}

/// Adds the formulas an expression is built on, dependencies first.
fn dependencies(scenario: &Scenario, expression: &Expression, order: &mut Vec<usize>) {
    for (slot, _) in expression.tree.references() {
        match slot {
            Slot::Parameter(_) => {}
            Slot::Formula(formula) => {
                if !order.contains(&formula)
                    && let Ok(found) = scenario.formula_at(formula)
                {
                    dependencies(scenario, found.expression_tree(), order);
                    order.push(formula);
                }
            }
            Slot::Table(table) => {
                for step in scenario
                    .table_at(table)
                    .map(|table| table.steps())
                    .unwrap_or_default()
                {
                    dependencies(scenario, step.expression(), order);
                }
            }
        }
    }
}
