//! Sums that lose nothing worth having, in a fixed order.

use super::StatisticsError;

/// The sum of `values`, compensated after Neumaier (1974): the error does not grow with their number.
pub(crate) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    total + lost
}

/// The mean of values that are all finite, and their standard deviation with n - 1, in two passes;
/// the second is corrected for the rounding of the first (Chan, Golub and LeVeque 1983).
pub(crate) fn moments(values: &[f64]) -> Result<(f64, f64), StatisticsError> {
    if let Some((index, &value)) = values.iter().enumerate().find(|(_, v)| !v.is_finite()) {
        return Err(StatisticsError::NotFinite { index, value });
    }
    if values.len() < 2 {
        return Err(StatisticsError::TooFew {
            needed: 2,
            got: values.len(),
        });
    }
    let n = values.len() as f64;
    let mean = sum(values.iter().copied()) / n;
    let deviations = || values.iter().map(|value| value - mean);
    let residue = sum(deviations());
    let squares = sum(deviations().map(|d| d * d)) - residue * residue / n;
    // Not `max`, which would turn the NaN of an overflow into a deviation of nothing.
    let squares = if squares < 0.0 { 0.0 } else { squares };
    let sd = libm::sqrt(squares / (n - 1.0));
    if mean.is_finite() && sd.is_finite() {
        Ok((mean, sd))
    } else {
        Err(StatisticsError::Overflow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_values_survive_between_large_ones() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100].into_iter()), 2.0);
    }

    #[test]
    fn a_large_offset_does_not_spoil_the_deviation() {
        let values: Vec<f64> = (0..1000).map(|i| 1e9 + f64::from(i % 2)).collect();
        let (mean, sd) = moments(&values).unwrap();
        assert_eq!(mean, 1e9 + 0.5);
        assert!((sd - libm::sqrt(250.0 / 999.0)).abs() < 1e-12);
    }

    #[test]
    fn sums_past_the_largest_number_are_refused() {
        assert_eq!(moments(&[f64::MAX; 3]), Err(StatisticsError::Overflow));
        assert_eq!(moments(&[-1e300, 1e300]), Err(StatisticsError::Overflow));
    }
}
