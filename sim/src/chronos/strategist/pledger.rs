//! A borrower at the top LTV, on collateral whose price he watches until the loan is due.

use std::ops::ControlFlow;

use super::{Amounts, EconomyError, Party, Refusal, Role as AnyRole, Stage};
use crate::{
    chronos::{
        economy::price_usd,
        protocol::{Account, HOME, HOUR, LoanId, Seconds, WHOLE, Wad},
    },
    market::PricePath,
};

/// When the pledger looks at the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Means {
    /// How many times he looks, at even distances; the last is when the loan is due.
    pub looks: u32,
}

/// What the pledger sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Situation {
    /// How often he has looked since he borrowed.
    pub look: u32,
    /// Whether he has an open loan.
    pub open: bool,
    /// The price of ether over its price when he began.
    pub price: f64,
}

/// What the pledger can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Does nothing, or nothing more.
    Stop,
    /// Posts the collateral, and borrows.
    Borrow,
    /// Waits until he looks again.
    Wait,
    /// Repays, and has his collateral back.
    Repay,
    /// Walks away from loan and collateral.
    WalkAway,
}

/// A pledger with the scenario's numbers.
pub(super) struct Role {
    looks: u32,
    loan: Wad,
    /// Worth of the collateral on the first day.
    collateral: Wad,
}

/// A pledger in the middle of his loan.
pub(super) struct Hand {
    borrower: Account,
    party: Party,
    opening: f64,
    loan: Option<Pledged>,
}

struct Pledged {
    loan: LoanId,
    look: u32,
    /// Steps of the path passed, and of how long each is.
    steps: u64,
    step: Seconds,
    price: PricePath,
}

impl Role {
    pub(super) fn read(means: Means, read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            looks: means.looks.max(1),
            loan: read.top_loan()?,
            collateral: read.usd("proven_balance")?,
        })
    }

    fn borrow(&self, hand: &mut Hand, stage: &mut Stage) -> Result<(), Refusal> {
        let collateral = stage.ether_worth(self.collateral)?;
        stage.buy_ether(hand.borrower, collateral)?;
        let loan = stage
            .protocol
            .borrow(hand.borrower, HOME, self.loan, collateral)?;
        let term = stage.economy.constants().loan_term();
        // Liquidators look every hour, and a history moves by the hour.
        let step = if is_watched(stage) {
            HOUR.min(term)
        } else {
            term / Seconds::from(self.looks)
        };
        hand.loan = Some(Pledged {
            loan,
            look: 0,
            steps: 0,
            step: step.max(1),
            price: stage.price_path(step)?,
        });
        Ok(())
    }

    /// Lets the price move until the next look.
    fn wait(&self, pledged: &mut Pledged, stage: &mut Stage) -> Result<(), Refusal> {
        pledged.look += 1;
        let term = stage.economy.constants().loan_term();
        let until = u128::from(term) * u128::from(pledged.look) / u128::from(self.looks);
        // What is left of a step moves no price: less than an hour, or than a second a look.
        let steps = until / u128::from(pledged.step);
        while u128::from(pledged.steps) < steps && stage.is_open(pledged.loan)? {
            pledged.steps += 1;
            stage.wait(pledged.step)?;
            stage.quote(&mut pledged.price)?;
            stage.liquidate(pledged.loan)?;
        }
        Ok(())
    }
}

impl AnyRole for Role {
    type Situation = Situation;
    type Move = Move;
    type Hand = Hand;

    fn enter(&self, stage: &mut Stage) -> Result<Hand, Refusal> {
        let borrower = stage.reputable(self.collateral)?;
        Ok(Hand {
            borrower,
            party: stage.party(&[borrower])?,
            opening: price_usd(stage.protocol.oracle_price()),
            loan: None,
        })
    }

    fn situation(&self, hand: &Hand, stage: &Stage) -> Result<Situation, Refusal> {
        let (look, open) = match &hand.loan {
            Some(pledged) => (pledged.look, stage.is_open(pledged.loan)?),
            None => (0, false),
        };
        Ok(Situation {
            look,
            open,
            price: price_usd(stage.protocol.oracle_price()) / hand.opening,
        })
    }

    fn make(
        &self,
        hand: &mut Hand,
        stage: &mut Stage,
        choice: Move,
    ) -> Result<ControlFlow<()>, Refusal> {
        match (choice, &mut hand.loan) {
            (Move::Borrow, None) => self.borrow(hand, stage)?,
            (Move::Wait, Some(pledged)) => self.wait(pledged, stage)?,
            (Move::Repay, Some(pledged)) => stage.repay_in_full(hand.borrower, pledged.loan)?,
            (Move::WalkAway, Some(pledged)) => {
                stage.protocol.walk_away(hand.borrower, pledged.loan)?;
            }
            // A move on a loan that is not there, or a second loan, is none.
            _ => return Ok(ControlFlow::Break(())),
        }
        Ok(match choice {
            Move::Repay | Move::WalkAway => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        })
    }

    fn party<'a>(&self, hand: &'a Hand) -> &'a Party {
        &hand.party
    }
}

fn is_watched(stage: &Stage) -> bool {
    stage.economy.constants().liquidation_ltv() < WHOLE || stage.economy.replays_history()
}
