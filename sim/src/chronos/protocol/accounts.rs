//! Opening accounts, and the money in their wallets.

use super::fixed::{Rounding, next_id, usd_of};
use super::refusal::Refusal;
use super::state::{Local, Protocol};
use super::units::{Account, ProposalId, Seconds, Wad, Wei};
use super::vaults::Vault;
use crate::ledger::{Asset, Holder};

/// What controls an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// A private key.
    ExternallyOwned,
    /// Code.
    Contract,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AccountRecord {
    pub(super) kind: AccountKind,
    pub(super) last_remote_borrow: Option<Seconds>,
    pub(super) indexer_stake: Option<Wei>,
    pub(super) lock: Option<Lock>,
}

/// Tokens an account has in a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lock {
    pub(super) proposal: ProposalId,
    pub(super) tokens: Wad,
    pub(super) until: Seconds,
}

impl Protocol {
    /// Opens the next account, with an empty wallet and no record anywhere.
    ///
    /// # Errors
    /// [`Refusal::Overflow`] when ids have run out.
    pub fn open_account(&mut self, kind: AccountKind) -> Result<Account, Refusal> {
        let account = Account(next_id(self.accounts.len())?);
        self.ledger.open()?;
        self.accounts.push(AccountRecord {
            kind,
            last_remote_borrow: None,
            indexer_stake: None,
            lock: None,
        });
        let chains = self.constants.chains() as usize;
        self.locals
            .resize(self.locals.len() + chains, Local::default());
        Ok(account)
    }

    /// Brings `amount` of `asset` into the world, in an account's wallet.
    ///
    /// # Errors
    /// An unknown account or asset, or more money than can be counted.
    pub fn endow(&mut self, account: Account, asset: Asset, amount: u128) -> Result<(), Refusal> {
        let wallet = self.known_wallet(account)?;
        Ok(self.ledger.endow(wallet, asset, amount)?)
    }

    /// Brings `amount` of `asset` into the world, in a vault: what the market can trade with, or
    /// what the treasury starts from.
    ///
    /// # Errors
    /// An unknown chain or asset, or more money than can be counted.
    pub fn endow_vault(&mut self, vault: Vault, asset: Asset, amount: u128) -> Result<(), Refusal> {
        let holder = self.known_vault(vault)?;
        Ok(self.ledger.endow(holder, asset, amount)?)
    }

    /// Pays `amount` of `asset` out of the caller's wallet into another.
    ///
    /// # Errors
    /// An unknown account or asset, or [`Refusal::Funds`].
    pub fn pay(
        &mut self,
        caller: Account,
        to: Account,
        asset: Asset,
        amount: u128,
    ) -> Result<(), Refusal> {
        let (from, to) = (self.known_wallet(caller)?, self.known_wallet(to)?);
        Ok(self.ledger.transfer(asset, from, to, amount)?)
    }

    /// Smallest units of `asset` in an account's wallet.
    ///
    /// # Errors
    /// An unknown account or asset.
    pub fn wallet(&self, account: Account, asset: Asset) -> Result<u128, Refusal> {
        Ok(self.ledger.balance(self.known_wallet(account)?, asset)?)
    }

    /// Smallest units of `asset` in a vault.
    ///
    /// # Errors
    /// An unknown chain or asset.
    pub fn vault(&self, vault: Vault, asset: Asset) -> Result<u128, Refusal> {
        Ok(self.ledger.balance(self.known_vault(vault)?, asset)?)
    }

    /// USD that `wei` of ether is worth at the oracle price, rounded down.
    ///
    /// # Errors
    /// [`Refusal::Overflow`].
    pub fn eth_value(&self, wei: Wei) -> Result<Wad, Refusal> {
        usd_of(wei, self.eth_price, Rounding::Down)
    }

    pub(super) fn known_wallet(&self, account: Account) -> Result<Holder, Refusal> {
        self.account(account)?;
        Ok(self.holders.wallet(account))
    }

    fn known_vault(&self, vault: Vault) -> Result<Holder, Refusal> {
        if let Vault::Pool(chain) = vault {
            self.known_chain(chain)?;
        }
        Ok(vault.into())
    }
}
