//! What was found about one attack.

use serde::{Deserialize, Serialize};

use crate::{
    finding::{Evidence, Finding, Method, Value},
    interval::Interval,
    verdict::{Side, Verdict},
};

/// An attack's value by every witness, and where its sign changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttackReport {
    /// Stable name, `protocol/vector/variant`.
    pub id: String,
    /// What the attacker does.
    pub threat: String,
    /// What the witnesses say together.
    pub verdict: Verdict,
    /// The expected value for the attacker, by each witness.
    pub ev: ExpectedValue,
    /// What the attacker needs up front, in USD.
    pub capital: f64,
    /// The closed form under each choice of each switch it depends on.
    pub readings: Vec<Reading>,
    /// Parameter values at which the closed form changes its sign.
    pub break_even: Vec<BreakEven>,
    /// What must be so for the attack to be possible.
    pub preconditions: Vec<String>,
    /// What is meant to stop it.
    pub mitigation: String,
    /// Where it comes from.
    pub source: String,
    /// The formula's text.
    pub formula: String,
    /// Contradictions, and why witnesses differ.
    pub notes: Vec<String>,
}

/// The expected value for the attacker, by each witness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectedValue {
    /// The scenario's formula.
    pub closed_form: ClosedForm,
    /// The simulated attack, if it was run.
    pub simulated: Option<Simulated>,
    /// The best that a rational adversary with this attack's means can do, if it was worked out.
    pub best_response: Option<BestResponse>,
}

/// The value of the best policy of an adversary who has an attack's means, is free in everything that
/// the protocol's rules allow, and may stay out (which is worth nothing).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestResponse {
    /// What the policy is worth at least, in `unit`.
    pub low: f64,
    /// What no policy is worth more than, in `unit`.
    pub high: f64,
    /// Unit of both bounds.
    pub unit: String,
    /// The policy in words.
    pub policy: String,
    /// The policy carried out against the executable protocol, where it could be.
    pub simulated: Option<Simulated>,
    /// Whether the simulated interval covers the bounds, chance of one in a thousand aside; none where
    /// the two speak of different worlds.
    pub covered: Option<bool>,
    /// What the bounds rest on: `interval` for bounds rounded outward, `measured` for such bounds on a
    /// grid, widened by an error that was measured and not proved.
    pub certificate: String,
}

impl BestResponse {
    /// The bounds as a witness; none where the replay contradicts them.
    pub fn bounds(&self) -> Option<Interval> {
        (self.covered != Some(false)).then_some(Interval {
            lo: self.low,
            hi: self.high,
        })
    }
}

/// A formula's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClosedForm {
    /// The value as a float, in `unit`.
    pub value: f64,
    /// Unit of the value.
    pub unit: String,
    /// The value as an exact rational, or none where it is irrational.
    pub exact: Option<String>,
}

/// A mean over simulated runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// Mean profit of the attacker, in USD.
    pub mean: f64,
    /// 95 % interval of the mean, in USD.
    pub ci95: Interval,
    /// Runs the mean is taken over.
    pub runs: u64,
    /// Standard deviation of one run's profit, in USD.
    pub sd: f64,
    /// Share of the runs in which the attacker ended poorer than he began.
    pub loss_probability: f64,
}

/// The closed form under another choice of a switch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The switch.
    pub parameter: String,
    /// Its choice.
    pub choice: String,
    /// Whether this is the choice that the scenario makes.
    pub in_force: bool,
    /// The closed form under it, in USD.
    pub value: f64,
}

/// A parameter value at which an attack's closed form changes its sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreakEven {
    /// The parameter.
    pub parameter: String,
    /// Its value there, in `unit`, all others being as they are.
    pub value: f64,
    /// Unit of the value.
    pub unit: String,
    /// The value as an exact rational, where it is one.
    pub exact: Option<String>,
    /// On which side of the value the attack pays: `above` or `below`.
    pub profitable: String,
    /// The parameter's value now, in `unit`.
    pub now: f64,
    /// How far that is from here: the change of the parameter as a share of its value now, or of the larger end of its
    /// range where it is zero now.
    pub change: f64,
}

impl AttackReport {
    /// Whether the simulated interval covers the closed form; none where nothing was simulated.
    pub fn witnesses_agree(&self) -> Option<bool> {
        let simulated = self.ev.simulated.as_ref()?;
        Some(simulated.ci95.contains(self.ev.closed_form.value))
    }

    /// The break-even values, those first that the smallest change of their parameter reaches; ties as they stand.
    pub fn nearest_first(&self) -> Vec<&BreakEven> {
        let mut sorted: Vec<&BreakEven> = self.break_even.iter().collect();
        sorted.sort_by(|a, b| a.change.abs().total_cmp(&b.change.abs()));
        sorted
    }

    /// The attack as a finding among the others.
    pub fn finding(&self, seed: u64) -> Finding {
        let simulated = self.ev.simulated.as_ref();
        Finding {
            id: self.id.clone(),
            statement: self.threat.clone(),
            value: Some(Value {
                value: self.ev.closed_form.value,
                unit: self.ev.closed_form.unit.clone(),
                ci95: simulated.map(|simulated| simulated.ci95),
            }),
            printed: None,
            method: match (simulated, &self.ev.best_response) {
                (Some(_), Some(_)) => Method::ThreeWitnesses,
                (Some(_), None) => Method::ClosedFormAndSimulation,
                (None, _) => Method::ClosedForm,
            },
            evidence: Evidence {
                formula: Some(self.formula.clone()),
                runs: simulated.map(|simulated| simulated.runs),
                seed: simulated.map(|_| seed),
                source: self.source.clone(),
            },
            verdict: self.verdict,
            threshold: Some(Side::Below.of(0.0)),
            flips: self
                .nearest_first()
                .into_iter()
                .map(|at| {
                    let change = 100.0 * at.change;
                    let (name, side) = (&at.parameter, at.side());
                    format!("{name} {side} {} {} ({change:+.1} %)", at.value, at.unit)
                })
                .collect(),
            notes: self.notes.clone(),
        }
    }
}

impl BreakEven {
    pub(crate) fn side(&self) -> &'static str {
        if self.profitable == "above" {
            "pays above"
        } else {
            "pays below"
        }
    }
}
