//! Printed figures: `-$1.35M`, `62%`, `10_000_000e18`, `<0.5%` as exact values, with half a unit in the last place.

use dashu_ratio::RBig;

use super::number::{Number, numbers};
use crate::decimal::parse_decimal;
use crate::unit::Unit;

/// How a printed figure is meant to stand to the value that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClaimRelation {
    /// The value is the figure.
    #[default]
    Equal,
    /// The value is about the figure.
    About,
    /// The value is below the figure.
    Below,
    /// The value is at most the figure.
    AtMost,
    /// The value is above the figure.
    Above,
    /// The value is at least the figure.
    AtLeast,
}

/// A printed figure, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) relation: ClaimRelation,
    /// In the unit that was asked for.
    pub(super) value: RBig,
    /// Half a unit of the last printed place, in the same unit.
    pub(super) precision: RBig,
}

/// Why a figure could not be read in the unit asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum FigureError {
    #[error("this has no number")]
    NoNumber,
    #[error("this has more than one number")]
    SeveralNumbers,
    #[error("`{0}` is no part of a figure that is understood")]
    Rest(String),
    #[error("this is printed in {printed}, and `unit` is {unit}")]
    OtherUnit { printed: String, unit: String },
    #[error("this is not a number in decimal")]
    NotDecimal,
}

/// Words that may follow a figure, and the unit they stand for.
const WORDS: [(&str, &str); 26] = [
    ("eth", "ETH"),
    ("ether", "ETH"),
    ("gwei", "gwei"),
    ("wei", "wei"),
    ("s", "second"),
    ("sec", "second"),
    ("second", "second"),
    ("seconds", "second"),
    ("min", "minute"),
    ("minute", "minute"),
    ("minutes", "minute"),
    ("h", "hour"),
    ("hour", "hour"),
    ("hours", "hour"),
    ("day", "day"),
    ("days", "day"),
    ("week", "week"),
    ("weeks", "week"),
    ("month", "month"),
    ("months", "month"),
    ("yr", "year"),
    ("year", "year"),
    ("years", "year"),
    ("block", "block"),
    ("blocks", "block"),
    ("gas", "gas"),
];

/// Reads a figure as a value in `unit`.
///
/// Understood are a sign, `$`, `<`, `>`, `≤`, `≥`, `~` and `±` before it; separators, decimals and an exponent in it; `K`,
/// `M`, `B`, `%` (a fraction), `x`, `+` (at least) and a unit's name after it.
pub(super) fn read(text: &str, unit: &Unit) -> Result<Printed, FigureError> {
    let number = only_number(text)?;
    let before = text.get(..number.digits.start).unwrap_or("").trim();
    let after = text.get(number.digits.end..).unwrap_or("").trim();
    let mut reading = Reading::of(text, &number)?;
    for sign in before.chars() {
        reading.sign(sign)?;
    }
    reading.after(after)?;
    reading.finish(unit)
}

/// The first number of a text that is no single figure, without sign, unit or scale.
pub(super) fn first_number(text: &str) -> Option<Printed> {
    let number = numbers(text).into_iter().next()?;
    let reading = Reading::of(text, &number).ok()?;
    Some(Printed {
        relation: reading.relation,
        value: reading.value,
        precision: reading.precision,
    })
}

fn only_number(text: &str) -> Result<Number, FigureError> {
    let mut numbers = numbers(text).into_iter();
    match (numbers.next(), numbers.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(FigureError::NoNumber),
        (Some(_), Some(_)) => Err(FigureError::SeveralNumbers),
    }
}

/// A figure while it is read.
struct Reading {
    relation: ClaimRelation,
    value: RBig,
    precision: RBig,
    /// The unit that the text names, if it names one.
    named: Option<Unit>,
    percent: bool,
}

impl Reading {
    /// The digits alone.
    fn of(text: &str, number: &Number) -> Result<Self, FigureError> {
        let digits = text.get(number.digits.clone()).unwrap_or("");
        let written = digits.replace(',', "");
        let value = parse_decimal(&written).map_err(|_| FigureError::NotDecimal)?;
        let (mantissa, exponent) = match written.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent),
            None => (written.as_str(), "0"),
        };
        let places = mantissa
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len());
        let unit = parse_decimal(&format!("1e{exponent}")).map_err(|_| FigureError::NotDecimal)?;
        let last = (0..places).fold(unit, |place, _| place / ten());
        Ok(Self {
            relation: ClaimRelation::Equal,
            value,
            precision: last / RBig::from(2u8),
            named: None,
            percent: false,
        })
    }

    fn scale(&mut self, by: &RBig) {
        self.value *= by;
        self.precision *= by;
    }

    fn sign(&mut self, sign: char) -> Result<(), FigureError> {
        match sign {
            '-' | '−' => self.value = -std::mem::replace(&mut self.value, RBig::ZERO),
            '+' | '±' => {}
            '$' => self.named = Unit::parse("USD").ok(),
            '~' => self.relation = ClaimRelation::About,
            '<' => self.relation = ClaimRelation::Below,
            '≤' => self.relation = ClaimRelation::AtMost,
            '>' => self.relation = ClaimRelation::Above,
            '≥' => self.relation = ClaimRelation::AtLeast,
            '=' if self.relation == ClaimRelation::Below => self.relation = ClaimRelation::AtMost,
            '=' if self.relation == ClaimRelation::Above => self.relation = ClaimRelation::AtLeast,
            letter if letter.is_whitespace() => {}
            _ => return Err(FigureError::Rest(sign.to_string())),
        }
        Ok(())
    }

    fn after(&mut self, mut rest: &str) -> Result<(), FigureError> {
        // As in `20-minute`.
        if let Some(word) = rest.strip_prefix('-') {
            rest = word;
        }
        while let Some(first) = rest.chars().next() {
            let word = rest.split(|letter: char| !letter.is_alphabetic()).next();
            let word = word.unwrap_or("");
            let length = match (word, first) {
                ("K" | "k", _) => self.thousands(1),
                ("M", _) => self.thousands(2),
                ("B", _) => self.thousands(3),
                ("x", _) => 1,
                (_, '×') => first.len_utf8(),
                (_, '%') => {
                    self.percent = true;
                    1
                }
                (_, '+') => {
                    self.relation = ClaimRelation::AtLeast;
                    1
                }
                (_, '/') => {
                    let per = rest.get(1..).unwrap_or("");
                    self.per(per)?;
                    rest.len()
                }
                _ => {
                    self.named =
                        Some(named(word).ok_or_else(|| FigureError::Rest(rest.to_owned()))?);
                    word.len()
                }
            };
            rest = rest.get(length..).unwrap_or("").trim_start();
        }
        Ok(())
    }

    /// What the figure is printed per, as in `$10M/hour`.
    fn per(&mut self, word: &str) -> Result<(), FigureError> {
        let rest = || FigureError::Rest(format!("/{word}"));
        let per = named(word.trim()).ok_or_else(rest)?;
        let of = match &self.named {
            Some(of) => of.name(),
            None => "count",
        };
        self.named = Some(Unit::parse(&format!("{of}/{per}")).map_err(|_| rest())?);
        Ok(())
    }

    fn thousands(&mut self, times: usize) -> usize {
        self.scale(&RBig::from(1_000u32).pow(times as isize));
        1
    }

    fn finish(mut self, unit: &Unit) -> Result<Printed, FigureError> {
        let other = |printed: &str| FigureError::OtherUnit {
            printed: printed.to_owned(),
            unit: unit.name().to_owned(),
        };
        // `$3,000` for a price in USD/ETH and `10%` for a rate a year are printed without their second half.
        let first = unit.name().split(['/', '*']).next().unwrap_or("").trim();
        let first = Unit::parse(first).unwrap_or_else(|_| unit.clone());
        if self.percent {
            let hundredth = Unit::parse("percent").unwrap_or_else(|_| first.clone());
            if !first.same_dimension(&hundredth) {
                return Err(other("percent"));
            }
            self.scale(&(hundredth.scale() / first.scale()));
        }
        if let Some(named) = self.named.take() {
            let meant = [unit, &first]
                .into_iter()
                .find(|meant| meant.same_dimension(&named));
            let meant = meant.ok_or_else(|| other(named.name()))?;
            self.scale(&(named.scale() / meant.scale()));
        }
        Ok(Printed {
            relation: self.relation,
            value: self.value,
            precision: self.precision,
        })
    }
}

/// The unit of a word that may follow a figure.
fn named(word: &str) -> Option<Unit> {
    let lowered = word.to_lowercase();
    let (_, unit) = WORDS.iter().find(|(known, _)| *known == lowered)?;
    Unit::parse(unit).ok()
}

fn ten() -> RBig {
    RBig::from(10u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::spell;

    fn figure(text: &str, unit: &str) -> Result<(ClaimRelation, String, String), FigureError> {
        let printed = read(text, &Unit::parse(unit).unwrap())?;
        Ok((
            printed.relation,
            spell(&printed.value),
            spell(&printed.precision),
        ))
    }

    #[test]
    fn a_figure_is_read_exactly_with_half_a_unit_of_its_last_place() {
        use ClaimRelation::{About, Above, AtLeast, AtMost, Below, Equal};
        for (text, unit, relation, value, precision) in [
            ("-$1.35M", "USD", Equal, "-1350000", "5000"),
            ("$1.69M", "USD", Equal, "1690000", "5000"),
            ("-$15K", "USD", Equal, "-15000", "500"),
            ("-$270,000", "USD", Equal, "-270000", "0.5"),
            ("−$4.1M", "USD", Equal, "-4100000", "50000"),
            ("+$24,300", "USD", Equal, "24300", "0.5"),
            ("$37.5K", "USD", Equal, "37500", "50"),
            ("$1B", "USD", Equal, "1000000000", "500000000"),
            ("$3,000", "USD/ETH", Equal, "3000", "0.5"),
            ("$10M", "USD/hour", Equal, "10000000", "500000"),
            ("62%", "fraction", Equal, "0.62", "0.005"),
            ("99.9%", "fraction", Equal, "0.999", "0.0005"),
            ("10%", "fraction/year", Equal, "0.1", "0.005"),
            ("10 %", "percent", Equal, "10", "0.5"),
            ("50%", "bps", Equal, "5000", "50"),
            ("<0.5%", "fraction", Below, "0.005", "0.0005"),
            (">99%", "fraction", Above, "0.99", "0.005"),
            ("≤$50M", "USD", AtMost, "50000000", "500000"),
            (">= 100", "block", AtLeast, "100", "0.5"),
            ("50+", "count", AtLeast, "50", "0.5"),
            ("~1%", "fraction", About, "0.01", "0.005"),
            ("±20%", "fraction", Equal, "0.2", "0.005"),
            ("4.8x", "count", Equal, "4.8", "0.05"),
            ("0.1 ETH", "ETH", Equal, "0.1", "0.05"),
            (
                "0.1 ether",
                "wei",
                Equal,
                "100000000000000000",
                "50000000000000000",
            ),
            ("$10M/hour", "USD/hour", Equal, "10000000", "500000"),
            ("500 gwei", "gwei/gas", Equal, "500", "0.5"),
            ("20 min", "minute", Equal, "20", "0.5"),
            ("20-min", "minute", Equal, "20", "0.5"),
            ("30s", "second", Equal, "30", "0.5"),
            ("1 hours", "second", Equal, "3600", "1800"),
            (
                "10_000_000e18",
                "count",
                Equal,
                "10000000000000000000000000",
                "500000000000000000",
            ),
            ("5000", "bps", Equal, "5000", "0.5"),
            ("0", "count", Equal, "0", "0.5"),
        ] {
            let expected = (relation, value.to_owned(), precision.to_owned());
            assert_eq!(figure(text, unit), Ok(expected), "{text} in {unit}");
        }
    }

    #[test]
    fn what_is_no_single_figure_or_in_another_unit_is_not_guessed() {
        for (text, unit, said) in [
            ("none", "USD", "no number"),
            ("2-10 min", "minute", "more than one number"),
            ("5/9", "count", "more than one number"),
            ("$3 net", "USD", "`net` is no part"),
            ("Vector 1", "count", "is no part"),
            ("$3,000", "ETH", "printed in USD, and `unit` is ETH"),
            ("0.1 ETH", "USD", "printed in ETH"),
            ("20%", "USD", "printed in percent"),
            ("0x1f", "count", "not a number in decimal"),
        ] {
            let error = figure(text, unit).unwrap_err().to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
    }
}
