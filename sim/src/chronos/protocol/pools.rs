//! Lending pools, one a chain: deposits and withdrawals by shares.
//!
//! A pool is worth its cash, the principal it has lent, and the ether it has seized, at the oracle
//! price. Interest counts when it is paid. A default takes its principal off the pool, and so off
//! every share.

use super::fixed::{Rounding, add, mul_div, usd_of};
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, Chain, ETH, USD, Wad, Wei};
use super::vaults::Vault;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PoolBook {
    pub(super) shares: u128,
    pub(super) lent: Wad,
}

/// A pool's books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Shares issued.
    pub shares: u128,
    /// Cash that can be borrowed or withdrawn, USD.
    pub cash: Wad,
    /// Principal lent and not paid back, pending loans included, USD.
    pub lent: Wad,
    /// Collateral seized and not sold, wei.
    pub seized: Wei,
    /// What all shares together are worth, USD.
    pub value: Wad,
}

impl Protocol {
    /// A chain's pool.
    ///
    /// # Errors
    /// An unknown chain; an overflow.
    pub fn pool(&self, chain: Chain) -> Result<Pool, Refusal> {
        let book = self.book(chain)?;
        let vault = Vault::Pool(chain).into();
        let cash = self.ledger.balance(vault, USD)?;
        let seized = self.ledger.balance(vault, ETH)?;
        let worth = usd_of(seized, self.eth_price, Rounding::Down)?;
        Ok(Pool {
            shares: book.shares,
            cash,
            lent: book.lent,
            seized,
            value: add(add(cash, book.lent)?, worth)?,
        })
    }

    /// Shares an account has of a chain's pool.
    ///
    /// # Errors
    /// An unknown account or chain.
    pub fn shares(&self, account: Account, chain: Chain) -> Result<u128, Refusal> {
        Ok(self.local(account, chain)?.shares)
    }

    /// What an account's shares are worth, USD, rounded down.
    ///
    /// # Errors
    /// An unknown account or chain; an overflow.
    pub fn shares_value(&self, account: Account, chain: Chain) -> Result<Wad, Refusal> {
        let held = self.shares(account, chain)?;
        if held == 0 {
            return Ok(0);
        }
        let pool = self.pool(chain)?;
        mul_div(held, pool.value, pool.shares, Rounding::Down)
    }

    /// Deposits USD and returns the shares got for it, rounded down. The first deposit gets a
    /// share for each unit, and whatever the pool may already have.
    ///
    /// # Errors
    /// An amount that gives no share; a pool whose shares are worthless; [`Refusal::Funds`].
    pub fn deposit(&mut self, caller: Account, chain: Chain, amount: Wad) -> Result<u128, Refusal> {
        let held = self.shares(caller, chain)?;
        let pool = self.pool(chain)?;
        let issued = match (pool.shares, pool.value) {
            (0, _) => amount,
            (_, 0) => return Err(Refusal::PoolWipedOut(chain)),
            (shares, value) => mul_div(amount, shares, value, Rounding::Down)?,
        };
        if issued == 0 {
            return Err(Refusal::ZeroAmount);
        }
        let (total, held) = (add(pool.shares, issued)?, add(held, issued)?);
        let wallet = self.holders.wallet(caller);
        self.ledger
            .transfer(USD, wallet, Vault::Pool(chain).into(), amount)?;
        self.book_mut(chain)?.shares = total;
        self.local_mut(caller, chain)?.shares = held;
        Ok(issued)
    }

    /// Gives shares back and returns the USD got for them, rounded down. Only cash can be
    /// withdrawn, whatever the shares are worth.
    ///
    /// # Errors
    /// More shares than held; too little cash in the pool; shares worth nothing.
    pub fn withdraw(
        &mut self,
        caller: Account,
        chain: Chain,
        shares: u128,
    ) -> Result<Wad, Refusal> {
        let held = self.shares(caller, chain)?;
        let left = held.checked_sub(shares).ok_or(Refusal::SharesShort {
            held,
            wanted: shares,
        })?;
        if shares == 0 {
            return Err(Refusal::ZeroAmount);
        }
        let pool = self.pool(chain)?;
        let amount = mul_div(shares, pool.value, pool.shares, Rounding::Down)?;
        if amount == 0 {
            return Err(Refusal::ZeroAmount);
        }
        self.require_cash(chain, amount)?;
        let wallet = self.holders.wallet(caller);
        self.ledger
            .transfer(USD, Vault::Pool(chain).into(), wallet, amount)?;
        self.book_mut(chain)?.shares -= shares;
        self.local_mut(caller, chain)?.shares = left;
        Ok(amount)
    }

    /// Sells the ether a pool has seized, all of it, at the oracle price; returns the USD got.
    /// Anyone may call.
    ///
    /// # Errors
    /// Nothing to sell; a market without the money.
    pub fn sell_seized(&mut self, chain: Chain) -> Result<Wad, Refusal> {
        let pool = self.pool(chain)?;
        self.sell(Vault::Pool(chain).into(), ETH, pool.seized, self.eth_price)
    }

    pub(super) fn require_cash(&self, chain: Chain, wanted: Wad) -> Result<(), Refusal> {
        let cash = self.ledger.balance(Vault::Pool(chain).into(), USD)?;
        if cash < wanted {
            return Err(Refusal::Illiquid {
                chain,
                cash,
                wanted,
            });
        }
        Ok(())
    }

    pub(super) fn book(&self, chain: Chain) -> Result<&PoolBook, Refusal> {
        self.known_chain(chain)?;
        self.pools
            .get(chain.0 as usize)
            .ok_or(Refusal::UnknownChain(chain))
    }

    pub(super) fn book_mut(&mut self, chain: Chain) -> Result<&mut PoolBook, Refusal> {
        self.pools
            .get_mut(chain.0 as usize)
            .ok_or(Refusal::UnknownChain(chain))
    }
}
