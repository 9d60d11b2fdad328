//! What is certain of a value, whatever floats did to find it: bounds from the Bellman residuals, rounded outward.
//!
//! For any numbers `v` by state and any `rate`, let the residual of an action be what it falls short of, or exceeds,
//! `v` by: `reward − rate · denominator + factor · P v − v`. If no action's residual exceeds `u` then no policy earns
//! more than `u` a step beyond what `v` and `rate` say, and a policy whose own residuals are all at least `l` earns
//! at least that (Puterman 1994, theorems 6.6.3 and 8.5.5). On a path of unknown length, `v` is shifted by a multiple
//! of the expected number of steps until all residuals have the right sign.

use super::{
    Criterion, DecisionError, Effort,
    chain::Chain,
    graph::{NONE, Section},
    iteration::{Iterated, ROUGH, iterate},
    process::Reward,
};
use crate::interval::Interval;

/// How often a shift is enlarged eightfold before a bound is given up.
const SHIFTS: usize = 12;
/// Actions this near to the best, relative to the values, count as tied with it; the first that serves is used.
const TIES: [f64; 3] = [1e-12, 1e-9, 1e-6];

/// The interval that holds the optimal value from the start, and of which the policy found earns the lower end.
pub(super) fn bracket(
    section: &Section,
    criterion: Criterion,
    found: &Iterated,
    effort: &Effort,
) -> Result<Interval, DecisionError> {
    if criterion == Criterion::ShortestPath {
        let low = path_low(section, found, effort);
        let high = path_high(section, found, effort)?;
        return Ok(Interval::new(low, high).unwrap_or(Interval::ALL));
    }
    let weight = match criterion {
        Criterion::Discounted { factor } => Interval::ONE - constant(factor),
        _ => constant(least_denominator(section, criterion, effort)?),
    };
    let base = match criterion {
        Criterion::Discounted { .. } => found.values[section.start],
        _ => found.rate,
    };
    let residuals = Residuals {
        section,
        criterion,
        rate: found.rate,
    };
    // A residual of the favourable sign counts as zero: the process may end before it adds up.
    let short = residuals.lowest(&found.values, &found.chosen).min(0.0);
    let beyond = residuals.highest(&found.values).max(0.0);
    let end = |residual: f64| {
        let shift = constant(residual).divided_by(weight);
        constant(base) + shift.unwrap_or(Interval::ALL)
    };
    Ok(Interval::new(end(short).low(), end(beyond).high()).unwrap_or(Interval::ALL))
}

/// What no policy's average denominator falls below; positive.
fn least_denominator(
    section: &Section,
    criterion: Criterion,
    effort: &Effort,
) -> Result<f64, DecisionError> {
    if criterion != Criterion::Ratio {
        return Ok(1.0);
    }
    let denominators = section.process.rewards.iter().map(|it| it.denominator);
    let smallest = denominators.fold(f64::INFINITY, f64::min);
    if smallest > 0.0 {
        return Ok(smallest);
    }
    let negated = section.clone().rewarded(|it| (-it.denominator).into());
    let found = iterate(&negated, Criterion::Average, ROUGH, effort)?;
    let bound = -bracket(&negated, Criterion::Average, &found, effort)?.high();
    if bound > 0.0 {
        Ok(bound)
    } else {
        Err(DecisionError::Denominator { bound })
    }
}

/// What the policy found earns at least from the start until it ends.
fn path_low(section: &Section, found: &Iterated, effort: &Effort) -> f64 {
    let mut sweeps = effort.sweeps;
    let mut steps = vec![0.0; section.process.states()];
    Chain::new(&section.process, &found.chosen, 1.0, |_| false).solve(
        |state| {
            if found.chosen[state] == NONE {
                0.0
            } else {
                1.0
            }
        },
        &mut steps,
        ROUGH,
        &mut sweeps,
    );
    let residuals = Residuals::of_path(section);
    let serves = |values: &[f64]| residuals.lowest(values, &found.chosen) >= 0.0;
    let first = residuals.lowest(&found.values, &found.chosen);
    shifted(&found.values, &steps, first.min(0.0), serves)
        .map_or(f64::NEG_INFINITY, |values| values[section.start])
}

/// What no policy that ends exceeds from the start.
///
/// The shift has to outdo rounding for every action that is as good as the best, and so follows the greatest
/// number of steps that these allow.
fn path_high(section: &Section, found: &Iterated, effort: &Effort) -> Result<f64, DecisionError> {
    let residuals = Residuals::of_path(section);
    let first = residuals.highest(&found.values);
    let scale = found
        .values
        .iter()
        .fold(1.0f64, |most, it| most.max(it.abs()));
    let serves = |values: &[f64]| residuals.highest(values) <= 0.0;
    for (attempt, tie) in TIES.into_iter().enumerate() {
        let near = |state: usize, pair: usize| {
            residuals.of(state, pair, &found.values).high() >= -tie * scale
        };
        let tied = section.clone().keeping(near).rewarded(|_| 1.0.into());
        let longest = match iterate(&tied, Criterion::ShortestPath, ROUGH, effort) {
            Ok(longest) => longest,
            Err(DecisionError::Unbounded { state } | DecisionError::NeverEnding { state })
                if attempt == 0 =>
            {
                return Err(DecisionError::NeverEnding { state });
            }
            Err(_) => break,
        };
        if let Some(values) = shifted(&found.values, &longest.values, first.max(0.0), serves) {
            return Ok(values[section.start]);
        }
    }
    Ok(f64::INFINITY)
}

/// Values moved along `direction` by the first multiple of `step` that serves; none of it, if they serve as they are.
fn shifted(
    values: &[f64],
    direction: &[f64],
    step: f64,
    serves: impl Fn(&[f64]) -> bool,
) -> Option<Vec<f64>> {
    if serves(values) {
        return Some(values.to_vec());
    }
    // Rounding can leave a step so small that adding it changes no float: the least one moves the largest by its last digit.
    let largest = |numbers: &[f64]| numbers.iter().fold(1.0f64, |most, it| most.max(it.abs()));
    let least = f64::EPSILON * largest(values) / largest(direction);
    let mut by = step.abs().max(least).copysign(step);
    for _ in 0..SHIFTS {
        let moved: Vec<f64> = values
            .iter()
            .zip(direction)
            .map(|(value, along)| value + by * along)
            .collect();
        if serves(&moved) {
            return Some(moved);
        }
        by *= 8.0;
    }
    None
}

/// The residuals of a section under a criterion and a rate.
struct Residuals<'a> {
    section: &'a Section,
    criterion: Criterion,
    rate: f64,
}

impl<'a> Residuals<'a> {
    fn of_path(section: &'a Section) -> Self {
        Self {
            section,
            criterion: Criterion::ShortestPath,
            rate: 0.0,
        }
    }

    /// The residual of a pair, whose probabilities are proportional to the stored floats.
    fn of(&self, state: usize, pair: usize, values: &[f64]) -> Interval {
        let action = self.section.process.pair(pair);
        let here = constant(values[state]);
        let mut drift = Interval::ZERO;
        let mut total = Interval::ZERO;
        for (&target, &chance) in action.targets.iter().zip(action.chances) {
            drift = drift + constant(chance) * (constant(values[target as usize]) - here);
            total = total + constant(chance);
        }
        let drift = drift.divided_by(total).unwrap_or(Interval::ALL);
        let Reward {
            numerator,
            denominator,
        } = action.reward;
        let reward = constant(numerator);
        match self.criterion {
            Criterion::Discounted { factor } => {
                let factor = constant(factor);
                reward - (Interval::ONE - factor) * here + factor * drift
            }
            Criterion::Average => reward - constant(self.rate) + drift,
            Criterion::Ratio => reward - constant(self.rate) * constant(denominator) + drift,
            Criterion::ShortestPath => reward + drift,
        }
    }

    /// A lower bound on the residuals of the chosen pairs; infinite if there are none.
    fn lowest(&self, values: &[f64], chosen: &[u32]) -> f64 {
        let acting = chosen.iter().enumerate().filter(|&(_, &pair)| pair != NONE);
        acting
            .map(|(state, &pair)| self.of(state, pair as usize, values).low())
            .fold(f64::INFINITY, f64::min)
    }

    /// An upper bound on the residuals of all pairs; minus infinity if there are none.
    fn highest(&self, values: &[f64]) -> f64 {
        let process = &self.section.process;
        (0..process.states())
            .flat_map(|state| process.pairs_of(state).map(move |pair| (state, pair)))
            .map(|(state, pair)| self.of(state, pair, values).high())
            .fold(f64::NEG_INFINITY, f64::max)
    }
}

/// A float as an interval; everything if it is not finite, so that no bound follows from it.
fn constant(value: f64) -> Interval {
    Interval::point(value).unwrap_or(Interval::ALL)
}
