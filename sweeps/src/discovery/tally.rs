//! Points counted, and exact comparisons of the shares they make.

use std::cmp::Ordering;

use super::cases::Cases;
use super::settings::Objective;

/// How many points there are, and how many of them are of interest; at most
/// [`Cases::MOST_POINTS`], so that no product below overflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) points: u64,
    pub(super) interest: u64,
}

impl Tally {
    pub(super) fn add(&mut self, of_interest: bool) {
        self.points += 1;
        self.interest += u64::from(of_interest);
    }

    pub(super) fn of(cases: &Cases, points: impl Iterator<Item = usize>) -> Self {
        let mut tally = Self::default();
        points.for_each(|point| tally.add(cases.is_of_interest(point)));
        tally
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self {
            points: self.points.saturating_sub(other.points),
            interest: self.interest.saturating_sub(other.interest),
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            points: self.points + other.points,
            interest: self.interest + other.interest,
        }
    }

    /// The share of the points that is of interest; 0 of no points.
    pub(super) fn density(self) -> f64 {
        share(self.interest, self.points)
    }

    /// Compares densities exactly; no points are as dense as 0.
    pub(super) fn compare_density(self, other: Self) -> Ordering {
        let left = u128::from(self.interest) * u128::from(other.points.max(1));
        let right = u128::from(other.interest) * u128::from(self.points.max(1));
        left.cmp(&right)
    }
}

/// One count as a share of another; 0 of nothing.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// A positive score as an exact fraction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    numerator: u128,
    denominator: u128,
}

impl Score {
    /// What peeling `before` down to `after` is worth; `None` where that does not raise the density.
    /// Factors that are the same for every peel of one box are left out.
    pub(super) fn of(objective: Objective, before: Tally, after: Tally) -> Option<Self> {
        let raised = u128::from(after.interest) * u128::from(before.points);
        let kept = u128::from(before.interest) * u128::from(after.points);
        let gain = raised.checked_sub(kept).filter(|gain| *gain > 0)?;
        let given_up = u128::from(before.points.checked_sub(after.points)?);
        let remaining = u128::from(after.points);
        let (numerator, denominator) = match objective {
            Objective::Density => (u128::from(after.interest), remaining),
            Objective::GainPerPoint => (gain, remaining * given_up),
            Objective::GainPerPointTimesMass => (gain, given_up),
        };
        Some(Self {
            numerator,
            denominator,
        })
    }

    pub(super) fn compare(self, other: Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}
