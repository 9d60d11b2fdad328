//! What is asked of a process, and what is answered.

use thiserror::Error;

use super::{Policy, Process};
use crate::interval::Interval;

/// What a policy is judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Criterion {
    /// The sum of the rewards, each step's worth `factor` times the step's before; 0 ≤ factor < 1.
    Discounted {
        /// The discount factor.
        factor: f64,
    },
    /// The reward a step in the long run.
    Average,
    /// The long-run average of the numerators over that of the denominators, which must be positive under every
    /// policy.
    Ratio,
    /// The sum of the rewards until a terminal state is reached (a stochastic shortest path, with rewards for
    /// costs); over the policies that reach one with probability one, which must be possible from every state.
    ShortestPath,
}

/// How much work may be done, in counts, and how tight a bracket is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Policies evaluated.
    pub policies: usize,
    /// Sweeps over all states within one evaluation.
    pub sweeps: usize,
    /// The width of the bracket, in units of the value, that counts as certified.
    pub width: f64,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            policies: 200,
            sweeps: 20_000,
            width: 1e-9,
        }
    }
}

/// How an answer ended. The bracket holds in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The bracket is as tight as was asked.
    Certified,
    /// No action improves the policy as far as floats can tell, but the bracket is wider than asked.
    Wide,
    /// The policies allowed were spent before one was found that no action improves.
    BudgetSpent,
}

/// The best policy found and what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// The optimal value from the start lies within; the policy earns at least the lower end.
    pub value: Interval,
    /// What to do in each state that can be reached from the start.
    pub policy: Policy,
    /// By state: the value to come (discounted, shortest path) or the bias relative to a reference state (average,
    /// ratio), in floats; nothing where a state cannot be reached.
    pub values: Vec<Option<f64>>,
    /// Policies evaluated.
    pub policies: usize,
    /// How it ended.
    pub status: Status,
}

/// What a given policy is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// The policy's value from the start lies within.
    pub value: Interval,
    /// As in [`Solved::values`].
    pub values: Vec<Option<f64>>,
}

/// Why a question about a process has no answer here.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DecisionError {
    /// The start does not exist.
    #[error("the start {start} does not exist: the process has {states} states, numbered from 0")]
    UnknownStart {
        /// The number given.
        start: usize,
        /// States in the process.
        states: usize,
    },
    /// A discount factor outside of [0, 1).
    #[error("a discount factor of {0} is not within [0, 1)")]
    Factor(f64),
    /// The policy does not say what to do in a state it reaches.
    #[error("the policy reaches state {state} and has no action there")]
    Unguided {
        /// Number of the state.
        state: usize,
    },
    /// A long-run average is asked of a process that ends.
    #[error("the process ends in state {state}: it has no long-run average")]
    Ends {
        /// Number of the terminal state.
        state: usize,
    },
    /// The long-run average depends on where chance leads: one class of states cannot be reached from another.
    #[error(
        "the long-run average depends on chance: state {from} can never reach state {to}, which recurs"
    )]
    SeveralClasses {
        /// A state that recurs under the policy.
        to: usize,
        /// A state that cannot reach it.
        from: usize,
    },
    /// Some policy collects no denominator in the long run, or it could not be proved otherwise.
    #[error(
        "the ratio may divide by zero: the average denominator is only known to be at least {bound}"
    )]
    Denominator {
        /// The best lower bound found.
        bound: f64,
    },
    /// The process cannot be made to end for certain.
    #[error("from state {state} no policy reaches a terminal state with probability one")]
    NoProperPolicy {
        /// Number of the state.
        state: usize,
    },
    /// The policy given may go on for ever.
    #[error("the policy may never end: from state {state} it cannot reach a terminal state")]
    Improper {
        /// Number of the state.
        state: usize,
    },
    /// Going on for ever is as good as ending, as far as floats can tell: the sum of the rewards has no well-defined
    /// optimum.
    #[error("a policy that passes through state {state} for ever loses nothing by never ending")]
    NeverEnding {
        /// Number of the state.
        state: usize,
    },
    /// Going on for ever earns without limit.
    #[error("a policy that passes through state {state} for ever earns without limit")]
    Unbounded {
        /// Number of the state.
        state: usize,
    },
    /// More states than an exact evaluation takes on.
    #[error("an exact evaluation of {states} states: at most {most}")]
    TooLarge {
        /// States that the policy reaches.
        states: usize,
        /// The limit.
        most: usize,
    },
}

impl Criterion {
    /// The factor by which a step's value shrinks: one unless discounted.
    pub(super) fn factor(self) -> f64 {
        match self {
            Self::Discounted { factor } => factor,
            Self::Average | Self::Ratio | Self::ShortestPath => 1.0,
        }
    }

    /// Whether the value is a rate: a reward a step or a ratio.
    pub(super) fn is_rate(self) -> bool {
        matches!(self, Self::Average | Self::Ratio)
    }

    pub(super) fn check(self, process: &Process, start: usize) -> Result<(), DecisionError> {
        if start >= process.states() {
            return Err(DecisionError::UnknownStart {
                start,
                states: process.states(),
            });
        }
        match self {
            Self::Discounted { factor } if !(0.0..1.0).contains(&factor) => {
                Err(DecisionError::Factor(factor))
            }
            _ => Ok(()),
        }
    }
}
