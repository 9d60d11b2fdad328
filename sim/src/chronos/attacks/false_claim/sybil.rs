//! The false claim from a fresh wallet, which has no future for a blacklist to take.

use super::{Amounts, Attack, EconomyError, Episode, Filing, Prize, Refusal, Stage, Unguarded};

struct Sybil {
    prize: Prize,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(Sybil {
        prize: Prize::read(read)?,
    }))
}

impl Attack for Sybil {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let fresh = stage.attacker()?;
        let party = stage.party(&[fresh])?;

        if Unguarded(self.prize).stands(stage, fresh, fresh)? {
            self.prize.cash_in(stage, fresh)?;
        }
        stage.episode(&party, self.prize.range(stage, &party)?)
    }
}
