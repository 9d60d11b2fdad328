//! The sign of a subject along one parameter: the range cut into stretches, each with what is known of it.
//!
//! A stretch whose sign an enclosure shows is done. Elsewhere the subject is read as an exact function around a point, which
//! settles the piece on which that function holds; what lies beside the piece waits for its turn. Where it is
//! no quotient of polynomials, a stretch on which it certainly rises or falls is searched by halving, and any other is split.

use std::collections::VecDeque;
use std::rc::Rc;

use dashu_base::Abs;
use dashu_int::UBig;
use dashu_ratio::RBig;

use super::Sign;
use super::curve::{Fraction, roots, signum};
use super::reading::{Around, Reading};
use super::slope::Monotone;

/// A stretch narrower than this, in bits relative to its place, is not looked into: it holds an irrational change.
const THIN: usize = 60;
/// The same where only floats are left, which have 53 bits.
const THIN_IN_FLOATS: usize = 44;
/// Bits below the width of the range at which even a stretch beside zero is thin.
const THIN_IN_RANGE: usize = 160;
/// Times in a row that no exact function was found, after which the parts of a stretch are not asked for one.
const PATIENCE: u8 = 4;

/// What is known between two points, which are not themselves part of it.
#[derive(Debug, Clone)]
pub(super) enum Known {
    /// One sign everywhere; with the function, where it is exact.
    Sign(Sign, Option<Rc<Fraction>>),
    /// Exactly one change, from the sign of the stretch below to that of the stretch above: a zero where it is continuous.
    Change { continuous: bool },
    /// Nothing.
    Unknown,
}

/// An open stretch of the parameter's range.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) low: RBig,
    pub(super) high: RBig,
    pub(super) known: Known,
}

impl Stretch {
    /// The function that holds on it, where it is exact.
    pub(super) fn function(&self) -> Option<&Rc<Fraction>> {
        match &self.known {
            Known::Sign(_, function) => function.as_ref(),
            Known::Change { .. } | Known::Unknown => None,
        }
    }
}

/// A stretch that waits to be looked into.
struct Waiting {
    low: RBig,
    high: RBig,
    failures: u8,
}

struct Chart<'r, 's> {
    reading: &'r mut Reading<'s>,
    range: RBig,
    waiting: VecDeque<Waiting>,
    stretches: Vec<Stretch>,
}

/// The stretches from `low` to `high`, rising and without gaps; no more than `most` steps are spent on them.
pub(super) fn chart(
    reading: &mut Reading<'_>,
    low: &RBig,
    high: &RBig,
    most: usize,
) -> Vec<Stretch> {
    let mut chart = Chart {
        reading,
        range: high - low,
        waiting: VecDeque::new(),
        stretches: Vec::new(),
    };
    chart.wait(low.clone(), high.clone(), 0);
    for _ in 0..most {
        let Some(next) = chart.waiting.pop_front() else {
            break;
        };
        chart.look_into(next);
    }
    let left = std::mem::take(&mut chart.waiting);
    for Waiting { low, high, .. } in left {
        chart.found(low, high, Known::Unknown);
    }
    let mut stretches = chart.stretches;
    stretches.sort_by(|a, b| a.low.cmp(&b.low));
    stretches
}

impl Chart<'_, '_> {
    fn wait(&mut self, low: RBig, high: RBig, failures: u8) {
        if low < high {
            self.waiting.push_back(Waiting {
                low,
                high,
                failures,
            });
        }
    }

    fn found(&mut self, low: RBig, high: RBig, known: Known) {
        if low < high {
            self.stretches.push(Stretch { low, high, known });
        }
    }

    fn look_into(&mut self, stretch: Waiting) {
        let Waiting {
            low,
            high,
            failures,
        } = stretch;
        if let Some(sign) = self.reading.over(&low, &high) {
            return self.found(low, high, Known::Sign(sign, None));
        }
        if self.is_thin(&low, &high, THIN) {
            return self.found(low, high, Known::Unknown);
        }
        let mut failures = failures;
        if failures < PATIENCE {
            match self.reading.around(&low, &high) {
                Around::Function(function, from, to) => {
                    self.wait(low, from.clone(), 0);
                    self.wait(to.clone(), high, 0);
                    return self.exact(function, from, to);
                }
                Around::Undefined(from, to) => {
                    self.wait(low, from.clone(), 0);
                    self.wait(to.clone(), high, 0);
                    return self.found(from, to, Known::Sign(Sign::Undefined, None));
                }
                Around::Change(at) => {
                    self.wait(low, at.clone(), 0);
                    return self.wait(at, high, 0);
                }
                Around::NotExact => failures += 1,
            }
        }
        if let Some(Monotone { continuous }) = self.reading.monotone(&low, &high)
            && let (Some(below), Some(above)) = (self.reading.at(&low), self.reading.at(&high))
        {
            return self.monotone((low, below), (high, above), continuous);
        }
        if self.is_thin(&low, &high, THIN_IN_FLOATS) {
            return self.found(low, high, Known::Unknown);
        }
        let middle = split(&low, &high);
        self.wait(low, middle.clone(), failures);
        self.wait(middle, high, failures);
    }

    /// One function between two points: its zeros part it.
    fn exact(&mut self, function: Fraction, low: RBig, high: RBig) {
        let function = Rc::new(function);
        let mut from = low;
        let zeros = roots(function.numerator(), &from, &high);
        for zero in zeros {
            let (before, after) = (zero.low().clone(), zero.high().clone());
            self.of_one_sign(&function, from, before.clone());
            self.found(before, after.clone(), Known::Change { continuous: true });
            from = after;
        }
        self.of_one_sign(&function, from, high);
    }

    fn of_one_sign(&mut self, function: &Rc<Fraction>, low: RBig, high: RBig) {
        let sign = match function.as_constant() {
            Some(value) => signum(&value),
            None => {
                let middle = (&low + &high) / RBig::from(2u8);
                function.numerator().sign_at(&middle) * function.denominator().sign_at(&middle)
            }
        };
        let known = Known::Sign(Sign::of(sign), Some(Rc::clone(function)));
        self.found(low, high, known);
    }

    /// The subject rises or falls all the way, so its sign changes once at most.
    fn monotone(&mut self, low: (RBig, Sign), high: (RBig, Sign), continuous: bool) {
        let sign = |sign| Known::Sign(sign, None);
        match (low.1, high.1) {
            (Sign::Zero, inside) | (inside, Sign::Zero) => self.found(low.0, high.0, sign(inside)),
            (below, above) if below == above => self.found(low.0, high.0, sign(below)),
            (below, above) => {
                let last = self.last(low.0.clone(), high.0.clone(), below);
                let first = self.last(high.0.clone(), last.clone(), above);
                let simplest = RBig::simplest_in(last.clone(), first.clone());
                if self.reading.at(&simplest) == Some(Sign::Zero) {
                    self.found(low.0, simplest.clone(), sign(below));
                    self.found(simplest, high.0, sign(above));
                } else {
                    self.found(low.0, last.clone(), sign(below));
                    self.found(last, first.clone(), Known::Change { continuous });
                    self.found(first, high.0, sign(above));
                }
            }
        }
    }

    /// The furthest point from `from` towards `to` that is seen to have the sign of `from`, where the sign changes once.
    fn last(&mut self, from: RBig, to: RBig, sign: Sign) -> RBig {
        let (mut seen, mut beyond) = (from, to);
        while !self.is_thin(&seen, &beyond, THIN_IN_FLOATS) {
            let middle = (&seen + &beyond) / RBig::from(2u8);
            if self.reading.at(&middle) == Some(sign) {
                seen = middle;
            } else {
                beyond = middle;
            }
        }
        seen
    }

    fn is_thin(&self, one: &RBig, other: &RBig, bits: usize) -> bool {
        let width = (one - other).abs() * RBig::from(UBig::ONE << THIN_IN_RANGE);
        is_thin(one, other, bits) || width <= self.range
    }
}

/// Whether floats could hardly part the stretch.
pub(super) fn is_thin_in_floats(low: &RBig, high: &RBig) -> bool {
    is_thin(low, high, THIN_IN_FLOATS)
}

fn is_thin(one: &RBig, other: &RBig, bits: usize) -> bool {
    let width = (one - other).abs();
    let size = one.clone().abs().max(other.clone().abs());
    width * RBig::from(UBig::ONE << bits) <= size
}

/// Where to split: in the middle, by ratio where the ends are of different orders of magnitude.
fn split(low: &RBig, high: &RBig) -> RBig {
    let sixteenth = (high - low) / RBig::from(16u8);
    let (near, far) = (low + &sixteenth, high - &sixteenth);
    if low.clone().abs() * RBig::from(16u8) < *high {
        near
    } else if high.clone().abs() * RBig::from(16u8) < -low {
        far
    } else {
        (low + high) / RBig::from(2u8)
    }
}
