//! Formulas at every point, over whole columns at once.

use std::{ops::Range, sync::OnceLock};

use assay_scenarios::{CompileError, Output, Parameter, Program, Results, Scenario};
use assay_sweeps::{
    design::{Design, Factor},
    table::{Cell, Column, Evaluate, Rows, Stop},
};

use super::{
    measure::Measure,
    point::{Switches, coordinates},
};

/// Points that are evaluated as one block.
const BLOCK: usize = 4_096;

/// Formulas and attacks' expected values, compiled for each setting of the switches that vary.
pub(super) struct Formulas<'a> {
    scenario: &'a Scenario,
    design: &'a Design,
    outputs: Vec<Output>,
    columns: Vec<Column>,
    switches: Switches,
    /// A number that stands still, where only switches vary: a program has at least one column.
    still: Option<(String, f64)>,
    /// One program for each setting of the switches, compiled when a point needs it.
    programs: Vec<OnceLock<Result<Program, CompileError>>>,
}

impl<'a> Formulas<'a> {
    pub(super) fn new(
        scenario: &'a Scenario,
        design: &'a Design,
        measures: &[Measure],
        columns: Vec<Column>,
    ) -> Self {
        let outputs = measures
            .iter()
            .map(|measure| match measure {
                Measure::Formula { name, .. } => Output::Formula(name.clone()),
                other => Output::ExpectedValue(other.name().to_owned()),
            })
            .collect();
        let switches = Switches::of(scenario, design.factors());
        let still = switches.numbers().is_empty().then(|| {
            let names = scenario.parameters().iter().map(Parameter::name);
            let mut numbers =
                names.filter_map(|name| Some((name.to_owned(), scenario.number(name).ok()?)));
            numbers.next()
        });
        let programs = (0..switches.settings()).map(|_| OnceLock::new()).collect();
        Self {
            scenario,
            design,
            outputs,
            columns,
            switches,
            still: still.flatten(),
            programs,
        }
    }

    /// The program for one setting of the switches.
    fn program(&self, setting: usize) -> Result<&Program, Stop> {
        let place = self
            .programs
            .get(setting)
            .ok_or("a setting that no switch has")?;
        let compiled = place.get_or_init(|| {
            let factors = self.design.factors();
            let mut scenario = self.scenario.clone();
            for (place, choice) in self.switches.choices(setting) {
                // A design has no choices but the switch's own, so that this cannot fail.
                if let Some(factor) = factors.get(place)
                    && let Ok(switched) = factor.set(&scenario, choice as f64)
                {
                    scenario = switched;
                }
            }
            let varied: Vec<&str> = self
                .switches
                .numbers()
                .iter()
                .filter_map(|place| factors.get(*place).map(Factor::name))
                .chain(self.still.iter().map(|(name, _)| name.as_str()))
                .collect();
            scenario.compile(&varied, &self.outputs)
        });
        compiled.as_ref().map_err(|error| error.clone().into())
    }
}

impl Evaluate for Formulas<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn coordinates(&self) -> usize {
        self.design.factors().len()
    }

    fn block(&self) -> usize {
        BLOCK
    }

    fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
        let factors = self.design.factors();
        let count = usize::try_from(points.end - points.start)?;
        let mut point = vec![0.0; factors.len()];
        let mut visited: Vec<Vec<f64>> = Vec::with_capacity(count);
        for index in points {
            self.design.point(index, &mut point);
            visited.push(point.clone());
        }
        let settings: Vec<usize> = visited
            .iter()
            .map(|point| self.switches.setting(point))
            .collect();
        let mut values: Vec<Vec<Option<f64>>> = vec![Vec::new(); count];
        let mut different = settings.clone();
        different.sort_unstable();
        different.dedup();
        let mut results = Results::new();
        for setting in different {
            let chosen: Vec<usize> = (0..count).filter(|row| settings[*row] == setting).collect();
            let inputs: Vec<Vec<f64>> = self
                .switches
                .numbers()
                .iter()
                .map(|place| chosen.iter().map(|row| visited[*row][*place]).collect())
                .chain(
                    self.still
                        .iter()
                        .map(|(_, value)| vec![*value; chosen.len()]),
                )
                .collect();
            let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
            self.program(setting)?.evaluate(&inputs, &mut results)?;
            for (place, row) in chosen.iter().enumerate() {
                values[*row] = results.columns().map(|column| column.get(place)).collect();
            }
        }
        for ((point, setting), values) in visited.iter().zip(settings).zip(values) {
            let texts = coordinates(factors, point);
            let mut cells: Vec<Cell<'_>> = texts.iter().map(|text| text.cell()).collect();
            match values.iter().position(Option::is_none) {
                None => {
                    cells.extend(values.into_iter().flatten().map(Cell::Number));
                    rows.push(&cells)?;
                }
                Some(output) => {
                    let row: Vec<f64> = self
                        .switches
                        .numbers()
                        .iter()
                        .map(|place| point[*place])
                        .chain(self.still.iter().map(|(_, value)| *value))
                        .collect();
                    let why = self.program(setting)?.explain(&row, output);
                    let why = why.map_or_else(|| "no value".into(), |error| error.to_string());
                    rows.fail(&cells, why)?;
                }
            }
        }
        Ok(())
    }
}
