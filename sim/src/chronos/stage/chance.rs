//! What is left to chance: the attacker's luck, the indexers' scan, the messages' delays.

use super::Stage;
use crate::chronos::protocol::{Account, ClaimId, Refusal, Seconds};

impl Stage {
    /// Whether something of probability `p` happens to the attacker.
    pub(in crate::chronos) fn luck(&mut self, p: f64) -> bool {
        self.luck.bernoulli(p)
    }

    /// How many of something rare happen, when `mean` are expected.
    pub(in crate::chronos) fn luck_count(&mut self, mean: f64) -> u64 {
        self.luck.poisson(mean)
    }

    /// Whether the indexers' scan calls the claim false while it can still be challenged.
    pub(in crate::chronos) fn scan_finds(&mut self, claim: ClaimId) -> Result<bool, Refusal> {
        if self.protocol.now() >= self.protocol.claim(claim)?.window_closes {
            return Ok(false);
        }
        let p = if self.protocol.inspect(claim)? {
            self.economy.false_positive_rate()
        } else {
            self.economy.detection_rate()
        };
        Ok(self.scan.bernoulli(p))
    }

    /// An indexer challenges the claim and has it resolved.
    pub(in crate::chronos) fn indexer_challenges(
        &mut self,
        claim: ClaimId,
    ) -> Result<bool, Refusal> {
        self.protocol.challenge(self.indexer, claim)?;
        self.protocol.resolve(claim)
    }

    /// `challenger` buys the stake, challenges the claim and has it resolved.
    pub(in crate::chronos) fn challenges(
        &mut self,
        challenger: Account,
        claim: ClaimId,
    ) -> Result<bool, Refusal> {
        self.buy_ether(challenger, self.economy.constants().challenger_stake())?;
        self.protocol.challenge(challenger, claim)?;
        self.protocol.resolve(claim)
    }

    /// Draws the delays of the messages that the next slash sends, one for each other chain.
    pub(in crate::chronos) fn draw_message_delays(&mut self) {
        for _ in 1..self.economy.constants().chains() {
            let delay = self.economy.delay().draw(&mut self.messages);
            // Rounded up: a message later than the settlement by a moment is later.
            self.protocol.push_message_delay(delay.ceil() as Seconds);
        }
    }

    /// An indexer, who registers for it, reports a contract that borrows for others.
    pub(in crate::chronos) fn indexer_reports(&mut self, contract: Account) -> Result<(), Refusal> {
        if !self.protocol.indexers().contains(&self.indexer) {
            self.protocol.register_indexer(self.indexer)?;
        }
        self.protocol.report_contract(self.indexer, contract)
    }
}
