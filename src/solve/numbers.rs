//! Exact numbers as they stand in an answer.

use assay_solver::{
    exact::{Rational, approximate, parse},
    interval::Interval,
};

use super::{answer::Amount, error::CertifyError};

pub(super) fn exact(value: &Rational) -> String {
    value.to_string()
}

pub(super) fn list(values: &[Rational]) -> Vec<String> {
    values.iter().map(exact).collect()
}

pub(super) fn lists(values: &[Vec<Rational>]) -> Vec<Vec<String>> {
    values.iter().map(|values| list(values)).collect()
}

pub(super) fn amount(value: &Rational) -> Amount {
    Amount {
        float: approximate(value),
        exact: Some(exact(value)),
    }
}

/// A number within bounds, in as few decimals as stay within them.
pub(super) fn decimal(bounds: Interval) -> String {
    /// A float has no more decimals than this.
    const MOST_DECIMALS: usize = 1_074;
    let middle = bounds.middle();
    (1..=MOST_DECIMALS)
        .map(|digits| format!("{middle:.digits$}"))
        .find(|text| parse(text).is_ok_and(|rounded| bounds.encloses(&rounded)))
        .unwrap_or_else(|| middle.to_string())
}

pub(super) fn read(text: &str, place: &str) -> Result<Rational, CertifyError> {
    parse(text).map_err(|error| CertifyError::new(place, error))
}

pub(super) fn read_list(texts: &[String], place: &str) -> Result<Vec<Rational>, CertifyError> {
    texts.iter().map(|text| read(text, place)).collect()
}

pub(super) fn read_lists(
    texts: &[Vec<String>],
    place: &str,
) -> Result<Vec<Vec<Rational>>, CertifyError> {
    texts.iter().map(|texts| read_list(texts, place)).collect()
}
