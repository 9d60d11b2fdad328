//! The names of units, their exact scales, and the reading of quotients and products.

use std::ops::Range;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{Dimension, Unit};
use crate::diagnostic::nearest;

/// Why a unit could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct UnitError {
    message: String,
    help: Option<String>,
    /// Bytes of the text that could not be read.
    span: Range<usize>,
}

impl UnitError {
    /// What to write in its place, when there is a near name.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// Seconds in a year of 365 days, the convention of on-chain interest accrual.
const YEAR: u64 = 365 * 24 * 3600;

/// Name, dimension, and the number of base units as `numerator / 10^places`.
const NAMES: [(&str, Dimension, u64, usize); 18] = [
    ("USD", Dimension::USD, 1, 0),
    ("ETH", Dimension::ETH, 1, 0),
    ("gwei", Dimension::ETH, 1, 9),
    ("wei", Dimension::ETH, 1, 18),
    ("second", Dimension::TIME, 1, 0),
    ("minute", Dimension::TIME, 60, 0),
    ("hour", Dimension::TIME, 3600, 0),
    ("day", Dimension::TIME, 24 * 3600, 0),
    ("week", Dimension::TIME, 7 * 24 * 3600, 0),
    ("month", Dimension::TIME, YEAR / 12, 0),
    ("year", Dimension::TIME, YEAR, 0),
    ("block", Dimension::BLOCK, 1, 0),
    ("gas", Dimension::GAS, 1, 0),
    ("token", Dimension::TOKEN, 1, 0),
    ("count", Dimension::NONE, 1, 0),
    ("fraction", Dimension::NONE, 1, 0),
    ("percent", Dimension::NONE, 1, 2),
    ("bps", Dimension::NONE, 1, 4),
];

/// Longer than any unit meant, shorter than any that could cost time.
const LONGEST: usize = 100;
const LARGEST_POWER: i32 = 12;

pub(super) fn parse(text: &str) -> Result<Unit, UnitError> {
    let fail = |message: String, help: Option<String>, span: Range<usize>| {
        Err(UnitError {
            message,
            help,
            span,
        })
    };
    if text.len() > LONGEST {
        return fail(
            format!("a unit may have at most {LONGEST} characters"),
            None,
            0..text.len(),
        );
    }
    let (mut dimension, mut scale) = (Dimension::NONE, RBig::ONE);
    let (mut start, mut divide) = (0, false);
    loop {
        let rest = text.get(start..).unwrap_or("");
        let length = rest.find(['/', '*']).unwrap_or(rest.len());
        let written = rest.get(..length).unwrap_or("");
        let factor = written.trim();
        let offset = start + (written.len() - written.trim_start().len());
        let span = offset..offset + factor.len();
        let (name, power) = match factor.split_once('^') {
            None => (factor, 1),
            Some((name, power)) => match power.trim().parse::<i32>() {
                Ok(power) if power != 0 && power.abs() <= LARGEST_POWER => (name.trim(), power),
                _ => {
                    let message = format!(
                        "the power of a unit must be a whole number from 1 to {LARGEST_POWER}"
                    );
                    return fail(message, None, span);
                }
            },
        };
        if name.is_empty() {
            return fail(
                "a unit is missing here".into(),
                Some(known_names()),
                start..start + length.max(1).min(text.len() - start),
            );
        }
        let power = if divide { -power } else { power };
        if name != "1" || start != 0 {
            let Some((_, base, numerator, places)) =
                NAMES.iter().find(|(known, ..)| *known == name)
            else {
                let help = match nearest(name, NAMES.iter().map(|(known, ..)| *known)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => known_names(),
                };
                return fail(format!("unknown unit `{name}`"), Some(help), span);
            };
            let factor = RBig::from_parts(IBig::from(*numerator), UBig::from(10u8).pow(*places))
                .pow(power as isize);
            let combined = base.power(power).and_then(|base| dimension.times(base));
            let Some(combined) = combined else {
                return fail(
                    "the powers of this unit are too large".into(),
                    None,
                    0..text.len(),
                );
            };
            (dimension, scale) = (combined, scale * factor);
        }
        match rest.as_bytes().get(length) {
            None => break,
            Some(separator) => divide = *separator == b'/',
        }
        start += length + 1;
    }
    Ok(Unit {
        name: text.trim().to_owned(),
        dimension,
        scale,
    })
}

fn known_names() -> String {
    let names: Vec<&str> = NAMES.iter().map(|(name, ..)| *name).collect();
    format!(
        "units are {}, and their products and quotients",
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(text: &str) -> String {
        Unit::parse(text).unwrap().scale().to_string()
    }

    #[test]
    fn scales_are_exact() {
        assert_eq!(scale("wei"), "1/1000000000000000000");
        assert_eq!(scale("month"), "2628000");
        assert_eq!(scale("gwei/gas"), "1/1000000000");
        assert_eq!(scale("percent/year"), "1/3153600000");
        assert_eq!(scale("hour^2"), "12960000");
        assert_eq!(scale("1/block"), "1");
    }

    #[test]
    fn quotients_read_from_left_to_right() {
        let unit = Unit::parse("USD/block/ETH").unwrap();
        assert_eq!(unit.dimension().to_string(), "USD/ETH/block");
        assert!(unit.same_dimension(&Unit::parse("USD / ETH / block").unwrap()));
        assert!(!unit.same_dimension(&Unit::parse("USD/block*ETH").unwrap()));
    }

    #[test]
    fn a_mistyped_unit_is_answered_with_the_nearest() {
        let error = Unit::parse("USD/yaer").unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.span()),
            ("unknown unit `yaer`", 4..8)
        );
        assert_eq!(error.help(), Some("did you mean `year`?"));
        for text in [
            "",
            "/",
            "USD/",
            "USD//ETH",
            "USD^0",
            "USD^x",
            "USD^99999999999",
            "2",
            "ETH^9*ETH^9",
            "é",
        ] {
            assert!(Unit::parse(text).is_err(), "{text}");
        }
        assert!(Unit::parse(&"USD/".repeat(1000)).is_err());
    }
}
