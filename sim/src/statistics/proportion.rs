//! A share of successes.

use super::{Interval, StatisticsError, Z95};

/// How often something happened, with Wilson's 95 % interval of its probability (Wilson 1927),
/// which stays within [0, 1] and is not empty when it never happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// How often it happened.
    pub successes: u64,
    /// How often it could have.
    pub trials: u64,
    /// The share of the two.
    pub share: f64,
    /// The 95 % interval of the probability.
    pub ci95: Interval,
}

impl Proportion {
    /// The proportion of `successes` in `trials`.
    ///
    /// # Errors
    /// [`StatisticsError::NoProportion`] for no trials, or fewer trials than successes.
    pub fn of(successes: u64, trials: u64) -> Result<Self, StatisticsError> {
        if trials == 0 || successes > trials {
            return Err(StatisticsError::NoProportion { successes, trials });
        }
        let n = trials as f64;
        let share = successes as f64 / n;
        let z2 = Z95 * Z95;
        let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let spread = libm::sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
        let half_width = Z95 * spread / (1.0 + z2 / n);
        // At either end the formula gives the end itself, which rounding must not push past.
        let low = if successes == 0 {
            0.0
        } else {
            centre - half_width
        };
        let high = if successes == trials {
            1.0
        } else {
            centre + half_width
        };
        Ok(Self {
            successes,
            trials,
            share,
            ci95: Interval { low, high },
        })
    }
}

/// The upper end of Wilson's interval for what did not happen in `n` trials.
pub(crate) fn unseen_probability(n: f64) -> f64 {
    Z95 * Z95 / (n + Z95 * Z95)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_intervals_are_met() {
        // Newcombe (1998), table I, method 3.
        for (successes, trials, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let ci95 = Proportion::of(successes, trials).unwrap().ci95;
            assert!((ci95.low - low).abs() < 5e-5 && (ci95.high - high).abs() < 5e-5);
        }
    }

    #[test]
    fn what_was_never_seen_may_still_happen() {
        let never = Proportion::of(0, 50).unwrap().ci95;
        let always = Proportion::of(50, 50).unwrap().ci95;
        assert_eq!((never.low, always.high), (0.0, 1.0));
        assert!((never.high - unseen_probability(50.0)).abs() < 1e-15);
        assert!((always.low + unseen_probability(50.0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn no_trials_and_too_many_successes_are_refused() {
        assert!(Proportion::of(0, 0).is_err() && Proportion::of(3, 2).is_err());
    }
}
