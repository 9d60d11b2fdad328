//! Somebody who brings borrowers of good record together, one after the other.

use std::ops::ControlFlow;

use super::{Amounts, EconomyError, Party, Refusal, Role as AnyRole, Stage};
use crate::chronos::{
    attacks::coordinated_default::Coalition,
    protocol::{Account, HOUR, LoanId, Seconds, Wad},
};

/// What the coordinator sees of the protocol.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Situation {
    /// Members who have their loans.
    pub loans: u32,
    /// Borrowed by anybody in this clock hour, USD with 18 decimals.
    pub borrowed: Wad,
    /// Time left of this clock hour.
    pub hour_left: Seconds,
    /// Time until the council ends the pause in force; zero where there is none.
    pub pause: Seconds,
    /// Time until the first loan is due.
    pub due: Option<Seconds>,
}

/// What the coordinator can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Brings one more member in, who takes his loan.
    Recruit,
    /// Waits for so long.
    Wait(Seconds),
    /// Has every member walk away, and stops.
    WalkAway,
}

/// A coordinator with the scenario's numbers.
pub(super) struct Role {
    coalition: Coalition,
}

/// A coalition in the middle of its plan.
pub(super) struct Hand {
    members: Vec<Account>,
    loans: Vec<(Account, LoanId)>,
    party: Party,
}

impl Role {
    pub(super) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            coalition: Coalition::read(read)?,
        })
    }
}

impl AnyRole for Role {
    type Situation = Situation;
    type Move = Move;
    type Hand = Hand;

    fn enter(&self, stage: &mut Stage) -> Result<Hand, Refusal> {
        let members = self.coalition.gather(stage, self.coalition.size)?;
        // The plan begins on the hour, when the breaker's counter does.
        let now = stage.protocol.now();
        stage.wait_until(now.next_multiple_of(HOUR))?;
        Ok(Hand {
            party: stage.party(&members)?,
            members,
            loans: Vec::new(),
        })
    }

    fn situation(&self, hand: &Hand, stage: &Stage) -> Result<Situation, Refusal> {
        let now = stage.protocol.now();
        let mut due: Option<Seconds> = None;
        if let Some((_, first)) = hand.loans.first() {
            let matures = stage.protocol.loan(*first)?.matures_at;
            due = Some(matures.saturating_sub(now));
        }
        Ok(Situation {
            loans: u32::try_from(hand.loans.len()).map_err(|_| Refusal::Overflow)?,
            borrowed: stage.protocol.borrowed_this_hour(),
            hour_left: HOUR - now % HOUR,
            pause: stage
                .pause_ends()
                .map_or(0, |ends| ends.saturating_sub(now)),
            due,
        })
    }

    fn make(
        &self,
        hand: &mut Hand,
        stage: &mut Stage,
        choice: Move,
    ) -> Result<ControlFlow<()>, Refusal> {
        match choice {
            Move::Recruit => {
                // Members are opened in order; one more than there are is nobody.
                if let Some(&member) = hand.members.get(hand.loans.len()) {
                    stage.pay_outside(member, self.coalition.cost_each)?;
                    let loan = self.coalition.borrow(stage, member)?;
                    hand.loans.push((member, loan));
                }
            }
            Move::Wait(span) => stage.wait(span)?,
            Move::WalkAway => {
                for &(member, loan) in &hand.loans {
                    stage.protocol.walk_away(member, loan)?;
                }
                return Ok(ControlFlow::Break(()));
            }
        }
        stage.end_pause_on_time()?;
        Ok(ControlFlow::Continue(()))
    }

    fn party<'a>(&self, hand: &'a Hand) -> &'a Party {
        &hand.party
    }
}
