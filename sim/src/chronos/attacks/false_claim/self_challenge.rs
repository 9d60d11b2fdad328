//! A Sybil who challenges himself the moment an indexer is about to, and so wins his own stake.

use super::{Amounts, Attack, EconomyError, Episode, Prize, Refusal, Stage};

struct SelfChallenge {
    prize: Prize,
    /// Probability that the second wallet's challenge is mined before the indexer's.
    front_run_rate: f64,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(SelfChallenge {
        prize: Prize::read(read)?,
        front_run_rate: read.float("front_run_rate")?,
    }))
}

impl Attack for SelfChallenge {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let claimant = stage.attacker()?;
        let second = stage.attacker()?;
        let party = stage.party(&[claimant, second])?;

        let claim = self.prize.file(stage, claimant)?;
        if !stage.scan_finds(claim)? {
            stage.wait_out_the_window(claim)?;
            self.prize.cash_in(stage, claimant)?;
        } else if stage.luck(self.front_run_rate) {
            stage.challenges(second, claim)?;
        } else {
            stage.indexer_challenges(claim)?;
        }
        stage.episode(&party, self.prize.range(stage, &party)?)
    }
}
