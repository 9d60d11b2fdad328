//! Lenders, who keep the pool as fully lent as they like it.

use crate::{
    chronos::{
        life::{LifeError, World},
        protocol::{DAY, HOME, Pool, Refusal, Seconds, Wad},
        stage::dollars,
    },
    engine::Actor,
};

/// Idle or missing cash, as a share of the pool, below which the lenders let it be.
const TOLERANCE: f64 = 0.01;

/// They look once a day, and at once when a loan could not be paid out: deposit what is missing to
/// the utilisation they aim at, withdraw what is idle, and sell the ether that the pool has seized.
/// All lenders are one account, as a share's return does not depend on whose it is.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::chronos) struct Lenders {
    next_look: Seconds,
}

impl Actor<World> for Lenders {
    type Error = LifeError;

    fn act(&mut self, world: &mut World) -> Result<(), LifeError> {
        if !world.is_lent_to() {
            return Ok(());
        }
        let now = world.protocol.now();
        let unmet = std::mem::take(&mut world.unmet);
        let daily = now >= self.next_look;
        if !daily && unmet == 0 {
            return Ok(());
        }
        let mut pool = world.protocol.pool(HOME)?;
        if pool.seized > 0 {
            world.protocol.sell_seized(HOME)?;
            pool = world.protocol.pool(HOME)?;
        }
        if daily {
            self.next_look = now.saturating_add(DAY);
            world.lender_books.look(dollars(pool.value));
        }
        rebalance(world, &pool, unmet)?;
        Ok(())
    }
}

fn rebalance(world: &mut World, pool: &Pool, unmet: Wad) -> Result<(), Refusal> {
    let idle_per_lent = 1.0 / world.setting.utilisation - 1.0;
    let target = (pool.lent as f64 * idle_per_lent) as Wad;
    let target = target.checked_add(unmet).ok_or(Refusal::Overflow)?;
    let tolerated = (pool.value as f64 * TOLERANCE) as Wad;
    let missing = target.saturating_sub(pool.cash);
    let idle = pool.cash.saturating_sub(target);
    if missing > 0 && (missing > tolerated || unmet > 0) {
        deposit(world, missing)
    } else if idle > tolerated {
        withdraw(world, pool, idle)
    } else {
        Ok(())
    }
}

fn deposit(world: &mut World, amount: Wad) -> Result<(), Refusal> {
    let lender = world.people.lender;
    match world.protocol.deposit(lender, HOME, amount) {
        Ok(_) => {
            world.lender_books.flows += dollars(amount);
            Ok(())
        }
        // Nobody lends to a pool whose shares have become worthless, or buys less than one.
        Err(Refusal::PoolWipedOut(_) | Refusal::ZeroAmount) => Ok(()),
        Err(refusal) => Err(refusal),
    }
}

fn withdraw(world: &mut World, pool: &Pool, amount: Wad) -> Result<(), Refusal> {
    // A policy need not be exact to the last unit; rounding never asks for more than is idle.
    let share = amount as f64 / pool.value as f64 * (1.0 - TOLERANCE * TOLERANCE);
    let shares = (pool.shares as f64 * share) as u128;
    let lender = world.people.lender;
    match world
        .protocol
        .withdraw(lender, HOME, shares.min(pool.shares))
    {
        Ok(got) => {
            world.lender_books.flows -= dollars(got);
            Ok(())
        }
        // Shares worth less than the last unit of a dollar are kept.
        Err(Refusal::ZeroAmount) => Ok(()),
        Err(refusal) => Err(refusal),
    }
}
