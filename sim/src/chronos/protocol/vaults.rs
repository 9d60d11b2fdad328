//! Where money lies when it is in nobody's wallet.

use super::units::{Account, Chain};
use crate::ledger::Holder;

/// A vault of the protocol, or of the world around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vault {
    /// The market that trades ether and tokens at the quoted price, as deep as it is endowed.
    Market,
    /// Burnt money: nothing leaves it.
    Burn,
    /// Stakes of open claims, challenges and indexers.
    Stakes,
    /// The treasury: its cut of interest, its share of liquidation fees.
    Treasury,
    /// Origination fees waiting for indexers.
    IndexerFees,
    /// Collateral of open and pending loans.
    Collateral,
    /// Bonds of pending loans.
    Bonds,
    /// Principal of pending loans.
    Escrow,
    /// Tokens locked in votes.
    Votes,
    /// One chain's lending pool: its cash in USD, the collateral it seized in ether.
    Pool(Chain),
}

const FIRST_POOL: u32 = 9;

/// Which ledger holder is whom, given the number of chains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holders {
    chains: u32,
}

impl Holders {
    pub(super) fn new(chains: u32) -> Self {
        Self { chains }
    }

    pub(super) fn vaults(self) -> u32 {
        FIRST_POOL + self.chains
    }

    // An id too large to be a holder saturates into one the ledger does not know and refuses.
    pub(super) fn wallet(self, account: Account) -> Holder {
        Holder(self.vaults().saturating_add(account.0))
    }
}

impl From<Vault> for Holder {
    fn from(vault: Vault) -> Self {
        Holder(match vault {
            Vault::Market => 0,
            Vault::Burn => 1,
            Vault::Stakes => 2,
            Vault::Treasury => 3,
            Vault::IndexerFees => 4,
            Vault::Collateral => 5,
            Vault::Bonds => 6,
            Vault::Escrow => 7,
            Vault::Votes => 8,
            Vault::Pool(chain) => FIRST_POOL.saturating_add(chain.0),
        })
    }
}
