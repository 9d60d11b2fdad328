//! Boxes under search.

use std::sync::Arc;

use dashu_ratio::RBig;

use super::Enclosure;
use crate::exact::{approximate, from_float};

/// The part of one axis that a box covers.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) low: RBig,
    pub(super) high: RBig,
    pub(super) whole: bool,
    /// Of all reals from `low` to `high`.
    pub(super) enclosure: Enclosure,
}

/// A box under search: a span for each axis. Boxes share the spans in which they agree.
pub(super) type Region = Vec<Arc<Span>>;

impl Span {
    pub(super) fn new(low: RBig, high: RBig, whole: bool) -> Self {
        let enclosure = Enclosure::between(&low, &high);
        Self {
            low,
            high,
            whole,
            enclosure,
        }
    }

    pub(super) fn point(&self, at: &RBig) -> Self {
        Self::new(at.clone(), at.clone(), self.whole)
    }

    pub(super) fn is_point(&self) -> bool {
        self.low == self.high
    }

    /// Whether a value is one that the parameter takes here.
    pub(super) fn admits(&self, value: &RBig) -> bool {
        self.low <= *value && *value <= self.high && (!self.whole || value.is_int())
    }

    /// Whether floats between the ends are left to split at.
    pub(super) fn may_split(&self) -> bool {
        !self.is_point() && (self.whole || self.enclosure.low().next_up() < self.enclosure.high())
    }

    /// A value well inside, whole where it must be; with few digits where there is room.
    pub(super) fn middle(&self) -> RBig {
        let middle = (&self.low + &self.high) / RBig::from(2);
        if self.whole {
            return RBig::from(middle.floor());
        }
        match from_float(approximate(&middle)) {
            Some(rounded) if self.low < rounded && rounded < self.high => rounded,
            _ => middle,
        }
    }

    /// The two parts on either side of a value inside; whole numbers go to one of them only.
    pub(super) fn split(&self, at: &RBig) -> [Self; 2] {
        let above = if self.whole {
            at + RBig::ONE
        } else {
            at.clone()
        };
        [
            Self::new(self.low.clone(), at.clone(), self.whole),
            Self::new(above, self.high.clone(), self.whole),
        ]
    }

    /// How many values, or how much length.
    pub(super) fn measure(&self) -> f64 {
        let length = approximate(&(&self.high - &self.low));
        if self.whole { length + 1.0 } else { length }
    }
}
