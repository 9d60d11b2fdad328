//! Rationals behind floats: a root that is rational is found as such, and then holds exactly.

use dashu_base::{Abs, BitTest};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{
    krawczyk::Equations,
    matrix::inverse,
    system::{System, worth},
};
use crate::{exact::from_float, game::Game, interval::Interval};

/// Bits after the point to which a root is worked out before its fraction is guessed.
const BITS: usize = 192;
/// Newton steps to get there: each gains some forty bits where the slopes are far from singular.
const MOST_STEPS: usize = 12;
/// A root of this many bits after the point hardly ever lies so near a fraction of so few bits by chance; and if it
/// does, the exact check refuses the fraction.
const MOST_DENOMINATOR_BITS: usize = 80;

/// The fraction of the smallest denominator between two rationals, ends included (the first node of the
/// Stern–Brocot tree to fall between them, found by continued fractions).
pub(super) fn simplest_between(low: &RBig, high: &RBig) -> RBig {
    if low > high {
        return low.clone();
    }
    if *high < RBig::ZERO {
        return -simplest_between(&-high, &-low);
    }
    if *low <= RBig::ZERO {
        return RBig::ZERO;
    }
    let mut terms: Vec<IBig> = Vec::new();
    let (mut low, mut high) = (low.clone(), high.clone());
    let mut tail = loop {
        let ceiling = low.ceil();
        if RBig::from(ceiling.clone()) <= high {
            break RBig::from(ceiling);
        }
        let floor = low.floor();
        let whole = RBig::from(floor.clone());
        terms.push(floor);
        // Neither end is whole here: a whole end would have been the fraction sought.
        (low, high) = (RBig::ONE / (high - &whole), RBig::ONE / (low - &whole));
    };
    for term in terms.into_iter().rev() {
        tail = RBig::from(term) + RBig::ONE / tail;
    }
    tail
}

/// The root of a system near a point, if it is a rational of a modest denominator; exactly, over all strategies of
/// the game, and certainly a root (though not necessarily with probabilities).
pub(super) fn exact_root(
    game: &Game,
    supports: &[Vec<usize>],
    system: &System,
    near: &[f64],
) -> Option<Vec<Vec<RBig>>> {
    let point: Vec<Interval> = near
        .iter()
        .map(|&x| Interval::point(x))
        .collect::<Option<_>>()?;
    let slopes = system.slopes(&point);
    let preconditioner: Vec<Vec<RBig>> = inverse(
        slopes
            .iter()
            .map(|row| row.iter().map(|slope| slope.middle()).collect())
            .collect(),
    )?
    .into_iter()
    .map(|row| row.into_iter().map(from_float).collect::<Option<_>>())
    .collect::<Option<_>>()?;
    let mut x: Vec<RBig> = near.iter().map(|&x| from_float(x)).collect::<Option<_>>()?;
    let unit = RBig::from(UBig::ONE << BITS);
    let tolerance = RBig::ONE / RBig::from(UBig::ONE << (BITS - 8));
    for _ in 0..MOST_STEPS {
        let values = residuals(game, supports, &strategies(game, supports, &x));
        let mut settled = true;
        for (x, row) in x.iter_mut().zip(&preconditioner) {
            let step = row
                .iter()
                .zip(&values)
                .fold(RBig::ZERO, |sum, (y, value)| sum + y * value);
            settled &= step.clone().abs() < tolerance;
            *x = RBig::from(((&*x - step) * &unit).round()) / &unit;
        }
        if settled {
            let slack = &tolerance + &tolerance;
            let x: Vec<RBig> = x
                .iter()
                .map(|x| simplest_between(&(x - &slack), &(x + &slack)))
                .collect();
            return exactly(game, supports, &x);
        }
    }
    None
}

/// A root whose probabilities are the simplest fractions of a box, if they are one: the last resort where slopes
/// are singular.
pub(super) fn simplest_root(
    game: &Game,
    supports: &[Vec<usize>],
    x: &[Interval],
) -> Option<Vec<Vec<RBig>>> {
    let x: Vec<RBig> = x
        .iter()
        .map(|x| {
            Some(simplest_between(
                &from_float(x.low())?,
                &from_float(x.high())?,
            ))
        })
        .collect::<Option<_>>()?;
    exactly(game, supports, &x)
}

fn exactly(game: &Game, supports: &[Vec<usize>], x: &[RBig]) -> Option<Vec<Vec<RBig>>> {
    if x.iter()
        .any(|x| x.denominator().bit_len() > MOST_DENOMINATOR_BITS)
    {
        return None;
    }
    let strategies = strategies(game, supports, x);
    residuals(game, supports, &strategies)
        .iter()
        .all(RBig::is_zero)
        .then_some(strategies)
}

/// The unknowns as mixed strategies over all strategies of the game.
fn strategies(game: &Game, supports: &[Vec<usize>], x: &[RBig]) -> Vec<Vec<RBig>> {
    let mut unknowns = x.iter();
    supports
        .iter()
        .zip(game.shape())
        .map(|(support, strategies)| {
            let mut mixed = vec![RBig::ZERO; strategies];
            let mut left = RBig::ONE;
            for &strategy in support.iter().skip(1) {
                if let Some(probability) = unknowns.next() {
                    left -= probability;
                    mixed[strategy] = probability.clone();
                }
            }
            if let Some(&first) = support.first() {
                mixed[first] = left;
            }
            mixed
        })
        .collect()
}

/// By how much each strategy of a support is worth more than the support's first.
fn residuals(game: &Game, supports: &[Vec<usize>], mixed: &[Vec<RBig>]) -> Vec<RBig> {
    let mut residuals = Vec::new();
    for (player, support) in supports.iter().enumerate() {
        if support.len() < 2 {
            continue;
        }
        let worth = worth(game, supports, mixed, player, support);
        residuals.extend(worth.iter().skip(1).map(|other| other - &worth[0]));
    }
    residuals
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fraction(numerator: i64, denominator: u64) -> RBig {
        RBig::from_parts(numerator.into(), denominator.into())
    }

    #[test]
    fn the_simplest_fraction_between_two_is_found() {
        for (low, high, simplest) in [
            ((3, 10), (4, 10), (1, 3)),
            ((33, 100), (34, 100), (1, 3)),
            ((-1, 2), (1, 7), (0, 1)),
            ((-7, 10), (-6, 10), (-2, 3)),
            ((314, 100), (315, 100), (22, 7)),
            ((5, 8), (5, 8), (5, 8)),
            ((7, 3), (4, 1), (3, 1)),
        ] {
            assert_eq!(
                simplest_between(&fraction(low.0, low.1), &fraction(high.0, high.1)),
                fraction(simplest.0, simplest.1)
            );
        }
    }

    proptest! {
        #[test]
        fn a_fraction_is_found_again_from_its_neighbourhood(numerator in -999i64..999, denominator in 1u64..999) {
            let value = fraction(numerator, denominator);
            let slack = fraction(1, 2_000_001);
            prop_assert_eq!(simplest_between(&(&value - &slack), &(&value + &slack)), value);
        }
    }
}
