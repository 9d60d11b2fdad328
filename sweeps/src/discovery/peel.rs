//! Peeling from the top down (Friedman and Fisher 1999, section 8.1).

use std::cmp::Reverse;

use super::cases::{Cases, Column, Kind};
use super::orders::Orders;
use super::region::{Extent, Limit, Region};
use super::settings::Settings;
use super::tally::{Score, Tally};

/// One box of a trajectory and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Peeled {
    pub(super) region: Region,
    pub(super) tally: Tally,
}

/// One way to make a box smaller.
struct Candidate {
    column: usize,
    extent: Extent,
    after: Tally,
    score: Score,
    widens: bool,
}

/// Peels the points of `orders` until no peel raises the density and keeps `least_points`. The
/// first entry is the box of everything.
///
/// Of the peels that do, the one of the best [`Objective`](super::Objective) is taken; of equals,
/// one that restricts no further column, then the earlier column, its upper end before its lower,
/// and the earlier choice.
pub(super) fn peel(
    cases: &Cases,
    mut orders: Orders,
    settings: &Settings,
    least_points: u64,
) -> Vec<Peeled> {
    let mut current = Peeled {
        region: Region::whole(cases),
        tally: orders.tally(cases),
    };
    let mut stays: Vec<bool> = vec![false; cases.interest().len()];
    mark(&mut stays, orders.of(0), true);
    let mut trajectory = Vec::new();
    while let Some(best) = best_peel(cases, &orders, &current, settings, least_points) {
        let next = Peeled {
            region: current.region.with(best.column, best.extent.clone()),
            tally: best.after,
        };
        if let Some(column) = cases.columns().get(best.column) {
            for point in orders.of(best.column) {
                if best.extent.misses(column.at(*point as usize)).is_some() {
                    mark(&mut stays, &[*point], false);
                }
            }
        }
        orders.sift(&stays);
        trajectory.push(std::mem::replace(&mut current, next));
    }
    trajectory.push(current);
    trajectory
}

fn mark(marks: &mut [bool], points: &[u32], value: bool) {
    for point in points {
        if let Some(mark) = marks.get_mut(*point as usize) {
            *mark = value;
        }
    }
}

fn best_peel(
    cases: &Cases,
    orders: &Orders,
    current: &Peeled,
    settings: &Settings,
    least_points: u64,
) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    let extents = current.region.extents().iter();
    for (position, (column, extent)) in cases.columns().iter().zip(extents).enumerate() {
        let order = orders.of(position);
        for (extent_after, removed) in peels_of(cases, column, extent, order, settings.peel_alpha) {
            let after = current.tally.minus(removed);
            if after.points < least_points.max(1) {
                continue;
            }
            let Some(score) = Score::of(settings.objective, current.tally, after) else {
                continue;
            };
            let candidate = Candidate {
                column: position,
                extent: extent_after,
                after,
                score,
                widens: !extent.is_restricted(),
            };
            let rank = |it: &Candidate| Reverse(it.widens);
            if best.as_ref().is_none_or(|best| {
                let by_score = candidate.score.compare(best.score);
                by_score.then(rank(&candidate).cmp(&rank(best))).is_gt()
            }) {
                best = Some(candidate);
            }
        }
    }
    best
}

/// What may be peeled off one column: the extent that remains, and the points given up.
fn peels_of(
    cases: &Cases,
    column: &Column,
    extent: &Extent,
    order: &[u32],
    alpha: f64,
) -> Vec<(Extent, Tally)> {
    match (&column.kind, extent) {
        (Kind::Number, Extent::Range { low, high }) => {
            // As many as stay behind the quantile of alpha, and whatever equals the last of them.
            let share = libm::floor(order.len().saturating_sub(1) as f64 * alpha) as usize;
            let down = edge(cases, column, order.iter().rev(), share).map(|(limit, removed)| {
                let high = Some(limit);
                (Extent::Range { low: *low, high }, removed)
            });
            let up = edge(cases, column, order.iter(), share).map(|(limit, removed)| {
                let low = Some(limit);
                (Extent::Range { low, high: *high }, removed)
            });
            down.into_iter().chain(up).collect()
        }
        (Kind::Choice(_), Extent::Choices(kept)) => without_one(cases, column, kept, order),
        _ => Vec::new(),
    }
}

/// The first `share` + 1 points of `order` and all that equal the last of them; `None` where that
/// is everything.
fn edge<'a>(
    cases: &Cases,
    column: &Column,
    order: impl Iterator<Item = &'a u32>,
    share: usize,
) -> Option<(Limit, Tally)> {
    let mut removed = Tally::default();
    let mut outside = f64::NAN;
    for (place, point) in order.enumerate() {
        let point = *point as usize;
        let value = column.at(point);
        if place > share && value != outside {
            let limit = Limit {
                outside,
                inside: value,
            };
            return Some((limit, removed));
        }
        outside = value;
        removed.add(cases.is_of_interest(point));
    }
    None
}

/// Each label of the box left out in turn; nothing where one label is left.
fn without_one(
    cases: &Cases,
    column: &Column,
    kept: &[bool],
    order: &[u32],
) -> Vec<(Extent, Tally)> {
    let mut tallies = vec![Tally::default(); kept.len()];
    for point in order {
        let point = *point as usize;
        if let Some(tally) = tallies.get_mut(column.at(point) as usize) {
            tally.add(cases.is_of_interest(point));
        }
    }
    let present = tallies.iter().filter(|tally| tally.points > 0).count();
    let labels = kept.iter().zip(tallies).enumerate();
    labels
        .filter(|(_, (kept, tally))| present > 1 && **kept && tally.points > 0)
        .map(|(label, (_, removed))| {
            let mut fewer = kept.to_vec();
            if let Some(label) = fewer.get_mut(label) {
                *label = false;
            }
            (Extent::Choices(fewer), removed)
        })
        .collect()
}
