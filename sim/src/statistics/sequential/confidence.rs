//! One confidence sequence, whatever is known of the outcomes.

use super::super::{Interval, StatisticsError};
use super::asymptotic::Asymptotic;
use super::bernstein::EmpiricalBernstein;

/// What is known of single outcomes beforehand, in their unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcomes {
    /// None is below the first or above the second. The sequence then holds for any number of runs.
    Between(f64, f64),
    /// Their variance is finite, and the rare ones that make the mean are not too rare to be seen in the runs. The sequence
    /// holds as the runs grow, and is narrowest near this number of them.
    FiniteVariance {
        /// The number of runs it is tuned for; any is allowed.
        tuned_for: u64,
    },
}

/// Where a mean stands to a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Below it, at the sequence's confidence.
    Below,
    /// Above it, at the sequence's confidence.
    Above,
    /// The runs so far do not tell.
    StillOpen,
}

/// An interval of a mean that grows narrower with every run and, at its confidence, never excludes the mean: after no run.
///
/// ```
/// use assay_sim::statistics::sequential::{ConfidenceSequence, Outcomes, Standing};
///
/// // A bet that wins 2 with probability one third, else loses 1, repeated until its sign is known.
/// let mut sequence = ConfidenceSequence::new(0.05, Outcomes::Between(-1.0, 2.0))?;
/// for run in 0.. {
///     sequence.observe(if run % 4 == 0 { 2.0 } else { -1.0 })?;
///     if sequence.against(0.0) != Standing::StillOpen {
///         break;
///     }
/// }
/// assert_eq!(sequence.against(0.0), Standing::Below);
/// # Ok::<(), assay_sim::statistics::StatisticsError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ConfidenceSequence {
    runs: u64,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Bounded {
        worst: f64,
        best: f64,
        scaled: EmpiricalBernstein,
    },
    Unbounded(Asymptotic),
}

impl ConfidenceSequence {
    /// A sequence that fails to cover the mean, after any run at all, with probability `alpha` at most.
    ///
    /// # Errors
    /// [`StatisticsError::NoLevel`] unless `alpha` is between 0 and 1, `OutOfBounds` for bounds that are not finite or not
    /// in order.
    pub fn new(alpha: f64, outcomes: Outcomes) -> Result<Self, StatisticsError> {
        if !(alpha > 0.0 && alpha < 1.0) {
            return Err(StatisticsError::NoLevel { alpha });
        }
        let kind = match outcomes {
            Outcomes::FiniteVariance { tuned_for } => {
                Kind::Unbounded(Asymptotic::new(alpha, tuned_for))
            }
            Outcomes::Between(worst, best) => {
                if !(worst < best && (best - worst).is_finite()) {
                    return Err(StatisticsError::OutOfBounds {
                        low: worst,
                        high: best,
                        worst,
                        best,
                    });
                }
                Kind::Bounded {
                    worst,
                    best,
                    scaled: EmpiricalBernstein::new(alpha),
                }
            }
        };
        Ok(Self { runs: 0, kind })
    }

    /// Takes in the outcome of one more run.
    ///
    /// # Errors
    /// [`StatisticsError::NotFinite`] for an outcome that is infinite or not a number, `OutOfBounds` for one outside the
    /// bounds that were said to hold. The sequence is then as it was.
    pub fn observe(&mut self, outcome: f64) -> Result<(), StatisticsError> {
        if !outcome.is_finite() {
            let index = usize::try_from(self.runs).unwrap_or(usize::MAX);
            let value = outcome;
            return Err(StatisticsError::NotFinite { index, value });
        }
        match &mut self.kind {
            Kind::Unbounded(sequence) => sequence.observe(outcome),
            Kind::Bounded {
                worst,
                best,
                scaled,
            } => {
                let (worst, best) = (*worst, *best);
                if outcome < worst || outcome > best {
                    let (low, high) = (outcome, outcome);
                    return Err(StatisticsError::OutOfBounds {
                        low,
                        high,
                        worst,
                        best,
                    });
                }
                scaled.observe((outcome - worst) / (best - worst));
            }
        }
        self.runs += 1;
        Ok(())
    }

    /// The number of runs so far.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// The interval after these runs, in the outcomes' unit; nothing while they say nothing of the mean.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        match &self.kind {
            Kind::Unbounded(sequence) => sequence.interval(),
            Kind::Bounded {
                worst,
                best,
                scaled,
            } => {
                let (low, high) = scaled.ends();
                let scale = |share: f64| worst + share * (best - worst);
                // A sequence that has failed shows what it said before and what it says now.
                let (low, high) = (scale(low.min(high)), scale(low.max(high)));
                Some(Interval { low, high })
            }
        }
    }

    /// Where the mean stands to a threshold, in the outcomes' unit.
    #[must_use]
    pub fn against(&self, threshold: f64) -> Standing {
        match self.interval() {
            Some(interval) if interval.high < threshold => Standing::Below,
            Some(interval) if interval.low > threshold => Standing::Above,
            _ => Standing::StillOpen,
        }
    }
}
