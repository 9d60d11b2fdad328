//! The ratio of two means: defaults per loan-year, revenue per dollar lent.

use super::sum::sum;
use super::{Interval, StatisticsError, Z95, student_t_quantile};

/// A ratio of means over runs, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The mean of the numerators over the mean of the denominators.
    pub value: f64,
    /// The 95 % interval of the ratio of the two expectations.
    pub ci95: Interval,
}

impl Ratio {
    /// The ratio of the means of (numerator, denominator) pairs, one of each run.
    ///
    /// The interval is the delta method's, with Student's t on n - 1 degrees: the residuals
    /// a - r b have the variance of the ratio times the squared mean of b (Cochran 1977, §2.11). It
    /// is as good as the denominators' mean is far from zero. Where a numerator never varied from
    /// r b it has no width; for counts of events, [`of_counts`](Self::of_counts) has.
    ///
    /// # Errors
    /// [`StatisticsError::TooFew`] below two pairs, `NotFinite` for a number that is infinite or
    /// not a number, `NoDenominator` for denominators that do not sum to more than zero, `Overflow`
    /// for pairs that cannot be summed.
    pub fn of(pairs: &[(f64, f64)]) -> Result<Self, StatisticsError> {
        for (index, &(a, b)) in pairs.iter().enumerate() {
            if let Some(&value) = [a, b].iter().find(|value| !value.is_finite()) {
                return Err(StatisticsError::NotFinite { index, value });
            }
        }
        if pairs.len() < 2 {
            return Err(StatisticsError::TooFew {
                needed: 2,
                got: pairs.len(),
            });
        }
        let denominators = sum(pairs.iter().map(|pair| pair.1));
        if denominators <= 0.0 {
            return Err(StatisticsError::NoDenominator { sum: denominators });
        }
        let value = sum(pairs.iter().map(|pair| pair.0)) / denominators;
        let squares = sum(pairs.iter().map(|(a, b)| {
            let residual = a - value * b;
            residual * residual
        }));
        let n = pairs.len() as f64;
        let error = libm::sqrt(squares * n / (n - 1.0)) / denominators;
        if !(value.is_finite() && error.is_finite()) {
            return Err(StatisticsError::Overflow);
        }
        let t = student_t_quantile(0.975, pairs.len() as u64 - 1);
        Ok(Self {
            value,
            ci95: Interval::around(value, t * error),
        })
    }

    /// The rate of events per unit of exposure, from the (events, exposure) of each run.
    ///
    /// The delta method's interval is hulled with the score interval of a Poisson rate, which for
    /// no event at all in an exposure T reaches up to z²/T, and cut at zero.
    ///
    /// # Errors
    /// Those of [`of`](Self::of).
    pub fn of_counts(counts: &[(u64, f64)]) -> Result<Self, StatisticsError> {
        let pairs: Vec<(f64, f64)> = counts.iter().map(|&(k, t)| (k as f64, t)).collect();
        let Self { value, ci95 } = Self::of(&pairs)?;
        let exposure = sum(pairs.iter().map(|pair| pair.1));
        let events = sum(pairs.iter().map(|pair| pair.0));
        let half_square = Z95 * Z95 / 2.0;
        let score = Interval::around(
            (events + half_square) / exposure,
            Z95 * libm::sqrt(events + half_square / 2.0) / exposure,
        );
        let hull = ci95.hull(&score);
        Ok(Self {
            value,
            ci95: Interval {
                low: hull.low.max(0.0),
                high: hull.high,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_denominator_gives_the_interval_of_the_mean() {
        let values = [1.0, 4.0, 2.0, 8.0, 5.0];
        let ratio = Ratio::of(&values.map(|value| (value, 2.0))).unwrap();
        let summary = super::super::Summary::of(&values).unwrap();
        assert!((ratio.value - summary.mean / 2.0).abs() < 1e-15);
        assert!((ratio.ci95.low - summary.ci95.low / 2.0).abs() < 1e-12);
        assert!((ratio.ci95.high - summary.ci95.high / 2.0).abs() < 1e-12);
    }

    #[test]
    fn events_in_proportion_to_exposure_leave_nothing_uncertain_but_their_chance() {
        let pairs = [(1.0, 2.0), (3.0, 6.0), (2.0, 4.0)];
        assert!(Ratio::of(&pairs).unwrap().ci95.width() < 1e-15);
        let counts = [(1, 2.0), (3, 6.0), (2, 4.0)];
        assert!(Ratio::of_counts(&counts).unwrap().ci95.width() > 0.5);
    }

    #[test]
    fn no_event_seen_is_not_no_event_possible() {
        let rate = Ratio::of_counts(&[(0, 50.0), (0, 50.0)]).unwrap();
        assert_eq!((rate.value, rate.ci95.low), (0.0, 0.0));
        assert!((rate.ci95.high - Z95 * Z95 / 100.0).abs() < 1e-15);
    }

    #[test]
    fn ratios_without_a_denominator_are_refused() {
        let result = Ratio::of(&[(1.0, 0.0), (2.0, 0.0)]);
        assert_eq!(result, Err(StatisticsError::NoDenominator { sum: 0.0 }));
        assert!(matches!(
            Ratio::of(&[(1.0, 1.0)]),
            Err(StatisticsError::TooFew { .. })
        ));
    }
}
