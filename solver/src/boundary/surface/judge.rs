//! The sign of a subject over a whole cell.

use assay_scenarios::{EvaluationError, Evaluator, Number, Scenario};
use dashu_ratio::RBig;

use crate::interval::Interval;
use crate::proof::{Dual, Enclosure, Subject};

/// What is certain of a subject on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judgement {
    /// Below zero everywhere.
    Negative,
    /// Above zero everywhere.
    Positive,
    /// Neither is shown; and, axis by axis, whether the subject may depend on that parameter there.
    Open(Vec<bool>),
}

/// What no value on a cell is below all of, and above all of.
struct Bounds {
    low: Enclosure,
    high: Enclosure,
    depends: Vec<bool>,
}

/// What is enclosed of a subject.
#[derive(Debug, Clone, Copy)]
enum Part {
    Value,
    /// An attack's probabilities, which must not be negative for its value to exist.
    Success,
    Failure,
}

/// Judges subjects, cell by cell.
pub(super) struct Judge<'s> {
    subjects: &'s [Subject],
    parameters: Vec<String>,
    enclosures: Evaluator<'s, Enclosure>,
    duals: Evaluator<'s, Dual>,
}

impl<'s> Judge<'s> {
    pub(super) fn new(
        scenario: &'s Scenario,
        subjects: &'s [Subject],
        parameters: &[String],
    ) -> Self {
        Self {
            subjects,
            parameters: parameters.to_vec(),
            enclosures: scenario.evaluator(),
            duals: scenario.evaluator(),
        }
    }

    /// A subject, by its place in the list, on the cell with these sides.
    pub(super) fn judge(&mut self, subject: usize, sides: &[(RBig, RBig)]) -> Judgement {
        let anything = || Judgement::Open(vec![true; sides.len()]);
        let Some(subject) = self.subjects.get(subject) else {
            return anything();
        };
        let Some(Bounds { low, high, depends }) = self.bounds(subject, Part::Value, sides) else {
            return anything();
        };
        let judgement = if high.is_negative() {
            Judgement::Negative
        } else if low.is_positive() {
            Judgement::Positive
        } else {
            return Judgement::Open(depends);
        };
        let mut not_negative = |part| {
            self.bounds(subject, part, sides)
                .is_some_and(|bounds| bounds.low.low() >= 0.0)
        };
        let is_defined = match subject {
            Subject::Formula(_) => true,
            Subject::Attack(_) => not_negative(Part::Success) && not_negative(Part::Failure),
        };
        if is_defined { judgement } else { anything() }
    }

    /// Of the faces to which the slopes point, where the slopes have one sign.
    fn bounds(&mut self, subject: &Subject, part: Part, sides: &[(RBig, RBig)]) -> Option<Bounds> {
        let numbered = self.parameters.iter().zip(sides).enumerate();
        for (number, (parameter, (low, high))) in numbered {
            let variable = Dual::variable(number, Enclosure::between(low, high));
            self.duals.set(parameter, variable).ok()?;
        }
        let whole = of(subject, part, &mut self.duals).ok()?;
        let value = whole.value();
        let slopes: Vec<Interval> = (0..sides.len()).map(|axis| whole.slope(axis)).collect();
        let depends = slopes
            .iter()
            .map(|slope| *slope != Interval::ZERO)
            .collect();
        let points_nowhere = slopes.iter().all(|slope| rises(*slope).is_none());
        if value.is_negative() || value.is_positive() || points_nowhere {
            return Some(Bounds {
                low: value,
                high: value,
                depends,
            });
        }
        let mut face = |upper: bool| {
            let narrowed = self.parameters.iter().zip(sides).zip(&slopes);
            for ((parameter, (low, high)), slope) in narrowed {
                let values = match rises(*slope) {
                    None => Enclosure::between(low, high),
                    Some(up) if up == upper => Enclosure::between(high, high),
                    Some(_) => Enclosure::between(low, low),
                };
                self.enclosures.set(parameter, values).ok()?;
            }
            of(subject, part, &mut self.enclosures).ok()
        };
        Some(Bounds {
            low: face(false)?,
            high: face(true)?,
            depends,
        })
    }
}

fn of<N: Number>(
    subject: &Subject,
    part: Part,
    evaluator: &mut Evaluator<'_, N>,
) -> Result<N, EvaluationError> {
    match part {
        Part::Value => subject.value(evaluator),
        Part::Success => evaluator.success(subject.name()),
        Part::Failure => evaluator.failure(subject.name()),
    }
}

/// Whether the value rises with the parameter (`true`) or falls; nothing where it may do both.
fn rises(slope: Interval) -> Option<bool> {
    if slope.low() >= 0.0 {
        Some(true)
    } else {
        (slope.high() <= 0.0).then_some(false)
    }
}
