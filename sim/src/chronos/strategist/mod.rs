//! Adversaries who decide as they go, by a strategy that is told what the protocol shows.
//!
//! A scripted attack carries one plan out. Here an adversary sees a situation, read off the protocol's
//! own state, asks his [`Strategy`] for a move, and makes it through the protocol's calls, until the
//! strategy has him stop. Whoever works out a strategy elsewhere can so have it tried: where his model
//! of the rules is wrong, a call is refused, the strategy meets a situation that it does not know, or
//! the mean profit is not what he computed.

pub mod borrower;
pub mod capturer;
pub mod coordinator;
pub mod griefer;
pub mod pledger;

use std::{fmt::Debug, ops::ControlFlow};

use assay_scenarios::Scenario;
use thiserror::Error;

use super::{
    Economy, SimulationError,
    amounts::{Amounts, EconomyError},
    attacks::{AttackOutcome, Play, outcome_of},
    protocol::Refusal,
    stage::{Episode, Party, Range, Stage},
};
use crate::engine::{Ensemble, Progress};

/// What to do in a situation.
pub trait Strategy<Situation, Move>: Sync {
    /// The move, or nothing where the strategy does not know the situation.
    fn choose(&self, situation: &Situation) -> Option<Move>;
}

/// Any closure over a situation will do.
impl<Situation, Move, F> Strategy<Situation, Move> for F
where
    F: Fn(&Situation) -> Option<Move> + Sync,
{
    fn choose(&self, situation: &Situation) -> Option<Move> {
        self(situation)
    }
}

/// Who plays: what he sets out with, and by which strategy.
#[derive(Clone, Copy)]
pub enum Adversary<'a> {
    /// One wallet's life: a record, the loans it opens, and an end.
    Borrower(
        borrower::Means,
        &'a dyn Strategy<borrower::Situation, borrower::Move>,
    ),
    /// Somebody who brings borrowers together.
    Coordinator(&'a dyn Strategy<coordinator::Situation, coordinator::Move>),
    /// Somebody whom a rival pays for a pause.
    Griefer(&'a dyn Strategy<griefer::Situation, griefer::Move>),
    /// A slashed borrower after the votes that would restore him.
    Capturer(
        capturer::Means,
        &'a dyn Strategy<capturer::Situation, capturer::Move>,
    ),
    /// A borrower on collateral, who watches its price.
    Pledger(
        pledger::Means,
        &'a dyn Strategy<pledger::Situation, pledger::Move>,
    ),
}

/// From the worst to the best that a strategy can come to, whatever its luck, in USD.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least.
    pub worst: f64,
    /// The most.
    pub best: f64,
}

/// Why a strategy could not be played to its end.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum StrategyError {
    /// The protocol refused a move.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The strategy has no answer.
    #[error("the strategy does not know what to do at {situation}")]
    NoAnswer {
        /// What was seen.
        situation: String,
    },
    /// The strategy does not come to an end.
    #[error("the strategy has not ended after {MOST_MOVES} moves")]
    Endless,
}

/// Moves after which a strategy is taken not to end.
const MOST_MOVES: u32 = 200_000;

/// Plays the adversary `ensemble.runs` times against the executable protocol, and sums his profit up
/// as that of a scripted attack.
///
/// `bounds` let the interval of the mean allow for outcomes too rare to have been seen; profits beyond
/// them widen them.
///
/// # Errors
/// A scenario that the executable protocol cannot hold; a move that the protocol refuses, a situation
/// that the strategy does not know, or a strategy without end.
pub fn replay(
    scenario: &Scenario,
    economy: &Economy,
    adversary: &Adversary<'_>,
    bounds: Bounds,
    ensemble: Ensemble,
    progress: &impl Progress,
) -> Result<AttackOutcome, SimulationError> {
    let read = Amounts(scenario);
    let table = Table {
        economy,
        bounds,
        ensemble,
    };
    match *adversary {
        Adversary::Borrower(means, strategy) => {
            table.play(borrower::Role::read(means, &read)?, strategy, progress)
        }
        Adversary::Coordinator(strategy) => {
            table.play(coordinator::Role::read(&read)?, strategy, progress)
        }
        Adversary::Griefer(strategy) => table.play(griefer::Role::read(&read)?, strategy, progress),
        Adversary::Capturer(means, strategy) => {
            table.play(capturer::Role::read(means, &read)?, strategy, progress)
        }
        Adversary::Pledger(means, strategy) => {
            table.play(pledger::Role::read(means, &read)?, strategy, progress)
        }
    }
}

/// What every run of a replay shares.
#[derive(Clone, Copy)]
struct Table<'a> {
    economy: &'a Economy,
    bounds: Bounds,
    ensemble: Ensemble,
}

impl Table<'_> {
    fn play<R: Role>(
        self,
        role: R,
        strategy: &dyn Strategy<R::Situation, R::Move>,
        progress: &impl Progress,
    ) -> Result<AttackOutcome, SimulationError> {
        let replay = Replay {
            role,
            strategy,
            bounds: self.bounds,
        };
        outcome_of(
            replay,
            self.economy,
            self.ensemble,
            progress,
            SimulationError::strategy,
        )
    }
}

/// What one kind of adversary sets out with, as the scenario has it.
trait Role: Sync {
    /// What he sees.
    type Situation: Debug;
    /// What he can do.
    type Move;
    /// What he has in the middle of a run.
    type Hand;

    /// Gives him his wallets, and what else he sets out with.
    fn enter(&self, stage: &mut Stage) -> Result<Self::Hand, Refusal>;

    /// What he sees now.
    fn situation(&self, hand: &Self::Hand, stage: &Stage) -> Result<Self::Situation, Refusal>;

    /// Makes a move; `Break` after the last one.
    fn make(
        &self,
        hand: &mut Self::Hand,
        stage: &mut Stage,
        choice: Self::Move,
    ) -> Result<ControlFlow<()>, Refusal>;

    /// The wallets and records that his profit is read off.
    fn party<'a>(&self, hand: &'a Self::Hand) -> &'a Party;
}

struct Replay<'a, R: Role> {
    role: R,
    strategy: &'a dyn Strategy<R::Situation, R::Move>,
    bounds: Bounds,
}

impl<R: Role> Play for Replay<'_, R> {
    type Error = StrategyError;

    fn play(&self, stage: &mut Stage) -> Result<Episode, StrategyError> {
        let mut hand = self.role.enter(stage)?;
        for _ in 0..MOST_MOVES {
            let situation = self.role.situation(&hand, stage)?;
            let Some(choice) = self.strategy.choose(&situation) else {
                return Err(StrategyError::NoAnswer {
                    situation: format!("{situation:?}"),
                });
            };
            if self.role.make(&mut hand, stage, choice)?.is_break() {
                let Bounds { worst, best } = self.bounds;
                return Ok(stage.episode(self.role.party(&hand), Range { worst, best })?);
            }
        }
        Err(StrategyError::Endless)
    }
}
