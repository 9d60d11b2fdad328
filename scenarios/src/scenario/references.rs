//! How formulas and tables refer to each other: circles, and how deep an evaluation goes.

use crate::expression::{Expression, Slot};

/// Levels of all the trees an evaluation is inside of at once: what it costs in stack.
const MOST_LEVELS: usize = 500;

/// One formula or table and the expressions it is made of.
pub(super) struct Definition<'e> {
    pub(super) slot: Slot,
    pub(super) expressions: Vec<&'e Expression>,
}

/// Why definitions cannot be evaluated.
pub(super) enum Fault {
    /// From a definition back to itself.
    Circle(Vec<Slot>),
    TooDeep(Slot),
}

/// Every circle once, and every definition that would be too deep to evaluate.
///
/// Without recursion: a file may chain as many formulas as it has room for.
pub(super) fn faults(definitions: &[Definition<'_>]) -> Vec<Fault> {
    let edges: Vec<Vec<(usize, usize)>> = definitions
        .iter()
        .map(|definition| edges(definition, definitions))
        .collect();
    let mut depth: Vec<Option<usize>> = vec![None; definitions.len()];
    let mut faults = Vec::new();
    for start in 0..definitions.len() {
        // Each entry is a definition and how many of its edges have been followed.
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, followed)) = path.last_mut() {
            let node = *node;
            if depth.get(node).copied().flatten().is_some() {
                path.pop();
                continue;
            }
            let next = edges.get(node).and_then(|edges| edges.get(*followed));
            *followed += 1;
            match next {
                Some((target, _)) => {
                    if let Some(at) = path.iter().position(|(seen, _)| seen == target) {
                        faults.push(Fault::Circle(circle(&path, at, definitions)));
                        // Settled, so that the circle is told once and the walk ends.
                        if let Some(depth) = depth.get_mut(*target) {
                            *depth = Some(0);
                        }
                    } else if depth.get(*target).copied().flatten().is_none() {
                        path.push((*target, 0));
                    }
                }
                None => {
                    let deepest = deepest(node, definitions, &edges, &depth);
                    if deepest > MOST_LEVELS {
                        faults.extend(
                            definitions
                                .get(node)
                                .map(|definition| Fault::TooDeep(definition.slot)),
                        );
                    }
                    if let Some(depth) = depth.get_mut(node) {
                        *depth = Some(if deepest > MOST_LEVELS { 0 } else { deepest });
                    }
                    path.pop();
                }
            }
        }
    }
    faults
}

/// The definitions an expression refers to, with the level at which it does.
fn edges(definition: &Definition<'_>, definitions: &[Definition<'_>]) -> Vec<(usize, usize)> {
    let references = definition
        .expressions
        .iter()
        .flat_map(|expression| expression.tree.references());
    references
        .filter_map(|(slot, level)| {
            let target = definitions
                .binary_search_by_key(&slot, |definition| definition.slot)
                .ok()?;
            Some((target, level))
        })
        .collect()
}

fn deepest(
    node: usize,
    definitions: &[Definition<'_>],
    edges: &[Vec<(usize, usize)>],
    depth: &[Option<usize>],
) -> usize {
    let own = definitions.get(node).map_or(0, |definition| {
        definition
            .expressions
            .iter()
            .map(|expression| expression.tree.height())
            .max()
            .unwrap_or(0)
    });
    let below = edges.get(node).into_iter().flatten();
    below
        .map(|(target, level)| level + depth.get(*target).copied().flatten().unwrap_or(0))
        .fold(own, usize::max)
}

fn circle(path: &[(usize, usize)], from: usize, definitions: &[Definition<'_>]) -> Vec<Slot> {
    let members = path.iter().skip(from).chain(path.get(from));
    members
        .filter_map(|(node, _)| definitions.get(*node).map(|definition| definition.slot))
        .collect()
}
