//! A claimant with a future to lose claims a history that never was.

pub(in crate::chronos) mod bribed_indexers;
pub(in crate::chronos) mod self_challenge;
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
        let future = dollars(stage.economy.record_value());
        let party = stage.party(&[claimant])?;
        let party = stage.with_record(party, claimant, future)?;

        if Unguarded(self.prize).stands(stage, claimant, claimant)? {
            self.prize.cash_in(stage, claimant)?;
        }
        stage.episode(&party, self.prize.range(stage, &party)?)
    }
}

/// A way to file a false claim, with whatever is done so that it may stand.
pub(in crate::chronos) trait Filing: Send + Sync {
    /// Files the claim and sees it through; whether it stands. `second` is another wallet of the
    /// claimant's, for those who need one.
    fn stands(
        &self,
        stage: &mut Stage,
        claimant: Account,
        second: Account,
    ) -> Result<bool, Refusal>;
}

/// The claim is filed, and nothing is done to guard it.
pub(in crate::chronos) struct Unguarded(pub(in crate::chronos) Prize);

impl Filing for Unguarded {
    fn stands(&self, stage: &mut Stage, claimant: Account, _: Account) -> Result<bool, Refusal> {
        let claim = self.0.file(stage, claimant)?;
        if stage.scan_finds(claim)? {
            return stage.indexer_challenges(claim);
        }
        stage.wait_out_the_window(claim)?;
        Ok(true)
    }
}

/// What every false claim is after: a loan that nobody means to repay.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct Prize {
    pub(in crate::chronos) loan: Wad,
}

impl Prize {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            loan: read.usd("false_claim_loan")?,
        })
    }

    /// Files a claim for a history long enough for the top LTV, and a balance that carries the loan.
    fn file(self, stage: &mut Stage, claimant: Account) -> Result<ClaimId, Refusal> {
        stage.buy_ether(claimant, stage.economy.constants().user_stake())?;
        let statement = Statement {
            age: stage.economy.top_age(),
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
            .eth_value(stage.economy.constants().user_stake())?;
        let collateral = stage.protocol.eth_value(stage.collateral(self.loan, 0)?)?;
        let kept = dollars(self.loan) - dollars(collateral);
        Ok(Range {
            worst: kept.min(-dollars(stake)) - party.records(),
            best: kept.max(-dollars(stake)),
        })
    }
}
