//! The gradient at the scenario's own values: the formula differentiated, in bounds that are certain.

use assay_solver::{interval::Interval, proof::gradient};
use serde_json::{Map, Value, json};

use super::{Answer, Question, quantity};
use crate::error::CommandError;

pub(super) fn answer(question: &Question<'_>) -> Result<Answer, CommandError> {
    let (scenario, subject) = (question.scenario, question.subject);
    let numbers = subject.numbers(scenario)?;
    let names: Vec<&str> = numbers.iter().map(|it| it.name()).collect();
    let slopes = gradient(scenario, subject, &names)?;
    let mut rows: Vec<(String, String, f64, Option<Interval>)> = Vec::new();
    for (parameter, derivative) in numbers.iter().zip(slopes) {
        let unit = parameter.unit().map(|unit| unit.name().to_owned());
        let now = scenario.number(parameter.name())?;
        rows.push((
            derivative.parameter,
            unit.unwrap_or_default(),
            now,
            derivative.slope,
        ));
    }
    let told: Vec<Value> = rows
        .iter()
        .map(|(name, unit, now, slope)| {
            json!({
                "parameter": name,
                "unit": unit,
                "now": now,
                "slope": slope.map(Interval::middle),
                "bounds": slope.map(|slope| [slope.low(), slope.high()]),
            })
        })
        .collect();
    // What one per cent more of each does, to first order: comparable across units.
    let effect =
        |now: f64, slope: &Option<Interval>| slope.map(|slope| 0.01 * now * slope.middle());
    let size = |now: f64, slope: &Option<Interval>| effect(now, slope).map_or(0.0, f64::abs);
    rows.sort_by(|a, b| size(b.2, &b.3).total_cmp(&size(a.2, &a.3)));
    let mut json = Map::new();
    json.insert("method".into(), "gradient".into());
    json.insert("gradient".into(), told.into());
    let unit = question.unit.clone();
    Ok(Answer {
        json,
        text: Box::new(move |page| {
            page.paragraph("", "The formula differentiated at the scenario's own values, by enclosures that are certain.");
            page.line("");
            let rows: Vec<Vec<String>> = rows
                .iter()
                .map(|(name, of, now, slope)| {
                    let (slope_text, one_percent) = match slope {
                        Some(found) => (
                            format!("{:.6}", found.middle()),
                            quantity(effect(*now, slope).unwrap_or(0.0), &unit),
                        ),
                        None => ("bends or jumps here".into(), String::new()),
                    };
                    vec![
                        name.clone(),
                        quantity(*now, of),
                        slope_text,
                        format!("{unit} per {of}"),
                        one_percent,
                    ]
                })
                .collect();
            let header = ["parameter", "now", "slope", "", "1 % more brings"];
            page.table(&header, &[1, 2, 4], &rows);
        }),
    })
}
