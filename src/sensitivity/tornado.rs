//! A tornado of break-even distances: how far each parameter is, by itself, from where the sign changes.

use assay_solver::{
    boundary::{Effort, Place, crossings},
    exact::{Rational, approximate},
};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::{Answer, Question, quantity};
use crate::{error::CommandError, varied::yardstick};

/// The nearest changes of sign to either side of one parameter's value.
struct Bar {
    parameter: String,
    unit: String,
    now: f64,
    /// The nearest below, and its distance as a share of the value.
    below: Option<(f64, f64)>,
    /// The nearest above.
    above: Option<(f64, f64)>,
    /// Whether a stretch of the range is open.
    open: bool,
}

pub(super) fn answer(question: &Question<'_>) -> Result<Answer, CommandError> {
    let mut bars = question
        .subject
        .numbers(question.scenario)?
        .into_par_iter()
        .filter_map(|parameter| {
            let range = parameter.range()?;
            let unit = parameter.unit().map(|unit| unit.name().to_owned());
            Some(bar(
                question,
                parameter.name(),
                range,
                unit.unwrap_or_default(),
            ))
        })
        .collect::<Result<Vec<Bar>, CommandError>>()?;
    bars.sort_by(|a, b| a.nearest().total_cmp(&b.nearest()));
    let mut json = Map::new();
    json.insert("method".into(), "tornado".into());
    json.insert("bars".into(), bars.iter().map(Bar::json).collect());
    Ok(Answer {
        json,
        text: Box::new(move |page| {
            page.paragraph(
                "",
                "How far each parameter may move, all else being as it is, before the sign changes; over its whole declared range.",
            );
            page.line("");
            let rows: Vec<Vec<String>> = bars.iter().map(Bar::row).collect();
            let header = ["parameter", "now", "down to", "", "up to", ""];
            page.table(&header, &[1, 2, 3, 4, 5], &rows);
        }),
    })
}

fn bar(
    question: &Question<'_>,
    parameter: &str,
    range: (&Rational, &Rational),
    unit: String,
) -> Result<Bar, CommandError> {
    let (scenario, subject) = (question.scenario, question.subject);
    let now = scenario.exact(parameter)?;
    let found = crossings(scenario, subject, parameter, range, &Effort::default())?;
    let size = yardstick(now, range.1);
    let (mut below, mut above) = (None, None);
    for crossing in &found.found {
        // Of a bracket the end that is nearer counts: the change is no nearer than that.
        let at = match &crossing.at {
            Place::Exact(at) => at,
            Place::Bracket { low, .. } if low > now => low,
            Place::Bracket { high, .. } => high,
        };
        let told = (approximate(at), approximate(&((at - now) / &size)));
        if at < now {
            below = Some(told);
        } else if above.is_none() {
            above = Some(told);
        }
    }
    Ok(Bar {
        parameter: parameter.into(),
        unit,
        now: approximate(now),
        below,
        above,
        open: !found.unresolved.is_empty(),
    })
}

impl Bar {
    fn nearest(&self) -> f64 {
        let ends = [self.below, self.above];
        ends.iter()
            .flatten()
            .map(|(_, change)| change.abs())
            .fold(f64::INFINITY, f64::min)
    }

    fn row(&self) -> Vec<String> {
        let end = |end: Option<(f64, f64)>| match end {
            Some((at, change)) => (
                quantity(at, &self.unit),
                format!("{:+.1} %", 100.0 * change),
            ),
            None if self.open => ("~ undecided".into(), String::new()),
            None => ("any".into(), String::new()),
        };
        let ((below, less), (above, more)) = (end(self.below), end(self.above));
        let now = quantity(self.now, &self.unit);
        vec![self.parameter.clone(), now, below, less, above, more]
    }

    fn json(&self) -> Value {
        let end = |end: Option<(f64, f64)>| {
            end.map(|(at, change)| json!({ "value": at, "change": change }))
        };
        json!({
            "parameter": self.parameter,
            "unit": self.unit,
            "now": self.now,
            "below": end(self.below),
            "above": end(self.above),
            "undecided": self.open,
        })
    }
}
