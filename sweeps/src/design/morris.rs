//! Morris' trajectories: from a random start one factor, or group, is moved at a time.

use assay_sim::engine::{RunKey, Streams};

use super::DesignError;
use super::permutation::Permutation;

/// Morris (1991) with the step Δ = p / (2(p - 1)) on p levels, the groups of Campolongo, Cariboni and Saltelli (2007)
/// moved together.
///
/// A trajectory is one point more than there are groups. From each point to the next, the factors of one group move by
/// Δ, up or down as drawn for each; the groups' order is drawn too.
#[derive(Debug, Clone)]
pub(crate) struct Morris {
    trajectories: u64,
    levels: u32,
    seed: u64,
    /// The group that each factor belongs to.
    group_of: Vec<usize>,
    groups: u64,
}

/// More levels than any float between 0 and 1 needs.
const MOST_LEVELS: u32 = 1 << 20;

impl Morris {
    pub(crate) fn new(
        trajectories: u64,
        levels: u32,
        group_of: Vec<usize>,
        groups: usize,
        seed: u64,
    ) -> Result<Self, DesignError> {
        if !(2..=MOST_LEVELS).contains(&levels) || !levels.is_multiple_of(2) {
            return Err(DesignError::MorrisLevels {
                levels,
                most: MOST_LEVELS,
            });
        }
        Ok(Self {
            trajectories,
            levels,
            seed,
            group_of,
            groups: groups as u64,
        })
    }

    pub(super) fn len(&self) -> Option<u64> {
        self.trajectories.checked_mul(self.groups + 1)
    }

    /// Shares among 0, 1/(p-1), …, 1, a factor each.
    pub(crate) fn shares(&self, index: u64, into: &mut [f64]) {
        let (trajectory, moves) = (index / (self.groups + 1), index % (self.groups + 1));
        let mut draws = Streams::new(RunKey {
            seed: self.seed,
            point: trajectory,
            replicate: 0,
        })
        .open("morris");
        let order = Permutation::new(self.groups, &mut draws);
        let half = self.levels / 2;
        for (group, into) in self.group_of.iter().zip(into) {
            let low = libm::floor(draws.uniform() * f64::from(half));
            let rises = draws.bernoulli(0.5);
            let has_moved = order.at(*group as u64) < moves;
            let level = if has_moved == rises {
                low + f64::from(half)
            } else {
                low
            };
            *into = level / f64::from(self.levels - 1);
        }
    }
}
