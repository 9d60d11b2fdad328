//! The six populations as players: is what the paper asserts of them an equilibrium, and what is?
//!
//! Each population of the ordinary month has two policies. Every profile of them is lived on the executable
//! protocol with common random numbers, and what the months were worth to each population makes a game
//! (an empirical game: Wellman 2006, "Methods for empirical game-theoretic analysis"). What a population
//! gains by choosing otherwise is a mean of differences between months that share their luck, with its
//! interval; what a mediator could bring about (correlated equilibria, Aumann 1974) is worked out exactly for the
//! means.
//!
//! A population moves as one here: what one of its members gains alone, at the others' cost, is for the
//! rooms about single attackers and indexers.

mod gains;
mod game;
mod months;
mod phrases;
mod profiles;
#[cfg(test)]
mod tests;
mod words;

use assay_reports::Finding;
use assay_scenarios::Scenario;

use self::{game::Estimated, months::Months, words::Words};
use super::Chronos;
use crate::{
    error::CommandError,
    lab::{Asking, Tell},
};

pub(super) use months::runs;

/// What follows from the game of the six populations.
pub(super) fn findings(
    chronos: &Chronos,
    scenario: &Scenario,
    asking: &Asking,
    tell: Tell<'_>,
) -> Result<Vec<Finding>, CommandError> {
    let months = match Months::live(chronos, scenario, asking, tell) {
        Ok(months) => months,
        // A world that the executable cannot hold under some policy says nothing of the others.
        Err(CommandError::Simulation(error)) => {
            return Ok(vec![words::not_lived(&error.to_string())]);
        }
        Err(error) => return Err(error),
    };
    Words {
        months: &months,
        estimated: &Estimated::of(&months)?,
        seed: asking.seed,
    }
    .all()
}
