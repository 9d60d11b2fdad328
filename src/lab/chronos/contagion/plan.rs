//! How many loans the defaulters take, and of which pools.

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use super::exposures::Exposures;
use crate::error::CommandError;

/// So many defaulters, as far as the pools can pay them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// Defaulters of the plan.
    pub(super) wanted: u64,
    /// Whole loans that each pool can pay.
    pub(super) room: u64,
    /// Loans an hour that pass the breaker without tripping it.
    pub(super) hourly: u64,
}

/// Which pools the defaulters turn to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// A pool is emptied before the next is turned to.
    OneAfterAnother,
    /// Every pool has as many as any other, but for one.
    Evenly,
}

impl Order {
    pub(super) const ALL: [Self; 2] = [Self::OneAfterAnother, Self::Evenly];

    /// As it reads in a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::OneAfterAnother => "one pool after another",
            Self::Evenly => "all pools evenly",
        }
    }

    /// Loans of each pool, of which none has room for more than `room`.
    pub(super) fn loans(self, number: u64, pools: usize, room: u64) -> Vec<u64> {
        let count = (pools as u64).max(1);
        let mut left = number.min(room.saturating_mul(count));
        match self {
            Self::OneAfterAnother => (0..pools)
                .map(|_| {
                    let here = left.min(room);
                    left -= here;
                    here
                })
                .collect(),
            Self::Evenly => {
                let (each, over) = (left / count, left % count);
                (0..pools as u64)
                    .map(|pool| each + u64::from(pool < over))
                    .collect()
            }
        }
    }
}

impl Plan {
    /// What the breaker lets through in one hour; nothing is repaid meanwhile, so that the pools pay out of idle cash.
    pub(super) fn one_hour(
        scenario: &Scenario,
        exposures: &Exposures,
    ) -> Result<Self, CommandError> {
        Ok(Self {
            wanted: whole(&scenario.evaluate::<RBig>("cap_loans")?),
            room: whole(&(exposures.idle() / &exposures.loan)),
            hourly: hourly(scenario, exposures)?,
        })
    }

    /// All the attackers, in their own time: within a term every loan is repaid once, and theirs can take its place.
    pub(super) fn whole(scenario: &Scenario, exposures: &Exposures) -> Result<Self, CommandError> {
        Ok(Self {
            wanted: whole(&scenario.exact_in("attackers", "count")?),
            room: whole(&(&exposures.deposits / &exposures.loan)),
            hourly: hourly(scenario, exposures)?,
        })
    }

    /// Loans that all pools together can pay.
    pub(super) fn most(self, pools: usize) -> u64 {
        self.room.saturating_mul(pools as u64)
    }

    /// Loans that are paid.
    pub(super) fn paid(self, pools: usize) -> u64 {
        self.wanted.min(self.most(pools))
    }
}

fn hourly(scenario: &Scenario, exposures: &Exposures) -> Result<u64, CommandError> {
    let cap = scenario.exact_in("max_hourly_borrows", "USD")?;
    Ok(whole(&(cap / &exposures.loan)))
}

/// The whole part of a number that is not negative; all that a count can hold, if it is more.
fn whole(number: &RBig) -> u64 {
    u64::try_from(number.floor()).unwrap_or(u64::MAX)
}
