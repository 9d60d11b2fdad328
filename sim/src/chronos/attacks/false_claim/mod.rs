//! A claimant with a future to lose claims a history that never was.

pub(super) mod bribed_indexers;
pub(super) mod self_challenge;
pub(super) mod sybil;

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    protocol::{Account, ClaimId, HOME, Statement, Wad},
    stage::{Party, Range, dollars},
};

struct FalseClaim {
    prize: Prize,
}

pub(super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(FalseClaim {
        prize: Prize::read(read)?,
    }))
}

impl Attack for FalseClaim {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let claimant = stage.attacker()?;
        let future = dollars(stage.economy.record_value);
        let party = stage.party(&[claimant])?;
        let party = stage.with_record(party, claimant, future)?;

        let claim = self.prize.file(stage, claimant)?;
        if stage.scan_finds(claim)? {
            stage.indexer_challenges(claim)?;
        } else {
            stage.wait_out_the_window(claim)?;
            self.prize.cash_in(stage, claimant)?;
        }
        stage.episode(&party, self.prize.range(stage, &party)?)
    }
}

/// What every false claim is after: a loan that nobody means to repay.
#[derive(Clone, Copy, Debug)]
struct Prize {
    loan: Wad,
}

impl Prize {
    fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            loan: read.usd("false_claim_loan")?,
        })
    }

    /// Files a claim for a history long enough for the top LTV, and a balance that carries the loan.
    fn file(self, stage: &mut Stage, claimant: Account) -> Result<ClaimId, Refusal> {
        stage.buy_ether(claimant, stage.economy.constants.user_stake)?;
        let statement = Statement {
            age: stage.economy.top_age,
            balance: stage.balance_for(self.loan)?,
        };
        stage.protocol.submit_claim(claimant, statement, false)
    }

    /// Borrows on the claim that stood, and walks away.
    fn cash_in(self, stage: &mut Stage, claimant: Account) -> Result<(), Refusal> {
        let collateral = stage.collateral(self.loan, 0)?;
        stage.buy_ether(claimant, collateral)?;
        let loan = stage
            .protocol
            .borrow(claimant, HOME, self.loan, collateral)?;
        stage.protocol.walk_away(claimant, loan)?;
        Ok(())
    }

    /// From the stake and the future lost, to the loan kept less its collateral.
    fn range(self, stage: &Stage, party: &Party) -> Result<Range, Refusal> {
        let stake = stage
            .protocol
            .eth_value(stage.economy.constants.user_stake)?;
        let collateral = stage.protocol.eth_value(stage.collateral(self.loan, 0)?)?;
        let kept = dollars(self.loan) - dollars(collateral);
        Ok(Range {
            worst: kept.min(-dollars(stake)) - party.records(),
            best: kept.max(-dollars(stake)),
        })
    }
}
