//! The one evaluator, over any [`Number`].

mod assume;
mod error;

pub use error::EvaluationError;

use super::Expression;
use super::tree::{Arithmetic, Condition, ConditionKind, Function, Quantity, QuantityKind};
use crate::number::{Comparison, Decision, Number, NumberError};
use crate::scenario::{Scenario, Step, ValueError};

/// Evaluates formulas of one scenario over one kind of number, and remembers what it has worked out.
///
/// Parameters start at the scenario's own values; [`Evaluator::set`] puts any value of the kind in
/// the place of one, such as an interval or a column.
#[derive(Debug, Clone)]
pub struct Evaluator<'s, N: Number> {
    scenario: &'s Scenario,
    parameters: Vec<Option<N>>,
    formulas: Vec<Option<N>>,
    /// Formulas that hold a restricted value, within the branch of an open condition.
    fixed: Vec<usize>,
    /// The open conditions in whose branches we are, outermost first, and whether each is taken to hold.
    assumed: Vec<(&'s Expression, &'s Condition, bool)>,
}

impl<'s, N: Number> Evaluator<'s, N> {
    pub(crate) fn new(scenario: &'s Scenario) -> Self {
        let (parameters, formulas, _) = scenario.counts();
        Self {
            scenario,
            parameters: vec![None; parameters],
            formulas: vec![None; formulas],
            fixed: Vec::new(),
            assumed: Vec::new(),
        }
    }

    pub(crate) fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// Puts a value, in the parameter's declared unit, in place of the scenario's own. Its range is not checked.
    ///
    /// # Errors
    /// [`ValueError`] when there is no such parameter, it is a switch, or the value does not survive the change of unit.
    pub fn set(&mut self, parameter: &str, value: N) -> Result<(), ValueError> {
        let (slot, unit) = self.scenario.numeric_slot(parameter)?;
        let scale = N::from_rational(unit.scale()).map_err(ValueError::Number)?;
        let base = value.multiply(&scale).map_err(ValueError::Number)?;
        self.set_base(slot, base);
        Ok(())
    }

    /// As [`Evaluator::set`], by slot and in base units.
    pub(crate) fn set_base(&mut self, slot: usize, base: N) {
        if let Some(place) = self.parameters.get_mut(slot) {
            *place = Some(base);
        }
        self.formulas.fill(None);
        self.fixed.clear();
    }

    /// Puts a value, in the formula's declared unit, in place of what its expression gives, until a parameter is set.
    ///
    /// # Errors
    /// [`EvaluationError`] when there is no such formula, or the value does not survive the change of unit.
    pub fn set_formula(&mut self, name: &str, value: N) -> Result<(), EvaluationError> {
        let slot = self.scenario.formula_slot(name)?;
        let formula = self.scenario.formula_at(slot)?;
        let expression = formula.expression_tree();
        let base = N::from_rational(formula.unit().scale())
            .and_then(|scale| value.multiply(&scale))
            .map_err(|error| EvaluationError::arithmetic(expression, &expression.tree, error))?;
        // What was worked out with the formula's own value is no longer right.
        for (number, known) in self.formulas.iter_mut().enumerate() {
            if !self.fixed.contains(&number) {
                *known = None;
            }
        }
        if let Some(place) = self.formulas.get_mut(slot) {
            *place = Some(base);
            self.fixed.push(slot);
        }
        Ok(())
    }

    /// The value of a formula, in its declared unit.
    ///
    /// # Errors
    /// [`EvaluationError`] when there is no such formula, or it has no value here.
    pub fn formula(&mut self, name: &str) -> Result<N, EvaluationError> {
        let slot = self.scenario.formula_slot(name)?;
        let formula = self.scenario.formula_at(slot)?;
        let base = self.formula_base(slot)?;
        let expression = formula.expression_tree();
        let scale = N::from_rational(formula.unit().scale());
        scale
            .and_then(|scale| base.divide(&scale))
            .map_err(|error| EvaluationError::arithmetic(expression, &expression.tree, error))
    }

    /// Which formulas have been worked out so far.
    pub(crate) fn known(&self, slot: usize) -> Option<&N> {
        self.formulas.get(slot).and_then(Option::as_ref)
    }

    fn formula_base(&mut self, slot: usize) -> Result<N, EvaluationError> {
        if let Some(known) = self.known(slot) {
            return Ok(known.clone());
        }
        let value = self.expression(self.scenario.formula_at(slot)?.expression_tree())?;
        if let Some(place) = self.formulas.get_mut(slot) {
            *place = Some(value.clone());
        }
        Ok(value)
    }

    fn parameter_base(&mut self, slot: usize) -> Result<Result<N, NumberError>, EvaluationError> {
        if let Some(known) = self.parameters.get(slot).and_then(Option::as_ref) {
            return Ok(Ok(known.clone()));
        }
        let value = N::from_rational(self.scenario.base_value(slot)?);
        if let (Ok(value), Some(place)) = (&value, self.parameters.get_mut(slot)) {
            *place = Some(value.clone());
        }
        Ok(value)
    }

    /// The value of an expression, in base units.
    pub(crate) fn expression(&mut self, expression: &'s Expression) -> Result<N, EvaluationError> {
        self.quantity(expression, &expression.tree)
    }

    fn quantity(
        &mut self,
        expression: &'s Expression,
        tree: &'s Quantity,
    ) -> Result<N, EvaluationError> {
        let result = match &tree.kind {
            QuantityKind::Literal(literal) => N::from_rational(&literal.base),
            QuantityKind::Parameter(slot) => self.parameter_base(*slot)?,
            QuantityKind::Formula(slot) => return self.formula_base(*slot),
            QuantityKind::Table(slot, argument) => {
                return self.table(*slot, argument, expression, tree);
            }
            QuantityKind::Negate(inner) => self.quantity(expression, inner)?.negate(),
            QuantityKind::Arithmetic(Arithmetic::Power, base, exponent) => {
                let base = self.quantity(expression, base)?;
                match exponent.whole_literal() {
                    Some(whole) => base.power_whole(whole),
                    None => base.power(&self.quantity(expression, exponent)?),
                }
            }
            QuantityKind::Arithmetic(arithmetic, left, right) => {
                let left = self.quantity(expression, left)?;
                let right = self.quantity(expression, right)?;
                match arithmetic {
                    Arithmetic::Add => left.add(&right),
                    Arithmetic::Subtract => left.subtract(&right),
                    Arithmetic::Multiply => left.multiply(&right),
                    Arithmetic::Divide => left.divide(&right),
                    Arithmetic::Power => left.power(&right),
                }
            }
            QuantityKind::Call(function, arguments) => {
                return self.call(*function, arguments, expression, tree);
            }
            QuantityKind::If(condition, then, otherwise) => {
                let truth = self.condition(expression, condition)?;
                match N::decide(&truth) {
                    Decision::True => return self.quantity(expression, then),
                    Decision::False => return self.quantity(expression, otherwise),
                    Decision::Both => {
                        let first = self.assuming(expression, condition, true, |this| {
                            this.quantity(expression, then)
                        })?;
                        let second = self.assuming(expression, condition, false, |this| {
                            this.quantity(expression, otherwise)
                        })?;
                        match (first, second) {
                            (Some(then), Some(otherwise)) => N::blend(&truth, then, otherwise),
                            (Some(only), None) | (None, Some(only)) => Ok(only),
                            // An assumption further out holds nowhere, unseen: any value is right.
                            (None, None) => {
                                let then = self.quantity(expression, then)?;
                                let otherwise = self.quantity(expression, otherwise)?;
                                N::blend(&truth, then, otherwise)
                            }
                        }
                    }
                }
            }
        };
        result.map_err(|error| EvaluationError::arithmetic(expression, tree, error))
    }

    fn call(
        &mut self,
        function: Function,
        arguments: &'s [Quantity],
        expression: &'s Expression,
        tree: &'s Quantity,
    ) -> Result<N, EvaluationError> {
        let fail = |error| EvaluationError::arithmetic(expression, tree, error);
        let (first, rest) = arguments
            .split_first()
            .ok_or_else(|| fail(NumberError::OutsideDomain(function.name())))?;
        let mut value = self.quantity(expression, first)?;
        for argument in rest {
            let argument = self.quantity(expression, argument)?;
            value = match function {
                Function::Minimum => value.minimum(&argument),
                _ => value.maximum(&argument),
            }
            .map_err(fail)?;
        }
        match function {
            Function::Minimum | Function::Maximum => Ok(value),
            Function::Absolute => value.absolute(),
            Function::Floor => value.floor(),
            Function::Ceiling => value.ceiling(),
            Function::Exp => value.exp(),
            Function::Ln => value.ln(),
            Function::Sqrt => value.sqrt(),
            Function::NormalCdf => value.normal_cdf(),
            Function::NormalPdf => value.normal_pdf(),
        }
        .map_err(fail)
    }

    /// The step the argument has reached: as a chain of `if argument >= from then ...`, last step first.
    fn table(
        &mut self,
        slot: usize,
        written: &'s Quantity,
        expression: &'s Expression,
        tree: &'s Quantity,
    ) -> Result<N, EvaluationError> {
        let fail = |error| EvaluationError::arithmetic(expression, tree, error);
        let table = self.scenario.table_at(slot)?;
        let below_table = || EvaluationError::below_table(expression, tree, table);
        let argument = self.quantity(expression, written)?;
        let mut open: Vec<(N::Truth, N)> = Vec::new();
        let mut next: Option<N> = None;
        for step in table.steps().iter().rev() {
            let from = N::from_rational(step.threshold()).map_err(fail)?;
            let truth = argument
                .compare(Comparison::GreaterOrEqual, &from)
                .map_err(fail)?;
            let decision = N::decide(&truth);
            let reached = match decision {
                Decision::False => None,
                _ => self.step(expression, written, step, &from, next.as_ref())?,
            };
            match (decision, reached) {
                (Decision::Both, Some(value)) => open.push((truth, value)),
                (Decision::True, reached) => {
                    let last = reached.or_else(|| open.pop().map(|(_, value)| value));
                    let mut value = last.ok_or_else(below_table)?;
                    for (truth, reached) in open.into_iter().rev() {
                        value = N::blend(&truth, reached, value).map_err(fail)?;
                    }
                    return Ok(value);
                }
                _ => {}
            }
            next = Some(from);
        }
        Err(below_table())
    }

    /// The value of a step where the argument has reached it and not the next; `None` if that is nowhere.
    fn step(
        &mut self,
        expression: &'s Expression,
        argument: &'s Quantity,
        step: &'s Step,
        from: &N,
        next: Option<&N>,
    ) -> Result<Option<N>, EvaluationError> {
        self.scope(|this, undo| {
            let below = next.map(|next| (Comparison::Less, next));
            for (comparison, bound) in [(Comparison::GreaterOrEqual, from)]
                .into_iter()
                .chain(below)
            {
                if !this.restrict(expression, argument, comparison, bound, undo)? {
                    return Ok(None);
                }
            }
            this.expression(step.expression()).map(Some)
        })
    }

    fn condition(
        &mut self,
        expression: &'s Expression,
        tree: &'s Condition,
    ) -> Result<N::Truth, EvaluationError> {
        match &tree.kind {
            ConditionKind::Choice {
                switch,
                choice,
                equal,
            } => Ok(N::certain(
                (self.scenario.position(*switch)? == *choice) == *equal,
            )),
            ConditionKind::Compare(comparison, left, right) => {
                let first = self.quantity(expression, left)?;
                let second = self.quantity(expression, right)?;
                first
                    .compare(*comparison, &second)
                    .map_err(|error| EvaluationError::arithmetic(expression, left, error))
            }
            ConditionKind::And(left, right) => {
                let first = self.condition(expression, left)?;
                // The right side may be undefined where the left does not hold.
                match N::decide(&first) {
                    Decision::False => Ok(first),
                    Decision::True => Ok(N::and(&first, &self.condition(expression, right)?)),
                    Decision::Both => {
                        let second = self.assuming(expression, left, true, |this| {
                            this.condition(expression, right)
                        })?;
                        Ok(second.map_or(N::certain(false), |second| N::and(&first, &second)))
                    }
                }
            }
            ConditionKind::Or(left, right) => {
                let first = self.condition(expression, left)?;
                match N::decide(&first) {
                    Decision::True => Ok(first),
                    Decision::False => Ok(N::or(&first, &self.condition(expression, right)?)),
                    Decision::Both => {
                        let second = self.assuming(expression, left, false, |this| {
                            this.condition(expression, right)
                        })?;
                        Ok(second.map_or(N::certain(true), |second| N::or(&first, &second)))
                    }
                }
            }
            ConditionKind::Not(inner) => Ok(N::not(&self.condition(expression, inner)?)),
        }
    }
}
