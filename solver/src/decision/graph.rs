//! Who can reach whom: the part of a process that matters, the classes of states that recur, and steering to a goal.

use super::{Process, process::Reward};

/// The choice of a state that has no action.
pub(super) const NONE: u32 = u32::MAX;

/// A part of a process, renumbered in its order, that remembers the numbers it comes from.
#[derive(Clone)]
pub(super) struct Section {
    pub(super) process: Process,
    /// The number in the original process of each state.
    pub(super) states: Vec<u32>,
    /// The number in the original process of each pair of state and action.
    pub(super) pairs: Vec<u32>,
    pub(super) start: usize,
}

impl Section {
    /// What can be reached from `start` when only the pairs that are `allowed` may be used.
    pub(super) fn reachable(
        process: &Process,
        start: usize,
        allowed: impl Fn(usize) -> bool,
    ) -> Self {
        let mut seen = vec![false; process.states()];
        let mut waiting = vec![start];
        seen[start] = true;
        while let Some(state) = waiting.pop() {
            for pair in process.pairs_of(state).filter(|&pair| allowed(pair)) {
                for &target in process.pair(pair).targets {
                    if !std::mem::replace(&mut seen[target as usize], true) {
                        waiting.push(target as usize);
                    }
                }
            }
        }
        let (process, states, pairs) = part(process, &seen, |_, pair| allowed(pair));
        let start = states.partition_point(|&state| (state as usize) < start);
        Self {
            process,
            states,
            pairs,
            start,
        }
    }

    /// The same states with only the pairs that are `kept`, given by state and pair in the section.
    pub(super) fn keeping(self, kept: impl Fn(usize, usize) -> bool) -> Self {
        let everywhere = vec![true; self.process.states()];
        let (process, _, pairs) = part(&self.process, &everywhere, kept);
        Self {
            process,
            pairs: pairs
                .iter()
                .map(|&pair| self.pairs[pair as usize])
                .collect(),
            ..self
        }
    }

    /// The same section with other rewards.
    pub(super) fn rewarded(mut self, reward: impl Fn(Reward) -> Reward) -> Self {
        for entry in &mut self.process.rewards {
            *entry = reward(*entry);
        }
        self
    }

    /// The number in the original process of a state of the section.
    pub(super) fn original(&self, state: usize) -> usize {
        self.states[state] as usize
    }

    /// The states in which the process ends.
    pub(super) fn terminals(&self) -> Vec<usize> {
        (0..self.process.states())
            .filter(|&state| self.process.is_terminal(state))
            .collect()
    }
}

/// The states marked and the pairs kept, which lead to marked states alone, with the numbers they had.
fn part(
    process: &Process,
    marked: &[bool],
    kept: impl Fn(usize, usize) -> bool,
) -> (Process, Vec<u32>, Vec<u32>) {
    let mut numbers = vec![NONE; process.states()];
    let mut states = Vec::new();
    for state in (0..process.states()).filter(|&state| marked[state]) {
        numbers[state] = states.len() as u32;
        states.push(state as u32);
    }
    let mut part = Process {
        first: vec![0],
        labels: Vec::new(),
        rewards: Vec::new(),
        ends: vec![0],
        targets: Vec::new(),
        chances: Vec::new(),
    };
    let mut pairs = Vec::new();
    for state in states.iter().map(|&state| state as usize) {
        for pair in process.pairs_of(state).filter(|&pair| kept(state, pair)) {
            let action = process.pair(pair);
            let renumbered = action.targets.iter().map(|&to| numbers[to as usize]);
            part.labels.push(action.label);
            part.rewards.push(action.reward);
            part.targets.extend(renumbered);
            part.chances.extend(action.chances);
            part.ends.push(part.targets.len() as u32);
            pairs.push(pair as u32);
        }
        part.first.push(part.labels.len() as u32);
    }
    (part, states, pairs)
}

/// The lowest state of every class that recurs when each state uses its chosen pair; terminal states are no class.
///
/// Tarjan's strongly connected components (1972), without recursion; a component that no transition leaves recurs.
pub(super) fn recurrent(process: &Process, chosen: &[u32]) -> Vec<usize> {
    const DONE: u32 = u32::MAX;
    let targets = |state: usize| match chosen[state] {
        NONE => &[][..],
        pair => process.pair(pair as usize).targets,
    };
    let states = process.states();
    let mut order = vec![0u32; states];
    let mut low = vec![0u32; states];
    let mut component = vec![NONE; states];
    let mut open = Vec::new();
    let mut calls: Vec<(usize, usize)> = Vec::new();
    let mut visited = 0u32;
    let mut roots = Vec::new();
    for first in 0..states {
        if order[first] != 0 {
            continue;
        }
        calls.push((first, 0));
        while let Some(&(state, next)) = calls.last() {
            if next == 0 && order[state] == 0 {
                visited += 1;
                order[state] = visited;
                low[state] = visited;
                open.push(state);
            }
            if let Some(&target) = targets(state).get(next) {
                if let Some(call) = calls.last_mut() {
                    call.1 += 1;
                }
                let target = target as usize;
                if order[target] == 0 {
                    calls.push((target, 0));
                } else if order[target] != DONE {
                    low[state] = low[state].min(order[target]);
                }
                continue;
            }
            calls.pop();
            if let Some(&(caller, _)) = calls.last() {
                low[caller] = low[caller].min(low[state]);
            }
            if low[state] != order[state] {
                continue;
            }
            let from = open.iter().rposition(|&it| it == state).unwrap_or(0);
            let members = open.split_off(from);
            for &member in &members {
                component[member] = state as u32;
                order[member] = DONE;
            }
            let stays = |&member: &usize| {
                let inside = |&to: &u32| component[to as usize] == state as u32;
                chosen[member] != NONE && targets(member).iter().all(inside)
            };
            if members.iter().all(stays) {
                roots.extend(members.iter().min());
            }
        }
    }
    roots.sort_unstable();
    roots
}

/// Changes the choices of the states that cannot reach any goal by their own, so that every state can.
///
/// # Errors
/// The first state that reaches no goal whatever is chosen; the choices are then half changed.
pub(super) fn steer(process: &Process, chosen: &mut [u32], goals: &[usize]) -> Result<(), usize> {
    let states = process.states();
    let owners: Vec<u32> = (0..states)
        .flat_map(|state| process.pairs_of(state).map(move |_| state as u32))
        .collect();
    let mut starts = vec![0usize; states + 1];
    for &target in &process.targets {
        starts[target as usize + 1] += 1;
    }
    for state in 0..states {
        starts[state + 1] += starts[state];
    }
    let mut free = starts.clone();
    let mut arrivals = vec![0u32; process.targets.len()];
    for pair in 0..process.pairs() {
        for &target in process.pair(pair).targets {
            arrivals[free[target as usize]] = pair as u32;
            free[target as usize] += 1;
        }
    }
    let mut reached = vec![false; states];
    let mut wave: Vec<usize> = goals.to_vec();
    for &goal in goals {
        reached[goal] = true;
    }
    // First by what the states choose already, then, from all that got there, by what they might choose.
    for keep in [true, false] {
        let mut next = 0;
        while let Some(&state) = wave.get(next) {
            next += 1;
            for &pair in &arrivals[starts[state]..starts[state + 1]] {
                let owner = owners[pair as usize] as usize;
                if reached[owner] || (keep && chosen[owner] != pair) {
                    continue;
                }
                reached[owner] = true;
                chosen[owner] = pair;
                wave.push(owner);
            }
        }
    }
    match reached.iter().position(|&reached| !reached) {
        Some(state) => Err(state),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::ProcessError;

    /// 0 → 1 ↔ 2, and 3 on its own, which may also go to 1.
    fn islands() -> Result<Process, ProcessError> {
        let mut builder = Process::builder(4);
        builder
            .action(0, 0, 0.0, [(1, 1.0)])
            .action(1, 0, 0.0, [(2, 1.0)])
            .action(2, 0, 0.0, [(1, 1.0)])
            .action(3, 0, 0.0, [(3, 1.0)])
            .action(3, 1, 0.0, [(1, 0.5), (3, 0.5)]);
        builder.build()
    }

    #[test]
    fn classes_that_nothing_leaves_recur() -> Result<(), ProcessError> {
        let process = islands()?;
        assert_eq!(recurrent(&process, &[0, 1, 2, 3]), [1, 3]);
        assert_eq!(recurrent(&process, &[0, 1, 2, 4]), [1]);
        Ok(())
    }

    #[test]
    fn steering_changes_only_those_who_are_lost() -> Result<(), ProcessError> {
        let process = islands()?;
        let mut chosen = [0, 1, 2, 3];
        assert_eq!(steer(&process, &mut chosen, &[1]), Ok(()));
        assert_eq!(chosen, [0, 1, 2, 4]);
        assert_eq!(steer(&process, &mut chosen, &[3]), Err(0));
        Ok(())
    }

    #[test]
    fn a_section_keeps_the_order_and_remembers_the_numbers() -> Result<(), ProcessError> {
        let section = Section::reachable(&islands()?, 2, |_| true);
        assert_eq!(section.states, [1, 2]);
        assert_eq!(section.pairs, [1, 2]);
        assert_eq!(section.start, 1);
        Ok(())
    }
}
