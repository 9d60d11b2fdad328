//! Formulas as a graph: what is computed twice is one node, and what is constant is folded as it is added.

use std::collections::HashMap;

use super::error::CompileError;
use super::kernel::{self, FALSE, NONE, TRUE, Values};
use super::operation::{Binary, Operation};

/// Nodes a graph may have: more than any economics, few enough that no file can exhaust the memory.
pub(super) const MOST_NODES: usize = 1 << 16;

/// A node of a [`Graph`]. Operands are always older than what uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(pub(super) usize);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// The varied parameter of this position, in its declared unit.
    Input(usize),
    /// The bits of a number; [`NONE`] where there is no value.
    Constant(u64),
    Compute(Operation<NodeId>),
}

/// What an operation comes to.
enum Simpler {
    Node(NodeId),
    Constant(f64),
    Operation(Operation<NodeId>),
}

#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    known: HashMap<Node, NodeId>,
}

impl Graph {
    /// Every node, operands before what uses them.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn input(&mut self, position: usize) -> Result<NodeId, CompileError> {
        self.intern(Node::Input(position))
    }

    /// What is not finite is no value.
    pub(super) fn constant(&mut self, value: f64) -> Result<NodeId, CompileError> {
        let value = if value.is_finite() { value } else { NONE };
        self.intern(Node::Constant(value.to_bits()))
    }

    pub(super) fn add(&mut self, operation: Operation<NodeId>) -> Result<NodeId, CompileError> {
        match self.simplify(operation) {
            Simpler::Node(node) => Ok(node),
            Simpler::Constant(value) => self.constant(value),
            Simpler::Operation(operation) => self.intern(Node::Compute(operation)),
        }
    }

    fn intern(&mut self, node: Node) -> Result<NodeId, CompileError> {
        if let Some(known) = self.known.get(&node) {
            return Ok(*known);
        }
        if self.nodes.len() == MOST_NODES {
            return Err(CompileError::TooLarge { most: MOST_NODES });
        }
        let id = NodeId(self.nodes.len());
        self.nodes.push(node);
        self.known.insert(node, id);
        Ok(id)
    }

    fn value(&self, node: NodeId) -> Option<f64> {
        match self.nodes.get(node.0) {
            Some(Node::Constant(bits)) => Some(f64::from_bits(*bits)),
            _ => None,
        }
    }

    /// Only what is the same to the last bit, for every operand there is.
    fn simplify(&self, operation: Operation<NodeId>) -> Simpler {
        let is = |node: NodeId, value: f64| {
            self.value(node)
                .is_some_and(|known| known.to_bits() == value.to_bits())
        };
        if let Operation::Select {
            truth,
            then,
            otherwise,
        } = operation
        {
            return match self.value(truth) {
                Some(TRUE) => Simpler::Node(then),
                Some(FALSE) => Simpler::Node(otherwise),
                Some(_) => Simpler::Constant(NONE),
                None if is(then, TRUE) && is(otherwise, FALSE) => Simpler::Node(truth),
                None => Simpler::Operation(operation),
            };
        }
        let mut values = operation.operands().map(|node| self.value(node));
        if values.any(|value| value.is_some_and(f64::is_nan)) {
            return Simpler::Constant(NONE);
        }
        if operation.operands().all(|node| self.value(node).is_some()) {
            let mut folded = [NONE];
            kernel::run(
                operation.map(|node| Values::Same(self.value(node).unwrap_or(NONE))),
                &mut folded,
            );
            let [folded] = folded;
            return Simpler::Constant(folded);
        }
        match operation {
            Operation::Binary(Binary::Multiply | Binary::Divide, a, b) if is(b, 1.0) => {
                Simpler::Node(a)
            }
            Operation::Binary(Binary::Multiply, a, b) if is(a, 1.0) => Simpler::Node(b),
            Operation::Binary(Binary::Subtract, a, b) if is(b, 0.0) => Simpler::Node(a),
            // `libm::pow` gives the rounded square itself.
            Operation::Binary(Binary::Power, a, b) if is(b, 2.0) => {
                Simpler::Operation(Operation::Binary(Binary::Multiply, a, a))
            }
            _ => Simpler::Operation(operation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::operation::Unary;
    use super::*;

    fn folded(function: Binary, a: f64, b: f64) -> Option<f64> {
        let mut graph = Graph::default();
        let (a, b) = (graph.constant(a).unwrap(), graph.constant(b).unwrap());
        let node = graph.add(Operation::Binary(function, a, b)).unwrap();
        graph.value(node).filter(|value| value.is_finite())
    }

    #[test]
    fn constants_are_folded_and_a_fault_stays_one() {
        assert_eq!(folded(Binary::Divide, 1.0, 8.0), Some(0.125));
        assert_eq!(folded(Binary::Divide, 1.0, 0.0), None);
        assert_eq!(folded(Binary::Minimum, 1.0, f64::INFINITY), None);
        assert_eq!(folded(Binary::Less, 1.0, 2.0), Some(TRUE));
    }

    #[test]
    fn only_what_keeps_every_bit_is_simplified() {
        let mut graph = Graph::default();
        let x = graph.input(0).unwrap();
        let [zero, one, two] = [0.0, 1.0, 2.0].map(|value| graph.constant(value).unwrap());
        for (function, operand, same) in [
            (Binary::Multiply, one, true),
            (Binary::Divide, one, true),
            (Binary::Subtract, zero, true),
            // -0 + 0 is 0, and a row without a value has none when it is multiplied by 0.
            (Binary::Add, zero, false),
            (Binary::Multiply, zero, false),
        ] {
            let node = graph.add(Operation::Binary(function, x, operand)).unwrap();
            assert_eq!(node == x, same, "{function:?}");
        }
        let square = graph.add(Operation::Binary(Binary::Power, x, two)).unwrap();
        let product = graph.add(Operation::Binary(Binary::Multiply, x, x));
        assert_eq!(Ok(square), product);
        let fault = graph.constant(f64::NAN).unwrap();
        let sum = graph.add(Operation::Binary(Binary::Add, x, fault));
        assert_eq!(sum, Ok(fault));
    }

    #[test]
    fn a_decided_selection_is_its_side() {
        let mut graph = Graph::default();
        let x = graph.input(0).unwrap();
        let root = graph.add(Operation::Unary(Unary::Sqrt, x)).unwrap();
        let [no, yes, fault] = [FALSE, TRUE, NONE].map(|value| graph.constant(value).unwrap());
        for (truth, expected) in [(yes, x), (no, root), (fault, fault)] {
            let chosen = graph.add(Operation::Select {
                truth,
                then: x,
                otherwise: root,
            });
            assert_eq!(chosen, Ok(expected));
        }
    }
}
