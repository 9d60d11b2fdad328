//! How far a finding is from turning.
//!
//! A margin is the signed distance from the threshold, positive on the safe side. That of an attack is taken over its
//! witnesses: what the worst of them says. A best response that stays out is worth nothing and says nothing of a distance,
//! so that it counts only where it gains.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{class::Turn, words::signed};
use crate::{
    attack::AttackReport,
    finding::{Finding, Threshold},
    interval::Interval,
    verdict::{NOTHING, Side, Verdict},
};

/// A relative difference below which two exact values are the same.
const SAME: f64 = 1e-9;
/// So many half-widths of a 95 % interval: more than five standard errors.
const WIDER: f64 = 3.0;
/// A share of a formula's value by which it may leave its simulation, for what both round.
const NEGLIGIBLE: f64 = 1e-3;
/// An interval of so many times what is rounding is worth showing.
const WIDE: f64 = 4.0;

/// A distance from the threshold, positive on the safe side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Margin {
    /// In the finding's unit.
    pub absolute: f64,
    /// As a share of the threshold; none where that is zero.
    pub relative: Option<f64>,
    /// Whose value it is, for an attack.
    pub witness: Option<Witness>,
}

/// A witness of an attack's expected value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Witness {
    /// The closed form.
    Formula,
    /// The simulated attack.
    Simulation,
    /// The best that a rational adversary can do.
    BestResponse,
}

impl Witness {
    /// Every witness, the formula first.
    pub const ALL: [Self; 3] = [Self::Formula, Self::Simulation, Self::BestResponse];

    /// The words people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::Simulation => "simulation",
            Self::BestResponse => "best response",
        }
    }

    /// What the witness says of the attack's value, in USD; none if it does not speak.
    pub(super) fn of(self, attack: &AttackReport) -> Option<Estimate> {
        match self {
            Self::Formula => Some(Estimate::exact(attack.ev.closed_form.value)),
            Self::Simulation => attack.ev.simulated.as_ref().map(|simulated| Estimate {
                value: simulated.mean,
                interval: simulated.ci95,
            }),
            Self::BestResponse => {
                let best = attack.ev.best_response.as_ref()?;
                let bounds = best.bounds()?;
                // Less than half a cent is rounding: so the verdict has it.
                Some(Estimate {
                    value: best.low,
                    interval: Interval {
                        lo: bounds.lo - NOTHING,
                        hi: bounds.hi + NOTHING,
                    },
                })
            }
        }
    }

    /// Whether it says, beyond its error, that the attack pays (vulnerable) or loses (safe).
    pub(super) fn verdict(self, attack: &AttackReport) -> Option<Verdict> {
        let (pays, loses) = match self {
            Self::Formula => {
                let value = attack.ev.closed_form.value;
                (value > 0.0, value < 0.0)
            }
            Self::Simulation => {
                let interval = attack.ev.simulated.as_ref()?.ci95;
                (interval.lo > 0.0, interval.hi < 0.0)
            }
            Self::BestResponse => {
                let bounds = attack.ev.best_response.as_ref()?.bounds()?;
                (bounds.lo >= NOTHING, bounds.hi < NOTHING)
            }
        };
        Some(match (pays, loses) {
            (true, _) => Verdict::Vulnerable,
            (_, true) => Verdict::Safe,
            _ => Verdict::Undecided,
        })
    }
}

/// A number with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Estimate {
    pub(super) value: f64,
    pub(super) interval: Interval,
}

impl Estimate {
    /// Known but for rounding.
    pub(super) fn exact(value: f64) -> Self {
        let slack = SAME * value.abs();
        Self {
            value,
            interval: Interval {
                lo: value - slack,
                hi: value + slack,
            },
        }
    }

    /// The number, with its interval where that is wider than rounding.
    pub(super) fn words(self, unit: &str) -> String {
        let value = signed(self.value, unit);
        let Interval { lo, hi } = self.interval;
        if hi - lo <= WIDE * NOTHING + WIDE * SAME * self.value.abs() {
            return value;
        }
        format!("{value} ({} to {})", signed(lo, unit), signed(hi, unit))
    }

    /// How `other` stands to this one; equal where the difference lies within the error of either, or is no larger a share of
    /// this one than `tolerance`.
    fn to(self, other: Self, tolerance: f64) -> Ordering {
        let within_error =
            self.interval.contains(other.value) || other.interval.contains(self.value);
        if within_error || (other.value - self.value).abs() <= tolerance * self.value.abs() {
            Ordering::Equal
        } else {
            other.value.total_cmp(&self.value)
        }
    }

    /// As far from the threshold as this, on its safe side.
    fn beyond(self, threshold: Threshold) -> Self {
        let distance = |value: f64| match threshold.side {
            Side::Below => threshold.value - value,
            Side::Above => value - threshold.value,
            Side::At => -(value - threshold.value).abs(),
        };
        let (a, b) = (distance(self.interval.lo), distance(self.interval.hi));
        let reaches = threshold.side == Side::At && self.interval.contains(threshold.value);
        Self {
            value: distance(self.value),
            interval: Interval {
                lo: a.min(b),
                hi: if reaches { 0.0 } else { a.max(b) },
            },
        }
    }
}

/// The margin of a finding, `attack` being what its witnesses say if it is one; none without a value and a threshold.
pub(super) fn margin(finding: &Finding, attack: Option<&AttackReport>) -> Option<Margin> {
    if let Some(attack) = attack {
        let (witness, worst) = worst(attack);
        return Some(Margin {
            absolute: 0.0 - worst.value,
            relative: None,
            witness: Some(witness),
        });
    }
    let threshold = finding.threshold?;
    let absolute = of_value(finding)?.value;
    Some(Margin {
        absolute,
        relative: (threshold.value != 0.0).then(|| absolute / threshold.value.abs()),
        witness: None,
    })
}

/// Which side is the safer: greater if it is the second, equal where nothing moved beyond its error.
///
/// Of an attack the worst witness decides; where that stands still, the first of the others that does not.
pub(super) fn compare(
    before: (&Finding, Option<&AttackReport>),
    after: (&Finding, Option<&AttackReport>),
    tolerance: f64,
) -> Ordering {
    // A gain is a margin with the other sign, so that less of it is more of the other.
    let of_gains = |before: Estimate, after: Estimate| before.to(after, tolerance).reverse();
    match (before, after) {
        ((_, Some(before)), (_, Some(after))) => {
            let of_worst = of_gains(worst(before).1, worst(after).1);
            Witness::ALL
                .into_iter()
                .filter_map(|witness| Some(of_gains(witness.of(before)?, witness.of(after)?)))
                .fold(of_worst, Ordering::then)
        }
        ((before, _), (after, _)) => match (of_value(before), of_value(after)) {
            (Some(before), Some(after)) => before.to(after, tolerance),
            _ => Ordering::Equal,
        },
    }
}

/// What happened to a finding's own value, of an attack its formula; `edited` says whether any formula reads otherwise.
pub(super) fn turn(
    before: (&Finding, Option<&AttackReport>),
    after: (&Finding, Option<&AttackReport>),
    edited: bool,
) -> Turn {
    match (before, after) {
        ((_, Some(before)), (_, Some(after))) => {
            let pays = |attack| Witness::Formula.verdict(attack) == Some(Verdict::Vulnerable);
            if pays(after) && !pays(before) {
                Turn::Crossed
            } else if edited && parts_from_simulation(before, after) {
                Turn::Contradicted
            } else {
                Turn::None
            }
        }
        ((before, _), (after, _)) => match (of_value(before), of_value(after)) {
            (Some(before), Some(after)) if before.value >= 0.0 && after.interval.hi < 0.0 => {
                Turn::Crossed
            }
            _ => Turn::None,
        },
    }
}

/// Whether an attack's formula moved away from its simulation, which stood still: it says something else of the same events.
/// A parameter that moves one of them alone is an assumption that the other does without.
fn parts_from_simulation(before: &AttackReport, after: &AttackReport) -> bool {
    let simulated = |attack| Witness::Simulation.of(attack);
    let (Some(was), Some(is)) = (simulated(before), simulated(after)) else {
        return false;
    };
    let formulas = [before, after].map(|attack| attack.ev.closed_form.value);
    // How far a formula lies outside of a wide interval around what is simulated.
    let gap = |formula: f64, simulated: Estimate| {
        let half = (simulated.interval.hi - simulated.interval.lo) / 2.0;
        ((formula - simulated.value).abs() - WIDER * half).max(0.0)
    };
    let [formula_before, formula_after] = formulas;
    let slack = NOTHING + NEGLIGIBLE * formula_before.abs();
    was == is && gap(formula_after, is) > gap(formula_before, was) + slack
}

/// The witness by whom the attack gains most.
fn worst(attack: &AttackReport) -> (Witness, Estimate) {
    let formula = Estimate::exact(attack.ev.closed_form.value);
    let mut worst = (Witness::Formula, formula);
    for witness in [Witness::Simulation, Witness::BestResponse] {
        if let Some(estimate) = witness.of(attack) {
            let stays_out = witness == Witness::BestResponse && estimate.value < NOTHING;
            if !stays_out && estimate.value > worst.1.value {
                worst = (witness, estimate);
            }
        }
    }
    worst
}

/// How far the value of a finding is from its threshold.
fn of_value(finding: &Finding) -> Option<Estimate> {
    let value = finding.value.as_ref()?;
    let estimate = match value.ci95 {
        Some(interval) => Estimate {
            value: value.value,
            interval,
        },
        None => Estimate::exact(value.value),
    };
    Some(estimate.beyond(finding.threshold?))
}
