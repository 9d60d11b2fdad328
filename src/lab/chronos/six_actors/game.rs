//! The game of the estimated payoffs, and what can be reached in it with a mediator.

use assay_sim::{
    chronos::{Population, SimulationError},
    statistics::Summary,
};
use assay_solver::{
    equilibrium::{
        correlated::{Answer, Concept, CorrelatedError, Goal, Objective, solve},
        pure,
    },
    exact::Rational,
    game::{Game, GameError},
    program::Effort,
};

use super::{
    months::Months,
    profiles::{self, PLAYERS},
};
use crate::error::CommandError;

/// The game of the means, rounded to cents, and its part in which users borrow and lenders lend.
pub(super) struct Estimated {
    pub(super) whole: Game,
    pub(super) where_lent: Game,
}

impl Estimated {
    pub(super) fn of(months: &Months) -> Result<Self, CommandError> {
        let mut tables: Vec<Vec<Rational>> = Vec::with_capacity(PLAYERS);
        for population in Population::ALL {
            let table = profiles::all().map(|profile| {
                let summary = Summary::of(months.worth(&profile, population));
                Ok(cents(summary.map_err(SimulationError::from)?.mean))
            });
            tables.push(table.collect::<Result<_, CommandError>>()?);
        }
        let whole = Game::new("six populations", profiles::players(), tables)?;
        Ok(Self {
            where_lent: where_lent(&whole)?,
            whole,
        })
    }
}

/// The probability that somebody chooses otherwise than the paper says.
pub(super) fn otherwise(game: &Game, population: Population) -> Objective {
    Objective::probability(game, |profile| profile.get(population as usize) == Some(&1))
}

/// The probability that users borrow and lenders lend.
pub(super) fn lending(game: &Game) -> Objective {
    Objective::probability(game, |profile| {
        [Population::Users, Population::Lenders]
            .iter()
            .all(|population| profile.get(*population as usize) == Some(&0))
    })
}

/// The correlated equilibrium in which a goal is reached best.
pub(super) fn mediated(game: &Game, goal: &Goal) -> Result<Answer, CorrelatedError> {
    solve(game, Concept::Correlated, goal, &Effort::default())
}

/// The probability that a population chooses otherwise than the paper says.
pub(super) fn probability_otherwise(
    distribution: &[Rational],
    game: &Game,
    population: Population,
) -> Rational {
    game.profiles()
        .zip(distribution)
        .filter(|(profile, _)| profile.get(population as usize) == Some(&1))
        .fold(Rational::ZERO, |sum, (_, probability)| sum + probability)
}

/// How many profiles of pure strategies are equilibria of the means.
pub(super) fn pure_equilibria(game: &Game) -> usize {
    pure::profiles(game).len()
}

/// The same players, of whom users and lenders have no other choice.
fn where_lent(whole: &Game) -> Result<Game, GameError> {
    let kept: Vec<Vec<usize>> = Population::ALL
        .iter()
        .map(|population| match population {
            Population::Users | Population::Lenders => vec![0],
            _ => vec![0, 1],
        })
        .collect();
    whole.restricted_to(&kept)
}

/// An amount in USD, rounded to cents.
fn cents(usd: f64) -> Rational {
    Rational::from_parts(((usd * 100.0).round() as i128).into(), 100u8.into())
}
