//! The check of a commitment, apart from the linear programs that found it.

use thiserror::Error;

use super::{Commitment, Table};
use crate::{
    equilibrium::{NotALottery, lottery},
    exact::Rational,
    game::Game,
};

/// Why a commitment is not believed. Players, strategies and replies are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Not a game of two.
    #[error(
        "commitment with one follower needs 2 players, not {players}; with more, ask for commitment to correlated strategies"
    )]
    Players {
        /// Players of the game.
        players: usize,
    },
    /// A leader who does not exist.
    #[error("there is no player {leader} to lead")]
    Leader {
        /// Number of the player.
        leader: usize,
    },
    /// The leader's numbers are not probabilities of its strategies.
    #[error(transparent)]
    Strategy(#[from] NotALottery),
    /// A reply that does not exist.
    #[error("the follower has no strategy {reply}")]
    NoSuchReply {
        /// Number of the reply.
        reply: usize,
    },
    /// The follower has a better reply.
    #[error("the follower gains {gain} by replying with strategy {instead}")]
    NotABestReply {
        /// Number of the better reply.
        instead: usize,
        /// The gain, in units of the follower's payoffs.
        gain: Rational,
    },
    /// The payoffs are not what the lottery and the reply give.
    #[error("the payoffs are said to be {} and {}, and are {} and {}", claimed[0], claimed[1], found[0], found[1])]
    Payoffs {
        /// What was said.
        claimed: Box<[Rational; 2]>,
        /// What is given.
        found: Box<[Rational; 2]>,
    },
    /// What the leader is left with if ties go against it is not what was said.
    #[error("the leader is said to be left with {claimed}, and is left with {found}")]
    Pessimistic {
        /// What was said.
        claimed: Rational,
        /// What is found.
        found: Rational,
    },
    /// Not one price for each reply and alternative, or one below zero.
    #[error(
        "the prices of reply {reply} are not one for each of {replies} alternatives, none below zero"
    )]
    Prices {
        /// Number of the reply.
        reply: usize,
        /// Strategies of the follower.
        replies: usize,
    },
    /// The prices leave room for a better commitment.
    #[error(
        "at these prices strategy {strategy} is worth {worth} with reply {reply}, beyond the value {value}"
    )]
    NotOptimal {
        /// Number of the reply.
        reply: usize,
        /// Number of the leader's strategy.
        strategy: usize,
        /// The leader's payoff less the follower's priced gains.
        worth: Rational,
        /// The value of the commitment.
        value: Rational,
    },
}

/// Checks, exactly, all that a commitment says: that the reply is a best one, what it pays, and, by the prices, that no
/// lottery and no best reply to it are worth more to the leader.
///
/// For each reply, with prices λ ≥ 0 of the alternatives, the leader's payoff less the priced gains of the follower,
/// at its greatest over the leader's strategies, bounds what the leader gets from any lottery to which this is
/// a best reply, since the follower's expected gains are not positive then (weak duality).
///
/// # Errors
/// [`Refusal`] names the first statement that does not hold.
pub fn verify(game: &Game, commitment: &Commitment) -> Result<(), Refusal> {
    let Commitment {
        leader,
        strategy,
        reply,
        payoffs,
        pessimistic,
        prices,
    } = commitment;
    let table = Table::of(game, *leader)?;
    let own = game
        .players()
        .get(*leader)
        .map_or(0, |player| player.strategies.len());
    let worth = table.worth(&lottery::check(strategy, own)?);
    let no_such_reply = Refusal::NoSuchReply { reply: reply + 1 };
    let (Some(found), Some(replied), Some(left)) = (
        worth.payoffs(*leader, *reply),
        worth.to_follower.get(*reply),
        worth.pessimistic(),
    ) else {
        return Err(no_such_reply);
    };
    let better = worth
        .to_follower
        .iter()
        .enumerate()
        .find(|(_, it)| *it > replied);
    if let Some((instead, better)) = better {
        return Err(Refusal::NotABestReply {
            instead: instead + 1,
            gain: better - replied,
        });
    }
    if found != *payoffs {
        return Err(Refusal::Payoffs {
            claimed: Box::new(payoffs.clone()),
            found: Box::new(found),
        });
    }
    if left != *pessimistic {
        return Err(Refusal::Pessimistic {
            claimed: pessimistic.clone(),
            found: left,
        });
    }
    let value = &payoffs[*leader];
    for reply in 0..table.replies().max(prices.len()) {
        let prices = prices.get(reply).map_or(&[][..], Vec::as_slice);
        bounded(&table, reply, prices, value)?;
    }
    Ok(())
}

/// Checks that prices hold the leader's payoff from a reply down to the value.
fn bounded(
    table: &Table<'_>,
    reply: usize,
    prices: &[Rational],
    value: &Rational,
) -> Result<(), Refusal> {
    let replies = table.replies();
    if reply >= replies || prices.len() != replies || prices.iter().any(|it| *it < Rational::ZERO) {
        return Err(Refusal::Prices {
            reply: reply + 1,
            replies,
        });
    }
    let mut worth: Vec<Rational> = table.column(table.leader, reply).cloned().collect();
    for (instead, price) in prices.iter().enumerate().filter(|(_, it)| !it.is_zero()) {
        for (worth, gain) in worth.iter_mut().zip(table.gains(reply, instead)) {
            *worth -= price * gain;
        }
    }
    let beyond = worth
        .into_iter()
        .enumerate()
        .find(|(_, worth)| worth > value);
    match beyond {
        None => Ok(()),
        Some((strategy, worth)) => Err(Refusal::NotOptimal {
            reply: reply + 1,
            strategy: strategy + 1,
            worth,
            value: value.clone(),
        }),
    }
}
