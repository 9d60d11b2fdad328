//! Sample quantiles.

use super::{Interval, Z95};

/// The quantile of `p` of a sample in ascending order, between its two neighbours in proportion:
/// type 7 of Hyndman and Fan (1996), as R and NumPy have it.
///
/// `None` for an empty sample or a `p` outside [0, 1].
#[must_use]
pub fn quantile(ascending: &[f64], p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let last = ascending.len().checked_sub(1)?;
    let place = p * last as f64;
    let below = libm::floor(place) as usize;
    let low = *ascending.get(below)?;
    let high = *ascending.get((below + 1).min(last))?;
    let fraction = place - below as f64;
    // Weighted so that neither end is passed, and equal neighbours give themselves.
    Some((low * (1.0 - fraction) + high * fraction).clamp(low, high))
}

/// The 95 % interval of the quantile of `p`, between order statistics of a sample in ascending order,
/// without any law assumed: their ranks are those of a binomial count, n p ± z sqrt(n p (1 - p)).
/// None where a rank lies beyond the sample: nothing in it bounds the quantile then.
pub(crate) fn rank_interval(ascending: &[f64], p: f64) -> Option<Interval> {
    let n = ascending.len() as f64;
    let spread = Z95 * libm::sqrt(n * p * (1.0 - p));
    let at = |rank: f64| {
        (rank >= 0.0)
            .then(|| ascending.get(rank as usize).copied())
            .flatten()
    };
    let low = at(libm::floor(n * p - spread))?;
    let high = at(libm::ceil(n * p + spread))?;
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_their_neighbours_in_proportion() {
        // R: quantile(c(1, 2, 4, 8), c(0, .25, .5, .9, 1), type = 7)
        let sample = [1.0, 2.0, 4.0, 8.0];
        for (p, value) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)] {
            assert!((quantile(&sample, p).unwrap() - value).abs() < 1e-12);
        }
    }

    #[test]
    fn there_is_no_quantile_of_nothing_or_outside() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0], 1.1), None);
        assert_eq!(quantile(&[1.0], f64::NAN), None);
        assert_eq!(quantile(&[7.0], 0.3), Some(7.0));
    }
}
