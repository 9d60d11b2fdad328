//! Waiting, and what changes meanwhile: claims, pauses, the price of ether.

use super::Stage;
use crate::{
    chronos::{
        economy::{oracle, price_usd},
        protocol::{ClaimId, Refusal, Seconds},
    },
    market::PricePath,
};

impl Stage {
    pub(in crate::chronos) fn wait(&mut self, span: Seconds) -> Result<(), Refusal> {
        let then = self
            .protocol
            .now()
            .checked_add(span)
            .ok_or(Refusal::Overflow)?;
        self.protocol.advance_to(then)
    }

    pub(in crate::chronos) fn wait_until(&mut self, time: Seconds) -> Result<(), Refusal> {
        self.protocol.advance_to(time.max(self.protocol.now()))
    }

    /// Waits until nobody can challenge the claim any more, and has its stake refunded.
    pub(in crate::chronos) fn wait_out_the_window(
        &mut self,
        claim: ClaimId,
    ) -> Result<(), Refusal> {
        let closes = self.protocol.claim(claim)?.window_closes;
        self.wait_until(closes)?;
        self.protocol.refund(claim)
    }

    /// Waits until the guardian ends the pause, and says how long the protocol stood still.
    pub(in crate::chronos) fn sit_out_the_pause(&mut self) -> Result<Seconds, Refusal> {
        let Some(pause) = self.protocol.paused() else {
            return Ok(0);
        };
        self.wait(self.economy.pause_time())?;
        self.protocol.resume(self.protocol.guardian())?;
        Ok(self.protocol.now() - pause.since)
    }

    /// When the guardian will end the pause in force.
    pub(in crate::chronos) fn pause_ends(&self) -> Option<Seconds> {
        let since = self.protocol.paused()?.since;
        Some(since.saturating_add(self.economy.pause_time()))
    }

    /// The guardian ends the pause if its time has come.
    pub(in crate::chronos) fn end_pause_on_time(&mut self) -> Result<(), Refusal> {
        match self.pause_ends() {
            Some(ends) if ends <= self.protocol.now() => {
                self.protocol.resume(self.protocol.guardian())
            }
            _ => Ok(()),
        }
    }

    /// A path of the ETH price from now on, in steps of `step`.
    pub(in crate::chronos) fn price_path(&self, step: Seconds) -> Result<PricePath, Refusal> {
        let start = price_usd(self.protocol.oracle_price());
        self.economy
            .price_model()
            .path(start, step.max(1), &self.streams)
            .map_err(|_| Refusal::Overflow)
    }

    /// Moves the path on by a step and tells the oracle.
    pub(in crate::chronos) fn quote(&mut self, path: &mut PricePath) -> Result<(), Refusal> {
        let price = path.step().map_err(|_| Refusal::Overflow)?;
        self.protocol.set_oracle_price(oracle(price))
    }
}
