//! Cells, their sides, and the ranges they are parts of.

use std::cmp::Ordering;

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use crate::boundary::{BoundaryError, checked};
use crate::proof::ParameterBox;

/// One parameter of the box.
#[derive(Debug)]
pub(super) struct Range {
    pub(super) parameter: String,
    low: RBig,
    high: RBig,
    whole: bool,
}

/// The sides of a box, checked against the scenario.
pub(super) fn ranges(
    scenario: &Scenario,
    over: &ParameterBox,
) -> Result<Vec<Range>, BoundaryError> {
    let mut ranges: Vec<Range> = Vec::with_capacity(over.sides.len());
    for side in &over.sides {
        if ranges.iter().any(|known| known.parameter == side.parameter) {
            return Err(BoundaryError::Twice(side.parameter.clone()));
        }
        let (low, high, whole) = checked(scenario, &side.parameter, (&side.low, &side.high))?;
        ranges.push(Range {
            parameter: side.parameter.clone(),
            low,
            high,
            whole,
        });
    }
    Ok(ranges)
}

impl Range {
    pub(super) fn ends(&self) -> (RBig, RBig) {
        (self.low.clone(), self.high.clone())
    }

    /// The share of the range that a side takes up.
    pub(super) fn share(&self, (low, high): &(RBig, RBig)) -> RBig {
        let size = |low: &RBig, high: &RBig| {
            if self.whole {
                high - low + RBig::ONE
            } else {
                high - low
            }
        };
        let all = size(&self.low, &self.high);
        if all.is_zero() {
            RBig::ONE
        } else {
            size(low, high) / all
        }
    }

    /// The two halves of a side; nothing for a single value.
    pub(super) fn halves(
        &self,
        (low, high): &(RBig, RBig),
    ) -> Option<((RBig, RBig), (RBig, RBig))> {
        if low == high {
            return None;
        }
        let middle = (low + high) / RBig::from(2u8);
        Some(if self.whole {
            let last = RBig::from(middle.floor());
            let first = &last + RBig::ONE;
            ((low.clone(), last), (first, high.clone()))
        } else {
            ((low.clone(), middle.clone()), (middle, high.clone()))
        })
    }
}

/// A cell that is not decided yet. The largest is the greatest, and of equal ones the one made first.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) volume: RBig,
    pub(super) number: usize,
    pub(super) sides: Vec<(RBig, RBig)>,
    /// The subjects that are not certainly negative on it.
    pub(super) open: Vec<usize>,
    /// By axis, whether one of them may depend on that parameter there.
    pub(super) matters: Vec<bool>,
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_number = other.number.cmp(&self.number);
        self.volume.cmp(&other.volume).then(by_number)
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting {}
