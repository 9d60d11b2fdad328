//! Polynomials of one variable over the rationals.

use dashu_base::{Gcd, Signed};
use dashu_int::{IBig, UBig, ops::BitTest};
use dashu_ratio::RBig;

use crate::exact::common::denominator_of;

/// A polynomial by its coefficients from the constant up; the last is never zero, and zero has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::boundary) struct Polynomial(Vec<RBig>);

impl Polynomial {
    pub(in crate::boundary) fn new(mut coefficients: Vec<RBig>) -> Self {
        while coefficients.last().is_some_and(RBig::is_zero) {
            coefficients.pop();
        }
        Self(coefficients)
    }

    pub(in crate::boundary) fn constant(value: RBig) -> Self {
        Self::new(vec![value])
    }

    /// The variable itself.
    pub(in crate::boundary) fn variable() -> Self {
        Self(vec![RBig::ZERO, RBig::ONE])
    }

    pub(in crate::boundary) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The degree; zero for every constant, zero itself included.
    pub(in crate::boundary) fn degree(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// The value of a polynomial that is constant.
    pub(in crate::boundary) fn as_constant(&self) -> Option<RBig> {
        match self.0.as_slice() {
            [] => Some(RBig::ZERO),
            [value] => Some(value.clone()),
            _ => None,
        }
    }

    pub(super) fn coefficients(&self) -> &[RBig] {
        &self.0
    }

    pub(super) fn leading(&self) -> RBig {
        self.0.last().cloned().unwrap_or(RBig::ZERO)
    }

    /// The size of the largest coefficient, numerator and denominator together, in bits.
    pub(super) fn bits(&self) -> usize {
        let sizes = self
            .0
            .iter()
            .map(|it| it.numerator().bit_len() + it.denominator().bit_len());
        sizes.max().unwrap_or(0)
    }

    /// The value at a point, by Horner's rule.
    pub(in crate::boundary) fn at(&self, x: &RBig) -> RBig {
        let downward = self.0.iter().rev();
        downward.fold(RBig::ZERO, |value, coefficient| value * x + coefficient)
    }

    /// The sign at a point: -1, 0 or 1.
    pub(in crate::boundary) fn sign_at(&self, x: &RBig) -> i8 {
        signum(&self.at(x))
    }

    pub(super) fn scaled(&self, factor: &RBig) -> Self {
        Self::new(self.0.iter().map(|it| it * factor).collect())
    }

    pub(in crate::boundary) fn plus(&self, other: &Self) -> Self {
        let (longer, shorter) = if self.0.len() >= other.0.len() {
            (self, other)
        } else {
            (other, self)
        };
        let mut sum = longer.0.clone();
        for (place, term) in sum.iter_mut().zip(&shorter.0) {
            *place += term;
        }
        Self::new(sum)
    }

    pub(in crate::boundary) fn times(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self(Vec::new());
        }
        let mut product = vec![RBig::ZERO; self.0.len() + other.0.len() - 1];
        for (shift, left) in self.0.iter().enumerate() {
            let places = product.iter_mut().skip(shift);
            for (place, right) in places.zip(&other.0) {
                *place += left * right;
            }
        }
        Self::new(product)
    }

    /// Quotient and remainder; nothing for a divisor that is zero.
    pub(super) fn divided(&self, divisor: &Self) -> Option<(Self, Self)> {
        let leading = divisor.0.last()?;
        let mut rest = self.0.clone();
        let mut quotient = vec![RBig::ZERO; (self.0.len() + 1).saturating_sub(divisor.0.len())];
        for (shift, place) in quotient.iter_mut().enumerate().rev() {
            let top = rest.pop().unwrap_or(RBig::ZERO);
            *place = top / leading;
            for (term, below) in rest.iter_mut().skip(shift).zip(&divisor.0) {
                *term -= below * &*place;
            }
        }
        Some((Self::new(quotient), Self::new(rest)))
    }

    pub(super) fn derivative(&self) -> Self {
        let terms = self.0.iter().enumerate().skip(1);
        Self::new(
            terms
                .map(|(power, it)| it * RBig::from(power as u64))
                .collect(),
        )
    }

    /// The greatest common divisor, with whole coefficients that share no factor; zero if both are.
    pub(super) fn common_divisor(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.primitive(), other.primitive());
        while let Some((_, rest)) = a.divided(&b) {
            (a, b) = (b, rest.primitive());
        }
        a
    }

    /// The polynomial times a positive number that makes its coefficients whole and without a common factor.
    pub(super) fn primitive(&self) -> Self {
        let factor = self.to_primitive();
        self.scaled(&factor)
    }

    /// The positive factor that makes it primitive; one for zero.
    pub(super) fn to_primitive(&self) -> RBig {
        let denominator = denominator_of(&self.0);
        let common = self.0.iter().fold(UBig::ZERO, |common, it| {
            let whole = it.numerator() * (&denominator / it.denominator());
            if whole.is_zero() {
                common
            } else {
                common.gcd(whole)
            }
        });
        if common.is_zero() {
            return RBig::ONE;
        }
        RBig::from_parts(IBig::from(denominator), common)
    }

    /// As a formula of a name, the highest power first: `3 * x^2 - x + 1/2`.
    pub(super) fn text(&self, name: &str) -> String {
        let mut text = String::new();
        for (power, coefficient) in self.0.iter().enumerate().rev() {
            if coefficient.is_zero() {
                continue;
            }
            let negative = coefficient.is_negative();
            text.push_str(match (text.is_empty(), negative) {
                (true, true) => "-",
                (true, false) => "",
                (false, true) => " - ",
                (false, false) => " + ",
            });
            let size = if negative {
                -coefficient
            } else {
                coefficient.clone()
            };
            let variable = match power {
                0 => String::new(),
                1 => name.to_owned(),
                _ => format!("{name}^{power}"),
            };
            text.push_str(&match (size.is_one(), power) {
                (_, 0) => size.to_string(),
                (true, _) => variable,
                (false, _) => format!("{size} * {variable}"),
            });
        }
        if text.is_empty() {
            text.push('0');
        }
        text
    }

    /// Whether the text needs brackets as a factor.
    pub(super) fn is_sum(&self) -> bool {
        self.0.iter().filter(|it| !it.is_zero()).count() > 1
    }
}

/// -1, 0 or 1.
pub(in crate::boundary) fn signum(value: &RBig) -> i8 {
    match value.cmp(&RBig::ZERO) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn polynomial() -> impl Strategy<Value = Polynomial> {
        prop::collection::vec((-9i64..=9, 1u8..=4), 0..6).prop_map(|terms| {
            let terms = terms.into_iter();
            Polynomial::new(
                terms
                    .map(|(n, d)| RBig::from_parts(n.into(), d.into()))
                    .collect(),
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn quotient_times_divisor_plus_remainder_is_the_dividend(a in polynomial(), b in polynomial()) {
            match a.divided(&b) {
                None => prop_assert!(b.is_zero()),
                Some((quotient, rest)) => {
                    prop_assert_eq!(quotient.times(&b).plus(&rest), a);
                    prop_assert!(rest.is_zero() || rest.degree() < b.degree());
                }
            }
        }

        #[test]
        fn the_greatest_common_divisor_divides_both_and_holds_every_shared_factor(
            a in polynomial(), b in polynomial(), shared in polynomial(),
        ) {
            let (a, b) = (a.times(&shared), b.times(&shared));
            let greatest = a.common_divisor(&b);
            if a.is_zero() && b.is_zero() {
                prop_assert!(greatest.is_zero());
            } else {
                for multiple in [&a, &b] {
                    prop_assert!(multiple.divided(&greatest).is_some_and(|(_, rest)| rest.is_zero()));
                }
                prop_assert!(greatest.divided(&shared).is_some_and(|(_, rest)| rest.is_zero()));
            }
        }

        #[test]
        fn values_add_and_multiply_as_the_polynomials_do(a in polynomial(), b in polynomial(), x in -20i64..20) {
            let x = RBig::from_parts(x.into(), 3u8.into());
            prop_assert_eq!(a.plus(&b).at(&x), a.at(&x) + b.at(&x));
            prop_assert_eq!(a.times(&b).at(&x), a.at(&x) * b.at(&x));
        }
    }

    #[test]
    fn a_polynomial_reads_as_a_formula() {
        let of = |terms: &[i64]| Polynomial::new(terms.iter().map(|it| RBig::from(*it)).collect());
        for (terms, text) in [
            (&[][..], "0"),
            (&[-7], "-7"),
            (&[0, 1], "x"),
            (&[1, -1], "-x + 1"),
            (&[-2, 0, 3], "3 * x^2 - 2"),
        ] {
            assert_eq!(of(terms).text("x"), text);
        }
    }
}
