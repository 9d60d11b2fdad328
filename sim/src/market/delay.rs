//! How long a message takes from one chain to another.

use super::{MarketError, require, require_not_negative};
use crate::engine::Draws;

/// The law of a message's delay in seconds: uniform from `min` to `knee`, except for a share of
/// late messages, uniform from `knee` to `max`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MessageDelay {
    min: f64,
    knee: f64,
    max: f64,
    late_share: f64,
}

impl MessageDelay {
    /// LayerZero as protocols on it plan for: "2-10 min (10% of time >5min)", in the words of the
    /// reputation-lending paper this laboratory began with.
    pub const LAYER_ZERO: Self = Self {
        min: 120.0,
        knee: 300.0,
        max: 600.0,
        late_share: 0.1,
    };

    /// The law of delays from `min` to `max` seconds, of which `late_share` exceed `knee` seconds.
    ///
    /// # Errors
    /// [`MarketError::Parameter`] unless 0 ≤ `min` ≤ `knee` ≤ `max` and `late_share` is within
    /// [0, 1].
    pub fn new(min: f64, knee: f64, max: f64, late_share: f64) -> Result<Self, MarketError> {
        require_not_negative("min", min)?;
        require(
            knee.is_finite() && knee >= min,
            "knee",
            knee,
            "a finite number of seconds, not below min",
        )?;
        require(
            max.is_finite() && max >= knee,
            "max",
            max,
            "a finite number of seconds, not below knee",
        )?;
        require(
            (0.0..=1.0).contains(&late_share),
            "late_share",
            late_share,
            "a share from 0 to 1",
        )?;
        Ok(Self {
            min,
            knee,
            max,
            late_share,
        })
    }

    /// Draws one delay, in seconds.
    #[must_use]
    #[inline]
    pub fn draw(&self, draws: &mut Draws) -> f64 {
        let u = draws.uniform();
        let on_time = 1.0 - self.late_share;
        if u < on_time {
            self.min + (self.knee - self.min) * (u / on_time)
        } else {
            self.knee + (self.max - self.knee) * ((u - on_time) / self.late_share)
        }
    }

    /// The expected delay, in seconds.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let on_time = 0.5 * (self.min + self.knee);
        let late = 0.5 * (self.knee + self.max);
        on_time + self.late_share * (late - on_time)
    }

    /// The probability that a message takes longer than `seconds`.
    #[must_use]
    pub fn probability_later_than(&self, seconds: f64) -> f64 {
        if seconds < self.min {
            1.0
        } else if seconds < self.knee {
            let early = (seconds - self.min) / (self.knee - self.min);
            1.0 - (1.0 - self.late_share) * early
        } else if seconds < self.max {
            self.late_share * (self.max - seconds) / (self.max - self.knee)
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{RunKey, Streams};
    use crate::statistics::{Proportion, Summary};

    fn sample(law: MessageDelay) -> Vec<f64> {
        let key = RunKey {
            seed: 5,
            point: 0,
            replicate: 0,
        };
        let mut draws = Streams::new(key).open("delay");
        (0..20_000).map(|_| law.draw(&mut draws)).collect()
    }

    #[test]
    fn one_message_in_ten_is_late_and_none_is_out_of_range() {
        let law = MessageDelay::LAYER_ZERO;
        let delays = sample(law);
        let summary = Summary::of(&delays).unwrap();
        assert!(summary.min >= 120.0 && summary.max <= 600.0);
        assert!((summary.mean - law.mean()).abs() < 4.0 * summary.sd / libm::sqrt(20_000.0));
        for seconds in [119.0, 180.0, 300.0, 450.0, 600.0] {
            let late = delays.iter().filter(|delay| **delay > seconds).count() as u64;
            let share = Proportion::of(late, 20_000).unwrap().share;
            assert!(
                (share - law.probability_later_than(seconds)).abs() < 0.014,
                "{seconds}"
            );
        }
        assert!((law.probability_later_than(300.0) - 0.1).abs() < 1e-15);
    }

    #[test]
    fn shares_of_none_and_all_late_are_laws_too() {
        let punctual = MessageDelay::new(1.0, 2.0, 9.0, 0.0).unwrap();
        assert!(
            sample(punctual)
                .iter()
                .all(|delay| (1.0..=2.0).contains(delay))
        );
        let late = MessageDelay::new(1.0, 2.0, 9.0, 1.0).unwrap();
        assert!(sample(late).iter().all(|delay| (2.0..=9.0).contains(delay)));
        let fixed = MessageDelay::new(7.0, 7.0, 7.0, 0.5).unwrap();
        assert!(sample(fixed).iter().all(|delay| *delay == 7.0));
        assert_eq!(fixed.probability_later_than(7.0), 0.0);
    }

    #[test]
    fn a_law_out_of_order_is_refused() {
        assert!(MessageDelay::new(3.0, 2.0, 9.0, 0.1).is_err());
        assert!(MessageDelay::new(1.0, 2.0, 1.5, 0.1).is_err());
        assert!(MessageDelay::new(1.0, 2.0, 9.0, f64::NAN).is_err());
        assert!(MessageDelay::new(-1.0, 2.0, 9.0, 0.1).is_err());
    }
}
