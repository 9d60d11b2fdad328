//! The loops: one operation over a block of rows.
//!
//! Each loop is free of branches and bounds checks where the operation is, so that the compiler turns it into vector
//! instructions. What is not finite stands for "no value": sums, products and quotients of it are not finite either,
//! and the operations for which that does not hold say so here.

use super::operation::{Binary, Operation, Unary};
use crate::number::{Number, NumberError};

/// One operand over a block.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values<'b> {
    /// A value for each row.
    Rows(&'b [f64]),
    /// The same value at every row.
    Same(f64),
}

/// What stands for "no value here".
pub(super) const NONE: f64 = f64::NAN;
pub(super) const TRUE: f64 = 1.0;
pub(super) const FALSE: f64 = 0.0;

/// The operation at each row of `into`, which has as many rows as the operands.
pub(super) fn run(operation: Operation<Values<'_>>, into: &mut [f64]) {
    match operation {
        Operation::Unary(function, a) => unary(function, a, into),
        Operation::Binary(function, a, b) => binary(function, a, b, into),
        Operation::Select {
            truth,
            then,
            otherwise,
        } => select(truth, then, otherwise, into),
    }
}

/// Whether the truth is `wanted` at any row.
pub(super) fn any(truth: Values<'_>, wanted: f64) -> bool {
    match truth {
        Values::Rows(rows) => rows
            .iter()
            .fold(false, |found, value| found | (*value == wanted)),
        Values::Same(value) => value == wanted,
    }
}

/// Whether every row has a value, once it is multiplied by `scale`.
pub(super) fn all_finite(rows: &[f64], scale: f64) -> bool {
    // All bits of the exponent are set in what is not finite: one more carries into the sign.
    const EXPONENT: u64 = 0x7FF0_0000_0000_0000;
    const ONE: u64 = 0x0010_0000_0000_0000;
    let carried = rows.iter().fold(0, |carried, value| {
        carried | ((value * scale).to_bits() & EXPONENT).wrapping_add(ONE)
    });
    carried >> 63 == 0
}

/// Writes an operand out.
pub(super) fn copy(from: Values<'_>, into: &mut [f64]) {
    match from {
        Values::Rows(rows) => into.copy_from_slice(rows),
        Values::Same(value) => into.fill(value),
    }
}

fn unary(function: Unary, a: Values<'_>, into: &mut [f64]) {
    match function {
        Unary::Negate => each(a, into, |x| -x),
        Unary::Absolute => each(a, into, f64::abs),
        Unary::Floor => each(a, into, |x| number(Number::floor, x)),
        Unary::Ceiling => each(a, into, |x| number(Number::ceiling, x)),
        Unary::Exp => each(a, into, |x| number(Number::exp, x)),
        Unary::Ln => each(a, into, |x| number(Number::ln, x)),
        Unary::Sqrt => each(a, into, |x| number(Number::sqrt, x)),
        Unary::NormalCdf => each(a, into, |x| number(Number::normal_cdf, x)),
        Unary::NormalPdf => each(a, into, |x| number(Number::normal_pdf, x)),
        Unary::Probability => each(a, into, |x| if (0.0..=1.0).contains(&x) { x } else { NONE }),
    }
}

fn binary(function: Binary, a: Values<'_>, b: Values<'_>, into: &mut [f64]) {
    match function {
        Binary::Add => pairs(a, b, into, |x, y| x + y),
        Binary::Subtract => pairs(a, b, into, |x, y| x - y),
        Binary::Multiply => pairs(a, b, into, |x, y| x * y),
        // Nothing that a division by zero gives is finite, but a quotient by infinity is.
        Binary::Divide => pairs(a, b, into, |x, y| given(y, x / y)),
        Binary::Power => pairs(a, b, into, |x, y| {
            given(y, number(|x| Number::power(x, &y), x))
        }),
        Binary::Minimum => pairs(a, b, into, |x, y| both(x, y, if y < x { y } else { x })),
        Binary::Maximum => pairs(a, b, into, |x, y| both(x, y, if y > x { y } else { x })),
        Binary::Less => pairs(a, b, into, |x, y| both(x, y, truth(x < y))),
        Binary::LessOrEqual => pairs(a, b, into, |x, y| both(x, y, truth(x <= y))),
        Binary::Equal => pairs(a, b, into, |x, y| both(x, y, truth(x == y))),
        Binary::NotEqual => pairs(a, b, into, |x, y| both(x, y, truth(x != y))),
    }
}

fn select(truth: Values<'_>, then: Values<'_>, otherwise: Values<'_>, into: &mut [f64]) {
    let choose = |truth: f64, then: f64, otherwise: f64| {
        if truth == TRUE {
            then
        } else if truth == FALSE {
            otherwise
        } else {
            NONE
        }
    };
    match (then, otherwise) {
        (then, Values::Same(b)) => pairs(truth, then, into, |truth, a| choose(truth, a, b)),
        (Values::Same(a), otherwise) => {
            pairs(truth, otherwise, into, |truth, b| choose(truth, a, b));
        }
        (Values::Rows(then), Values::Rows(otherwise)) => match truth {
            Values::Same(truth) => {
                pairs(Values::Rows(then), Values::Rows(otherwise), into, |a, b| {
                    choose(truth, a, b)
                })
            }
            Values::Rows(truth) => {
                let sides = then.iter().zip(otherwise);
                for ((into, truth), (a, b)) in into.iter_mut().zip(truth).zip(sides) {
                    *into = choose(*truth, *a, *b);
                }
            }
        },
    }
}

/// What the evaluator of single points gives, where `x` has a value.
fn number(function: impl Fn(&f64) -> Result<f64, NumberError>, x: f64) -> f64 {
    given(x, function(&x).unwrap_or(NONE))
}

/// `value` where `x` has a value.
fn given(x: f64, value: f64) -> f64 {
    if x.is_finite() { value } else { NONE }
}

fn both(x: f64, y: f64, value: f64) -> f64 {
    if x.is_finite() & y.is_finite() {
        value
    } else {
        NONE
    }
}

fn truth(holds: bool) -> f64 {
    if holds { TRUE } else { FALSE }
}

fn each(a: Values<'_>, into: &mut [f64], function: impl Fn(f64) -> f64) {
    match a {
        Values::Rows(a) => {
            for (into, a) in into.iter_mut().zip(a) {
                *into = function(*a);
            }
        }
        Values::Same(a) => into.fill(function(a)),
    }
}

fn pairs(a: Values<'_>, b: Values<'_>, into: &mut [f64], function: impl Fn(f64, f64) -> f64) {
    match (a, b) {
        (Values::Rows(a), Values::Rows(b)) => {
            for (into, (a, b)) in into.iter_mut().zip(a.iter().zip(b)) {
                *into = function(*a, *b);
            }
        }
        (Values::Rows(a), Values::Same(b)) => {
            for (into, a) in into.iter_mut().zip(a) {
                *into = function(*a, b);
            }
        }
        (Values::Same(a), Values::Rows(b)) => {
            for (into, b) in into.iter_mut().zip(b) {
                *into = function(a, *b);
            }
        }
        (Values::Same(a), Values::Same(b)) => into.fill(function(a, b)),
    }
}
