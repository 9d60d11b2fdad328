//! Somebody trips the breaker, by volume or by gas price, whichever is cheaper, and is paid by a rival
//! for the time that the protocol stands still.

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    amounts::{BILLION, Billionths, scaled},
    protocol::{Account, HOME, Seconds, WHOLE, Wad, Wei, YEAR},
    stage::DUST,
};

pub(in crate::chronos) struct PauseGriefing {
    /// What the volume is borrowed in.
    loan: Wad,
    /// Gas that a borrow uses.
    borrow_gas: u64,
    pub(in crate::chronos) rival: Rival,
}

/// Somebody who takes over the loans that a pause turns away, and pays for them.
pub(in crate::chronos) struct Rival {
    /// What the protocol's users borrow over one loan term, USD with 18 decimals.
    volume: Wad,
    /// What the rival pays of the revenue that the protocol loses.
    share: Billionths,
}

const WEI_PER_GWEI: Wei = 1_000_000_000;

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(PauseGriefing::read(read)?))
}

impl Attack for PauseGriefing {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let fees = stage.share(self.volume(stage)?, stage.economy.constants().indexer_fee())?;
        let gas = self.gas(stage)?;
        let by_volume = fees <= stage.protocol.eth_value(gas)?;

        let griefer = self.griefer(stage)?;
        let party = stage.party(&[griefer])?;
        if by_volume {
            self.trip_by_volume(stage, griefer)?;
        } else {
            self.trip_by_gas(stage, griefer)?;
        }
        self.rival.pays_out(stage, griefer)?;
        stage.certain(&party)
    }
}

impl PauseGriefing {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        let users = u128::from(read.whole("users", "count")?);
        Ok(Self {
            loan: read.usd("coordinated_loan")?,
            borrow_gas: read.whole("borrow_gas", "gas")?,
            rival: Rival {
                volume: users
                    .checked_mul(read.usd("average_loan")?)
                    .ok_or(Refusal::Overflow)?,
                share: read.billionths("griefer_share", "fraction")?,
            },
        })
    }

    /// An account whose record carries the volume that trips the breaker.
    pub(in crate::chronos) fn griefer(&self, stage: &mut Stage) -> Result<Account, Refusal> {
        stage.reputable(stage.balance_for(self.volume(stage)?)?)
    }

    /// Borrows past the hourly cap, and repays in the same block.
    pub(in crate::chronos) fn trip_by_volume(
        &self,
        stage: &mut Stage,
        griefer: Account,
    ) -> Result<(), Refusal> {
        borrow_and_repay(stage, griefer, self.volume(stage)?)
    }

    /// Sends one small borrow at a gas price above the limit.
    pub(in crate::chronos) fn trip_by_gas(
        &self,
        stage: &mut Stage,
        griefer: Account,
    ) -> Result<(), Refusal> {
        let gas = self.gas(stage)?;
        stage
            .protocol
            .set_gas_price(stage.economy.constants().gas_pause() + 1);
        borrow_and_repay(stage, griefer, DUST)?;
        stage.protocol.set_gas_price(0);
        stage.burn_gas(griefer, gas)
    }

    /// The least that exceeds the hourly cap, in whole loans.
    fn volume(&self, stage: &Stage) -> Result<Wad, Refusal> {
        (stage.economy.constants().max_hourly_borrows() / self.loan + 1)
            .checked_mul(self.loan)
            .ok_or(Refusal::Overflow)
    }

    /// What a borrow at the limiting gas price burns.
    fn gas(&self, stage: &Stage) -> Result<Wei, Refusal> {
        WEI_PER_GWEI
            .checked_mul(u128::from(stage.economy.constants().gas_pause()))
            .and_then(|price| price.checked_mul(u128::from(self.borrow_gas)))
            .ok_or(Refusal::Overflow)
    }
}

/// Everything within one block, so that the fee is all it costs.
fn borrow_and_repay(stage: &mut Stage, griefer: Account, amount: Wad) -> Result<(), Refusal> {
    let collateral = stage.collateral(amount, 0)?;
    stage.buy_ether(griefer, collateral)?;
    let loan = stage.protocol.borrow(griefer, HOME, amount, collateral)?;
    stage.repay_in_full(griefer, loan)
}

impl Rival {
    /// Sits the pause out, and pays the griefer for it.
    pub(in crate::chronos) fn pays_out(
        &self,
        stage: &mut Stage,
        griefer: Account,
    ) -> Result<(), Refusal> {
        let standstill = stage.sit_out_the_pause()?;
        let bounty = self.pays(stage, standstill)?;
        stage.receive_from_outside(griefer, bounty)
    }

    /// His share of what the protocol would have earned on the loans turned away: the fee, and its
    /// cut of the interest over the term.
    fn pays(&self, stage: &Stage, standstill: Seconds) -> Result<Wad, Refusal> {
        let constants = &stage.economy.constants();
        let turned_away = scaled(self.volume, standstill, constants.loan_term())?;
        let fees = scaled(turned_away, constants.indexer_fee(), WHOLE)?;
        let interest = scaled(turned_away, constants.borrow_rate(), WHOLE)?;
        let interest = scaled(interest, constants.loan_term(), YEAR)?;
        let cut = scaled(interest, constants.protocol_cut(), WHOLE)?;
        scaled(fees + cut, self.share, BILLION)
    }
}
