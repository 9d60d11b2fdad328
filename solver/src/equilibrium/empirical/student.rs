//! Student's distribution: how many standard errors a mean may be off.

/// The t that is exceeded with probability `tail` (above 0, below ½) at these degrees of freedom (above 0), rounded
/// up in the tenth digit; infinite where it is beyond floats. More than a million degrees count as a million, which
/// can only raise it.
pub(super) fn quantile(tail: f64, freedom: f64) -> f64 {
    const MOST_STEPS: usize = 200;
    const ROUNDING: f64 = 1e-10;
    const MOST_FREEDOM: f64 = 1e6;
    let freedom = freedom.min(MOST_FREEDOM);
    let (mut low, mut high) = (0.0, 1.0);
    while upper_tail(high, freedom) > tail {
        low = high;
        high *= 2.0;
        if high == f64::INFINITY {
            return high;
        }
    }
    for _ in 0..MOST_STEPS {
        if high - low <= 0.1 * ROUNDING * high {
            break;
        }
        let middle = 0.5 * (low + high);
        if upper_tail(middle, freedom) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    high * (1.0 + ROUNDING)
}

/// P(T > t) for t ≥ 0: half the regularized incomplete beta function at ν/(ν + t²) with parameters ν/2 and ½
/// (Abramowitz and Stegun, 26.7.1).
fn upper_tail(t: f64, freedom: f64) -> f64 {
    let square = t * t;
    0.5 * beta(
        freedom / (freedom + square),
        square / (freedom + square),
        0.5 * freedom,
        0.5,
    )
}

/// The regularized incomplete beta function at x, with y = 1 − x and one of the parameters ½, by its continued fraction (*NIST Digital Library of
/// Mathematical Functions*, 8.17.22), evaluated by Lentz's method as Thompson and Barnett (1986) modify it.
fn beta(x: f64, y: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    // The fraction converges fast on this side only.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(y, x, b, a);
    }
    let logarithm = |share: f64, rest: f64| {
        if share > 0.5 {
            libm::log1p(-rest)
        } else {
            libm::log(share)
        }
    };
    let gammas = half_step(a.max(b)) - 0.5 * libm::log(std::f64::consts::PI);
    let front = libm::exp(gammas + a * logarithm(x, y) + b * logarithm(y, x)) / a;
    front / fraction(x, a, b)
}

/// ln Γ(a + ½) − ln Γ(a): by its asymptotic series where the difference would cancel.
fn half_step(a: f64) -> f64 {
    const LARGE: f64 = 64.0;
    if a < LARGE {
        return libm::lgamma(a + 0.5) - libm::lgamma(a);
    }
    let inverse = 1.0 / a;
    let square = inverse * inverse;
    let series =
        1.0 / 8.0 - square * (1.0 / 192.0 - square * (1.0 / 640.0 - square * 17.0 / 14_336.0));
    0.5 * libm::log(a) - inverse * series
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const MOST_TERMS: u32 = 10_000;
    const TINY: f64 = 1e-300;
    const SETTLED: f64 = 1e-15;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut result, mut up, mut down) = (1.0, 1.0, 0.0);
    for term in 1..=MOST_TERMS {
        let m = f64::from(term / 2);
        let numerator = if term % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        down = 1.0 / away(1.0 + numerator * down);
        up = away(1.0 + numerator / up);
        let factor = up * down;
        result *= factor;
        if (factor - 1.0).abs() < SETTLED {
            break;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of Student's distribution (more digits by SciPy).
    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (tail, freedom, expected) in [
            (0.025, 1.0, 12.706_204_736),
            (0.025, 2.0, 4.302_652_730),
            (0.025, 10.0, 2.228_138_852),
            (0.005, 30.0, 2.749_995_654),
            (0.05, 5.0, 2.015_048_373),
            (0.0005, 4.0, 8.610_301_581),
            (0.000_001, 63.5, 5.233_069_805),
            (0.025, 1e6, 1.959_966_357),
            (0.025, 1e9, 1.959_966_357),
        ] {
            let found = quantile(tail, freedom);
            assert!(
                (found / expected - 1.0).abs() < 2e-9,
                "{tail} {freedom}: {found}"
            );
        }
    }

    #[test]
    fn one_degree_of_freedom_is_cauchys_distribution() {
        for tail in [0.4, 0.1, 1e-3, 1e-7] {
            let expected = 1.0 / libm::tan(std::f64::consts::PI * tail);
            assert!((quantile(tail, 1.0) / expected - 1.0).abs() < 1e-8);
        }
    }
}
