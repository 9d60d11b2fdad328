//! A design as JSON, for the metadata of what is made with it.

use assay_scenarios::{ParameterKind, Scale};
use serde_json::{Value, json};

use super::{Design, Domain, Factor, Kind, Shape};

impl Design {
    /// The design as JSON: what decides its points, so that two designs described alike have the same ones. Keys stand in
    /// a fixed order.
    ///
    /// `kind` and its numbers (`seed` as text, since JSON's numbers do not hold all of it), `points`, and per factor its
    /// name, unit, kind, group and domain. A list has a `fingerprint` of its rows, a crossed design its two parts.
    #[must_use]
    pub fn describe(&self) -> Value {
        let mut told = match &self.shape {
            Shape::Grid(_) => json!({ "kind": "grid", "levels": levels(&self.factors) }),
            Shape::Random { seed } => seeded("random", *seed),
            Shape::Latin { seed, .. } => seeded("lhs", *seed),
            Shape::Sobol { seed, .. } => seeded("sobol", *seed),
            Shape::Saltelli { kind, seed, .. } => with_numbers(seeded("saltelli", *seed), *kind),
            Shape::Morris { kind, seed, .. } => with_numbers(seeded("morris", *seed), *kind),
            Shape::List(list) => {
                json!({ "kind": "csv", "fingerprint": format!("{:016x}", list.fingerprint()) })
            }
            Shape::Crossed(slow, fast) => {
                return json!({
                    "kind": "crossed",
                    "points": self.len,
                    "slow": slow.describe(),
                    "fast": fast.describe(),
                });
            }
        };
        add(&mut told, "points", json!(self.len));
        let factors: Vec<Value> = self.factors.iter().map(factor).collect();
        add(&mut told, "factors", Value::Array(factors));
        told
    }
}

fn seeded(kind: &str, seed: u64) -> Value {
    json!({ "kind": kind, "seed": seed.to_string() })
}

fn with_numbers(mut told: Value, kind: Kind) -> Value {
    match kind {
        Kind::Saltelli { base, second } => {
            add(&mut told, "base", json!(base));
            add(&mut told, "second_order", json!(second));
        }
        Kind::Morris {
            trajectories,
            levels,
        } => {
            add(&mut told, "trajectories", json!(trajectories));
            add(&mut told, "levels", json!(levels));
        }
        _ => {}
    }
    told
}

fn add(told: &mut Value, key: &str, value: Value) {
    if let Value::Object(entries) = told {
        entries.insert(key.to_owned(), value);
    }
}

fn levels(factors: &[Factor]) -> Vec<Vec<String>> {
    let texts = |factor: &Factor| {
        factor
            .levels()
            .iter()
            .map(|level| factor.text(*level))
            .collect()
    };
    factors.iter().map(texts).collect()
}

fn factor(factor: &Factor) -> Value {
    let kind = match factor.kind() {
        ParameterKind::Control => "control",
        ParameterKind::Environment => "environment",
    };
    let mut told = json!({
        "name": factor.name(),
        "unit": factor.unit(),
        "kind": kind,
        "domain": domain(factor),
    });
    if let Some(group) = factor.group() {
        add(&mut told, "group", json!(group));
    }
    told
}

fn domain(factor: &Factor) -> Value {
    match factor.domain() {
        Domain::Between { low, high, scale } => {
            let scale = match scale {
                Scale::Linear => "linear",
                Scale::Logarithmic => "logarithmic",
            };
            json!({ "low": low, "high": high, "scale": scale })
        }
        Domain::Whole { low, high } => json!({ "low": low, "high": high, "whole": true }),
        Domain::Listed(values) => json!({ "listed": values }),
        Domain::Choices(positions) => {
            let choices: Vec<String> = positions
                .iter()
                .map(|position| factor.text(*position))
                .collect();
            json!({ "choices": choices })
        }
    }
}
