//! What every month of a scenario has in common.

use assay_scenarios::Scenario;

use super::policies::Policies;
use crate::chronos::{
    Yardsticks,
    amounts::{Amounts, EconomyError},
    economy::Economy,
    protocol::{DAY, HOUR, Refusal, Seconds, WAD, Wad},
};

/// Length of the measured month: thirty days.
pub(in crate::chronos) const MONTH_LENGTH: Seconds = 30 * DAY;
/// Time until the first deposits have caught up with the first loans.
const SETTLING: Seconds = 30 * DAY;
/// Hours in one step of the warm-up.
pub(in crate::chronos) const WARM_UP_HOURS: u64 = DAY / HOUR;

/// The numbers of one indexer's share of the protocol: its borrowers, and how they behave.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Setting {
    pub(in crate::chronos) economy: Economy,
    /// New claims, true and false, a second.
    pub(in crate::chronos) claims_per_second: f64,
    /// Mean loan, USD.
    pub(in crate::chronos) average_loan: f64,
    /// Share of the deposits that the lenders want lent out.
    pub(in crate::chronos) utilisation: f64,
    /// Ages are spread evenly from zero to this many seconds.
    pub(in crate::chronos) oldest_age: f64,
    pub(in crate::chronos) false_claim_share: f64,
    pub(in crate::chronos) hardship_rate: f64,
    pub(in crate::chronos) opportunist_share: f64,
    /// Worth of a clean record, as a share of the loan it opens.
    pub(in crate::chronos) record_value: f64,
    /// Worth of a loan beyond Aave's, as a share of it, before interest and fees.
    pub(in crate::chronos) credit_benefit: f64,
    /// Interest a year on Aave.
    pub(in crate::chronos) aave_rate: f64,
    /// Lenders' return a year on Aave, after its losses.
    pub(in crate::chronos) aave_return: f64,
    /// What scanning a claim costs the indexer, USD.
    pub(in crate::chronos) scan_cost: f64,
    /// What each population has chosen to do.
    pub(in crate::chronos) policies: Policies,
    /// When the measured month begins, seconds since genesis: a whole number of days.
    pub(in crate::chronos) month_begins: Seconds,
}

impl Setting {
    pub(super) fn read(scenario: &Scenario) -> Result<Self, EconomyError> {
        let read = Amounts(scenario);
        let economy = Economy::read(scenario)?;
        let shares = u128::from(economy.indexers().max(1));
        let mut constants = economy.constants().clone();
        constants.adjust(|it| &mut it.max_hourly_borrows, |cap| Ok(cap / shares))?;
        let term = constants.loan_term();
        // The first claims wait out their window, and the first loans for the lenders' deposits. The
        // month begins when the loans that waited have ended, so that those that end are in balance
        // with those that begin.
        let filling = term
            .checked_add(constants.challenge_window())
            .and_then(|span| span.checked_add(SETTLING))
            .ok_or(Refusal::Overflow)?;
        Ok(Self {
            claims_per_second: read.float("users")? / shares as f64 / term as f64,
            average_loan: read.float("average_loan")?,
            utilisation: read.float("utilisation")?,
            oldest_age: read.seconds("oldest_age")? as f64,
            false_claim_share: read.float("false_claim_share")?,
            hardship_rate: read.float("hardship_rate")?,
            opportunist_share: read.float("opportunist_share")?,
            record_value: read.float("record_value")?,
            credit_benefit: read.float("credit_benefit")?,
            aave_rate: read.float("aave_rate")?,
            aave_return: Yardsticks::read(scenario)?.aave_return,
            scan_cost: read.float("scan_cost")?,
            policies: Policies::default(),
            month_begins: filling.div_ceil(DAY) * DAY,
            economy: economy.with_constants(constants),
        })
    }

    /// When the measured month ends, seconds since genesis.
    pub(in crate::chronos) fn month_ends(&self) -> Seconds {
        self.month_begins + MONTH_LENGTH
    }
}

/// An amount drawn in USD, in whole cents and at least one.
pub(in crate::chronos) fn whole_cents(usd: f64) -> Wad {
    ((usd * 100.0) as Wad).max(1).saturating_mul(WAD / 100)
}
