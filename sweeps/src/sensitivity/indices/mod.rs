//! Sobol' indices: which share of a response's variance each factor, or group of factors, accounts for.
//!
//! The **first** index of a factor is the share it explains alone, its **total** index the share that would be left if
//! all others were known, the **second** of a pair what both explain only together (Sobol' 1993, Homma and Saltelli 1996).
//! [`indices`] says how sure it is by repeating a small design under independent scrambles; [`bootstrap`] resamples
//! the rows of a design that exists only once.

mod bootstrap;
mod parts;
mod picks;
mod terms;

use assay_sim::statistics::Ratio;

use super::{AnalysisError, Estimate, Groups, Response, SensitivityError};
use parts::{Parts, mean};
use terms::{Layout, Sums};

pub use bootstrap::{Resampling, bootstrap};

/// How [`indices`] are estimated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Base points in all replicates; the response is evaluated [`evaluations`](Self::evaluations) times.
    pub base: u64,
    /// Independent scrambles, at least two, that share the base points equally. A power of two for each is best: it
    /// keeps the Sobol' points balanced. More replicates make the intervals steadier, fewer the points more even.
    pub replicates: u64,
    /// Whether to estimate second order also, and all others better, at nearly twice the cost.
    pub second: bool,
    /// The factors that are moved together.
    pub groups: Groups,
    /// The seed of the scrambles.
    pub seed: u64,
}

impl Plan {
    /// How often the response is evaluated: base × (groups + 2), or base × (2 groups + 2) with second order.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        self.base.saturating_mul(self.layout().width() as u64)
    }

    fn layout(&self) -> Layout {
        Layout {
            groups: self.groups.len(),
            second: self.second,
        }
    }

    /// Base points a replicate.
    fn rows(&self) -> Result<u64, AnalysisError> {
        let Self {
            base, replicates, ..
        } = *self;
        if replicates < 2 {
            return Err(AnalysisError::TooFew {
                what: "replicates",
                got: replicates,
            });
        }
        if base == 0 || base % replicates != 0 {
            return Err(AnalysisError::Uneven { base, replicates });
        }
        Ok(base / replicates)
    }
}

/// What was found about a response's variance.
#[derive(Debug, Clone, PartialEq)]
pub enum Decomposition {
    /// The response was the same everywhere: it has no variance to account for, and no indices.
    Constant {
        /// Its value.
        value: f64,
        /// How often it was evaluated.
        evaluations: u64,
    },
    /// It varies.
    Varies(Indices),
}

impl Decomposition {
    /// The indices, unless the response was constant.
    #[must_use]
    pub const fn indices(&self) -> Option<&Indices> {
        match self {
            Self::Varies(indices) => Some(indices),
            Self::Constant { .. } => None,
        }
    }
}

/// Sobol' indices: shares of a variance, without unit. Estimates may fall below 0 or above 1 by their error.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// The mean of the response, in its unit.
    pub mean: Estimate,
    /// Its variance, in its unit squared.
    pub variance: Estimate,
    /// The first index of each group.
    pub first: Vec<Estimate>,
    /// The total index of each group.
    pub total: Vec<Estimate>,
    /// The second index of each pair of groups; empty unless asked for.
    pub second: Vec<Interaction>,
    /// How often the response was evaluated.
    pub evaluations: u64,
}

/// What two groups explain only together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interaction {
    /// The groups, the lower first.
    pub pair: (usize, usize),
    /// The second index.
    pub index: Estimate,
}

/// The Sobol' indices of `response`, with intervals from replicated scrambles of the design.
///
/// Each replicate is a scrambled Sobol' design of its own in twice the dimensions. The estimate is the ratio of the parts
/// and the variance, both averaged over all replicates; the interval is that of a ratio of two means over independent
/// replicates, with Student's t (Owen 1997 for replicated scrambles; Cochran 1977, §2.11 for the ratio). So the error of
/// the points as they are is measured, better or worse than random; nothing is assumed of them. A group that moved the
/// response nowhere has indices of zero without width: what it does where no point fell, no interval can tell.
///
/// Memory does not grow with the base points. The outcome is the same bytes for any number of threads.
///
/// # Errors
/// [`SensitivityError::Analysis`] for a plan that cannot be carried out, and for a variance that was not seen or that is
/// too large for floats; else the first point at which the response failed or was not finite.
pub fn indices<R: Response>(
    response: &R,
    plan: &Plan,
) -> Result<Decomposition, SensitivityError<R::Error>> {
    plan.groups.check(response.dimensions())?;
    let layout = plan.layout();
    let rows = plan.rows()?;
    let replicates = picks::replicates(response, plan, layout, rows)?;
    Ok(decompose(&replicates, layout, plan.evaluations())?)
}

fn decompose(
    replicates: &[Sums],
    layout: Layout,
    evaluations: u64,
) -> Result<Decomposition, AnalysisError> {
    if let Some(value) = constant(replicates) {
        return Ok(Decomposition::Constant { value, evaluations });
    }
    let mut whole = Sums::new(layout, replicates.first().map_or(0.0, |first| first.shift));
    for replicate in replicates {
        whole.merge(layout, replicate.clone());
    }
    let overall = mean(&whole);
    let means: Vec<(f64, f64)> = replicates.iter().map(|sums| (mean(sums), 1.0)).collect();
    let parts: Vec<Parts> = replicates
        .iter()
        .map(|sums| Parts::about(overall, layout, sums))
        .collect();
    let variances: Vec<(f64, f64)> = parts.iter().map(|parts| (parts.variance, 1.0)).collect();
    let shares = (0..layout.shares()).map(|place| {
        let pairs: Vec<(f64, f64)> = parts
            .iter()
            .filter_map(|parts| Some((*parts.parts.get(place)?, parts.variance)))
            .collect();
        Ok(Ratio::of(&pairs)?.into())
    });
    Ok(Decomposition::Varies(Indices::of(
        Ratio::of(&means)?.into(),
        Ratio::of(&variances)?.into(),
        &shares.collect::<Result<Vec<_>, AnalysisError>>()?,
        layout,
        evaluations,
    )))
}

impl Indices {
    /// From the shares of the variance, in the order of [`Parts`].
    fn of(
        mean: Estimate,
        variance: Estimate,
        shares: &[Estimate],
        layout: Layout,
        evaluations: u64,
    ) -> Self {
        let (first, rest) = shares.split_at(shares.len().min(layout.groups));
        let (total, second) = rest.split_at(rest.len().min(layout.groups));
        Self {
            mean,
            variance,
            first: first.to_vec(),
            total: total.to_vec(),
            second: layout
                .pairs()
                .zip(second)
                .map(|(pair, &index)| Interaction { pair, index })
                .collect(),
            evaluations,
        }
    }
}

/// The one outcome there was, if there was only one.
fn constant(sums: &[Sums]) -> Option<f64> {
    let low = sums
        .iter()
        .map(|sums| sums.low)
        .fold(f64::INFINITY, f64::min);
    let high = sums
        .iter()
        .map(|sums| sums.high)
        .fold(f64::NEG_INFINITY, f64::max);
    (low == high).then_some(low)
}
