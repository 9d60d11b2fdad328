//! Pasting from the bottom up (Friedman and Fisher 1999, section 8.2).

use super::beyond::{Beyond, beyond};
use super::cases::{Cases, Kind};
use super::peel::Peeled;
use super::region::{Extent, Limit, Side};
use super::tally::Tally;

/// Enlarges a box as long as its density does not fall, among the points that `available` marks.
///
/// Each paste moves one limit out over `alpha` times as many points as the box holds (at least one,
/// and all that equal the last), or takes one choice back; a restriction behind which nothing is
/// left goes. The paste of the highest density is taken; of equals, one that frees its column, then
/// the earlier column, its lower end before its upper, and the earlier choice. Every paste adds a
/// point or frees a restriction, which bounds their number.
pub(super) fn paste(cases: &Cases, available: &[bool], start: Peeled, alpha: f64) -> Peeled {
    let mut current = start;
    loop {
        let reachable = beyond(cases, available, &current.region);
        let share = libm::floor(alpha * current.tally.points as f64) as usize;
        let mut best: Option<Peeled> = None;
        for pasted in reachable
            .iter()
            .flat_map(|beyond| pastes(cases, &current, beyond, share))
        {
            let better = best.as_ref().is_none_or(|best| {
                let fewer = best
                    .region
                    .restricted()
                    .count()
                    .cmp(&pasted.region.restricted().count());
                pasted.tally.compare_density(best.tally).then(fewer).is_gt()
            });
            if better {
                best = Some(pasted);
            }
        }
        match best {
            Some(best) if best.tally.compare_density(current.tally).is_ge() => current = best,
            _ => return current,
        }
    }
}

/// The ways to move one restriction out over `share` points.
fn pastes(cases: &Cases, current: &Peeled, beyond: &Beyond, share: usize) -> Vec<Peeled> {
    let Some(column) = cases.columns().get(beyond.column) else {
        return Vec::new();
    };
    let grown = |extent: Extent, added: Tally| Peeled {
        region: current.region.with(beyond.column, extent),
        tally: current.tally.plus(added),
    };
    match (&column.kind, current.region.extents().get(beyond.column)) {
        (Kind::Number, Some(Extent::Range { low, high })) => {
            let mut nearest: Vec<(f64, usize)> = beyond
                .points
                .iter()
                .map(|point| (column.at(*point), *point))
                .collect();
            nearest.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            if beyond.side == Side::Low {
                nearest.reverse();
            }
            let (limit, added) = stretch(cases, &nearest, share.max(1));
            let extent = if beyond.side == Side::Low {
                Extent::Range {
                    low: limit,
                    high: *high,
                }
            } else {
                Extent::Range {
                    low: *low,
                    high: limit,
                }
            };
            vec![grown(extent, added)]
        }
        (Kind::Choice(_), Some(Extent::Choices(kept))) => (0..kept.len())
            .filter(|label| kept.get(*label) == Some(&false))
            .map(|label| {
                let chosen = |point: &&usize| column.at(**point) as usize == label;
                let added = Tally::of(cases, beyond.points.iter().filter(chosen).copied());
                let more = kept
                    .iter()
                    .enumerate()
                    .map(|(at, kept)| *kept || at == label);
                grown(Extent::Choices(more.collect()), added)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The first `share` points and all that equal the last of them, and the limit behind them; no
/// limit where that is everything.
fn stretch(cases: &Cases, nearest: &[(f64, usize)], share: usize) -> (Option<Limit>, Tally) {
    let mut added = Tally::default();
    let mut inside = f64::NAN;
    for (place, (value, point)) in nearest.iter().enumerate() {
        if place >= share && *value != inside {
            let outside = *value;
            return (Some(Limit { outside, inside }), added);
        }
        inside = *value;
        added.add(cases.is_of_interest(*point));
    }
    (None, added)
}
