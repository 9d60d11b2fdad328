//! Logit quantal response equilibria: what is played when better strategies are likelier, not certain.
//!
//! With precision λ each player plays strategy s with a chance in proportion to exp(λ·u(s)), u(s) being what s is
//! worth against the others' chances (McKelvey and Palfrey, *Games and Economic Behavior* 10, 1995). λ = 0 is
//! indifference; along the principal branch, λ → ∞ ends at a Nash equilibrium in almost every game.

mod path;
mod payoffs;
mod proof;

pub(in crate::equilibrium) use path::Path;
pub(in crate::equilibrium) use payoffs::Payoffs;

use thiserror::Error;

use crate::{game::Game, interval::Interval};

/// One list of probabilities a player, in the game's order.
pub type Strategies = Vec<Vec<f64>>;

/// A quantal response equilibrium on the principal branch.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantal {
    /// Precision, in units of one over a payoff.
    pub lambda: f64,
    /// The probabilities, in floats.
    pub strategies: Strategies,
    /// What is proved of them.
    pub proof: Proof,
}

/// What is proved of a quantal response equilibrium.
#[derive(Debug, Clone, PartialEq)]
pub enum Proof {
    /// Within these boxes there is exactly one, by Krawczyk's test with outward rounding.
    Unique(Vec<Vec<Interval>>),
    /// No such proof; but no probability is further than this from the answer to the probabilities, rounded up.
    Residual(f64),
}

/// A point of the principal branch; not proved.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Precision, in units of one over a payoff.
    pub lambda: f64,
    /// The probabilities.
    pub strategies: Strategies,
}

/// The principal branch, from λ = 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// Its points in order; λ may turn back between them.
    pub points: Vec<Point>,
    /// Why it ends.
    pub end: End,
}

/// Why a branch ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The precision asked for was reached.
    Reached,
    /// The budget of steps was spent.
    Budget,
    /// No further step stays on the branch: it is singular there, or too steep for floats.
    Stuck,
}

/// Why there is no quantal response equilibrium to show.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum QuantalError {
    /// Precision is a number from nought up.
    #[error("the precision lambda is {0}, not a finite number from 0 up")]
    Lambda(f64),
    /// Payoffs beyond floats.
    #[error("a payoff is too large for a float")]
    Payoffs,
    /// The branch was not followed far enough.
    #[error("the principal branch was followed to lambda = {reached} in {steps} steps ({end:?})")]
    Short {
        /// Furthest precision met.
        reached: f64,
        /// Steps taken.
        steps: usize,
        /// Why it ends.
        end: End,
    },
}

/// The quantal response equilibrium at precision `lambda` that the principal branch meets first, with what can be
/// proved of it; in no more than `most_steps` steps along the branch (a few hundred are the rule).
///
/// # Errors
/// [`QuantalError`] where the precision is not a number from nought up, or the branch does not get there.
pub fn at(game: &Game, lambda: f64, most_steps: usize) -> Result<Quantal, QuantalError> {
    let payoffs = precision(game, lambda)?;
    let mut path = Path::start(&payoffs);
    let mut before = path.point().clone();
    let mut reached = 0.0f64;
    let mut end = End::Budget;
    for steps in 0..=most_steps {
        if path.lambda() >= lambda {
            let Some(point) = path.settled(&before, lambda) else {
                end = End::Stuck;
                break;
            };
            let strategies = point.strategies();
            let proof = proof::prove(game, lambda, &strategies);
            return Ok(Quantal {
                lambda,
                strategies,
                proof,
            });
        }
        before = path.point().clone();
        if steps < most_steps && !path.advance() {
            end = End::Stuck;
            break;
        }
        reached = reached.max(path.lambda());
    }
    Err(QuantalError::Short {
        reached,
        steps: most_steps,
        end,
    })
}

/// The principal branch up to precision `lambda`: a quantal response curve.
///
/// # Errors
/// [`QuantalError`] where the precision is not a number from nought up; a branch that ends before is not an error.
pub fn branch(game: &Game, lambda: f64, most_steps: usize) -> Result<Branch, QuantalError> {
    let payoffs = precision(game, lambda)?;
    let mut path = Path::start(&payoffs);
    let mut points = Vec::new();
    let mut end = End::Budget;
    for steps in 0..=most_steps {
        points.push(Point {
            lambda: path.lambda(),
            strategies: path.point().strategies(),
        });
        if path.lambda() >= lambda {
            end = End::Reached;
            break;
        }
        if steps < most_steps && !path.advance() {
            end = End::Stuck;
            break;
        }
    }
    Ok(Branch { points, end })
}

fn precision(game: &Game, lambda: f64) -> Result<Payoffs, QuantalError> {
    if !(lambda.is_finite() && lambda >= 0.0) {
        return Err(QuantalError::Lambda(lambda));
    }
    Payoffs::of(game).ok_or(QuantalError::Payoffs)
}
