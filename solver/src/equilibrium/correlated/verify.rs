//! The check of an answer, apart from the linear program that found it.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{Answer, Concept, Direction, Goal, NoSuchGoal, Price, Temptation};
use crate::{
    equilibrium::{NotALottery, lottery},
    exact::{Rational, common::Common},
    game::Game,
};

/// Why an answer is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The question does not fit the game.
    #[error(transparent)]
    Goal(#[from] NoSuchGoal),
    /// The numbers are not a distribution over the profiles.
    #[error(transparent)]
    Distribution(#[from] NotALottery),
    /// Somebody gains by leaving the mediator.
    #[error(
        "player {} gains {gain} by playing strategy {}{}",
        temptation.player + 1,
        temptation.instead + 1,
        temptation.recommended.map_or_else(String::new, |told| format!(" when told strategy {}", told + 1))
    )]
    Tempted {
        /// Who, and by what.
        temptation: Temptation,
        /// The gain, in units of the payoff, times the probability of the recommendation.
        gain: Rational,
    },
    /// A payoff is not what the distribution gives.
    #[error(
        "the payoffs are said to be {}, and are {}",
        list(claimed),
        list(found)
    )]
    Payoffs {
        /// What was said.
        claimed: Vec<Rational>,
        /// What the distribution gives.
        found: Vec<Rational>,
    },
    /// The objective is not what the distribution gives.
    #[error("the value is said to be {claimed}, and is {found}")]
    Value {
        /// What was said.
        claimed: Rational,
        /// What the distribution gives.
        found: Rational,
    },
    /// A price of something that is no temptation here, or priced twice, or below zero.
    #[error("the price {price} of the temptation of player {} to play strategy {} means nothing",
        temptation.player + 1, temptation.instead + 1)]
    Price {
        /// What is priced.
        temptation: Temptation,
        /// The price.
        price: Rational,
    },
    /// The prices leave room for a better equilibrium.
    #[error("at these prices profile {profile} is worth {worth}, beyond the value {value}")]
    NotOptimal {
        /// Number of the profile, from 1.
        profile: usize,
        /// Its objective less the priced gains.
        worth: Rational,
        /// The value of the answer.
        value: Rational,
    },
}

/// Checks, exactly, that a distribution over profiles (in profile order) withstands every temptation, and says
/// what each player expects of it.
///
/// # Errors
/// [`Refusal`] names the first temptation that pays, and by how much.
pub fn verify_equilibrium(
    game: &Game,
    concept: Concept,
    distribution: &[Rational],
) -> Result<Vec<Rational>, Refusal> {
    concept.fits(game)?;
    let lottery = lottery::check(distribution, game.payoffs(0).len())?;
    for temptation in concept.temptations(game) {
        let payoffs = game.payoffs(temptation.player);
        let moves = temptation.moves(game);
        let expected = |payoff: fn((usize, usize)) -> usize| {
            lottery.dot(
                moves
                    .clone()
                    .filter_map(|step| Some((step.0, payoffs.get(payoff(step))?))),
            )
        };
        let gain = expected(|(_, switch)| switch) - expected(|(stay, _)| stay);
        if gain > Rational::ZERO {
            return Err(Refusal::Tempted { temptation, gain });
        }
    }
    Ok(payoffs(game, &lottery))
}

/// What each player expects of a distribution over profiles.
pub(super) fn payoffs(game: &Game, distribution: &Common) -> Vec<Rational> {
    (0..game.players().len())
        .map(|player| distribution.dot(game.payoffs(player).iter().enumerate()))
        .collect()
}

/// Checks, exactly, all that an answer says: that it is an equilibrium, what it pays, what the objective is, and, by
/// the prices, that no equilibrium does better.
///
/// With prices λ ≥ 0, the objective of a profile less the priced gains of all temptations bounds, at its greatest over
/// all profiles, the objective of every equilibrium, since an equilibrium's expected gains are not positive (weak
/// duality; signs reversed for the least value).
///
/// # Errors
/// [`Refusal`] names the first statement that does not hold.
pub fn verify(game: &Game, concept: Concept, goal: &Goal, answer: &Answer) -> Result<(), Refusal> {
    let coefficients = goal.objective.coefficients(game)?;
    let payoffs = verify_equilibrium(game, concept, &answer.distribution)?;
    if payoffs != answer.payoffs {
        return Err(Refusal::Payoffs {
            claimed: answer.payoffs.clone(),
            found: payoffs,
        });
    }
    let value = Common::from_rationals(&answer.distribution).dot(coefficients.iter().enumerate());
    if value != answer.value {
        return Err(Refusal::Value {
            claimed: answer.value.clone(),
            found: value,
        });
    }
    let worth = at_prices(game, concept, goal.direction, coefficients, &answer.prices)?;
    let beyond = worth
        .into_iter()
        .enumerate()
        .find(|(_, worth)| match goal.direction {
            Direction::Greatest => *worth > value,
            Direction::Least => *worth < value,
        });
    match beyond {
        None => Ok(()),
        Some((profile, worth)) => Err(Refusal::NotOptimal {
            profile: profile + 1,
            worth,
            value,
        }),
    }
}

/// The objective of each profile less the priced gains; plus them, where the least is sought.
fn at_prices(
    game: &Game,
    concept: Concept,
    direction: Direction,
    mut worth: Vec<Rational>,
    prices: &[Price],
) -> Result<Vec<Rational>, Refusal> {
    let known: BTreeSet<Temptation> = concept.temptations(game).collect();
    let mut priced = BTreeSet::new();
    for Price { temptation, price } in prices {
        let first = priced.insert(*temptation);
        if !first || *price < Rational::ZERO || !known.contains(temptation) {
            return Err(Refusal::Price {
                temptation: *temptation,
                price: price.clone(),
            });
        }
        for (profile, gain) in temptation.gains(game) {
            if let Some(worth) = worth.get_mut(profile) {
                match direction {
                    Direction::Greatest => *worth -= price * gain,
                    Direction::Least => *worth += price * gain,
                }
            }
        }
    }
    Ok(worth)
}

fn list(numbers: &[Rational]) -> String {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
