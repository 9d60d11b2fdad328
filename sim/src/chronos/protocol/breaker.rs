//! The circuit breaker: `checkCircuitBreakers` of the paper, run at the end of every borrow and
//! every default.
//!
//! It pauses and does not revert, so the borrow that exceeds the limit is paid out. Hours and days
//! are those of the clock, not sliding windows: twice the cap passes around an hour's boundary.
//! Nothing is reset by resuming, so while its hour or day lasts the next borrow pauses again, after
//! being paid. And as long as no earlier day saw a default the average is zero, as an unwritten
//! variable is in Solidity: the first default ever pauses.

use std::fmt;

use super::fixed::add;
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, DAY, HOUR, Seconds, WHOLE, Wad};

/// What made the breaker pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseReason {
    /// More was borrowed this clock hour than the limit.
    HourlyLimit,
    /// More loans defaulted today than a multiple of the average of earlier days.
    DefaultSpike,
    /// The call was sent at a gas price above the limit.
    GasPrice,
}

impl fmt::Display for PauseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HourlyLimit => "hourly limit exceeded",
            Self::DefaultSpike => "default rate spike",
            Self::GasPrice => "gas price attack suspected",
        })
    }
}

/// A pause: why, and since when in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Why.
    pub reason: PauseReason,
    /// When it began, seconds since genesis.
    pub since: Seconds,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Breaker {
    paused: Option<Pause>,
    hour: u64,
    volume: Wad,
    day: u64,
    defaults_today: u64,
    defaults_before: u64,
    log: Vec<Pause>,
}

impl Clone for Breaker {
    fn clone(&self) -> Self {
        Self {
            log: self.log.clone(),
            ..*self
        }
    }

    fn clone_from(&mut self, source: &Self) {
        let mut log = std::mem::take(&mut self.log);
        log.clone_from(&source.log);
        *self = Self { log, ..*source };
    }
}

impl Breaker {
    fn volume_in(&self, hour: u64) -> Wad {
        if self.hour == hour { self.volume } else { 0 }
    }

    fn begin_day(&mut self, day: u64) {
        if self.day != day {
            self.defaults_before += self.defaults_today;
            self.defaults_today = 0;
            self.day = day;
        }
    }
}

impl Protocol {
    /// The pause in force, if any.
    #[must_use]
    pub fn paused(&self) -> Option<Pause> {
        self.breaker.paused
    }

    /// Every pause since genesis, in order.
    #[must_use]
    pub fn pauses(&self) -> &[Pause] {
        &self.breaker.log
    }

    /// Borrowed over all chains in the current clock hour, USD.
    #[must_use]
    pub fn borrowed_this_hour(&self) -> Wad {
        self.breaker.volume_in(self.now / HOUR)
    }

    /// Ends a pause.
    ///
    /// # Errors
    /// A caller who is not the guardian; nothing paused.
    pub fn resume(&mut self, caller: Account) -> Result<(), Refusal> {
        if caller != self.guardian {
            return Err(Refusal::NotGuardian(caller));
        }
        self.end_pause()
    }

    pub(super) fn end_pause(&mut self) -> Result<(), Refusal> {
        self.breaker.paused.take().ok_or(Refusal::NotPaused)?;
        Ok(())
    }

    pub(super) fn refuse_if_paused(&self) -> Result<(), Refusal> {
        match self.breaker.paused {
            Some(Pause { reason, since }) => Err(Refusal::Paused { reason, since }),
            None => Ok(()),
        }
    }

    /// What this hour's volume would be after a borrow, refused when it cannot be counted.
    pub(super) fn volume_after(&self, amount: Wad) -> Result<Wad, Refusal> {
        add(self.borrowed_this_hour(), amount)
    }

    pub(super) fn record_volume(&mut self, volume: Wad) {
        self.breaker.hour = self.now / HOUR;
        self.breaker.volume = volume;
        self.check_breakers();
    }

    pub(super) fn record_default(&mut self) {
        self.breaker.begin_day(self.now / DAY);
        self.breaker.defaults_today += 1;
        self.check_breakers();
    }

    fn check_breakers(&mut self) {
        self.breaker.begin_day(self.now / DAY);
        let reason = if self.borrowed_this_hour() > self.constants.max_hourly_borrows() {
            PauseReason::HourlyLimit
        } else if self.defaults_spike() {
            PauseReason::DefaultSpike
        } else if self.gas_price > self.constants.gas_pause() {
            PauseReason::GasPrice
        } else {
            return;
        };
        if self.breaker.paused.is_none() {
            let pause = Pause {
                reason,
                since: self.now,
            };
            self.breaker.paused = Some(pause);
            self.breaker.log.push(pause);
            self.totals.pauses += 1;
        }
    }

    // today > spike · before / days, multiplied out so that nothing is truncated; on the first
    // day, without a day to average over, the average is zero.
    fn defaults_spike(&self) -> bool {
        let Breaker {
            day: days,
            defaults_today: today,
            defaults_before: before,
            ..
        } = self.breaker;
        if today <= self.constants.default_spike_floor() {
            return false;
        }
        let observed = u128::from(today)
            .saturating_mul(u128::from(days.max(1)))
            .saturating_mul(u128::from(WHOLE));
        let allowed = u128::from(before).saturating_mul(u128::from(self.constants.default_spike()));
        observed > allowed
    }
}
