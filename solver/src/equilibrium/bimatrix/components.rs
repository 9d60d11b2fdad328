//! How the extreme equilibria of a degenerate game hang together.
//!
//! Two extreme equilibrium strategies are joined when they are an equilibrium. A set of strategies of the first
//! player and one of the second of which each is joined to each is a Nash subset: every mixture of the former with
//! every mixture of the latter is an equilibrium. The maximal ones cover all equilibria, and the connected components
//! of the graph are those of the set of equilibria (Winkels 1979; Jansen 1981; von Stengel, Handbook of Game
//! Theory 3 (2002), theorem 2.14).

use std::collections::BTreeSet;

use super::labels::Labels;

/// A connected component of the set of Nash equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The maximal Nash subsets that it is the union of; at least one.
    pub subsets: Vec<NashSubset>,
}

/// Strategies of which every mixture by one player is an equilibrium with every mixture by the other.
///
/// They are given as indices into [`Enumeration::strategies`](super::Enumeration::strategies), in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NashSubset {
    /// The first player's extreme strategies.
    pub first: Vec<usize>,
    /// The second player's extreme strategies.
    pub second: Vec<usize>,
}

impl Component {
    /// Whether it is one equilibrium alone.
    pub fn is_isolated(&self) -> bool {
        matches!(self.subsets.as_slice(), [subset] if subset.first.len() == 1 && subset.second.len() == 1)
    }
}

/// More maximal Nash subsets than were allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

/// The components, by their first strategy, of a graph whose edges join a strategy of the first player to one of
/// the second; each with its subsets in order.
pub(super) fn components(
    sizes: [usize; 2],
    edges: &[[usize; 2]],
    mut most_subsets: u64,
) -> Result<Vec<Component>, TooMany> {
    let [firsts, seconds] = sizes;
    let mut joined = vec![Labels::none(seconds); firsts];
    let mut joined_back = vec![Labels::none(firsts); seconds];
    for &[first, second] in edges {
        if let (Some(ahead), Some(back)) = (joined.get_mut(first), joined_back.get_mut(second)) {
            ahead.insert(second);
            back.insert(first);
        }
    }
    let mut reached = Labels::none(firsts);
    let mut components = Vec::new();
    for start in 0..firsts {
        if reached.contains(start) || joined[start].is_empty() {
            continue;
        }
        let members = connected(start, &joined, &joined_back);
        members.iter().for_each(|&member| reached.insert(member));
        let subsets = maximal_subsets(&members, &joined, most_subsets)?;
        most_subsets -= subsets.len() as u64;
        components.push(Component { subsets });
    }
    Ok(components)
}

/// The first player's strategies in the component of one of them.
fn connected(start: usize, joined: &[Labels], joined_back: &[Labels]) -> BTreeSet<usize> {
    let mut members = BTreeSet::from([start]);
    let mut to_visit = vec![start];
    while let Some(first) = to_visit.pop() {
        for next in joined[first]
            .iter()
            .flat_map(|second| joined_back[second].iter())
        {
            if members.insert(next) {
                to_visit.push(next);
            }
        }
    }
    members
}

/// The maximal bicliques: their right sides are the intersections of neighbourhoods that are not empty.
fn maximal_subsets(
    members: &BTreeSet<usize>,
    joined: &[Labels],
    most: u64,
) -> Result<Vec<NashSubset>, TooMany> {
    let mut rights: BTreeSet<Labels> = BTreeSet::new();
    for &first in members {
        let shared: Vec<Labels> = rights
            .iter()
            .map(|right| {
                let mut shared = right.clone();
                shared.keep(&joined[first]);
                shared
            })
            .filter(|shared| !shared.is_empty())
            .collect();
        rights.extend(shared);
        rights.insert(joined[first].clone());
        if rights.len() as u64 > most {
            return Err(TooMany);
        }
    }
    let mut subsets: Vec<NashSubset> = rights
        .iter()
        .map(|right| NashSubset {
            first: members
                .iter()
                .copied()
                .filter(|&it| right.within(&joined[it]))
                .collect(),
            second: right.iter().collect(),
        })
        .collect();
    subsets.sort_unstable();
    Ok(subsets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subset(first: &[usize], second: &[usize]) -> NashSubset {
        NashSubset {
            first: first.to_vec(),
            second: second.to_vec(),
        }
    }

    #[test]
    fn a_path_is_one_component_of_stars() {
        let edges = [[0, 0], [0, 1], [1, 1], [2, 2]];
        let found = components([3, 3], &edges, 10).unwrap();
        assert_eq!(
            found
                .iter()
                .map(|it| it.subsets.clone())
                .collect::<Vec<_>>(),
            [
                vec![subset(&[0], &[0, 1]), subset(&[0, 1], &[1])],
                vec![subset(&[2], &[2])]
            ]
        );
        assert_eq!(
            found.iter().map(Component::is_isolated).collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn where_everything_is_joined_there_is_one_subset() {
        let edges: Vec<[usize; 2]> = (0..3)
            .flat_map(|first| (0..2).map(move |second| [first, second]))
            .collect();
        let found = components([3, 2], &edges, 10).unwrap();
        assert_eq!(
            found,
            [Component {
                subsets: vec![subset(&[0, 1, 2], &[0, 1])]
            }]
        );
    }

    #[test]
    fn too_many_subsets_are_not_listed_in_part() {
        // Each first is joined to all seconds but one: 2⁶ − 2 maximal bicliques.
        let edges: Vec<[usize; 2]> = (0..6)
            .flat_map(|first| {
                (0..6)
                    .filter(move |&second| second != first)
                    .map(move |second| [first, second])
            })
            .collect();
        let all = components([6, 6], &edges, 62).unwrap();
        assert_eq!(all.iter().map(|it| it.subsets.len()).sum::<usize>(), 62);
        assert_eq!(components([6, 6], &edges, 61), Err(TooMany));
    }
}
