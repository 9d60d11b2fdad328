//! Formulas over parameters that vary: what sensitivity and robustness are asked of.

use assay_scenarios::{
    CompileError, Output, Parameter, Program, Results, RowError, Scenario, Vary,
};
use assay_solver::{exact::Rational, proof::Subject};
use assay_sweeps::{
    design::{Domain, Factor},
    sensitivity::{Groups, Response, RowError as Failed},
};

use crate::{error::CommandError, subject::spelled};

/// The factors that `--vary` names; where it names none, each of these parameters, from half as much to half again of
/// its value within its range, or over its whole range where it is zero.
pub(crate) fn factors(
    scenario: &Scenario,
    typed: &[String],
    otherwise: &[&Parameter],
) -> Result<Vec<Factor>, CommandError> {
    let mut factors = Vec::new();
    if typed.is_empty() {
        for parameter in otherwise {
            if let Some(text) = around(scenario, parameter) {
                factors.push(Factor::read(scenario, &Vary::parse(&text)?)?);
            }
        }
    }
    for text in typed {
        let factor = Factor::read(scenario, &Vary::parse(text)?)?;
        if matches!(factor.domain(), Domain::Choices(_)) {
            return Err(CommandError::Stretch {
                option: "vary",
                text: text.clone(),
                why: "a switch has no range; ask for each choice with `--set`".into(),
            });
        }
        factors.push(factor);
    }
    if factors.is_empty() {
        return Err(CommandError::Nothing {
            what: "number that could vary",
            help: "name one with `--vary name=lo:hi`",
        });
    }
    Ok(factors)
}

/// The words for half as much to half again; nothing where the range leaves a single value.
fn around(scenario: &Scenario, parameter: &Parameter) -> Option<String> {
    let (least, greatest) = parameter.range()?;
    let value = scenario.exact(parameter.name()).ok()?;
    let two = Rational::from(2u8);
    let (mut low, mut high) = if *value == Rational::ZERO {
        (least.clone(), greatest.clone())
    } else {
        (value / &two, value * Rational::from(3u8) / two)
    };
    if low > high {
        std::mem::swap(&mut low, &mut high);
    }
    (low, high) = (low.max(least.clone()), high.min(greatest.clone()));
    if parameter.is_whole() {
        (low, high) = (low.ceil().into(), high.floor().into());
    }
    (low < high).then(|| format!("{}={}:{}", parameter.name(), spelled(&low), spelled(&high)))
}

/// What the changes of a number are measured by: its size, or where it is zero the upper end of its range.
pub(crate) fn yardstick(now: &Rational, high: &Rational) -> Rational {
    match now {
        _ if *now == Rational::ZERO => high.clone(),
        _ if *now < Rational::ZERO => -now.clone(),
        _ => now.clone(),
    }
}

/// The factors that move together, by the names of their groups.
pub(crate) fn groups(factors: &[Factor]) -> (Vec<String>, Groups) {
    let mut names: Vec<String> = Vec::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (place, factor) in factors.iter().enumerate() {
        let name = factor.group().unwrap_or(factor.name());
        match names.iter().position(|known| known == name) {
            Some(group) => members[group].push(place),
            None => {
                names.push(name.into());
                members.push(vec![place]);
            }
        }
    }
    let groups = Groups::of(factors.len(), members);
    // Every factor is in one group, by the way they were made.
    (
        names,
        groups.unwrap_or_else(|_| Groups::each(factors.len())),
    )
}

/// The compiled output that a subject is.
pub(crate) fn output_of(subject: &Subject) -> Output {
    match subject {
        Subject::Attack(id) => Output::ExpectedValue(id.clone()),
        Subject::Formula(name) => Output::Formula(name.clone()),
    }
}

/// One subject as a function of the unit cube.
pub(crate) struct Compiled {
    program: Program,
    factors: Vec<Factor>,
}

impl Compiled {
    pub(crate) fn new(
        scenario: &Scenario,
        subject: &Subject,
        factors: &[Factor],
    ) -> Result<Self, CompileError> {
        let names: Vec<&str> = factors.iter().map(Factor::name).collect();
        Ok(Self {
            program: scenario.compile(&names, &[output_of(subject)])?,
            factors: factors.to_vec(),
        })
    }
}

impl Response for Compiled {
    type Error = RowError;

    fn dimensions(&self) -> usize {
        self.factors.len()
    }

    fn evaluate(&self, columns: &[&[f64]], into: &mut [f64]) -> Result<(), Failed<RowError>> {
        let values: Vec<Vec<f64>> = self
            .factors
            .iter()
            .zip(columns)
            .map(|(factor, shares)| shares.iter().map(|share| factor.at(*share)).collect())
            .collect();
        let inputs: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let mut results = Results::new();
        let failed = |row: usize| {
            let point: Vec<f64> = values.iter().map(|column| column[row]).collect();
            self.program.explain(&point, 0)
        };
        // The shapes agree by construction; a row without a value is explained below.
        let shaped = self.program.evaluate(&inputs, &mut results).is_ok();
        let column = results.column(0).filter(|_| shaped);
        for (row, place) in into.iter_mut().enumerate() {
            match column.as_ref().and_then(|column| column.get(row)) {
                Some(value) => *place = value,
                None => {
                    *place = f64::NAN;
                    if let Some(source) = failed(row) {
                        return Err(Failed { row, source });
                    }
                }
            }
        }
        Ok(())
    }
}
