//! The coalition takes what the breaker lets through in one hour, and walks away with that.

use super::{Amounts, Attack, Coalition, EconomyError, Episode, Refusal, Stage};

struct TakeTheCap {
    coalition: Coalition,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(TakeTheCap {
        coalition: Coalition::read(read)?,
    }))
}

impl Attack for TakeTheCap {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let members = self.coalition.gather(stage, self.coalition.size)?;
        let party = stage.party(&members)?;

        let mut loans = Vec::new();
        for &member in &members {
            if stage.protocol.paused().is_some() {
                break;
            }
            stage.pay_outside(member, self.coalition.cost_each)?;
            loans.push((member, self.coalition.borrow(stage, member)?));
        }
        for (member, loan) in loans {
            stage.protocol.walk_away(member, loan)?;
        }
        stage.certain(&party)
    }
}
