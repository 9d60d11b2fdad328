//! The places at which the sign changes, read off the stretches.

use std::rc::Rc;

use dashu_ratio::RBig;

use super::chart::{Known, Stretch, is_thin_in_floats};
use super::curve::Fraction;
use super::reading::{Around, Reading};
use super::{Crossing, Crossings, Method, Place, Sign};

/// Pieces of a stretch that are passed on the way to its end, where the function is wanted that holds there.
const MOST_PIECES: usize = 32;

/// What is known to one side of a place.
struct Side<'c> {
    stretch: &'c Stretch,
    sign: Sign,
}

/// What a stretch without a known sign holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    /// One zero.
    Zero,
    /// One change, perhaps a jump.
    Change,
    Unknown,
}

/// Crossings of a parameter that takes any value. The stretches rise and leave no gap.
pub(super) fn real(reading: &mut Reading<'_>, parameter: &str, stretches: &[Stretch]) -> Crossings {
    let mut found = Finder {
        reading,
        parameter,
        crossings: Crossings::default(),
    };
    let mut before: Option<Side<'_>> = None;
    // Where a part without a known sign begins, and whether all of it is the bracket of one change.
    let mut open: Option<(&RBig, Only)> = None;
    for stretch in stretches {
        let Known::Sign(sign, _) = stretch.known else {
            let only = match (open, &stretch.known) {
                (None, Known::Change { continuous: true }) => Only::Zero,
                (None, Known::Change { continuous: false }) => Only::Change,
                _ => Only::Unknown,
            };
            open = Some((open.map_or(&stretch.low, |(low, _)| low), only));
            continue;
        };
        let after = Side { stretch, sign };
        match open.take() {
            Some((low, only)) => {
                found.gap(before.as_ref(), (low, &stretch.low), Some(&after), only);
            }
            None => found.point(before.as_ref(), &stretch.low, Some(&after)),
        }
        before = Some(after);
    }
    if let Some(last) = stretches.last() {
        match open {
            Some((low, _)) => found.gap(before.as_ref(), (low, &last.high), None, Only::Unknown),
            None => found.point(before.as_ref(), &last.high, None),
        }
    }
    found.crossings
}

struct Finder<'r, 's> {
    reading: &'r mut Reading<'s>,
    parameter: &'r str,
    crossings: Crossings,
}

impl Finder<'_, '_> {
    /// A point between two stretches, or at an end of the range, where one side is missing.
    fn point(&mut self, before: Option<&Side<'_>>, at: &RBig, after: Option<&Side<'_>>) {
        let Some(here) = self.reading.at(at) else {
            let place = (at.clone(), at.clone());
            return self.crossings.unresolved.push(place);
        };
        let below = before.map_or(here, |side| side.sign);
        let above = after.map_or(here, |side| side.sign);
        if below == here && here == above {
            return;
        }
        let left = before.and_then(|side| self.function(side, at));
        let right = after.and_then(|side| self.function(side, at));
        let value = self.reading.value(at).ok();
        let reaches = |function: &Rc<Fraction>| value.is_some() && function.at(at) == value;
        let jump = match (before.is_some(), &left, after.is_some(), &right) {
            (true, None, ..) | (.., true, None) => None,
            (_, left, _, right) => Some(![left, right].into_iter().flatten().all(reaches)),
        };
        let method = match (&left, &right) {
            (Some(left), Some(right)) if left == right => self.zero_of(left),
            (Some(only), None) if after.is_none() && jump == Some(false) => self.zero_of(only),
            (None, Some(only)) if before.is_none() && jump == Some(false) => self.zero_of(only),
            _ => self.change(left.as_ref(), right.as_ref()),
        };
        self.crossings.found.push(Crossing {
            at: Place::Exact(at.clone()),
            below,
            here: Some(here),
            above,
            jump,
            method,
        });
    }

    /// A part of the range between two stretches, on which no sign is known.
    fn gap(
        &mut self,
        before: Option<&Side<'_>>,
        (low, high): (&RBig, &RBig),
        after: Option<&Side<'_>>,
        only: Only,
    ) {
        let change = match (before, after) {
            (Some(before), Some(after)) if only != Only::Unknown || before.sign != after.sign => {
                Some((before, after))
            }
            _ => None,
        };
        let all_is_said =
            change.is_some() && (only != Only::Unknown || is_thin_in_floats(low, high));
        if let Some((before, after)) = change {
            let functions = (before.stretch.function(), after.stretch.function());
            let method = match functions {
                (Some(left), Some(right)) if left == right => self.zero_of(left),
                (None, None) if only != Only::Unknown => Method::Monotone,
                (None, None) => Method::Signs,
                (left, right) => self.change(left, right),
            };
            self.crossings.found.push(Crossing {
                at: Place::Bracket {
                    low: low.clone(),
                    high: high.clone(),
                },
                below: before.sign,
                here: (only == Only::Zero).then_some(Sign::Zero),
                above: after.sign,
                jump: (only == Only::Zero).then_some(false),
                method,
            });
        }
        if !all_is_said {
            let place = (low.clone(), high.clone());
            self.crossings.unresolved.push(place);
        }
    }

    /// The function that holds on a stretch next to one of its ends: enclosures may have told its sign without one.
    fn function(&mut self, side: &Side<'_>, end: &RBig) -> Option<Rc<Fraction>> {
        if let Some(known) = side.stretch.function() {
            return Some(Rc::clone(known));
        }
        let (mut low, mut high) = (side.stretch.low.clone(), side.stretch.high.clone());
        for _ in 0..MOST_PIECES {
            let (from, to) = match self.reading.around(&low, &high) {
                Around::Function(function, from, to) if from == *end || to == *end => {
                    return Some(Rc::new(function));
                }
                Around::Function(_, from, to) | Around::Undefined(from, to) => (from, to),
                Around::Change(at) => (at.clone(), at),
                Around::NotExact => return None,
            };
            if *end == low {
                high = from;
            } else {
                low = to;
            }
        }
        None
    }

    fn zero_of(&self, function: &Fraction) -> Method {
        zero_of(function, self.parameter)
    }

    fn change(&self, below: Option<&Rc<Fraction>>, above: Option<&Rc<Fraction>>) -> Method {
        change(below, above, self.parameter)
    }
}

pub(super) fn zero_of(function: &Fraction, parameter: &str) -> Method {
    let is_linear = function.numerator().degree() <= 1 && function.denominator().degree() == 0;
    let function = function.text(parameter);
    if is_linear {
        Method::Linear { function }
    } else {
        Method::Rational { function }
    }
}

pub(super) fn change(
    below: Option<&Rc<Fraction>>,
    above: Option<&Rc<Fraction>>,
    parameter: &str,
) -> Method {
    let text = |function: &Rc<Fraction>| function.text(parameter);
    Method::Change {
        below: below.map(text),
        above: above.map(text),
    }
}
