//! What surrounds a protocol and does not answer to it: the price of ETH, gas, messages' delays.

mod delay;
mod gas;
mod history;
mod price;

pub use delay::MessageDelay;
pub use gas::{GasModel, GasPath};
pub use history::{HistoryError, HourlyReturns};
pub use price::{JumpDiffusion, PriceModel, PricePath};

/// Seconds in a year of 365 days, the year of every rate here and of the on-chain lenders' rates
/// (Aave's `SECONDS_PER_YEAR`).
pub const SECONDS_PER_YEAR: f64 = 31_536_000.0;

/// Why no path can be drawn from a market model.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MarketError {
    /// A parameter outside its range.
    #[error("{name} is {value}, it must be {expected}")]
    Parameter {
        /// The parameter.
        name: &'static str,
        /// Its value.
        value: f64,
        /// What it must be.
        expected: &'static str,
    },
    /// A price that has left the range of floating-point numbers.
    #[error(
        "the price left the range of numbers: it was {before}, its logarithm moved by {change}"
    )]
    PriceOutOfRange {
        /// The last price in range, USD or gwei.
        before: f64,
        /// The change of its natural logarithm.
        change: f64,
    },
}

/// Refuses a parameter for which `holds` is false; `expected` says what was asked of it.
fn require(
    holds: bool,
    name: &'static str,
    value: f64,
    expected: &'static str,
) -> Result<(), MarketError> {
    if holds {
        return Ok(());
    }
    Err(MarketError::Parameter {
        name,
        value,
        expected,
    })
}

/// Refuses a parameter that is not a finite number of at least zero.
fn require_not_negative(name: &'static str, value: f64) -> Result<(), MarketError> {
    require(
        value.is_finite() && value >= 0.0,
        name,
        value,
        "a finite number, not negative",
    )
}

/// Refuses a parameter that is not a finite number above zero.
fn require_positive(name: &'static str, value: f64) -> Result<(), MarketError> {
    require(
        value.is_finite() && value > 0.0,
        name,
        value,
        "a finite number above zero",
    )
}

/// Refuses a parameter that is infinite or not a number.
fn require_finite(name: &'static str, value: f64) -> Result<(), MarketError> {
    require(value.is_finite(), name, value, "a finite number")
}
