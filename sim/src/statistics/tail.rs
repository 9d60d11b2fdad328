//! How bad the worst outcomes are: value at risk and expected shortfall.

use super::quantile::rank_interval;
use super::sum::{moments, sum};
use super::{Interval, StatisticsError, student_t_quantile};

/// The worst outcomes of a sample of losses, from a level on; in the unit of the losses, of which
/// larger ones are worse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tail {
    /// The probability below the tail, such as 0.99.
    pub level: f64,
    /// The loss that is not exceeded with that probability: the ⌈n · level⌉-th smallest of n.
    pub value_at_risk: f64,
    /// Its 95 % interval between order statistics, without any law assumed; none where the sample is
    /// too small to hold one.
    pub value_at_risk_ci95: Option<Interval>,
    /// The mean loss in the worst 1 - level of cases.
    pub expected_shortfall: f64,
    /// Its 95 % interval; none where fewer than [`FEWEST_BEYOND`] outcomes make up the tail.
    pub expected_shortfall_ci95: Option<Interval>,
}

/// The fewest outcomes of a tail that say how far its mean may be off.
pub const FEWEST_BEYOND: usize = 5;

impl Tail {
    /// The tail of `losses` beyond `level`.
    ///
    /// The expected shortfall is that of Acerbi and Tasche (2002): the mean of the worst n (1 -
    /// level) outcomes, the last of them counted in part. Its error is that of the mean excess over
    /// the value at risk, sd((loss - VaR)+) / (√n (1 - level)) (Manistre and Hancock 2005), with
    /// Student's t on as many degrees as the tail has outcomes, less one, cut at the lower end of the
    /// value at risk, which no shortfall is below. The tail's own worst may
    /// not have been seen, so that heavy tails are covered less: at 99 % of 2,000 outcomes the
    /// interval holds the shortfall of a normal law in 94 % of samples, of an exponential one in
    /// 93 %, of a log-normal one of unit deviation in 90 %.
    ///
    /// # Errors
    /// [`StatisticsError::NoTail`] for a level that is not between 0 and 1, `TooFew` below two
    /// losses, `NotFinite` for one that is infinite or not a number, `Overflow` where they cannot be
    /// summed.
    pub fn of(losses: &[f64], level: f64) -> Result<Self, StatisticsError> {
        if !(level > 0.0 && level < 1.0) {
            return Err(StatisticsError::NoTail { level });
        }
        moments(losses)?;
        let mut ascending = losses.to_vec();
        ascending.sort_unstable_by(f64::total_cmp);
        let n = ascending.len() as f64;
        let rank = libm::ceil(n * level).max(1.0);
        let (_, from) = ascending.split_at((rank as usize - 1).min(ascending.len() - 1));
        let value_at_risk = from.first().copied().unwrap_or_default();
        let excesses: Vec<f64> = losses
            .iter()
            .map(|loss| (loss - value_at_risk).max(0.0))
            .collect();
        let (_, deviation) = moments(&excesses)?;
        let tail = 1.0 - level;
        let expected_shortfall = value_at_risk + sum(excesses.iter().copied()) / n / tail;
        let beyond = from.len();
        let value_at_risk_ci95 = rank_interval(&ascending, level);
        let expected_shortfall_ci95 = (beyond >= FEWEST_BEYOND).then(|| {
            let t = student_t_quantile(0.975, beyond as u64 - 1);
            let half_width = t * deviation / (libm::sqrt(n) * tail);
            let around = Interval::around(expected_shortfall, half_width);
            let least = value_at_risk_ci95.map_or(f64::NEG_INFINITY, |ranks| ranks.low);
            Interval {
                low: around.low.max(least),
                high: around.high,
            }
        });
        Ok(Self {
            level,
            value_at_risk,
            value_at_risk_ci95,
            expected_shortfall,
            expected_shortfall_ci95,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Draws, RunKey, Streams};

    fn draws(replicate: u64) -> Draws {
        let key = RunKey {
            seed: 11,
            point: 0,
            replicate,
        };
        Streams::new(key).open("losses")
    }

    /// How many of `samples` of 2,000 losses have an interval of the 99 % shortfall that holds it.
    fn covered(samples: u64, shortfall: f64, loss: impl Fn(&mut Draws) -> f64) -> f64 {
        let holds = |replicate| {
            let mut draws = draws(replicate);
            let losses: Vec<f64> = (0..2_000).map(|_| loss(&mut draws)).collect();
            let tail = Tail::of(&losses, 0.99).unwrap();
            tail.expected_shortfall_ci95.unwrap().contains(shortfall)
        };
        (0..samples).filter(|replicate| holds(*replicate)).count() as f64 / samples as f64
    }

    #[test]
    fn the_shortfall_of_a_ladder_is_the_mean_of_its_top() {
        let ladder: Vec<f64> = (1..=1_000).map(f64::from).collect();
        let tail = Tail::of(&ladder, 0.95).unwrap();
        assert_eq!(tail.value_at_risk, 950.0);
        // The mean of 951 to 1,000.
        assert!((tail.expected_shortfall - 975.5).abs() < 1e-9);
        // 950 ± 1.96 · sqrt(950 · 0.05), as whole ranks.
        let ranks = tail.value_at_risk_ci95.unwrap();
        assert_eq!((ranks.low, ranks.high), (937.0, 965.0));
    }

    #[test]
    fn an_outcome_on_the_edge_counts_in_part() {
        // The worst 1.5 of ten: all of the last, half of the one before.
        let losses: Vec<f64> = (1..=10).map(f64::from).collect();
        let tail = Tail::of(&losses, 0.85).unwrap();
        assert_eq!(tail.value_at_risk, 9.0);
        assert!((tail.expected_shortfall - (10.0 + 0.5 * 9.0) / 1.5).abs() < 1e-9);
    }

    #[test]
    fn the_tail_of_a_normal_law_is_its_closed_form() {
        // VaR z, ES phi(z) / (1 - p): 2.326 and 2.665 at 99 %, 1.645 and 2.063 at 95 %
        // (McNeil, Frey and Embrechts 2005, example 2.18).
        let mut draws = draws(0);
        let losses: Vec<f64> = (0..200_000).map(|_| draws.normal()).collect();
        for (level, var, es) in [(0.95, 1.644_854, 2.062_713), (0.99, 2.326_348, 2.665_214)] {
            let tail = Tail::of(&losses, level).unwrap();
            assert!(tail.value_at_risk_ci95.unwrap().contains(var), "{tail:?}");
            assert!(
                tail.expected_shortfall_ci95.unwrap().contains(es),
                "{tail:?}"
            );
            assert!(tail.expected_shortfall_ci95.unwrap().width() < 0.05);
        }
    }

    #[test]
    fn the_interval_covers_the_shortfall_as_often_as_it_says() {
        // An exponential law's tail is memoryless: ES = VaR + 1. A log-normal's mean beyond the
        // quantile z is e^(1/2) Phi(1 - z) / (1 - p).
        let normal = covered(300, 2.665_214, Draws::normal);
        let exponential = covered(300, libm::log(100.0) + 1.0, |draws| draws.exponential(1.0));
        let beyond = 0.5 * libm::erfc((2.326_347_874 - 1.0) / core::f64::consts::SQRT_2);
        let heavy = libm::exp(0.5) * beyond / 0.01;
        let log_normal = covered(300, heavy, |draws| libm::exp(draws.normal()));
        assert!(normal > 0.91, "{normal}");
        assert!(exponential > 0.9, "{exponential}");
        assert!(log_normal > 0.86, "{log_normal}");
    }

    #[test]
    fn a_tail_too_thin_for_an_interval_has_none() {
        let tail = Tail::of(&[1.0; 100], 0.99).unwrap();
        assert_eq!(tail.expected_shortfall, 1.0);
        assert_eq!(tail.expected_shortfall_ci95, None);
        assert_eq!(tail.value_at_risk_ci95, None);
    }

    #[test]
    fn what_is_no_level_or_no_sample_is_refused() {
        for level in [0.0, 1.0, -0.5, f64::NAN] {
            assert!(matches!(
                Tail::of(&[1.0, 2.0], level),
                Err(StatisticsError::NoTail { .. })
            ));
        }
        assert!(matches!(
            Tail::of(&[1.0], 0.9),
            Err(StatisticsError::TooFew { .. })
        ));
        assert!(Tail::of(&[1.0, f64::INFINITY], 0.9).is_err());
    }
}
