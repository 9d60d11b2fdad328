//! Questions a scenario cannot answer, and values it does not admit.

use crate::diagnostic::nearest;
use crate::number::NumberError;
use crate::unit::UnitError;

fn hint(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

/// A name, unit or kind of value that a scenario does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LookupError {
    /// Nothing of this kind has this name.
    #[error("there is no {kind} `{name}`{}", hint(.nearest))]
    Unknown {
        /// `parameter`, `formula` or `attack`.
        kind: &'static str,
        /// The name asked for.
        name: String,
        /// The name most like it, if one is like it at all.
        nearest: Option<String>,
    },
    /// A number was asked of a parameter with choices.
    #[error("`{name}` is a switch, not a number")]
    IsSwitch {
        /// The parameter.
        name: String,
    },
    /// A choice was asked of a numeric parameter.
    #[error("`{name}` is a number, not a switch")]
    IsNumber {
        /// The parameter.
        name: String,
    },
    /// The unit asked for does not exist.
    #[error(transparent)]
    Unit(#[from] UnitError),
    /// The unit asked for measures something else.
    #[error("`{name}` is in {declared} and cannot be given in {unit}")]
    OtherDimension {
        /// The parameter.
        name: String,
        /// Its declared unit.
        declared: String,
        /// The unit asked for.
        unit: String,
    },
}

impl LookupError {
    /// Nothing of this kind has this name; the nearest of the known ones is named beside it.
    pub fn unknown<'a>(
        kind: &'static str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Self {
        Self::Unknown {
            kind,
            name: name.to_owned(),
            nearest: nearest(name, known).map(str::to_owned),
        }
    }

    /// A slot of one scenario used with another; the names a file uses are resolved when it is loaded.
    pub(crate) fn lost(name: &str) -> Self {
        Self::Unknown {
            kind: "entry for",
            name: name.to_owned(),
            nearest: None,
        }
    }
}

/// A value a parameter does not admit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// There is no such parameter, or it is of the other kind.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// Outside the declared range.
    #[error("{value} is outside the range of `{name}`: {low} to {high} {unit}")]
    OutOfRange {
        /// The parameter.
        name: String,
        /// The value refused.
        value: String,
        /// The least value admitted.
        low: String,
        /// The greatest value admitted.
        high: String,
        /// The unit of all three.
        unit: String,
    },
    /// Not whole where only whole numbers have a meaning.
    #[error("`{name}` must be a whole number, and {value} is not")]
    NotWhole {
        /// The parameter.
        name: String,
        /// The value refused.
        value: String,
    },
    /// Not one of a switch's choices.
    #[error("`{choice}` is not a choice of `{name}`{}", hint(.nearest))]
    NotAChoice {
        /// The switch.
        name: String,
        /// The text refused.
        choice: String,
        /// The choice most like it.
        nearest: Option<String>,
    },
    /// The range lies between two values that the contract's integer can hold.
    #[error("the contract holds `{name}` in steps of {step}, and there is none within its range")]
    NotHeld {
        /// The parameter.
        name: String,
        /// The distance between two values it can hold, in the declared unit.
        step: String,
    },
    /// The value does not survive the change to base units.
    #[error(transparent)]
    Number(NumberError),
}
