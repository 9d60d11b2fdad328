//! The quarterly adjustment of constants by observed rates, as the paper's protocol for it says.
//!
//! The paper's "detection accuracy threshold" and "detection algorithms" are no constants of the
//! contract and are left out.

use super::constants::up_to;
use super::fixed::{Rounding, later, share_of};
use super::in_force::InForce;
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Bps, DAY, Seconds, WHOLE, YEAR};

const QUARTER: Seconds = YEAR / 4;
const MORATORIUM: Seconds = 30 * DAY;
const DEFAULT_RATE_LIMIT: Bps = 100;
const CHALLENGE_RATE_LIMIT: Bps = 500;
const STAKE_RAISE: Bps = WHOLE + 2_000;
const STAKE_CUT: Bps = WHOLE - 1_000;
// "Decrease max LTV by 5 %": assumed to mean percentage points.
const TOP_LTV_CUT: Bps = 500;
// Steps for which the paper names a direction and no number. Assumption: a tenth.
const CUT: Bps = WHOLE - 1_000;
const RAISE: Bps = WHOLE + 1_000;

/// What was observed over the quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// Loans defaulted on, of loans that ended.
    pub default_rate: Bps,
    /// Claims challenged, of claims.
    pub challenge_rate: Bps,
    /// Growth in users.
    pub user_growth: Bps,
    /// Growth in users that was aimed at.
    pub growth_target: Bps,
    /// Whether an attack was attempted.
    pub attack_attempted: bool,
}

/// Which rules an adjustment applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adjustment {
    /// Too many defaults: user stake up by 20 %, top LTV down by 5 points.
    pub defaults: bool,
    /// Too many challenges: challenger stake down, indexers' fee up.
    pub challenges: bool,
    /// Too little growth: user stake down by 10 %, sample distance down, hourly limit up.
    pub growth: bool,
    /// Relaxation that growth called for and the moratorium after an attack forbade.
    pub growth_withheld: bool,
    /// An attack: user stake up by 20 %, sample distance up, hourly limit down.
    pub attack: bool,
}

/// When constants were and may be adjusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Schedule {
    last: Seconds,
    moratorium_until: Seconds,
}

impl Protocol {
    /// Adjusts constants by the paper's rules. Once a quarter (a fourth of a year, first counted
    /// from genesis) all rules apply, in the paper's order. An attempted attack tightens at once, at
    /// any time, without the other rules when their quarter has not come, and forbids relaxing for
    /// 30 days. Amounts raised are rounded up and amounts cut down; sample distances are rounded
    /// up; the top LTV never falls below the entry step. Calling is not guarded: the observer is
    /// trusted, as the paper names none.
    ///
    /// # Errors
    /// [`Refusal::NotDue`]; a constant no contract could run with.
    pub fn adjust(&mut self, observed: Observed) -> Result<Adjustment, Refusal> {
        let due = later(self.schedule.last, QUARTER)?;
        let quarterly = self.now >= due;
        if !quarterly && !observed.attack_attempted {
            return Err(Refusal::NotDue { due, now: self.now });
        }
        let mut schedule = self.schedule;
        if observed.attack_attempted {
            schedule.moratorium_until = later(self.now, MORATORIUM)?;
        }
        let slow = quarterly && observed.user_growth < observed.growth_target;
        let frozen = self.now < schedule.moratorium_until;
        let applied = Adjustment {
            defaults: quarterly && observed.default_rate > DEFAULT_RATE_LIMIT,
            challenges: quarterly && observed.challenge_rate > CHALLENGE_RATE_LIMIT,
            growth: slow && !frozen,
            growth_withheld: slow && frozen,
            attack: observed.attack_attempted,
        };
        if quarterly {
            schedule.last = self.now;
        }
        self.constants = adjusted(self.constants.clone(), applied)?;
        self.schedule = schedule;
        Ok(applied)
    }

    /// When the next quarterly adjustment is due, seconds since genesis.
    #[must_use]
    pub fn adjustment_due(&self) -> Seconds {
        self.schedule.last.saturating_add(QUARTER)
    }
}

fn adjusted(mut now: InForce, rules: Adjustment) -> Result<InForce, Refusal> {
    let up = |factor| move |amount: u128| share_of(amount, factor, Rounding::Up);
    let down = |factor| move |amount: u128| share_of(amount, factor, Rounding::Down);
    if rules.defaults {
        now.adjust(|it| &mut it.user_stake, up(STAKE_RAISE))?;
        now.adjust(
            |it| &mut it.ltv_steps,
            |steps| {
                let [entry, .., last] = steps;
                let top = last.ltv.saturating_sub(TOP_LTV_CUT).max(entry.ltv);
                Ok(up_to(steps, top))
            },
        )?;
    }
    if rules.challenges {
        now.adjust(|it| &mut it.challenger_stake, down(CUT))?;
        now.adjust(
            |it| &mut it.indexer_fee,
            |fee| Ok(scaled(fee, RAISE)?.min(WHOLE)),
        )?;
    }
    if rules.growth {
        now.adjust(|it| &mut it.user_stake, down(STAKE_CUT))?;
        now.adjust(|it| &mut it.min_sample_blocks, |gap| scaled(gap, CUT))?;
        now.adjust(|it| &mut it.max_hourly_borrows, up(RAISE))?;
    }
    if rules.attack {
        now.adjust(|it| &mut it.user_stake, up(STAKE_RAISE))?;
        now.adjust(|it| &mut it.min_sample_blocks, |gap| scaled(gap, RAISE))?;
        now.adjust(|it| &mut it.max_hourly_borrows, down(CUT))?;
    }
    Ok(now)
}

fn scaled(value: u64, factor: Bps) -> Result<u64, Refusal> {
    let scaled = share_of(value.into(), factor, Rounding::Up)?;
    u64::try_from(scaled).map_err(|_| Refusal::Overflow)
}
