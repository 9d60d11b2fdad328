//! A loan, and what is owed on it.

use super::fixed::{Rounding, add, mul_div};
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, Bps, Chain, LoanId, Seconds, WHOLE, Wad, Wei, YEAR};

/// Where a loan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoanState {
    /// Granted away from home, not paid out yet.
    Pending {
        /// From when on it can be settled, seconds since genesis.
        settles_at: Seconds,
    },
    /// Paid out, owed.
    Open,
    /// Paid back by the borrower, or by somebody for him.
    Repaid,
    /// Cancelled before payout by a slash; the bond was seized.
    Cancelled,
    /// Paid back by a liquidator.
    Liquidated,
    /// Defaulted on.
    Defaulted,
}

/// A loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Who owes it.
    pub borrower: Account,
    /// Whose pool lent it.
    pub chain: Chain,
    /// Amount borrowed, USD.
    pub amount: Wad,
    /// Principal still owed, USD.
    pub principal: Wad,
    /// Origination fee still owed, USD.
    pub fee: Wad,
    /// Interest owed up to `accrued_at`, USD.
    pub interest: Wad,
    /// Until when interest is in `interest`, seconds since genesis.
    pub accrued_at: Seconds,
    /// Simple interest per year.
    pub rate: Bps,
    /// From when on it can be called into default, seconds since genesis.
    pub matures_at: Seconds,
    /// Collateral behind it, wei.
    pub collateral: Wei,
    /// Bond behind it while it is pending, USD.
    pub bond: Wad,
    /// Where it stands.
    pub state: LoanState,
}

/// What is owed on a loan, USD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    /// Interest up to now.
    pub interest: Wad,
    /// Origination fee.
    pub fee: Wad,
    /// Principal.
    pub principal: Wad,
}

impl Debt {
    /// All of it together, USD.
    ///
    /// # Errors
    /// [`Refusal::Overflow`].
    pub fn total(&self) -> Result<Wad, Refusal> {
        add(self.interest, add(self.fee, self.principal)?)
    }
}

impl Loan {
    /// What is owed at `now`, interest rounded up; nothing unless the loan is open.
    pub(super) fn debt_at(&self, now: Seconds) -> Result<Debt, Refusal> {
        if self.state != LoanState::Open {
            return Ok(Debt::default());
        }
        let elapsed = u128::from(now.saturating_sub(self.accrued_at));
        // At most 2⁶⁴ · 2⁶⁴.
        let weight = elapsed * u128::from(self.rate);
        let interest = mul_div(
            self.principal,
            weight,
            u128::from(WHOLE) * u128::from(YEAR),
            Rounding::Up,
        )?;
        Ok(Debt {
            interest: add(self.interest, interest)?,
            fee: self.fee,
            principal: self.principal,
        })
    }
}

impl Protocol {
    /// A loan.
    ///
    /// # Errors
    /// [`Refusal::UnknownLoan`].
    pub fn loan(&self, loan: LoanId) -> Result<&Loan, Refusal> {
        self.loans
            .get(loan.0 as usize)
            .ok_or(Refusal::UnknownLoan(loan))
    }

    /// Every loan ever granted, in order; a loan's id is its place.
    #[must_use]
    pub fn loans(&self) -> &[Loan] {
        &self.loans
    }

    /// What is owed on a loan now: nothing before payout and after the end.
    ///
    /// # Errors
    /// [`Refusal::UnknownLoan`]; an overflow.
    pub fn debt(&self, loan: LoanId) -> Result<Debt, Refusal> {
        self.loan(loan)?.debt_at(self.now)
    }

    /// Writes a loan's interest down up to now. Never needed: every call that looks at a debt
    /// counts it up to its own time.
    ///
    /// # Errors
    /// A loan not open; an overflow.
    pub fn accrue(&mut self, loan: LoanId) -> Result<Debt, Refusal> {
        let debt = self.open_loan(loan)?.debt_at(self.now)?;
        let now = self.now;
        let record = self.loan_mut(loan)?;
        record.interest = debt.interest;
        record.accrued_at = now;
        Ok(debt)
    }

    pub(super) fn open_loan(&self, loan: LoanId) -> Result<&Loan, Refusal> {
        let record = self.loan(loan)?;
        match record.state {
            LoanState::Open => Ok(record),
            state => Err(Refusal::LoanIs { loan, state }),
        }
    }

    pub(super) fn loan_mut(&mut self, loan: LoanId) -> Result<&mut Loan, Refusal> {
        self.loans
            .get_mut(loan.0 as usize)
            .ok_or(Refusal::UnknownLoan(loan))
    }
}
