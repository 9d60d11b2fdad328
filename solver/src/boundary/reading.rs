//! One subject as a function of one parameter, read at a point, on a piece, and over a stretch.

use assay_scenarios::{EvaluationError, Evaluator, NumberError, Scenario};
use dashu_ratio::RBig;

use super::Sign;
use super::curve::{Fraction, signum};
use super::section::{Piece, Section};
use super::slope::{Monotone, Slope};
use crate::proof::{Enclosure, Subject};

/// The subject on a piece around a sample point.
pub(super) enum Around {
    /// This function, between two points.
    Function(Fraction, RBig, RBig),
    /// No value anywhere between two points.
    Undefined(RBig, RBig),
    /// Something changes at the sample itself.
    Change(RBig),
    /// Not a quotient of polynomials there.
    NotExact,
}

/// The subject with one parameter free and all others as the scenario has them.
pub(super) struct Reading<'s> {
    subject: &'s Subject,
    parameter: &'s str,
    exact: Evaluator<'s, RBig>,
    sections: Evaluator<'s, Section>,
    enclosures: Evaluator<'s, Enclosure>,
    slopes: Slope<'s>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(scenario: &'s Scenario, subject: &'s Subject, parameter: &'s str) -> Self {
        Self {
            subject,
            parameter,
            exact: scenario.evaluator(),
            sections: scenario.evaluator(),
            enclosures: scenario.evaluator(),
            slopes: Slope::new(scenario, subject, parameter),
        }
    }

    /// The value at a point, where it is rational.
    pub(super) fn value(&mut self, x: &RBig) -> Result<RBig, NoRational> {
        let set = self.exact.set(self.parameter, x.clone());
        set.map_err(|_| NoRational::Inexact)?;
        let value = self.subject.value(&mut self.exact);
        value.map_err(|error| NoRational::of(&error))
    }

    /// The sign at a point; nothing where it cannot be told.
    pub(super) fn at(&mut self, x: &RBig) -> Option<Sign> {
        match self.value(x) {
            Ok(value) => Some(Sign::of(signum(&value))),
            Err(NoRational::Undefined) => Some(Sign::Undefined),
            Err(NoRational::Inexact) => self.over(x, x),
        }
    }

    /// The sign that the subject has from `low` to `high`, both included, if enclosures show one.
    pub(super) fn over(&mut self, low: &RBig, high: &RBig) -> Option<Sign> {
        self.enclose(low, high)?;
        let value = self.subject.value(&mut self.enclosures).ok()?;
        let sign = if value.is_negative() {
            Sign::Negative
        } else if value.is_positive() {
            Sign::Positive
        } else if value.low() == 0.0 && value.high() == 0.0 {
            Sign::Zero
        } else {
            return None;
        };
        self.is_defined().then_some(sign)
    }

    /// Whether the subject certainly rises, or certainly falls, all the way from `low` to `high`, and has a value there.
    pub(super) fn monotone(&mut self, low: &RBig, high: &RBig) -> Option<Monotone> {
        let monotone = self.slopes.monotone(low, high)?;
        self.enclose(low, high)?;
        self.is_defined().then_some(monotone)
    }

    fn enclose(&mut self, low: &RBig, high: &RBig) -> Option<()> {
        let values = Enclosure::between(low, high);
        self.enclosures.set(self.parameter, values).ok()
    }

    /// Whether an attack's probability certainly is one, so that an enclosure of its value says that there is a value.
    fn is_defined(&mut self) -> bool {
        let Subject::Attack(id) = self.subject else {
            return true;
        };
        let success = self.enclosures.success(id);
        let failure = self.enclosures.failure(id);
        [success, failure]
            .iter()
            .all(|chance| chance.as_ref().is_ok_and(|chance| chance.low() >= 0.0))
    }

    /// The subject as an exact function around a point strictly between `low` and `high`.
    pub(super) fn around(&mut self, low: &RBig, high: &RBig) -> Around {
        let quarter = (high - low) / RBig::from(4u8);
        let sample = RBig::simplest_in(low + &quarter, high - &quarter);
        let piece = Piece::new(sample.clone(), low.clone(), high.clone());
        let value = match self.sections.set(self.parameter, piece.variable()) {
            Ok(()) => self.subject.value(&mut self.sections),
            Err(_) => return Around::NotExact,
        };
        if piece.struck() {
            return Around::Change(sample);
        }
        let (from, to) = piece.ends();
        match value.map_err(|error| NoRational::of(&error)) {
            Ok(section) => Around::Function(section.fraction(), from, to),
            Err(NoRational::Inexact) => Around::NotExact,
            Err(NoRational::Undefined) => Around::Undefined(from, to),
        }
    }
}

/// Why exact arithmetic has no value.
pub(super) enum NoRational {
    /// There is none.
    Undefined,
    /// There may be one that is not rational, or too long.
    Inexact,
}

impl NoRational {
    fn of(error: &EvaluationError) -> Self {
        match (error, error.number_error()) {
            (EvaluationError::Lookup(_), _)
            | (
                _,
                Some(
                    NumberError::NotExact(_)
                    | NumberError::TooManyDigits
                    | NumberError::ExponentTooLarge
                    | NumberError::NotFinite,
                ),
            ) => Self::Inexact,
            _ => Self::Undefined,
        }
    }
}
