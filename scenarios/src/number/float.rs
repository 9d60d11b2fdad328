//! Formulas over `f64`. Every transcendental function comes from `libm`, so results do not depend on
//! the platform's own mathematics library.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

use dashu_ratio::RBig;

use super::{Comparison, Decision, Number, NumberError, to_f64};

fn finite(value: f64) -> Result<f64, NumberError> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(NumberError::NotFinite)
    }
}

impl Number for f64 {
    type Truth = bool;

    fn from_rational(value: &RBig) -> Result<Self, NumberError> {
        finite(to_f64(value))
    }

    fn add(&self, other: &Self) -> Result<Self, NumberError> {
        finite(self + other)
    }

    fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        finite(self - other)
    }

    fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        finite(self * other)
    }

    fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if *other == 0.0 {
            Err(NumberError::DivisionByZero)
        } else {
            finite(self / other)
        }
    }

    fn negate(&self) -> Result<Self, NumberError> {
        Ok(-self)
    }

    fn power_whole(&self, exponent: i32) -> Result<Self, NumberError> {
        self.power(&f64::from(exponent))
    }

    fn power(&self, exponent: &Self) -> Result<Self, NumberError> {
        if *self == 0.0 && *exponent < 0.0 {
            return Err(NumberError::DivisionByZero);
        }
        if *self < 0.0 && libm::trunc(*exponent) != *exponent {
            return Err(NumberError::OutsideDomain("^"));
        }
        finite(libm::pow(*self, *exponent))
    }

    fn minimum(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(if other < self { *other } else { *self })
    }

    fn maximum(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(if other > self { *other } else { *self })
    }

    fn absolute(&self) -> Result<Self, NumberError> {
        Ok(libm::fabs(*self))
    }

    fn floor(&self) -> Result<Self, NumberError> {
        Ok(libm::floor(*self))
    }

    fn ceiling(&self) -> Result<Self, NumberError> {
        Ok(libm::ceil(*self))
    }

    fn exp(&self) -> Result<Self, NumberError> {
        finite(libm::exp(*self))
    }

    fn ln(&self) -> Result<Self, NumberError> {
        if *self > 0.0 {
            finite(libm::log(*self))
        } else {
            Err(NumberError::OutsideDomain("ln"))
        }
    }

    fn sqrt(&self) -> Result<Self, NumberError> {
        if *self >= 0.0 {
            Ok(libm::sqrt(*self))
        } else {
            Err(NumberError::OutsideDomain("sqrt"))
        }
    }

    /// `erfc(-x / sqrt 2) / 2`: Abramowitz & Stegun 26.2.29, in the form that keeps its accuracy in the lower tail.
    fn normal_cdf(&self) -> Result<Self, NumberError> {
        finite(0.5 * libm::erfc(-self * FRAC_1_SQRT_2))
    }

    /// `exp(-x^2 / 2) / sqrt(2 pi)`: Abramowitz & Stegun 26.2.1.
    fn normal_pdf(&self) -> Result<Self, NumberError> {
        finite(libm::exp(-0.5 * self * self) / libm::sqrt(TAU))
    }

    fn compare(&self, comparison: Comparison, other: &Self) -> Result<bool, NumberError> {
        self.partial_cmp(other)
            .map(|order| comparison.holds(order))
            .ok_or(NumberError::NotFinite)
    }

    fn certain(holds: bool) -> bool {
        holds
    }

    fn and(left: &bool, right: &bool) -> bool {
        *left && *right
    }

    fn or(left: &bool, right: &bool) -> bool {
        *left || *right
    }

    fn not(truth: &bool) -> bool {
        !truth
    }

    fn decide(truth: &bool) -> Decision {
        if *truth {
            Decision::True
        } else {
            Decision::False
        }
    }

    fn blend(truth: &bool, then: Self, otherwise: Self) -> Result<Self, NumberError> {
        Ok(if *truth { then } else { otherwise })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz & Stegun, table 26.1.
    #[test]
    fn the_normal_distribution_agrees_with_published_tables() {
        for (x, cdf, pdf) in [
            (0.0, 0.500_000_000_000_000, 0.398_942_280_401_433),
            (1.0, 0.841_344_746_068_543, 0.241_970_724_519_143),
            (2.0, 0.977_249_868_051_821, 0.053_990_966_513_188),
        ] {
            assert!((f64::normal_cdf(&x).unwrap() - cdf).abs() < 1e-14);
            assert!((f64::normal_pdf(&x).unwrap() - pdf).abs() < 1e-14);
        }
    }

    #[test]
    fn no_operation_yields_a_value_that_is_not_a_number() {
        assert_eq!(0.0f64.divide(&0.0), Err(NumberError::DivisionByZero));
        assert_eq!(f64::MAX.multiply(&2.0), Err(NumberError::NotFinite));
        assert_eq!(Number::exp(&1e4), Err(NumberError::NotFinite));
        assert_eq!(Number::ln(&0.0), Err(NumberError::OutsideDomain("ln")));
        assert_eq!(Number::sqrt(&-1.0), Err(NumberError::OutsideDomain("sqrt")));
        assert_eq!(
            (-8.0f64).power(&(1.0 / 3.0)),
            Err(NumberError::OutsideDomain("^"))
        );
        assert_eq!(0.0f64.power_whole(-1), Err(NumberError::DivisionByZero));
    }
}
