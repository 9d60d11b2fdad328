//! The check of a value: both guarantees, against every pure strategy of the other.

use thiserror::Error;

use super::Saddle;
use crate::{
    equilibrium::{NotALottery, deviations::Deviations, lottery},
    exact::Rational,
    game::Game,
};

/// Why a value is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Not a game of two players.
    #[error("a constant-sum game has 2 players, not {players}")]
    Players {
        /// Players of the game.
        players: usize,
    },
    /// The payoffs do not sum to one constant.
    #[error("the payoffs sum to {first} in the first profile and to {other} in profile {profile}")]
    NotConstantSum {
        /// The sum in the first profile.
        first: Rational,
        /// Number of the first profile with another sum, from 1.
        profile: usize,
        /// The sum there.
        other: Rational,
    },
    /// The constant is not the game's.
    #[error("the payoffs are said to sum to {claimed}, and sum to {found}")]
    Constant {
        /// What was said.
        claimed: Rational,
        /// What they sum to.
        found: Rational,
    },
    /// The numbers of a player are not probabilities of its strategies.
    #[error("player {player}: {reason}")]
    Strategy {
        /// Number of the player, from 1.
        player: usize,
        /// What is wrong.
        reason: NotALottery,
    },
    /// A strategy that does not guarantee the player's part.
    #[error("player {player} falls short of its part by {shortfall} against strategy {against}")]
    NotGuaranteed {
        /// Number of the player who falls short, from 1.
        player: usize,
        /// Number of the other player's strategy, from 1.
        against: usize,
        /// By how much, in units of the payoffs.
        shortfall: Rational,
    },
}

/// Checks, exactly, that the first player's strategy earns at least the value against each strategy of the second,
/// and the second's concedes at most the value to each of the first. Both can hold of the value of the game alone.
///
/// # Errors
/// [`Refusal`] names the first statement that does not hold.
pub fn verify(game: &Game, saddle: &Saddle) -> Result<(), Refusal> {
    let constant = constant(game)?;
    if saddle.constant != constant {
        return Err(Refusal::Constant {
            claimed: saddle.constant.clone(),
            found: constant,
        });
    }
    let parts = saddle.payoffs();
    for (player, (strategy, part)) in saddle.strategies.iter().zip(parts).enumerate() {
        let Some(own) = Deviations::of(game, player) else {
            return Err(Refusal::Players { players: player });
        };
        let mixed =
            lottery::check(strategy, own.strategies()).map_err(|reason| Refusal::Strategy {
                player: player + 1,
                reason,
            })?;
        let payoffs = game.payoffs(player);
        for (against, line) in own.lines().enumerate() {
            let row = own.along(line).filter_map(|at| payoffs.get(at));
            let earned = mixed.dot(row.enumerate());
            if earned < part {
                return Err(Refusal::NotGuaranteed {
                    player: player + 1,
                    against: against + 1,
                    shortfall: part - earned,
                });
            }
        }
    }
    Ok(())
}

/// The constant to which the payoffs of two players sum.
pub(super) fn constant(game: &Game) -> Result<Rational, Refusal> {
    let players = game.players().len();
    if players != 2 {
        return Err(Refusal::Players { players });
    }
    let sums = || {
        game.payoffs(0)
            .iter()
            .zip(game.payoffs(1))
            .map(|(first, second)| first + second)
    };
    let first = sums().next().unwrap_or_default();
    let other = sums().enumerate().find(|(_, sum)| *sum != first);
    match other {
        None => Ok(first),
        Some((profile, other)) => Err(Refusal::NotConstantSum {
            first,
            profile: profile + 1,
            other,
        }),
    }
}
