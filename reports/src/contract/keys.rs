//! Sets of whole numbers as stretches, and how comparisons cut them.

use dashu_int::IBig;

/// Whole numbers from `from` on, up to and without `to`; without end where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The first.
    pub from: IBig,
    /// The first that does not belong to it any more.
    pub to: Option<IBig>,
}

impl Stretch {
    /// Whether a number belongs to it.
    pub fn has(&self, number: &IBig) -> bool {
        self.from <= *number && self.to.as_ref().is_none_or(|to| number < to)
    }
}

/// A set of whole numbers: disjoint stretches, rising.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys(Vec<Stretch>);

impl Keys {
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// Everything an unsigned integer may be; its upper end is beyond any schedule.
    pub(super) fn unsigned() -> Self {
        Self(vec![Stretch {
            from: IBig::ZERO,
            to: None,
        }])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_stretches(self) -> Vec<Stretch> {
        self.0
    }

    /// Those below `at`, and the others.
    pub(super) fn cut(self, at: &IBig) -> (Self, Self) {
        let (mut below, mut above) = (Vec::new(), Vec::new());
        for Stretch { from, to } in self.0 {
            if to.as_ref().is_some_and(|to| to <= at) {
                below.push(Stretch { from, to });
            } else if from >= *at {
                above.push(Stretch { from, to });
            } else {
                below.push(Stretch {
                    from,
                    to: Some(at.clone()),
                });
                above.push(Stretch {
                    from: at.clone(),
                    to,
                });
            }
        }
        (Self(below), Self(above))
    }

    /// Both together; the two must have no number in common.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self.0.sort_by(|left, right| left.from.cmp(&right.from));
        let mut joined: Vec<Stretch> = Vec::with_capacity(self.0.len());
        for stretch in self.0 {
            match joined.last_mut() {
                Some(last) if last.to.as_ref() == Some(&stretch.from) => last.to = stretch.to,
                _ => joined.push(stretch),
            }
        }
        Self(joined)
    }
}
