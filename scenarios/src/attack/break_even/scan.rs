//! The search along one parameter.

use std::collections::BTreeSet;

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::Profitable;
use crate::expression::Evaluator;
use crate::number::to_f64;
use crate::scenario::Scenario;
use crate::unit::Unit;

/// Points laid evenly over the range, and as many again by constant ratios.
const POINTS: u32 = 100;
/// Orders of magnitude below the greatest value that the ratios reach down to, where the range includes zero.
const DECADES: f64 = 9.0;
/// Halvings after which a bracket of `f64` cannot shrink.
const MOST_HALVINGS: usize = 1_100;
/// How far, relative to its size, rounding may have moved a bisected crossing.
const ROUNDING: f64 = 1e-9;

/// One parameter, between its bounds, all in the declared unit.
pub(super) struct Scan<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) attack: &'s str,
    pub(super) slot: usize,
    pub(super) unit: &'s Unit,
    pub(super) low: &'s RBig,
    pub(super) high: &'s RBig,
    pub(super) landmarks: Vec<RBig>,
}

pub(super) struct Crossing {
    pub(super) value: f64,
    pub(super) exact: Option<RBig>,
    pub(super) profitable: Profitable,
}

impl Scan<'_> {
    /// Crossings of a parameter that may take any value.
    pub(super) fn real(&self) -> Vec<Crossing> {
        let scale = to_f64(self.unit.scale());
        let mut evaluator = self.scenario.evaluator::<f64>();
        let mut pays = |value: f64| {
            evaluator.set_base(self.slot, value * scale);
            evaluator
                .expected_value(self.attack)
                .ok()
                .map(|value| value > 0.0)
        };
        let mut points: Vec<f64> = self.points();
        for landmark in &self.landmarks {
            let at = to_f64(landmark);
            points.extend([at.next_down(), at, at.next_up()]);
        }
        let (low, high) = (to_f64(self.low), to_f64(self.high));
        points.retain(|point| *point >= low && *point <= high);
        points.sort_by(f64::total_cmp);
        points.dedup();
        let signs: Vec<(f64, Option<bool>)> = points
            .into_iter()
            .map(|point| (point, pays(point)))
            .collect();
        let mut exacts = self.scenario.evaluator::<RBig>();
        let mut crossings = Vec::new();
        for (before, after) in signs.iter().zip(signs.iter().skip(1)) {
            let ((a, Some(at_a)), (b, Some(at_b))) = (*before, *after) else {
                continue;
            };
            if at_a == at_b {
                continue;
            }
            let Some((a, b)) = bisect(a, b, at_a, &mut pays) else {
                continue;
            };
            let exact = self.exact_zero(a, b, (before.0, after.0), &mut exacts);
            let profitable = if at_a {
                Profitable::Below
            } else {
                Profitable::Above
            };
            crossings.push(Crossing {
                value: self.jump(a, b).unwrap_or(b),
                exact,
                profitable,
            });
        }
        crossings
    }

    /// Crossings of a parameter that may take only whole values: reported at the first at which the attack does not pay.
    pub(super) fn whole(&self) -> Vec<Crossing> {
        let (low, high) = (self.low.ceil(), self.high.floor());
        let mut points: BTreeSet<IBig> = [low.clone(), high.clone()].into();
        for point in self
            .points()
            .into_iter()
            .filter_map(|point| RBig::try_from(point).ok())
            .chain(self.landmarks.clone())
        {
            points.extend([
                point.floor() - IBig::ONE,
                point.floor(),
                point.ceil(),
                point.ceil() + IBig::ONE,
            ]);
        }
        points.retain(|point| *point >= low && *point <= high);
        let mut floats = self.scenario.evaluator::<f64>();
        let mut pays = |value: &IBig| {
            floats.set_base(
                self.slot,
                to_f64(&self.unit.in_base(&RBig::from(value.clone()))),
            );
            floats
                .expected_value(self.attack)
                .ok()
                .map(|value| value > 0.0)
        };
        let signs: Vec<(IBig, Option<bool>)> = points
            .into_iter()
            .map(|point| (point.clone(), pays(&point)))
            .collect();
        let mut exacts = self.scenario.evaluator::<RBig>();
        let mut crossings = Vec::new();
        for (before, after) in signs.iter().zip(signs.iter().skip(1)) {
            let ((a, Some(at_a)), (b, Some(at_b))) = (before.clone(), after.clone()) else {
                continue;
            };
            if at_a == at_b {
                continue;
            }
            let (mut a, mut b) = (a, b);
            let mut lost = false;
            while &b - &a > IBig::ONE {
                let middle = (&a + &b) / IBig::from(2);
                match pays(&middle) {
                    Some(sign) if sign == at_a => a = middle,
                    Some(_) => b = middle,
                    None => {
                        lost = true;
                        break;
                    }
                }
            }
            if lost {
                continue;
            }
            let exact = self.exact_step(&a, at_a, &mut exacts);
            let confirmed = exact.is_some();
            let (a, b) = exact.unwrap_or((a, b));
            let (first_safe, profitable) = if at_a {
                (b, Profitable::Below)
            } else {
                (a, Profitable::Above)
            };
            let value = RBig::from(first_safe);
            crossings.push(Crossing {
                value: to_f64(&value),
                exact: confirmed.then_some(value),
                profitable,
            });
        }
        crossings
    }

    fn points(&self) -> Vec<f64> {
        let (low, high) = (to_f64(self.low), to_f64(self.high));
        let share = |step: u32| f64::from(step) / f64::from(POINTS);
        let mut points: Vec<f64> = (0..=POINTS)
            .map(|step| low + (high - low) * share(step))
            .collect();
        for (sign, least, most) in [(1.0, low, high), (-1.0, -high, -low)] {
            if most <= 0.0 {
                continue;
            }
            let bottom = if least > 0.0 {
                least
            } else {
                most * libm::pow(10.0, -DECADES)
            };
            points.extend(
                (0..=POINTS).map(|step| sign * bottom * libm::pow(most / bottom, share(step))),
            );
        }
        points
    }

    /// The neighbouring whole values at or beside `a` between which the exact sign changes: where the expected value is zero
    /// at a whole value, rounding may have put the change one aside.
    fn exact_step(
        &self,
        a: &IBig,
        at_a: bool,
        exacts: &mut Evaluator<'_, RBig>,
    ) -> Option<(IBig, IBig)> {
        let mut pays = |value: &IBig| {
            let value = RBig::from(value.clone());
            let admitted = value >= *self.low && value <= *self.high;
            let value = admitted.then(|| self.exact_value(&value, exacts)).flatten();
            value.map(|value| value > RBig::ZERO)
        };
        [a - IBig::ONE, a.clone(), a + IBig::ONE]
            .into_iter()
            .find_map(|before| {
                let after = &before + IBig::ONE;
                let changes = pays(&before)? == at_a && pays(&after)? != at_a;
                changes.then_some((before, after))
            })
    }

    fn exact_value(&self, value: &RBig, exacts: &mut Evaluator<'_, RBig>) -> Option<RBig> {
        exacts.set_base(self.slot, self.unit.in_base(value));
        exacts.expected_value(self.attack).ok()
    }

    /// The constant a crossing stands at, within rounding: where a formula jumps, the change to base units may move the jump by a bit.
    fn jump(&self, a: f64, b: f64) -> Option<f64> {
        let slack = a.abs().max(b.abs()) * ROUNDING;
        self.landmarks
            .iter()
            .map(to_f64)
            .find(|landmark| *landmark >= a - slack && *landmark <= b + slack)
    }

    /// A rational at which the expected value is exactly zero, within rounding of the bisected bracket.
    ///
    /// The chord through two exact points meets zero where the expected value is a straight line between them; where it is not,
    /// the simplest rational of the bracket often is the root. Either counts only if it checks.
    fn exact_zero(
        &self,
        a: f64,
        b: f64,
        neighbours: (f64, f64),
        exacts: &mut Evaluator<'_, RBig>,
    ) -> Option<RBig> {
        let slack = (a.abs().max(b.abs()) * ROUNDING).max(f64::MIN_POSITIVE);
        let (near_low, near_high) = (
            RBig::try_from(a - slack).ok()?,
            RBig::try_from(b + slack).ok()?,
        );
        let mut candidates = vec![RBig::simplest_in(near_low.clone(), near_high.clone())];
        let chords = [(a - slack, b + slack), (neighbours.0, b), (a, neighbours.1)];
        for (from, to) in chords {
            let (Ok(from), Ok(to)) = (RBig::try_from(from), RBig::try_from(to)) else {
                continue;
            };
            let values = (
                self.exact_value(&from, exacts),
                self.exact_value(&to, exacts),
            );
            if let (Some(at_from), Some(at_to)) = values
                && at_from != at_to
            {
                let slope = (&at_to - &at_from) / (&to - &from);
                candidates.push(&from - at_from / slope);
            }
        }
        candidates.into_iter().find(|candidate| {
            *candidate >= near_low
                && *candidate <= near_high
                && candidate >= self.low
                && candidate <= self.high
                && self
                    .exact_value(candidate, exacts)
                    .is_some_and(|value| value.is_zero())
        })
    }
}

/// Neighbouring floats between which the sign changes; `None` when a point in between has no value.
fn bisect(
    mut a: f64,
    mut b: f64,
    at_a: bool,
    pays: &mut impl FnMut(f64) -> Option<bool>,
) -> Option<(f64, f64)> {
    for _ in 0..MOST_HALVINGS {
        let middle = a + (b - a) / 2.0;
        if middle <= a || middle >= b {
            return Some((a, b));
        }
        if pays(middle)? == at_a {
            a = middle
        } else {
            b = middle
        }
    }
    Some((a, b))
}
