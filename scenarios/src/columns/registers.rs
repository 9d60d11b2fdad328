//! Where the steps of a program keep what they compute: as few columns as can be, so that a block stays in the cache.

use super::graph::{Graph, Node, NodeId};
use super::schedule::Step;

/// Where an operand is found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// The column of the varied parameter of this position.
    Input(usize),
    Register(usize),
    Constant(f64),
}

/// The same steps over places and registers, and how many registers they need.
///
/// A register is free again after the last step, in the order of the list, that reads it. Skips only go forward, so what
/// is read after a skip and computed before it is still there; what is computed in a part that was skipped is
/// read only where it is not taken.
pub(super) fn assign(
    graph: &Graph,
    steps: &[Step<NodeId, NodeId>],
) -> (Vec<Step<Place, usize>>, usize) {
    let mut last_read = vec![0; graph.nodes().len()];
    for (at, step) in steps.iter().enumerate() {
        for node in reads(step) {
            last_read[node.0] = at;
        }
    }
    let mut held: Vec<Option<usize>> = vec![None; graph.nodes().len()];
    let mut free: Vec<usize> = Vec::new();
    let mut registers = 0;
    let mut assigned = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let place = |node: NodeId| match (graph.nodes()[node.0], held[node.0]) {
            (Node::Input(position), _) => Place::Input(position),
            (Node::Constant(bits), _) => Place::Constant(f64::from_bits(bits)),
            (Node::Compute(_), register) => Place::Register(register.unwrap_or_default()),
        };
        match *step {
            Step::Compute { operation, into } => {
                let operation = operation.map(place);
                // Taken before the operands are let go: a step never writes over what it reads.
                let register = free.pop().unwrap_or_else(|| {
                    registers += 1;
                    registers - 1
                });
                held[into.0] = Some(register);
                assigned.push(Step::Compute {
                    operation,
                    into: register,
                });
            }
            Step::SkipUnless {
                truth,
                needed,
                steps,
            } => assigned.push(Step::SkipUnless {
                truth: place(truth),
                needed,
                steps,
            }),
            Step::Store { from, output } => assigned.push(Step::Store {
                from: place(from),
                output,
            }),
        }
        for node in reads(step) {
            if last_read[node.0] == at
                && let Some(register) = held[node.0].take()
            {
                free.push(register);
            }
        }
    }
    (assigned, registers)
}

fn reads(step: &Step<NodeId, NodeId>) -> impl Iterator<Item = NodeId> {
    let (operation, single) = match *step {
        Step::Compute { operation, .. } => (Some(operation), None),
        Step::SkipUnless { truth: node, .. } | Step::Store { from: node, .. } => (None, Some(node)),
    };
    operation
        .into_iter()
        .flat_map(|operation| operation.operands())
        .chain(single)
}
