//! Estimates with intervals of what is not a mean: spreads and quantiles.

use crate::statistics::{Interval, StatisticsError, Summary, Z95, quantile, rank_interval};

/// From how many values on a sample's law of large numbers is relied on.
const LARGE: usize = 30;

/// The 95 % interval of a standard deviation, from the sample's own fourth moment: the variance of
/// s² is (m4 - s⁴)/n in large samples of any law (Cramér 1946, §27.4).
/// None for a sample that is not large.
pub(super) fn deviation_interval(values: &[f64], summary: &Summary) -> Option<Interval> {
    if values.len() < LARGE {
        return None;
    }
    let n = values.len() as f64;
    let fourth = values
        .iter()
        .map(|value| {
            let square = (value - summary.mean) * (value - summary.mean);
            square * square
        })
        .sum::<f64>()
        / n;
    let variance = summary.sd * summary.sd;
    if variance == 0.0 {
        return Some(Interval {
            low: 0.0,
            high: 0.0,
        });
    }
    let error = libm::sqrt((fourth - variance * variance).max(0.0) / n) / (2.0 * summary.sd);
    Some(Interval {
        low: (summary.sd - Z95 * error).max(0.0),
        high: summary.sd + Z95 * error,
    })
}

/// A quantile and its 95 % interval between order statistics. No interval where a rank lies beyond the
/// sample.
///
/// # Errors
/// [`StatisticsError::TooFew`] for no values at all.
pub(super) fn quantile_with_interval(
    values: &[f64],
    p: f64,
) -> Result<(f64, Option<Interval>), StatisticsError> {
    let mut ascending = values.to_vec();
    ascending.sort_unstable_by(f64::total_cmp);
    let value = quantile(&ascending, p).ok_or(StatisticsError::TooFew { needed: 1, got: 0 })?;
    Ok((value, rank_interval(&ascending, p)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_of_a_fair_coin_is_known_almost_exactly() {
        // Two values in equal parts: m4 = s⁴, so that the leading error vanishes.
        let values: Vec<f64> = (0..1000).map(|i| f64::from(i % 2)).collect();
        let summary = Summary::of(&values).unwrap();
        assert!(deviation_interval(&values, &summary).unwrap().width() < 1e-3);
    }

    #[test]
    fn quantiles_of_a_ladder_lie_between_their_ranks() {
        let values: Vec<f64> = (0..10_000).map(f64::from).collect();
        let (value, interval) = quantile_with_interval(&values, 0.025).unwrap();
        let interval = interval.unwrap();
        assert!((value - 249.975).abs() < 1e-9);
        // 250 ± 1.96 · sqrt(250 · 0.975)
        assert_eq!((interval.low, interval.high), (219.0, 281.0));
        assert!(quantile_with_interval(&[], 0.5).is_err());
    }
}
