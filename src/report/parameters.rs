//! The parameters with what is known of the values they may take.

use assay_reports::page::{Constant, Number, Parameter, Setting};
use assay_scenarios::{self as scenarios, Encoding, LookupError, Scenario};
use assay_solver::exact::approximate;

use super::turns::Turns;
use crate::error::CommandError;

pub(super) fn of(scenario: &Scenario, turns: &Turns) -> Result<Vec<Parameter>, CommandError> {
    scenario
        .parameters()
        .iter()
        .map(|parameter| {
            let name = parameter.name();
            let setting = match (parameter.range(), parameter.unit()) {
                (Some((low, high)), Some(unit)) => Setting::Number(Number {
                    unit: unit.name().into(),
                    value: scenario.number(name)?,
                    range: (approximate(low), approximate(high)),
                    read_by: turns.readers(name),
                    turns: turns.turns(name),
                    open: turns.open(name),
                }),
                _ => Setting::Choice {
                    chosen: scenario.choice(name)?.into(),
                    choices: parameter.choices().to_vec(),
                },
            };
            Ok(Parameter {
                name: name.into(),
                meaning: parameter.meaning().into(),
                source: parameter.source().into(),
                kind: parameter.kind(),
                setting,
                constant: parameter
                    .constant()
                    .map(|constant| encoded(scenario, parameter, constant))
                    .transpose()?,
            })
        })
        .collect()
}

/// The contract's integer for a control's value.
fn encoded(
    scenario: &Scenario,
    parameter: &scenarios::Parameter,
    constant: &scenarios::Constant,
) -> Result<Constant, LookupError> {
    let name = parameter.name();
    let value = scenario.exact(name)?;
    let integer = match parameter.unit() {
        Some(unit) => value / constant.encoding.quantum(unit),
        None => value.clone(),
    };
    Ok(Constant {
        name: constant.name.clone(),
        encoded: integer.is_int().then(|| integer.to_string()),
        encoding: match constant.encoding {
            Encoding::Count => String::new(),
            other => other.word().into(),
        },
    })
}
