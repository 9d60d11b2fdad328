//! A population whose members meet each other in pairs.

use thiserror::Error;

use crate::{exact::Rational, game::Game};

/// Strategies whose subsets are all looked at.
const MOST_STRATEGIES: usize = 14;

/// A symmetric game of two: what a member with the row's strategy gets on meeting one with the column's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    payoffs: Vec<Vec<Rational>>,
}

/// Why payoffs do not make a population, or shares a state of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PopulationError {
    /// The matrix is empty, or a row is not as long as there are rows.
    #[error("row {row} has {found} payoffs where {expected} strategies meet each other")]
    NotSquare {
        /// Number of the row, from 1; 1 where there is none.
        row: usize,
        /// Rows.
        expected: usize,
        /// Payoffs in the row.
        found: usize,
    },
    /// The game is not one of two players who could change places.
    #[error("the game is not a symmetric one of two players")]
    NotSymmetric,
    /// Too many strategies to look at every set of them.
    #[error("{0} strategies: every subset of more than {MOST_STRATEGIES} is too much to look at")]
    TooLarge(usize),
    /// The shares are not one number from nought up a strategy that sum to one.
    #[error("the shares are not one from 0 up for each of {0} strategies with sum 1")]
    NotAState(usize),
}

impl Population {
    /// A population from its matrix of payoffs, one row a strategy.
    ///
    /// # Errors
    /// [`PopulationError::NotSquare`].
    pub fn new(payoffs: Vec<Vec<Rational>>) -> Result<Self, PopulationError> {
        let expected = payoffs.len();
        let odd = payoffs.iter().position(|row| row.len() != expected);
        if expected == 0 || odd.is_some() {
            let row = odd.unwrap_or(0);
            return Err(PopulationError::NotSquare {
                row: row + 1,
                expected,
                found: payoffs.get(row).map_or(0, Vec::len),
            });
        }
        Ok(Self { payoffs })
    }

    /// The population that plays a symmetric game of two.
    ///
    /// # Errors
    /// [`PopulationError::NotSymmetric`].
    pub fn of(game: &Game) -> Result<Self, PopulationError> {
        let [strategies, others] = game.shape()[..] else {
            return Err(PopulationError::NotSymmetric);
        };
        if strategies != others {
            return Err(PopulationError::NotSymmetric);
        }
        let mut payoffs = vec![Vec::with_capacity(strategies); strategies];
        for (row, payoffs) in payoffs.iter_mut().enumerate() {
            for column in 0..strategies {
                let own = game.payoff(0, &[row, column]);
                if own != game.payoff(1, &[column, row]) {
                    return Err(PopulationError::NotSymmetric);
                }
                payoffs.extend(own.cloned());
            }
        }
        Self::new(payoffs)
    }

    /// The matrix of payoffs.
    pub fn payoffs(&self) -> &[Vec<Rational>] {
        &self.payoffs
    }

    /// What each strategy gets where strategies have these shares.
    pub fn worth(&self, shares: &[Rational]) -> Vec<Rational> {
        self.payoffs
            .iter()
            .map(|row| {
                row.iter()
                    .zip(shares)
                    .fold(Rational::ZERO, |sum, (payoff, share)| sum + payoff * share)
            })
            .collect()
    }

    /// Whether every set of strategies can be looked at.
    pub(super) fn small_enough(&self) -> Result<(), PopulationError> {
        let strategies = self.payoffs.len();
        if strategies > MOST_STRATEGIES {
            return Err(PopulationError::TooLarge(strategies));
        }
        Ok(())
    }

    /// Whether shares are a state of the population.
    pub(super) fn check(&self, shares: &[Rational]) -> Result<(), PopulationError> {
        let sum = shares.iter().fold(Rational::ZERO, |sum, share| sum + share);
        let negative = shares.iter().any(|share| *share < Rational::ZERO);
        if shares.len() == self.payoffs.len() && sum.is_one() && !negative {
            Ok(())
        } else {
            Err(PopulationError::NotAState(self.payoffs.len()))
        }
    }
}

/// Every non-empty subset, in the order of the members as bits.
pub(super) fn subsets(members: Vec<usize>) -> impl Iterator<Item = Vec<usize>> {
    (1u64..1 << members.len().min(63)).map(move |chosen| {
        members
            .iter()
            .enumerate()
            .filter(|(bit, _)| chosen >> bit & 1 == 1)
            .map(|(_, &member)| member)
            .collect()
    })
}
