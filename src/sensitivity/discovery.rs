//! Scenario discovery: "the attack pays when …", in one sentence.

use assay_scenarios::Results;
use assay_sweeps::{
    design::{Design, Factor, Kind},
    discovery::{Cases, Column, Kind as Values, Settings, discover},
};
use serde_json::{Map, Value};

use super::{Answer, Question};
use crate::{error::CommandError, varied::output_of};
use assay_solver::proof::Subject;

const POINTS: u64 = 16_384;
const BLOCK: usize = 4_096;

pub(super) fn answer(question: &Question<'_>) -> Result<Answer, CommandError> {
    let points = question.arguments.points.unwrap_or(POINTS);
    let kind = Kind::Sobol { points };
    let design = Design::new(kind, question.factors.clone(), question.arguments.seed)?;
    let cases = cases(question, &design)?;
    let settings = Settings {
        seed: question.arguments.seed,
        ..Settings::default()
    };
    let found = discover(&cases, &settings)?;
    let event = match question.subject {
        Subject::Attack(_) => "the attack pays".to_owned(),
        Subject::Formula(name) => format!("`{name}` is above 0"),
    };
    let sentence = found.sentence(&cases, &event);
    let mut json = Map::new();
    json.insert("method".into(), "discovery".into());
    json.insert("seed".into(), question.arguments.seed.into());
    json.insert("sentence".into(), sentence.clone().into());
    if let Value::Object(found) = serde_json::to_value(&found)? {
        json.extend(found);
    }
    let (points, interest, undecided) = (found.points, found.interest, found.undecided);
    Ok(Answer {
        json,
        text: Box::new(move |page| {
            let about = format!(
                "{points} points of a scrambled Sobol' sequence, {interest} of interest, {undecided} without a value."
            );
            page.paragraph("", &about);
            page.line("");
            page.paragraph("", &sentence);
        }),
    })
}

/// The points of the design, and whether the subject is above zero there; nothing where it has no value.
fn cases(question: &Question<'_>, design: &Design) -> Result<Cases, CommandError> {
    let factors = design.factors();
    let names: Vec<&str> = factors.iter().map(Factor::name).collect();
    let program = question
        .scenario
        .compile(&names, &[output_of(question.subject)])?;
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); factors.len()];
    let mut point = vec![0.0; factors.len()];
    for index in 0..design.len() {
        design.point(index, &mut point);
        for (column, value) in columns.iter_mut().zip(&point) {
            column.push(*value);
        }
    }
    let mut pays: Vec<Option<bool>> = Vec::with_capacity(columns.first().map_or(0, Vec::len));
    let mut results = Results::new();
    let rows = columns.first().map_or(0, Vec::len);
    for start in (0..rows).step_by(BLOCK) {
        let end = (start + BLOCK).min(rows);
        let block: Vec<&[f64]> = columns
            .iter()
            .filter_map(|column| column.get(start..end))
            .collect();
        program.evaluate(&block, &mut results)?;
        if let Some(column) = results.column(0) {
            pays.extend(column.iter().map(|value| value.map(|value| value > 0.0)));
        }
    }
    let columns = factors
        .iter()
        .zip(columns)
        .map(|(factor, values)| Column {
            name: factor.name().into(),
            unit: factor.unit().into(),
            kind: Values::Number,
            values,
        })
        .collect();
    Ok(Cases::new(columns, pays)?)
}
