//! The same votes, rented or bribed for one ballot and given back when it closes.

use super::{Amounts, Attack, Capture, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    amounts::{BILLION, scaled},
    protocol::Wad,
};

struct RentedVotes {
    capture: Capture,
    rent: Wad,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(RentedVotes {
        capture: Capture::read(read)?,
        rent: rent(read)?,
    }))
}

/// Rent of the majority's tokens for one vote.
pub(in crate::chronos) fn rent(read: &Amounts<'_>) -> Result<Wad, EconomyError> {
    let share = read.billionths("vote_rent", "fraction")?;
    Ok(scaled(read.usd("votes_cost")?, share, BILLION)?)
}

impl Attack for RentedVotes {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let slashed = self.capture.slashed_borrower(stage)?;
        let party = self.capture.party(stage, &[slashed])?;
        stage.pay_outside(slashed, self.rent)?;
        self.capture
            .vote(stage, self.capture.majority_tokens(), &[slashed])?;
        stage.episode(&party, self.capture.range(&party, self.rent))
    }
}
