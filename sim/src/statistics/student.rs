//! Student's t distribution.

use core::f64::consts::{FRAC_2_PI, FRAC_PI_2};

use super::normal_quantile;

/// From this many degrees of freedom on, the expansion about the normal quantile is exact to 1e-11.
const MANY: u64 = 300;

/// The quantile of `p` of Student's t distribution with `degrees` of freedom.
///
/// By bisection of the distribution's finite series (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4)
/// below 300 degrees, by its expansion (26.7.5) above. Infinite at `p` = 0 and 1; not a number
/// outside [0, 1] and for no degrees of freedom.
#[must_use]
pub fn student_t_quantile(p: f64, degrees: u64) -> f64 {
    if degrees == 0 || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if degrees >= MANY {
        return expanded_quantile(normal_quantile(p), degrees as f64);
    }
    let within = (2.0 * p - 1.0).abs();
    if within == 1.0 {
        return f64::INFINITY.copysign(p - 0.5);
    }
    let (mut low, mut high) = (0.0, FRAC_PI_2);
    loop {
        let angle = 0.5 * (low + high);
        if angle <= low || angle >= high {
            let t = libm::sqrt(degrees as f64) * libm::tan(angle);
            return if p < 0.5 { -t } else { t };
        }
        if central_probability(angle, degrees) < within {
            low = angle;
        } else {
            high = angle;
        }
    }
}

/// The probability that |t| stays below sqrt(degrees) × tan(angle).
fn central_probability(angle: f64, degrees: u64) -> f64 {
    let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
    let odd = degrees % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut series = 0.0;
    // Odd: 1, 2/3, 2·4/(3·5) …; even: 1, 1/2, 1·3/(2·4) …; each with the next power of cosine.
    let first = if odd { 3 } else { 2 };
    for above in (first..=degrees).step_by(2) {
        series += term;
        term *= cosine * cosine * (above - 1) as f64 / above as f64;
    }
    if odd {
        FRAC_2_PI * (angle + sine * series)
    } else {
        sine * series
    }
}

fn expanded_quantile(x: f64, degrees: f64) -> f64 {
    if x.is_infinite() {
        return x;
    }
    let y = x * x;
    let terms = [
        (y + 1.0) * x / 4.0,
        ((5.0 * y + 16.0) * y + 3.0) * x / 96.0,
        (((3.0 * y + 19.0) * y + 17.0) * y - 15.0) * x / 384.0,
        ((((79.0 * y + 776.0) * y + 1482.0) * y - 1920.0) * y - 945.0) * x / 92_160.0,
    ];
    x + terms
        .iter()
        .rev()
        .fold(0.0, |sum, term| (sum + term) / degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_table_values_are_met() {
        // Abramowitz and Stegun (1964), table 26.10: |t| exceeded with probability 1 - A.
        let table = [
            (0.975, 1, 12.706),
            (0.995, 1, 63.657),
            (0.975, 2, 4.303),
            (0.975, 3, 3.182),
            (0.95, 4, 2.132),
            (0.995, 5, 4.032),
            (0.95, 10, 1.812),
            (0.975, 10, 2.228),
            (0.9995, 10, 4.587),
            (0.975, 29, 2.045),
            (0.975, 30, 2.042),
            (0.975, 60, 2.000),
            (0.995, 120, 2.617),
        ];
        for (p, degrees, t) in table {
            assert!(
                (student_t_quantile(p, degrees) - t).abs() < 6e-4,
                "{p} {degrees}"
            );
        }
    }

    #[test]
    fn one_and_two_degrees_agree_with_their_closed_forms() {
        for p in [0.01, 0.2, 0.5, 0.9, 0.975, 0.999] {
            let cauchy = libm::tan(core::f64::consts::PI * (p - 0.5));
            assert!((student_t_quantile(p, 1) - cauchy).abs() < 1e-12 * cauchy.abs().max(1.0));
            let two = (2.0 * p - 1.0) * libm::sqrt(2.0 / (4.0 * p * (1.0 - p)));
            assert!((student_t_quantile(p, 2) - two).abs() < 1e-12 * two.abs().max(1.0));
        }
    }

    #[test]
    fn series_and_expansion_meet_where_one_takes_over() {
        for p in [0.6, 0.9, 0.975, 0.995] {
            let expanded = expanded_quantile(normal_quantile(p), (MANY - 1) as f64);
            let series = student_t_quantile(p, MANY - 1);
            assert!(
                (series - expanded).abs() < 1e-10,
                "{p}: {series} {expanded}"
            );
        }
    }

    #[test]
    fn the_quantile_is_odd_about_the_median_and_nothing_outside() {
        assert_eq!(student_t_quantile(0.25, 7), -student_t_quantile(0.75, 7));
        assert!(student_t_quantile(0.5, 7).abs() < 1e-15);
        assert_eq!(student_t_quantile(1.0, 7), f64::INFINITY);
        assert_eq!(student_t_quantile(0.0, 1000), f64::NEG_INFINITY);
        assert!(student_t_quantile(0.5, 0).is_nan() && student_t_quantile(-0.1, 5).is_nan());
    }
}
