//! Compiled formulas, and their evaluation block by block.

use super::Output;
use super::error::{CompileError, RowError, ShapeError};
use super::kernel::{self, NONE, Values};
use super::lower::Lowering;
use super::registers::{Place, assign};
use super::results::Results;
use super::schedule::{Step, schedule};
use crate::expression::EvaluationError;
use crate::number::Number;
use crate::scenario::Scenario;

/// Rows that a step computes at once: enough to hide what a step costs in itself, few enough that a dozen columns of them
/// stay in the fastest cache.
const BLOCK: usize = 512;

/// Formulas of a scenario, compiled by [`Scenario::compile`] for columns of some of its parameters.
#[derive(Debug, Clone)]
pub struct Program {
    scenario: Scenario,
    varied: Vec<String>,
    inputs: Vec<Input>,
    outputs: Vec<Output>,
    steps: Vec<Step<Place, usize>>,
    registers: usize,
}

/// A varied parameter.
#[derive(Debug, Clone, Copy)]
struct Input {
    slot: usize,
    /// Base units in one of its declared unit.
    scale: f64,
}

impl Program {
    pub(super) fn compile(
        scenario: &Scenario,
        varied: &[&str],
        outputs: &[Output],
    ) -> Result<Self, CompileError> {
        if varied.is_empty() {
            return Err(CompileError::NothingVaried);
        }
        let mut lowering = Lowering::new(scenario);
        let mut inputs: Vec<Input> = Vec::with_capacity(varied.len());
        for (position, name) in varied.iter().enumerate() {
            let (slot, unit) = scenario.numeric_slot(name)?;
            if inputs.iter().any(|input| input.slot == slot) {
                return Err(CompileError::VariedTwice {
                    parameter: (*name).to_owned(),
                });
            }
            let scale = f64::from_rational(unit.scale()).unwrap_or(NONE);
            lowering.vary(slot, position, scale)?;
            inputs.push(Input { slot, scale });
        }
        let nodes = outputs.iter().map(|output| lowering.output(output));
        let nodes = nodes.collect::<Result<Vec<_>, _>>()?;
        let graph = lowering.into_graph();
        let (steps, registers) = assign(&graph, &schedule(&graph, &nodes));
        Ok(Self {
            scenario: scenario.clone(),
            varied: varied.iter().map(|name| (*name).to_owned()).collect(),
            inputs,
            outputs: outputs.to_vec(),
            steps,
            registers,
        })
    }

    /// The scenario it was compiled from, which has the values of what is not varied.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The names of the varied parameters, in the order of the columns.
    pub fn varied(&self) -> &[String] {
        &self.varied
    }

    /// What it gives, in the order of the results.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// Evaluates every output at every row.
    ///
    /// `inputs` has one column for each varied parameter, in its declared unit; ranges are not checked, and where a value
    /// is not finite, every output fails. The same rows give the same bits however they are divided among calls.
    ///
    /// # Errors
    /// [`ShapeError`] when the number of columns is not that of the varied parameters, or their lengths differ; `into` is
    /// left as it was. A row without a value is no error: see [`Column`](super::Column) and [`Program::explain`].
    pub fn evaluate(&self, inputs: &[&[f64]], into: &mut Results) -> Result<(), ShapeError> {
        let rows = self.rows(inputs)?;
        let Results { columns, registers } = into;
        columns.resize_with(self.outputs.len(), Vec::new);
        for column in &mut *columns {
            column.resize(rows, NONE);
        }
        if registers.len() < self.registers {
            registers.resize_with(self.registers, || vec![0.0; BLOCK]);
        }
        let mut start = 0;
        while start < rows {
            let end = rows.min(start + BLOCK);
            let block = Block { inputs, start, end };
            self.run(block, registers, columns);
            self.fail_where_inputs_do(block, columns);
            start = end;
        }
        Ok(())
    }

    /// Why `output` (a position) has no value where the varied parameters have the values `row`, in declared units: the
    /// error of the evaluator of single points. `None` where it has one.
    pub fn explain(&self, row: &[f64], output: usize) -> Option<RowError> {
        self.point(row, output).err()
    }

    fn rows(&self, inputs: &[&[f64]]) -> Result<usize, ShapeError> {
        self.expect(inputs.len())?;
        let expected = inputs.first().map_or(0, |first| first.len());
        for (column, parameter) in inputs.iter().zip(&self.varied) {
            if column.len() != expected {
                return Err(ShapeError::Rows {
                    parameter: parameter.clone(),
                    expected,
                    given: column.len(),
                });
            }
        }
        Ok(expected)
    }

    fn expect(&self, given: usize) -> Result<(), ShapeError> {
        let expected = self.varied.len();
        if given == expected {
            Ok(())
        } else {
            Err(ShapeError::Columns { expected, given })
        }
    }

    fn run(&self, block: Block<'_>, registers: &mut [Vec<f64>], columns: &mut [Vec<f64>]) {
        let mut at = 0;
        while let Some(step) = self.steps.get(at) {
            at += 1;
            match *step {
                Step::Compute { operation, into } => {
                    // Out of the list while it is written, so that the others can be read.
                    let mut column = std::mem::take(&mut registers[into]);
                    let operands = operation.map(|place| block.values(place, registers));
                    kernel::run(operands, &mut column[..block.rows()]);
                    registers[into] = column;
                }
                Step::SkipUnless {
                    truth,
                    needed,
                    steps,
                } => {
                    if !kernel::any(block.values(truth, registers), needed) {
                        at += steps;
                    }
                }
                Step::Store { from, output } => {
                    let column = &mut columns[output][block.start..block.end];
                    kernel::copy(block.values(from, registers), column);
                }
            }
        }
    }

    /// A point that cannot be set has no value of anything, even of what does not depend on it.
    fn fail_where_inputs_do(&self, block: Block<'_>, columns: &mut [Vec<f64>]) {
        for (values, input) in block.inputs.iter().zip(&self.inputs) {
            let values = &values[block.start..block.end];
            if kernel::all_finite(values, input.scale) {
                continue;
            }
            for (row, value) in values.iter().enumerate() {
                if !(value * input.scale).is_finite() {
                    for column in &mut *columns {
                        column[block.start + row] = NONE;
                    }
                }
            }
        }
    }

    fn point(&self, row: &[f64], output: usize) -> Result<f64, RowError> {
        self.expect(row.len())?;
        let outputs = self.outputs.len();
        let wanted = self.outputs.get(output);
        let wanted = wanted.ok_or(ShapeError::Output { output, outputs })?;
        let mut evaluator = self.scenario.evaluator::<f64>();
        for ((parameter, input), value) in self.varied.iter().zip(&self.inputs).zip(row) {
            let base = Number::multiply(value, &input.scale).map_err(|error| RowError::Input {
                parameter: parameter.clone(),
                error,
            })?;
            evaluator.set_base(input.slot, base);
        }
        let value: Result<f64, EvaluationError> = match wanted {
            Output::Formula(name) => evaluator.formula(name),
            Output::ExpectedValue(id) => evaluator.expected_value(id),
            Output::Gain(id) => evaluator.gain(id),
            Output::Loss(id) => evaluator.loss(id),
            Output::Cost(id) => evaluator.cost(id),
            Output::Success(id) => evaluator.success(id),
            Output::Capital(id) => evaluator.capital(id),
        };
        Ok(value?)
    }
}

/// Some rows of all inputs.
#[derive(Clone, Copy)]
struct Block<'b> {
    inputs: &'b [&'b [f64]],
    start: usize,
    end: usize,
}

impl<'b> Block<'b> {
    fn rows(self) -> usize {
        self.end - self.start
    }

    fn values(self, place: Place, registers: &'b [Vec<f64>]) -> Values<'b> {
        match place {
            Place::Input(position) => Values::Rows(&self.inputs[position][self.start..self.end]),
            Place::Register(register) => Values::Rows(&registers[register][..self.rows()]),
            Place::Constant(value) => Values::Same(value),
        }
    }
}
