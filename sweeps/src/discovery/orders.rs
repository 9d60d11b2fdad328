//! The points of a box in the order of each column.

use super::cases::Cases;
use super::tally::Tally;

/// The points of a box, once for each column, ascending by its value and by position where values
/// are equal. Sorted once: a peel only sifts.
#[derive(Debug, Clone)]
pub(super) struct Orders {
    by_column: Vec<Vec<u32>>,
}

impl Orders {
    /// All points of the table.
    pub(super) fn all(cases: &Cases) -> Self {
        let ascending = |values: &[f64]| {
            let mut order: Vec<u32> = (0..values.len())
                .filter_map(|at| at.try_into().ok())
                .collect();
            let value = |point: u32| values.get(point as usize).copied().unwrap_or(f64::NAN);
            // The keys are distinct. Adding 0 makes -0 and 0 one value.
            order.sort_unstable_by(|a, b| {
                let by_value = (value(*a) + 0.0).total_cmp(&(value(*b) + 0.0));
                by_value.then(a.cmp(b))
            });
            order
        };
        Self {
            by_column: cases
                .columns()
                .iter()
                .map(|column| ascending(&column.values))
                .collect(),
        }
    }

    /// Those of its points that `stays` marks.
    pub(super) fn within(&self, stays: &[bool]) -> Self {
        let mut orders = self.clone();
        orders.sift(stays);
        orders
    }

    /// Drops the points that `stays` does not mark.
    pub(super) fn sift(&mut self, stays: &[bool]) {
        for order in &mut self.by_column {
            order.retain(|point| stays.get(*point as usize) == Some(&true));
        }
    }

    /// The points in the order of a column.
    pub(super) fn of(&self, column: usize) -> &[u32] {
        self.by_column.get(column).map_or(&[], Vec::as_slice)
    }

    /// Its points, counted.
    pub(super) fn tally(&self, cases: &Cases) -> Tally {
        Tally::of(cases, self.of(0).iter().map(|point| *point as usize))
    }
}
