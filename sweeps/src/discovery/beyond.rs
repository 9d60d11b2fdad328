//! What each restriction of a box keeps out on its own.

use super::cases::Cases;
use super::region::{Region, Side};

/// The points that one restriction alone keeps out: the box would hold them without it.
pub(super) struct Beyond {
    pub(super) column: usize,
    pub(super) side: Side,
    pub(super) points: Vec<usize>,
}

/// For every restriction of `region`, in its order, which of the points that `available` marks it
/// alone keeps out.
pub(super) fn beyond(cases: &Cases, available: &[bool], region: &Region) -> Vec<Beyond> {
    let mut all: Vec<Beyond> = region
        .restrictions()
        .map(|(column, side)| Beyond {
            column,
            side,
            points: Vec::new(),
        })
        .collect();
    let restricted: Vec<_> = region
        .restricted()
        .filter_map(|position| {
            let column = cases.columns().get(position)?;
            Some((position, column, region.extents().get(position)?))
        })
        .collect();
    for (point, _) in available.iter().enumerate().filter(|(_, marked)| **marked) {
        let mut missed = restricted.iter().filter_map(|(position, column, extent)| {
            extent
                .misses(column.at(point))
                .map(|side| (*position, side))
        });
        if let (Some(only), None) = (missed.next(), missed.next()) {
            let found = all.iter_mut().find(|it| (it.column, it.side) == only);
            found.into_iter().for_each(|it| it.points.push(point));
        }
    }
    all
}
