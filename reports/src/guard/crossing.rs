//! Where between its value before and after a parameter turns an attack's formula.

use serde::{Deserialize, Serialize};

use super::{snapshot::Snapshot, steps::ParameterChange, words::plain};
use crate::attack::{AttackReport, BreakEven};

/// A break-even value that a parameter's change passes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// The parameter.
    pub parameter: String,
    /// The value at which the formula is zero, in `unit`, all else being as on one of the sides.
    pub value: f64,
    /// Unit of the value.
    pub unit: String,
    /// The neighbouring whole values between which it turns, of a parameter that takes no others.
    pub between: Option<[f64; 2]>,
    /// On which side of the value the attack pays: `above` or `below`.
    pub profitable: String,
}

impl Crossing {
    /// `between 1 and 2 blocks`, `at 0.0333 ETH`.
    pub fn words(&self) -> String {
        match self.between {
            Some([low, high]) => format!("between {} and {}", number(low), plain(high, &self.unit)),
            None => format!("at {}", plain(self.value, &self.unit)),
        }
    }

    /// What keeps the attack from paying: `at 2 blocks or more`, `below $5,743.72`.
    pub(super) fn safe_side(&self) -> String {
        let pays_below = self.profitable == "below";
        match self.between {
            Some([_, high]) if pays_below => format!("at {} or more", plain(high, &self.unit)),
            Some([low, _]) => format!("at {} or less", plain(low, &self.unit)),
            None if pays_below => format!("above {}", plain(self.value, &self.unit)),
            None => format!("below {}", plain(self.value, &self.unit)),
        }
    }
}

fn number(value: f64) -> String {
    plain(value, "count")
}

/// Every break-even value that a change passes: as the side before has it, and where that has none, as the side after has.
pub(super) fn crossings(
    (before, after): (Option<&AttackReport>, Option<&AttackReport>),
    parameters: &[ParameterChange],
    side: &Snapshot,
) -> Vec<Crossing> {
    let mut all = Vec::new();
    for parameter in parameters {
        let value = |text: &Option<String>| text.as_deref().and_then(float);
        let (Some(from), Some(to)) = (value(&parameter.before), value(&parameter.after)) else {
            continue;
        };
        let whole = side.setting(&parameter.name).is_some_and(|it| it.whole);
        let passed = |attack: Option<&AttackReport>| -> Vec<Crossing> {
            attack
                .map(|attack| attack.break_even.as_slice())
                .unwrap_or_default()
                .iter()
                .filter(|at| at.parameter == parameter.name)
                .filter(|at| from.min(to) <= at.value && at.value <= from.max(to))
                .map(|at| crossing(at, whole))
                .collect()
        };
        let of_before = passed(before);
        all.extend(if of_before.is_empty() {
            passed(after)
        } else {
            of_before
        });
    }
    all
}

fn crossing(at: &BreakEven, whole: bool) -> Crossing {
    let value = at.value;
    // At the value itself the formula is zero, which does not pay.
    let between = whole.then(|| match (value.fract() == 0.0, at.profitable == "below") {
        (true, true) => [value - 1.0, value],
        (true, false) => [value, value + 1.0],
        (false, _) => [value.floor(), value.ceil()],
    });
    Crossing {
        parameter: at.parameter.clone(),
        value,
        unit: at.unit.clone(),
        between,
        profitable: at.profitable.clone(),
    }
}

/// The float of an exact value's text.
fn float(text: &str) -> Option<f64> {
    match text.split_once('/') {
        None => text.parse().ok(),
        Some((numerator, denominator)) => {
            Some(numerator.parse::<f64>().ok()? / denominator.parse::<f64>().ok()?)
        }
    }
}
