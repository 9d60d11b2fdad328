//! What a population gains by choosing otherwise, and whether a profile withstands it.

use assay_sim::{
    chronos::{Population, SimulationError},
    statistics::{Summary, student_t_quantile},
};

use super::{
    months::Months,
    profiles::{Choices, PLAYERS, deviation},
};
use crate::error::CommandError;

/// Everything said of one profile holds together with this probability.
const CONFIDENCE: f64 = 0.95;

/// What a population gains in a month by choosing otherwise while the others do not, USD.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gain {
    pub(super) population: Population,
    /// What it does in the profile.
    pub(super) choice: usize,
    pub(super) mean: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Whether anybody gains by leaving a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stability {
    /// Nobody does, beyond the error; a choice that changed nothing in any month is no gain.
    Survives,
    /// Somebody does, beyond the error.
    Refuted,
    /// The months are too few to say.
    Undecided,
}

/// What each population gains by choosing otherwise, in the order of [`Population::ALL`]: means of differences
/// between months that share their luck, with Student's intervals, which hold together (Bonferroni).
pub(super) fn gains(months: &Months, profile: &Choices) -> Result<Vec<Gain>, CommandError> {
    let tail = (1.0 - CONFIDENCE) / (2.0 * PLAYERS as f64);
    let reach = student_t_quantile(1.0 - tail, months.each.saturating_sub(1))
        / libm::sqrt(months.each as f64);
    let gain = |population| {
        let stay = months.worth(profile, population);
        let leave = months.worth(&deviation(profile, population), population);
        let differences: Vec<f64> = leave.iter().zip(stay).map(|(a, b)| a - b).collect();
        let summary = Summary::of(&differences).map_err(SimulationError::from)?;
        Ok(Gain {
            population,
            choice: profile[population as usize],
            mean: summary.mean,
            low: summary.mean - reach * summary.sd,
            high: summary.mean + reach * summary.sd,
        })
    };
    Population::ALL.into_iter().map(gain).collect()
}

impl Stability {
    /// What the gains of a profile say.
    pub(super) fn of(gains: &[Gain]) -> Self {
        if gains.iter().any(|gain| gain.low > 0.0) {
            Self::Refuted
        } else if gains.iter().all(|gain| gain.high <= 0.0) {
            Self::Survives
        } else {
            Self::Undecided
        }
    }
}

impl Gain {
    /// How many times as many months would take zero out of the interval, if mean and spread stayed as they are;
    /// none where it is out already, or the mean is zero.
    pub(super) fn times_as_many_months(&self) -> Option<f64> {
        let open = self.low <= 0.0 && self.high > 0.0;
        let half = (self.high - self.low) / 2.0;
        (open && self.mean != 0.0).then(|| (half / self.mean) * (half / self.mean))
    }
}
