//! Compiled formulas give at every row, to the last bit, what the evaluator of single points gives there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

#[path = "columns/chronos.rs"]
mod chronos;
#[path = "columns/failures.rs"]
mod failures;
#[path = "columns/random.rs"]
mod random;
#[path = "columns/shapes.rs"]
mod shapes;

use assay_scenarios::{EvaluationError, Evaluator, Output, Program, Results};

fn single(evaluator: &mut Evaluator<'_, f64>, output: &Output) -> Result<f64, EvaluationError> {
    match output {
        Output::Formula(name) => evaluator.formula(name),
        Output::ExpectedValue(id) => evaluator.expected_value(id),
        Output::Gain(id) => evaluator.gain(id),
        Output::Loss(id) => evaluator.loss(id),
        Output::Cost(id) => evaluator.cost(id),
        Output::Success(id) => evaluator.success(id),
        Output::Capital(id) => evaluator.capital(id),
    }
}

/// How many values and how many failures the two agreed on, over these rows (in declared units).
fn agree(program: &Program, rows: &[Vec<f64>]) -> Result<(usize, usize), String> {
    let width = program.varied().len();
    let columns: Vec<Vec<f64>> = (0..width)
        .map(|position| rows.iter().map(|row| row[position]).collect())
        .collect();
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut results = Results::new();
    program.evaluate(&slices, &mut results).unwrap();
    let mut counts = (0, 0);
    for (index, row) in rows.iter().enumerate() {
        let mut evaluator = program.scenario().evaluator::<f64>();
        let mut set = Ok(());
        for (name, value) in program.varied().iter().zip(row) {
            set = set.and(
                evaluator
                    .set(name, *value)
                    .map_err(|error| error.to_string()),
            );
        }
        for (position, output) in program.outputs().iter().enumerate() {
            let column = results.column(position).unwrap().get(index);
            let expected = set
                .clone()
                .and_then(|()| single(&mut evaluator, output).map_err(|error| error.to_string()));
            let explained = || {
                program
                    .explain(row, position)
                    .map(|error| error.to_string())
            };
            match (&expected, column) {
                (Ok(expected), Some(value)) if expected.to_bits() == value.to_bits() => {
                    if index == 0 && explained().is_some() {
                        return Err(format!("{output:?} at {row:?} has a value and an error"));
                    }
                    counts.0 += 1;
                }
                (Err(error), None) if explained().is_some_and(|it| it.ends_with(error)) => {
                    counts.1 += 1;
                }
                _ => {
                    return Err(format!(
                        "{output:?} at {row:?}: {expected:?} point by point, {column:?} in the column, explained as {:?}",
                        explained()
                    ));
                }
            }
        }
    }
    Ok(counts)
}
