//! Indexers: registered with a stake, paid out of origination fees.

use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, ETH, USD, Wad};
use super::vaults::Vault;

impl Protocol {
    /// Locks [`indexer_stake`](super::Constants::indexer_stake) and joins the indexers. Nothing
    /// slashes this stake: the paper names no offence for it.
    ///
    /// # Errors
    /// An indexer already; [`Refusal::Funds`].
    pub fn register_indexer(&mut self, caller: Account) -> Result<(), Refusal> {
        let wallet = self.known_wallet(caller)?;
        if self.account(caller)?.indexer_stake.is_some() {
            return Err(Refusal::AlreadyIndexer(caller));
        }
        let stake = self.constants.indexer_stake();
        self.ledger
            .transfer(ETH, wallet, Vault::Stakes.into(), stake)?;
        self.account_mut(caller)?.indexer_stake = Some(stake);
        self.indexers.push(caller);
        Ok(())
    }

    /// Leaves the indexers and takes the stake back.
    ///
    /// # Errors
    /// [`Refusal::NotIndexer`].
    pub fn leave_indexer(&mut self, caller: Account) -> Result<(), Refusal> {
        let wallet = self.known_wallet(caller)?;
        let stake = self
            .account(caller)?
            .indexer_stake
            .ok_or(Refusal::NotIndexer(caller))?;
        self.ledger
            .transfer(ETH, Vault::Stakes.into(), wallet, stake)?;
        self.account_mut(caller)?.indexer_stake = None;
        self.indexers.retain(|indexer| *indexer != caller);
        Ok(())
    }

    /// Registered indexers, in the order they joined.
    #[must_use]
    pub fn indexers(&self) -> &[Account] {
        &self.indexers
    }

    /// Pays the collected origination fees to the indexers in equal parts, rounded down; returns
    /// each one's part in USD. What does not divide stays for the next time. Anyone may call.
    ///
    /// # Errors
    /// No indexers; not one unit for each.
    pub fn pay_indexers(&mut self) -> Result<Wad, Refusal> {
        let fees = self.vault(Vault::IndexerFees, USD)?;
        let part = fees
            .checked_div(self.indexers.len() as u128)
            .ok_or(Refusal::NoIndexers)?;
        if part == 0 {
            return Err(Refusal::ZeroAmount);
        }
        for indexer in &self.indexers {
            let wallet = self.holders.wallet(*indexer);
            self.ledger
                .transfer(USD, Vault::IndexerFees.into(), wallet, part)?;
        }
        Ok(part)
    }
}
