//! What an attacker buys, pays, pledges and repays.

use super::Stage;
use crate::chronos::{
    amounts::{BILLION, Billionths, ether, scaled},
    protocol::{Account, Backing, Bps, ETH, LoanId, LoanState, Refusal, USD, WHOLE, Wad, Wei},
};

impl Stage {
    /// Buys ether on the market beside the protocol; none is none.
    pub(in crate::chronos) fn buy_ether(
        &mut self,
        account: Account,
        wei: Wei,
    ) -> Result<(), Refusal> {
        if wei > 0 {
            self.protocol.buy_eth(account, wei)?;
        }
        Ok(())
    }

    /// Pays the outside world.
    pub(in crate::chronos) fn pay_outside(
        &mut self,
        account: Account,
        usd: Wad,
    ) -> Result<(), Refusal> {
        self.protocol.pay(account, self.outside, USD, usd)
    }

    /// Pays for gas, in ether bought for it.
    pub(in crate::chronos) fn burn_gas(
        &mut self,
        account: Account,
        wei: Wei,
    ) -> Result<(), Refusal> {
        self.buy_ether(account, wei)?;
        self.protocol.pay(account, self.outside, ETH, wei)
    }

    /// Is paid by the outside world.
    pub(in crate::chronos) fn receive_from_outside(
        &mut self,
        account: Account,
        usd: Wad,
    ) -> Result<(), Refusal> {
        self.protocol.pay(self.outside, account, USD, usd)
    }

    /// Ether that is worth `usd` at the oracle price, rounded up.
    pub(in crate::chronos) fn ether_worth(&self, usd: Wad) -> Result<Wei, Refusal> {
        ether(usd, self.protocol.oracle_price())
    }

    /// Collateral in ether for `loan`: what the contract asks for, or the attacker's own share of the
    /// loan where it asks for none.
    pub(in crate::chronos) fn collateral(
        &self,
        loan: Wad,
        own_share: Billionths,
    ) -> Result<Wei, Refusal> {
        let constants = &self.economy.constants();
        let (times, over) = match constants.backing() {
            Backing::Reputation => (own_share, BILLION),
            Backing::Collateral => (WHOLE, constants.top_ltv()),
        };
        self.ether_worth(scaled(loan, times, over)?)
    }

    /// The balance that carries `loan` at the top LTV.
    pub(in crate::chronos) fn balance_for(&self, loan: Wad) -> Result<Wad, Refusal> {
        scaled(loan, WHOLE, self.economy.constants().top_ltv())
    }

    /// A share of an amount, rounded up.
    pub(in crate::chronos) fn share(&self, amount: Wad, share: Bps) -> Result<Wad, Refusal> {
        scaled(amount, share, WHOLE)
    }

    /// Repays everything that is owed on the loan.
    pub(in crate::chronos) fn repay_in_full(
        &mut self,
        account: Account,
        loan: LoanId,
    ) -> Result<(), Refusal> {
        let owed = self.protocol.debt(loan)?.total()?;
        self.protocol.repay(account, loan, owed)?;
        Ok(())
    }

    /// Whether the loan is still owed.
    pub(in crate::chronos) fn is_open(&self, loan: LoanId) -> Result<bool, Refusal> {
        Ok(self.protocol.loan(loan)?.state == LoanState::Open)
    }

    /// A liquidator pays the debt off if the contract lets him and it pays him; whether it did.
    pub(in crate::chronos) fn liquidate(&mut self, loan: LoanId) -> Result<bool, Refusal> {
        let owed = self.protocol.debt(loan)?.total()?;
        let pledged = self.protocol.loan(loan)?.collateral;
        if self.protocol.eth_value(pledged)? <= owed {
            return Ok(false);
        }
        // A healthy loan refuses to be liquidated.
        Ok(self.protocol.liquidate(self.outside, loan).is_ok())
    }
}
