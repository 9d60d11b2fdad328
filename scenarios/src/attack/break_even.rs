//! Where an attack's expected value changes sign as one parameter moves through its range.

mod scan;

use dashu_ratio::RBig;

use super::{Attack, reach::Reached};
use crate::number::to_f64;
use crate::scenario::Scenario;

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

impl Scenario {
    /// Every break-even value of an attack: for each numeric parameter its expected value depends on, in file order, each
    /// place within the parameter's range where `expected value > 0` begins or ceases to hold; from low to high.
    ///
    /// The range is scanned at some two hundred points, evenly and by ratios, and at every constant the formulas compare with,
    /// then bisected to the last bit; two crossings between neighbouring points are not seen. Points at
    /// which the attack has no value are passed over.
    pub fn break_evens(&self, attack: &Attack) -> Vec<BreakEven> {
        let Ok(attack) = self.attack(attack.id()) else {
            return Vec::new();
        };
        let reached = Reached::from_attack(self, attack);
        let mut found = Vec::new();
        for slot in &reached.parameters {
            let Some(parameter) = self.parameters().get(*slot) else {
                continue;
            };
            let (Some(unit), Some((low, high))) = (parameter.unit(), parameter.range()) else {
                continue;
            };
            let landmarks = reached
                .landmarks(self, unit)
                .into_iter()
                .map(|base| unit.in_unit(&base))
                .chain(self.exact(parameter.name()).ok().cloned())
                .filter(|value| value >= low && value <= high)
                .collect();
            let scan = scan::Scan {
                scenario: self,
                attack: attack.id(),
                slot: *slot,
                unit,
                low,
                high,
                landmarks,
            };
            let crossings = if parameter.is_whole() {
                scan.whole()
            } else {
                scan.real()
            };
            found.extend(crossings.into_iter().map(|crossing| BreakEven {
                parameter: parameter.name().to_owned(),
                value: crossing.exact.as_ref().map_or(crossing.value, to_f64),
                exact: crossing.exact,
                unit: unit.name().to_owned(),
                profitable: crossing.profitable,
            }));
        }
        found
    }
}
