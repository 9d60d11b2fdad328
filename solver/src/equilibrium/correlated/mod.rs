//! What can players reach who are advised by somebody they trust? Correlated and coarse correlated equilibria.
//!
//! A mediator draws a profile from a distribution that everybody knows and tells each player its own part. The
//! distribution is a *correlated equilibrium* if nobody gains by disobeying (Aumann 1974, 1987), and a *coarse*
//! one if nobody gains by deciding, before any advice is heard, to play one strategy regardless (Moulin and Vial
//! 1978). Both sets are polytopes, hold every Nash equilibrium, and so are never empty; a linear program finds
//! the point of greatest or least welfare, payoff, or probability of some event.
//!
//! If one player commits to a part of the advice and is thereby not tempted, what is left is Conitzer and Korzhyk's
//! commitment to correlated strategies (2011), which is Stackelberg commitment for two players and a leader's
//! best for more.
//!
//! The certificate is a price for each temptation: with them no profile is worth more than the value
//! claimed, so no equilibrium is. [`verify`] needs no linear program.

mod goal;
mod temptation;
mod verify;

use thiserror::Error;

use crate::{
    exact::{Rational, common::Common},
    game::Game,
    program::{
        Bounds, Effort, Outcome, Program, Relation, RowId, SolveError, Uniqueness, VariableId,
    },
};

pub use goal::{Direction, Goal, NoSuchGoal, Objective};
pub use temptation::Temptation;
pub use verify::{Refusal, verify, verify_equilibrium};

/// Which temptations a distribution must withstand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concept {
    /// To disobey a recommendation that was heard.
    Correlated,
    /// To ignore the mediator altogether.
    Coarse,
    /// To disobey a recommendation; but this player is committed and never disobeys.
    Committed {
        /// The player, from 0.
        leader: usize,
    },
}

/// The price of a temptation: by how much the objective would improve for each unit of gain that the player could be
/// made to forgo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// What tempts.
    pub temptation: Temptation,
    /// Units of the objective for a unit of the player's payoff; never negative.
    pub price: Rational,
}

/// A distribution over profiles that is best for a goal, with what proves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The probability of each profile, in profile order.
    pub distribution: Vec<Rational>,
    /// What each player expects.
    pub payoffs: Vec<Rational>,
    /// The objective.
    pub value: Rational,
    /// The certificate of optimality: the temptations whose price is not zero.
    pub prices: Vec<Price>,
    /// Whether another distribution does as well.
    pub unique: Uniqueness,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum CorrelatedError {
    /// The question does not fit the game.
    #[error(transparent)]
    Goal(#[from] NoSuchGoal),
    /// The linear program was not solved.
    #[error(transparent)]
    Program(#[from] SolveError),
    /// The linear program was said to have no solution, though there always is one: a defect of this crate.
    #[error("no equilibrium was found, though every game has one")]
    NoneFound,
    /// The answer did not pass the check: a defect of this crate.
    #[error("an answer was found and refused: {0}")]
    Refused(#[from] Refusal),
}

/// The distribution that is best for a goal, exactly, checked by [`verify`].
///
/// A variable for each profile and a row for each temptation that could pay somewhere.
///
/// # Errors
/// [`CorrelatedError`] for a goal that does not fit the game, and what the linear program says when it is not
/// solved within the effort allowed.
pub fn solve(
    game: &Game,
    concept: Concept,
    goal: &Goal,
    effort: &Effort,
) -> Result<Answer, CorrelatedError> {
    concept.fits(game)?;
    let mut program = match goal.direction {
        Direction::Greatest => Program::maximize(),
        Direction::Least => Program::minimize(),
    };
    let variables: Vec<VariableId> = goal
        .objective
        .coefficients(game)?
        .into_iter()
        .map(|coefficient| program.variable(coefficient, Bounds::non_negative()))
        .collect();
    program.row(
        variables.iter().map(|&variable| (variable, Rational::ONE)),
        Relation::Equal,
        Rational::ONE,
    );
    let mut rows: Vec<(RowId, Temptation)> = Vec::new();
    for temptation in concept.temptations(game) {
        let gains: Vec<_> = temptation.gains(game).collect();
        if gains.iter().any(|(_, gain)| *gain > Rational::ZERO) {
            let terms = gains
                .into_iter()
                .filter(|(_, gain)| !gain.is_zero())
                .map(|(profile, gain)| (variables[profile], gain));
            let row = program.row(terms, Relation::AtMost, Rational::ZERO);
            rows.push((row, temptation));
        }
    }
    let Outcome::Optimal(optimum) = program.solve(effort)? else {
        return Err(CorrelatedError::NoneFound);
    };
    let prices = rows
        .into_iter()
        .filter_map(|(row, temptation)| {
            let dual = optimum.duals.get(row.index())?;
            let price = match goal.direction {
                Direction::Greatest => dual.clone(),
                Direction::Least => -dual,
            };
            (!price.is_zero()).then_some(Price { temptation, price })
        })
        .collect();
    let answer = Answer {
        payoffs: verify::payoffs(game, &Common::from_rationals(&optimum.values)),
        distribution: optimum.values,
        value: optimum.value,
        prices,
        unique: optimum.unique,
    };
    verify(game, concept, goal, &answer)?;
    Ok(answer)
}
