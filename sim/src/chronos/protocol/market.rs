//! A market beside the protocol, where stakes, collateral and votes are bought and sold at the
//! quoted price. It is as deep as its vault: there is no slippage, which favours attackers.

use super::fixed::{Rounding, usd_of};
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, ETH, Price, TOKEN, USD, Wad, Wei};
use super::vaults::Vault;
use crate::ledger::{Asset, Holder};

impl Protocol {
    /// Buys `wei` of ether at the oracle price; returns the USD paid, rounded up.
    ///
    /// # Errors
    /// A zero amount, or [`Refusal::Funds`] of the caller or the market.
    pub fn buy_eth(&mut self, caller: Account, wei: Wei) -> Result<Wad, Refusal> {
        self.buy(caller, ETH, wei, self.eth_price)
    }

    /// Sells `wei` of ether at the oracle price; returns the USD received, rounded down.
    ///
    /// # Errors
    /// A zero amount, or [`Refusal::Funds`] of the caller or the market.
    pub fn sell_eth(&mut self, caller: Account, wei: Wei) -> Result<Wad, Refusal> {
        let seller = self.known_wallet(caller)?;
        self.sell(seller, ETH, wei, self.eth_price)
    }

    /// Buys vote tokens; returns the USD paid, rounded up.
    ///
    /// # Errors
    /// No token price, a zero amount, or [`Refusal::Funds`] of the caller or the market.
    pub fn buy_tokens(&mut self, caller: Account, tokens: Wad) -> Result<Wad, Refusal> {
        let price = self.token_price.ok_or(Refusal::NoTokenPrice)?;
        self.buy(caller, TOKEN, tokens, price)
    }

    /// Sells vote tokens; returns the USD received, rounded down.
    ///
    /// # Errors
    /// No token price, a zero amount, or [`Refusal::Funds`] of the caller or the market.
    pub fn sell_tokens(&mut self, caller: Account, tokens: Wad) -> Result<Wad, Refusal> {
        let price = self.token_price.ok_or(Refusal::NoTokenPrice)?;
        let seller = self.known_wallet(caller)?;
        self.sell(seller, TOKEN, tokens, price)
    }

    fn buy(
        &mut self,
        caller: Account,
        asset: Asset,
        amount: u128,
        price: Price,
    ) -> Result<Wad, Refusal> {
        let buyer = self.known_wallet(caller)?;
        let market = Vault::Market.into();
        let paid = usd_of(amount, price, Rounding::Up)?;
        if paid == 0 {
            return Err(Refusal::ZeroAmount);
        }
        self.ledger.require(market, asset, amount)?;
        self.ledger.transfer(USD, buyer, market, paid)?;
        self.ledger.transfer(asset, market, buyer, amount)?;
        Ok(paid)
    }

    pub(super) fn sell(
        &mut self,
        seller: Holder,
        asset: Asset,
        amount: u128,
        price: Price,
    ) -> Result<Wad, Refusal> {
        let market = Vault::Market.into();
        let received = usd_of(amount, price, Rounding::Down)?;
        if received == 0 {
            return Err(Refusal::ZeroAmount);
        }
        self.ledger.require(market, USD, received)?;
        self.ledger.transfer(asset, seller, market, amount)?;
        self.ledger.transfer(USD, market, seller, received)?;
        Ok(received)
    }
}
