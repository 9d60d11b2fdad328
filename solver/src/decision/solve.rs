//! The questions a process answers.

use super::{
    Criterion, DecisionError, Effort, Evaluated, Policy, Process, Solved, Status,
    bounds::bracket,
    graph::{NONE, Section},
    iteration::{FINEST, Iterated, iterate},
};

impl Process {
    /// The policy of greatest value from a start, with a bracket around the value of the best.
    ///
    /// Long-run criteria want a process in which the best class of recurring states can be reached from every state
    /// that the start reaches, as in all weakly communicating processes; then the start does not matter.
    ///
    /// # Errors
    /// [`DecisionError`] when the question has no answer, or not one answer: each case says what is in the way.
    pub fn solve(
        &self,
        criterion: Criterion,
        start: usize,
        effort: &Effort,
    ) -> Result<Solved, DecisionError> {
        criterion.check(self, start)?;
        let section = Section::reachable(self, start, |_| true);
        never_ends(&section, criterion)?;
        let found = iterate(&section, criterion, FINEST, effort)?;
        let value = bracket(&section, criterion, &found, effort)?;
        let mut choices = vec![None; self.states()];
        for (&pair, &state) in found.chosen.iter().zip(&section.states) {
            if pair != NONE {
                let original = section.pairs[pair as usize];
                choices[state as usize] = Some(original - self.first[state as usize]);
            }
        }
        let status = if value.width() <= effort.width {
            Status::Certified
        } else if found.settled {
            Status::Wide
        } else {
            Status::BudgetSpent
        };
        Ok(Solved {
            value,
            policy: Policy::new(choices),
            values: self.by_state(&section, &found),
            policies: found.policies,
            status,
        })
    }

    /// A bracket around the value of a given policy from a start.
    ///
    /// # Errors
    /// [`DecisionError`] when the policy leaves a state that it reaches without an action, or has no value.
    pub fn evaluate(
        &self,
        policy: &Policy,
        criterion: Criterion,
        start: usize,
        effort: &Effort,
    ) -> Result<Evaluated, DecisionError> {
        let section = self.followed(policy, criterion, start)?;
        // With one action a state, the best policy is the one given.
        let found = iterate(&section, criterion, FINEST, effort).map_err(|error| match error {
            DecisionError::NoProperPolicy { state } => DecisionError::Improper { state },
            other => other,
        })?;
        Ok(Evaluated {
            value: bracket(&section, criterion, &found, effort)?,
            values: self.by_state(&section, &found),
        })
    }

    /// What a policy reaches, with its own actions alone.
    pub(super) fn followed(
        &self,
        policy: &Policy,
        criterion: Criterion,
        start: usize,
    ) -> Result<Section, DecisionError> {
        criterion.check(self, start)?;
        let mut taken = vec![false; self.pairs()];
        for state in 0..self.states() {
            if let Some(pair) = policy
                .choice(state)
                .and_then(|choice| self.pairs_of(state).nth(choice))
            {
                taken[pair] = true;
            }
        }
        let section = Section::reachable(self, start, |pair| taken[pair]);
        let unguided = section.terminals().into_iter().find_map(|state| {
            let state = section.original(state);
            (!self.is_terminal(state)).then_some(state)
        });
        if let Some(state) = unguided {
            return Err(DecisionError::Unguided { state });
        }
        never_ends(&section, criterion)?;
        Ok(section)
    }

    fn by_state(&self, section: &Section, found: &Iterated) -> Vec<Option<f64>> {
        let mut values = vec![None; self.states()];
        for (&state, &value) in section.states.iter().zip(&found.values) {
            values[state as usize] = Some(value);
        }
        values
    }
}

pub(super) fn never_ends(section: &Section, criterion: Criterion) -> Result<(), DecisionError> {
    match section.terminals().first() {
        Some(&state) if criterion.is_rate() => Err(DecisionError::Ends {
            state: section.original(state),
        }),
        _ => Ok(()),
    }
}
