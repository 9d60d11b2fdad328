//! A Sybil who promises every indexer more than the bounty for looking away, payable only if all do.

use super::{Amounts, Attack, EconomyError, Episode, Filing, Prize, Refusal, Stage};
use crate::chronos::{
    amounts::{BILLION, Billionths, scaled},
    protocol::Account,
};

pub(in crate::chronos) struct BribedIndexers {
    prize: Prize,
    /// Probability that one indexer takes the bribe, or is absent.
    bribable_share: f64,
    indexers: u64,
    /// What is paid above the bounty that an indexer forgoes, as a share of it.
    premium: Billionths,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(BribedIndexers::read(read)?))
}

impl BribedIndexers {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            prize: Prize::read(read)?,
            bribable_share: read.float("bribable_share")?,
            indexers: read.whole("indexers", "count")?,
            premium: read.billionths("bribe_premium", "fraction")?,
        })
    }
}

impl Filing for BribedIndexers {
    fn stands(&self, stage: &mut Stage, claimant: Account, _: Account) -> Result<bool, Refusal> {
        let claim = self.prize.file(stage, claimant)?;
        // Every indexer is asked, so that the draws of a run do not depend on the answers.
        let mut honest = 0_u64;
        for _ in 0..self.indexers {
            if !stage.luck(self.bribable_share) {
                honest += 1;
            }
        }
        if honest > 0 && stage.scan_finds(claim)? {
            return stage.indexer_challenges(claim);
        }
        stage.wait_out_the_window(claim)?;
        if honest == 0 {
            let bounty = stage
                .protocol
                .eth_value(stage.economy.constants().user_stake())?;
            let bribe = scaled(bounty, BILLION + self.premium, BILLION)?;
            for _ in 0..self.indexers {
                stage.pay_outside(claimant, bribe)?;
            }
        }
        Ok(true)
    }
}

impl Attack for BribedIndexers {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let claimant = stage.attacker()?;
        let party = stage.party(&[claimant])?;

        if self.stands(stage, claimant, claimant)? {
            self.prize.cash_in(stage, claimant)?;
        }
        stage.episode(&party, self.prize.range(stage, &party)?)
    }
}
