//! The same borrower in no hurry: one chain a cooldown, nothing late and nothing slashed until every
//! chain is drained.

use super::{Amounts, Attack, BuiltRecord, EconomyError, Episode, Refusal, Stage};

struct Sequential {
    record: BuiltRecord,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(Sequential {
        record: BuiltRecord::read(read)?,
    }))
}

impl Attack for Sequential {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let attacker = stage.attacker()?;
        let party = stage.party(&[attacker])?;
        self.record.build(stage, attacker)?;

        let cooldown = stage.economy.constants().cross_chain_cooldown();
        let term = stage.economy.constants().loan_term();
        let begun = stage.protocol.now();
        let mut loans = Vec::new();
        for (number, chain) in (0_u64..).zip(self.record.lending_chains()) {
            let turn = begun.saturating_add(cooldown.saturating_mul(number));
            // From then on the first loan is due, and its default would close the other chains.
            if turn >= begun + term {
                break;
            }
            stage.wait_until(turn)?;
            stage.sit_out_the_pause()?;
            loans.push(self.record.borrow_on(stage, attacker, chain)?);
        }
        stage.wait(stage.economy.constants().remote_settlement())?;
        for &loan in &loans {
            stage.protocol.settle(loan)?;
        }
        for &loan in &loans {
            stage.protocol.walk_away(attacker, loan)?;
        }
        stage.certain(&party)
    }
}
