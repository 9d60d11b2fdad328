//! Bounds on a sum, product or quotient of two floats: the exact result where it is a float, else its neighbour.
//!
//! The hardware's nearest result is moved only when the rounding error, itself a float (T. J. Dekker, A
//! floating-point technique for extending the available precision, 1971; D. E. Knuth, TAOCP 2, 4.2.2), shows
//! that it lies on the wrong side. Whole numbers and zeros so stay exact, on which guards such as `x > 0` depend.
//! An infinite argument stands for "arbitrarily large", so that zero times it is zero.

/// Sizes between which the error terms below neither overflow nor underflow.
const SMALL: f64 = 1e-290;
const LARGE: f64 = 1e290;
/// 2²⁷ + 1, which splits a float into two halves.
const SPLIT: f64 = 134_217_729.0;

/// At most `a + b`, and at most one float below it.
pub(super) fn add_down(a: f64, b: f64) -> f64 {
    let sum = a + b;
    if !sum.is_finite() {
        return not_finite_down(sum, a.is_infinite() || b.is_infinite());
    }
    let part = sum - a;
    let error = (a - (sum - part)) + (b - part);
    if error < 0.0 { sum.next_down() } else { sum }
}

/// At least `a + b`.
pub(super) fn add_up(a: f64, b: f64) -> f64 {
    -add_down(-a, -b)
}

/// At most `a · b`.
pub(super) fn multiply_down(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 {
        return 0.0;
    }
    let product = a * b;
    if !product.is_finite() {
        return not_finite_down(product, a.is_infinite() || b.is_infinite());
    }
    match product_error(a, b, product) {
        Some(error) if error >= 0.0 => product,
        Some(_) => product.next_down(),
        // A product of the same signs does not fall below zero however small it is.
        None if (a > 0.0) == (b > 0.0) => product.next_down().max(0.0),
        None => product.next_down(),
    }
}

/// At least `a · b`.
pub(super) fn multiply_up(a: f64, b: f64) -> f64 {
    -multiply_down(-a, b)
}

/// At most `a / b`, for a divisor that is not zero.
pub(super) fn divide_down(a: f64, b: f64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    let quotient = a / b;
    if !quotient.is_finite() {
        return not_finite_down(quotient, a.is_infinite() || b == 0.0);
    }
    let product = quotient * b;
    let error = if (SMALL..LARGE).contains(&a.abs()) {
        product_error(quotient, b, product)
    } else {
        None
    };
    match error {
        // The remainder has the sign of what the nearest quotient leaves out.
        Some(error) => {
            let remainder = (a - product) - error;
            let left_out = if b < 0.0 { -remainder } else { remainder };
            if left_out < 0.0 {
                quotient.next_down()
            } else {
                quotient
            }
        }
        None if (a > 0.0) == (b > 0.0) => quotient.next_down().max(0.0),
        None => quotient.next_down(),
    }
}

/// At least `a / b`, for a divisor that is not zero.
pub(super) fn divide_up(a: f64, b: f64) -> f64 {
    -divide_down(-a, b)
}

/// `a · b - product`, exactly; nothing where that may not be a float.
fn product_error(a: f64, b: f64, product: f64) -> Option<f64> {
    let within = |value: f64| (SMALL..LARGE).contains(&value.abs());
    if !(within(a) && within(b) && within(product)) {
        return None;
    }
    let (high_a, low_a) = halves(a);
    let (high_b, low_b) = halves(b);
    Some(((high_a * high_b - product) + high_a * low_b + low_a * high_b) + low_a * low_b)
}

fn halves(value: f64) -> (f64, f64) {
    let scaled = SPLIT * value;
    let high = scaled - (scaled - value);
    (high, value - high)
}

/// A lower bound where the nearest result is not finite: an overflow of finite numbers still lies above every float.
fn not_finite_down(result: f64, from_infinity: bool) -> f64 {
    if result.is_nan() {
        f64::NEG_INFINITY
    } else if result > 0.0 && !from_infinity {
        f64::MAX
    } else {
        result
    }
}

#[cfg(test)]
mod tests {
    use dashu_ratio::RBig;
    use proptest::prelude::*;

    use super::*;
    use crate::exact::from_float;

    /// Whether two floats are the nearest on either side of an exact value, or that value.
    fn tight(low: f64, exact: &RBig, high: f64) -> bool {
        let (Some(below), Some(above)) = (from_float(low), from_float(high)) else {
            return false;
        };
        below <= *exact
            && *exact <= above
            && (low == high || (low.next_up() >= high && below < *exact && *exact < above))
    }

    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            -1e6..1e6f64,
            (-1000i32..1000).prop_map(f64::from),
            (-1.0..1.0f64, -200..200i32)
                .prop_map(|(mantissa, exponent)| mantissa * libm::exp2(f64::from(exponent))),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bounds_are_the_exact_result_or_its_two_neighbours(a in number(), b in number()) {
            let (Some(x), Some(y)) = (from_float(a), from_float(b)) else {
                return Err(TestCaseError::fail("not finite"));
            };
            prop_assert!(tight(add_down(a, b), &(&x + &y), add_up(a, b)));
            prop_assert!(tight(multiply_down(a, b), &(&x * &y), multiply_up(a, b)));
            if b != 0.0 {
                prop_assert!(tight(divide_down(a, b), &(&x / &y), divide_up(a, b)));
            }
        }

        #[test]
        fn bounds_hold_at_the_edges_of_the_range(
            a in any::<f64>().prop_filter("finite", |value| value.is_finite()),
            b in any::<f64>().prop_filter("finite", |value| value.is_finite()),
        ) {
            let (Some(x), Some(y)) = (from_float(a), from_float(b)) else {
                return Err(TestCaseError::fail("not finite"));
            };
            let below = |bound: f64, exact: &RBig| from_float(bound).is_none_or(|bound| bound <= *exact);
            let above = |bound: f64, exact: &RBig| from_float(bound).is_none_or(|bound| bound >= *exact);
            prop_assert!(below(add_down(a, b), &(&x + &y)) && above(add_up(a, b), &(&x + &y)));
            prop_assert!(below(multiply_down(a, b), &(&x * &y)) && above(multiply_up(a, b), &(&x * &y)));
            if b != 0.0 {
                prop_assert!(below(divide_down(a, b), &(&x / &y)) && above(divide_up(a, b), &(&x / &y)));
            }
        }
    }

    #[test]
    fn an_overflow_is_still_a_bound_and_zero_times_anything_is_zero() {
        assert_eq!(multiply_down(1e200, 1e200), f64::MAX);
        assert_eq!(multiply_up(1e200, 1e200), f64::INFINITY);
        assert_eq!(add_up(-f64::MAX, -f64::MAX), -f64::MAX);
        assert_eq!(multiply_down(0.0, f64::INFINITY), 0.0);
        assert_eq!(
            add_down(f64::NEG_INFINITY, f64::INFINITY),
            f64::NEG_INFINITY
        );
    }
}
