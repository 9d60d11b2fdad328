//! Liquidation: somebody else pays the debt and takes collateral for it.

use super::fixed::{Rounding, eth_of, mul_div, share_of, sub, usd_of};
use super::loans::LoanState;
use super::refusal::Refusal;
use super::state::Protocol;
use super::totals::count;
use super::units::{Account, ETH, LoanId, WHOLE, Wad};
use super::vaults::Vault;

impl Protocol {
    /// Liquidates a loan whose debt exceeds [`liquidation_ltv`](super::Constants::liquidation_ltv)
    /// of its collateral's value; returns the USD the caller paid.
    ///
    /// The caller pays the debt as a repayment is paid, and the collateral gives ether of that
    /// value plus [`liquidation_fee`](super::Constants::liquidation_fee): the value and
    /// [`liquidator_share`](super::Constants::liquidator_share) of the fee to the caller, the rest
    /// of the fee to the treasury. What remains goes back to the borrower. Collateral too small for
    /// debt and fee is paid for as far as it goes, all of it is taken, and the rest of the debt
    /// stays owed without collateral: at a threshold of 100 % every liquidation ends like this.
    ///
    /// # Errors
    /// A loan not open, without collateral, or healthy; collateral worth nothing;
    /// [`Refusal::Funds`].
    pub fn liquidate(&mut self, caller: Account, loan: LoanId) -> Result<Wad, Refusal> {
        let liquidator = self.known_wallet(caller)?;
        let record = *self.open_loan(loan)?;
        if record.collateral == 0 {
            return Err(Refusal::NoCollateral(loan));
        }
        let debt = record.debt_at(self.now)?.total()?;
        let value = self.eth_value(record.collateral)?;
        let threshold = share_of(value, self.constants.liquidation_ltv(), Rounding::Up)?;
        if debt <= threshold {
            return Err(Refusal::Healthy { debt, threshold });
        }
        let fee = self.constants.liquidation_fee();
        let carried = mul_div(
            value,
            WHOLE.into(),
            u128::from(WHOLE) + u128::from(fee),
            Rounding::Down,
        )?;
        let paid = debt.min(carried);
        if paid == 0 {
            return Err(Refusal::ZeroAmount);
        }
        let covered = eth_of(paid, self.eth_price, Rounding::Down)?;
        let fee_wei = if paid < debt {
            sub(record.collateral, covered)?
        } else {
            share_of(covered, fee, Rounding::Down)?
        };
        let bonus = share_of(fee_wei, self.constants.liquidator_share(), Rounding::Down)?;
        let to_treasury = sub(fee_wei, bonus)?;
        let left = sub(sub(record.collateral, covered)?, fee_wei)?;
        let fee_usd = usd_of(fee_wei, self.eth_price, Rounding::Down)?;
        let treasury_usd = usd_of(to_treasury, self.eth_price, Rounding::Down)?;

        let settled = self.pay_debt(liquidator, loan, paid)?;
        let held = Vault::Collateral.into();
        self.ledger.transfer(ETH, held, liquidator, covered)?;
        self.ledger.transfer(ETH, held, liquidator, bonus)?;
        self.ledger
            .transfer(ETH, held, Vault::Treasury.into(), to_treasury)?;
        self.loan_mut(loan)?.collateral = left;
        if settled {
            self.close(loan, LoanState::Liquidated)?;
        }
        self.totals.liquidations += 1;
        count(&mut self.totals.liquidated, paid);
        count(&mut self.totals.liquidation_fees, fee_usd);
        count(&mut self.totals.treasury_liquidation_fees, treasury_usd);
        Ok(paid)
    }
}
