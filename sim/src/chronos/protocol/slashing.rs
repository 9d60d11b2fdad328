//! Slashing: how severe a default is, and what it does to a reputation.

use super::constants::{Constants, SlashSource, SlashStep};
use super::fixed::{Rounding, mul_div};
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, Chain, MONTH, Seconds, Wad};

/// `calculateSlash` of the paper, to the letter: percent to slash by, after a severity truncated to
/// whole percent. A default of nothing is slashed by 20 %, and exactly half by 100 %.
///
/// # Errors
/// [`Refusal::NothingBorrowed`] where Solidity would revert on a division by zero;
/// [`Refusal::Overflow`] for a severity beyond 128 bits.
pub fn calculate_slash(default_amount: Wad, borrow_amount: Wad) -> Result<u64, Refusal> {
    truncated_slash(
        &Constants::default().slash_steps,
        default_amount,
        borrow_amount,
    )
}

/// The last step that the severity, truncated to whole percent, has reached.
fn truncated_slash(
    steps: &[SlashStep],
    default_amount: Wad,
    borrow_amount: Wad,
) -> Result<u64, Refusal> {
    if borrow_amount == 0 {
        return Err(Refusal::NothingBorrowed);
    }
    let severity = mul_div(default_amount, 100, borrow_amount, Rounding::Down)?;
    let reached = |step: &&SlashStep| u128::from(step.from) <= severity.saturating_mul(100);
    let step = steps.iter().rev().find(reached);
    Ok(step.map_or(0, |step| step.percent))
}

/// The paper's slashing table, without truncation: percent to slash by. Below 10 % of the loan 20,
/// to 50 % inclusive 50, above 100.
///
/// # Errors
/// [`Refusal::NothingBorrowed`].
pub fn scheduled_slash(default_amount: Wad, borrow_amount: Wad) -> Result<u64, Refusal> {
    if borrow_amount == 0 {
        return Err(Refusal::NothingBorrowed);
    }
    // Amounts being whole, x < b / 10 exactly when x < ceil(b / 10), and x <= b / 2 exactly when
    // x <= floor(b / 2).
    let tenth = borrow_amount.div_ceil(10);
    let half = borrow_amount / 2;
    Ok(if default_amount < tenth {
        20
    } else if default_amount <= half {
        50
    } else {
        100
    })
}

/// Probation that comes with a slash of `percent`, seconds: 6 months up to 20 %, 12 months above.
/// A slash of 100 % is a permanent blacklist instead.
#[must_use]
pub fn probation(percent: u64) -> Seconds {
    if percent <= 20 { 6 * MONTH } else { 12 * MONTH }
}

impl Protocol {
    /// Percent to slash for a default, by the reading in force.
    pub(super) fn slash_for(&self, default_amount: Wad, amount: Wad) -> Result<u64, Refusal> {
        match self.constants.slash_source() {
            SlashSource::Contract => {
                truncated_slash(&self.constants.slash_steps(), default_amount, amount)
            }
            SlashSource::Schedule => scheduled_slash(default_amount, amount),
        }
    }

    /// A slash as it takes hold on one chain. The paper does not say of what the percentage is
    /// taken: here it cuts the age of the reputation, and probation holds the loan-to-value at the
    /// entry step meanwhile. A slash of 100 % leaves the record as it was behind a blacklist, which
    /// is what governance could lift. Any slash cancels the account's pending borrows there.
    pub(super) fn slash_on(
        &mut self,
        chain: Chain,
        account: Account,
        percent: u64,
    ) -> Result<(), Refusal> {
        self.cancel_pending(chain, account)?;
        let now = self.now;
        let standing = &mut self.local_mut(account, chain)?.standing;
        if percent >= 100 {
            standing.blacklisted = true;
            return Ok(());
        }
        let age = u128::from(standing.age(now)) * u128::from(100 - percent) / 100;
        // At most the age itself, which fits.
        standing.age_then = u64::try_from(age).unwrap_or(u64::MAX);
        standing.since = now;
        standing.probation_until = standing
            .probation_until
            .max(now.saturating_add(probation(percent)));
        Ok(())
    }

    pub(super) fn restore_on(&mut self, chain: Chain, account: Account) -> Result<(), Refusal> {
        let now = self.now;
        let standing = &mut self.local_mut(account, chain)?.standing;
        standing.blacklisted = false;
        standing.probation_until = standing.probation_until.min(now);
        Ok(())
    }
}
