//! Two candidates point by point.

use assay_sim::statistics::{Interval, student_t_quantile};

use super::sum::Spread;

/// How one candidate does against another at the points where both have a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The first candidate, by position.
    pub first: usize,
    /// The second.
    pub second: usize,
    /// At how many points the first is better.
    pub better: u64,
    /// At how many points they are equal.
    pub equal: u64,
    /// At how many points the first is worse.
    pub worse: u64,
    /// At how many points one of them has no value.
    pub undecided: u64,
    /// The mean of the first's performance less the second's, in the unit of performance; `None` of
    /// no points.
    pub difference: Option<f64>,
    /// Its 95 % interval after Student, which takes the points as drawn at random: it is wider than
    /// need be for a design that spreads them. `None` below two points, or where it is not finite.
    pub ci95: Option<Interval>,
}

/// Whether a candidate may be struck off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dominance {
    /// No other candidate is at least as good at every point and better at one.
    None,
    /// This other one is, by position: the earliest that is.
    By(usize),
    /// Another, by position, is so far, but at some point one of the two has no value.
    Open(usize),
}

/// A comparison as it grows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    first: usize,
    second: usize,
    better: u64,
    equal: u64,
    worse: u64,
    undecided: u64,
    differences: Spread,
}

impl Pair {
    pub(super) fn new(first: usize, second: usize) -> Self {
        Self {
            first,
            second,
            better: 0,
            equal: 0,
            worse: 0,
            undecided: 0,
            differences: Spread::default(),
        }
    }

    /// Every pair of so many candidates, the earlier first.
    pub(super) fn all(candidates: usize) -> Vec<Self> {
        let firsts = 0..candidates;
        firsts
            .flat_map(|first| (first + 1..candidates).map(move |second| Self::new(first, second)))
            .collect()
    }

    /// Takes in one point; `losses` are performances turned so that less is better.
    pub(super) fn observe(&mut self, performance: &[Option<f64>], losses: &[Option<f64>]) {
        let both = |values: &[Option<f64>]| {
            let value = |at: usize| values.get(at).copied().flatten();
            value(self.first).zip(value(self.second))
        };
        let (Some((mine, theirs)), Some((first, second))) = (both(performance), both(losses))
        else {
            self.undecided += 1;
            return;
        };
        if first < second {
            self.better += 1;
        } else if first > second {
            self.worse += 1;
        } else {
            self.equal += 1;
        }
        self.differences.add(mine - theirs);
    }

    pub(super) fn finish(self) -> Comparison {
        let difference = self.differences.mean();
        let ci95 = difference.zip(self.differences.standard_error());
        Comparison {
            first: self.first,
            second: self.second,
            better: self.better,
            equal: self.equal,
            worse: self.worse,
            undecided: self.undecided,
            difference,
            ci95: ci95.map(|(mean, (error, degrees))| {
                let half_width = student_t_quantile(0.975, degrees) * error;
                Interval {
                    low: mean - half_width,
                    high: mean + half_width,
                }
            }),
        }
    }
}

/// Whether any of the comparisons strikes off `candidate`; a decided one goes before an open one.
pub(super) fn dominance(candidate: usize, comparisons: &[Comparison]) -> Dominance {
    let mut open = Dominance::None;
    for it in comparisons {
        let (other, wins, losses) = if it.first == candidate {
            (it.second, it.better, it.worse)
        } else if it.second == candidate {
            (it.first, it.worse, it.better)
        } else {
            continue;
        };
        if wins > 0 || losses == 0 {
            continue;
        }
        if it.undecided == 0 {
            return Dominance::By(other);
        }
        if open == Dominance::None {
            open = Dominance::Open(other);
        }
    }
    open
}
