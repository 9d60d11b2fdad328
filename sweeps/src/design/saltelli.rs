//! Saltelli's design: what first-order, total and second-order Sobol' indices are estimated from.

use super::DesignError;
use super::sobol::Sobol;

/// Saltelli (2002) and Saltelli et al. (2010): two base samples A and B, the halves of one scrambled Sobol' sequence in
/// twice as many dimensions as factors, and mixtures of their rows.
///
/// The points come row by row: of each base row first A, then for each group AB (A with the group's columns from B), for
/// second order also for each group BA (B with the group's columns from A), and B last.
#[derive(Debug, Clone)]
pub(super) struct Saltelli {
    base: u64,
    second: bool,
    sequence: Sobol,
    /// The group that each factor belongs to.
    group_of: Vec<usize>,
    groups: u64,
}

/// The sample that a point, or one of its columns, is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sample {
    A,
    B,
}

impl Sample {
    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

impl Saltelli {
    pub(super) fn new(
        base: u64,
        second: bool,
        group_of: Vec<usize>,
        groups: usize,
        seed: u64,
    ) -> Result<Self, DesignError> {
        let factors = group_of.len();
        Ok(Self {
            base,
            second,
            sequence: Sobol::scrambled(2 * factors, seed, 0)?,
            group_of,
            groups: groups as u64,
        })
    }

    /// Points of one base row.
    fn row(&self) -> u64 {
        2 + self.groups * if self.second { 2 } else { 1 }
    }

    pub(super) fn len(&self) -> Option<u64> {
        self.base.checked_mul(self.row())
    }

    /// Shares in [0, 1), a factor each.
    pub(super) fn shares(&self, index: u64, into: &mut [f64]) {
        let (row, place) = (index / self.row(), index % self.row());
        let (sample, exchanged) = match place {
            0 => (Sample::A, None),
            last if last == self.row() - 1 => (Sample::B, None),
            place if place <= self.groups => (Sample::A, Some(place - 1)),
            place => (Sample::B, Some(place - 1 - self.groups)),
        };
        let factors = self.group_of.len();
        for (factor, (group, into)) in self.group_of.iter().zip(into).enumerate() {
            let sample = match exchanged {
                Some(exchanged) if exchanged == *group as u64 => sample.other(),
                _ => sample,
            };
            let dimension = match sample {
                Sample::A => factor,
                Sample::B => factors + factor,
            };
            *into = self.sequence.coordinate(row, dimension);
        }
    }
}
