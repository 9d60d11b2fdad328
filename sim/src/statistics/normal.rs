//! The normal distribution's quantile.

/// The standard normal quantile of `p`, to about 16 digits (Wichura 1988, algorithm AS 241, PPND16).
///
/// Minus infinity at `p` = 0, infinity at 1, not a number outside [0, 1].
#[must_use]
#[inline]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * rational(r, &CENTRE);
    }
    tail_quantile(p, q)
}

fn tail_quantile(p: f64, q: f64) -> f64 {
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return f64::INFINITY.copysign(q);
    }
    let r = libm::sqrt(-libm::log(tail));
    let distance = if r <= 5.0 {
        rational(r - 1.6, &SHOULDER)
    } else {
        rational(r - 5.0, &TAIL)
    };
    if q < 0.0 { -distance } else { distance }
}

/// Coefficients of numerator and denominator, from the constant up.
type Rational = [(f64, f64); 8];

#[inline]
fn rational(x: f64, coefficients: &Rational) -> f64 {
    let (numerator, denominator) = coefficients
        .iter()
        .rev()
        .fold((0.0, 0.0), |(n, d), (a, b)| (n * x + a, d * x + b));
    numerator / denominator
}

#[allow(clippy::excessive_precision, reason = "as published")]
const CENTRE: Rational = [
    (3.3871328727963666080e0, 1.0),
    (1.3314166789178437745e+2, 4.2313330701600911252e+1),
    (1.9715909503065514427e+3, 6.8718700749205790830e+2),
    (1.3731693765509461125e+4, 5.3941960214247511077e+3),
    (4.5921953931549871457e+4, 2.1213794301586595867e+4),
    (6.7265770927008700853e+4, 3.9307895800092710610e+4),
    (3.3430575583588128105e+4, 2.8729085735721942674e+4),
    (2.5090809287301226727e+3, 5.2264952788528545610e+3),
];

#[allow(clippy::excessive_precision, reason = "as published")]
const SHOULDER: Rational = [
    (1.42343711074968357734e0, 1.0),
    (4.63033784615654529590e0, 2.05319162663775882187e0),
    (5.76949722146069140550e0, 1.67638483018380384940e0),
    (3.64784832476320460504e0, 6.89767334985100004550e-1),
    (1.27045825245236838258e0, 1.48103976427480074590e-1),
    (2.41780725177450611770e-1, 1.51986665636164571966e-2),
    (2.27238449892691845833e-2, 5.47593808499534494600e-4),
    (7.74545014278341407640e-4, 1.05075007164441684324e-9),
];

#[allow(clippy::excessive_precision, reason = "as published")]
const TAIL: Rational = [
    (6.65790464350110377720e0, 1.0),
    (5.46378491116411436990e0, 5.99832206555887937690e-1),
    (1.78482653991729133580e0, 1.36929880922735805310e-1),
    (2.96560571828504891230e-1, 1.48753612908506148525e-2),
    (2.65321895265761230930e-2, 7.86869131145613259100e-4),
    (1.24266094738807843860e-3, 1.84631831751005468180e-5),
    (2.71155556874348757815e-5, 1.42151175831644588870e-7),
    (2.01033439929228813265e-7, 2.04426310338993978564e-15),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantile_undoes_the_distribution() {
        for step in -80..=20 {
            let x = f64::from(step) / 10.0;
            let p = 0.5 * libm::erfc(-x / core::f64::consts::SQRT_2);
            // What one rounding of p can move x by: the spacing of p over the density at x.
            let density = libm::exp(-0.5 * x * x) / libm::sqrt(core::f64::consts::TAU);
            let slack = 4.0 * (p.next_up() - p) / density + 8.0 * f64::EPSILON * x.abs();
            assert!((normal_quantile(p) - x).abs() <= slack, "{x}");
        }
    }

    #[test]
    fn the_published_check_values_are_met() {
        // Wichura (1988), the algorithm's own test values.
        for (p, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_408),
        ] {
            assert!(
                (normal_quantile(p) - z).abs() < 1e-14 * z.abs().max(1.0),
                "{p}"
            );
        }
        assert!((normal_quantile(0.975) - super::super::Z95).abs() < 1e-15);
    }

    #[test]
    fn the_ends_are_infinite_and_the_outside_is_nothing() {
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!(normal_quantile(1.5).is_nan() && normal_quantile(f64::NAN).is_nan());
    }
}
