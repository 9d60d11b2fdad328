//! Rationals as people write them, and as floats.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Digits of a number in a file, exponent included: far beyond any payoff, and no file can hang the reader.
const MOST_DIGITS: usize = 4_096;
const LARGEST_EXPONENT: i32 = 4_096;

/// A text that is not a rational number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseRationalError {
    /// Not a whole number, a fraction or a decimal.
    #[error("`{0}` is not a number: expected a whole number, a fraction `a/b` or a decimal")]
    NotANumber(String),
    /// The denominator is zero.
    #[error("`{0}` divides by zero")]
    ZeroDenominator(String),
    /// More digits than this crate reads.
    #[error("a number of more than {MOST_DIGITS} digits")]
    TooLong,
}

/// Reads `3`, `-3/4`, `.25`, `1.5e-3`; exactly, so that `0.1` is a tenth.
///
/// # Errors
/// [`ParseRationalError`] for anything else.
pub fn parse(text: &str) -> Result<RBig, ParseRationalError> {
    if text.len() > MOST_DIGITS {
        return Err(ParseRationalError::TooLong);
    }
    if let Some((numerator, denominator)) = text.split_once('/') {
        let numerator = decimal(numerator, text)?;
        let denominator = decimal(denominator, text)?;
        if denominator.is_zero() {
            return Err(ParseRationalError::ZeroDenominator(text.into()));
        }
        return Ok(numerator / denominator);
    }
    decimal(text, text)
}

fn decimal(part: &str, whole: &str) -> Result<RBig, ParseRationalError> {
    let refused = || ParseRationalError::NotANumber(whole.into());
    let (mantissa, exponent) = match part.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| refused())?),
        None => (part, 0),
    };
    if exponent.unsigned_abs() > LARGEST_EXPONENT.unsigned_abs() {
        return Err(ParseRationalError::TooLong);
    }
    let (negative, unsigned) = match mantissa.as_bytes().first() {
        Some(b'-') => (true, &mantissa[1..]),
        Some(b'+') => (false, &mantissa[1..]),
        _ => (false, mantissa),
    };
    let (whole_digits, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = format!("{whole_digits}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused());
    }
    let size = UBig::from_str_radix(&digits, 10).map_err(|_| refused())?;
    let size = RBig::from(IBig::from(size));
    let size = if negative { -size } else { size };
    let shift =
        exponent - i32::try_from(fraction.len()).map_err(|_| ParseRationalError::TooLong)?;
    let power = RBig::from(UBig::from(10u8).pow(shift.unsigned_abs() as usize));
    Ok(if shift < 0 {
        size / power
    } else {
        size * power
    })
}

/// The rational that a float is; nothing for an infinity or what is not a number.
pub fn from_float(value: f64) -> Option<RBig> {
    RBig::try_from(value).ok()
}

/// The float nearest to a rational; infinite when it is too large.
pub fn approximate(value: &RBig) -> f64 {
    value.to_f64().value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly_in_every_way_they_are_written() {
        for (text, expected) in [
            ("3", "3"),
            ("-3/4", "-3/4"),
            ("6/-8", "-3/4"),
            (".25", "1/4"),
            ("1.", "1"),
            ("+0.10", "1/10"),
            ("1.5e-3", "3/2000"),
            ("2E3", "2000"),
            ("0.5/0.25", "2"),
        ] {
            assert_eq!(
                parse(text).map(|value| value.to_string()),
                Ok(expected.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused_and_named() {
        for text in [
            "", "-", ".", "1/", "a", "1e", "1.2.3", "0x10", "--1", "1 2", "inf", "٣",
        ] {
            assert_eq!(
                parse(text),
                Err(ParseRationalError::NotANumber(text.into())),
                "{text}"
            );
        }
        assert_eq!(
            parse("1/0"),
            Err(ParseRationalError::ZeroDenominator("1/0".into()))
        );
        assert_eq!(parse("1e999999"), Err(ParseRationalError::TooLong));
        assert_eq!(parse(&"9".repeat(5_000)), Err(ParseRationalError::TooLong));
    }
}
