//! The values that a contract's integers leave a parameter to choose from.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::error::{LookupError, ValueError};
use super::parameter::{Domain, Encoding, Parameter, spell};
use crate::decimal::parse_decimal;
use crate::number::NumberError;
use crate::unit::{Dimension, Unit};

impl Encoding {
    /// What one unit of the contract's integer stands for, in `unit`: 1 wei, a ten-thousandth, a hundredth, 1 second,
    /// 1 block, 10⁻¹⁸ of the unit (`wad`), or 1 of it (`count`). A rate is encoded over the denominators it is declared with:
    /// `fraction/year` in basis points a year.
    pub fn quantum(self, unit: &Unit) -> RBig {
        match self {
            Self::Wei => decimal_place(18) / numerator(unit, Dimension::ETH),
            Self::Wad => decimal_place(18),
            Self::Bps => decimal_place(4) / numerator(unit, Dimension::NONE),
            Self::Percent => decimal_place(2) / numerator(unit, Dimension::NONE),
            Self::Seconds | Self::Blocks => RBig::ONE / unit.scale(),
            Self::Count => RBig::ONE,
        }
    }
}

impl Parameter {
    /// The distance between neighbouring values the parameter can take, in its declared unit; `None` where there is
    /// none, as for a switch and for most numbers of the environment.
    ///
    /// It is 1 for a whole number. For a control that becomes a contract constant it is the encoding's quantum
    /// ([`Encoding::quantum`]).
    pub fn step(&self) -> Option<RBig> {
        let Domain::Number { unit, whole, .. } = &self.domain else {
            return None;
        };
        if *whole {
            return Some(RBig::ONE);
        }
        Some(self.constant()?.encoding.quantum(unit))
    }

    /// The value nearest to the decimal that `value` prints as, in the declared unit, among those the parameter and its
    /// contract constant can take (see [`Parameter::step`]).
    ///
    /// # Errors
    /// [`ValueError`] for a switch, a value that is not finite or outside the range, and where the range holds no
    /// multiple of the step.
    pub fn nearest(&self, value: f64) -> Result<RBig, ValueError> {
        let Some((low, high)) = self.range() else {
            let name = self.name().to_owned();
            return Err(LookupError::IsSwitch { name }.into());
        };
        let decimal = parse_decimal(&format!("{value:e}"))
            .map_err(|_| ValueError::Number(NumberError::NotFinite))?;
        if decimal < *low || decimal > *high {
            return Err(self.outside(&decimal));
        }
        self.snap(&decimal, low, high)
            .ok_or_else(|| self.outside(&decimal))
    }

    /// The multiple of the step nearest to `value` between `low` and `high`; `value` itself where there is no step.
    pub(super) fn snap(&self, value: &RBig, low: &RBig, high: &RBig) -> Option<RBig> {
        let Some(step) = self.step() else {
            return Some(value.clone());
        };
        let (least, greatest) = ((low / &step).ceil(), (high / &step).floor());
        if least > greatest {
            return None;
        }
        let multiple: IBig = (value / &step).round().clamp(least, greatest);
        Some(RBig::from(multiple) * step)
    }

    /// Why `value` has no nearest: it is out of range, or the range lies between two steps.
    fn outside(&self, value: &RBig) -> ValueError {
        match self.admit(value) {
            Err(error) => error,
            Ok(()) => ValueError::NotHeld {
                name: self.name().to_owned(),
                step: self.step().map(|step| spell(&step)).unwrap_or_default(),
            },
        }
    }
}

fn decimal_place(places: usize) -> RBig {
    RBig::from_parts(IBig::ONE, UBig::from(10_u8).pow(places))
}

/// The base units in one of what a rate counts: of `gwei/gas`, 10⁻⁹ (ETH). A unit that is no rate, or does not begin
/// with what is counted, is taken whole.
fn numerator(unit: &Unit, counted: Dimension) -> RBig {
    unit.name()
        .split_once('/')
        .and_then(|(counted, _)| Unit::parse(counted).ok())
        .filter(|unit| unit.dimension() == counted)
        .unwrap_or_else(|| unit.clone())
        .scale()
        .clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parameter::{Constant, ParameterKind};

    fn parameter(unit: &str, range: (&str, &str), encoding: Option<Encoding>) -> Parameter {
        Parameter {
            name: "p".into(),
            domain: Domain::Number {
                unit: Unit::parse(unit).unwrap(),
                low: parse_decimal(range.0).unwrap(),
                high: parse_decimal(range.1).unwrap(),
                whole: false,
            },
            kind: ParameterKind::Control,
            meaning: String::new(),
            source: String::new(),
            constant: encoding.map(|encoding| Constant {
                name: "P".into(),
                encoding,
            }),
            grid: Vec::new(),
        }
    }

    #[test]
    fn a_step_is_what_one_unit_of_the_contracts_integer_stands_for() {
        for (unit, encoding, step) in [
            ("ETH", Encoding::Wei, "1/1000000000000000000"),
            ("wei", Encoding::Wei, "1"),
            ("gwei/gas", Encoding::Wei, "1/1000000000"),
            ("USD", Encoding::Wad, "1/1000000000000000000"),
            ("fraction", Encoding::Bps, "1/10000"),
            ("percent", Encoding::Bps, "1/100"),
            ("fraction", Encoding::Percent, "1/100"),
            ("fraction/year", Encoding::Bps, "1/10000"),
            ("percent/year", Encoding::Bps, "1/100"),
            ("1/year", Encoding::Bps, "1/10000"),
            ("hour", Encoding::Seconds, "1/3600"),
            ("month", Encoding::Seconds, "1/2628000"),
            ("block", Encoding::Blocks, "1"),
            ("count/year", Encoding::Count, "1"),
        ] {
            let found = parameter(unit, ("0", "1"), Some(encoding)).step().unwrap();
            assert_eq!(found.to_string(), step, "{unit}");
        }
        assert_eq!(parameter("ETH", ("0", "1"), None).step(), None);
    }

    #[test]
    fn the_nearest_value_is_a_multiple_of_the_step_within_the_range() {
        let nearest = |parameter: &Parameter, value| {
            parameter
                .nearest(value)
                .map(|value| value.to_string())
                .map_err(|error| error.to_string())
        };
        let share = parameter("fraction", ("0.00005", "0.90005"), Some(Encoding::Bps));
        assert_eq!(nearest(&share, 0.123_46), Ok("247/2000".into()));
        assert_eq!(nearest(&share, 0.000_05), Ok("1/10000".into()));
        assert_eq!(nearest(&share, 0.900_05), Ok("9/10".into()));
        let span = parameter("hour", ("0", "1"), Some(Encoding::Seconds));
        assert_eq!(nearest(&span, 0.33), Ok("33/100".into()));
        assert_eq!(nearest(&span, 0.333_333), Ok("1/3".into()));
        let free = parameter("hour", ("0", "1"), None);
        assert_eq!(nearest(&free, 0.1), Ok("1/10".into()));
        assert_eq!(
            nearest(&free, 1.5),
            Err("1.5 is outside the range of `p`: 0 to 1 hour".into())
        );
        assert_eq!(
            nearest(&free, f64::NAN),
            Err("the result is not a finite number".into())
        );
        let between = parameter("fraction", ("0.00001", "0.00002"), Some(Encoding::Bps));
        assert_eq!(
            nearest(&between, 0.000_01),
            Err(
                "the contract holds `p` in steps of 0.0001, and there is none within its range"
                    .into()
            )
        );
    }
}
