//! A sample in a few numbers.

use super::sum::moments;
use super::{Interval, Proportion, StatisticsError, quantile, student_t_quantile};

/// What a sample of outcomes says, in the unit of the outcomes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// The number of outcomes.
    pub runs: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, with n - 1.
    pub sd: f64,
    /// The 95 % interval of the mean, after Student (1908): for outcomes that are not all seen in a
    /// few hundred runs, [`mean_interval_with_bounds`](super::mean_interval_with_bounds) is honest.
    pub ci95: Interval,
    /// The least outcome.
    pub min: f64,
    /// The largest outcome.
    pub max: f64,
    /// Quantiles of the outcomes themselves, not of their mean.
    pub quantiles: Quantiles,
    /// The probability of an outcome below zero.
    pub loss: Proportion,
}

/// Quantiles of a sample, of type 7 of Hyndman and Fan (1996).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantiles {
    /// Below this lie 2.5 % of the outcomes.
    pub p2_5: f64,
    /// Below this lie 5 % of the outcomes.
    pub p5: f64,
    /// The median.
    pub p50: f64,
    /// Below this lie 95 % of the outcomes.
    pub p95: f64,
    /// Below this lie 97.5 % of the outcomes.
    pub p97_5: f64,
}

impl Summary {
    /// Summarises `outcomes`.
    ///
    /// # Errors
    /// [`StatisticsError::TooFew`] below two outcomes, `NotFinite` for one that is infinite or not
    /// a number, `Overflow` where they cannot be summed.
    pub fn of(outcomes: &[f64]) -> Result<Self, StatisticsError> {
        let (mean, sd) = moments(outcomes)?;
        let mut ascending = outcomes.to_vec();
        ascending.sort_unstable_by(f64::total_cmp);
        let at = |p| quantile(&ascending, p).ok_or(StatisticsError::TooFew { needed: 2, got: 0 });
        let losses = ascending.partition_point(|outcome| *outcome < 0.0);
        Ok(Self {
            runs: outcomes.len(),
            mean,
            sd,
            ci95: mean_interval(outcomes.len(), mean, sd),
            min: at(0.0)?,
            max: at(1.0)?,
            quantiles: Quantiles {
                p2_5: at(0.025)?,
                p5: at(0.05)?,
                p50: at(0.5)?,
                p95: at(0.95)?,
                p97_5: at(0.975)?,
            },
            loss: Proportion::of(losses as u64, outcomes.len() as u64)?,
        })
    }
}

/// Student's 95 % interval of a mean of `n` outcomes, at least two.
pub(crate) fn mean_interval(n: usize, mean: f64, sd: f64) -> Interval {
    let t = student_t_quantile(0.975, n.saturating_sub(1) as u64);
    Interval::around(mean, t * sd / libm::sqrt(n as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_sample_is_summarised_as_published() {
        // Student (1908), the additional sleep of ten patients by the second soporific minus the
        // first: mean 1.58, and R's t.test on the same data: 0.70 to 2.46.
        let sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];
        let summary = Summary::of(&sleep).unwrap();
        assert!((summary.mean - 1.58).abs() < 1e-12);
        assert!((summary.sd - 1.229_995).abs() < 1e-6);
        assert!((summary.ci95.low - 0.700_114).abs() < 1e-6);
        assert!((summary.ci95.high - 2.459_886).abs() < 1e-6);
        assert_eq!((summary.min, summary.max), (0.0, 4.6));
        assert!((summary.quantiles.p50 - 1.3).abs() < 1e-12);
        assert_eq!(summary.loss.successes, 0);
    }

    #[test]
    fn losses_are_outcomes_below_zero_and_nothing_else() {
        let summary = Summary::of(&[-1.0, -0.0, 0.0, 3.0]).unwrap();
        assert_eq!((summary.loss.successes, summary.loss.trials), (1, 4));
    }

    #[test]
    fn samples_without_an_interval_are_refused() {
        assert!(matches!(
            Summary::of(&[]),
            Err(StatisticsError::TooFew { got: 0, .. })
        ));
        assert!(matches!(
            Summary::of(&[1.0]),
            Err(StatisticsError::TooFew { got: 1, .. })
        ));
        let broken = Summary::of(&[1.0, f64::NAN]);
        assert!(matches!(
            broken,
            Err(StatisticsError::NotFinite { index: 1, .. })
        ));
    }
}
