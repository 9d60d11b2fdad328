//! Somebody whom a rival pays for the time that the protocol stands still.

use std::ops::ControlFlow;

use super::{Amounts, EconomyError, Party, Refusal, Role as AnyRole, Stage};
use crate::chronos::{
    attacks::coordinated_default::pause_griefing::PauseGriefing,
    protocol::{Account, HOME},
    stage::DUST,
};

/// What the griefer sees of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Situation {
    /// Whether the protocol is paused.
    pub paused: bool,
}

/// What the griefer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Does nothing.
    Stop,
    /// Borrows past the hourly cap, and repays in the same block.
    TripByVolume,
    /// Sends one small borrow at a gas price above the limit.
    TripByGas,
    /// Takes the smallest of loans, and walks away from it.
    TripByDefault,
    /// Sits the pause out, is paid for it, and stops.
    Collect,
}

/// A griefer with the scenario's numbers.
pub(super) struct Role {
    plan: PauseGriefing,
}

/// A griefer in the middle of his plan.
pub(super) struct Hand {
    griefer: Account,
    party: Party,
}

impl Role {
    pub(super) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            plan: PauseGriefing::read(read)?,
        })
    }
}

impl AnyRole for Role {
    type Situation = Situation;
    type Move = Move;
    type Hand = Hand;

    fn enter(&self, stage: &mut Stage) -> Result<Hand, Refusal> {
        let griefer = self.plan.griefer(stage)?;
        Ok(Hand {
            griefer,
            party: stage.party(&[griefer])?,
        })
    }

    fn situation(&self, _: &Hand, stage: &Stage) -> Result<Situation, Refusal> {
        Ok(Situation {
            paused: stage.protocol.paused().is_some(),
        })
    }

    fn make(
        &self,
        hand: &mut Hand,
        stage: &mut Stage,
        choice: Move,
    ) -> Result<ControlFlow<()>, Refusal> {
        match choice {
            Move::Stop => return Ok(ControlFlow::Break(())),
            Move::TripByVolume => self.plan.trip_by_volume(stage, hand.griefer)?,
            Move::TripByGas => self.plan.trip_by_gas(stage, hand.griefer)?,
            Move::TripByDefault => {
                let collateral = stage.collateral(DUST, 0)?;
                stage.buy_ether(hand.griefer, collateral)?;
                let loan = stage
                    .protocol
                    .borrow(hand.griefer, HOME, DUST, collateral)?;
                stage.protocol.walk_away(hand.griefer, loan)?;
            }
            Move::Collect => {
                self.plan.rival.pays_out(stage, hand.griefer)?;
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn party<'a>(&self, hand: &'a Hand) -> &'a Party {
        &hand.party
    }
}
