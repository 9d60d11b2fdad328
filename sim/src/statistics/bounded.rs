//! The mean of a payoff whose rare outcomes the runs may have missed.

use super::proportion::unseen_probability;
use super::sum::moments;
use super::summary::mean_interval;
use super::{Interval, StatisticsError};

/// The 95 % interval of the mean of `values`, none of which could have been below `worst` or above
/// `best`, all in one unit.
///
/// Student's interval trusts the sample's spread, which says nothing of an outcome the runs did not
/// see: a hundred attacks that all failed would claim certainty. So it is hulled with what such an
/// outcome could still do. One of probability u, the upper end of Wilson's interval (1927) for no
/// success in n trials, u = z²/(n + z²), at the worst pulls the mean to mean - u (mean - worst) and
/// at the best to mean + u (best - mean). The interval is cut to [worst, best], where the mean is,
/// and has no width only where the two are equal. Of payoffs won or lost with probabilities from
/// 1e-4 to 1/2, in 100 and in 1,000 runs, it covers the mean at least 92.6 % of the time.
///
/// # Errors
/// [`StatisticsError::TooFew`] below two values, `NotFinite` for a value that is infinite or not a
/// number, `OutOfBounds` for one that the bounds do not hold.
pub fn mean_interval_with_bounds(
    values: &[f64],
    worst: f64,
    best: f64,
) -> Result<Interval, StatisticsError> {
    let (mean, sd) = moments(values)?;
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Written to refuse bounds that are not numbers as well.
    if !(worst.is_finite() && best.is_finite() && worst <= low && high <= best) {
        return Err(StatisticsError::OutOfBounds {
            low,
            high,
            worst,
            best,
        });
    }
    let unseen = unseen_probability(values.len() as f64);
    let student = mean_interval(values.len(), mean, sd);
    let hull = student.hull(&Interval {
        low: mean - unseen * (mean - worst),
        high: mean + unseen * (best - mean),
    });
    Ok(Interval {
        low: hull.low.max(worst),
        high: hull.high.min(best),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wins(n: usize, successes: usize) -> Vec<f64> {
        (0..n)
            .map(|i| if i < successes { 1.0 } else { 0.0 })
            .collect()
    }

    #[test]
    fn runs_that_never_saw_the_rare_outcome_do_not_claim_certainty() {
        // A gain of 100,000 at 0.1 %, a loss of 50,300 otherwise: the mean is -50,149.70.
        let all_lost = [-50_300.0; 100];
        let ci95 = mean_interval_with_bounds(&all_lost, -50_300.0, 100_000.0).unwrap();
        assert!(ci95.contains(-50_149.70) && ci95.low == -50_300.0);
    }

    #[test]
    fn an_outcome_that_cannot_vary_has_no_width() {
        let ci95 = mean_interval_with_bounds(&[3.0; 10], 3.0, 3.0).unwrap();
        assert_eq!((ci95.low, ci95.high), (3.0, 3.0));
    }

    #[test]
    fn the_interval_covers_the_mean_of_rare_payoffs() {
        // Exact: the binomial probability of every count of successes whose interval covers p.
        for n in [100, 1000] {
            for p in [0.0001, 0.001, 0.01, 0.02, 0.05, 0.1, 0.5] {
                let mut probability = libm::pow(1.0 - p, n as f64);
                let mut covered = 0.0;
                for successes in 0..=n {
                    let ci95 = mean_interval_with_bounds(&wins(n, successes), 0.0, 1.0).unwrap();
                    if ci95.contains(p) {
                        covered += probability;
                    }
                    probability *= p / (1.0 - p) * (n - successes) as f64 / (successes + 1) as f64;
                }
                assert!(covered > 0.925, "{n} runs at {p}: {covered}");
            }
        }
    }

    #[test]
    fn bounds_that_do_not_hold_the_sample_are_refused() {
        for (worst, best) in [
            (0.5, 2.0),
            (0.0, 0.5),
            (f64::NAN, 2.0),
            (0.0, f64::INFINITY),
        ] {
            let result = mean_interval_with_bounds(&[0.0, 1.0], worst, best);
            assert!(matches!(result, Err(StatisticsError::OutOfBounds { .. })));
        }
    }
}
