//! A number and how far it may be off.

use assay_sim::statistics::{Interval, Ratio};

/// An estimated number with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// The interval that holds what is estimated in 95 of 100 analyses under other seeds.
    pub ci95: Interval,
}

impl From<Ratio> for Estimate {
    fn from(Ratio { value, ci95 }: Ratio) -> Self {
        Self { value, ci95 }
    }
}
