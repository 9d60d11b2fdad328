//! The process itself: states, their actions, and where each action leads.

use thiserror::Error;

/// How far the probabilities of an action may be from summing to one before they are refused.
const ROUNDING: f64 = 1e-9;

/// What an action earns, in the two currencies of a ratio.
///
/// The denominator is one unless given: then the ratio of the two is the reward a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reward {
    /// What is maximised, in the caller's unit.
    pub numerator: f64,
    /// What [`Criterion::Ratio`](super::Criterion::Ratio) divides by; the other criteria ignore it.
    pub denominator: f64,
}

impl From<f64> for Reward {
    fn from(numerator: f64) -> Self {
        Self {
            numerator,
            denominator: 1.0,
        }
    }
}

/// One action of a state, as it was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Action<'a> {
    /// The caller's name for it.
    pub label: u32,
    /// The expected reward of taking it once.
    pub reward: Reward,
    pub(super) targets: &'a [u32],
    pub(super) chances: &'a [f64],
}

impl Action<'_> {
    /// Where it leads, and with which probability; every probability is above zero, no state comes twice.
    pub fn transitions(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.targets
            .iter()
            .zip(self.chances)
            .map(|(&target, &chance)| (target as usize, chance))
    }
}

/// Why a process was refused.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ProcessError {
    /// Nothing to decide.
    #[error("a process needs at least one state")]
    NoState,
    /// More states, actions or transitions than 32 bits count.
    #[error("more than {} states, actions or transitions", u32::MAX)]
    TooLarge,
    /// A state that was never announced.
    #[error("state {state} does not exist: the process has {states} states, numbered from 0")]
    UnknownState {
        /// The number given.
        state: usize,
        /// States in the process.
        states: usize,
    },
    /// A state without any action that is not terminal either.
    #[error("state {state} has no action and is not terminal")]
    NoAction {
        /// Number of the state.
        state: usize,
    },
    /// A terminal state with an action.
    #[error("state {state} is terminal and cannot have actions")]
    TerminalActs {
        /// Number of the state.
        state: usize,
    },
    /// A reward that is not a finite number.
    #[error("action {action} of state {state} earns {value}, which is not a finite number")]
    Reward {
        /// Number of the state.
        state: usize,
        /// Number of the action within the state, from 0.
        action: usize,
        /// What was given.
        value: f64,
    },
    /// A probability outside of [0, 1], or not a number.
    #[error("action {action} of state {state} reaches state {target} with probability {value}")]
    Probability {
        /// Number of the state.
        state: usize,
        /// Number of the action within the state, from 0.
        action: usize,
        /// Where it leads.
        target: usize,
        /// What was given.
        value: f64,
    },
    /// Probabilities that do not sum to one.
    #[error("the probabilities of action {action} of state {state} sum to {sum}, not 1")]
    Sum {
        /// Number of the state.
        state: usize,
        /// Number of the action within the state, from 0.
        action: usize,
        /// Their sum.
        sum: f64,
    },
}

/// A finite Markov decision process, stored sparsely.
///
/// Probabilities are floats that sum to one within 10⁻⁹. The process that every bound speaks of is the one whose
/// probabilities are *proportional* to the stored floats, exactly: chances of 0.1 and 0.9, which floats cannot
/// write, still sum to one.
///
/// Number the states so that most transitions lead to a higher number (a race that grows until it is reset): a
/// policy is then evaluated nearly by substitution alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    /// First action of each state, and one past the last.
    pub(super) first: Vec<u32>,
    pub(super) labels: Vec<u32>,
    pub(super) rewards: Vec<Reward>,
    /// First transition of each action, and one past the last.
    pub(super) ends: Vec<u32>,
    pub(super) targets: Vec<u32>,
    pub(super) chances: Vec<f64>,
}

impl Process {
    /// Starts a process of states numbered `0..states`.
    pub fn builder(states: usize) -> Builder {
        Builder {
            states,
            owners: Vec::new(),
            labels: Vec::new(),
            rewards: Vec::new(),
            ends: vec![0],
            targets: Vec::new(),
            chances: Vec::new(),
            terminal: vec![false; states],
            counts: vec![0; states],
            scratch: Vec::new(),
            refused: None,
        }
    }

    /// Number of states.
    pub fn states(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Number of pairs of a state and an action.
    pub fn pairs(&self) -> usize {
        self.labels.len()
    }

    /// The actions of a state, in the order they were given; none for a terminal state or one that does not exist.
    pub fn actions(&self, state: usize) -> impl Iterator<Item = Action<'_>> {
        self.pairs_of(state).map(|pair| self.pair(pair))
    }

    /// One action of a state; nothing where either does not exist.
    pub fn action(&self, state: usize, action: usize) -> Option<Action<'_>> {
        self.pairs_of(state).nth(action).map(|pair| self.pair(pair))
    }

    /// Whether the process ends in a state.
    pub fn is_terminal(&self, state: usize) -> bool {
        state < self.states() && self.pairs_of(state).is_empty()
    }

    /// The range of pairs that belong to a state; empty for a state that does not exist.
    pub(super) fn pairs_of(&self, state: usize) -> std::ops::Range<usize> {
        match (self.first.get(state), self.first.get(state + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        }
    }

    /// The pair with a number below [`Process::pairs`].
    pub(super) fn pair(&self, pair: usize) -> Action<'_> {
        let range = self.ends[pair] as usize..self.ends[pair + 1] as usize;
        Action {
            label: self.labels[pair],
            reward: self.rewards[pair],
            targets: &self.targets[range.clone()],
            chances: &self.chances[range],
        }
    }
}

/// Collects the actions of a process; see [`Process::builder`].
#[derive(Debug, Clone)]
pub struct Builder {
    states: usize,
    owners: Vec<u32>,
    labels: Vec<u32>,
    rewards: Vec<Reward>,
    ends: Vec<u32>,
    targets: Vec<u32>,
    chances: Vec<f64>,
    terminal: Vec<bool>,
    counts: Vec<u32>,
    scratch: Vec<(u32, f64)>,
    refused: Option<ProcessError>,
}

impl Builder {
    /// Adds an action to a state: its label, its expected reward, and where it leads with which probability.
    ///
    /// Transitions of probability zero are dropped and those to the same state added up. What is wrong with an
    /// action is told by [`Builder::build`].
    pub fn action(
        &mut self,
        state: usize,
        label: u32,
        reward: impl Into<Reward>,
        transitions: impl IntoIterator<Item = (usize, f64)>,
    ) -> &mut Self {
        if self.refused.is_none()
            && let Err(error) = self.add(state, label, reward.into(), transitions)
        {
            self.refused = Some(error);
        }
        self
    }

    /// Declares that the process ends in a state: nothing is decided or earned there.
    pub fn terminal(&mut self, state: usize) -> &mut Self {
        match self.terminal.get_mut(state) {
            Some(terminal) => *terminal = true,
            None => {
                self.refused.get_or_insert(ProcessError::UnknownState {
                    state,
                    states: self.states,
                });
            }
        }
        self
    }

    fn add(
        &mut self,
        state: usize,
        label: u32,
        reward: Reward,
        transitions: impl IntoIterator<Item = (usize, f64)>,
    ) -> Result<(), ProcessError> {
        let states = self.states;
        let unknown = |state| ProcessError::UnknownState { state, states };
        let action = *self.counts.get(state).ok_or_else(|| unknown(state))? as usize;
        for value in [reward.numerator, reward.denominator] {
            if !value.is_finite() {
                return Err(ProcessError::Reward {
                    state,
                    action,
                    value,
                });
            }
        }
        self.scratch.clear();
        let mut sum = 0.0;
        for (target, value) in transitions {
            if target >= states {
                return Err(unknown(target));
            }
            if !(0.0..=1.0 + ROUNDING).contains(&value) {
                return Err(ProcessError::Probability {
                    state,
                    action,
                    target,
                    value,
                });
            }
            sum += value;
            if value > 0.0 {
                self.scratch.push((narrow(target)?, value));
            }
        }
        if (sum - 1.0).abs() > ROUNDING {
            return Err(ProcessError::Sum { state, action, sum });
        }
        self.scratch.sort_by_key(|&(target, _)| target);
        self.scratch.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        for &(target, value) in &self.scratch {
            self.targets.push(target);
            self.chances.push(value / sum);
        }
        self.ends.push(narrow(self.targets.len())?);
        self.owners.push(narrow(state)?);
        self.labels.push(label);
        self.rewards.push(reward);
        self.counts[state] += 1;
        Ok(())
    }

    /// The process, once every state can act or is terminal.
    ///
    /// # Errors
    /// [`ProcessError`] names the first state, action or probability that is wrong.
    pub fn build(&self) -> Result<Process, ProcessError> {
        if let Some(error) = &self.refused {
            return Err(error.clone());
        }
        if self.states == 0 {
            return Err(ProcessError::NoState);
        }
        narrow(self.states)?;
        let mut first = Vec::with_capacity(self.states + 1);
        let mut total = 0u32;
        first.push(0);
        for (state, (&count, &terminal)) in self.counts.iter().zip(&self.terminal).enumerate() {
            match (count, terminal) {
                (0, false) => return Err(ProcessError::NoAction { state }),
                (1.., true) => return Err(ProcessError::TerminalActs { state }),
                _ => {}
            }
            total = total.checked_add(count).ok_or(ProcessError::TooLarge)?;
            first.push(total);
        }
        // A counting sort by state that keeps the order of each state's actions.
        let mut free = first.clone();
        let mut order = vec![0usize; self.owners.len()];
        for (pair, &owner) in self.owners.iter().enumerate() {
            let place = &mut free[owner as usize];
            order[*place as usize] = pair;
            *place += 1;
        }
        let mut process = Process {
            first,
            labels: Vec::with_capacity(order.len()),
            rewards: Vec::with_capacity(order.len()),
            ends: Vec::with_capacity(order.len() + 1),
            targets: Vec::with_capacity(self.targets.len()),
            chances: Vec::with_capacity(self.chances.len()),
        };
        process.ends.push(0);
        for pair in order {
            let range = self.ends[pair] as usize..self.ends[pair + 1] as usize;
            process.labels.push(self.labels[pair]);
            process.rewards.push(self.rewards[pair]);
            process.targets.extend(&self.targets[range.clone()]);
            process.chances.extend(&self.chances[range]);
            process.ends.push(narrow(process.targets.len())?);
        }
        Ok(process)
    }
}

fn narrow(number: usize) -> Result<u32, ProcessError> {
    u32::try_from(number).map_err(|_| ProcessError::TooLarge)
}
