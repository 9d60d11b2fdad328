//! A box in the space of the parameters, and which points it holds.

use serde::Serialize;

use super::cases::{Cases, Column, Kind};

/// Where a box ends on one side: anywhere between the last value that it leaves out and the first
/// that it holds, since no point that meets its other restrictions lies between the two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Limit {
    /// The value that is left out, in the column's unit.
    pub outside: f64,
    /// The value that is held.
    pub inside: f64,
}

impl Limit {
    /// The limit itself, halfway between the two, which the box holds.
    #[must_use]
    pub fn value(&self) -> f64 {
        let halfway = self.outside / 2.0 + self.inside / 2.0;
        let between = (self.outside < halfway && halfway < self.inside)
            || (self.inside < halfway && halfway < self.outside);
        if between { halfway } else { self.inside }
    }

    /// The number of fewest digits that separates the two values, for people to read: nearest to
    /// [`value`](Self::value) among those that do, and never `inside`.
    #[must_use]
    pub fn roundest(&self) -> f64 {
        let (low, high) = (self.outside.min(self.inside), self.outside.max(self.inside));
        let separates = |x: f64| low <= x && x <= high && x != self.inside;
        if separates(0.0) {
            return 0.0;
        }
        let halfway = self.outside / 2.0 + self.inside / 2.0;
        (0..17)
            .filter_map(|digits| format!("{halfway:.digits$e}").parse().ok())
            .find(|rounded| separates(*rounded))
            .unwrap_or(self.outside)
    }
}

/// What a box holds of one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Numbers from `low` to `high`; `None` where the box does not end.
    Range {
        /// The lower end.
        low: Option<Limit>,
        /// The upper end.
        high: Option<Limit>,
    },
    /// Which of the labels are kept, by position.
    Choices(Vec<bool>),
}

/// One restriction of a column: a lower limit, an upper limit, or a set of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The lower limit.
    Low,
    /// The upper limit.
    High,
    /// The choices that are kept.
    Choices,
}

/// A box: an extent for each column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Region {
    extents: Vec<Extent>,
}

impl Extent {
    fn whole(column: &Column) -> Self {
        match &column.kind {
            Kind::Number => Self::Range {
                low: None,
                high: None,
            },
            Kind::Choice(labels) => Self::Choices(vec![true; labels.len()]),
        }
    }

    /// Whether anything is left out.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        match self {
            Self::Range { low, high } => low.is_some() || high.is_some(),
            Self::Choices(kept) => kept.contains(&false),
        }
    }

    /// The side on which `value` falls outside; `None` where it is held.
    #[inline]
    pub(super) fn misses(&self, value: f64) -> Option<Side> {
        match self {
            Self::Range { low, high } => {
                if low.is_some_and(|limit| value < limit.value()) {
                    Some(Side::Low)
                } else if high.is_some_and(|limit| value > limit.value()) {
                    Some(Side::High)
                } else {
                    None
                }
            }
            Self::Choices(kept) => {
                let held = kept.get(value as usize).copied().unwrap_or(false);
                (!held).then_some(Side::Choices)
            }
        }
    }

    /// The same without the restriction of `side`.
    fn without(&self, side: Side) -> Self {
        match (self, side) {
            (Self::Range { high, .. }, Side::Low) => Self::Range {
                low: None,
                high: *high,
            },
            (Self::Range { low, .. }, Side::High) => Self::Range {
                low: *low,
                high: None,
            },
            (Self::Choices(kept), Side::Choices) => Self::Choices(vec![true; kept.len()]),
            (extent, _) => extent.clone(),
        }
    }
}

impl Region {
    /// The box of everything.
    pub(super) fn whole(cases: &Cases) -> Self {
        Self {
            extents: cases.columns().iter().map(Extent::whole).collect(),
        }
    }

    /// What it holds of each column, in the order of the columns.
    #[must_use]
    pub fn extents(&self) -> &[Extent] {
        &self.extents
    }

    /// The columns that are restricted, by position.
    pub fn restricted(&self) -> impl Iterator<Item = usize> {
        self.extents
            .iter()
            .enumerate()
            .filter(|(_, extent)| extent.is_restricted())
            .map(|(column, _)| column)
    }

    /// Every restriction: its column, by position, and its side.
    pub fn restrictions(&self) -> impl Iterator<Item = (usize, Side)> {
        self.extents
            .iter()
            .enumerate()
            .flat_map(|(column, extent)| {
                let sides = match extent {
                    Extent::Range { low, high } => {
                        [low.map(|_| Side::Low), high.map(|_| Side::High)]
                    }
                    Extent::Choices(kept) => [kept.contains(&false).then_some(Side::Choices), None],
                };
                sides.into_iter().flatten().map(move |side| (column, side))
            })
    }

    /// Whether it holds a point, given as one value a column; it holds none of another number of
    /// values, or with a value that is not a number.
    #[must_use]
    pub fn contains(&self, point: &[f64]) -> bool {
        point.len() == self.extents.len()
            && self
                .extents
                .iter()
                .zip(point)
                .all(|(extent, value)| !value.is_nan() && extent.misses(*value).is_none())
    }

    /// Whether it holds this point of the table.
    pub(super) fn holds(&self, cases: &Cases, point: usize) -> bool {
        self.extents
            .iter()
            .zip(cases.columns())
            .all(|(extent, column)| extent.misses(column.at(point)).is_none())
    }

    /// The same with another extent of one column.
    pub(super) fn with(&self, column: usize, extent: Extent) -> Self {
        let mut region = self.clone();
        if let Some(old) = region.extents.get_mut(column) {
            *old = extent;
        }
        region
    }

    /// The same without one restriction.
    pub(super) fn without(&self, column: usize, side: Side) -> Self {
        match self.extents.get(column) {
            Some(extent) => self.with(column, extent.without(side)),
            None => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_in_the_fewest_digits_that_separate() {
        for (outside, inside, roundest) in [
            (2096.3, 2111.9, 2100.0),
            (0.99871, 0.99868, 0.9987),
            (-1.0, 2.0, 0.0),
            (0.0, 2.0, 0.0),
            (2.0, 3.0, 2.0),
            (-7.25, -7.5, -7.4),
        ] {
            assert_eq!(Limit { outside, inside }.roundest(), roundest);
        }
        let next = 1.0_f64.next_up();
        let tight = Limit {
            outside: 1.0,
            inside: next,
        };
        assert_eq!((tight.value(), tight.roundest()), (next, 1.0));
    }
}
