//! Whether a subject rises or falls all the way along one parameter.

use assay_scenarios::{Evaluator, Scenario};
use dashu_ratio::RBig;

use crate::proof::{Dual, Enclosure, Subject};

/// A subject that certainly rises, or certainly falls, from one point to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Monotone {
    /// Whether it certainly does so without a jump.
    pub(super) continuous: bool,
}

pub(super) struct Slope<'s> {
    subject: &'s Subject,
    parameter: &'s str,
    duals: Evaluator<'s, Dual>,
}

impl<'s> Slope<'s> {
    pub(super) fn new(scenario: &'s Scenario, subject: &'s Subject, parameter: &'s str) -> Self {
        Self {
            subject,
            parameter,
            duals: scenario.evaluator(),
        }
    }

    /// Strictly monotone from `low` to `high`, both included, where the subject has a value; nothing if that is not certain.
    pub(super) fn monotone(&mut self, low: &RBig, high: &RBig) -> Option<Monotone> {
        let variable = Dual::variable(0, Enclosure::between(low, high));
        self.duals.set(self.parameter, variable).ok()?;
        let slope = self.subject.value(&mut self.duals).ok()?.slope(0);
        let strict = slope.low() > 0.0 || slope.high() < 0.0;
        // Slopes are of secants, and a jump has no steepest one.
        let continuous = slope.low().is_finite() && slope.high().is_finite();
        strict.then_some(Monotone { continuous })
    }
}
