//! Where an attack begins or ceases to pay, for every number behind it.

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use super::{BoundaryError, Crossing, Effort, Place, Sign, crossings};
use crate::exact::approximate;
use crate::proof::Subject;

/// A value of one parameter, the others as they are, beyond which an attack begins or ceases to pay.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// The parameter.
    pub parameter: String,
    /// Where the expected value changes sign, in `unit`: for a `whole` parameter the first whole value at which the attack
    /// does not pay, otherwise the crossing itself.
    pub value: f64,
    /// The same as an exact rational, where exact arithmetic confirms it: the expected value there is exactly zero,
    /// or, for a `whole` parameter, has the stated sign on both sides.
    pub exact: Option<RBig>,
    /// The parameter's declared unit.
    pub unit: String,
    /// On which side the attack pays.
    pub profitable: Profitable,
}

/// The side of a break-even value on which an attack pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profitable {
    /// At smaller values.
    Below,
    /// At larger values.
    Above,
}

/// The break-even values of an attack, and what is not known of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BreakEvens {
    /// By parameter in file order, then from low to high.
    pub found: Vec<BreakEven>,
    /// A parameter and a stretch of its values, in its declared unit, on which nothing is known.
    pub unresolved: Vec<(String, RBig, RBig)>,
}

/// Every value of every number behind an attack, the others being as the scenario has them, beyond which the attack begins or
/// ceases to pay: `expected value > 0`. Values beside which the attack has no value are passed over.
///
/// For a `whole` parameter the value is the first at which the attack does not pay, otherwise the crossing itself.
///
/// # Errors
/// [`BoundaryError::Lookup`] when there is no such attack.
pub fn break_evens(
    scenario: &Scenario,
    attack: &str,
    effort: &Effort,
) -> Result<BreakEvens, BoundaryError> {
    let subject = Subject::Attack(attack.to_owned());
    let mut result = BreakEvens::default();
    for parameter in scenario.numbers_behind_attack(attack)? {
        let (Some(unit), Some(range)) = (parameter.unit(), parameter.range()) else {
            continue;
        };
        let name = parameter.name();
        let crossings = crossings(scenario, &subject, name, range, effort)?;
        for crossing in crossings.found {
            if let Some((profitable, value, exact)) = read(crossing, parameter.is_whole()) {
                result.found.push(BreakEven {
                    parameter: name.to_owned(),
                    value,
                    exact,
                    unit: unit.name().to_owned(),
                    profitable,
                });
            }
        }
        let stretches = crossings.unresolved.into_iter();
        result
            .unresolved
            .extend(stretches.map(|(low, high)| (name.to_owned(), low, high)));
    }
    Ok(result)
}

/// The side that pays, and the value beyond which it does.
fn read(crossing: Crossing, whole: bool) -> Option<(Profitable, f64, Option<RBig>)> {
    let profitable = match (pays(crossing.below)?, pays(crossing.above)?) {
        (true, false) => Profitable::Below,
        (false, true) => Profitable::Above,
        _ => return None,
    };
    let exact = match crossing.at {
        Place::Exact(at) => at,
        Place::Bracket { low, high } if whole => match profitable {
            Profitable::Below => high,
            Profitable::Above => low,
        },
        Place::Bracket { low, high } => {
            let middle = (low + high) / RBig::from(2u8);
            return Some((profitable, approximate(&middle), None));
        }
    };
    Some((profitable, approximate(&exact), Some(exact)))
}

fn pays(sign: Sign) -> Option<bool> {
    match sign {
        Sign::Positive => Some(true),
        Sign::Negative | Sign::Zero => Some(false),
        Sign::Undefined => None,
    }
}
