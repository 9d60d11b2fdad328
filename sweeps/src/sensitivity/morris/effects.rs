//! From steps to effects, and what a sample of effects says.

use assay_sim::statistics::{Interval, Summary, student_t_quantile};

use super::{Effect, Effects};
use crate::sensitivity::{AnalysisError, Estimate, Groups};

/// How far the steps of one group's members may differ, and a step from another, to count as the same.
const SAME: f64 = 1e-9;

/// The elementary effects of each group, one a trajectory.
pub(super) struct Steps {
    groups: Vec<Vec<f64>>,
}

impl Steps {
    fn new(groups: usize) -> Self {
        Self {
            groups: vec![Vec::new(); groups],
        }
    }

    /// The effects along whole trajectories, one after the other.
    pub(super) fn of(
        points: &[Vec<f64>],
        outcomes: &[f64],
        groups: &Groups,
    ) -> Result<Self, AnalysisError> {
        let mut steps = Self::new(groups.len());
        let row = groups.len() + 1;
        let trajectories = points.chunks_exact(row).zip(outcomes.chunks_exact(row));
        for (number, (points, outcomes)) in trajectories.enumerate() {
            let mut moved = vec![false; groups.len()];
            for (place, (pair, ends)) in points.windows(2).zip(outcomes.windows(2)).enumerate() {
                let unmoved = |group: usize| moved.get(group) == Some(&false);
                let (group, step) = step(pair, groups)
                    .filter(|(group, _)| unmoved(*group))
                    .ok_or(AnalysisError::NoTrajectory {
                        point: number * row + place + 1,
                    })?;
                if let Some(moved) = moved.get_mut(group) {
                    *moved = true;
                }
                if let ([before, after], Some(effects)) = (ends, steps.groups.get_mut(group)) {
                    effects.push((after - before) / step);
                }
            }
        }
        Ok(steps)
    }
}

/// The elementary effects of trajectories that were evaluated elsewhere.
///
/// `points` are those of one trajectory after the other, each of as many points as there are groups and one more, with
/// coordinates in shares of the factors' ranges; `outcomes` has the response at each.
///
/// # Errors
/// [`AnalysisError::Rows`] unless there are at least two whole trajectories, [`AnalysisError::NoTrajectory`] for steps
/// that do not each move one group, once a trajectory; [`AnalysisError::Outcome`] for one that is not finite.
pub fn effects_of(
    points: &[Vec<f64>],
    outcomes: &[f64],
    groups: &Groups,
) -> Result<Effects, AnalysisError> {
    let row = groups.len() + 1;
    if groups.is_empty()
        || points.len() != outcomes.len()
        || points.len() < 2 * row
        || !points.len().is_multiple_of(row)
    {
        return Err(AnalysisError::Rows {
            got: outcomes.len().min(points.len()),
            row,
        });
    }
    if let Some((index, &value)) = outcomes.iter().enumerate().find(|(_, y)| !y.is_finite()) {
        return Err(AnalysisError::Outcome { index, value });
    }
    summarise(vec![Steps::of(points, outcomes, groups)?], groups)
}

/// The group that moves between two points, and how far; `None` if it is not one, or its members move unequally far.
fn step(pair: &[Vec<f64>], groups: &Groups) -> Option<(usize, f64)> {
    let [before, after] = pair else { return None };
    if before.len() != groups.dimensions() || after.len() != groups.dimensions() {
        return None;
    }
    let steps: Vec<f64> = before.iter().zip(after).map(|(x, y)| y - x).collect();
    let first = steps.iter().position(|step| step.abs() > SAME)?;
    let far = *steps.get(first)?;
    let group = *groups.of_dimensions().get(first)?;
    let expected = |of: usize| if of == group { far.abs() } else { 0.0 };
    let as_expected = steps
        .iter()
        .zip(groups.of_dimensions())
        .all(|(step, of)| (step.abs() - expected(*of)).abs() <= SAME);
    let alone = groups.members().get(group)?.len() == 1;
    as_expected.then_some((group, if alone { far } else { far.abs() }))
}

/// What the effects of all pieces say, in the order of the pieces.
pub(super) fn summarise(pieces: Vec<Steps>, groups: &Groups) -> Result<Effects, AnalysisError> {
    let mut all = Steps::new(groups.len());
    for piece in pieces {
        for (all, effects) in all.groups.iter_mut().zip(piece.groups) {
            all.extend(effects);
        }
    }
    let trajectories = all.groups.first().map_or(0, Vec::len) as u64;
    let effects = all
        .groups
        .iter()
        .zip(groups.members())
        .map(|(effects, members)| effect(effects, members.len() == 1));
    Ok(Effects {
        effects: effects.collect::<Result<_, _>>()?,
        evaluations: trajectories * (groups.len() as u64 + 1),
    })
}

fn effect(effects: &[f64], alone: bool) -> Result<Effect, AnalysisError> {
    let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    let signed = if alone {
        Some(Summary::of(effects)?)
    } else {
        None
    };
    let mean = |summary: Summary| Estimate {
        value: summary.mean,
        ci95: summary.ci95,
    };
    Ok(Effect {
        mu: signed.map(mean),
        mu_star: mean(Summary::of(&sizes)?),
        sigma: signed.map(|summary| deviation(effects, &summary)),
    })
}

/// The standard deviation, with an interval from the error of the logarithm of the variance: with the kurtosis k of n
/// values, var s² = s⁴ (k - (n - 3) / (n - 1)) / n (Cramér 1946, chapter 27).
fn deviation(effects: &[f64], summary: &Summary) -> Estimate {
    let n = effects.len() as f64;
    let value = summary.sd;
    if value == 0.0 {
        let ci95 = Interval {
            low: 0.0,
            high: 0.0,
        };
        return Estimate { value, ci95 };
    }
    let fourths = effects.iter().map(|effect| {
        let deviation = (effect - summary.mean) / value;
        let square = deviation * deviation;
        square * square
    });
    let kurtosis = fourths.sum::<f64>() / n;
    let error = 0.5 * libm::sqrt((kurtosis - (n - 3.0) / (n - 1.0)) / n);
    let factor = libm::exp(student_t_quantile(0.975, effects.len() as u64 - 1) * error);
    Estimate {
        value,
        ci95: Interval {
            low: value / factor,
            high: value * factor,
        },
    }
}
