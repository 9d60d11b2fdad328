//! What an attack or a formula depends on.

use std::collections::BTreeSet;

use dashu_ratio::RBig;

use super::Attack;
use crate::expression::{Expression, QuantityKind, Slot};
use crate::scenario::{Formula, LookupError, Parameter, Scenario};
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

    /// The formulas that an attack's expected value is built on, each after those it is built on itself.
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no attack of that id.
    pub fn formulas_behind_attack(&self, id: &str) -> Result<Vec<&Formula>, LookupError> {
        Ok(self.in_order(&Reached::from_attack(self, self.attack(id)?)))
    }

    /// The formulas that a formula is built on, each after those it is built on itself.
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no formula of that name.
    pub fn formulas_behind_formula(&self, name: &str) -> Result<Vec<&Formula>, LookupError> {
        let expression = self.formula(name)?.expression_tree();
        Ok(self.in_order(&Reached::from(self, vec![expression])))
    }

    /// Formulas by how many others each is built on, which puts every one behind its own.
    fn in_order(&self, reached: &Reached<'_>) -> Vec<&Formula> {
        let formulas = reached
            .formulas
            .iter()
            .filter_map(|slot| self.formula_at(*slot).ok());
        let mut counted: Vec<(usize, &Formula)> = formulas
            .map(|formula| {
                let below = Reached::from(self, vec![formula.expression_tree()]);
                (below.formulas.len(), formula)
            })
            .collect();
        counted.sort_by_key(|(below, _)| *below);
        counted.into_iter().map(|(_, formula)| formula).collect()
    }

    /// Where an attack's expected value may bend or jump as one number moves: the constants, thresholds and other parameters'
    /// values that the number may be compared with, as far as its range holds them; rising, in its declared unit.
    ///
    /// More than are compared with it, since every constant of its dimension counts; and none that a comparison puts
    /// together, such as the sum of two.
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no such attack or number.
    pub fn landmarks_of_attack(&self, id: &str, parameter: &str) -> Result<Vec<RBig>, LookupError> {
        let reached = Reached::from_attack(self, self.attack(id)?);
        self.landmarks(&reached, parameter)
    }

    /// Where a formula may bend or jump as one number moves: as [`Scenario::landmarks_of_attack`].
    ///
    /// # Errors
    /// [`LookupError`] when the scenario has no such formula or number.
    pub fn landmarks_of_formula(
        &self,
        name: &str,
        parameter: &str,
    ) -> Result<Vec<RBig>, LookupError> {
        let expression = self.formula(name)?.expression_tree();
        self.landmarks(&Reached::from(self, vec![expression]), parameter)
    }

    fn landmarks(&self, reached: &Reached<'_>, name: &str) -> Result<Vec<RBig>, LookupError> {
        let (_, unit) = self.numeric_slot(name)?;
        let range = self.parameter(name)?.range();
        let within = |value: &RBig| range.is_some_and(|(low, high)| low <= value && value <= high);
        let bases = reached.landmarks(self, unit).into_iter();
        Ok(bases
            .map(|base| unit.in_unit(&base))
            .filter(within)
            .collect())
    }

    fn numbers(&self, reached: &Reached<'_>) -> Vec<&Parameter> {
        let slots = reached.parameters.iter();
        slots.filter_map(|slot| self.parameter_at(*slot)).collect()
    }
}

/// What the expected value of an attack is put together from.
fn parts(attack: &Attack) -> Vec<&Expression> {
    let parts = [&attack.gain, &attack.cost, &attack.success];
    parts.into_iter().chain(&attack.loss).collect()
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
        Self::from(scenario, parts(attack))
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
                .parameter_at(*slot)
                .and_then(|parameter| parameter.unit());
            if same.is_some_and(|other| other.same_dimension(unit)) {
                landmarks.extend(scenario.base_value(*slot).ok().cloned());
            }
        }
        landmarks
    }
}
