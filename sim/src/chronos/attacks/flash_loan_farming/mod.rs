//! Flash loans in the sampled blocks show a balance that nobody holds.

pub(in crate::chronos) mod held_capital;
pub(in crate::chronos) mod timed_samples;

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    amounts::{BILLION, Billionths, scaled},
    protocol::{
        Account, BLOCK_TIME, BalanceHistory, Block, ClaimId, HOME, Samples, Seconds, Statement,
        Wad, Wei, check_samples,
    },
};

pub(in crate::chronos) struct FlashLoanFarming {
    farm: Farm,
    /// Balance shown, in ether.
    size: Wei,
    /// Fee of a flash loan for each block, in billionths of it.
    fee: Billionths,
    /// Blocks that one flash loan lasts.
    lasts: Block,
}

pub(super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(FlashLoanFarming::read(read)?))
}

impl FlashLoanFarming {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            farm: Farm::read(read)?,
            size: read.wei("flash_loan_size")?,
            fee: read.billionths("flash_loan_fee", "fraction/block")?,
            lasts: read.whole("flash_loan_blocks", "block")?,
        })
    }
}

impl Attack for FlashLoanFarming {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let farmer = stage.attacker()?;
        let party = stage.party(&[farmer])?;
        let proof = self.farm(stage, farmer)?;
        self.farm.harvest(stage, farmer, &proof)?;
        stage.certain(&party)
    }
}

impl Farming for FlashLoanFarming {
    fn farm(&self, stage: &mut Stage, farmer: Account) -> Result<Proof, Refusal> {
        let gap = stage.economy.constants().min_sample_blocks();
        let balance = stage.protocol.eth_value(self.size)?;
        let fee = scaled(balance, self.fee, BILLION)?;

        // One loan after the other over the whole gap, each repaid before the next is taken.
        let first = stage.protocol.block();
        let mut history = BalanceHistory::default();
        for block in first..first + gap {
            let taken = (block - first).is_multiple_of(self.lasts.max(1));
            let repaid = (block + 1 - first).is_multiple_of(self.lasts.max(1));
            if taken {
                history.flash(block, balance)?;
            }
            history.hold(block, if repaid { 0 } else { balance })?;
            stage.pay_outside(farmer, fee)?;
            stage.wait(BLOCK_TIME)?;
        }
        Ok(Proof {
            history,
            samples: Samples(vec![first]),
            age: stage.protocol.now() - first * BLOCK_TIME,
            balance,
        })
    }
}

/// A way to come by samples that show a balance.
pub(in crate::chronos) trait Farming: Send + Sync {
    /// Pays for it, and lets the time pass that it takes.
    fn farm(&self, stage: &mut Stage, farmer: Account) -> Result<Proof, Refusal>;
}

/// What the farmed reputation is used for: a loan that nobody means to repay.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct Farm {
    pub(in crate::chronos) loan: Wad,
    /// Collateral that the farmer posts, as a share of the loan.
    pub(in crate::chronos) backing: Billionths,
}

/// What a temporal proof samples.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Proof {
    history: BalanceHistory,
    samples: Samples,
    /// Span of the history that the samples are taken from.
    age: Seconds,
    balance: Wad,
}

impl Farm {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            loan: read.top_loan()?,
            backing: read.billionths("farmed_backing", "fraction")?,
        })
    }

    /// Where the samples show the balance, claims the top age on them, borrows and walks away.
    fn harvest(self, stage: &mut Stage, farmer: Account, proof: &Proof) -> Result<(), Refusal> {
        let Some(claim) = self.claim(stage, farmer, proof)? else {
            return Ok(());
        };
        stage.wait_out_the_window(claim)?;
        let collateral = stage.collateral(self.loan, self.backing)?;
        stage.buy_ether(farmer, collateral)?;
        let loan = stage.protocol.borrow(farmer, HOME, self.loan, collateral)?;
        stage.protocol.walk_away(farmer, loan)?;
        Ok(())
    }

    /// Claims the top age where the samples show the balance.
    ///
    /// A proof that does not hold is not submitted: its stake would be lost for nothing.
    pub(in crate::chronos) fn claim(
        self,
        stage: &mut Stage,
        farmer: Account,
        proof: &Proof,
    ) -> Result<Option<ClaimId>, Refusal> {
        let constants = stage.economy.constants();
        let shown = Statement {
            age: proof.age,
            balance: proof.balance,
        };
        let now = stage.protocol.now();
        // Samples that are no proof at all, or show too little: there is nothing to submit.
        if check_samples(constants, &proof.history, &proof.samples, shown, now) != Ok(true) {
            return Ok(None);
        }
        stage.buy_ether(farmer, constants.user_stake())?;
        let statement = Statement {
            age: stage.economy.top_age(),
            balance: stage.balance_for(self.loan)?,
        };
        let claim = stage.protocol.submit_claim(farmer, statement, true)?;
        Ok(Some(claim))
    }
}
