//! An adversary's options as a decision process: explored from his start, solved, and read as a policy.

use std::collections::BTreeMap;

use assay_sim::chronos::strategist::Bounds;
use assay_solver::{
    decision::{Criterion, DecisionError, Effort, Policy, Process, ProcessError},
    interval::Interval,
};
use thiserror::Error;

/// What an adversary can do, state by state, until he stops.
pub(super) trait Rules {
    /// All that matters of the situation for what is to come.
    type State: Clone + Ord;
    /// What can be done.
    type Move: Copy;

    /// Where he begins.
    fn start(&self) -> Self::State;

    /// What he can do, the option preferred among equals first. There is at least one.
    fn options(&self, state: &Self::State) -> Vec<Choice<Self::State, Self::Move>>;
}

/// A move, and what may come of it.
pub(super) struct Choice<S, M> {
    pub(super) made: M,
    pub(super) outcomes: Vec<Outcome<S>>,
}

/// One thing that may come of a move.
pub(super) struct Outcome<S> {
    pub(super) chance: f64,
    /// What the adversary is richer by, in USD.
    pub(super) gain: f64,
    /// The state that follows; nothing where the plan ends.
    pub(super) next: Option<S>,
}

impl<S, M> Choice<S, M> {
    /// A move that leads to one state.
    pub(super) fn certain(made: M, gain: f64, next: Option<S>) -> Self {
        Self::of(
            made,
            [Outcome {
                chance: 1.0,
                gain,
                next,
            }],
        )
    }

    /// A move that leads to several; those of no chance are left out.
    pub(super) fn of(made: M, outcomes: impl IntoIterator<Item = Outcome<S>>) -> Self {
        let possible = |outcome: &Outcome<S>| outcome.chance > 0.0;
        Self {
            made,
            outcomes: outcomes.into_iter().filter(possible).collect(),
        }
    }
}

/// Why a process has no solution.
#[derive(Debug, Error)]
pub(super) enum Unsolved {
    /// More states than are worth exploring.
    #[error("the adversary's options come to more than {MOST_STATES} states")]
    TooManyStates,
    /// The process is malformed.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// The process has no optimal policy.
    #[error(transparent)]
    Decision(#[from] DecisionError),
}

const MOST_STATES: usize = 200_000;

/// Two values closer than this share of the larger are the same to the adversary, who then takes the
/// option named first.
const SAME: f64 = 1e-11;

/// Moves that the bounds of a policy look ahead; a policy that goes on for longer is allowed for by
/// what the runs show.
const HORIZON: usize = 1_000;

/// A policy of the greatest value, and what is certain of that value.
pub(super) struct Solution<R: Rules> {
    /// What the policy is worth at least, USD.
    pub(super) low: f64,
    /// What no policy is worth more than, USD.
    pub(super) high: f64,
    states: Vec<R::State>,
    numbers: BTreeMap<R::State, usize>,
    choices: Vec<Vec<Numbered<R::Move>>>,
    /// The option taken in each state that the policy reaches.
    taken: Vec<Option<usize>>,
    values: Vec<f64>,
}

/// An option with its states by number.
struct Numbered<M> {
    made: M,
    outcomes: Vec<(f64, f64, Option<usize>)>,
}

impl<M> Numbered<M> {
    fn gain(&self) -> f64 {
        self.outcomes
            .iter()
            .map(|(chance, gain, _)| chance * gain)
            .sum()
    }
}

/// States with the moves made in them, in order.
pub(super) struct Path<S, M> {
    pub(super) moves: Vec<(S, M)>,
    /// Whether the last move leads back to a state passed before, in place of to the end.
    pub(super) comes_back: bool,
}

/// Explores everything that the rules allow, and finds the best policy.
///
/// The values are undiscounted sums until the plan ends: a stochastic shortest path, solved by policy
/// iteration. The lower bound is the policy's own value and the upper one follows from the Bellman
/// residual, both rounded outward over the process as it stands in floats.
pub(super) fn solve<R: Rules>(rules: &R) -> Result<Solution<R>, Unsolved> {
    let mut solution = explore(rules)?;
    let process = solution.process()?;
    let criterion = Criterion::ShortestPath;
    let effort = Effort::default();
    let solved = process.solve(criterion, 0, &effort)?;
    solution.values = solved
        .values
        .iter()
        .map(|value| value.unwrap_or(0.0))
        .collect();
    solution.high = solved.value.high();
    solution.low = solved.value.low();

    let preferred = solution.preferred();
    let found: Vec<Option<u32>> = (0..solution.states.len())
        .map(|state| {
            let choice = solved.policy.choice(state)?;
            u32::try_from(choice).ok()
        })
        .collect();
    // Among equals the option named first, unless that never ends or loses by rounding.
    let chosen = match process.evaluate(&Policy::new(preferred.clone()), criterion, 0, &effort) {
        Ok(evaluated) if evaluated.value.high() >= solution.low => {
            solution.low = evaluated.value.low();
            preferred
        }
        _ => found,
    };
    solution.take(&chosen);
    if let Some(gain) = solution.ends_at_once() {
        // Whoever does nothing earns nothing: no rounding is to make a profit of it.
        solution.low = gain;
        solution.high = solution.bound_of_the_first_move(&process, &effort)?;
    }
    Ok(solution)
}

fn explore<R: Rules>(rules: &R) -> Result<Solution<R>, Unsolved> {
    let mut states = vec![rules.start()];
    let mut numbers = BTreeMap::from([(rules.start(), 0)]);
    let mut choices = Vec::new();
    let mut place = 0;
    while let Some(state) = states.get(place).cloned() {
        let mut numbered = Vec::new();
        for choice in rules.options(&state) {
            let mut outcomes = Vec::with_capacity(choice.outcomes.len());
            for Outcome { chance, gain, next } in choice.outcomes {
                let next = next.map(|next| {
                    *numbers.entry(next).or_insert_with_key(|key| {
                        states.push(key.clone());
                        states.len() - 1
                    })
                });
                outcomes.push((chance, gain, next));
            }
            numbered.push(Numbered {
                made: choice.made,
                outcomes,
            });
        }
        choices.push(numbered);
        if states.len() > MOST_STATES {
            return Err(Unsolved::TooManyStates);
        }
        place += 1;
    }
    Ok(Solution {
        low: 0.0,
        high: 0.0,
        taken: vec![None; states.len()],
        values: Vec::new(),
        states,
        numbers,
        choices,
    })
}

impl<R: Rules> Solution<R> {
    /// The process, with one state more for the end.
    fn process(&self) -> Result<Process, ProcessError> {
        let end = self.states.len();
        let mut builder = Process::builder(end + 1);
        for (state, choices) in self.choices.iter().enumerate() {
            for (label, choice) in (0u32..).zip(choices) {
                let targets = choice
                    .outcomes
                    .iter()
                    .map(|(chance, _, next)| (next.unwrap_or(end), *chance));
                builder.action(state, label, choice.gain(), targets);
            }
        }
        builder.terminal(end).build()
    }

    /// What a state is worth; nothing is to come after the end.
    fn value(&self, state: Option<usize>) -> f64 {
        state
            .and_then(|state| self.values.get(state))
            .copied()
            .unwrap_or(0.0)
    }

    /// In each state the first option that is as good as the best.
    fn preferred(&self) -> Vec<Option<u32>> {
        self.choices
            .iter()
            .map(|choices| {
                let worth = |choice: &Numbered<R::Move>| -> f64 {
                    let to_come: f64 = choice
                        .outcomes
                        .iter()
                        .map(|(chance, _, next)| chance * self.value(*next))
                        .sum();
                    choice.gain() + to_come
                };
                let worths: Vec<f64> = choices.iter().map(worth).collect();
                let best = worths.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let enough = best - SAME * best.abs().max(1.0);
                let first = worths.iter().position(|worth| *worth >= enough)?;
                u32::try_from(first).ok()
            })
            .collect()
    }

    /// Keeps what the policy does where it leads.
    fn take(&mut self, policy: &[Option<u32>]) {
        let mut open = vec![0];
        while let Some(state) = open.pop() {
            let choice = policy.get(state).copied().flatten();
            let Some(place) = choice.map(|choice| choice as usize) else {
                continue;
            };
            let Some(taken) = self.taken.get_mut(state) else {
                continue;
            };
            if taken.replace(place).is_some() {
                continue;
            }
            if let Some(option) = self.option(state) {
                open.extend(option.outcomes.iter().filter_map(|(_, _, next)| *next));
            }
        }
    }

    /// What the policy earns if its first move is sure to be its last.
    fn ends_at_once(&self) -> Option<f64> {
        match self.option(0)?.outcomes.as_slice() {
            [(_, gain, None)] => Some(*gain),
            _ => None,
        }
    }

    /// The most that any first move can lead to, each bounded by itself.
    fn bound_of_the_first_move(
        &self,
        process: &Process,
        effort: &Effort,
    ) -> Result<f64, DecisionError> {
        let mut most = f64::NEG_INFINITY;
        for option in self.choices.iter().take(1).flatten() {
            if let [(_, gain, None)] = option.outcomes.as_slice() {
                most = most.max(*gain);
                continue;
            }
            let mut worth = Interval::ZERO;
            for (chance, gain, next) in &option.outcomes {
                let to_come = match next {
                    Some(next) => process.solve(Criterion::ShortestPath, *next, effort)?.value,
                    None => Interval::ZERO,
                };
                let point = |value| Interval::point(value).unwrap_or(Interval::ALL);
                worth = worth + point(*chance) * (point(*gain) + to_come);
            }
            most = most.max(worth.high());
        }
        Ok(most)
    }

    fn option(&self, state: usize) -> Option<&Numbered<R::Move>> {
        let taken = self.taken.get(state).copied().flatten()?;
        self.choices.get(state)?.get(taken)
    }

    /// What the policy does in a state; nothing where it never comes.
    pub(super) fn choose(&self, state: &R::State) -> Option<R::Move> {
        let state = *self.numbers.get(state)?;
        Some(self.option(state)?.made)
    }

    /// Whether nothing that the policy does is left to chance.
    pub(super) fn is_certain(&self) -> bool {
        (0..self.states.len())
            .filter_map(|state| self.option(state))
            .all(|option| option.outcomes.len() == 1)
    }

    /// The policy's moves as long as luck holds: at every chance the outcome that is worth most.
    pub(super) fn lucky_path(&self) -> Path<R::State, R::Move> {
        let mut moves = Vec::new();
        let mut passed = vec![false; self.states.len()];
        let mut at = Some(0);
        while let Some(state) = at {
            match passed.get_mut(state) {
                Some(passed) if !*passed => *passed = true,
                _ => {
                    return Path {
                        moves,
                        comes_back: true,
                    };
                }
            }
            let (Some(option), Some(known)) = (self.option(state), self.states.get(state)) else {
                break;
            };
            moves.push((known.clone(), option.made));
            at = option
                .outcomes
                .iter()
                .map(|(_, gain, next)| (gain + self.value(*next), *next))
                .max_by(|(a, _), (b, _)| a.total_cmp(b))
                .and_then(|(_, next)| next);
        }
        Path {
            moves,
            comes_back: false,
        }
    }

    /// The least and the most that the policy can come to within [`HORIZON`] moves.
    pub(super) fn bounds(&self) -> Bounds {
        let mut worst = vec![0.0_f64; self.states.len()];
        let mut best = worst.clone();
        for _ in 0..HORIZON {
            let mut changed = false;
            for state in (0..self.states.len()).rev() {
                let Some(option) = self.option(state) else {
                    continue;
                };
                let of = |known: &[f64], pick: fn(f64, f64) -> f64| {
                    option
                        .outcomes
                        .iter()
                        .map(|(_, gain, next)| {
                            let next = next.and_then(|next| known.get(next));
                            gain + next.copied().unwrap_or(0.0)
                        })
                        .reduce(pick)
                        .unwrap_or(0.0)
                };
                let (low, high) = (of(&worst, f64::min), of(&best, f64::max));
                for (known, found) in [(worst.get_mut(state), low), (best.get_mut(state), high)] {
                    if let Some(known) = known
                        && *known != found
                    {
                        *known = found;
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        Bounds {
            worst: worst.first().copied().unwrap_or(0.0),
            best: best.first().copied().unwrap_or(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A slot machine that pays one a turn and breaks with some chance, beside a prize of its worth.
    struct Machine {
        breaks: f64,
        prize: f64,
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Move {
        Take,
        Play,
    }

    impl Rules for Machine {
        type State = ();
        type Move = Move;

        fn start(&self) {}

        fn options(&self, (): &()) -> Vec<Choice<(), Move>> {
            let turn = |chance: f64, next: Option<()>| Outcome {
                chance,
                gain: 1.0,
                next,
            };
            vec![
                Choice::certain(Move::Take, self.prize, None),
                Choice::of(
                    Move::Play,
                    [turn(1.0 - self.breaks, Some(())), turn(self.breaks, None)],
                ),
            ]
        }
    }

    #[test]
    fn a_machine_is_played_until_it_breaks_where_that_is_worth_more() {
        let solution = solve(&Machine {
            breaks: 0.25,
            prize: 3.0,
        })
        .unwrap();
        assert_eq!(solution.choose(&()), Some(Move::Play));
        assert!(solution.low <= 4.0 && 4.0 <= solution.high);
        assert!(!solution.is_certain());
        assert!(solution.lucky_path().comes_back);
        let bounds = solution.bounds();
        assert_eq!((bounds.worst, bounds.best), (1.0, HORIZON as f64));
    }

    #[test]
    fn among_equals_the_option_named_first_is_taken() {
        let solution = solve(&Machine {
            breaks: 0.25,
            prize: 4.0,
        })
        .unwrap();
        assert_eq!(solution.choose(&()), Some(Move::Take));
        assert!(solution.is_certain());
    }

    #[test]
    fn a_plan_that_ends_at_once_is_worth_exactly_what_it_pays() {
        let solution = solve(&Machine {
            breaks: 0.3,
            prize: 5.0,
        })
        .unwrap();
        assert_eq!((solution.low, solution.high), (5.0, 5.0));
    }

    /// A plan without end or bound.
    struct Endless;

    impl Rules for Endless {
        type State = u64;
        type Move = ();

        fn start(&self) -> u64 {
            0
        }

        fn options(&self, state: &u64) -> Vec<Choice<u64, ()>> {
            vec![Choice::certain((), 0.0, Some(state + 1))]
        }
    }

    #[test]
    fn options_without_end_are_given_up() {
        assert!(matches!(solve(&Endless), Err(Unsolved::TooManyStates)));
    }
}
