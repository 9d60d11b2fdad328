//! Elementary effects: which of many factors matter at all, with a handful of evaluations for each.
//!
//! The elementary effect of a factor at a point is the difference that a step in it makes, over the step (Morris 1991).
//! Over random trajectories its mean **mu** shows the factor's overall influence with its sign, the mean of its absolute
//! value **mu\*** (Campolongo, Cariboni and Saltelli 2007) the influence that no change of sign can hide, and its standard
//! deviation **sigma** how much it depends on where it is measured: on the factor itself, or on others.

mod effects;

use super::ordered::in_order;
use super::response::evaluate;
use super::{AnalysisError, Estimate, Groups, Response, SensitivityError};
use crate::design::morris::Morris;
use effects::{Steps, summarise};

pub use effects::effects_of;

/// How a [`screening`] is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// Random trajectories, at least two; 10 to 50 are usual.
    pub trajectories: u64,
    /// Levels p of each factor, even, 4 usually; a step leads p / (2 (p - 1)) of the range far, which makes all levels equally
    /// likely.
    pub levels: u32,
    /// The factors that are moved together.
    pub groups: Groups,
    /// The seed of the trajectories.
    pub seed: u64,
}

/// What a [`screening`] found: one effect for each group.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// In the order of the groups.
    pub effects: Vec<Effect>,
    /// How often the response was evaluated.
    pub evaluations: u64,
}

/// The elementary effects of a group, in the unit of the response for the whole range of the factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The mean. `None` for several factors: in one step some may rise and others fall, and the sign means nothing.
    pub mu: Option<Estimate>,
    /// The mean of the absolute values.
    pub mu_star: Estimate,
    /// The standard deviation; `None` for several factors, like mu. Its interval is rough below some 30 trajectories.
    pub sigma: Option<Estimate>,
}

/// Points that are evaluated at once, about.
const BLOCK: u64 = 256;

/// The elementary effects on `response` along random trajectories over a grid: those of
/// [`Kind::Morris`](crate::design::Kind::Morris) of the same seed.
///
/// A trajectory begins at a random level of each factor and moves one group after the other, in random order, each
/// member by the same step up or down. The intervals are over the trajectories, which are independent: Student's for mu and
/// mu\*, for sigma from the fourth moment on a logarithmic scale.
///
/// # Errors
/// [`SensitivityError::Analysis`] for a design there is not; else the first point at which the response failed or was not
/// finite.
pub fn screening<R: Response>(
    response: &R,
    plan: &Screening,
) -> Result<Effects, SensitivityError<R::Error>> {
    plan.groups.check(response.dimensions())?;
    if plan.trajectories < 2 {
        return Err(AnalysisError::TooFew {
            what: "trajectories",
            got: plan.trajectories,
        }
        .into());
    }
    let design = Morris::new(
        plan.trajectories,
        plan.levels,
        plan.groups.of_dimensions().to_vec(),
        plan.groups.len(),
        plan.seed,
    )
    .map_err(AnalysisError::from)?;
    let points = plan.groups.len() as u64 + 1;
    let at_once = BLOCK.div_ceil(points);
    let pieces = in_order(plan.trajectories.div_ceil(at_once), |piece| {
        let first = piece * at_once;
        let last = (first + at_once).min(plan.trajectories);
        let walked: Vec<Vec<f64>> = (first * points..last * points)
            .map(|index| {
                let mut point = vec![0.0; response.dimensions()];
                design.shares(index, &mut point);
                point
            })
            .collect();
        let columns: Vec<Vec<f64>> = (0..response.dimensions())
            .map(|dimension| {
                let coordinates = walked.iter().map(|point| point.get(dimension).copied());
                coordinates.flatten().collect()
            })
            .collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let mut outcomes = vec![0.0; walked.len()];
        evaluate(response, &columns, &mut outcomes)?;
        Ok::<_, SensitivityError<R::Error>>(Steps::of(&walked, &outcomes, &plan.groups)?)
    })?;
    Ok(summarise(pieces, &plan.groups)?)
}
