//! Quantities of which a sign is claimed, and what they are at one point.

use assay_scenarios::{EvaluationError, Evaluator, Number, NumberError, Scenario, ValueError};
use dashu_ratio::RBig;

use super::{Enclosure, Sign, Subject};
use crate::interval::Interval;

/// The subject itself, and what must not be negative for an attack to have a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target<'a> {
    Subject(&'a Subject),
    /// The probability that an attack succeeds, as written.
    Success(&'a str),
    /// The probability that it fails, as written.
    Failure(&'a str),
}

/// A value at one point.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The value itself.
    Exact(RBig),
    /// Bounds, where it is not rational.
    Within(Interval),
}

/// What is certain of a claim at one point.
pub(super) enum AtPoint {
    Holds,
    Fails(Value),
    /// There is no value, and this is why.
    NoValue(String),
    /// The value is not rational, and too close to zero to tell.
    Open,
}

impl Target<'_> {
    pub(super) fn value<N: Number>(
        self,
        evaluator: &mut Evaluator<'_, N>,
    ) -> Result<N, EvaluationError> {
        match self {
            Self::Subject(subject) => subject.value(evaluator),
            Self::Success(id) => evaluator.success(id),
            Self::Failure(id) => evaluator.failure(id),
        }
    }
}

/// Decides claims at single points: exactly, or by enclosures where a value is not rational.
#[derive(Debug)]
pub(super) struct Points<'s> {
    exact: Evaluator<'s, RBig>,
    enclosed: Evaluator<'s, Enclosure>,
}

impl<'s> Points<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        Self {
            exact: scenario.evaluator(),
            enclosed: scenario.evaluator(),
        }
    }

    /// Puts a parameter, in its declared unit.
    pub(super) fn set(&mut self, parameter: &str, value: &RBig) -> Result<(), ValueError> {
        self.exact.set(parameter, value.clone())?;
        self.enclosed
            .set(parameter, Enclosure::between(value, value))
    }

    pub(super) fn decide(&mut self, target: Target<'_>, sign: Sign) -> AtPoint {
        match target.value(&mut self.exact) {
            Ok(value) if sign.holds(&value) => AtPoint::Holds,
            Ok(value) => AtPoint::Fails(Value::Exact(value)),
            Err(error) if beyond_rationals(&error) => self.decide_enclosed(target, sign),
            Err(error) => AtPoint::NoValue(error.to_string()),
        }
    }

    fn decide_enclosed(&mut self, target: Target<'_>, sign: Sign) -> AtPoint {
        let Ok(value) = target.value(&mut self.enclosed) else {
            return AtPoint::Open;
        };
        if let Target::Subject(Subject::Attack(id)) = target {
            for probability in [Target::Success(id), Target::Failure(id)] {
                match probability.value(&mut self.enclosed) {
                    Ok(written) if Sign::NotNegative.holds_over(written) => {}
                    _ => return AtPoint::Open,
                }
            }
        }
        if sign.holds_over(value) {
            AtPoint::Holds
        } else if sign.fails_over(value) {
            AtPoint::Fails(Value::Within(value.into()))
        } else {
            AtPoint::Open
        }
    }
}

/// Whether there may be a value that is no rational, or none of a bearable length.
fn beyond_rationals(error: &EvaluationError) -> bool {
    matches!(
        error.number_error(),
        Some(NumberError::NotExact(_) | NumberError::TooManyDigits | NumberError::ExponentTooLarge)
    )
}
