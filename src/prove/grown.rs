//! The largest box around the scenario's own values in which signs stay proved.

use assay_reports::text::Layout;
use assay_scenarios::Scenario;
use assay_solver::{
    exact::approximate,
    proof::{self, Claim, Effort, Growth, ParameterBox, Proof, Range, Stop, Subject},
};
use serde_json::{Map, Value, json};

use super::{
    answer::{point_json, word},
    sign_of,
};
use crate::{
    arguments::Sign, done::Done, error::CommandError, lab::named, page::Page, subject::spelled,
};

/// What grew, and what could not even begin.
pub(super) struct Grown {
    claims: Vec<Claim>,
    /// Subjects that do not have the sign at the scenario's own values.
    failing: Vec<Subject>,
    growth: Option<Growth>,
}

pub(super) fn grow(
    scenario: &Scenario,
    subjects: &[Subject],
    asked: Option<Sign>,
    effort: &Effort,
) -> Result<Grown, CommandError> {
    let (mut claims, mut failing) = (Vec::new(), Vec::new());
    for subject in subjects {
        let sign = sign_of(scenario, subject, asked)?;
        let here = ParameterBox::default();
        match proof::prove(scenario, subject, sign, &here, effort)? {
            Proof::Proved { .. } => claims.push(Claim {
                subject: subject.clone(),
                sign,
            }),
            _ => failing.push(subject.clone()),
        }
    }
    let mut behind: Vec<&str> = Vec::new();
    for claim in &claims {
        for number in claim.subject.numbers(scenario)? {
            if !behind.contains(&number.name()) {
                behind.push(number.name());
            }
        }
    }
    let growth = if claims.is_empty() {
        None
    } else {
        Some(proof::grow(scenario, &claims, &behind, effort)?)
    };
    Ok(Grown {
        claims,
        failing,
        growth,
    })
}

impl Grown {
    /// Holds if every sign that was asked for has a box.
    pub(super) fn done(&self) -> Done {
        if self.failing.is_empty() {
            Done::Holds
        } else {
            Done::DoesNotHold
        }
    }

    pub(super) fn text(&self, scenario: &Scenario, layout: Layout) -> String {
        let mut page = Page::new(layout);
        let title = page.strong(scenario.title());
        page.line(&title);
        let claims: Vec<&str> = self.claims.iter().map(|it| it.subject.name()).collect();
        let Some(growth) = &self.growth else {
            page.paragraph(
                "",
                "None of the signs holds at the scenario's own values: there is no box to grow.",
            );
            return page.text;
        };
        page.paragraph(
            "",
            &format!(
                "The sign of {} of {} is proved in the whole box below ({} boxes looked at): {}.",
                self.claims.len(),
                self.claims.len() + self.failing.len(),
                growth.boxes,
                claims.join(", ")
            ),
        );
        if !self.failing.is_empty() {
            let names: Vec<&str> = self.failing.iter().map(Subject::name).collect();
            page.paragraph(
                "",
                &format!(
                    "At the scenario's own values already it does not hold of: {}.",
                    names.join(", ")
                ),
            );
        }
        page.line("");
        let rows: Vec<Vec<String>> = growth
            .ranges
            .iter()
            .map(|range| {
                let now = scenario
                    .exact(&range.parameter)
                    .map(spelled)
                    .unwrap_or_default();
                vec![
                    range.parameter.clone(),
                    short(&range.low),
                    now,
                    short(&range.high),
                    unit(scenario, range),
                    stops(range),
                ]
            })
            .collect();
        let header = ["parameter", "from", "now", "to", "", "what stops it"];
        page.table(&header, &[1, 2, 3], &rows);
        page.paragraph(
            "",
            "↓ and ↑: the attack that pays just beyond that end; with a question mark, for which nothing could be proved there. \
             A side that is stopped by nothing reaches the ends of its declared range.",
        );
        page.text
    }

    pub(super) fn json(&self, scenario: &Scenario) -> Result<String, CommandError> {
        let claims: Vec<Value> = self
            .claims
            .iter()
            .map(|it| json!({ "subject": it.subject.name(), "sign": word(it.sign) }))
            .collect();
        let ranges: Vec<Value> = self
            .growth
            .iter()
            .flat_map(|growth| &growth.ranges)
            .map(|range| {
                json!({
                    "parameter": range.parameter,
                    "unit": unit(scenario, range),
                    "now": scenario.exact(&range.parameter).map(ToString::to_string).ok(),
                    "low": range.low.to_string(),
                    "high": range.high.to_string(),
                    "below": stop_json(&range.below),
                    "above": stop_json(&range.above),
                })
            })
            .collect();
        let sides: Map<String, Value> = self
            .growth
            .iter()
            .flat_map(|growth| &growth.ranges)
            .map(|range| {
                let ends = [range.low.to_string(), range.high.to_string()];
                (range.parameter.clone(), json!(ends))
            })
            .collect();
        let mut text = serde_json::to_string_pretty(&json!({
            "schema_version": assay_reports::SCHEMA_VERSION,
            "scenario": named(scenario),
            "result": if self.failing.is_empty() { "proved" } else { "refuted" },
            "claims": claims,
            "failing": self.failing.iter().map(Subject::name).collect::<Vec<_>>(),
            "box": sides,
            "ranges": ranges,
            "boxes": self.growth.as_ref().map_or(0, |growth| growth.boxes),
        }))?;
        text.push('\n');
        Ok(text)
    }
}

fn unit(scenario: &Scenario, range: &Range) -> String {
    let parameter = scenario.parameter(&range.parameter).ok();
    let unit = parameter.and_then(|it| it.unit());
    unit.map(|unit| unit.name().to_owned()).unwrap_or_default()
}

/// In six significant digits at most, where the exact value has more.
fn short(value: &assay_solver::exact::Rational) -> String {
    let exact = spelled(value);
    if exact.len() <= 9 && !exact.contains('/') {
        return exact;
    }
    let float = approximate(value);
    let text = format!("{float:.5e}");
    text.parse::<f64>()
        .map_or(exact, |rounded| rounded.to_string())
}

fn stops(range: &Range) -> String {
    let words = |stop: &Stop, side: &str| match stop {
        Stop::EndOfRange => None,
        Stop::Refuted { subject, .. } => Some(format!("{side} {}", bare(subject))),
        Stop::NoValue { subject, .. } => Some(format!("{side} {}: no value", bare(subject))),
        Stop::Undecided { subject } => Some(format!("{side} {}?", bare(subject))),
    };
    let both = [words(&range.below, "↓"), words(&range.above, "↑")];
    let both: Vec<String> = both.into_iter().flatten().collect();
    if both.is_empty() {
        "nothing".into()
    } else {
        both.join(", ")
    }
}

/// The name without the protocol, which all share.
fn bare(subject: &Subject) -> &str {
    let name = subject.name();
    name.split_once('/').map_or(name, |(_, rest)| rest)
}

fn stop_json(stop: &Stop) -> Value {
    match stop {
        Stop::EndOfRange => json!({ "stop": "end-of-range" }),
        Stop::Refuted {
            subject,
            counterexample,
        } => json!({
            "stop": "refuted",
            "subject": subject.name(),
            "counterexample": point_json(&counterexample.at),
        }),
        Stop::NoValue { subject, missing } => json!({
            "stop": "no-value",
            "subject": subject.name(),
            "at": point_json(&missing.at),
            "reason": missing.reason,
        }),
        Stop::Undecided { subject } => json!({ "stop": "undecided", "subject": subject.name() }),
    }
}
