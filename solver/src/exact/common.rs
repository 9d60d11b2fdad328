//! Vectors of rationals over one common denominator: sums of many products without a gcd at each step.

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// A vector of rationals with a common, positive denominator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Common {
    pub(crate) numerators: Vec<IBig>,
    pub(crate) denominator: IBig,
}

impl Common {
    pub(crate) fn from_rationals(values: &[RBig]) -> Self {
        let denominator = denominator_of(values);
        let numerators = values
            .iter()
            .map(|value| value.numerator() * (&denominator / value.denominator()))
            .collect();
        Self {
            numerators,
            denominator: denominator.into(),
        }
    }

    pub(crate) fn rational(&self, index: usize) -> RBig {
        self.numerators.get(index).map_or(RBig::ZERO, |numerator| {
            RBig::from_parts_signed(numerator.clone(), self.denominator.clone())
        })
    }

    pub(crate) fn rationals(&self) -> Vec<RBig> {
        (0..self.numerators.len())
            .map(|index| self.rational(index))
            .collect()
    }

    /// The sum of coefficients times entries; an index out of range counts as zero.
    pub(crate) fn dot<'a>(&self, terms: impl Iterator<Item = (usize, &'a RBig)> + Clone) -> RBig {
        let scale = denominator_of(terms.clone().map(|(_, coefficient)| coefficient));
        let sum = terms
            .filter_map(|(index, coefficient)| {
                let entry = self.numerators.get(index)?;
                (!entry.is_zero()).then_some((entry, coefficient))
            })
            .fold(IBig::ZERO, |sum, (entry, coefficient)| {
                let (numerator, denominator) = (coefficient.numerator(), coefficient.denominator());
                if *denominator == scale {
                    sum + numerator * entry
                } else {
                    sum + numerator * (&scale / denominator) * entry
                }
            });
        RBig::from_parts_signed(sum, &self.denominator * scale)
    }
}

/// The least common denominator.
pub(crate) fn denominator_of<'a>(values: impl IntoIterator<Item = &'a RBig>) -> UBig {
    values.into_iter().fold(UBig::ONE, |common, value| {
        let denominator = value.denominator();
        if denominator.is_one() || *denominator == common {
            return common;
        }
        let shared = (&common).gcd(denominator);
        common * (denominator / shared)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::parse;

    #[test]
    fn a_product_over_common_denominators_is_the_product() -> Result<(), Box<dyn std::error::Error>>
    {
        let values = [parse("1/6")?, parse("-3/4")?, parse("0")?, parse("2")?];
        let common = Common::from_rationals(&values);
        assert_eq!(common.denominator, IBig::from(12));
        assert_eq!(common.rationals(), values);
        let coefficients = [parse("5/7")?, parse("2")?, parse("1/3")?, parse("-1/2")?];
        let expected = values
            .iter()
            .zip(&coefficients)
            .fold(RBig::ZERO, |sum, (a, b)| sum + a * b);
        assert_eq!(common.dot(coefficients.iter().enumerate()), expected);
        Ok(())
    }
}
