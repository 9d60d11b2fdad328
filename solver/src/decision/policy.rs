//! A stationary policy: one action a state.

use super::{Process, process::Action};

/// Which action to take in each state, by its number within the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    choices: Vec<Option<u32>>,
}

impl Policy {
    /// A policy of one choice a state, in the order of the states; nothing where it does not matter.
    pub fn new(choices: Vec<Option<u32>>) -> Self {
        Self { choices }
    }

    /// The policy that takes, in each state, the first action whose label is wanted there; nothing where there is none.
    pub fn by_label(process: &Process, wanted: impl Fn(usize) -> u32) -> Self {
        let choice = |state| {
            let place = process
                .actions(state)
                .position(|action| action.label == wanted(state));
            place.and_then(|place| u32::try_from(place).ok())
        };
        Self {
            choices: (0..process.states()).map(choice).collect(),
        }
    }

    /// The number of the action taken in a state; nothing in a terminal state and in those never reached.
    pub fn choice(&self, state: usize) -> Option<usize> {
        self.choices
            .get(state)
            .copied()
            .flatten()
            .map(|choice| choice as usize)
    }

    /// The action taken in a state of a process; nothing where the policy or the process has none.
    pub fn action<'a>(&self, process: &'a Process, state: usize) -> Option<Action<'a>> {
        process.action(state, self.choice(state)?)
    }
}
