//! The same balance, borrowed at a market rate and held from one sampled block to the next.

use super::{Amounts, Attack, EconomyError, Episode, Farm, Farming, Proof, Refusal, Stage};
use crate::chronos::{
    economy::interest,
    protocol::{Account, BLOCK_TIME, BalanceHistory, Samples, Wei},
};

pub(in crate::chronos) struct HeldCapital {
    farm: Farm,
    size: Wei,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(HeldCapital::read(read)?))
}

impl HeldCapital {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            farm: Farm::read(read)?,
            size: read.wei("flash_loan_size")?,
        })
    }
}

impl Attack for HeldCapital {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let farmer = stage.attacker()?;
        let party = stage.party(&[farmer])?;
        let proof = self.farm(stage, farmer)?;
        self.farm.harvest(stage, farmer, &proof)?;
        stage.certain(&party)
    }
}

impl Farming for HeldCapital {
    fn farm(&self, stage: &mut Stage, farmer: Account) -> Result<Proof, Refusal> {
        let gap = stage.economy.constants().min_sample_blocks();
        let balance = stage.protocol.eth_value(self.size)?;

        let first = stage.protocol.block();
        let mut history = BalanceHistory::default();
        history.hold(first, balance)?;
        let span = gap * BLOCK_TIME;
        stage.wait(span)?;
        history.hold(first + gap, 0)?;
        let charge = interest(balance, stage.economy.capital_rate(), span)?;
        stage.pay_outside(farmer, charge)?;

        Ok(Proof {
            history,
            samples: Samples(vec![first]),
            age: span,
            balance,
        })
    }
}
