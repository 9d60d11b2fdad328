//! How far a column can move before another one, or it itself, is at a bound.

use dashu_int::{IBig, UBig, ops::UnsignedAbs};

use crate::exact::common::Common;

use super::{super::standard::Limits, Place};

pub(super) enum Step {
    /// Nothing is in the way.
    Endless,
    /// A column reaches a bound (the first, where several do) and leaves the basis, or goes over to its other
    /// bound.
    Blocked {
        column: usize,
        place: Place,
        /// Whether anything has moved by then.
        moves: bool,
    },
}

struct Block {
    column: usize,
    place: Place,
    /// Distance and speed; both over denominators that all columns share.
    distance: UBig,
    speed: UBig,
}

pub(super) fn step(
    limits: &Limits,
    places: &[Place],
    values: &Common,
    direction: &Common,
    entering: usize,
) -> Step {
    (0..places.len())
        .filter(|&column| {
            (places[column] == Place::Basic || column == entering)
                && !direction.numerators[column].is_zero()
        })
        .filter_map(|column| block(limits, values, direction, column))
        .reduce(|first, block| {
            if &block.distance * &first.speed < &first.distance * &block.speed {
                block
            } else {
                first
            }
        })
        .map_or(Step::Endless, |block| Step::Blocked {
            column: block.column,
            place: block.place,
            moves: block.distance != UBig::ZERO,
        })
}

/// The bound that a column moves towards. One that is outside its bounds is blocked where it comes back to them,
/// and never while it moves farther out.
fn block(limits: &Limits, values: &Common, direction: &Common, column: usize) -> Option<Block> {
    let change = &direction.numerators[column];
    let ahead = |bound: &Option<IBig>| {
        let distance = bound.as_ref()? * &values.denominator - &values.numerators[column];
        let within = distance.is_zero() || (distance > IBig::ZERO) == (*change > IBig::ZERO);
        within.then(|| distance.unsigned_abs())
    };
    let (near, far) = if *change > IBig::ZERO {
        (
            (&limits.lower[column], Place::Lower),
            (&limits.upper[column], Place::Upper),
        )
    } else {
        (
            (&limits.upper[column], Place::Upper),
            (&limits.lower[column], Place::Lower),
        )
    };
    let outside = ahead(near.0).filter(|distance| *distance != UBig::ZERO);
    let (distance, place) = match outside {
        Some(distance) => (distance, near.1),
        None => (ahead(far.0)?, far.1),
    };
    Some(Block {
        column,
        place,
        distance,
        speed: change.unsigned_abs(),
    })
}
