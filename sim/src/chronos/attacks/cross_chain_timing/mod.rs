//! A borrower of good record opens loans on several chains at once, defaults at home, and hopes that
//! the slash arrives after they are paid out.

pub(super) mod sequential;

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    protocol::{Account, Chain, HOME, LoanId, Seconds, Wad},
    stage::{DUST, Range, dollars},
};

struct CrossChainTiming {
    record: BuiltRecord,
    /// How long he keeps opening loans.
    window: Seconds,
}

pub(super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(CrossChainTiming {
        record: BuiltRecord::read(read)?,
        window: read.seconds("attack_window")?,
    }))
}

impl Attack for CrossChainTiming {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let attacker = stage.attacker()?;
        let party = stage.party(&[attacker])?;
        self.record.build(stage, attacker)?;

        let ends = stage.protocol.now() + self.window;
        let cooldown = stage.economy.constants().cross_chain_cooldown();
        let mut chains = self.record.lending_chains();
        let mut open = Vec::new();
        let dust = borrow_dust(stage, attacker)?;
        if cooldown == 0 {
            for chain in chains {
                // A breaker that the loans before have tripped refuses the rest.
                let Ok(loan) = self.record.borrow_on(stage, attacker, chain) else {
                    break;
                };
                open.push(loan);
            }
            default_at_home(stage, attacker, dust)?;
            self.record.collect(stage, attacker, &open)?;
        } else if let Some(first) = chains.next() {
            open.extend(self.record.borrow_on(stage, attacker, first));
            default_at_home(stage, attacker, dust)?;
            let mut next = stage.protocol.now() + cooldown;
            self.record.collect(stage, attacker, &open)?;
            // He tries the others as the cooldown allows; a chain that knows of the slash refuses.
            for chain in chains {
                if next >= ends {
                    break;
                }
                stage.wait_until(next)?;
                next += cooldown;
                if let Ok(loan) = self.record.borrow_on(stage, attacker, chain) {
                    self.record.collect(stage, attacker, &[loan])?;
                }
            }
        }
        stage.episode(&party, self.record.range(stage)?)
    }
}

/// The loan at home that he will default on: all that matters of it is the slash.
fn borrow_dust(stage: &mut Stage, attacker: Account) -> Result<LoanId, Refusal> {
    let collateral = stage.collateral(DUST, 0)?;
    stage.buy_ether(attacker, collateral)?;
    stage.protocol.borrow(attacker, HOME, DUST, collateral)
}

/// Defaults at home: the slash is on its way to every chain.
fn default_at_home(stage: &mut Stage, attacker: Account, loan: LoanId) -> Result<(), Refusal> {
    stage.draw_message_delays();
    stage.protocol.walk_away(attacker, loan)?;
    Ok(())
}

/// A reputation honestly built, and the loans that it opens on the lending chains.
#[derive(Clone, Copy, Debug)]
struct BuiltRecord {
    /// Loan on each chain: the proven balance at the top LTV.
    loan: Wad,
    chains: u32,
}

impl BuiltRecord {
    fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            loan: read.top_loan()?,
            chains: read.count("chains")?,
        })
    }

    fn build(self, stage: &mut Stage, attacker: Account) -> Result<(), Refusal> {
        stage.build_record(attacker)
    }

    /// The chains besides home, in order.
    fn lending_chains(self) -> impl Iterator<Item = Chain> {
        (1..=self.chains).map(Chain)
    }

    fn borrow_on(
        self,
        stage: &mut Stage,
        attacker: Account,
        chain: Chain,
    ) -> Result<LoanId, Refusal> {
        let collateral = stage.collateral(self.loan, 0)?;
        stage.buy_ether(attacker, collateral)?;
        stage
            .protocol
            .borrow(attacker, chain, self.loan, collateral)
    }

    /// Waits until every pending loan is settled or cancelled, then walks away from what was paid.
    fn collect(self, stage: &mut Stage, attacker: Account, open: &[LoanId]) -> Result<(), Refusal> {
        stage.wait(stage.economy.constants().remote_settlement())?;
        for &loan in open {
            // A cancelled loan cannot be settled: the slash was faster.
            if stage.protocol.settle(loan).is_ok() {
                stage.protocol.walk_away(attacker, loan)?;
            }
        }
        Ok(())
    }

    /// From every bond lost to every loan kept.
    fn range(self, stage: &Stage) -> Result<Range, Refusal> {
        let chains = f64::from(self.chains);
        let bond = stage.share(self.loan, stage.economy.constants().remote_bond())?;
        Ok(Range {
            worst: -chains * dollars(bond) - stage.build_cost()?,
            best: chains * dollars(self.loan),
        })
    }
}
