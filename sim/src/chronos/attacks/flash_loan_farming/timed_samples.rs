//! Capital that is there around each sampled block of three years, and elsewhere between.

use super::{Amounts, Attack, EconomyError, Episode, Farm, Farming, Proof, Refusal, Stage};
use crate::chronos::{
    economy::interest,
    protocol::{Account, BLOCK_TIME, BalanceHistory, Samples, Wad, required_samples},
};

pub(in crate::chronos) struct TimedSamples {
    farm: Farm,
    /// Whether the sampled blocks are known before they are mined.
    predictable: bool,
    transaction_cost: Wad,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(TimedSamples::read(read)?))
}

impl TimedSamples {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            farm: Farm::read(read)?,
            predictable: read.choice(
                "sampling_schedule",
                &[("predictable", true), ("random", false)],
            )?,
            transaction_cost: read.usd("transaction_cost")?,
        })
    }
}

impl Attack for TimedSamples {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let farmer = stage.attacker()?;
        let party = stage.party(&[farmer])?;
        let proof = self.farm(stage, farmer)?;
        self.farm.harvest(stage, farmer, &proof)?;
        stage.certain(&party)
    }
}

impl Farming for TimedSamples {
    fn farm(&self, stage: &mut Stage, farmer: Account) -> Result<Proof, Refusal> {
        let gap = stage.economy.constants().min_sample_blocks();
        let balance = stage.economy.proven_balance();
        let age = stage.economy.top_age();
        let samples = required_samples(stage.economy.constants(), age)?;

        let begun = stage.protocol.block();
        let blocks = age / BLOCK_TIME;
        let spacing = blocks / samples;
        let charge = interest(balance, stage.economy.capital_rate(), gap * BLOCK_TIME)?;
        let mut history = BalanceHistory::default();
        let mut sampled = Vec::new();
        for number in 0..samples {
            // Where the farmer expects the sample; a random one falls when he has gone.
            let expected = begun + spacing * number;
            let fell = if self.predictable {
                expected
            } else {
                expected + gap.max(spacing / 2)
            };
            sampled.push(fell);
            stage.wait_until(expected * BLOCK_TIME)?;
            history.hold(expected, balance)?;
            stage.pay_outside(farmer, charge + 2 * self.transaction_cost)?;
            history.hold(expected + gap.min(spacing), 0)?;
        }
        stage.wait_until((begun + blocks) * BLOCK_TIME)?;

        Ok(Proof {
            history,
            samples: Samples(sampled),
            age,
            balance,
        })
    }
}
