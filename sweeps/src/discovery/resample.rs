//! Whether other points would have restricted the same columns (Bryant and Lempert 2010, section 3.3).

use assay_sim::engine::{RunKey, Streams};
use rayon::prelude::*;
use serde::Serialize;

use super::cases::Cases;
use super::orders::Orders;
use super::peel::{Peeled, peel};
use super::settings::Settings;
use super::tally::share;

/// How often a column was restricted when the search was repeated on half of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Recurrence {
    /// The column, by position.
    pub column: usize,
    /// In how many half samples the box whose coverage is nearest to the chosen one's restricts it.
    pub at_coverage: u64,
    /// The same of the box whose density is nearest.
    pub at_density: u64,
    /// The number of half samples.
    pub resamples: u64,
}

/// Peels halves of the points that `available` marks, drawn without replacement, and compares them
/// with the box `chosen`, found in round `round` of the covering. One entry a column.
pub(super) fn recurrence(
    cases: &Cases,
    orders: &Orders,
    available: &[bool],
    chosen: &Peeled,
    round: u64,
    settings: &Settings,
    least_points: u64,
) -> Vec<Recurrence> {
    let coverage = share(chosen.tally.interest, orders.tally(cases).interest);
    let density = chosen.tally.density();
    let boxes: Vec<[Option<Peeled>; 2]> = (0..settings.resamples as u64)
        .into_par_iter()
        .map(|replicate| {
            let key = RunKey {
                seed: settings.seed,
                point: round,
                replicate,
            };
            let half = orders.within(&half_of(available, key));
            let interest = half.tally(cases).interest;
            let trajectory = peel(cases, half, settings, least_points.div_ceil(2));
            [
                nearest(&trajectory, coverage, |it| {
                    share(it.tally.interest, interest)
                }),
                nearest(&trajectory, density, |it| it.tally.density()),
            ]
        })
        .collect();
    let restricts = |held: &Option<Peeled>, column: usize| {
        let extent = held
            .as_ref()
            .and_then(|held| held.region.extents().get(column));
        extent.is_some_and(super::region::Extent::is_restricted)
    };
    let count = |which: usize, column: usize| {
        let of_kind = boxes.iter().filter_map(|pair| pair.get(which));
        of_kind.filter(|held| restricts(held, column)).count() as u64
    };
    (0..cases.columns().len())
        .map(|column| Recurrence {
            column,
            at_coverage: count(0, column),
            at_density: count(1, column),
            resamples: settings.resamples as u64,
        })
        .collect()
}

/// Half of the marked points, rounded down, each set of that size as likely (selection sampling,
/// Knuth's algorithm S).
fn half_of(available: &[bool], key: RunKey) -> Vec<bool> {
    let mut draws = Streams::new(key).open("discovery/half-sample");
    let mut left = available.iter().filter(|marked| **marked).count() as u64;
    let mut wanted = left / 2;
    available
        .iter()
        .map(|marked| {
            if !marked {
                return false;
            }
            let taken = draws.below(left).is_some_and(|draw| draw < wanted);
            left -= 1;
            wanted -= u64::from(taken);
            taken
        })
        .collect()
}

/// The step whose `measure` is nearest to `target`, the earlier of equals.
fn nearest(trajectory: &[Peeled], target: f64, measure: impl Fn(&Peeled) -> f64) -> Option<Peeled> {
    let distance = |step: &Peeled| (measure(step) - target).abs();
    trajectory
        .iter()
        .reduce(|best, next| {
            if distance(next) < distance(best) {
                next
            } else {
                best
            }
        })
        .cloned()
}
