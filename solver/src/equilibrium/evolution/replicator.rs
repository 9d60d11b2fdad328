//! Paths of the replicator dynamics: each share grows at the rate by which its strategy is paid above the average.
//!
//! Taylor and Jonker (*Mathematical Biosciences* 40, 1978). In logarithms of the shares the growth rates are the
//! payoffs themselves, up to a common term that the sum of one takes away; so a step in logarithms can neither leave
//! the simplex nor bring back what has died out.

use thiserror::Error;

use super::Population;
use crate::{equilibrium::quantal::Payoffs, exact::approximate, game::Game};

/// A start's shares may miss a sum of one by this.
const ROUNDING: f64 = 1e-9;

/// Why there is no path.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PathError {
    /// The shares of a population are not one number from nought up a strategy with sum one.
    #[error(
        "the start of population {population} is not one share from 0 up a strategy with sum 1"
    )]
    Start {
        /// Number of the population, from 1.
        population: usize,
    },
    /// A step of time is positive, and not so long that a payoff times it is beyond floats.
    #[error("a step of {0} is not a time above 0 that floats can take")]
    Step(f64),
    /// Payoffs beyond floats.
    #[error("a payoff is too large for a float")]
    Payoffs,
}

impl Population {
    /// The path from a start: the states after 0, 1, …, `steps` steps of time `step`, by the classical Runge–Kutta
    /// method of fourth order.
    ///
    /// # Errors
    /// [`PathError`].
    pub fn path(&self, start: &[f64], step: f64, steps: usize) -> Result<Vec<Vec<f64>>, PathError> {
        let payoffs: Vec<Vec<f64>> = self
            .payoffs()
            .iter()
            .map(|row| row.iter().map(approximate).collect())
            .collect();
        if payoffs.iter().flatten().any(|payoff| !payoff.is_finite()) {
            return Err(PathError::Payoffs);
        }
        let worth = |states: &[Vec<f64>]| {
            let shares = states.first().map_or(&[][..], Vec::as_slice);
            let worth = payoffs
                .iter()
                .map(|row| row.iter().zip(shares).map(|(a, b)| a * b).sum())
                .collect();
            vec![worth]
        };
        let path = integrated(&[payoffs.len()], worth, &[start.to_vec()], step, steps)?;
        Ok(path.into_iter().flatten().collect())
    }
}

/// The path of one population a player of a game, from shares of each: the states after 0, 1, …, `steps` steps of time
/// `step`, each one list of shares a population (Runge–Kutta of fourth order).
///
/// # Errors
/// [`PathError`].
pub fn path_of_populations(
    game: &Game,
    start: &[Vec<f64>],
    step: f64,
    steps: usize,
) -> Result<Vec<Vec<Vec<f64>>>, PathError> {
    let payoffs = Payoffs::of(game).ok_or(PathError::Payoffs)?;
    let worth = |states: &[Vec<f64>]| {
        (0..states.len())
            .map(|player| payoffs.worth(player, states))
            .collect()
    };
    integrated(payoffs.shape(), worth, start, step, steps)
}

type States = Vec<Vec<f64>>;

fn integrated(
    shape: &[usize],
    worth: impl Fn(&[Vec<f64>]) -> States,
    start: &[Vec<f64>],
    step: f64,
    steps: usize,
) -> Result<Vec<States>, PathError> {
    if !(step.is_finite() && step > 0.0) {
        return Err(PathError::Step(step));
    }
    for population in 0..shape.len().max(start.len()) {
        let fits = match (shape.get(population), start.get(population)) {
            (Some(&strategies), Some(shares)) => {
                shares.len() == strategies
                    && shares.iter().all(|&share| share >= 0.0)
                    && (shares.iter().sum::<f64>() - 1.0).abs() <= ROUNDING
            }
            _ => false,
        };
        if !fits {
            return Err(PathError::Start {
                population: population + 1,
            });
        }
    }
    let mut logs: States = start
        .iter()
        .map(|shares| shares.iter().map(|&share| libm::log(share)).collect())
        .collect();
    let mut path = vec![shares_of(&logs)];
    for _ in 0..steps {
        let at = |rates: &States, time: f64| worth(&shares_of(&moved(&logs, rates, time)));
        let first = worth(&shares_of(&logs));
        let second = at(&first, 0.5 * step);
        let third = at(&second, 0.5 * step);
        let fourth = at(&third, step);
        for (rates, time) in [
            (&first, step / 6.0),
            (&second, step / 3.0),
            (&third, step / 3.0),
            (&fourth, step / 6.0),
        ] {
            logs = moved(&logs, rates, time);
        }
        let state = shares_of(&logs);
        if state.iter().flatten().any(|share| !share.is_finite()) {
            return Err(PathError::Step(step));
        }
        path.push(state);
    }
    Ok(path)
}

fn moved(logs: &States, rates: &States, time: f64) -> States {
    logs.iter()
        .zip(rates)
        .map(|(logs, rates)| {
            let moved: Vec<f64> = logs
                .iter()
                .zip(rates)
                .map(|(log, rate)| log + time * rate)
                .collect();
            let most = moved.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            moved.into_iter().map(|log| log - most).collect()
        })
        .collect()
}

fn shares_of(logs: &States) -> States {
    logs.iter()
        .map(|logs| {
            let weights: Vec<f64> = logs.iter().map(|&log| libm::exp(log)).collect();
            let sum: f64 = weights.iter().sum();
            weights.into_iter().map(|weight| weight / sum).collect()
        })
        .collect()
}
