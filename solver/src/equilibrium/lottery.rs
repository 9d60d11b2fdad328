//! Probabilities, checked exactly.

use dashu_int::IBig;
use thiserror::Error;

use crate::exact::{Rational, common::Common};

/// Why numbers are not probabilities.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotALottery {
    /// One probability an outcome is needed.
    #[error("{found} probabilities where {expected} are needed")]
    Length {
        /// Outcomes.
        expected: usize,
        /// Probabilities given.
        found: usize,
    },
    /// A probability below zero.
    #[error("probability {number} is {probability}")]
    Negative {
        /// Number of the outcome, from 1.
        number: usize,
        /// Its probability.
        probability: Rational,
    },
    /// Probabilities that do not sum to one.
    #[error("the probabilities sum to {sum}, not 1")]
    Sum {
        /// Their sum.
        sum: Rational,
    },
}

/// Checks that numbers are probabilities of as many outcomes as expected, and gives them one denominator.
pub(super) fn check(probabilities: &[Rational], expected: usize) -> Result<Common, NotALottery> {
    if probabilities.len() != expected {
        return Err(NotALottery::Length {
            expected,
            found: probabilities.len(),
        });
    }
    for (index, probability) in probabilities.iter().enumerate() {
        if *probability < Rational::ZERO {
            return Err(NotALottery::Negative {
                number: index + 1,
                probability: probability.clone(),
            });
        }
    }
    let lottery = Common::from_rationals(probabilities);
    let sum: IBig = lottery.numerators.iter().sum();
    if sum == lottery.denominator {
        return Ok(lottery);
    }
    Err(NotALottery::Sum {
        sum: Rational::from_parts_signed(sum, lottery.denominator),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_lottery_is_refused_with_the_reason() {
        let half = || Rational::from_parts(1.into(), 2u8.into());
        assert!(check(&[half(), Rational::ZERO, half()], 3).is_ok());
        for (numbers, reason) in [
            (vec![half()], "1 probabilities where 2 are needed"),
            (
                vec![half(), half() / Rational::from(3)],
                "the probabilities sum to 2/3, not 1",
            ),
            (
                vec![Rational::from(2), -Rational::ONE],
                "probability 2 is -1",
            ),
        ] {
            let refused = check(&numbers, 2).map(|_| ());
            assert_eq!(
                refused.map_err(|error| error.to_string()),
                Err(reason.into())
            );
        }
    }
}
