//! The check that every Nash equilibrium passes before anybody sees it: nobody gains by deviating, exactly.

use dashu_ratio::RBig;
use thiserror::Error;

use crate::{exact::Rational, game::Game};

/// A Nash equilibrium in exact numbers; only [`verify`], or a check of a room of this house that is as strict, makes
/// one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Equilibrium {
    strategies: Vec<Vec<RBig>>,
    payoffs: Vec<RBig>,
}

impl Equilibrium {
    /// For strategies that have passed a check equivalent to [`verify`], and what they pay.
    pub(in crate::equilibrium) fn of_checked(
        strategies: Vec<Vec<Rational>>,
        payoffs: Vec<Rational>,
    ) -> Self {
        Self {
            strategies,
            payoffs,
        }
    }

    /// One list of probabilities a player, in the game's order.
    pub fn strategies(&self) -> &[Vec<Rational>] {
        &self.strategies
    }

    /// What each player expects.
    pub fn payoffs(&self) -> &[Rational] {
        &self.payoffs
    }
}

/// Why strategies are not a Nash equilibrium.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAnEquilibrium {
    /// The lists do not fit the game.
    #[error("player {player} has {expected} strategies, not {found}")]
    Shape {
        /// Number of the player, from 1.
        player: usize,
        /// Strategies in the game; zero for a player that does not exist.
        expected: usize,
        /// Probabilities given.
        found: usize,
    },
    /// A probability below zero.
    #[error("player {player} plays strategy {strategy} with probability {probability}")]
    Negative {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the strategy, from 1.
        strategy: usize,
        /// The probability.
        probability: Rational,
    },
    /// Probabilities that do not sum to one.
    #[error("the probabilities of player {player} sum to {sum}, not 1")]
    Sum {
        /// Number of the player, from 1.
        player: usize,
        /// Their sum.
        sum: Rational,
    },
    /// Somebody gains by playing something else.
    #[error("player {player} gains {gain} by playing strategy {strategy}")]
    Deviation {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the strategy to deviate to, from 1.
        strategy: usize,
        /// The gain, in units of the payoffs.
        gain: Rational,
    },
}

/// Checks that strategies are a Nash equilibrium, exactly: probabilities, and every deviation of every player.
///
/// # Errors
/// [`NotAnEquilibrium`] names the first player for whom it fails, and by how much.
pub fn verify(
    game: &Game,
    strategies: Vec<Vec<Rational>>,
) -> Result<Equilibrium, NotAnEquilibrium> {
    probabilities(game, &strategies)?;
    let mut payoffs = Vec::with_capacity(strategies.len());
    for (player, mixed) in strategies.iter().enumerate() {
        let worth = game.deviation_payoffs(player, &strategies);
        let expected: RBig = mixed
            .iter()
            .zip(&worth)
            .filter(|(probability, _)| !probability.is_zero())
            .fold(RBig::ZERO, |sum, (probability, worth)| {
                sum + probability * worth
            });
        if let Some((strategy, better)) = worth
            .iter()
            .enumerate()
            .find(|(_, worth)| **worth > expected)
        {
            return Err(NotAnEquilibrium::Deviation {
                player: player + 1,
                strategy: strategy + 1,
                gain: better - expected,
            });
        }
        payoffs.push(expected);
    }
    Ok(Equilibrium {
        strategies,
        payoffs,
    })
}

fn probabilities(game: &Game, strategies: &[Vec<RBig>]) -> Result<(), NotAnEquilibrium> {
    let shape = game.shape();
    for player in 0..shape.len().max(strategies.len()) {
        let expected = shape.get(player).copied().unwrap_or(0);
        let mixed = strategies.get(player).map_or(&[][..], Vec::as_slice);
        if mixed.len() != expected {
            return Err(NotAnEquilibrium::Shape {
                player: player + 1,
                expected,
                found: mixed.len(),
            });
        }
        if let Some((strategy, probability)) = mixed
            .iter()
            .enumerate()
            .find(|(_, probability)| **probability < RBig::ZERO)
        {
            return Err(NotAnEquilibrium::Negative {
                player: player + 1,
                strategy: strategy + 1,
                probability: probability.clone(),
            });
        }
        let sum = mixed
            .iter()
            .fold(RBig::ZERO, |sum, probability| sum + probability);
        if !sum.is_one() {
            return Err(NotAnEquilibrium::Sum {
                player: player + 1,
                sum,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::parse;

    fn matching_pennies() -> Game {
        let win = |a: usize, b: usize| if a == b { RBig::ONE } else { -RBig::ONE };
        let rows: Vec<Vec<RBig>> = (0..2)
            .map(|a| (0..2).map(|b| win(a, b)).collect())
            .collect();
        let columns: Vec<Vec<RBig>> = rows
            .iter()
            .map(|row| row.iter().map(|payoff| -payoff).collect())
            .collect();
        Game::bimatrix("matching pennies", &rows, &columns)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    fn mixed(texts: [[&str; 2]; 2]) -> Vec<Vec<RBig>> {
        texts
            .iter()
            .map(|texts| {
                texts
                    .iter()
                    .map(|text| parse(text).unwrap_or_else(|error| panic!("{error}")))
                    .collect()
            })
            .collect()
    }

    #[test]
    fn matching_pennies_is_settled_by_even_chances() {
        let found = verify(&matching_pennies(), mixed([["1/2", "1/2"], ["1/2", "1/2"]]));
        assert_eq!(found.map(|it| it.payoffs), Ok(vec![RBig::ZERO, RBig::ZERO]));
    }

    #[test]
    fn what_is_not_an_equilibrium_is_refused_with_the_reason() {
        let game = matching_pennies();
        for (strategies, reason) in [
            (
                [["1/2", "1/2"], ["501/1000", "499/1000"]],
                "player 1 gains 1/500 by playing strategy 1",
            ),
            (
                [["1", "0"], ["0", "1"]],
                "player 1 gains 2 by playing strategy 2",
            ),
            (
                [["1/2", "1/3"], ["1/2", "1/2"]],
                "the probabilities of player 1 sum to 5/6, not 1",
            ),
            (
                [["3/2", "-1/2"], ["1/2", "1/2"]],
                "player 1 plays strategy 2 with probability -1/2",
            ),
        ] {
            let refused = verify(&game, mixed(strategies));
            assert_eq!(
                refused.map_err(|error| error.to_string()),
                Err(reason.into())
            );
        }
        let short = verify(&game, vec![vec![RBig::ONE]]);
        assert_eq!(
            short,
            Err(NotAnEquilibrium::Shape {
                player: 1,
                expected: 2,
                found: 1
            })
        );
    }
}
