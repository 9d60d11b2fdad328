//! A graph in the order in which it is computed, with skips past what no row of a block needs.

use super::graph::{Graph, Node, NodeId};
use super::kernel::{FALSE, TRUE};
use super::operation::Operation;
use super::placement::{EVERYWHERE, Placement};

/// What a side must cost, in additions, for asking whether it can be skipped to be worth its while.
const WORTH_SKIPPING: usize = 6;

/// One step of a program: operands are `O`, and what is computed is kept in `R`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<O, R> {
    Compute {
        operation: Operation<O>,
        into: R,
    },
    /// Goes on `steps` steps later if the truth is `needed` at no row of the block.
    SkipUnless {
        truth: O,
        needed: f64,
        steps: usize,
    },
    Store {
        from: O,
        output: usize,
    },
}

type Steps = Vec<Step<NodeId, NodeId>>;

/// What computes and stores these outputs.
pub(super) fn schedule(graph: &Graph, outputs: &[NodeId]) -> Steps {
    let placement = Placement::new(graph, outputs);
    let mut stores: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes().len()];
    let mut steps = Steps::new();
    for (output, from) in outputs.iter().enumerate() {
        match graph.nodes()[from.0] {
            Node::Compute(_) => stores[from.0].push(output),
            _ => steps.push(Step::Store {
                from: *from,
                output,
            }),
        }
    }
    let scheduler = Scheduler {
        graph,
        placement,
        stores,
    };
    scheduler.region(EVERYWHERE, &mut steps);
    steps
}

struct Scheduler<'g> {
    graph: &'g Graph,
    placement: Placement,
    /// For each node, the outputs that it is: stored at once, so that its register is free again.
    stores: Vec<Vec<usize>>,
}

impl Scheduler<'_> {
    /// Recurses as deep as regions are nested, which is bounded.
    fn region(&self, region: usize, steps: &mut Steps) {
        for node in self.placement.members(region) {
            let Node::Compute(operation) = self.graph.nodes()[node.0] else {
                continue;
            };
            if let (Operation::Select { truth, .. }, Some([then, otherwise])) =
                (operation, self.placement.sides(node))
            {
                self.side(truth, TRUE, then, steps);
                self.side(truth, FALSE, otherwise, steps);
            }
            steps.push(Step::Compute {
                operation,
                into: node,
            });
            for output in &self.stores[node.0] {
                steps.push(Step::Store {
                    from: node,
                    output: *output,
                });
            }
        }
    }

    fn side(&self, truth: NodeId, needed: f64, region: usize, steps: &mut Steps) {
        let skip = steps.len();
        steps.push(Step::SkipUnless {
            truth,
            needed,
            steps: 0,
        });
        self.region(region, steps);
        let side = &steps[skip + 1..];
        let weights = side.iter().map(|step| match step {
            Step::Compute { operation, .. } => operation.weight(),
            Step::SkipUnless { .. } | Step::Store { .. } => 0,
        });
        if weights.sum::<usize>() < WORTH_SKIPPING {
            steps.remove(skip);
        } else {
            let past = side.len();
            steps[skip] = Step::SkipUnless {
                truth,
                needed,
                steps: past,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::operation::{Binary, Unary};
    use super::super::registers::assign;
    use super::*;

    fn unary(graph: &mut Graph, function: Unary, a: NodeId) -> NodeId {
        graph.add(Operation::Unary(function, a)).unwrap()
    }

    fn binary(graph: &mut Graph, function: Binary, a: NodeId, b: NodeId) -> NodeId {
        graph.add(Operation::Binary(function, a, b)).unwrap()
    }

    fn choose(graph: &mut Graph, truth: NodeId, then: NodeId, otherwise: NodeId) -> NodeId {
        graph
            .add(Operation::Select {
                truth,
                then,
                otherwise,
            })
            .unwrap()
    }

    /// How many steps are skipped where the truth is 1 nowhere, and where it is 0 nowhere.
    fn skips(steps: &Steps) -> Vec<(f64, usize)> {
        let skips = steps.iter().filter_map(|step| match step {
            Step::SkipUnless { needed, steps, .. } => Some((*needed, *steps)),
            _ => None,
        });
        skips.collect()
    }

    #[test]
    fn a_dear_side_is_skipped_and_a_cheap_one_is_not() {
        let mut graph = Graph::default();
        let (x, y) = (graph.input(0).unwrap(), graph.input(1).unwrap());
        let truth = binary(&mut graph, Binary::Less, x, y);
        let dear = unary(&mut graph, Unary::Ln, x);
        let dear = binary(&mut graph, Binary::Add, dear, y);
        let cheap = binary(&mut graph, Binary::Multiply, x, y);
        let chosen = choose(&mut graph, truth, dear, cheap);
        assert_eq!(skips(&schedule(&graph, &[chosen])), [(TRUE, 2)]);
    }

    #[test]
    fn what_both_sides_or_another_output_need_is_computed_at_every_row() {
        let mut graph = Graph::default();
        let (x, y) = (graph.input(0).unwrap(), graph.input(1).unwrap());
        let truth = binary(&mut graph, Binary::Less, x, y);
        let shared = unary(&mut graph, Unary::Exp, x);
        let then = binary(&mut graph, Binary::Add, shared, y);
        let otherwise = binary(&mut graph, Binary::Subtract, shared, y);
        let chosen = choose(&mut graph, truth, then, otherwise);
        assert_eq!(skips(&schedule(&graph, &[chosen])), []);

        let alone = choose(&mut graph, truth, then, y);
        assert_eq!(skips(&schedule(&graph, &[alone])), [(TRUE, 2)]);
        assert_eq!(skips(&schedule(&graph, &[alone, shared])), []);
    }

    #[test]
    fn what_no_output_needs_is_not_computed_and_what_two_need_is_computed_once() {
        let mut graph = Graph::default();
        let (x, y) = (graph.input(0).unwrap(), graph.input(1).unwrap());
        let sum = binary(&mut graph, Binary::Add, x, y);
        let again = binary(&mut graph, Binary::Add, x, y);
        unary(&mut graph, Unary::Sqrt, sum);
        let steps = schedule(&graph, &[sum, again]);
        assert!(matches!(
            steps[..],
            [
                Step::Compute { .. },
                Step::Store { output: 0, .. },
                Step::Store { output: 1, .. }
            ]
        ));
    }

    #[test]
    fn registers_are_used_again() {
        let mut graph = Graph::default();
        let x = graph.input(0).unwrap();
        let long = (0..100).fold(x, |sum, _| {
            let root = unary(&mut graph, Unary::Sqrt, sum);
            binary(&mut graph, Binary::Add, root, x)
        });
        let (steps, registers) = assign(&graph, &schedule(&graph, &[long]));
        assert_eq!((steps.len(), registers), (201, 2));
    }
}
