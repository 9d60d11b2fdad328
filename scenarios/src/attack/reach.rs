//! What an attack or a formula depends on.

use std::collections::BTreeSet;

use dashu_ratio::RBig;

use super::Attack;
use crate::expression::{Expression, QuantityKind, Slot};
use crate::scenario::{LookupError, Parameter, Scenario};
use crate::unit::{Dimension, Unit};

impl Scenario {
    /// The numbers that an attack's expected value depends on, in file order. Switches are not among them.
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no attack of that id.
    pub fn numbers_behind_attack(&self, id: &str) -> Result<Vec<&Parameter>, LookupError> {
        Ok(self.numbers(&Reached::from_attack(self, self.attack(id)?)))
    }

    /// The numbers that a formula depends on, in file order. Switches are not among them.
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no formula of that name.
    pub fn numbers_behind_formula(&self, name: &str) -> Result<Vec<&Parameter>, LookupError> {
        let expression = self.formula(name)?.expression_tree();
        Ok(self.numbers(&Reached::from(self, vec![expression])))
    }

    fn numbers(&self, reached: &Reached<'_>) -> Vec<&Parameter> {
        let slots = reached.parameters.iter();
        slots
            .filter_map(|slot| self.parameters().get(*slot))
            .collect()
    }
}

/// What expressions are built on, through formulas and tables.
#[derive(Default)]
pub(super) struct Reached<'s> {
    /// Numbers, by slot; switches are not among them.
    pub(super) parameters: BTreeSet<usize>,
    formulas: BTreeSet<usize>,
    tables: BTreeSet<usize>,
    expressions: Vec<&'s Expression>,
}

impl<'s> Reached<'s> {
    /// What the expected value of an attack is built on.
    pub(super) fn from_attack(scenario: &'s Scenario, attack: &'s Attack) -> Self {
        let mut parts: Vec<&Expression> = [&attack.gain, &attack.cost, &attack.success].into();
        parts.extend(&attack.loss);
        Self::from(scenario, parts)
    }

    fn from(scenario: &'s Scenario, mut waiting: Vec<&'s Expression>) -> Self {
        let mut reached = Self::default();
        while let Some(expression) = waiting.pop() {
            reached.expressions.push(expression);
            for (slot, _) in expression.tree.references() {
                match slot {
                    Slot::Parameter(slot) => {
                        reached.parameters.insert(slot);
                    }
                    Slot::Formula(slot) => {
                        if reached.formulas.insert(slot) {
                            waiting.extend(
                                scenario
                                    .formula_at(slot)
                                    .map(|formula| formula.expression_tree()),
                            );
                        }
                    }
                    Slot::Table(slot) => {
                        if reached.tables.insert(slot) {
                            let steps = scenario
                                .table_at(slot)
                                .map(|table| table.steps())
                                .unwrap_or_default();
                            waiting.extend(steps.iter().map(|step| step.expression()));
                        }
                    }
                }
            }
        }
        reached
    }

    /// Constants in base units that a quantity of this unit may be compared with: where a formula may jump or bend.
    pub(super) fn landmarks(&self, scenario: &Scenario, unit: &Unit) -> BTreeSet<RBig> {
        let mut landmarks = BTreeSet::new();
        for expression in &self.expressions {
            expression.tree.walk(&mut |quantity, _| {
                if let QuantityKind::Literal(literal) = &quantity.kind {
                    let dimension = literal
                        .unit
                        .as_ref()
                        .map_or(Dimension::NONE, |unit| unit.dimension());
                    if dimension == unit.dimension() {
                        landmarks.insert(literal.base.clone());
                    }
                }
            });
        }
        for table in self
            .tables
            .iter()
            .filter_map(|slot| scenario.table_at(*slot).ok())
        {
            if table.input().same_dimension(unit) {
                landmarks.extend(table.steps().iter().map(|step| step.threshold().clone()));
            }
        }
        for slot in &self.parameters {
            let same = scenario
                .parameters()
                .get(*slot)
                .and_then(|parameter| parameter.unit());
            if same.is_some_and(|other| other.same_dimension(unit)) {
                landmarks.extend(scenario.base_value(*slot).ok().cloned());
            }
        }
        landmarks
    }
}
