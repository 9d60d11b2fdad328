//! Boundaries: where a sign changes.
//!
//! For one parameter, [`crossings`] finds every place within a range at which a subject's sign changes, the other
//! parameters being as the scenario has them: exactly where the formula is a quotient of polynomials, piece by piece between its
//! steps and kinks, and otherwise as narrow brackets that are certain to hold a change. A stretch of which
//! nothing is known is said to be so. [`break_evens`] asks this of an attack and every number behind it. For two or three
//! parameters, [`surface`] cuts a box into cells on which all subjects certainly lose, one certainly gains, or neither is known.

mod break_even;
mod chart;
mod crossing;
mod crossings;
mod curve;
mod reading;
mod section;
mod slope;
mod surface;
mod whole;

use assay_scenarios::{LookupError, Scenario, ValueError};
use dashu_ratio::RBig;

pub use break_even::{BreakEven, BreakEvens, Profitable, break_evens};
pub use crossing::{Crossing, Crossings, Method, Place, Sign};
pub use surface::{Cell, Label, Refinement, Surface, surface};

use crate::proof::Subject;

/// How much may be spent on one parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Stretches of the range that are looked into; one costs some tens of microseconds.
    pub stretches: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { stretches: 2_000 }
    }
}

/// Why a boundary cannot be asked for.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum BoundaryError {
    /// There is no such formula, attack or number.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// An end is outside the parameter's range.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The ends are out of order.
    #[error("`{parameter}` cannot go from {low} to {high}, which is less")]
    OutOfOrder {
        /// The parameter.
        parameter: String,
        /// The lower end asked for.
        low: RBig,
        /// The upper end asked for.
        high: RBig,
    },
    /// A whole parameter with no whole number between the ends.
    #[error("there is no whole number from {low} to {high} for `{parameter}`")]
    NoWholeNumber {
        /// The parameter.
        parameter: String,
        /// The lower end asked for.
        low: RBig,
        /// The upper end asked for.
        high: RBig,
    },
    /// A box that has two sides for one parameter.
    #[error("`{0}` is in the box twice")]
    Twice(String),
}

/// Every place from `low` to `high`, in the declared unit of `parameter`, at which the sign of the subject changes.
///
/// ```
/// use assay_scenarios::Scenario;
/// use assay_solver::boundary::{Effort, Place, crossings};
/// use assay_solver::proof::Subject;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios/chronos/balanced.toml");
/// let scenario = Scenario::load(path.as_ref(), &[])?;
/// let attack = Subject::Attack("chronos/false-claim".into());
/// let range = scenario.parameter("detection_rate")?.range().ok_or("a switch")?;
/// let found = crossings(&scenario, &attack, "detection_rate", range, &Effort::default())?;
/// // It pays as long as fewer than two claims of three are detected.
/// let [only] = found.found.as_slice() else { panic!("one crossing") };
/// let Place::Exact(at) = &only.at else { panic!("a rational one") };
/// assert_eq!(at.to_string(), "1000/1503");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`BoundaryError`] when there is no such subject or number, or the ends are outside the parameter's range.
pub fn crossings(
    scenario: &Scenario,
    subject: &Subject,
    parameter: &str,
    (low, high): (&RBig, &RBig),
    effort: &Effort,
) -> Result<Crossings, BoundaryError> {
    subject.numbers(scenario)?;
    let (low, high, whole) = checked(scenario, parameter, (low, high))?;
    let mut reading = reading::Reading::new(scenario, subject, parameter);
    let stretches = chart::chart(&mut reading, &low, &high, effort.stretches);
    Ok(if whole {
        whole::whole(&mut reading, parameter, &stretches)
    } else {
        crossings::real(&mut reading, parameter, &stretches)
    })
}

/// The ends of a part of a parameter's range, which are whole where the parameter is, and whether it is.
fn checked(
    scenario: &Scenario,
    parameter: &str,
    (low, high): (&RBig, &RBig),
) -> Result<(RBig, RBig, bool), BoundaryError> {
    // Refuses a switch.
    scenario.exact(parameter)?;
    if low > high {
        let (parameter, low, high) = (parameter.to_owned(), low.clone(), high.clone());
        return Err(BoundaryError::OutOfOrder {
            parameter,
            low,
            high,
        });
    }
    let whole = scenario.parameter(parameter)?.is_whole();
    let (first, last) = if whole {
        (RBig::from(low.ceil()), RBig::from(high.floor()))
    } else {
        (low.clone(), high.clone())
    };
    if first > last {
        let (parameter, low, high) = (parameter.to_owned(), low.clone(), high.clone());
        return Err(BoundaryError::NoWholeNumber {
            parameter,
            low,
            high,
        });
    }
    for end in [&first, &last] {
        scenario.with_number(parameter, end.clone())?;
    }
    Ok((first, last, whole))
}
