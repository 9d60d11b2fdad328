//! The parameters with what is known of the values they may take.

use assay_reports::page::{Constant, Number, Parameter, Setting};
use assay_scenarios::{self as scenarios, Encoding, LookupError, Scenario};
use assay_solver::exact::{Rational, approximate};

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
    let unit = parameter.unit().map_or("", |unit| unit.name());
    let integer: Rational = match (constant.encoding, parameter.step()) {
        // A whole number's own step is one of its unit, whatever the contract counts in.
        (Encoding::Wei, _) => scenario.exact_in(name, &in_wei(unit))?,
        (Encoding::Wad, _) => value * Rational::from(WAD),
        (_, Some(step)) => value / step,
        (_, None) => value.clone(),
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

const WAD: u64 = 1_000_000_000_000_000_000;

/// A unit of ether with wei in its place: `gwei/gas` as `wei/gas`.
fn in_wei(unit: &str) -> String {
    let rest = unit.find(['/', '*']).map_or("", |at| &unit[at..]);
    format!("wei{rest}")
}
