//! What would no reasonable player do? Iterated elimination of dominated strategies.
//!
//! A strategy is *strictly* dominated if some other strategy, or a lottery over the player's other strategies,
//! earns more whatever the others play; *weakly*, if it never earns less and sometimes more. In each round all
//! dominated strategies of all players are removed at once, until none is left.
//!
//! What survives strict elimination does not depend on this order, and every Nash equilibrium survives. What
//! survives weak elimination does depend on it: all players and all dominated strategies at once, as in Moulin
//! (1979), is the order without a choice to make. It is sound, in that each Nash equilibrium of what is left is one
//! of the whole game, because each strategy removed is dominated by one that survives the round: dominance is
//! transitive, so an undominated dominator always exists, and only such are given as certificates.
//!
//! Each step is certified by its dominating mixture. That nothing is left to remove is certified, for each
//! survivor, by a belief about the others to which it is a best reply: any belief for strict dominance, one that
//! excludes nothing for weak (Pearce 1984, Lemmas 3 and 4; the others' strategies may be correlated in it).
//! [`verify`] checks both.

mod gain;
mod search;
mod verify;

use thiserror::Error;

use crate::{
    exact::{Rational, common::Common},
    game::{Game, GameError},
    program::{Effort, SolveError},
};

pub use gain::Gain;
pub(super) use search::{Verdict, by_mixture};
pub use verify::{Refusal, verify};

/// What counts as dominated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Strictly or weakly.
    pub strength: Strength,
    /// By what.
    pub by: Dominator,
}

/// Whether a gain is needed everywhere or somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// A gain whatever the others play.
    Strict,
    /// Never a loss, and sometimes a gain.
    Weak,
}

/// What may dominate a strategy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dominator {
    /// Single strategies.
    Pure,
    /// Lotteries over strategies too: one linear program for each strategy in doubt.
    Mixed,
}

/// A strategy removed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elimination {
    /// The player, from 0.
    pub player: usize,
    /// The strategy, from 0, as numbered in the whole game.
    pub strategy: usize,
    /// The lottery that dominates it: one probability for each of the player's strategies in the whole game. It
    /// plays only strategies that survive the round.
    pub mixture: Vec<Rational>,
    /// What the lottery earns beyond it, over all that the others may play in this round.
    pub gain: Gain,
}

/// Strategies removed at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The strategies that each player had when the round began, from 0: what the dominance is against.
    pub remaining: Vec<Vec<usize>>,
    /// What was removed, by player and strategy.
    pub eliminated: Vec<Elimination>,
}

/// Why a strategy that is left is not dominated by any lottery: it is a best reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undominated {
    /// The player, from 0.
    pub player: usize,
    /// The strategy, from 0, as numbered in the whole game.
    pub strategy: usize,
    /// What it is a best reply to.
    pub belief: Belief,
}

/// What a player may believe that the others play, in the game that is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belief {
    /// One profile for certain (its place in profile order, from 0; the player's own part does not matter).
    /// For weak dominance the strategy must be the only best reply.
    Certain(usize),
    /// A probability for each combination of the others' strategies, in profile order. For weak dominance none may
    /// be zero.
    Lottery(Vec<Rational>),
}

/// What is left of a game, and how it came to that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduction {
    /// The steps, in order; none if nothing is dominated.
    pub rounds: Vec<Round>,
    /// The strategies that each player is left with, from 0; [`Game::restricted_to`] makes a game of them.
    pub surviving: Vec<Vec<usize>>,
    /// For dominance by lotteries, why each of these survives; empty for dominance by single strategies, where
    /// comparing them is proof enough.
    pub undominated: Vec<Undominated>,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum DominanceError {
    /// A linear program was not solved.
    #[error(transparent)]
    Program(#[from] SolveError),
    /// A linear program was said to have no solution, though there always is one: a defect of this crate.
    #[error("a linear program that has a solution was said to have none")]
    NoneFound,
    /// The answer did not pass the check: a defect of this crate.
    #[error("an answer was found and refused: {0}")]
    Refused(#[from] Refusal),
    /// The strategies that are left do not make a game: a defect of this crate.
    #[error(transparent)]
    Game(#[from] GameError),
}

/// Removes dominated strategies, round by round, until none is left; exactly, checked by [`verify`].
///
/// # Errors
/// What a linear program says when it is not solved within the effort allowed. Nothing is passed off as
/// undominated then.
pub fn eliminate(game: &Game, rule: Rule, effort: &Effort) -> Result<Reduction, DominanceError> {
    let mut remaining: Vec<Vec<usize>> = game
        .shape()
        .into_iter()
        .map(|strategies| (0..strategies).collect())
        .collect();
    let mut rounds = Vec::new();
    // Each round but the last removes a strategy, and the last of a player is never removed.
    loop {
        let reduced = game.restricted_to(&remaining)?;
        let (eliminated, undominated) = round(game, &reduced, &remaining, rule, effort)?;
        if eliminated.is_empty() {
            let reduction = Reduction {
                rounds,
                surviving: remaining,
                undominated,
            };
            verify(game, rule, &reduction)?;
            return Ok(reduction);
        }
        let next = without(&remaining, &eliminated);
        rounds.push(Round {
            remaining: std::mem::replace(&mut remaining, next),
            eliminated,
        });
    }
}

/// Settles the question for each strategy that is left.
fn round(
    game: &Game,
    reduced: &Game,
    remaining: &[Vec<usize>],
    rule: Rule,
    effort: &Effort,
) -> Result<(Vec<Elimination>, Vec<Undominated>), DominanceError> {
    let mut eliminated = Vec::new();
    let mut undominated = Vec::new();
    for (player, (kept, whole)) in remaining.iter().zip(game.shape()).enumerate() {
        let verdicts = match rule.by {
            Dominator::Pure => search::by_strategies(reduced, player, rule.strength),
            Dominator::Mixed => search::by_lotteries(reduced, player, rule.strength, effort)?,
        };
        for (place, (&strategy, verdict)) in kept.iter().zip(verdicts).enumerate() {
            match verdict {
                Verdict::Dominated(mixture) => {
                    let gain = Gain::of(reduced, player, place, &Common::from_rationals(&mixture))
                        .ok_or(DominanceError::NoneFound)?;
                    eliminated.push(Elimination {
                        player,
                        strategy,
                        mixture: spread(&mixture, kept, whole),
                        gain,
                    });
                }
                Verdict::Undominated(Some(belief)) => undominated.push(Undominated {
                    player,
                    strategy,
                    belief,
                }),
                Verdict::Undominated(None) => {}
            }
        }
    }
    Ok((eliminated, undominated))
}

/// A lottery over some strategies as one over all.
fn spread(mixture: &[Rational], kept: &[usize], whole: usize) -> Vec<Rational> {
    let mut spread = vec![Rational::ZERO; whole];
    for (&strategy, probability) in kept.iter().zip(mixture) {
        if let Some(slot) = spread.get_mut(strategy) {
            slot.clone_from(probability);
        }
    }
    spread
}

fn without(remaining: &[Vec<usize>], eliminated: &[Elimination]) -> Vec<Vec<usize>> {
    remaining
        .iter()
        .enumerate()
        .map(|(player, kept)| {
            let gone = |strategy: &usize| {
                eliminated
                    .iter()
                    .any(|step| step.player == player && step.strategy == *strategy)
            };
            kept.iter().copied().filter(|it| !gone(it)).collect()
        })
        .collect()
}
