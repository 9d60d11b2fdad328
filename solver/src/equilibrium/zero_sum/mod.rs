//! What is a game worth in which one player's gain is the other's loss? Value and optimal strategies.
//!
//! In a two-player game whose payoffs sum to the same constant in every profile, each player has a strategy that
//! guarantees its part of the sum whatever the other does, and the two guarantees meet (von Neumann 1928). One
//! linear program finds both strategies: the first player's are its variables, the second's its dual prices.
//!
//! The certificate is the pair of strategies: [`verify`] checks both guarantees against every pure strategy.

mod verify;

use thiserror::Error;

use crate::{
    exact::Rational,
    game::Game,
    program::{Bounds, Effort, Outcome, Program, Relation, SolveError},
};

pub use verify::{Refusal, verify};

/// The value of a constant-sum game, with a strategy for each player that guarantees it.
///
/// The two strategies are a Nash equilibrium. There may be other optimal strategies; the value is the only one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saddle {
    /// What the first player is guaranteed; the second is guaranteed the rest of the constant.
    pub value: Rational,
    /// What the two payoffs sum to in every profile; zero in a zero-sum game.
    pub constant: Rational,
    /// The probabilities of the first player's strategies, and of the second's.
    pub strategies: [Vec<Rational>; 2],
}

impl Saddle {
    /// What each player is guaranteed.
    pub fn payoffs(&self) -> [Rational; 2] {
        [self.value.clone(), &self.constant - &self.value]
    }
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum ZeroSumError {
    /// The game has no value in this sense, or the answer did not pass the check (a defect of this crate).
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The linear program was not solved.
    #[error(transparent)]
    Program(#[from] SolveError),
    /// The linear program was said to have no solution, though there always is one: a defect of this crate.
    #[error("no value was found, though every constant-sum game has one")]
    NoneFound,
}

/// The value and optimal strategies of a two-player constant-sum game, exactly, checked by [`verify`].
///
/// # Errors
/// [`Refusal::Players`] and [`Refusal::NotConstantSum`] for other games, and what the linear program says when it
/// is not solved within the effort allowed.
pub fn solve(game: &Game, effort: &Effort) -> Result<Saddle, ZeroSumError> {
    let constant = verify::constant(game)?;
    let height = game
        .players()
        .first()
        .map_or(0, |first| first.strategies.len());
    let mut program = Program::maximize();
    let guaranteed = program.variable(Rational::ONE, Bounds::free());
    let weights: Vec<_> = (0..height)
        .map(|_| program.variable(Rational::ZERO, Bounds::non_negative()))
        .collect();
    program.row(
        weights.iter().map(|&weight| (weight, Rational::ONE)),
        Relation::Equal,
        Rational::ONE,
    );
    // Profile order: the payoffs against one strategy of the second player stand together.
    let rows: Vec<_> = game
        .payoffs(0)
        .chunks(height)
        .map(|column| {
            let payoffs = weights.iter().copied().zip(column.iter().cloned());
            let terms = payoffs
                .filter(|(_, payoff)| !payoff.is_zero())
                .chain([(guaranteed, -Rational::ONE)]);
            program.row(terms, Relation::AtLeast, Rational::ZERO)
        })
        .collect();
    let Outcome::Optimal(optimum) = program.solve(effort)? else {
        return Err(ZeroSumError::NoneFound);
    };
    let first = weights
        .iter()
        .filter_map(|weight| optimum.values.get(weight.index()).cloned());
    let second = rows
        .iter()
        .filter_map(|row| optimum.duals.get(row.index()).map(|dual| -dual));
    let saddle = Saddle {
        value: optimum.value.clone(),
        constant,
        strategies: [first.collect(), second.collect()],
    };
    verify(game, &saddle)?;
    Ok(saddle)
}
