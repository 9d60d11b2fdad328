//! Formulas over exact rationals: what nobody can argue with, where a formula stays rational.

use dashu_int::ops::{Abs, BitTest};
use dashu_ratio::RBig;

use super::{Comparison, Decision, Number, NumberError};

/// Numerator and denominator together: enough for any economics, small enough that no file can hang us.
const MOST_BITS: usize = 1 << 16;
const LARGEST_EXPONENT: i32 = 10_000;
/// Whole numbers up to here are exact as `f64`, and a quotient of two of them is rounded once.
const EXACT_IN_F64: u64 = 1 << 53;

/// The `f64` nearest to an exact rational; infinite when it is too large.
pub(crate) fn to_f64(value: &RBig) -> f64 {
    let numerator = i64::try_from(value.numerator());
    let denominator = u64::try_from(value.denominator());
    if let (Ok(numerator), Ok(denominator)) = (numerator, denominator)
        && numerator.unsigned_abs() <= EXACT_IN_F64
        && denominator <= EXACT_IN_F64
    {
        return numerator as f64 / denominator as f64;
    }
    value.to_f64().value()
}

fn bits(value: &RBig) -> usize {
    value.numerator().bit_len() + value.denominator().bit_len()
}

fn bounded(value: RBig) -> Result<RBig, NumberError> {
    if bits(&value) > MOST_BITS {
        Err(NumberError::TooManyDigits)
    } else {
        Ok(value)
    }
}

impl Number for RBig {
    type Truth = bool;

    fn from_rational(value: &RBig) -> Result<Self, NumberError> {
        Ok(value.clone())
    }

    fn add(&self, other: &Self) -> Result<Self, NumberError> {
        bounded(self + other)
    }

    fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        bounded(self - other)
    }

    fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        bounded(self * other)
    }

    fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            Err(NumberError::DivisionByZero)
        } else {
            bounded(self / other)
        }
    }

    fn negate(&self) -> Result<Self, NumberError> {
        Ok(-self)
    }

    fn power_whole(&self, exponent: i32) -> Result<Self, NumberError> {
        if self.is_zero() && exponent < 0 {
            return Err(NumberError::DivisionByZero);
        }
        if exponent.unsigned_abs() > LARGEST_EXPONENT.unsigned_abs() {
            return Err(NumberError::ExponentTooLarge);
        }
        if bits(self).saturating_mul(exponent.unsigned_abs() as usize) > MOST_BITS {
            return Err(NumberError::TooManyDigits);
        }
        Ok(self.pow(exponent as isize))
    }

    fn power(&self, exponent: &Self) -> Result<Self, NumberError> {
        if !exponent.is_int() {
            return Err(NumberError::NotExact("^"));
        }
        let exponent =
            i32::try_from(exponent.numerator()).map_err(|_| NumberError::ExponentTooLarge)?;
        self.power_whole(exponent)
    }

    fn minimum(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(self.min(other).clone())
    }

    fn maximum(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(self.max(other).clone())
    }

    fn absolute(&self) -> Result<Self, NumberError> {
        Ok(self.clone().abs())
    }

    fn floor(&self) -> Result<Self, NumberError> {
        Ok(RBig::from(RBig::floor(self)))
    }

    fn ceiling(&self) -> Result<Self, NumberError> {
        Ok(RBig::from(self.ceil()))
    }

    /// Rational only at zero (Hermite–Lindemann).
    fn exp(&self) -> Result<Self, NumberError> {
        if self.is_zero() {
            Ok(RBig::ONE)
        } else {
            Err(NumberError::NotExact("exp"))
        }
    }

    /// Rational only at one.
    fn ln(&self) -> Result<Self, NumberError> {
        if self.is_one() {
            Ok(RBig::ZERO)
        } else if *self > RBig::ZERO {
            Err(NumberError::NotExact("ln"))
        } else {
            Err(NumberError::OutsideDomain("ln"))
        }
    }

    /// Rational where numerator and denominator are both perfect squares.
    fn sqrt(&self) -> Result<Self, NumberError> {
        use dashu_int::ops::SquareRoot;
        if *self < RBig::ZERO {
            return Err(NumberError::OutsideDomain("sqrt"));
        }
        let root = RBig::from_parts(self.numerator().sqrt().into(), self.denominator().sqrt());
        if root.sqr() == *self {
            Ok(root)
        } else {
            Err(NumberError::NotExact("sqrt"))
        }
    }

    fn normal_cdf(&self) -> Result<Self, NumberError> {
        if self.is_zero() {
            Ok(RBig::from_parts(1.into(), 2u8.into()))
        } else {
            Err(NumberError::NotExact("normal_cdf"))
        }
    }

    fn normal_pdf(&self) -> Result<Self, NumberError> {
        Err(NumberError::NotExact("normal_pdf"))
    }

    fn compare(&self, comparison: Comparison, other: &Self) -> Result<bool, NumberError> {
        Ok(comparison.holds(self.cmp(other)))
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

    fn ratio(numerator: i64, denominator: u64) -> RBig {
        RBig::from_parts(numerator.into(), denominator.into())
    }

    #[test]
    fn powers_are_exact_and_bounded() {
        assert_eq!(ratio(2, 3).power_whole(-2), Ok(ratio(9, 4)));
        assert_eq!(RBig::ZERO.power_whole(-1), Err(NumberError::DivisionByZero));
        assert_eq!(
            ratio(3, 2).power_whole(10_001),
            Err(NumberError::ExponentTooLarge)
        );
        assert_eq!(
            ratio(1 << 40, 1).power_whole(10_000),
            Err(NumberError::TooManyDigits)
        );
        assert_eq!(
            ratio(4, 1).power(&ratio(1, 2)),
            Err(NumberError::NotExact("^"))
        );
    }

    #[test]
    fn roots_are_exact_or_refused() {
        assert_eq!(Number::sqrt(&ratio(9, 4)), Ok(ratio(3, 2)));
        assert_eq!(
            Number::sqrt(&ratio(2, 1)),
            Err(NumberError::NotExact("sqrt"))
        );
        assert_eq!(
            Number::sqrt(&ratio(-4, 1)),
            Err(NumberError::OutsideDomain("sqrt"))
        );
    }

    #[test]
    fn the_nearest_float_is_found_on_both_paths() {
        assert_eq!(to_f64(&ratio(1, 10)), 0.1);
        let large = RBig::from(dashu_int::IBig::from(10u8).pow(40));
        assert_eq!(to_f64(&large), 1e40);
        assert_eq!(to_f64(&(ratio(1, 3) / large)), 1.0 / 3e40);
    }
}
