//! Parameters and their values: from the file, from `[set]`, from the command line.

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use super::rows::is_row;
use super::{Merged, exact, number_value};
use crate::decimal::parse_decimal;
use crate::diagnostic::{Diagnostic, Place, Report, did_you_mean};
use crate::scenario::document::{Document, Located, ParameterEntry, Scalar};
use crate::scenario::parameter::{Constant, Domain, Encoding, Parameter, ParameterKind};
use crate::scenario::{Override, Value, ValueError};
use crate::unit::{Dimension, Unit};

pub(super) fn build(
    name: &Located<String>,
    entry: &ParameterEntry,
    report: &mut Report,
) -> Option<Parameter> {
    let domain = match (&entry.unit, &entry.choices) {
        (_, Some(choices)) => switch(name, entry, &choices.value, &choices.place, report),
        (Some(unit), None) => number(name, entry, &unit.value, report),
        (None, None) => None,
    };
    let constant = entry.constant.as_ref().map(|constant| Constant {
        name: constant.value.name.value.clone(),
        encoding: constant.value.encoding.value,
    });
    if let Some(written) = &entry.constant {
        if entry.kind.value != ParameterKind::Control {
            let diagnostic = Diagnostic::new("only a control becomes a contract constant")
                .at(&written.place, "")
                .at(&entry.kind.place, "this is no control");
            report.push(diagnostic);
        }
        let encoding = &written.value.encoding;
        if let Some(given) = entry.unit.as_ref().map(|unit| unit.value.dimension())
            && let Some(needed) = unmet(encoding.value, given)
        {
            let message = format!(
                "this encoding needs {needed}, and `{}` is {given}",
                name.value
            );
            report.push(Diagnostic::new(message).at(&encoding.place, ""));
        }
    }
    let mut parameter = Parameter {
        name: name.value.clone(),
        domain: domain?,
        kind: entry.kind.value,
        meaning: entry.meaning.value.clone(),
        source: entry.source.value.clone(),
        constant,
        grid: Vec::new(),
    };
    parameter.grid = grid(&parameter, entry, report);
    Some(parameter)
}

/// The values to choose from, as far as the parameter admits them.
fn grid(parameter: &Parameter, entry: &ParameterEntry, report: &mut Report) -> Vec<RBig> {
    let Some(written) = &entry.grid else {
        return Vec::new();
    };
    if entry.kind.value != ParameterKind::Control {
        let diagnostic = Diagnostic::new("only a control has a grid to choose from")
            .at(&written.place, "")
            .at(&entry.kind.place, "this is no control");
        report.push(diagnostic);
        return Vec::new();
    }
    let range = entry.range.as_ref().map(|range| &range.place);
    let mut grid: Vec<RBig> = Vec::with_capacity(written.value.len());
    for point in &written.value {
        let Some(value) = exact(point, report) else {
            continue;
        };
        if let Err(error) = parameter.admit(&value) {
            report.push(refused(&error, &point.place, range));
        } else if grid.last().is_some_and(|last| *last >= value) {
            let diagnostic = Diagnostic::new("a grid rises from its least value to its greatest")
                .at(&point.place, "not above the one before");
            report.push(diagnostic);
        } else {
            grid.push(value);
        }
    }
    grid
}

/// A value that the parameter may not take.
fn refused(error: &ValueError, place: &Place, range: Option<&Place>) -> Diagnostic {
    let diagnostic = Diagnostic::new(error.to_string()).at(place, "");
    match (error, range) {
        (ValueError::OutOfRange { .. }, Some(range)) => {
            diagnostic.at(range, "the range is declared here")
        }
        _ => diagnostic,
    }
}

/// What an encoding needs, when the dimension is something else. Rates are written in wei, basis points and percent too:
/// wei per gas, basis points a year.
pub(super) fn unmet(encoding: Encoding, given: Dimension) -> Option<&'static str> {
    let (fits, needed) = match encoding {
        Encoding::Wei => (
            given.over(Dimension::ETH).is_some_and(Dimension::is_per),
            "ETH",
        ),
        Encoding::Bps | Encoding::Percent => (given.is_per(), "a plain number"),
        Encoding::Seconds => (given == Dimension::TIME, "a time"),
        Encoding::Blocks => (given == Dimension::BLOCK, "blocks"),
        Encoding::Wad | Encoding::Count => (true, ""),
    };
    (!fits).then_some(needed)
}

fn switch(
    name: &Located<String>,
    entry: &ParameterEntry,
    choices: &[Located<String>],
    place: &Place,
    report: &mut Report,
) -> Option<Domain> {
    let number_only = [
        entry.range.as_ref().map(|range| (&range.place, "range")),
        entry.whole.as_ref().map(|whole| (&whole.place, "whole")),
        entry.grid.as_ref().map(|grid| (&grid.place, "grid")),
        entry
            .constant
            .as_ref()
            .map(|constant| (&constant.place, "constant")),
    ];
    for (place, key) in number_only.into_iter().flatten() {
        report.push(
            Diagnostic::new(format!(
                "`{}` has choices, so it has no `{key}`",
                name.value
            ))
            .at(place, ""),
        );
    }
    for (index, choice) in choices.iter().enumerate() {
        if choices
            .iter()
            .take(index)
            .any(|earlier| earlier.value == choice.value)
        {
            report.push(
                Diagnostic::new(format!("the choice `{}` is given twice", choice.value))
                    .at(&choice.place, ""),
            );
        }
    }
    if choices.len() < 2 {
        report.push(
            Diagnostic::new(format!("`{}` needs at least two choices", name.value)).at(place, ""),
        );
        return None;
    }
    Some(Domain::Switch {
        choices: choices.iter().map(|choice| choice.value.clone()).collect(),
    })
}

fn number(
    name: &Located<String>,
    entry: &ParameterEntry,
    unit: &Unit,
    report: &mut Report,
) -> Option<Domain> {
    let Some(range) = &entry.range else {
        let diagnostic = Diagnostic::new(format!("parameter `{}` has no `range`", name.value))
            .at(&name.place, "needed here")
            .help(
                "write the least and greatest value that has a meaning, as in `range = [0, 100]`",
            );
        report.push(diagnostic);
        return None;
    };
    let [low, high] = range.value.as_slice() else {
        report.push(
            Diagnostic::new("a range is two numbers: the least and the greatest")
                .at(&range.place, ""),
        );
        return None;
    };
    let (low, high) = (exact(low, report)?, exact(high, report)?);
    if low > high {
        report.push(
            Diagnostic::new("this range is empty: its least is above its greatest")
                .at(&range.place, ""),
        );
        return None;
    }
    let whole = entry.whole.as_ref().is_some_and(|whole| whole.value);
    Some(Domain::Number {
        unit: unit.clone(),
        low,
        high,
        whole,
    })
}

/// The value of every parameter after everything that sets one, in order.
pub(super) fn values(
    documents: &[Document],
    overrides: &[Override],
    entries: &Merged<'_>,
    parameters: &[Option<Parameter>],
    report: &mut Report,
) -> Vec<Option<Value>> {
    let mut values: Vec<Option<Value>> = entries
        .parameters
        .iter()
        .zip(parameters)
        .map(|((_, entry), parameter)| {
            let (entry, parameter) = (entry.as_ref()?, parameter.as_ref()?);
            let range = entry.range.as_ref().map(|range| &range.place);
            admit(parameter, &entry.value, range, report)
        })
        .collect();
    let mut set =
        |name: &str, name_place: &Place, written: &Located<Scalar>, report: &mut Report| {
            let Some(slot) = entries
                .parameters
                .iter()
                .position(|(known, _)| known.value == name)
            else {
                let known = entries
                    .parameters
                    .iter()
                    .map(|(name, _)| name.value.as_str());
                let diagnostic = Diagnostic::new(format!("there is no parameter `{name}` to set"))
                    .at(name_place, "")
                    .maybe_help(did_you_mean(name, known));
                report.push(diagnostic);
                return;
            };
            let Some(parameter) = parameters.get(slot).and_then(Option::as_ref) else {
                return;
            };
            let entry = entries.parameters.get(slot).and_then(|(_, entry)| *entry);
            let range = entry
                .and_then(|entry| entry.range.as_ref())
                .map(|range| &range.place);
            if let (Some(value), Some(place)) = (
                admit(parameter, written, range, report),
                values.get_mut(slot),
            ) {
                *place = Some(value);
            }
        };
    for document in documents {
        for (name, written) in document.set.iter().flat_map(|set| &set.0) {
            if document.scenario.extends.is_none() {
                let diagnostic = Diagnostic::new(
                    "`[set]` changes inherited values, and this file extends no other",
                )
                .at(&name.place, "")
                .help("change the `value` of the parameter itself");
                report.push(diagnostic);
            } else if let (false, Some(written)) = (is_row(&name.value), written) {
                set(&name.value, &name.place, written, report);
            }
        }
    }
    let mut given_before: BTreeMap<&str, Place> = BTreeMap::new();
    for given in overrides.iter().filter(|given| !is_row(given.name())) {
        if let Some(first) = given_before.insert(given.name(), given.name_place()) {
            let diagnostic = Diagnostic::new(format!("`{}` is set twice", given.name()))
                .at(&given.name_place(), "set again")
                .at(&first, "set first");
            report.push(diagnostic);
        }
        set(given.name(), &given.name_place(), &given.written(), report);
    }
    values
}

/// Where the value of every parameter is written in the files; a value from the command line stands in none.
pub(super) fn places(documents: &[Document], entries: &Merged<'_>) -> Vec<Place> {
    let mut places: Vec<Place> = entries
        .parameters
        .iter()
        .map(|(name, entry)| {
            entry
                .map_or(&name.place, |entry| &entry.value.place)
                .clone()
        })
        .collect();
    for (name, written) in documents
        .iter()
        .flat_map(|document| document.set.iter())
        .flat_map(|set| &set.0)
    {
        let slot = entries
            .parameters
            .iter()
            .position(|(known, _)| known.value == name.value);
        if let (Some(place), Some(written)) = (slot.and_then(|slot| places.get_mut(slot)), written)
        {
            *place = written.place.clone();
        }
    }
    places
}

/// What is written as a value of the parameter, if it may take it.
fn admit(
    parameter: &Parameter,
    written: &Located<Scalar>,
    range: Option<&Place>,
    report: &mut Report,
) -> Option<Value> {
    match (&parameter.domain, &written.value) {
        (Domain::Switch { choices }, Scalar::Text(choice) | Scalar::Number(choice)) => {
            match parameter.position_of(choice) {
                Ok(position) => Some(Value::Choice(position)),
                Err(_) => {
                    let diagnostic = Diagnostic::new(format!(
                        "`{choice}` is not a choice of `{}`",
                        parameter.name()
                    ))
                    .at(&written.place, "")
                    .maybe_help(did_you_mean(choice, choices.iter().map(String::as_str)));
                    report.push(diagnostic);
                    None
                }
            }
        }
        (Domain::Number { unit, .. }, Scalar::Text(text)) => {
            let diagnostic = Diagnostic::new(format!(
                "`{}` should be a number, in {unit}",
                parameter.name()
            ))
            .at(&written.place, "this is text")
            .maybe_help(
                parse_decimal(text)
                    .is_ok()
                    .then_some("write it without quotes"),
            );
            report.push(diagnostic);
            None
        }
        (Domain::Number { unit, .. }, Scalar::Number(_)) => {
            let value = exact(written, report)?;
            match parameter.admit(&value) {
                Ok(()) => Some(number_value(value, unit)),
                Err(error) => {
                    report.push(refused(&error, &written.place, range));
                    None
                }
            }
        }
    }
}
