//! Defaults: called after maturity, or declared by a borrower who walks away.

use super::fixed::add;
use super::loans::LoanState;
use super::messages::Verdict;
use super::refusal::Refusal;
use super::state::Protocol;
use super::totals::count;
use super::units::{Account, ETH, LoanId, Wad};
use super::vaults::Vault;

impl Protocol {
    /// Calls an unpaid loan into default after its maturity; returns the percentage slashed.
    /// Anyone may call.
    ///
    /// The collateral is forfeited whole to the pool, which loses the unpaid principal; interest
    /// and fee are forgiven, as nobody had booked them. The default is as severe as the unpaid
    /// principal, less the collateral's value, is to the amount borrowed. The slash takes hold on
    /// the loan's chain at once and travels to the others.
    ///
    /// # Errors
    /// A loan not open, or not mature.
    pub fn default_loan(&mut self, loan: LoanId) -> Result<u64, Refusal> {
        let matures_at = self.open_loan(loan)?.matures_at;
        if self.now < matures_at {
            return Err(Refusal::NotMatured {
                loan,
                matures_at,
                now: self.now,
            });
        }
        self.write_off(loan)
    }

    /// The borrower declares that he will not pay, at any time; the effects are those of
    /// [`Protocol::default_loan`].
    ///
    /// # Errors
    /// A loan not open; a caller who is not its borrower.
    pub fn walk_away(&mut self, caller: Account, loan: LoanId) -> Result<u64, Refusal> {
        self.account(caller)?;
        if self.open_loan(loan)?.borrower != caller {
            return Err(Refusal::NotBorrower {
                account: caller,
                loan,
            });
        }
        self.write_off(loan)
    }

    fn write_off(&mut self, loan: LoanId) -> Result<u64, Refusal> {
        let record = *self.open_loan(loan)?;
        let recovered = self.eth_value(record.collateral)?;
        // Collateral worth more than the principal leaves no loss.
        let loss: Wad = record.principal.saturating_sub(recovered);
        let percent = self.slash_for(loss, record.amount)?;
        let seized_before = self.local(record.borrower, record.chain)?.seized;
        let seized = add(seized_before, record.collateral)?;

        self.reduce_principal(loan, record.principal)?;
        self.ledger.transfer(
            ETH,
            Vault::Collateral.into(),
            Vault::Pool(record.chain).into(),
            record.collateral,
        )?;
        self.local_mut(record.borrower, record.chain)?.seized = seized;
        let written_off = self.loan_mut(loan)?;
        written_off.collateral = 0;
        written_off.interest = 0;
        written_off.fee = 0;
        written_off.state = LoanState::Defaulted;
        self.totals.defaults += 1;
        count(&mut self.totals.defaulted, record.principal);
        count(&mut self.totals.recovered, recovered);
        self.pronounce(record.chain, record.borrower, Verdict::Slash(percent))?;
        self.record_default();
        Ok(percent)
    }
}
