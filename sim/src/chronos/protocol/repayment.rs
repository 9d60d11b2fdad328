//! Repayment, and where its money goes.

use super::fixed::{Rounding, add, share_of, sub};
use super::loans::LoanState;
use super::refusal::Refusal;
use super::state::Protocol;
use super::totals::count;
use super::units::{Account, ETH, LoanId, USD, Wad};
use super::vaults::Vault;
use crate::ledger::Holder;

impl Protocol {
    /// Pays up to `amount` USD of a loan's debt out of the caller's wallet, who need not be the
    /// borrower; returns what was paid, never more than is owed. Interest is paid first (the
    /// treasury's cut rounded down, the rest to the pool), then the origination fee (to the
    /// indexers), then principal. The last unit paid returns the collateral to the borrower.
    ///
    /// # Errors
    /// A loan not open; a zero amount; [`Refusal::Funds`].
    pub fn repay(&mut self, caller: Account, loan: LoanId, amount: Wad) -> Result<Wad, Refusal> {
        let wallet = self.known_wallet(caller)?;
        let owed = self.open_loan(loan)?.debt_at(self.now)?.total()?;
        let paid = amount.min(owed);
        if paid == 0 {
            return Err(Refusal::ZeroAmount);
        }
        if self.pay_debt(wallet, loan, paid)? {
            self.close(loan, LoanState::Repaid)?;
        }
        Ok(paid)
    }

    /// Pays `amount`, which must not exceed the debt, and says whether nothing is owed any more.
    /// Nothing has changed when it refuses.
    pub(super) fn pay_debt(
        &mut self,
        payer: Holder,
        loan: LoanId,
        amount: Wad,
    ) -> Result<bool, Refusal> {
        let record = *self.open_loan(loan)?;
        let debt = record.debt_at(self.now)?;
        let interest = amount.min(debt.interest);
        let fee = (amount - interest).min(debt.fee);
        let principal = amount - interest - fee;
        let cut = share_of(interest, self.constants.protocol_cut(), Rounding::Down)?;
        let to_pool = add(sub(interest, cut)?, principal)?;
        let left = sub(debt.total()?, amount)?;

        self.ledger.require(payer, USD, amount)?;
        self.reduce_principal(loan, principal)?;
        self.ledger
            .transfer(USD, payer, Vault::Treasury.into(), cut)?;
        self.ledger
            .transfer(USD, payer, Vault::IndexerFees.into(), fee)?;
        self.ledger
            .transfer(USD, payer, Vault::Pool(record.chain).into(), to_pool)?;
        let now = self.now;
        let loan = self.loan_mut(loan)?;
        loan.interest = debt.interest - interest;
        loan.fee = debt.fee - fee;
        loan.accrued_at = now;
        count(&mut self.totals.interest, interest);
        count(&mut self.totals.protocol_cut, cut);
        count(&mut self.totals.indexer_fees, fee);
        count(&mut self.totals.repaid, principal);
        Ok(left == 0)
    }

    /// Ends a loan on which nothing is owed, and returns what is left of its collateral.
    pub(super) fn close(&mut self, loan: LoanId, state: LoanState) -> Result<(), Refusal> {
        let record = *self.loan(loan)?;
        let wallet = self.holders.wallet(record.borrower);
        self.ledger
            .transfer(ETH, Vault::Collateral.into(), wallet, record.collateral)?;
        let closed = self.loan_mut(loan)?;
        closed.collateral = 0;
        closed.state = state;
        Ok(())
    }
}
