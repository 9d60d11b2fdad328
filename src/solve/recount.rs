//! All extreme equilibria where at most two players have a choice, and the same once more by other means.

use std::collections::BTreeMap;

use assay_solver::{
    equilibrium::{
        Equilibrium,
        bimatrix::{self, Effort, Enumeration, enumerate, enumerate_by_vertices},
        verify,
    },
    exact::Rational,
    game::{Game, Player},
};

use super::{
    answer::{Component, Status},
    error::SolvingError,
};

/// All extreme equilibria of a game in which at most two players have a choice.
pub(super) struct All {
    pub(super) equilibria: Vec<Equilibrium>,
    pub(super) components: Option<Vec<Component>>,
    pub(super) status: Status,
}

/// Strategies of both players up to which vertices can be listed without pruning.
const LISTED: usize = 20;

/// By branch and prune; none where more than two players have a choice.
pub(super) fn all_extreme(game: &Game) -> Result<Option<All>, SolvingError> {
    let Some(pair) = Pair::of(game)? else {
        return Ok(None);
    };
    pair.all(game, &enumerate(&pair.game, &Effort::default())?)
        .map(Some)
}

/// Once more, by listing vertices where the game is small enough, else the same way again; and which.
pub(super) fn all_extreme_again(game: &Game) -> Result<Option<(All, &'static str)>, SolvingError> {
    let Some(pair) = Pair::of(game)? else {
        return Ok(None);
    };
    let small = pair.game.shape().iter().sum::<usize>() <= LISTED;
    let (found, how) = if small {
        (
            enumerate_by_vertices(&pair.game, &Effort::default())?,
            "a list of all vertices",
        )
    } else {
        (
            enumerate(&pair.game, &Effort::default())?,
            "enumerating them again",
        )
    };
    Ok(Some((pair.all(game, &found)?, how)))
}

/// A game between those who have a choice, and somebody who has none where there are not two of them.
struct Pair {
    game: Game,
    /// The players of the whole game that they are; none for somebody added.
    players: [Option<usize>; 2],
}

impl Pair {
    fn of(game: &Game) -> Result<Option<Self>, SolvingError> {
        let with_choice: Vec<usize> = (0..game.players().len())
            .filter(|&player| {
                game.players()
                    .get(player)
                    .is_some_and(|it| it.strategies.len() > 1)
            })
            .collect();
        let players = match with_choice.as_slice() {
            [] => [None, None],
            [one] => [Some(*one), None],
            [one, other] => [Some(*one), Some(*other)],
            _ => return Ok(None),
        };
        let side = |player: Option<usize>| {
            let player = player.and_then(|player| game.players().get(player));
            player
                .cloned()
                .unwrap_or_else(|| Player::numbered("nobody", 1))
        };
        let idle = vec![Rational::ZERO; game.payoffs(0).len()];
        let table = |player: Option<usize>| {
            player.map_or_else(|| idle.clone(), |player| game.payoffs(player).to_vec())
        };
        // Players without a choice take no room in the order of profiles, so that the tables stay as they are.
        let pair = Game::new(
            game.title(),
            players.map(side).to_vec(),
            players.map(table).to_vec(),
        )?;
        Ok(Some(Self {
            game: pair,
            players,
        }))
    }

    fn all(&self, game: &Game, found: &Enumeration) -> Result<All, SolvingError> {
        let equilibria = found
            .equilibria
            .iter()
            .map(|it| {
                let mut strategies = vec![vec![Rational::ONE]; game.players().len()];
                for (player, mixed) in self.players.iter().zip(it.strategies()) {
                    if let Some(place) = player.and_then(|player| strategies.get_mut(player)) {
                        place.clone_from(mixed);
                    }
                }
                verify(game, strategies)
            })
            .collect::<Result<_, _>>()?;
        let status = match found.status {
            bimatrix::Status::Complete | bimatrix::Status::SubsetsSpent => Status::Complete,
            bimatrix::Status::NodesSpent | bimatrix::Status::PivotsSpent => Status::CutShort,
        };
        let listed = found.status == bimatrix::Status::Complete;
        Ok(All {
            equilibria,
            components: listed.then(|| components(found)),
            status,
        })
    }
}

/// The components, by the numbers of their equilibria.
fn components(found: &Enumeration) -> Vec<Component> {
    let numbers: BTreeMap<[&Vec<Rational>; 2], usize> = found
        .equilibria
        .iter()
        .zip(1..)
        .filter_map(|(it, number)| match it.strategies() {
            [first, second] => Some(([first, second], number)),
            _ => None,
        })
        .collect();
    let number = |first: &usize, second: &usize| {
        let first = found.strategies[0].get(*first)?;
        let second = found.strategies[1].get(*second)?;
        numbers.get(&[first, second]).copied()
    };
    found
        .components
        .iter()
        .map(|component| {
            let subsets: Vec<Vec<usize>> = component
                .subsets
                .iter()
                .map(|subset| {
                    let firsts = subset.first.iter();
                    firsts
                        .flat_map(|first| {
                            subset
                                .second
                                .iter()
                                .filter_map(move |second| number(first, second))
                        })
                        .collect()
                })
                .collect();
            let mut equilibria: Vec<usize> = subsets.concat();
            equilibria.sort_unstable();
            equilibria.dedup();
            Component {
                equilibria,
                subsets,
            }
        })
        .collect()
}
