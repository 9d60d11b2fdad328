//! Arbitrageurs: they liquidate what pays to be liquidated.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::{
    chronos::{
        life::{ArbitrageurPolicy, LifeError, Population, World},
        protocol::{ETH, LoanId, LoanState, PRICE_UNIT, Refusal, WHOLE, YEAR},
        stage::dollars,
    },
    engine::Actor,
};

/// They liquidate a loan as soon as the contract lets them and their share of the fee is more than
/// the transaction, and sell the ether at once. Rates are the same on every chain of the paper's
/// model, so there is no other arbitrage in it.
///
/// Loans wait in a heap by the ETH price below which they can be liquidated, so that an hour in
/// which it does not fall costs nothing. That price rises while interest runs; the heap orders it
/// by a bound that holds for all time: simple interest stays below continuous compounding at the
/// same rate, so divided by exp(rate · now) no loan's price ever rises.
#[derive(Clone, Debug, Default)]
pub(in crate::chronos) struct Arbitrageurs {
    seen: usize,
    watched: BinaryHeap<Watched>,
    healthy: Vec<LoanId>,
}

#[derive(Clone, Copy, Debug)]
struct Watched {
    /// ETH price in USD below which the loan can be liquidated, discounted to genesis.
    price: f64,
    loan: LoanId,
}

impl Ord for Watched {
    fn cmp(&self, other: &Self) -> Ordering {
        self.price
            .total_cmp(&other.price)
            .then(other.loan.cmp(&self.loan))
    }
}

impl PartialOrd for Watched {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Watched {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Watched {}

impl Arbitrageurs {
    pub(in crate::chronos) fn begin(&mut self) {
        self.seen = 0;
        self.watched.clear();
        self.healthy.clear();
    }

    fn watch_new_loans(&mut self, world: &World) -> Result<(), Refusal> {
        let loans = world.protocol.loans();
        for (place, record) in loans.iter().enumerate().skip(self.seen) {
            if record.collateral > 0 {
                let id = u32::try_from(place).map_err(|_| Refusal::Overflow)?;
                self.watch(world, LoanId(id))?;
            }
        }
        self.seen = loans.len();
        Ok(())
    }

    fn watch(&mut self, world: &World, loan: LoanId) -> Result<(), Refusal> {
        let constants = world.protocol.constants();
        let owed = dollars(world.protocol.debt(loan)?.total()?);
        // Wei and USD have the same eighteen decimals.
        let ether = dollars(world.protocol.loan(loan)?.collateral);
        let threshold = constants.liquidation_ltv() as f64 / WHOLE as f64;
        self.watched.push(Watched {
            price: owed / (ether * threshold) / growth(world),
            loan,
        });
        Ok(())
    }

    fn liquidate_the_unhealthy(&mut self, world: &mut World) -> Result<(), Refusal> {
        if self.watched.is_empty() {
            return Ok(());
        }
        let price = world.protocol.oracle_price() as f64 / PRICE_UNIT as f64 / growth(world);
        // A hair above, for the rounding of the bound.
        let bound = price * (1.0 - 1e-9);
        while self.watched.peek().is_some_and(|top| top.price >= bound) {
            let Some(Watched { loan, .. }) = self.watched.pop() else {
                break;
            };
            if world.protocol.loan(loan)?.state != LoanState::Open || !pays(world, loan)? {
                continue;
            }
            match liquidate(world, loan) {
                Ok(()) => {}
                Err(Refusal::Healthy { .. }) => self.healthy.push(loan),
                Err(refusal) => return Err(refusal),
            }
        }
        while let Some(loan) = self.healthy.pop() {
            self.watch(world, loan)?;
        }
        Ok(())
    }
}

impl Actor<World> for Arbitrageurs {
    type Error = LifeError;

    fn act(&mut self, world: &mut World) -> Result<(), LifeError> {
        if world.setting.policies.arbitrageurs == ArbitrageurPolicy::Idle {
            return Ok(());
        }
        self.watch_new_loans(world)?;
        self.liquidate_the_unhealthy(world)?;
        Ok(())
    }
}

fn growth(world: &World) -> f64 {
    let rate = world.protocol.constants().borrow_rate() as f64 / WHOLE as f64;
    libm::exp(rate * world.protocol.now() as f64 / YEAR as f64)
}

/// Whether the liquidator's share of the fee is more than the transaction. What he can pay is
/// limited by the debt and by the collateral, and does not rise again while the loan is unhealthy:
/// one that is too small is too small for good.
fn pays(world: &World, loan: LoanId) -> Result<bool, Refusal> {
    let constants = world.protocol.constants();
    let pledged = world.protocol.loan(loan)?.collateral;
    let value = dollars(world.protocol.eth_value(pledged)?);
    let owed = dollars(world.protocol.debt(loan)?.total()?);
    let fee = constants.liquidation_fee() as f64 / WHOLE as f64;
    let share = constants.liquidator_share() as f64 / WHOLE as f64;
    let paid = owed.min(value / (1.0 + fee));
    Ok(paid * fee * share > dollars(world.setting.economy.transaction_cost()))
}

/// Liquidates a loan, sells the ether that it gives, and books what both sides gained and lost.
fn liquidate(world: &mut World, loan: LoanId) -> Result<(), Refusal> {
    let liquidator = world.people.liquidator;
    let before = world.protocol.wallet(liquidator, ETH)?;
    let fees_before = world.protocol.totals().liquidation_fees;
    let paid = dollars(world.protocol.liquidate(liquidator, loan)?);
    let after = world.protocol.wallet(liquidator, ETH)?;
    let fee = dollars(world.protocol.totals().liquidation_fees - fees_before);
    let got = dollars(
        world
            .protocol
            .sell_eth(liquidator, after.saturating_sub(before))?,
    );
    *world.collateral_taken.entry(loan).or_default() += paid + fee;
    world.pay_gas(Population::Arbitrageurs);
    world
        .month
        .payoffs
        .add(Population::Arbitrageurs, got - paid);
    Ok(())
}
