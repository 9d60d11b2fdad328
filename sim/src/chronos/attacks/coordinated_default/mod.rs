//! Many borrowers of good record take their loans in one hour and default together, or not at all.

pub(in crate::chronos) mod pause_griefing;
pub(super) mod take_the_cap;

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    amounts::Billionths,
    protocol::{Account, HOME, LoanId, Wad},
};

struct CoordinatedDefault {
    coalition: Coalition,
}

pub(super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(CoordinatedDefault {
        coalition: Coalition::read(read)?,
    }))
}

impl Attack for CoordinatedDefault {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let members = self.coalition.gather(stage, self.coalition.size)?;
        let party = stage.party(&members)?;
        for &member in &members {
            stage.pay_outside(member, self.coalition.cost_each)?;
        }

        // The loans go out as one bundle, which is mined whole or not at all: the plan needs them all.
        let before = stage.protocol.clone();
        let mut loans = Vec::with_capacity(members.len());
        for &member in &members {
            match self.coalition.borrow(stage, member) {
                Ok(loan) => loans.push((member, loan)),
                Err(_) => {
                    stage.protocol = before;
                    loans.clear();
                    break;
                }
            }
        }
        for (member, loan) in loans {
            stage.protocol.walk_away(member, loan)?;
        }
        stage.certain(&party)
    }
}

/// Borrowers who act together.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct Coalition {
    pub(in crate::chronos) size: u64,
    loan: Wad,
    /// Collateral that each posts of his own, as a share of the loan.
    backing: Billionths,
    /// What it costs to bring one of them in.
    pub(in crate::chronos) cost_each: Wad,
}

impl Coalition {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            size: read.whole("attackers", "count")?,
            loan: read.usd("coordinated_loan")?,
            backing: read.billionths("coordinated_backing", "fraction")?,
            cost_each: read.usd("coordination_cost")?,
        })
    }

    /// `size` accounts whose record carries the loan.
    pub(in crate::chronos) fn gather(
        self,
        stage: &mut Stage,
        size: u64,
    ) -> Result<Vec<Account>, Refusal> {
        let balance = stage.balance_for(self.loan)?;
        (0..size).map(|_| stage.reputable(balance)).collect()
    }

    pub(in crate::chronos) fn borrow(
        self,
        stage: &mut Stage,
        member: Account,
    ) -> Result<LoanId, Refusal> {
        let collateral = stage.collateral(self.loan, self.backing)?;
        stage.buy_ether(member, collateral)?;
        stage.protocol.borrow(member, HOME, self.loan, collateral)
    }
}
