//! Games whose payoffs are estimates: which profiles are equilibria for all that is known, and which runs to add
//! where that is not enough.
//!
//! A profile is judged by the gain of every deviation from it, each within an interval, all of them at once at the
//! confidence asked for. It *survives* if no deviation can gain more than ε, is *refuted* if one certainly does, and
//! is undecided otherwise; then the cells to simulate again are named, with about how many runs.

mod judge;
mod runs;
mod student;

pub use judge::{Deviation, Judgement, More, Question, Scope, Verdict};

use thiserror::Error;

use crate::{
    equilibrium::several::{Budget, Found, Solutions, solve},
    exact::{Rational, from_float},
    game::{Game, GameError, Player},
    interval::Interval,
};

/// What is known of one payoff, in units of the payoffs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Estimate {
    /// The mean of independent runs.
    Sampled {
        /// Their mean.
        mean: f64,
        /// Standard error of the mean: the runs' standard deviation over the root of their number.
        error: f64,
        /// Number of runs; at least two, unless the error is zero.
        runs: u64,
    },
    /// Bounds that hold for certain.
    Bounded(Interval),
}

impl Estimate {
    /// The value to work with until more is known.
    fn point(self) -> f64 {
        match self {
            Self::Sampled { mean, .. } => mean,
            Self::Bounded(bounds) => bounds.middle(),
        }
    }

    fn is_sound(self) -> bool {
        match self {
            Self::Sampled { mean, error, runs } => {
                mean.is_finite() && error.is_finite() && error >= 0.0 && (runs >= 2 || error == 0.0)
            }
            Self::Bounded(bounds) => bounds.low().is_finite() && bounds.high().is_finite(),
        }
    }
}

/// A game of estimated payoffs.
#[derive(Debug, Clone, PartialEq)]
pub struct Empirical {
    point: Game,
    /// One table a player, in profile order.
    cells: Vec<Vec<Estimate>>,
}

/// Why estimates do not make a game, or a question no sense.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EmpiricalError {
    /// The tables do not fit the players.
    #[error(transparent)]
    Game(#[from] GameError),
    /// An estimate that is none: not finite, an error below zero, or an error out of fewer than two runs.
    #[error(
        "the estimate of player {player}'s payoff in profile {profile} is not finite, or has no standard error"
    )]
    Estimate {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the profile in profile order, from 1.
        profile: usize,
    },
    /// A confidence that is none.
    #[error("the confidence {0} is not between 0 and 1")]
    Confidence(f64),
    /// A tolerance that is none.
    #[error("the tolerance epsilon = {0} is not a finite number from 0 up")]
    Epsilon(f64),
    /// Not one list of probabilities a player.
    #[error(
        "the strategies of player {player} are not probabilities over the player's {strategies} strategies"
    )]
    Strategies {
        /// Number of the player, from 1.
        player: usize,
        /// Strategies of the player; zero for one that does not exist.
        strategies: usize,
    },
}

impl Empirical {
    /// A game from one table of estimates a player, in profile order (the first player's strategy changing fastest).
    ///
    /// # Errors
    /// [`EmpiricalError::Game`] or [`EmpiricalError::Estimate`].
    pub fn new(
        title: impl Into<String>,
        players: Vec<Player>,
        cells: Vec<Vec<Estimate>>,
    ) -> Result<Self, EmpiricalError> {
        let mut payoffs = Vec::with_capacity(cells.len());
        for (player, table) in cells.iter().enumerate() {
            let mut points = Vec::with_capacity(table.len());
            for (profile, cell) in table.iter().enumerate() {
                let point = from_float(cell.point()).filter(|_| cell.is_sound());
                points.push(point.ok_or(EmpiricalError::Estimate {
                    player: player + 1,
                    profile: profile + 1,
                })?);
            }
            payoffs.push(points);
        }
        let point = Game::new(title, players, payoffs)?;
        Ok(Self { point, cells })
    }

    /// The game of the estimates taken at their word.
    pub fn point_game(&self) -> &Game {
        &self.point
    }

    /// The estimates of a player's payoffs, in profile order; empty for a player that does not exist.
    pub fn estimates(&self, player: usize) -> &[Estimate] {
        self.cells.get(player).map_or(&[], Vec::as_slice)
    }

    /// The equilibria of the point game, each judged by the estimates' errors ([`Scope::Chosen`], since they are
    /// chosen by the same runs).
    ///
    /// # Errors
    /// [`EmpiricalError::Confidence`] or [`EmpiricalError::Epsilon`].
    pub fn equilibria(
        &self,
        budget: &Budget,
        epsilon: f64,
        confidence: f64,
    ) -> Result<(Solutions, Vec<Judgement>), EmpiricalError> {
        let question = Question {
            epsilon,
            confidence,
            scope: Scope::Chosen,
        };
        question.check()?;
        let solutions = solve(&self.point, budget);
        let judgements = solutions
            .equilibria
            .iter()
            .map(|found| match found {
                Found::Exact(equilibrium) => self.judge(equilibrium.strategies(), &question),
                Found::Enclosed(enclosed) => self.judge(&middles(enclosed.strategies()), &question),
            })
            .collect::<Result<_, _>>()?;
        Ok((solutions, judgements))
    }
}

/// Probabilities in the middle of boxes, made to sum to one.
fn middles(boxes: &[Vec<Interval>]) -> Vec<Vec<Rational>> {
    boxes
        .iter()
        .map(|mixed| {
            let middles: Vec<Rational> = mixed
                .iter()
                .map(|side| from_float(side.middle()).unwrap_or(Rational::ZERO))
                .collect();
            let sum = middles.iter().fold(Rational::ZERO, |sum, it| sum + it);
            middles.into_iter().map(|it| it / &sum).collect()
        })
        .collect()
}
