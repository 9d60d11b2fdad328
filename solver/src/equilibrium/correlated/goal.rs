//! What the mediator wants.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::{exact::Rational, game::Game};

/// A number that each distribution over profiles has: the expectation of a number that each profile has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objective {
    /// The sum of all payoffs.
    Welfare,
    /// One player's payoff.
    Payoff {
        /// The player, from 0.
        player: usize,
    },
    /// The probability that one of these profiles (places in profile order, from 0) is played.
    Probability(BTreeSet<usize>),
    /// Any other: a number for each profile, in profile order.
    Linear(Vec<Rational>),
}

/// Which end of the objective is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The greatest value that any equilibrium gives.
    Greatest,
    /// The least value that any equilibrium gives.
    Least,
}

/// An objective and which end of it is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// What is measured.
    pub objective: Objective,
    /// Whether much or little of it is sought.
    pub direction: Direction,
}

/// Why a question does not fit a game.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoSuchGoal {
    /// A player who does not exist.
    #[error("there is no player {player}: the game has {players}")]
    Player {
        /// Number of the player, from 1.
        player: usize,
        /// Players of the game.
        players: usize,
    },
    /// A profile that does not exist.
    #[error("there is no profile {profile}: the game has {profiles}")]
    Profile {
        /// Number of the profile, from 1.
        profile: usize,
        /// Profiles of the game.
        profiles: usize,
    },
    /// One number a profile is needed.
    #[error("{found} numbers for {profiles} profiles")]
    Length {
        /// Profiles of the game.
        profiles: usize,
        /// Numbers given.
        found: usize,
    },
}

impl Objective {
    /// The probability of the profiles (one strategy a player, from 0) that satisfy a condition, such as
    /// `|profile| profile[2] == ATTACK`.
    pub fn probability(game: &Game, condition: impl Fn(&[usize]) -> bool) -> Self {
        Self::Probability(
            game.profiles()
                .enumerate()
                .filter(|(_, profile)| condition(profile))
                .map(|(index, _)| index)
                .collect(),
        )
    }

    /// The objective's number for each profile, in profile order.
    pub(super) fn coefficients(&self, game: &Game) -> Result<Vec<Rational>, NoSuchGoal> {
        let profiles = game.payoffs(0).len();
        match self {
            Self::Welfare => Ok((0..profiles)
                .map(|profile| {
                    (0..game.players().len())
                        .filter_map(|player| game.payoffs(player).get(profile))
                        .fold(Rational::ZERO, |sum, payoff| sum + payoff)
                })
                .collect()),
            Self::Payoff { player } => {
                player_exists(game, *player)?;
                Ok(game.payoffs(*player).to_vec())
            }
            Self::Probability(event) => {
                if let Some(&last) = event.last()
                    && last >= profiles
                {
                    return Err(NoSuchGoal::Profile {
                        profile: last + 1,
                        profiles,
                    });
                }
                Ok((0..profiles)
                    .map(|profile| Rational::from(u8::from(event.contains(&profile))))
                    .collect())
            }
            Self::Linear(numbers) if numbers.len() == profiles => Ok(numbers.clone()),
            Self::Linear(numbers) => Err(NoSuchGoal::Length {
                profiles,
                found: numbers.len(),
            }),
        }
    }
}

impl Goal {
    /// As much as possible.
    pub fn greatest(objective: Objective) -> Self {
        Self {
            objective,
            direction: Direction::Greatest,
        }
    }

    /// As little as possible.
    pub fn least(objective: Objective) -> Self {
        Self {
            objective,
            direction: Direction::Least,
        }
    }
}

pub(super) fn player_exists(game: &Game, player: usize) -> Result<(), NoSuchGoal> {
    let players = game.players().len();
    if player < players {
        return Ok(());
    }
    Err(NoSuchGoal::Player {
        player: player + 1,
        players,
    })
}
