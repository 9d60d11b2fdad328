//! Branch and prune over labels: every completely labelled pair of vertices, with few of the others looked at.
//!
//! A node is a face of each polytope, and stands for all completely labelled pairs of their vertices. In each of
//! these, a label that is open — tight throughout neither face — is tight on one side or the other: two children.
//! A child whose face is empty is dropped; a label that can be tight on one side alone is made tight there. When
//! no label is open, the vertices of both faces are found exactly and their pairs tested exactly.
//!
//! Floats guide the search and cannot make it wrong: a face is dropped only when it is proved to be empty; a label
//! that floats wrongly take for closed, or open, makes for a larger leaf, or one more branch. Where floats are lost,
//! the node is treated as a leaf.
//!
//! In the second child of a branch, pairs whose first member has the label tight, too, are left out: they are in
//! the first child. A node where this leaves nothing (decided exactly) is dropped.
//!
//! The tree is that of algorithm EEE: C. Audet, P. Hansen, B. Jaumard, G. Savard, "Enumeration of all extreme
//! equilibria of bimatrix games", SIAM J. Sci. Comput. 23 (2001); as improved by D. Avis, G. Rosenberg, R. Savani,
//! B. von Stengel, "Enumeration of Nash equilibria for two-player games", Economic Theory 42 (2010). Which label to
//! branch on is ours: the one nearest to being settled, as measured on both sides.

use super::{
    faces::{Faces, Pivots, Spent},
    floats::Floats,
    pairs::{Pair, completely_labelled},
    polytope::Polytope,
    tableau::{Tableau, Tightened},
};

/// What a search found, and whether that is all.
pub(super) struct Found {
    pub(super) pairs: Vec<Pair>,
    pub(super) nodes: u64,
    pub(super) leaves: u64,
    pub(super) end: Result<(), SearchSpent>,
}

/// Which budget ended a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SearchSpent {
    Nodes,
    Pivots,
}

impl From<Spent> for SearchSpent {
    fn from(_: Spent) -> Self {
        Self::Pivots
    }
}

struct Search<'a> {
    polytopes: &'a [Polytope; 2],
    faces: [Faces<'a>; 2],
    pivots: &'a mut Pivots,
    most_nodes: u64,
    nodes: u64,
    leaves: u64,
    pairs: Vec<Pair>,
}

/// The two sides: the first player's polytope and the second's.
const SIDES: [usize; 2] = [0, 1];

/// A face of each polytope.
#[derive(Clone)]
struct Node<'a> {
    faces: [Tableau<'a>; 2],
    /// Labels that seem to be tight on the whole of one face without defining it.
    closed: Vec<bool>,
    /// Labels that the first member of a pair must not have.
    excluded: Vec<usize>,
}

/// All completely labelled pairs of vertices but that of the zeros. Some may occur more than once.
pub(super) fn search(polytopes: &[Polytope; 2], most_nodes: u64, pivots: &mut Pivots) -> Found {
    let [first, second] = polytopes;
    let floats = [Floats::of(first), Floats::of(second)];
    let root = Node {
        faces: [Tableau::of(&floats[0]), Tableau::of(&floats[1])],
        closed: vec![false; first.labels()],
        excluded: Vec::new(),
    };
    let mut search = Search {
        polytopes,
        faces: [Faces::of(first), Faces::of(second)],
        pivots,
        most_nodes,
        nodes: 0,
        leaves: 0,
        pairs: Vec::new(),
    };
    let end = search.run(root);
    Found {
        pairs: search.pairs,
        nodes: search.nodes,
        leaves: search.leaves,
        end,
    }
}

impl Search<'_> {
    /// Depth first, first children first.
    fn run(&mut self, root: Node<'_>) -> Result<(), SearchSpent> {
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            self.visit(node, &mut pending)?;
        }
        Ok(())
    }

    /// Settles a node, or leaves its children to be visited.
    fn visit<'b>(
        &mut self,
        mut node: Node<'b>,
        pending: &mut Vec<Node<'b>>,
    ) -> Result<(), SearchSpent> {
        if self.nodes == self.most_nodes {
            return Err(SearchSpent::Nodes);
        }
        self.nodes += 1;
        match node.propagate() {
            Tightened::Held => {}
            Tightened::Impossible => return Ok(()),
            Tightened::Lost => return self.leaf(&node),
        }
        if self.is_left_to_others(&node)? {
            return Ok(());
        }
        let Some(label) = node.next_label() else {
            return self.leaf(&node);
        };
        let mut second = node.clone();
        second.excluded.push(label);
        for (mut child, side) in [(second, 1), (node, 0)] {
            match child.faces[side].make_tight(label) {
                Tightened::Held => pending.push(child),
                Tightened::Impossible => {}
                Tightened::Lost => self.leaf(&child)?,
            }
        }
        Ok(())
    }

    /// Whether every pair of this node has been left to another one.
    fn is_left_to_others(&mut self, node: &Node<'_>) -> Result<bool, SearchSpent> {
        let [first, _] = &node.faces;
        for &label in &node.excluded {
            if !first.can_rise(label) && self.faces[0].forces(&first.held(), label, self.pivots)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Finds the pairs of a node exactly.
    fn leaf(&mut self, node: &Node<'_>) -> Result<(), SearchSpent> {
        self.leaves += 1;
        let [first, second] = &node.faces;
        let mut firsts = self.faces[0].vertices(&first.held(), self.pivots)?;
        firsts.retain(|vertex| {
            !node
                .excluded
                .iter()
                .any(|&label| vertex.labels.contains(label))
        });
        if firsts.is_empty() {
            return Ok(());
        }
        let seconds = self.faces[1].vertices(&second.held(), self.pivots)?;
        self.pairs
            .extend(completely_labelled(self.polytopes, &[firsts, seconds]));
        Ok(())
    }
}

impl Node<'_> {
    fn is_open(&self, label: usize) -> bool {
        !self.closed[label] && !self.faces.iter().any(|face| face.is_held(label))
    }

    /// Makes tight on one side what cannot be tight on the other, until nothing more is seen.
    fn propagate(&mut self) -> Tightened {
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for label in 0..self.closed.len() {
                if !self.is_open(label) {
                    continue;
                }
                let Some(side) = SIDES
                    .into_iter()
                    .find(|&side| self.faces[side].excludes(label))
                else {
                    continue;
                };
                match self.faces[1 - side].make_tight(label) {
                    Tightened::Held => changed = true,
                    otherwise => return otherwise,
                }
            }
        }
        Tightened::Held
    }

    /// The open label to branch on, if one is left: that which can hardly be tight on either side.
    fn next_label(&mut self) -> Option<usize> {
        loop {
            let mut best: Option<(usize, f64)> = None;
            for label in (0..self.closed.len()).filter(|&label| self.is_open(label)) {
                let ease = self
                    .faces
                    .iter()
                    .fold(1.0, |ease, face| ease * (1.0 + face.ease(label)));
                if best.is_none_or(|(_, least)| ease < least) {
                    best = Some((label, ease));
                }
            }
            let (label, _) = best?;
            if self.faces.iter().all(|face| face.can_rise(label)) {
                return Some(label);
            }
            self.closed[label] = true;
        }
    }
}
