//! The ETH price, the gas price and the messages' delays of one run.

use crate::{
    chronos::{
        economy::{oracle, price_usd},
        protocol::{DAY, HOUR, Price},
    },
    engine::{Draws, RunKey, Streams},
    market::{GasModel, GasPath, MarketError, PriceModel, PricePath},
};

/// Sets the streams of the warm-up apart from those of the month, which have the same names.
const PAST: u64 = 0x5057_4152_4D55_5031;

/// What surrounds the protocol in one run.
///
/// Loans see ratios of prices only, so the level of the path is free: it is set so that the ETH
/// price stands at its parameter when the measured month begins, and the warm-up is its past. Gas
/// is at its median until the month begins.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Market {
    past: Vec<f64>,
    price: PricePath,
    gas: GasPath,
    messages: Draws,
}

impl Market {
    pub(super) fn new(
        law: &PriceModel,
        eth_price: Price,
        days: u64,
        streams: &Streams,
    ) -> Result<Self, MarketError> {
        let mut market = Self {
            past: Vec::new(),
            price: law.path(1.0, HOUR, streams)?,
            gas: GasModel::ETHEREUM_2024.path(HOUR, streams)?,
            messages: streams.open("messages"),
        };
        market.begin(law, eth_price, days, streams)?;
        Ok(market)
    }

    /// Draws the past of another run, and opens the streams of its month.
    pub(super) fn begin(
        &mut self,
        law: &PriceModel,
        eth_price: Price,
        days: u64,
        streams: &Streams,
    ) -> Result<(), MarketError> {
        let key = streams.key();
        let earlier = Streams::new(RunKey {
            seed: key.seed ^ PAST,
            ..key
        });
        let start = price_usd(eth_price);
        let mut path = law.path(1.0, DAY, &earlier)?;
        self.past.clear();
        for _ in 0..days {
            self.past.push(path.step()?);
        }
        let level = start / path.price();
        self.past.iter_mut().for_each(|price| *price *= level);
        self.price = law.path(start, HOUR, streams)?;
        self.gas = GasModel::ETHEREUM_2024.path(HOUR, streams)?;
        self.messages = streams.open("messages");
        Ok(())
    }

    /// Oracle price at the end of a day of the warm-up, counted from zero.
    pub(super) fn past_price(&self, day: usize) -> Option<Price> {
        self.past.get(day).copied().map(oracle)
    }

    /// Oracle price and gas price in gwei, an hour later.
    pub(super) fn next_hour(&mut self) -> Result<(Price, u64), MarketError> {
        let price = oracle(self.price.step()?);
        // Rounded up, so that a price is above a whole limit exactly when the integer is.
        Ok((price, libm::ceil(self.gas.step()?) as u64))
    }

    /// Where the delays of messages come from.
    pub(in crate::chronos) fn messages(&mut self) -> &mut Draws {
        &mut self.messages
    }
}
