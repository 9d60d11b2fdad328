//! Reputation: how old it is, how much it proves, and what may be borrowed on it.

use super::claims::Statement;
use super::constants::LtvSource;
use super::fixed::{Rounding, share_of};
use super::in_force::InForce;
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, Bps, Chain, Seconds, Wad, YEAR};

/// What one chain holds an account to be. Confirmed claims count on every chain at once, since
/// their owner carries the proof there himself; slashes, which nobody carries against himself,
/// arrive by message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Balance proven by the last confirmed claim, USD; zero without one.
    pub proven_balance: Wad,
    /// When the last claim was confirmed or the age last cut, seconds since genesis.
    pub since: Seconds,
    /// Age of the reputation at that time, seconds.
    pub age_then: Seconds,
    /// Until when the account is on probation, seconds since genesis.
    pub probation_until: Seconds,
    /// Whether a claim was ever confirmed.
    pub proven: bool,
    /// Whether the account is blacklisted.
    pub blacklisted: bool,
}

impl Standing {
    /// Age of the reputation at `now`, seconds: what the claim said when it was confirmed, cut by
    /// slashes, and the time since. An age beyond the integer stays at its end.
    #[must_use]
    pub fn age(&self, now: Seconds) -> Seconds {
        self.age_then.saturating_add(now.saturating_sub(self.since))
    }

    /// Whether the account is on probation at `now`.
    #[must_use]
    pub fn on_probation(&self, now: Seconds) -> bool {
        now < self.probation_until
    }

    /// Loan-to-value at `now`, basis points: zero without reputation or when blacklisted, the
    /// entry step during probation, otherwise by age.
    #[must_use]
    pub fn ltv(&self, constants: &InForce, now: Seconds) -> Bps {
        if self.blacklisted || !self.proven {
            return 0;
        }
        let age = if self.on_probation(now) {
            0
        } else {
            self.age(now)
        };
        match constants.ltv_source() {
            LtvSource::Schedule => ltv_by_age_table(constants, age),
            LtvSource::Mapping => ltv_by_age_mapping(age),
        }
    }
}

/// The LTV table: the last of [`ltv_steps`](InForce::ltv_steps) that the age has reached.
#[must_use]
pub fn ltv_by_age_table(constants: &InForce, age: Seconds) -> Bps {
    constants
        .ltv_steps()
        .iter()
        .rev()
        .find(|step| step.from <= age)
        .map_or(0, |step| step.ltv)
}

/// The paper's Solidity mapping `ltvByAge`, read by whole years. It has no step at six months, and
/// a key never written reads as zero: after four years the best record may borrow nothing.
#[must_use]
pub fn ltv_by_age_mapping(age: Seconds) -> Bps {
    match age / YEAR {
        0 => 5_000,
        1 => 7_500,
        2 => 8_500,
        3 => 9_000,
        _ => 0,
    }
}

impl Protocol {
    /// An account's standing as one chain sees it.
    ///
    /// # Errors
    /// An unknown account or chain.
    pub fn standing(&self, account: Account, chain: Chain) -> Result<Standing, Refusal> {
        Ok(self.local(account, chain)?.standing)
    }

    /// Loan-to-value of an account on one chain now, basis points.
    ///
    /// # Errors
    /// An unknown account or chain.
    pub fn ltv(&self, account: Account, chain: Chain) -> Result<Bps, Refusal> {
        Ok(self
            .standing(account, chain)?
            .ltv(&self.constants, self.now))
    }

    /// What an account may still borrow on one chain, USD: loan-to-value times proven balance,
    /// rounded down, less the principal open on that chain. Chains do not know each other's loans,
    /// as the paper has no ceiling over all of them.
    ///
    /// # Errors
    /// An unknown account or chain; an overflow.
    pub fn credit_limit(&self, account: Account, chain: Chain) -> Result<Wad, Refusal> {
        let local = self.local(account, chain)?;
        let ltv = local.standing.ltv(&self.constants, self.now);
        let limit = share_of(local.standing.proven_balance, ltv, Rounding::Down)?;
        // A standing that has shrunk below the open debt leaves no credit.
        Ok(limit.saturating_sub(local.open_principal))
    }

    // A later claim replaces an earlier one, a slashed age included: the paper binds nothing to the
    // slash but probation and blacklist, which stay.
    pub(super) fn grant_reputation(
        &mut self,
        account: Account,
        statement: Statement,
    ) -> Result<(), Refusal> {
        let now = self.now;
        for chain in self.chains() {
            let standing = &mut self.local_mut(account, chain)?.standing;
            *standing = Standing {
                proven: true,
                proven_balance: statement.balance,
                age_then: statement.age,
                since: now,
                ..*standing
            };
        }
        Ok(())
    }
}
