//! The clock, and the prices the contract is told.

use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{BLOCK_TIME, Block, Price, Seconds};

impl Protocol {
    /// Seconds since genesis.
    #[must_use]
    pub fn now(&self) -> Seconds {
        self.now
    }

    /// The current block, as time in units of [`BLOCK_TIME`].
    #[must_use]
    pub fn block(&self) -> Block {
        self.now / BLOCK_TIME
    }

    /// Lets time pass until `time`, delivering every message due by then at its own time, in the
    /// order of (time, sending).
    ///
    /// # Errors
    /// [`Refusal::TimeReversed`] for a time before now.
    pub fn advance_to(&mut self, time: Seconds) -> Result<(), Refusal> {
        if time < self.now {
            return Err(Refusal::TimeReversed {
                now: self.now,
                asked: time,
            });
        }
        while let Some(message) = self.mailbox.take_due(time) {
            self.now = message.deliver_at;
            self.deliver(message)?;
        }
        self.now = time;
        Ok(())
    }

    /// USD per ETH as the oracle says, with 8 decimals.
    #[must_use]
    pub fn oracle_price(&self) -> Price {
        self.eth_price
    }

    /// Tells the oracle's USD per ETH, with 8 decimals.
    ///
    /// # Errors
    /// [`Refusal::ZeroPrice`].
    pub fn set_oracle_price(&mut self, price: Price) -> Result<(), Refusal> {
        if price == 0 {
            return Err(Refusal::ZeroPrice);
        }
        self.eth_price = price;
        Ok(())
    }

    /// Tells the market's USD per vote token, with 8 decimals. The contract never reads it.
    ///
    /// # Errors
    /// [`Refusal::ZeroPrice`].
    pub fn set_token_price(&mut self, price: Price) -> Result<(), Refusal> {
        if price == 0 {
            return Err(Refusal::ZeroPrice);
        }
        self.token_price = Some(price);
        Ok(())
    }

    /// Tells the gas price, in gwei, that the next calls are sent with.
    pub fn set_gas_price(&mut self, gwei: u64) {
        self.gas_price = gwei;
    }
}
