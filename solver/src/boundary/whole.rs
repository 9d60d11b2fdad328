//! Crossings of a parameter that takes whole values only: between which neighbours the sign changes.

use std::rc::Rc;

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::chart::{Known, Stretch};
use super::crossings::{change, zero_of};
use super::curve::Fraction;
use super::reading::Reading;
use super::{Crossing, Crossings, Method, Place, Sign};

/// Whole values of stretches without a known sign that are worked out one by one.
const MOST_SINGLY: usize = 4_096;

/// Neighbouring whole values of one sign, first and last included; no sign where it is not known.
struct Run {
    first: IBig,
    last: IBig,
    sign: Option<Sign>,
    /// The functions that hold at the first and at the last value, where they are exact.
    opening: Option<Rc<Fraction>>,
    closing: Option<Rc<Fraction>>,
}

/// The stretches, which rise and leave no gap, are those of the parameter as if it took any value.
pub(super) fn whole(
    reading: &mut Reading<'_>,
    parameter: &str,
    stretches: &[Stretch],
) -> Crossings {
    let runs = runs(reading, stretches);
    let mut crossings = Crossings::default();
    for run in runs.iter().filter(|run| run.sign.is_none()) {
        let place = (RBig::from(run.first.clone()), RBig::from(run.last.clone()));
        crossings.unresolved.push(place);
    }
    for (before, after) in runs.iter().zip(runs.iter().skip(1)) {
        let (Some(below), Some(above)) = (before.sign, after.sign) else {
            continue;
        };
        if below == above {
            continue;
        }
        let method = match (&before.closing, &after.opening) {
            (Some(left), Some(right)) if left == right => zero_of(left, parameter),
            (None, None) => Method::Signs,
            (left, right) => change(left.as_ref(), right.as_ref(), parameter),
        };
        crossings.found.push(Crossing {
            at: Place::Bracket {
                low: RBig::from(before.last.clone()),
                high: RBig::from(after.first.clone()),
            },
            below,
            here: None,
            above,
            jump: None,
            method,
        });
    }
    crossings
}

/// Every whole value of the range, in runs.
fn runs(reading: &mut Reading<'_>, stretches: &[Stretch]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut singly = MOST_SINGLY;
    let mut before: Option<&Stretch> = None;
    for stretch in stretches {
        if stretch.low.is_int() {
            let beside = [before, Some(stretch)];
            append(&mut runs, single(reading, stretch.low.floor(), beside));
        }
        before = Some(stretch);
        let mut first = stretch.low.floor() + IBig::ONE;
        let last = stretch.high.ceil() - IBig::ONE;
        while !matches!(stretch.known, Known::Sign(..)) && first <= last && singly > 0 {
            append(&mut runs, single(reading, first.clone(), [None, None]));
            first += IBig::ONE;
            singly -= 1;
        }
        if first <= last {
            let (sign, function) = match &stretch.known {
                Known::Sign(sign, function) => (Some(*sign), function.clone()),
                Known::Change { .. } | Known::Unknown => (None, None),
            };
            append(
                &mut runs,
                Run {
                    first,
                    last,
                    sign,
                    opening: function.clone(),
                    closing: function,
                },
            );
        }
    }
    if let Some(last) = before.filter(|last| last.high.is_int()) {
        append(
            &mut runs,
            single(reading, last.high.floor(), [before, None]),
        );
    }
    runs
}

/// One value, with the function of a stretch beside it that holds there too.
fn single(reading: &mut Reading<'_>, at: IBig, beside: [Option<&Stretch>; 2]) -> Run {
    let x = RBig::from(at.clone());
    let value = reading.value(&x).ok();
    let functions = beside.into_iter().flatten().filter_map(Stretch::function);
    let holds = |function: &&Rc<Fraction>| value.is_some() && function.at(&x) == value;
    let function = functions.into_iter().find(holds).cloned();
    Run {
        first: at.clone(),
        last: at,
        sign: reading.at(&x),
        opening: function.clone(),
        closing: function,
    }
}

/// Adds a run, to the last one where they have the same sign.
fn append(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.sign == run.sign => {
            last.last = run.last;
            last.closing = run.closing;
        }
        _ => runs.push(run),
    }
}
