//! How fast a subject changes with each parameter at the scenario's own point.

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use super::{Dual, Enclosure, ProofError, Subject};
use crate::interval::Interval;

/// Half the width of the neighbourhood, as a share of the value: 2⁻⁴⁰.
const NEIGHBOURHOOD: u64 = 1 << 40;

/// The partial derivative of a subject by one parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivative {
    /// The parameter.
    pub parameter: String,
    /// What the derivative certainly lies in, in units of the subject for each declared unit of the parameter. Nothing where the
    /// subject bends or jumps as the parameter moves, or does so too close by to tell.
    pub slope: Option<Interval>,
}

/// The partial derivatives of a subject at the scenario's own values, in the order asked for.
///
/// Forward differentiation in intervals over a neighbourhood of the point, 2⁻⁴⁰ of each value wide on either side and cut off at
/// the ends of the declared range (where the derivative is the one-sided one). Whole parameters count as if they could
/// take any value. The bounds hold throughout the neighbourhood, rounding included.
///
/// # Errors
/// [`ProofError`] when there is no such subject or parameter, it is a switch, or the subject has no value somewhere in the neighbourhood.
pub fn gradient(
    scenario: &Scenario,
    subject: &Subject,
    parameters: &[&str],
) -> Result<Vec<Derivative>, ProofError> {
    let mut evaluator = scenario.evaluator::<Dual>();
    for (number, name) in parameters.iter().enumerate() {
        let around = neighbourhood(scenario, name)?;
        evaluator.set(name, Dual::smooth_variable(number, around))?;
    }
    let dual = subject.value(&mut evaluator)?;
    let derivative = |(number, name): (usize, &&str)| {
        let slope = dual.slope(number);
        let bounded = slope.magnitude() < f64::INFINITY;
        Derivative {
            parameter: (*name).to_owned(),
            slope: bounded.then_some(slope),
        }
    };
    Ok(parameters.iter().enumerate().map(derivative).collect())
}

fn neighbourhood(scenario: &Scenario, name: &str) -> Result<Enclosure, ProofError> {
    let value = scenario.exact(name)?;
    let scale = if value.is_zero() { &RBig::ONE } else { value };
    let away = scale / RBig::from(NEIGHBOURHOOD);
    let (one, other) = (value - &away, value + &away);
    Ok(match scenario.parameter(name)?.range() {
        Some((low, high)) if low < high => {
            let cut = |end: RBig| end.max(low.clone()).min(high.clone());
            Enclosure::between(&cut(one), &cut(other))
        }
        _ => Enclosure::between(&one, &other),
    })
}
