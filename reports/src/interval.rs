//! A closed interval of real numbers, as reports print it.

use serde::{Deserialize, Serialize};

/// A closed interval; written `[lo, hi]` in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; 2]", into = "[f64; 2]")]
pub struct Interval {
    /// Lower end, in the unit of the value it belongs to.
    pub lo: f64,
    /// Upper end, in the unit of the value it belongs to.
    pub hi: f64,
}

impl Interval {
    /// Whether `value` lies within, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.lo <= value && value <= self.hi
    }

    /// The same interval, never narrower than `resolution` on either side of `centre`.
    ///
    /// Money is kept in integers and prices have eight decimals, so that a value known "exactly" is
    /// known only to that grain.
    pub fn at_least(self, centre: f64, resolution: f64) -> Self {
        Self {
            lo: self.lo.min(centre - resolution),
            hi: self.hi.max(centre + resolution),
        }
    }
}

impl From<[f64; 2]> for Interval {
    fn from([lo, hi]: [f64; 2]) -> Self {
        Self { lo, hi }
    }
}

impl From<Interval> for [f64; 2] {
    fn from(interval: Interval) -> Self {
        [interval.lo, interval.hi]
    }
}
