//! Accounts on the stage, and how an attacker comes by a record.

use super::{SAVINGS, Stage, dollars};
use crate::chronos::{
    economy::interest,
    protocol::{Account, AccountKind, Refusal, Statement, USD, Wad},
};

impl Stage {
    /// An externally owned account with an empty wallet.
    pub(in crate::chronos) fn wallet(&mut self) -> Result<Account, Refusal> {
        self.protocol.open_account(AccountKind::ExternallyOwned)
    }

    /// A wallet of the attacker's, with savings.
    pub(in crate::chronos) fn attacker(&mut self) -> Result<Account, Refusal> {
        self.attacker_of_kind(AccountKind::ExternallyOwned)
    }

    /// An account of the attacker's, with savings.
    pub(in crate::chronos) fn attacker_of_kind(
        &mut self,
        kind: AccountKind,
    ) -> Result<Account, Refusal> {
        let account = self.protocol.open_account(kind)?;
        self.protocol.endow(account, USD, SAVINGS)?;
        Ok(account)
    }

    /// An attacker's wallet whose claim to `balance` at the top age was confirmed long ago.
    pub(in crate::chronos) fn reputable(&mut self, balance: Wad) -> Result<Account, Refusal> {
        let account = self.attacker()?;
        self.establish(account, balance)?;
        Ok(account)
    }

    /// Holds the proven balance idle for the top age, and has the claim confirmed.
    ///
    /// The outside world takes what the balance would have earned.
    pub(in crate::chronos) fn build_record(&mut self, account: Account) -> Result<(), Refusal> {
        self.pay_outside(account, self.build_cost_usd()?)?;
        self.wait(self.economy.top_age())?;
        self.establish(account, self.economy.proven_balance())
    }

    /// What building a record costs, in USD.
    pub(in crate::chronos) fn build_cost(&self) -> Result<f64, Refusal> {
        Ok(dollars(self.build_cost_usd()?))
    }

    fn build_cost_usd(&self) -> Result<Wad, Refusal> {
        let economy = &self.economy;
        interest(
            economy.proven_balance(),
            economy.opportunity_rate(),
            economy.top_age(),
        )
    }

    fn establish(&mut self, account: Account, balance: Wad) -> Result<(), Refusal> {
        self.buy_ether(account, self.economy.constants().user_stake())?;
        let statement = Statement {
            age: self.economy.top_age(),
            balance,
        };
        let claim = self.protocol.submit_claim(account, statement, true)?;
        self.wait_out_the_window(claim)
    }

    /// The account files a false claim, and is found out unless nobody may challenge: its record is
    /// gone.
    pub(in crate::chronos) fn be_found_lying(&mut self, account: Account) -> Result<(), Refusal> {
        self.buy_ether(account, self.economy.constants().user_stake())?;
        let statement = Statement {
            age: self.economy.top_age(),
            balance: self.economy.proven_balance(),
        };
        let claim = self.protocol.submit_claim(account, statement, false)?;
        if self.protocol.now() < self.protocol.claim(claim)?.window_closes {
            self.indexer_challenges(claim)?;
        }
        Ok(())
    }
}
