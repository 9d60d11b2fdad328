//! Parameters: named numbers and switches, what they may be, and the contract constants they become.

use dashu_ratio::RBig;
use schemars::JsonSchema;

use super::error::{LookupError, ValueError};
use crate::decimal::print_decimal;
use crate::diagnostic::nearest;
use crate::unit::Unit;

/// Who fixes a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum ParameterKind {
    /// The contract does.
    Control,
    /// The world does.
    Environment,
}

/// How a contract writes a number as an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Encoding {
    /// ETH times 10¹⁸.
    Wei,
    /// The declared unit times 10¹⁸.
    Wad,
    /// Ten-thousandths.
    Bps,
    /// Hundredths.
    Percent,
    /// Seconds.
    Seconds,
    /// Blocks.
    Blocks,
    /// The declared unit as it is.
    Count,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 7] = [
        Self::Wei,
        Self::Wad,
        Self::Bps,
        Self::Percent,
        Self::Seconds,
        Self::Blocks,
        Self::Count,
    ];

    /// The word for it in scenario files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wei => "wei",
            Self::Wad => "wad",
            Self::Bps => "bps",
            Self::Percent => "percent",
            Self::Seconds => "seconds",
            Self::Blocks => "blocks",
            Self::Count => "count",
        }
    }
}

/// The constant of the contract that a control parameter becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// The identifier in the contract's source.
    pub name: String,
    /// How the value is encoded there.
    pub encoding: Encoding,
}

/// A named number with unit and range, or a switch with choices. Its value belongs to the [`Scenario`](crate::Scenario).
#[derive(Debug, Clone)]
pub struct Parameter {
    pub(super) name: String,
    pub(super) domain: Domain,
    pub(super) kind: ParameterKind,
    pub(super) meaning: String,
    pub(super) source: String,
    pub(super) constant: Option<Constant>,
    pub(super) grid: Vec<RBig>,
}

/// What a parameter may be.
#[derive(Debug, Clone)]
pub(super) enum Domain {
    Number {
        unit: Unit,
        low: RBig,
        high: RBig,
        whole: bool,
    },
    Switch {
        choices: Vec<String>,
    },
}

impl Parameter {
    /// The name it has in formulas.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The declared unit of a number; `None` for a switch.
    pub fn unit(&self) -> Option<&Unit> {
        match &self.domain {
            Domain::Number { unit, .. } => Some(unit),
            Domain::Switch { .. } => None,
        }
    }

    /// The least and greatest value admitted, in the declared unit; `None` for a switch.
    pub fn range(&self) -> Option<(&RBig, &RBig)> {
        match &self.domain {
            Domain::Number { low, high, .. } => Some((low, high)),
            Domain::Switch { .. } => None,
        }
    }

    /// Whether only whole numbers of the declared unit are admitted.
    pub fn is_whole(&self) -> bool {
        matches!(self.domain, Domain::Number { whole: true, .. })
    }

    /// The choices of a switch, in file order; empty for a number.
    pub fn choices(&self) -> &[String] {
        match &self.domain {
            Domain::Number { .. } => &[],
            Domain::Switch { choices } => choices,
        }
    }

    /// Who fixes it.
    pub fn kind(&self) -> ParameterKind {
        self.kind
    }

    /// What it is, in one line.
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// Where its value comes from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The contract constant it becomes, for a control that has one.
    pub fn constant(&self) -> Option<&Constant> {
        self.constant.as_ref()
    }

    /// The values that a designer may choose from, in the declared unit, rising; empty where none are given.
    pub fn grid(&self) -> &[RBig] {
        &self.grid
    }

    /// Whether a number may take this value, in the declared unit.
    pub(super) fn admit(&self, value: &RBig) -> Result<(), ValueError> {
        let Domain::Number {
            unit,
            low,
            high,
            whole,
        } = &self.domain
        else {
            return Err(LookupError::IsSwitch {
                name: self.name.clone(),
            }
            .into());
        };
        if value < low || value > high {
            let (value, low, high) = (spell(value), spell(low), spell(high));
            return Err(ValueError::OutOfRange {
                name: self.name.clone(),
                value,
                low,
                high,
                unit: unit.name().to_owned(),
            });
        }
        if *whole && !value.is_int() {
            return Err(ValueError::NotWhole {
                name: self.name.clone(),
                value: spell(value),
            });
        }
        Ok(())
    }

    /// The position of a switch's choice among [`Parameter::choices`].
    ///
    /// # Errors
    /// [`ValueError`] when it is not one of them, or the parameter is a number.
    pub fn position_of(&self, choice: &str) -> Result<usize, ValueError> {
        let Domain::Switch { choices } = &self.domain else {
            return Err(LookupError::IsNumber {
                name: self.name.clone(),
            }
            .into());
        };
        choices
            .iter()
            .position(|known| known == choice)
            .ok_or_else(|| ValueError::NotAChoice {
                name: self.name.clone(),
                choice: choice.to_owned(),
                nearest: nearest(choice, choices.iter().map(String::as_str)).map(str::to_owned),
            })
    }
}

/// An exact value in the fewest characters: a decimal when it ends, else a fraction such as `1/3`.
pub fn spell(value: &RBig) -> String {
    print_decimal(value).unwrap_or_else(|| value.to_string())
}
