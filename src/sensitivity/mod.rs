//! `assay sensitivity`: which parameter moves an attack's value or a formula, and how sure that is.

mod discovery;
mod gradient;
mod indices;
mod screening;
mod tornado;

use assay_reports::{SCHEMA_VERSION, text::Layout};
use assay_scenarios::{Scenario, format_quantity};
use assay_solver::proof::Subject;
use assay_sweeps::{
    design::{Domain, Factor},
    sensitivity::Estimate,
};
use serde_json::{Map, Value, json};

use crate::{
    arguments::{Format, Method, SensitivityArguments},
    done::Done,
    error::CommandError,
    lab::{load, named},
    page::Page,
    progress::Bar,
    subject, terminal, varied,
};

/// What every method is told.
struct Question<'a> {
    scenario: &'a Scenario,
    subject: &'a Subject,
    unit: String,
    factors: Vec<Factor>,
    arguments: &'a SensitivityArguments,
}

/// What every method answers with.
struct Answer {
    /// Beside what every answer has.
    json: Map<String, Value>,
    text: Box<dyn Fn(&mut Page)>,
}

pub(crate) fn execute(arguments: &SensitivityArguments) -> Result<Done, CommandError> {
    let scenario = load(&arguments.posed.scenario, &arguments.posed.set)?;
    let subject = subject::subject(&scenario, &arguments.subject)?;
    let question = Question {
        scenario: &scenario,
        subject: &subject,
        unit: subject::unit_of(&scenario, &subject),
        factors: varied::factors(&scenario, &arguments.vary, &subject.numbers(&scenario)?)?,
        arguments,
    };
    let bar = Bar::without_end("evaluating");
    let answer = match arguments.method {
        Method::Sobol => indices::answer(&question),
        Method::Morris => screening::answer(&question),
        Method::Gradient => gradient::answer(&question),
        Method::Tornado => tornado::answer(&question),
        Method::Discovery => discovery::answer(&question),
    }?;
    drop(bar);
    terminal::print(&match arguments.posed.format {
        Format::Text => question.text(&answer, terminal::layout()),
        Format::Json => question.json(answer)?,
    })?;
    Ok(Done::Holds)
}

impl Question<'_> {
    fn text(&self, answer: &Answer, layout: Layout) -> String {
        let mut page = Page::new(layout);
        let title = page.strong(self.subject.name());
        page.line(&title);
        page.paragraph("", self.scenario.title());
        (answer.text)(&mut page);
        page.text
    }

    fn json(&self, answer: Answer) -> Result<String, CommandError> {
        let factors: Vec<Value> = self.factors.iter().map(factor_json).collect();
        let mut all = Map::new();
        all.insert("schema_version".into(), SCHEMA_VERSION.into());
        all.insert(
            "scenario".into(),
            serde_json::to_value(named(self.scenario))?,
        );
        all.insert("subject".into(), self.subject.name().into());
        all.insert("unit".into(), self.unit.clone().into());
        all.insert("factors".into(), factors.into());
        all.extend(answer.json);
        let mut text = serde_json::to_string_pretty(&all)?;
        text.push('\n');
        Ok(text)
    }
}

fn factor_json(factor: &Factor) -> Value {
    let (low, high) = ends(factor);
    json!({
        "parameter": factor.name(),
        "unit": factor.unit(),
        "group": factor.group(),
        "low": low,
        "high": high,
    })
}

/// The least and greatest value a factor takes, in its unit.
fn ends(factor: &Factor) -> (f64, f64) {
    match factor.domain() {
        Domain::Between { low, high, .. } | Domain::Whole { low, high } => (*low, *high),
        Domain::Listed(values) | Domain::Choices(values) => values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(*value), high.max(*value))
            }),
    }
}

/// Where the factors of a group go, in words.
pub(crate) fn spans(factors: &[Factor], members: &[usize]) -> String {
    let spans: Vec<String> = members
        .iter()
        .filter_map(|place| factors.get(*place))
        .map(|factor| {
            let (low, high) = ends(factor);
            let span = format!(
                "{} to {}",
                quantity(low, factor.unit()),
                quantity(high, factor.unit())
            );
            if members.len() > 1 {
                format!("{} {span}", factor.name())
            } else {
                span
            }
        })
        .collect();
    spans.join(", ")
}

fn quantity(value: f64, unit: &str) -> String {
    format_quantity(value, unit)
}

fn estimate_json(estimate: &Estimate) -> Value {
    json!({ "value": estimate.value, "ci95": [estimate.ci95.low, estimate.ci95.high] })
}

/// Half the width of an estimate's interval.
fn half(estimate: &Estimate) -> f64 {
    0.5 * (estimate.ci95.high - estimate.ci95.low)
}
