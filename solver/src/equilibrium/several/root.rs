//! What a proven solution of the equations is: an equilibrium, exact or enclosed, or none with these supports.

use dashu_ratio::RBig;

use super::{
    Enclosed, enclosure::verify_enclosure, rational::exact_root, search::grown, system::System,
    tensor::Region,
};
use crate::{
    equilibrium::{Equilibrium, verify},
    game::Game,
    interval::Interval,
};

/// A solution of the equations, judged.
pub(super) enum Judged {
    Exact(Equilibrium),
    Enclosed(Enclosed),
    /// No equilibrium with exactly these supports.
    None,
    /// A probability is too near to zero, or a deviation too near to paying, to tell.
    Tied,
}

/// Judges the one solution in a narrow box.
pub(super) fn judge(
    game: &Game,
    supports: &[Vec<usize>],
    system: &System,
    narrow: &[Interval],
) -> Judged {
    let region = system.region(narrow);
    let certainly_outside = region
        .iter()
        .flatten()
        .any(|probability| probability.high() < 0.0);
    if certainly_outside || system.excludes(&region) {
        return Judged::None;
    }
    let middle: Vec<f64> = narrow.iter().map(|side| side.middle()).collect();
    if let Some(strategies) = exact_root(game, supports, system, &middle)
        && holds(&region, supports, &strategies)
    {
        let played = plays(supports, &strategies);
        return match verify(game, strategies) {
            Ok(equilibrium) if played => Judged::Exact(equilibrium),
            _ => Judged::None,
        };
    }
    if !system.nobody_leaves(&region) {
        return Judged::Tied;
    }
    enclosed(game, supports, system, narrow).map_or(Judged::Tied, Judged::Enclosed)
}

/// Whether every strategy of the supports is played.
pub(super) fn plays(supports: &[Vec<usize>], strategies: &[Vec<RBig>]) -> bool {
    supports.iter().zip(strategies).all(|(support, mixed)| {
        support
            .iter()
            .all(|&strategy| mixed.get(strategy).is_some_and(|it| *it > RBig::ZERO))
    })
}

/// Whether an exact solution lies in the box: then it is the box's one solution.
fn holds(region: &Region, supports: &[Vec<usize>], strategies: &[Vec<RBig>]) -> bool {
    supports
        .iter()
        .zip(region)
        .zip(strategies)
        .all(|((support, boxes), mixed)| {
            support
                .iter()
                .zip(boxes)
                .all(|(&strategy, side)| mixed.get(strategy).is_some_and(|it| side.encloses(it)))
        })
}

/// The narrowest boxes around a narrow one that pass the separate check.
pub(super) fn enclosed(
    game: &Game,
    supports: &[Vec<usize>],
    system: &System,
    narrow: &[Interval],
) -> Option<Enclosed> {
    const MOST_TIMES: usize = 10;
    let mut x = narrow.to_vec();
    for _ in 0..MOST_TIMES {
        x = x.into_iter().map(grown).collect();
        let strategies = whole(game, supports, &system.region(&x));
        if let Ok(enclosed) = verify_enclosure(game, strategies) {
            return Some(enclosed);
        }
    }
    None
}

/// Boxes over all strategies of the game from those over the supports.
fn whole(game: &Game, supports: &[Vec<usize>], region: &Region) -> Vec<Vec<Interval>> {
    supports
        .iter()
        .zip(region)
        .zip(game.shape())
        .map(|((support, boxes), strategies)| {
            let mut mixed = vec![Interval::ZERO; strategies];
            for (&strategy, &side) in support.iter().zip(boxes) {
                if let Some(mixed) = mixed.get_mut(strategy) {
                    *mixed = side;
                }
            }
            mixed
        })
        .collect()
}
