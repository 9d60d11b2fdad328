//! Quotients of polynomials in lowest terms.

use dashu_ratio::RBig;

use super::Polynomial;

/// A quotient of polynomials without a common factor; the denominator's leading coefficient is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::boundary) struct Fraction {
    numerator: Polynomial,
    denominator: Polynomial,
}

impl Fraction {
    /// `numerator / denominator` in lowest terms; nothing for a denominator that is zero.
    pub(in crate::boundary) fn new(numerator: Polynomial, denominator: Polynomial) -> Option<Self> {
        if denominator.is_zero() {
            return None;
        }
        let (mut numerator, mut denominator) = (numerator, denominator);
        if denominator.degree() > 0 {
            let common = numerator.common_divisor(&denominator);
            if common.degree() > 0 {
                numerator = numerator.divided(&common)?.0;
                denominator = denominator.divided(&common)?.0;
            }
        }
        let leading = denominator.leading();
        if !leading.is_one() {
            let scale = RBig::ONE / leading;
            numerator = numerator.scaled(&scale);
            denominator = denominator.scaled(&scale);
        }
        Some(Self {
            numerator,
            denominator,
        })
    }

    pub(in crate::boundary) fn polynomial(polynomial: Polynomial) -> Self {
        Self {
            numerator: polynomial,
            denominator: Polynomial::constant(RBig::ONE),
        }
    }

    pub(in crate::boundary) fn constant(value: RBig) -> Self {
        Self::polynomial(Polynomial::constant(value))
    }

    pub(in crate::boundary) fn numerator(&self) -> &Polynomial {
        &self.numerator
    }

    pub(in crate::boundary) fn denominator(&self) -> &Polynomial {
        &self.denominator
    }

    /// The value, where it is the same everywhere.
    pub(in crate::boundary) fn as_constant(&self) -> Option<RBig> {
        (self.denominator.degree() == 0)
            .then(|| self.numerator.as_constant())
            .flatten()
    }

    /// The value at a point; nothing at a pole.
    pub(in crate::boundary) fn at(&self, x: &RBig) -> Option<RBig> {
        let denominator = self.denominator.at(x);
        (!denominator.is_zero()).then(|| self.numerator.at(x) / denominator)
    }

    /// The degrees of numerator and denominator together.
    pub(in crate::boundary) fn degree(&self) -> usize {
        self.numerator.degree() + self.denominator.degree()
    }

    /// The size of the largest coefficient in bits.
    pub(in crate::boundary) fn bits(&self) -> usize {
        self.numerator.bits().max(self.denominator.bits())
    }

    pub(in crate::boundary) fn plus(&self, other: &Self) -> Option<Self> {
        if self.denominator == other.denominator {
            let sum = self.numerator.plus(&other.numerator);
            return Self::new(sum, self.denominator.clone());
        }
        Self::new(
            self.numerator
                .times(&other.denominator)
                .plus(&other.numerator.times(&self.denominator)),
            self.denominator.times(&other.denominator),
        )
    }

    pub(in crate::boundary) fn negated(&self) -> Self {
        Self {
            numerator: self.numerator.scaled(&RBig::NEG_ONE),
            denominator: self.denominator.clone(),
        }
    }

    pub(in crate::boundary) fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated())
    }

    pub(in crate::boundary) fn times(&self, other: &Self) -> Option<Self> {
        Self::new(
            self.numerator.times(&other.numerator),
            self.denominator.times(&other.denominator),
        )
    }

    /// The quotient; nothing where the divisor is zero everywhere.
    pub(in crate::boundary) fn over(&self, other: &Self) -> Option<Self> {
        Self::new(
            self.numerator.times(&other.denominator),
            self.denominator.times(&other.numerator),
        )
    }

    /// As a formula of a name, with whole coefficients: `(1000 - 1503 * x) / 10`.
    pub(in crate::boundary) fn text(&self, name: &str) -> String {
        // Both over whole coefficients; what is left between them is one number, `top / bottom`.
        let (above, below) = (
            self.numerator.to_primitive(),
            self.denominator.to_primitive(),
        );
        let left = &below / &above;
        let top = self.numerator.scaled(&above);
        let bottom = self.denominator.scaled(&below);
        let top = top.scaled(&RBig::from(left.numerator().clone()));
        let bottom = bottom.scaled(&RBig::from(left.denominator().clone()));
        let bracketed = |polynomial: &Polynomial| {
            let text = polynomial.text(name);
            if polynomial.is_sum() {
                format!("({text})")
            } else {
                text
            }
        };
        match bottom.as_constant() {
            Some(one) if one.is_one() => top.text(name),
            Some(number) => format!("{} / {number}", bracketed(&top)),
            None => format!("{} / ({})", bracketed(&top), bottom.text(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(coefficients: &[i64]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|it| RBig::from(*it)).collect())
    }

    #[test]
    fn a_common_factor_is_cancelled() {
        // (x - 1)(x + 2) / (2 (x - 1)) = x/2 + 1
        let quotient = Fraction::new(whole(&[-2, 1, 1]), whole(&[-2, 2]));
        let half = RBig::from_parts(1.into(), 2u8.into());
        let expected = Fraction::polynomial(Polynomial::new(vec![RBig::ONE, half]));
        assert_eq!(quotient, Some(expected));
        assert_eq!(Fraction::new(whole(&[1]), whole(&[])), None);
    }

    #[test]
    fn a_sum_that_cancels_is_constant() -> Result<(), &'static str> {
        // 1 - 1/x, and 1/x again.
        let inverse = Fraction::new(whole(&[1]), whole(&[0, 1])).ok_or("no fraction")?;
        let less = Fraction::constant(RBig::ONE)
            .minus(&inverse)
            .ok_or("no difference")?;
        let sum = less.plus(&inverse).ok_or("no sum")?;
        assert_eq!(sum.as_constant(), Some(RBig::ONE));
        Ok(())
    }

    #[test]
    fn a_fraction_reads_as_a_formula_with_whole_coefficients() {
        let half = RBig::from_parts(1.into(), 2u8.into());
        let tenth = RBig::from_parts((-1503).into(), 10u8.into());
        for (numerator, denominator, text) in [
            (
                Polynomial::new(vec![RBig::from(100), tenth]),
                whole(&[1]),
                "(-1503 * x + 1000) / 10",
            ),
            (whole(&[0, 4]), whole(&[1]), "4 * x"),
            (whole(&[0, 4]), whole(&[6]), "2 * x / 3"),
            (
                whole(&[-1, 1]),
                Polynomial::new(vec![half, RBig::ONE]),
                "(2 * x - 2) / (2 * x + 1)",
            ),
            (whole(&[]), whole(&[5]), "0"),
        ] {
            let read = Fraction::new(numerator, denominator).map(|it| it.text("x"));
            assert_eq!(read.as_deref(), Some(text));
        }
    }
}
