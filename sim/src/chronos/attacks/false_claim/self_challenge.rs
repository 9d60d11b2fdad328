//! A Sybil who challenges himself the moment an indexer is about to, and so wins his own stake.

use super::{Amounts, Attack, EconomyError, Episode, Filing, Prize, Refusal, Stage};
use crate::chronos::protocol::Account;

pub(in crate::chronos) struct SelfChallenge {
    prize: Prize,
    /// Probability that the second wallet's challenge is mined before the indexer's.
    front_run_rate: f64,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(SelfChallenge::read(read)?))
}

impl SelfChallenge {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            prize: Prize::read(read)?,
            front_run_rate: read.float("front_run_rate")?,
        })
    }
}

impl Filing for SelfChallenge {
    fn stands(
        &self,
        stage: &mut Stage,
        claimant: Account,
        second: Account,
    ) -> Result<bool, Refusal> {
        let claim = self.prize.file(stage, claimant)?;
        if !stage.scan_finds(claim)? {
            stage.wait_out_the_window(claim)?;
            Ok(true)
        } else if stage.luck(self.front_run_rate) {
            stage.challenges(second, claim)
        } else {
            stage.indexer_challenges(claim)
        }
    }
}

impl Attack for SelfChallenge {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let claimant = stage.attacker()?;
        let second = stage.attacker()?;
        let party = stage.party(&[claimant, second])?;

        if self.stands(stage, claimant, second)? {
            self.prize.cash_in(stage, claimant)?;
        }
        stage.episode(&party, self.prize.range(stage, &party)?)
    }
}
