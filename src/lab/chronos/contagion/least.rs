//! The least number of defaulters from which somebody falls.

use assay_solver::network::clear;
use dashu_ratio::RBig;

use super::{
    exposures::Exposures,
    fallout::{Falls, Unsettled, fallout},
    plan::Order,
};

/// The least number of loans, up to `most`, from which somebody of these falls, one pool being emptied after another
/// with room for `room` loans each; none if not even `most` are enough.
///
/// Each loan more leaves its pool with less, and nobody with more: whoever has fallen stays fallen. The number is
/// doubled until somebody falls, then halved in; what was found is put to both witnesses on both sides.
pub(super) fn least(
    exposures: &Exposures,
    lost: &RBig,
    falls: Falls,
    room: u64,
    most: u64,
) -> Result<Option<u64>, Unsettled> {
    let network = |number: u64| {
        let loans = Order::OneAfterAnother.loans(number, exposures.pools, room);
        exposures.with(&loans, lost)
    };
    let enough = |number: u64| {
        let exposed = network(number);
        Ok::<bool, Unsettled>(falls.in_wave(&exposed, &clear(&exposed.network, &exposed.stress)?))
    };
    let (mut below, mut at) = (None, 0);
    while !enough(at)? {
        if at == most {
            return Ok(None);
        }
        below = Some(at);
        at = at.saturating_mul(2).clamp(1, most);
    }
    while let Some(stands) = below
        && at - stands > 1
    {
        let middle = stands + (at - stands) / 2;
        if enough(middle)? {
            at = middle;
        } else {
            below = Some(middle);
        }
    }
    for (number, expected) in below
        .map(|stands| (stands, false))
        .into_iter()
        .chain([(at, true)])
    {
        if falls.among(&fallout(&network(number))?) != expected {
            return Err(Unsettled::Disagreement);
        }
    }
    Ok(Some(at))
}
