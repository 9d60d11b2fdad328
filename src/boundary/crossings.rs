//! One parameter at a time: every place at which a subject's sign changes.

use assay_reports::{SCHEMA_VERSION, text::Layout};
use assay_scenarios::{Scenario, format_quantity};
use assay_solver::{
    boundary::{Crossing, Crossings, Effort, Method, Place, Sign, crossings},
    exact::{Rational, approximate},
    proof::{Side, Subject},
};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::along;
use crate::{
    arguments::{BoundaryArguments, Format},
    done::Done,
    error::CommandError,
    lab::named,
    page::Page,
    subject::spelled,
    terminal,
};

/// What is known of one subject along one parameter.
struct Along {
    subject: Subject,
    side: Side,
    unit: String,
    now: Option<Rational>,
    crossings: Crossings,
}

pub(super) fn execute(
    scenario: &Scenario,
    subjects: &[Subject],
    asked: Option<&Side>,
    arguments: &BoundaryArguments,
) -> Result<Done, CommandError> {
    let mut asked_of: Vec<(Subject, Side)> = Vec::new();
    for subject in subjects {
        for side in along(scenario, subject, asked)? {
            asked_of.push((subject.clone(), side));
        }
    }
    let found = asked_of
        .into_par_iter()
        .map(|(subject, side)| look(scenario, subject, side))
        .collect::<Result<Vec<Along>, CommandError>>()?;
    terminal::print(&match arguments.posed.format {
        Format::Text => text(scenario, &found, terminal::layout()),
        Format::Json => json(scenario, &found)?,
    })?;
    Ok(
        if found.iter().any(|it| !it.crossings.unresolved.is_empty()) {
            Done::Undecided
        } else {
            Done::Holds
        },
    )
}

fn look(scenario: &Scenario, subject: Subject, side: Side) -> Result<Along, CommandError> {
    let ends = (&side.low, &side.high);
    let crossings = crossings(
        scenario,
        &subject,
        &side.parameter,
        ends,
        &Effort::default(),
    )?;
    Ok(Along {
        unit: scenario
            .parameter(&side.parameter)?
            .unit()
            .map(|unit| unit.name().to_owned())
            .unwrap_or_default(),
        now: scenario.exact(&side.parameter).ok().cloned(),
        subject,
        side,
        crossings,
    })
}

fn text(scenario: &Scenario, found: &[Along], layout: Layout) -> String {
    let mut page = Page::new(layout);
    let title = page.strong(scenario.title());
    page.line(&title);
    let mut last: Option<&Subject> = None;
    for along in found {
        if last != Some(&along.subject) {
            page.heading(along.subject.name());
            last = Some(&along.subject);
        }
        along.write(&mut page);
    }
    page.text
}

impl Along {
    fn quantity(&self, value: &Rational) -> String {
        format_quantity(approximate(value), &self.unit)
    }

    fn write(&self, page: &mut Page) {
        let name = page.strong(&self.side.parameter);
        let (low, high) = (
            self.quantity(&self.side.low),
            self.quantity(&self.side.high),
        );
        if self.crossings.found.is_empty() && self.crossings.unresolved.is_empty() {
            page.paragraph("  ", &format!("{name}: the same sign from {low} to {high}"));
        }
        for crossing in &self.crossings.found {
            let line = format!("{name} {}", self.words(crossing));
            page.hanging(&format!("  {line}"), "      ");
        }
        for (from, to) in &self.crossings.unresolved {
            let (from, to) = (self.quantity(from), self.quantity(to));
            page.paragraph("  ", &format!("{name}: ~ undecided from {from} to {to}"));
        }
    }

    fn words(&self, crossing: &Crossing) -> String {
        let place = match &crossing.at {
            Place::Exact(at) => {
                let exactly = if at.is_int() || approximate(at).to_string() == spelled(at) {
                    String::new()
                } else {
                    format!(" (exactly {at})")
                };
                format!("= {}{exactly}", self.quantity(at))
            }
            Place::Bracket { low, high } => {
                let middle = (low + high) / Rational::from(2u8);
                let within = approximate(&(high - low));
                format!("≈ {} (within {within:.1e})", self.quantity(&middle))
            }
        };
        let change = self
            .change(crossing)
            .map_or_else(String::new, |change| format!(" [{:+.1} %]", 100.0 * change));
        let leap = if crossing.jump == Some(true) {
            ", by a leap"
        } else {
            ""
        };
        format!(
            "{place}{change}: {} below, {} above{leap}; {}",
            sign(crossing.below),
            sign(crossing.above),
            method(&crossing.method)
        )
    }

    /// How far the place is from here, as a share of the value now.
    fn change(&self, crossing: &Crossing) -> Option<f64> {
        let now = self.now.as_ref().filter(|now| **now != Rational::ZERO)?;
        let at = match &crossing.at {
            Place::Exact(at) => at,
            Place::Bracket { low, high } => {
                if low > now {
                    low
                } else {
                    high
                }
            }
        };
        Some(approximate(&((at - now) / now)))
    }

    fn json(&self) -> Value {
        let found: Vec<Value> = self
            .crossings
            .found
            .iter()
            .map(|crossing| {
                let (exact, low, high) = match &crossing.at {
                    Place::Exact(at) => (Some(at.to_string()), at, at),
                    Place::Bracket { low, high } => (None, low, high),
                };
                json!({
                    "exact": exact,
                    "low": low.to_string(),
                    "high": high.to_string(),
                    "value": approximate(&((low + high) / Rational::from(2u8))),
                    "below": sign(crossing.below),
                    "here": crossing.here.map(sign),
                    "above": sign(crossing.above),
                    "jump": crossing.jump,
                    "change": self.change(crossing),
                    "method": method(&crossing.method),
                })
            })
            .collect();
        let unresolved: Vec<[String; 2]> = self
            .crossings
            .unresolved
            .iter()
            .map(|(low, high)| [low.to_string(), high.to_string()])
            .collect();
        json!({
            "subject": self.subject.name(),
            "parameter": self.side.parameter,
            "unit": self.unit,
            "now": self.now.as_ref().map(ToString::to_string),
            "low": self.side.low.to_string(),
            "high": self.side.high.to_string(),
            "crossings": found,
            "unresolved": unresolved,
        })
    }
}

fn json(scenario: &Scenario, found: &[Along]) -> Result<String, CommandError> {
    let boundaries: Vec<Value> = found.iter().map(Along::json).collect();
    let mut text = serde_json::to_string_pretty(&json!({
        "schema_version": SCHEMA_VERSION,
        "scenario": named(scenario),
        "boundaries": boundaries,
    }))?;
    text.push('\n');
    Ok(text)
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Negative => "negative",
        Sign::Zero => "zero",
        Sign::Positive => "positive",
        Sign::Undefined => "undefined",
    }
}

fn method(method: &Method) -> String {
    match method {
        Method::Linear { function } => format!("the zero of {function}"),
        Method::Rational { function } => format!("a zero of {function}"),
        Method::Change { below, above } => {
            let of = |it: &Option<String>| it.clone().unwrap_or_else(|| "another function".into());
            format!("{} below, {} above", of(below), of(above))
        }
        Method::Monotone => "the only zero of a stretch on which the slope keeps its sign".into(),
        Method::Signs => "the signs on both sides are certain".into(),
    }
}
