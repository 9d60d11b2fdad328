//! A slashed borrower, or several, after the votes that would restore them.

use std::ops::ControlFlow;

use super::{Amounts, EconomyError, Party, Refusal, Role as AnyRole, Stage};
use crate::chronos::{
    attacks::governance_capture::{Capture, Electorate, Tokens, rented_votes, split_votes},
    protocol::{Account, HOME, Wad},
};

/// How the votes are come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The majority's tokens are bought.
    Bought,
    /// They are rented, for one ballot at a time.
    Rented,
    /// Few tokens are bought and spread over many wallets.
    Split,
    /// The majority's tokens are bought by several borrowers together.
    Shared,
}

/// What the capturer sees of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Situation {
    /// Whether he has the tokens for a ballot.
    pub tokens: bool,
    /// Whether every borrower's record is clean again.
    pub restored: bool,
}

/// What the capturer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Does nothing, or nothing more.
    Stop,
    /// Pays for the tokens.
    Pay,
    /// Puts the restoration to the vote, and sees it through.
    Ballot,
}

/// A capturer with the scenario's numbers.
pub(super) struct Role {
    capture: Capture,
    tokens: Tokens,
    price: Wad,
    /// Borrowers who are to be restored together.
    borrowers: u64,
    /// Whether the tokens are gone after a ballot.
    one_ballot: bool,
}

/// A capture in the middle of its plan.
pub(super) struct Hand {
    slashed: Vec<Account>,
    party: Party,
    paid: bool,
    electorate: Option<Electorate>,
}

impl Role {
    pub(super) fn read(means: Means, read: &Amounts<'_>) -> Result<Self, EconomyError> {
        let capture = Capture::read(read)?;
        let (tokens, price) = match means {
            Means::Bought | Means::Shared => (capture.majority_tokens(), read.usd("votes_cost")?),
            Means::Rented => (capture.majority_tokens(), rented_votes::rent(read)?),
            Means::Split => split_votes::tokens(capture, read)?,
        };
        Ok(Self {
            capture,
            tokens,
            price,
            borrowers: match means {
                Means::Shared => read.whole("sharers", "count")?,
                _ => 1,
            },
            one_ballot: means == Means::Rented,
        })
    }
}

impl AnyRole for Role {
    type Situation = Situation;
    type Move = Move;
    type Hand = Hand;

    fn enter(&self, stage: &mut Stage) -> Result<Hand, Refusal> {
        let slashed = (0..self.borrowers)
            .map(|_| self.capture.slashed_borrower(stage))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Hand {
            party: self.capture.party(stage, &slashed)?,
            slashed,
            paid: false,
            electorate: None,
        })
    }

    fn situation(&self, hand: &Hand, stage: &Stage) -> Result<Situation, Refusal> {
        let mut restored = true;
        for &borrower in &hand.slashed {
            restored &= !stage.protocol.standing(borrower, HOME)?.blacklisted;
        }
        Ok(Situation {
            tokens: hand.paid,
            restored,
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
            Move::Pay => {
                if let Some(&payer) = hand.slashed.first() {
                    stage.pay_outside(payer, self.price)?;
                }
                hand.paid = true;
            }
            Move::Ballot => {
                let electorate = match hand.electorate.take() {
                    Some(electorate) => electorate,
                    None => self.capture.electorate(stage, self.tokens)?,
                };
                self.capture.ballot(stage, &electorate, &hand.slashed)?;
                hand.electorate = Some(electorate);
                hand.paid = !self.one_ballot;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn party<'a>(&self, hand: &'a Hand) -> &'a Party {
        &hand.party
    }
}
