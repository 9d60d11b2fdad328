//! Under which conditions each node of a graph is needed.
//!
//! The two sides of a selection are regions of their own within the region of the selection. A node belongs to the
//! innermost region that holds all its uses, so a block whose rows all decide alike need not compute the other side
//! (as nodes of a "sea of nodes" are scheduled late: Click 1995, Global code motion, global value numbering).

use super::graph::{Graph, Node, NodeId};
use super::operation::Operation;

/// Regions within regions; deeper selections compute both their sides.
const MOST_NESTED: usize = 32;

/// The region of what is needed at every row.
pub(super) const EVERYWHERE: usize = 0;

#[derive(Debug)]
struct Region {
    parent: usize,
    depth: usize,
    /// Latest first.
    members: Vec<NodeId>,
}

/// The regions of a graph.
#[derive(Debug)]
pub(super) struct Placement {
    regions: Vec<Region>,
    sides: Vec<Option<[usize; 2]>>,
}

impl Placement {
    pub(super) fn new(graph: &Graph, outputs: &[NodeId]) -> Self {
        let nodes = graph.nodes();
        let root = Region {
            parent: EVERYWHERE,
            depth: 0,
            members: Vec::new(),
        };
        let mut placement = Self {
            regions: vec![root],
            sides: vec![None; nodes.len()],
        };
        let mut placed: Vec<Option<usize>> = vec![None; nodes.len()];
        for output in outputs {
            placement.need(&mut placed, *output, EVERYWHERE);
        }
        // Uses are younger than what they use, so every use of a node has been placed when its turn comes.
        for (index, node) in nodes.iter().enumerate().rev() {
            let (Some(region), Node::Compute(operation)) = (placed[index], node) else {
                continue;
            };
            placement.regions[region].members.push(NodeId(index));
            match *operation {
                Operation::Select {
                    truth,
                    then,
                    otherwise,
                } if placement.regions[region].depth < MOST_NESTED => {
                    let sides = [placement.open(region), placement.open(region)];
                    placement.sides[index] = Some(sides);
                    placement.need(&mut placed, truth, region);
                    placement.need(&mut placed, then, sides[0]);
                    placement.need(&mut placed, otherwise, sides[1]);
                }
                operation => {
                    for operand in operation.operands() {
                        placement.need(&mut placed, operand, region);
                    }
                }
            }
        }
        placement
    }

    /// The nodes of a region that are not in a region within it, operands before what uses them.
    pub(super) fn members(&self, region: usize) -> impl Iterator<Item = NodeId> {
        self.regions[region].members.iter().rev().copied()
    }

    /// The regions of a selection's two sides, where it has any.
    pub(super) fn sides(&self, node: NodeId) -> Option<[usize; 2]> {
        self.sides[node.0]
    }

    fn open(&mut self, parent: usize) -> usize {
        self.regions.push(Region {
            parent,
            depth: self.regions[parent].depth + 1,
            members: Vec::new(),
        });
        self.regions.len() - 1
    }

    fn need(&self, placed: &mut [Option<usize>], node: NodeId, region: usize) {
        placed[node.0] = Some(match placed[node.0] {
            Some(other) => self.common(other, region),
            None => region,
        });
    }

    /// The innermost region around both.
    fn common(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.regions[a].depth >= self.regions[b].depth {
                a = self.regions[a].parent;
            } else {
                b = self.regions[b].parent;
            }
        }
        a
    }
}
