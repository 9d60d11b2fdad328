//! The check of an elimination, step by step, and that nothing was left to remove.

use thiserror::Error;

use super::{
    Belief, Dominator, Elimination, Gain, Reduction, Rule, Strength, Undominated,
    search::dominates, without,
};
use crate::{
    equilibrium::{NotALottery, deviations::Deviations, lottery},
    exact::{Rational, common::Common},
    game::{Game, GameError},
};

/// Why an elimination is not believed. Players, strategies and rounds are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The strategies said to remain are not those that were not removed before.
    #[error(
        "the strategies said to remain before round {round} are not those left by the rounds before"
    )]
    Remaining {
        /// Number of the round; one more than there are for the survivors.
        round: usize,
    },
    /// A round that removes nothing.
    #[error("round {round} removes nothing")]
    EmptyRound {
        /// Number of the round.
        round: usize,
    },
    /// A strategy that does not remain, or is removed twice.
    #[error("strategy {strategy} of player {player} is not there to be removed in round {round}")]
    NotThere {
        /// Number of the round.
        round: usize,
        /// Number of the player.
        player: usize,
        /// Number of the strategy.
        strategy: usize,
    },
    /// The mixture is no lottery over the player's strategies.
    #[error("the mixture that removes strategy {strategy} of player {player}: {reason}")]
    Mixture {
        /// Number of the player.
        player: usize,
        /// Number of the strategy removed.
        strategy: usize,
        /// What is wrong.
        reason: NotALottery,
    },
    /// The mixture plays a strategy that does not survive the round, or several where single ones are asked for.
    #[error(
        "the mixture that removes strategy {strategy} of player {player} may not play strategy {plays}"
    )]
    Dominator {
        /// Number of the player.
        player: usize,
        /// Number of the strategy removed.
        strategy: usize,
        /// Number of the strategy that it should not play.
        plays: usize,
    },
    /// The gain is not what the mixture gives, or is no dominance.
    #[error(
        "what the mixture gains over strategy {strategy} of player {player} is not what was said, or no dominance"
    )]
    Gain {
        /// Number of the player.
        player: usize,
        /// Number of the strategy removed.
        strategy: usize,
        /// What the mixture gains; nothing if the others have nothing to play.
        found: Option<Gain>,
    },
    /// A strategy that was left though another dominates it.
    #[error("strategy {strategy} of player {player} is left, though strategy {by} dominates it")]
    LeftOver {
        /// Number of the player.
        player: usize,
        /// Number of the strategy, among those left.
        strategy: usize,
        /// Number of the strategy that dominates it, among those left.
        by: usize,
    },
    /// The reasons given do not cover the strategies that are left, one each, in order.
    #[error("reasons are given for other strategies than those that are left")]
    Reasons,
    /// A belief that is no lottery over what the others may play.
    #[error("the belief that excuses strategy {strategy} of player {player}: {reason}")]
    Belief {
        /// Number of the player.
        player: usize,
        /// Number of the strategy.
        strategy: usize,
        /// What is wrong.
        reason: NotALottery,
    },
    /// A belief that does not excuse the strategy.
    #[error(
        "the belief that excuses strategy {strategy} of player {player} does not make it a best reply of the kind needed"
    )]
    NotABestReply {
        /// Number of the player.
        player: usize,
        /// Number of the strategy.
        strategy: usize,
    },
    /// The strategies said to remain do not make a game.
    #[error(transparent)]
    Game(#[from] GameError),
}

/// Checks, exactly, that each strategy was dominated when it was removed, by strategies that survive the round, and
/// that none of those left is dominated.
///
/// # Errors
/// [`Refusal`] names the first statement that does not hold.
pub fn verify(game: &Game, rule: Rule, reduction: &Reduction) -> Result<(), Refusal> {
    let mut remaining: Vec<Vec<usize>> = game
        .shape()
        .into_iter()
        .map(|strategies| (0..strategies).collect())
        .collect();
    for (number, round) in (1..).zip(&reduction.rounds) {
        if round.remaining != remaining {
            return Err(Refusal::Remaining { round: number });
        }
        if round.eliminated.is_empty() {
            return Err(Refusal::EmptyRound { round: number });
        }
        let surviving = without(&remaining, &round.eliminated);
        let reduced = game.restricted_to(&remaining)?;
        for (place, step) in round.eliminated.iter().enumerate() {
            let again = round
                .eliminated
                .iter()
                .skip(place + 1)
                .any(|other| (other.player, other.strategy) == (step.player, step.strategy));
            let kept = remaining.get(step.player).map_or(&[][..], Vec::as_slice);
            let Some(at) = kept
                .iter()
                .position(|it| *it == step.strategy)
                .filter(|_| !again)
            else {
                return Err(Refusal::NotThere {
                    round: number,
                    player: step.player + 1,
                    strategy: step.strategy + 1,
                });
            };
            let survivors = surviving.get(step.player).map_or(&[][..], Vec::as_slice);
            eliminated(game, &reduced, rule, step, (at, kept, survivors))?;
        }
        remaining = surviving;
    }
    if reduction.surviving != remaining {
        return Err(Refusal::Remaining {
            round: reduction.rounds.len() + 1,
        });
    }
    let reduced = game.restricted_to(&remaining)?;
    match rule.by {
        Dominator::Pure if reduction.undominated.is_empty() => {
            nothing_left(&reduced, rule.strength)
        }
        Dominator::Pure => Err(Refusal::Reasons),
        Dominator::Mixed => excused(&reduced, &remaining, rule.strength, &reduction.undominated),
    }
}

/// Checks one step, given the place of the strategy among those its player has, those, and those that survive.
fn eliminated(
    game: &Game,
    reduced: &Game,
    rule: Rule,
    step: &Elimination,
    (place, kept, survivors): (usize, &[usize], &[usize]),
) -> Result<(), Refusal> {
    let (player, strategy) = (step.player + 1, step.strategy + 1);
    let whole = game
        .players()
        .get(step.player)
        .map_or(0, |it| it.strategies.len());
    lottery::check(&step.mixture, whole).map_err(|reason| Refusal::Mixture {
        player,
        strategy,
        reason,
    })?;
    let mut played = (0..whole)
        .zip(&step.mixture)
        .filter(|(_, it)| !it.is_zero());
    let amiss = played.find(|(it, probability)| {
        !survivors.contains(it) || (rule.by == Dominator::Pure && !probability.is_one())
    });
    if let Some((plays, _)) = amiss {
        return Err(Refusal::Dominator {
            player,
            strategy,
            plays: plays + 1,
        });
    }
    let mixture: Vec<Rational> = kept
        .iter()
        .filter_map(|&it| step.mixture.get(it).cloned())
        .collect();
    let found = Gain::of(
        reduced,
        step.player,
        place,
        &Common::from_rationals(&mixture),
    );
    match found {
        Some(found) if found == step.gain && found.dominates(rule.strength) => Ok(()),
        found => Err(Refusal::Gain {
            player,
            strategy,
            found,
        }),
    }
}

/// Checks that no strategy dominates another.
fn nothing_left(game: &Game, strength: Strength) -> Result<(), Refusal> {
    for player in 0..game.players().len() {
        let Some(deviations) = Deviations::of(game, player) else {
            continue;
        };
        let strategies = deviations.strategies();
        for strategy in 0..strategies {
            let by = (0..strategies)
                .find(|&by| dominates(game.payoffs(player), deviations, by, strategy, strength));
            if let Some(by) = by {
                return Err(Refusal::LeftOver {
                    player: player + 1,
                    strategy: strategy + 1,
                    by: by + 1,
                });
            }
        }
    }
    Ok(())
}

/// Checks that each strategy is a best reply to the belief given.
fn excused(
    game: &Game,
    remaining: &[Vec<usize>],
    strength: Strength,
    reasons: &[Undominated],
) -> Result<(), Refusal> {
    let left = remaining.iter().enumerate().flat_map(|(player, kept)| {
        kept.iter()
            .enumerate()
            .map(move |(place, &strategy)| (player, strategy, place))
    });
    let mut reasons = reasons.iter();
    for (player, strategy, place) in left {
        match reasons.next() {
            Some(reason) if (reason.player, reason.strategy) == (player, strategy) => {
                best_reply(game, player, place, strength, reason)?;
            }
            _ => return Err(Refusal::Reasons),
        }
    }
    match reasons.next() {
        None => Ok(()),
        Some(_) => Err(Refusal::Reasons),
    }
}

fn best_reply(
    game: &Game,
    player: usize,
    place: usize,
    strength: Strength,
    reason: &Undominated,
) -> Result<(), Refusal> {
    let refused = Refusal::NotABestReply {
        player: player + 1,
        strategy: reason.strategy + 1,
    };
    let Some(deviations) = Deviations::of(game, player) else {
        return Err(refused);
    };
    let payoffs = game.payoffs(player);
    let others = (0..deviations.strategies()).filter(|it| *it != place);
    let holds = match &reason.belief {
        Belief::Certain(profile) => {
            let worth = |strategy| payoffs.get(deviations.switched(*profile, strategy));
            let own = worth(place);
            *profile < payoffs.len()
                && others.map(worth).all(|other| match strength {
                    Strength::Strict => other <= own,
                    Strength::Weak => other < own,
                })
        }
        Belief::Lottery(probabilities) => {
            let belief = lottery::check(probabilities, deviations.lines().count()).map_err(
                |reason_why| Refusal::Belief {
                    player: player + 1,
                    strategy: reason.strategy + 1,
                    reason: reason_why,
                },
            )?;
            let worth = |strategy| {
                let at = deviations.playing(strategy);
                belief.dot(at.filter_map(|at| payoffs.get(at)).enumerate())
            };
            let own = worth(place);
            let nothing_excluded = !probabilities.iter().any(Rational::is_zero);
            (strength == Strength::Strict || nothing_excluded)
                && others.map(worth).all(|other| other <= own)
        }
    };
    if holds { Ok(()) } else { Err(refused) }
}
