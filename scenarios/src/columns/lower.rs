//! Syntax trees into a graph: the same operations, in the same order, as the evaluator of single points.

use super::Output;
use super::error::CompileError;
use super::graph::{Graph, NodeId};
use super::kernel::{FALSE, NONE, TRUE};
use super::operation::{Binary, Operation, Unary};
use crate::expression::{
    Arithmetic, Condition, ConditionKind, Expression, Function, Quantity, QuantityKind,
};
use crate::number::{Comparison, Number};
use crate::scenario::Scenario;

/// A graph of some of a scenario's formulas.
pub(super) struct Lowering<'s> {
    scenario: &'s Scenario,
    graph: Graph,
    parameters: Vec<Option<NodeId>>,
    formulas: Vec<Option<NodeId>>,
    /// The values of each table's steps, by rising threshold.
    tables: Vec<Option<Vec<NodeId>>>,
}

type Lowered = Result<NodeId, CompileError>;

impl<'s> Lowering<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        let (parameters, formulas, tables) = scenario.counts();
        Self {
            scenario,
            graph: Graph::default(),
            parameters: vec![None; parameters],
            formulas: vec![None; formulas],
            tables: vec![None; tables],
        }
    }

    pub(super) fn into_graph(self) -> Graph {
        self.graph
    }

    /// Makes the parameter of this slot the input of this position, of which one is `scale` base units.
    pub(super) fn vary(
        &mut self,
        slot: usize,
        position: usize,
        scale: f64,
    ) -> Result<(), CompileError> {
        let input = self.graph.input(position)?;
        let scale = self.graph.constant(scale)?;
        let base = self.binary(Binary::Multiply, input, scale)?;
        if let Some(place) = self.parameters.get_mut(slot) {
            *place = Some(base);
        }
        Ok(())
    }

    /// As [`Evaluator`](crate::Evaluator) works them out.
    pub(super) fn output(&mut self, output: &Output) -> Lowered {
        let scenario = self.scenario;
        match output {
            Output::Formula(name) => {
                let slot = scenario.formula_slot(name)?;
                let base = self.formula(slot)?;
                let scale = f64::from_rational(scenario.formula_at(slot)?.unit().scale());
                let scale = self.graph.constant(scale.unwrap_or(NONE))?;
                self.binary(Binary::Divide, base, scale)
            }
            Output::Gain(id) => self.expression(&scenario.attack(id)?.gain),
            Output::Loss(id) => match &scenario.attack(id)?.loss {
                Some(loss) => self.expression(loss),
                None => self.graph.constant(0.0),
            },
            Output::Cost(id) => self.expression(&scenario.attack(id)?.cost),
            Output::Capital(id) => self.expression(&scenario.attack(id)?.capital),
            Output::Success(id) => {
                let success = self.expression(&scenario.attack(id)?.success)?;
                self.unary(Unary::Probability, success)
            }
            Output::ExpectedValue(id) => {
                let success = self.output(&Output::Success(id.clone()))?;
                let gain = self.output(&Output::Gain(id.clone()))?;
                let loss = self.output(&Output::Loss(id.clone()))?;
                let cost = self.output(&Output::Cost(id.clone()))?;
                let one = self.graph.constant(1.0)?;
                let failure = self.binary(Binary::Subtract, one, success)?;
                let won = self.binary(Binary::Multiply, gain, success)?;
                let lost = self.binary(Binary::Multiply, loss, failure)?;
                let net = self.binary(Binary::Subtract, won, lost)?;
                self.binary(Binary::Subtract, net, cost)
            }
        }
    }

    fn unary(&mut self, function: Unary, a: NodeId) -> Lowered {
        self.graph.add(Operation::Unary(function, a))
    }

    fn binary(&mut self, function: Binary, a: NodeId, b: NodeId) -> Lowered {
        self.graph.add(Operation::Binary(function, a, b))
    }

    fn select(&mut self, truth: NodeId, then: NodeId, otherwise: NodeId) -> Lowered {
        self.graph.add(Operation::Select {
            truth,
            then,
            otherwise,
        })
    }

    fn formula(&mut self, slot: usize) -> Lowered {
        if let Some(known) = self.formulas.get(slot).copied().flatten() {
            return Ok(known);
        }
        let node = self.expression(self.scenario.formula_at(slot)?.expression_tree())?;
        if let Some(place) = self.formulas.get_mut(slot) {
            *place = Some(node);
        }
        Ok(node)
    }

    fn parameter(&mut self, slot: usize) -> Lowered {
        match self.parameters.get(slot).copied().flatten() {
            Some(varied) => Ok(varied),
            None => {
                let value = f64::from_rational(self.scenario.base_value(slot)?);
                self.graph.constant(value.unwrap_or(NONE))
            }
        }
    }

    fn expression(&mut self, expression: &'s Expression) -> Lowered {
        self.quantity(&expression.tree)
    }

    fn quantity(&mut self, tree: &'s Quantity) -> Lowered {
        match &tree.kind {
            QuantityKind::Literal(literal) => {
                let value = f64::from_rational(&literal.base);
                self.graph.constant(value.unwrap_or(NONE))
            }
            QuantityKind::Parameter(slot) => self.parameter(*slot),
            QuantityKind::Formula(slot) => self.formula(*slot),
            QuantityKind::Table(slot, argument) => {
                let argument = self.quantity(argument)?;
                self.table(*slot, argument)
            }
            QuantityKind::Negate(inner) => {
                let inner = self.quantity(inner)?;
                self.unary(Unary::Negate, inner)
            }
            QuantityKind::Arithmetic(arithmetic, left, right) => {
                self.arithmetic(*arithmetic, left, right)
            }
            QuantityKind::Call(function, arguments) => self.call(*function, arguments),
            QuantityKind::If(condition, then, otherwise) => {
                let truth = self.condition(condition)?;
                let then = self.quantity(then)?;
                let otherwise = self.quantity(otherwise)?;
                self.select(truth, then, otherwise)
            }
        }
    }

    fn arithmetic(
        &mut self,
        arithmetic: Arithmetic,
        left: &'s Quantity,
        right: &'s Quantity,
    ) -> Lowered {
        let first = self.quantity(left)?;
        let (function, second) = match (arithmetic, right.whole_literal()) {
            (Arithmetic::Power, Some(whole)) => {
                (Binary::Power, self.graph.constant(f64::from(whole))?)
            }
            (Arithmetic::Add, _) => (Binary::Add, self.quantity(right)?),
            (Arithmetic::Subtract, _) => (Binary::Subtract, self.quantity(right)?),
            (Arithmetic::Multiply, _) => (Binary::Multiply, self.quantity(right)?),
            (Arithmetic::Divide, _) => (Binary::Divide, self.quantity(right)?),
            (Arithmetic::Power, None) => (Binary::Power, self.quantity(right)?),
        };
        self.binary(function, first, second)
    }

    fn call(&mut self, function: Function, arguments: &'s [Quantity]) -> Lowered {
        let Some((first, rest)) = arguments.split_first() else {
            return self.graph.constant(NONE);
        };
        let first = self.quantity(first)?;
        let function = match function {
            Function::Minimum => return self.fold(Binary::Minimum, first, rest),
            Function::Maximum => return self.fold(Binary::Maximum, first, rest),
            Function::Absolute => Unary::Absolute,
            Function::Floor => Unary::Floor,
            Function::Ceiling => Unary::Ceiling,
            Function::Exp => Unary::Exp,
            Function::Ln => Unary::Ln,
            Function::Sqrt => Unary::Sqrt,
            Function::NormalCdf => Unary::NormalCdf,
            Function::NormalPdf => Unary::NormalPdf,
        };
        self.unary(function, first)
    }

    fn fold(&mut self, function: Binary, first: NodeId, rest: &'s [Quantity]) -> Lowered {
        let mut value = first;
        for argument in rest {
            let argument = self.quantity(argument)?;
            value = self.binary(function, value, argument)?;
        }
        Ok(value)
    }

    /// Each step in turn replaces the one before where the argument has reached it; below the first is no value.
    fn table(&mut self, slot: usize, argument: NodeId) -> Lowered {
        let values = match self.tables.get(slot).cloned().flatten() {
            Some(known) => known,
            None => self.table_values(slot)?,
        };
        let mut reached = self.graph.constant(NONE)?;
        for (step, value) in self.scenario.table_at(slot)?.steps().iter().zip(values) {
            let from = f64::from_rational(step.threshold());
            let from = self.graph.constant(from.unwrap_or(NONE))?;
            let truth = self.binary(Binary::LessOrEqual, from, argument)?;
            reached = self.select(truth, value, reached)?;
        }
        Ok(reached)
    }

    fn table_values(&mut self, slot: usize) -> Result<Vec<NodeId>, CompileError> {
        let steps = self.scenario.table_at(slot)?.steps();
        let values = steps.iter().map(|step| self.expression(step.expression()));
        let values: Vec<NodeId> = values.collect::<Result<_, _>>()?;
        if let Some(place) = self.tables.get_mut(slot) {
            *place = Some(values.clone());
        }
        Ok(values)
    }

    /// 1 where it holds, 0 where it does not. The right side of `and` and `or` need not have a value where the left decides.
    fn condition(&mut self, tree: &'s Condition) -> Lowered {
        match &tree.kind {
            ConditionKind::Choice {
                switch,
                choice,
                equal,
            } => {
                let holds = (self.scenario.position(*switch)? == *choice) == *equal;
                self.graph.constant(if holds { TRUE } else { FALSE })
            }
            ConditionKind::Compare(comparison, left, right) => {
                let (a, b) = (self.quantity(left)?, self.quantity(right)?);
                match comparison {
                    Comparison::Less => self.binary(Binary::Less, a, b),
                    Comparison::LessOrEqual => self.binary(Binary::LessOrEqual, a, b),
                    Comparison::Greater => self.binary(Binary::Less, b, a),
                    Comparison::GreaterOrEqual => self.binary(Binary::LessOrEqual, b, a),
                    Comparison::Equal => self.binary(Binary::Equal, a, b),
                    Comparison::NotEqual => self.binary(Binary::NotEqual, a, b),
                }
            }
            ConditionKind::And(left, right) => {
                let (left, right) = (self.condition(left)?, self.condition(right)?);
                let no = self.graph.constant(FALSE)?;
                self.select(left, right, no)
            }
            ConditionKind::Or(left, right) => {
                let (left, right) = (self.condition(left)?, self.condition(right)?);
                let yes = self.graph.constant(TRUE)?;
                self.select(left, yes, right)
            }
            ConditionKind::Not(inner) => {
                let inner = self.condition(inner)?;
                let one = self.graph.constant(TRUE)?;
                self.binary(Binary::Subtract, one, inner)
            }
        }
    }
}
