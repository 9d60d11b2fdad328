//! The owner rents out the key itself, until a renter does not repay.

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Rental, Stage};
use crate::chronos::{
    protocol::DAY,
    stage::{Range, dollars},
};

struct RentedKey {
    rental: Rental,
    /// Probability that a renter does not repay.
    default_rate: f64,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(RentedKey {
        rental: Rental::read(read)?,
        default_rate: read.float("renter_default_rate")?,
    }))
}

impl Attack for RentedKey {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let owner = stage.attacker()?;
        let renter = stage.attacker()?;
        let party = stage.party(&[owner])?;
        let party = stage.with_record(party, owner, dollars(self.rental.record))?;
        stage.build_record(owner)?;

        let mut rentals = 0_u32;
        loop {
            rentals += 1;
            stage.sit_out_the_pause()?;
            let loan = self.rental.borrow(stage, owner, renter)?;
            self.rental.collect(stage, owner, renter)?;
            if stage.luck(self.default_rate) {
                stage.protocol.walk_away(owner, loan)?;
                break;
            }
            self.rental.repay(stage, owner, renter, loan)?;
            stage.wait(DAY)?;
        }
        // The number of rentals is geometric: ten times its mean will hardly be seen.
        let most = 10.0 / self.default_rate;
        let range = Range {
            worst: -stage.build_cost()? - dollars(self.rental.record),
            best: dollars(self.rental.price) * most.max(f64::from(rentals)),
        };
        stage.episode(&party, range)
    }
}
