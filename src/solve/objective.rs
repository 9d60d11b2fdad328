//! What a correlated equilibrium should make large or small, as it is typed.

use std::collections::BTreeSet;

use assay_solver::{
    equilibrium::correlated::{Goal, Objective},
    game::Game,
};
use thiserror::Error;

/// An objective that is not one, or not of this game.
#[derive(Debug, Error)]
pub enum ObjectiveError {
    /// None of the known forms.
    #[error(
        "`{0}` is no objective: expected `welfare`, `min-welfare`, `player:N`, `profiles:P;P;…` or \
         `min-profiles:P;P;…`, where a profile P is one strategy number a player, as in `1,2`"
    )]
    Unknown(String),
    /// A player that the game does not have.
    #[error("there is no player {player}: the game has {players}")]
    Player {
        /// As typed.
        player: String,
        /// Players of the game.
        players: usize,
    },
    /// A profile that the game does not have.
    #[error(
        "`{profile}` is no profile of this game: expected a strategy number from 1 up to {shape} a player"
    )]
    Profile {
        /// As typed.
        profile: String,
        /// Strategies of each player.
        shape: String,
    },
}

pub(crate) fn parse(text: &str, game: &Game) -> Result<Goal, ObjectiveError> {
    let (form, argument) = text
        .split_once(':')
        .map_or((text, None), |(form, rest)| (form, Some(rest)));
    match (form, argument) {
        ("welfare", None) => Ok(Goal::greatest(Objective::Welfare)),
        ("min-welfare", None) => Ok(Goal::least(Objective::Welfare)),
        ("player", Some(number)) => Ok(Goal::greatest(Objective::Payoff {
            player: player(number, game)?,
        })),
        ("profiles", Some(list)) => Ok(Goal::greatest(profiles(list, game)?)),
        ("min-profiles", Some(list)) => Ok(Goal::least(profiles(list, game)?)),
        _ => Err(ObjectiveError::Unknown(text.into())),
    }
}

fn player(number: &str, game: &Game) -> Result<usize, ObjectiveError> {
    let players = game.players().len();
    match number.trim().parse::<usize>() {
        Ok(number) if (1..=players).contains(&number) => Ok(number - 1),
        _ => Err(ObjectiveError::Player {
            player: number.into(),
            players,
        }),
    }
}

fn profiles(list: &str, game: &Game) -> Result<Objective, ObjectiveError> {
    let mut event = BTreeSet::new();
    for profile in list.split(';') {
        let strategies: Option<Vec<usize>> = profile
            .split(',')
            .map(|number| number.trim().parse::<usize>().ok()?.checked_sub(1))
            .collect();
        let index = strategies.and_then(|strategies| game.index(&strategies));
        event.insert(index.ok_or_else(|| {
            ObjectiveError::Profile {
                profile: profile.trim().into(),
                shape: game
                    .shape()
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", "),
            }
        })?);
    }
    Ok(Objective::Probability(event))
}
