//! A scenario's numbers in the units that decision processes count in.

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use crate::error::CommandError;

/// Time in seconds.
pub(super) type Seconds = u64;

pub(super) const HOUR: Seconds = 3_600;
pub(super) const DAY: Seconds = 24 * HOUR;
pub(super) const YEAR: Seconds = 365 * DAY;

/// Typed access to a scenario.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'a>(pub(super) &'a Scenario);

impl Numbers<'_> {
    /// A parameter in its own unit.
    pub(super) fn number(self, name: &str) -> Result<f64, CommandError> {
        Ok(self.0.number(name)?)
    }

    /// A formula in its own unit.
    pub(super) fn formula(self, name: &str) -> Result<f64, CommandError> {
        Ok(self.0.evaluate(name)?)
    }

    /// A span of time to the nearest second; one too long to count never ends.
    pub(super) fn seconds(self, name: &str) -> Result<Seconds, CommandError> {
        let exact = self.0.exact_in(name, "second")?;
        Ok(Seconds::try_from(exact.round()).unwrap_or(Seconds::MAX))
    }

    /// A number of things.
    pub(super) fn count(self, name: &str) -> Result<u32, CommandError> {
        let exact = self.0.exact(name)?.clone();
        Ok(u32::try_from(exact.floor()).unwrap_or(u32::MAX))
    }

    /// A sum of money, exactly, in USD.
    pub(super) fn usd(self, name: &str) -> Result<RBig, CommandError> {
        Ok(self.0.exact_in(name, "USD")?)
    }

    /// A formula exactly; in USD where it is a sum of money.
    pub(super) fn exactly(self, name: &str) -> Result<RBig, CommandError> {
        Ok(self.0.evaluate(name)?)
    }

    /// Whether a switch stands at a choice.
    pub(super) fn is(self, switch: &str, choice: &str) -> Result<bool, CommandError> {
        Ok(self.0.choice(switch)? == choice)
    }

    /// How many loans of that size go out within a clock hour before the next one trips the breaker.
    pub(super) fn loans_an_hour(self, loan: &RBig) -> Result<u32, CommandError> {
        if *loan <= RBig::ZERO {
            return Ok(u32::MAX);
        }
        let loans = self.usd("max_hourly_borrows")? / loan;
        Ok(u32::try_from(loans.floor()).unwrap_or(u32::MAX))
    }
}

/// US dollars with 18 decimals, as the contract keeps them; what does not fit is the most that does.
pub(super) fn wad(usd: &RBig) -> u128 {
    let scaled = usd * RBig::from(1_000_000_000_000_000_000_u64);
    u128::try_from(scaled.round()).unwrap_or(u128::MAX)
}

/// How many loans of a size a volume comes to.
pub(super) fn loans_in(volume: u128, loan: u128) -> u32 {
    let loans = volume.saturating_add(loan / 2).checked_div(loan);
    u32::try_from(loans.unwrap_or(0)).unwrap_or(u32::MAX)
}

/// A span of time in words.
pub(super) fn span(seconds: Seconds) -> String {
    let units = [("year", YEAR), ("day", DAY), ("hour", HOUR), ("minute", 60)];
    let (unit, size) = units
        .into_iter()
        .find(|(_, size)| seconds >= *size)
        .unwrap_or(("second", 1));
    let hundredths = libm::round(seconds as f64 / size as f64 * 100.0);
    assay_scenarios::format_quantity(hundredths / 100.0, unit)
}

/// A span of time in words, as what comes after "every".
pub(super) fn every(seconds: Seconds) -> String {
    let words = span(seconds);
    words
        .strip_prefix("1 ")
        .map_or(words.clone(), str::to_owned)
}

/// A number of things in words.
pub(super) fn several(count: u32, one: &str, many: &str) -> String {
    match count {
        1 => format!("one {one}"),
        _ => format!("{count} {many}"),
    }
}
