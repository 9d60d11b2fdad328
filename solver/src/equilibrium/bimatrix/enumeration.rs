//! From a game to the set of its extreme equilibria.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use thiserror::Error;

use super::{
    check::{Checked, Checker},
    components::{Component, components},
    faces::{Faces, Pivots},
    labels::Labels,
    pairs::{Pair, completely_labelled},
    polytope::Polytope,
    search::{Found, SearchSpent, search},
};
use crate::{
    equilibrium::{Equilibrium, NotAnEquilibrium},
    exact::Rational,
    game::Game,
};

/// How much work may be done, in counts, so that the same game gives the same answer on any machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Nodes of the search, of some microseconds each.
    pub nodes: u64,
    /// Pivots in exact integers, of some microseconds each, and of some hundred bytes while one face lasts.
    pub pivots: u64,
    /// Maximal Nash subsets that are listed.
    pub subsets: u64,
}

impl Default for Effort {
    /// A few minutes.
    fn default() -> Self {
        Self {
            nodes: 50_000_000,
            pivots: 10_000_000,
            subsets: 100_000,
        }
    }
}

/// The extreme Nash equilibria of a two-player game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Each once, in lexicographic order of the first player's strategy, then the second's, the largest probability of
    /// the first pure strategies first.
    pub equilibria: Vec<Equilibrium>,
    /// For each player, the strategies that occur in them, each once, in the same order.
    pub strategies: [Vec<Vec<Rational>>; 2],
    /// The connected components of the set of all equilibria, extreme or not, in the order of their first equilibrium.
    /// Empty unless [`Status::Complete`].
    pub components: Vec<Component>,
    /// Whether this is all.
    pub status: Status,
    /// Whether in some of these equilibria a pure strategy that is not played is a best response all the same. If the
    /// enumeration is complete and this is false, all equilibria are isolated and their number is odd.
    pub degenerate: bool,
    /// What it took.
    pub work: Work,
}

/// Whether an enumeration is all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Every extreme equilibrium is listed, and every component.
    Complete,
    /// [`Effort::nodes`] ended the search: these are equilibria; there may be others.
    NodesSpent,
    /// [`Effort::pivots`] ended the search: these are equilibria; there may be others.
    PivotsSpent,
    /// Every extreme equilibrium is listed. Their components are not: there are more subsets than
    /// [`Effort::subsets`].
    SubsetsSpent,
}

/// What an enumeration took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Nodes of the search.
    pub nodes: u64,
    /// Nodes that were settled exactly.
    pub leaves: u64,
    /// Pivots in exact integers.
    pub pivots: u64,
}

/// Why there is no enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EnumerationError {
    /// The game is not for two.
    #[error("extreme equilibria are those of two players, and this game has {players}")]
    NotTwoPlayers {
        /// Players in the game.
        players: usize,
    },
    /// What was found failed its check: a fault of this crate, not of the game.
    #[error("a pair of strategies that was found is no equilibrium: {0}")]
    Refused(#[from] NotAnEquilibrium),
}

/// Every extreme Nash equilibrium of a two-player game, with the components they form, by branch and prune.
///
/// # Errors
/// [`EnumerationError`] for other than two players. A budget that ends is no error, but a [`Status`].
pub fn enumerate(game: &Game, effort: &Effort) -> Result<Enumeration, EnumerationError> {
    assemble(game, effort, |polytopes, pivots| {
        search(polytopes, effort.nodes, pivots)
    })
}

/// The same as [`enumerate`], from a list of all vertices of both polytopes: exact integers throughout, nothing pruned.
/// The independent witness; as fast on small or very degenerate games, and hopeless beyond 15 by 15.
///
/// # Errors
/// As for [`enumerate`].
pub fn enumerate_by_vertices(
    game: &Game,
    effort: &Effort,
) -> Result<Enumeration, EnumerationError> {
    assemble(game, effort, |polytopes, pivots| {
        let nothing = Labels::none(polytopes[0].labels());
        let all = |polytope, pivots: &mut Pivots| Faces::of(polytope).vertices(&nothing, pivots);
        let [first, second] = polytopes;
        let vertices = all(first, pivots).and_then(|firsts| Ok([firsts, all(second, pivots)?]));
        let (pairs, end) = match vertices {
            Ok(vertices) => (completely_labelled(polytopes, &vertices), Ok(())),
            Err(spent) => (Vec::new(), Err(spent.into())),
        };
        Found {
            pairs,
            nodes: 0,
            leaves: 1,
            end,
        }
    })
}

fn assemble(
    game: &Game,
    effort: &Effort,
    find: impl FnOnce(&[Polytope; 2], &mut Pivots) -> Found,
) -> Result<Enumeration, EnumerationError> {
    let (Some(polytopes), Some(checker)) = (Polytope::of(game), Checker::of(game)) else {
        return Err(EnumerationError::NotTwoPlayers {
            players: game.players().len(),
        });
    };
    let mut pivots = Pivots::at_most(effort.pivots);
    let found = find(&polytopes, &mut pivots);

    let (firsts, first_index) = extreme(0, &found.pairs, &polytopes, &checker);
    let (seconds, second_index) = extreme(1, &found.pairs, &polytopes, &checker);
    let edges: BTreeSet<[usize; 2]> = found
        .pairs
        .iter()
        .filter_map(|[first, second]| {
            Some([
                *first_index.get(&first.labels)?,
                *second_index.get(&second.labels)?,
            ])
        })
        .collect();
    let equilibria: Vec<Equilibrium> = edges
        .iter()
        .map(|&[first, second]| checker.equilibrium(&firsts[first], &seconds[second]))
        .collect::<Result<_, _>>()?;

    let mut status = match found.end {
        Ok(()) => Status::Complete,
        Err(SearchSpent::Nodes) => Status::NodesSpent,
        Err(SearchSpent::Pivots) => Status::PivotsSpent,
    };
    let mut listed = Vec::new();
    if status == Status::Complete {
        let edges: Vec<[usize; 2]> = edges.into_iter().collect();
        match components([firsts.len(), seconds.len()], &edges, effort.subsets) {
            Ok(components) => listed = components,
            Err(_) => status = Status::SubsetsSpent,
        }
    }
    Ok(Enumeration {
        equilibria,
        strategies: [firsts, seconds].map(|side| side.into_iter().map(|it| it.strategy).collect()),
        components: listed,
        status,
        degenerate: found
            .pairs
            .iter()
            .any(|[first, second]| first.labels.meets(&second.labels)),
        work: Work {
            nodes: found.nodes,
            leaves: found.leaves,
            pivots: pivots.made,
        },
    })
}

/// The strategies of a player that occur in pairs, checked and in order, and where each vertex stands among them.
fn extreme<'a>(
    player: usize,
    pairs: &'a [Pair],
    polytopes: &[Polytope; 2],
    checker: &Checker<'_>,
) -> (Vec<Checked>, BTreeMap<&'a Labels, usize>) {
    let vertices: BTreeMap<&Labels, _> = pairs
        .iter()
        .map(|pair| (&pair[player].labels, &pair[player]))
        .collect();
    let mut strategies: Vec<(&Labels, Vec<Rational>)> = vertices
        .into_iter()
        .map(|(labels, vertex)| (labels, polytopes[player].strategy_of(vertex)))
        .collect();
    strategies.sort_by(|(_, one), (_, other)| Reverse(one).cmp(&Reverse(other)));
    let index = strategies
        .iter()
        .enumerate()
        .map(|(index, (labels, _))| (*labels, index))
        .collect();
    let checked = strategies
        .into_iter()
        .map(|(_, strategy)| checker.check(player, strategy))
        .collect();
    (checked, index)
}
