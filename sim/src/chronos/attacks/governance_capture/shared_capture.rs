//! Many slashed borrowers share the price of one majority.

use super::{Amounts, Attack, Capture, EconomyError, Episode, Refusal, Stage};
use crate::chronos::protocol::Wad;

struct SharedCapture {
    capture: Capture,
    price: Wad,
    sharers: u64,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(SharedCapture {
        capture: Capture::read(read)?,
        price: read.usd("votes_cost")?,
        sharers: read.whole("sharers", "count")?,
    }))
}

impl Attack for SharedCapture {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let slashed = (0..self.sharers)
            .map(|_| self.capture.slashed_borrower(stage))
            .collect::<Result<Vec<_>, _>>()?;
        let party = self.capture.party(stage, &slashed)?;
        if let Some(&payer) = slashed.first() {
            stage.pay_outside(payer, self.price)?;
        }
        self.capture
            .vote(stage, self.capture.majority_tokens(), &slashed)?;
        stage.episode(&party, self.capture.range(&party, self.price))
    }
}
