//! Decimal text read exactly: `0.1` is one tenth, not the nearest binary fraction.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Sizes outside `1e-300 ..= 1e300` are refused: they would not survive as `f64`, and an exponent of
/// a billion would otherwise be a billion digits.
const LARGEST_POWER_OF_TEN: i64 = 300;
const MOST_DIGITS: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DecimalError {
    #[error("this is not a number")]
    NotANumber,
    #[error("a number must be finite")]
    NotFinite,
    #[error("a number must be zero or between 1e-300 and 1e300 in size")]
    OutOfScale,
    #[error("a number may have at most 1000 digits")]
    TooLong,
}

/// Reads `1_000`, `-3`, `0.09`, `1e6` as the exact rational they spell.
pub(crate) fn parse_decimal(text: &str) -> Result<RBig, DecimalError> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if unsigned.eq_ignore_ascii_case("nan") || unsigned.eq_ignore_ascii_case("inf") {
        return Err(DecimalError::NotFinite);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if !is_digits(whole) || (mantissa.contains('.') && !is_digits(fraction)) {
        return Err(DecimalError::NotANumber);
    }
    let fraction_digits = fraction.bytes().filter(u8::is_ascii_digit).count();
    let digits: String = whole
        .chars()
        .chain(fraction.chars())
        .filter(char::is_ascii_digit)
        .skip_while(|digit| *digit == '0')
        .collect();
    if digits.len() > MOST_DIGITS || fraction_digits > MOST_DIGITS {
        return Err(DecimalError::TooLong);
    }
    if digits.is_empty() {
        return Ok(RBig::ZERO);
    }
    let shift = exponent.saturating_sub(fraction_digits as i64);
    let magnitude = shift.saturating_add(digits.len() as i64 - 1);
    if magnitude.abs() > LARGEST_POWER_OF_TEN
        || (magnitude == LARGEST_POWER_OF_TEN && digits.trim_end_matches('0') != "1")
    {
        return Err(DecimalError::OutOfScale);
    }
    let digits = UBig::from_str_radix(&digits, 10).map_err(|_| DecimalError::NotANumber)?;
    let ten = UBig::from(10u8).pow(shift.unsigned_abs() as usize);
    let size = if shift >= 0 {
        RBig::from(IBig::from(digits * ten))
    } else {
        RBig::from_parts(IBig::from(digits), ten)
    };
    Ok(if negative { -size } else { size })
}

/// Reads a decimal, or a fraction of two such as `35/146`.
pub(crate) fn parse_exact(text: &str) -> Result<RBig, DecimalError> {
    let Some((above, below)) = text.split_once('/') else {
        return parse_decimal(text);
    };
    let (above, below) = (parse_decimal(above)?, parse_decimal(below)?);
    if below == RBig::ZERO {
        return Err(DecimalError::NotFinite);
    }
    Ok(above / below)
}

fn parse_exponent(text: &str) -> Result<i64, DecimalError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !is_digits(digits) {
        return Err(DecimalError::NotANumber);
    }
    let size = digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0i64, |size, digit| {
            size.saturating_mul(10)
                .saturating_add(i64::from(digit - b'0'))
        });
    Ok(if text.starts_with('-') { -size } else { size })
}

/// One or more digits, with single underscores allowed between them.
fn is_digits(text: &str) -> bool {
    !text.is_empty()
        && text
            .split('_')
            .all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The decimal that spells this rational exactly, or `None` when its expansion does not end.
pub(crate) fn print_decimal(value: &RBig) -> Option<String> {
    let (numerator, denominator) = value.clone().into_parts();
    let mut rest = denominator.clone();
    let (mut twos, mut fives) = (0usize, 0usize);
    let (two, five) = (UBig::from(2u8), UBig::from(5u8));
    while (&rest % &two).is_zero() {
        rest /= &two;
        twos += 1;
    }
    while (&rest % &five).is_zero() {
        rest /= &five;
        fives += 1;
    }
    if !rest.is_one() {
        return None;
    }
    let places = twos.max(fives);
    let scaled = numerator * IBig::from(UBig::from(10u8).pow(places) / denominator);
    let text = scaled.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    if places == 0 {
        return Some(text);
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    Some(format!("{sign}{whole}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_a_tenth() {
        assert_eq!(parse_decimal("0.1").unwrap().to_string(), "1/10");
        assert_eq!(
            parse_decimal("-501_49.70").unwrap().to_string(),
            "-501497/10"
        );
        assert_eq!(parse_decimal("1e6").unwrap().to_string(), "1000000");
        assert_eq!(parse_decimal("+2.5E-3").unwrap().to_string(), "1/400");
        assert_eq!(parse_decimal("0e999999999").unwrap(), RBig::ZERO);
    }

    #[test]
    fn a_fraction_is_exact_and_needs_a_divisor() {
        assert_eq!(parse_exact("0.5/1.5").unwrap().to_string(), "1/3");
        assert_eq!(parse_exact("7").unwrap().to_string(), "7");
        assert_eq!(parse_exact("1/0"), Err(DecimalError::NotFinite));
        for text in ["1/", "/2", "1/2/3", "a/2"] {
            assert_eq!(parse_exact(text), Err(DecimalError::NotANumber), "{text}");
        }
    }

    #[test]
    fn numbers_no_float_could_hold_are_refused_at_once() {
        for text in [
            "1e301",
            "1e400",
            "1e999999999",
            "1e-999999999",
            "1e99999999999999999999999999",
            "2e300",
        ] {
            assert_eq!(parse_decimal(text), Err(DecimalError::OutOfScale), "{text}");
        }
        assert!(parse_decimal("1e300").is_ok());
        assert_eq!(
            parse_decimal(&"9".repeat(1_001)),
            Err(DecimalError::TooLong)
        );
        assert_eq!(parse_decimal("nan"), Err(DecimalError::NotFinite));
        assert_eq!(parse_decimal("-inf"), Err(DecimalError::NotFinite));
    }

    #[test]
    fn what_is_not_a_number_is_not_read_as_one() {
        for text in [
            "", "-", "1.", ".5", "1__0", "_1", "1_", "1e", "1e+", "0x10", "1.2.3", "one",
        ] {
            assert_eq!(parse_decimal(text), Err(DecimalError::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_printed_decimal_reads_back_as_the_same_rational() {
        for text in ["0.1", "-3", "1e6", "1e-9", "123.456", "0"] {
            let value = parse_decimal(text).unwrap();
            assert_eq!(
                parse_decimal(&print_decimal(&value).unwrap()).unwrap(),
                value
            );
        }
        assert_eq!(print_decimal(&RBig::from_parts(1.into(), 3u8.into())), None);
    }
}
