//! The integers that dictionaries are kept in: machine words while they last, then as long as needed.

use std::cmp::Ordering;

use dashu_base::Signed;
use dashu_int::IBig;

/// An integer of a dictionary. Operations that may not fit give nothing; the caller starts again with longer ones.
pub(super) trait Integer: Clone + Ord {
    fn from_big(value: &IBig) -> Option<Self>;
    fn to_big(&self) -> IBig;
    fn one() -> Self;
    fn sign(&self) -> Ordering;
    fn negated(&self) -> Option<Self>;
    /// `(a·b − c·d) / divisor`, which the caller knows to be whole.
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Option<Self>;
    /// How `a·b` compares with `c·d`.
    fn compare(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;
}

impl Integer for i64 {
    fn from_big(value: &IBig) -> Option<Self> {
        Self::try_from(value).ok()
    }

    fn to_big(&self) -> IBig {
        IBig::from(*self)
    }

    fn one() -> Self {
        1
    }

    fn sign(&self) -> Ordering {
        self.cmp(&0)
    }

    fn negated(&self) -> Option<Self> {
        self.checked_neg()
    }

    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Option<Self> {
        let difference =
            (i128::from(*a) * i128::from(*b)).checked_sub(i128::from(*c) * i128::from(*d))?;
        match Self::try_from(difference) {
            Ok(short) => short.checked_div(*divisor),
            Err(_) => Self::try_from(difference.checked_div(i128::from(*divisor))?).ok(),
        }
    }

    fn compare(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (i128::from(*a) * i128::from(*b)).cmp(&(i128::from(*c) * i128::from(*d)))
    }
}

impl Integer for IBig {
    fn from_big(value: &IBig) -> Option<Self> {
        Some(value.clone())
    }

    fn to_big(&self) -> IBig {
        self.clone()
    }

    fn one() -> Self {
        Self::ONE
    }

    fn sign(&self) -> Ordering {
        if self.is_zero() {
            Ordering::Equal
        } else if self.is_negative() {
            Ordering::Less
        } else {
            Ordering::Greater
        }
    }

    fn negated(&self) -> Option<Self> {
        Some(-self)
    }

    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        Some(
            match (a.is_zero() || b.is_zero(), c.is_zero() || d.is_zero()) {
                (true, true) => Self::ZERO,
                (true, false) => -(c * d) / divisor,
                (false, true) => a * b / divisor,
                (false, false) => (a * b - c * d) / divisor,
            },
        )
    }

    fn compare(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (a * b).cmp(&(c * d))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn big(value: i64) -> IBig {
        IBig::from(value)
    }

    proptest! {
        #[test]
        fn machine_words_agree_with_long_integers_or_say_that_they_are_too_short(
            a in any::<i64>(), b in any::<i64>(), c in any::<i64>(), d in any::<i64>(),
        ) {
            let long = Integer::cross(&big(a), &big(b), &big(c), &big(d), &IBig::ONE);
            let fits = long.as_ref().is_some_and(|long| i64::try_from(long).is_ok());
            let short = i64::cross(&a, &b, &c, &d, &1);
            prop_assert_eq!(short.is_some(), fits);
            prop_assert!(short.is_none() || short.map(big) == long);
            prop_assert_eq!(
                i64::compare(&a, &b, &c, &d),
                IBig::compare(&big(a), &big(b), &big(c), &big(d))
            );
        }
    }

    #[test]
    fn what_a_word_cannot_hold_is_not_given() {
        let most = i64::MAX;
        assert_eq!(i64::cross(&most, &2, &most, &0, &2), Some(most));
        assert_eq!(i64::cross(&most, &2, &0, &0, &1), None);
        assert_eq!(i64::cross(&i64::MIN, &1, &0, &0, &-1), None);
        assert_eq!(i64::cross(&1, &1, &0, &0, &0), None);
        assert_eq!(i64::MIN.negated(), None);
        assert_eq!(i64::from_big(&(IBig::from(most) + 1)), None);
    }
}
