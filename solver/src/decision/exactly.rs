//! The value of a policy as a rational number.

use std::collections::BTreeMap;

use super::{
    Criterion, DecisionError, Policy, Process,
    graph::{NONE, Section, recurrent, steer},
    process::Action,
};
use crate::exact::{Rational, from_float};

/// States beyond which the numbers grow too long to be of use.
const MOST_STATES: usize = 500;

impl Process {
    /// The exact value of a policy from a start, of the process whose rewards are the stored floats and whose
    /// probabilities are proportional to them.
    ///
    /// # Errors
    /// As [`Process::evaluate`], and [`DecisionError::TooLarge`] when the policy reaches more than 500 states.
    pub fn evaluate_exactly(
        &self,
        policy: &Policy,
        criterion: Criterion,
        start: usize,
    ) -> Result<Rational, DecisionError> {
        let section = self.followed(policy, criterion, start)?;
        let process = &section.process;
        if process.states() > MOST_STATES {
            return Err(DecisionError::TooLarge {
                states: process.states(),
                most: MOST_STATES,
            });
        }
        let mut chosen: Vec<u32> = (0..process.states())
            .map(|state| {
                process
                    .pairs_of(state)
                    .next()
                    .map_or(NONE, |pair| pair as u32)
            })
            .collect();
        let mut goals = section.terminals();
        if criterion.is_rate() {
            goals = recurrent(process, &chosen);
            goals.truncate(1);
        }
        if !matches!(criterion, Criterion::Discounted { .. }) {
            // Nothing is there to steer by: this asks whether every state reaches the goal.
            steer(process, &mut chosen, &goals).map_err(|state| {
                let from = section.original(state);
                match goals.first() {
                    Some(&to) if criterion.is_rate() => DecisionError::SeveralClasses {
                        to: section.original(to),
                        from,
                    },
                    _ => DecisionError::Improper { state: from },
                }
            })?;
        }
        let factor = rational(criterion.factor());
        let values = eliminate(&section, criterion, &factor, &goals);
        match goals.first() {
            Some(&root) if criterion.is_rate() => {
                let [earned, spent] = &values[root];
                if spent.is_zero() {
                    return Err(DecisionError::Denominator { bound: 0.0 });
                }
                Ok(earned / spent)
            }
            _ => Ok(values[section.start][0].clone()),
        }
    }
}

/// The probabilities of an action as rationals that sum to one.
pub(super) fn probabilities<'a>(
    action: &Action<'a>,
) -> impl Iterator<Item = (usize, Rational)> + use<'a> {
    let (targets, chances) = (action.targets, action.chances);
    let total = chances
        .iter()
        .fold(Rational::ZERO, |sum, &chance| sum + rational(chance));
    targets
        .iter()
        .zip(chances)
        .map(move |(&target, &chance)| (target as usize, rational(chance) / &total))
}

/// A float that was checked to be finite, as the rational it is.
pub(super) fn rational(value: f64) -> Rational {
    from_float(value).unwrap_or(Rational::ZERO)
}

/// What is earned and spent from each state until a goal is entered.
///
/// The states are eliminated from the highest down: each becomes a combination of lower ones, and then, from the
/// lowest up, a number.
fn eliminate(
    section: &Section,
    criterion: Criterion,
    factor: &Rational,
    goals: &[usize],
) -> Vec<[Rational; 2]> {
    let process = &section.process;
    let states = process.states();
    let mut rows: Vec<(BTreeMap<usize, Rational>, [Rational; 2])> =
        vec![(BTreeMap::new(), [Rational::ZERO, Rational::ZERO]); states];
    for state in (0..states).rev() {
        let Some(action) = process.actions(state).next() else {
            continue;
        };
        let spent = if criterion == Criterion::Average {
            1.0
        } else {
            action.reward.denominator
        };
        let mut constants = [rational(action.reward.numerator), rational(spent)];
        let mut terms: BTreeMap<usize, Rational> = probabilities(&action)
            .filter(|(target, _)| !goals.contains(target))
            .map(|(target, chance)| (target, factor * chance))
            .collect();
        while let Some(last) = terms.last_entry().filter(|last| *last.key() > state) {
            let (target, weight) = last.remove_entry();
            let (lower, known) = &rows[target];
            for (sum, known) in constants.iter_mut().zip(known) {
                *sum += &weight * known;
            }
            for (&at, share) in lower {
                *terms.entry(at).or_insert(Rational::ZERO) += &weight * share;
            }
        }
        let leaves = Rational::ONE - terms.remove(&state).unwrap_or(Rational::ZERO);
        for share in terms.values_mut() {
            *share /= &leaves;
        }
        rows[state] = (terms, constants.map(|sum| sum / &leaves));
    }
    let mut values: Vec<[Rational; 2]> = Vec::with_capacity(states);
    for (terms, mut constants) in rows {
        for (&at, share) in &terms {
            for (sum, known) in constants.iter_mut().zip(&values[at]) {
                *sum += share * known;
            }
        }
        values.push(constants);
    }
    values
}
