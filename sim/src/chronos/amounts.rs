//! Reads a scenario's exact numbers into the integers and draws of the executable protocol.

use assay_scenarios::{LookupError, ParameterKind, Scenario, Unit, format_quantity};
use dashu_ratio::RBig;
use thiserror::Error;

use super::protocol::{
    Bps, InvalidConstants, PRICE_UNIT, Price, Refusal, Rounding, Seconds, WAD, WHOLE, Wad, Wei,
    mul_div,
};
use crate::market::MarketError;

/// Why a scenario cannot be played on the executable protocol.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EconomyError {
    /// A parameter that the protocol needs is missing, or is a switch where a number is needed.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The contract keeps the number in whole units, which this value is not.
    #[error("`{name}` = {given} is {value} {unit}, and the contract keeps whole ones only")]
    NotWhole {
        /// The parameter.
        name: String,
        /// Its value as the scenario has it, with its unit.
        given: String,
        /// The same in the contract's unit.
        value: String,
        /// The unit the contract keeps it in.
        unit: &'static str,
    },
    /// The number does not fit the contract's integer.
    #[error("`{name}` is {value} {unit}, which is too large or negative for the contract")]
    OutOfRange {
        /// The parameter.
        name: String,
        /// Its value in that unit.
        value: String,
        /// The unit the contract keeps it in.
        unit: &'static str,
    },
    /// The contract's schedule cannot be read off the table.
    #[error("table `{table}`: {why}")]
    Table {
        /// The table.
        table: &'static str,
        /// Why not.
        why: String,
    },
    /// A switch has a choice that the protocol does not know.
    #[error("`{name}` is `{choice}`, which the protocol does not know")]
    UnknownChoice {
        /// The switch.
        name: String,
        /// Its choice.
        choice: String,
    },
    /// The delays of messages are in no order.
    #[error(
        "the delays must rise from `message_delay_min` over `message_delay_knee` to `message_delay_max`: {0}"
    )]
    Delays(MarketError),
    /// The constants contradict each other.
    #[error(transparent)]
    Constants(#[from] InvalidConstants),
    /// The protocol refused a call while the stage was being set.
    #[error("setting the stage: {0}")]
    Refused(#[from] Refusal),
}

/// A share in parts of [`BILLION`].
pub(super) type Billionths = u64;

/// The whole, in billionths.
pub(super) const BILLION: Billionths = 1_000_000_000;

/// `amount × times ÷ over`, rounded up.
pub(super) fn scaled(amount: Wad, times: u64, over: u64) -> Result<Wad, Refusal> {
    mul_div(amount, times.into(), over.into(), Rounding::Up)
}

/// Ether that is worth `usd` at `price`, rounded up.
pub(super) fn ether(usd: Wad, price: Price) -> Result<Wei, Refusal> {
    mul_div(usd, PRICE_UNIT, price, Rounding::Up)
}

/// Typed access to a scenario's parameters, by the unit in which the protocol keeps them: the
/// contract's controls exactly or not at all, the world's numbers to the nearest.
pub(super) struct Amounts<'a>(pub(super) &'a Scenario);

impl Amounts<'_> {
    /// US dollars with 18 decimals.
    pub(super) fn usd(&self, name: &str) -> Result<Wad, EconomyError> {
        self.scaled(name, "USD", WAD, "10⁻¹⁸ USD")
    }

    /// Ether in wei.
    pub(super) fn wei(&self, name: &str) -> Result<Wei, EconomyError> {
        self.scaled(name, "wei", 1, "wei")
    }

    /// US dollars for one ETH, 8 decimals.
    pub(super) fn price(&self, name: &str) -> Result<Price, EconomyError> {
        self.scaled(name, "USD/ETH", PRICE_UNIT, "10⁻⁸ USD/ETH")
    }

    /// A span of time.
    pub(super) fn seconds(&self, name: &str) -> Result<Seconds, EconomyError> {
        self.small(name, "second", 1, "seconds")
    }

    /// A share, in basis points.
    pub(super) fn bps(&self, name: &str) -> Result<Bps, EconomyError> {
        self.small(name, "fraction", 10_000, "basis points")
    }

    /// A share a year, in basis points a year.
    pub(super) fn bps_per_year(&self, name: &str) -> Result<Bps, EconomyError> {
        self.small(name, "fraction/year", 10_000, "basis points a year")
    }

    /// A whole number in the parameter's own unit `unit`.
    pub(super) fn whole(&self, name: &str, unit: &'static str) -> Result<u64, EconomyError> {
        self.small(name, unit, 1, unit)
    }

    /// A small number of things.
    pub(super) fn count(&self, name: &str) -> Result<u32, EconomyError> {
        let value = self.whole(name, "count")?;
        u32::try_from(value).map_err(|_| EconomyError::OutOfRange {
            name: name.into(),
            value: value.to_string(),
            unit: "count",
        })
    }

    /// A share, or one of a span of time or blocks, to the nearest billionth.
    ///
    /// For the world's numbers, which no contract keeps: a finer one is rounded.
    pub(super) fn billionths(&self, name: &str, unit: &str) -> Result<Billionths, EconomyError> {
        let value = self.0.exact_in(name, unit)? * RBig::from(BILLION);
        u64::try_from(value.round()).map_err(|_| EconomyError::OutOfRange {
            name: name.into(),
            value: value.to_string(),
            unit: "billionths",
        })
    }

    /// The loan that the proven balance carries at the top LTV, USD with 18 decimals.
    pub(super) fn top_loan(&self) -> Result<Wad, EconomyError> {
        let balance = self.usd("proven_balance")?;
        scaled(balance, self.bps("top_ltv")?, WHOLE).map_err(EconomyError::from)
    }

    /// A number for drawing and weighing, in the parameter's own unit.
    pub(super) fn float(&self, name: &str) -> Result<f64, EconomyError> {
        Ok(self.0.number(name)?)
    }

    /// The choice of a switch among `choices`.
    pub(super) fn choice<T: Copy>(
        &self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<T, EconomyError> {
        let chosen = self.0.choice(name)?;
        choices
            .iter()
            .find(|(choice, _)| *choice == chosen)
            .map(|(_, value)| *value)
            .ok_or_else(|| EconomyError::UnknownChoice {
                name: name.into(),
                choice: chosen.into(),
            })
    }

    /// The parameter's value for people.
    fn shown(&self, name: &str) -> Result<String, EconomyError> {
        let unit = self.0.parameter(name)?.unit().map_or("", Unit::name);
        Ok(format_quantity(self.0.number(name)?, unit))
    }

    fn small(
        &self,
        name: &str,
        unit: &str,
        scale: u64,
        kept_in: &'static str,
    ) -> Result<u64, EconomyError> {
        let value = self.scaled(name, unit, u128::from(scale), kept_in)?;
        u64::try_from(value).map_err(|_| EconomyError::OutOfRange {
            name: name.into(),
            value: value.to_string(),
            unit: kept_in,
        })
    }

    fn scaled(
        &self,
        name: &str,
        unit: &str,
        scale: u128,
        kept_in: &'static str,
    ) -> Result<u128, EconomyError> {
        let value = self.0.exact_in(name, unit)? * RBig::from(scale);
        // The contract keeps its constants exactly or not at all; the world is not so particular.
        let is_control = self.0.parameter(name)?.kind() == ParameterKind::Control;
        if is_control && !value.is_int() {
            return Err(EconomyError::NotWhole {
                name: name.into(),
                given: self.shown(name)?,
                value: value.to_f64().value().to_string(),
                unit: kept_in,
            });
        }
        u128::try_from(value.round()).map_err(|_| EconomyError::OutOfRange {
            name: name.into(),
            value: value.to_f64().value().to_string(),
            unit: kept_in,
        })
    }
}
