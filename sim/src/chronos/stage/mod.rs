//! The stage on which one attack is played: a protocol with funded pools, indexers who scan, and the
//! outside world that an attacker pays and is paid by.
//!
//! The ETH price stands still unless the attack is about the price, so that what is measured is the
//! mechanism.

mod chance;
mod clock;
mod money;
mod party;
mod people;

pub(super) use party::{Episode, Party, Range};

use super::{
    economy::Economy,
    protocol::{
        Account, AccountKind, Chain, ETH, ETHER, Protocol, Refusal, USD, Vault, WAD, Wad, Wei,
    },
};
use crate::engine::{Draws, RunKey, Streams};

/// Everything one run of an attack changes.
#[derive(Clone)]
pub(super) struct Stage {
    pub(super) economy: Economy,
    pub(super) protocol: Protocol,
    pub(super) streams: Streams,
    genesis: Protocol,
    outside: Account,
    indexer: Account,
    scan: Draws,
    luck: Draws,
    messages: Draws,
}

/// Savings of an attacker's wallet: more than any plan spends, so that only the outcome counts.
pub(super) const SAVINGS: Wad = 10_000_000_000_000_000 * WAD;
/// A loan too small for its size to count: a millionth of a dollar.
pub(super) const DUST: Wad = WAD / 1_000_000;
/// Cash in each chain's pool: more than any plan can borrow.
const LIQUIDITY: Wad = 100_000_000_000_000_000 * WAD;
/// Ether that the market beside the protocol can sell: more than any plan can pledge.
pub(super) const MARKET_DEPTH: Wei = 10_000_000_000_000_000 * ETHER;
/// Ether of the indexer who scans: more than any stakes he posts.
const INDEXERS_ETHER: Wei = 1_000_000_000 * ETHER;

impl Stage {
    pub(super) fn new(economy: Economy) -> Result<Self, Refusal> {
        let mut genesis = Protocol::new(economy.constants())?;
        genesis.set_oracle_price(economy.eth_price())?;
        genesis.endow_vault(Vault::Market, ETH, MARKET_DEPTH)?;
        genesis.endow_vault(Vault::Market, USD, LIQUIDITY)?;
        let outside = genesis.open_account(AccountKind::ExternallyOwned)?;
        genesis.endow(outside, USD, LIQUIDITY)?;
        let lender = genesis.open_account(AccountKind::ExternallyOwned)?;
        for chain in (0..economy.constants().chains()).map(Chain) {
            genesis.endow(lender, USD, LIQUIDITY)?;
            genesis.deposit(lender, chain, LIQUIDITY)?;
        }
        let indexer = genesis.open_account(AccountKind::ExternallyOwned)?;
        genesis.endow(indexer, ETH, INDEXERS_ETHER)?;
        let streams = Streams::new(RunKey {
            seed: 0,
            point: 0,
            replicate: 0,
        });
        Ok(Self {
            economy,
            protocol: genesis.clone(),
            genesis,
            outside,
            indexer,
            scan: streams.open("scan"),
            luck: streams.open("luck"),
            messages: streams.open("messages"),
            streams,
        })
    }

    /// Sets everything back to the start of another run.
    pub(super) fn reset(&mut self, streams: &Streams) {
        self.protocol.clone_from(&self.genesis);
        self.streams = *streams;
        self.scan = streams.open("scan");
        self.luck = streams.open("luck");
        self.messages = streams.open("messages");
    }
}

/// Dollars as a float, for reports.
pub(super) fn dollars(usd: Wad) -> f64 {
    // The integer part is exact in a float below 2⁵³ dollars; the rest is far below a cent's error.
    (usd / WAD) as f64 + (usd % WAD) as f64 / WAD as f64
}
