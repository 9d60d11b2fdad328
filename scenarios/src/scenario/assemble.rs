//! Documents into a [`Scenario`]: names, values, expressions, units, circles, and a first evaluation of everything.

mod attacks;
mod builder;
mod parameters;
mod question;
mod rows;
mod settle;
mod sweep;

use std::collections::BTreeMap;

use dashu_ratio::RBig;

pub(crate) use self::attacks::is_path;
use self::builder::Builder;
pub(crate) use self::question::{Beside, Question};
use super::document::{Entries, FormulaEntry, Located, ParameterEntry, Scalar, TableEntry};
use super::files::Found;
use super::references::{Definition, Fault, faults};
use super::{Document, Formula, Kept, Override, Scenario, Step, Structure, Table, Value};
use crate::decimal::parse_exact;
use crate::diagnostic::{Diagnostic, Place, Report, ScenarioError};
use crate::expression::{Name, Names, Slot, Units, is_name};
use crate::unit::Unit;

/// Goes on past what is wrong for as long as the next stage can say something true, and reports it all together.
pub(super) fn assemble(found: Found, overrides: &[Override]) -> Result<Scenario, ScenarioError> {
    let Found {
        documents,
        sources,
        mut report,
    } = found;
    let (title, protocol, protocol_place, source) = header(&documents, &mut report);
    let entries = Merged::of(&documents, &mut report);
    let parameters: Vec<_> = entries
        .parameters
        .iter()
        .map(|(name, entry)| parameters::build(name, entry.as_ref()?, &mut report))
        .collect();
    let values = parameters::values(&documents, overrides, &entries, &parameters, &mut report);
    let rows = rows::rows(&documents, overrides, &entries, &mut report);
    let names = entries.names(&parameters);
    let mut builder = Builder {
        names: &names,
        units: entries.units(&parameters),
        rows: &rows,
        report: &mut report,
    };
    let tables: Vec<_> = entries
        .tables
        .iter()
        .enumerate()
        .map(|(slot, (name, entry))| builder.table(slot, name, entry.as_ref()?))
        .collect();
    let formulas: Vec<_> = entries
        .formulas
        .iter()
        .map(|(name, entry)| builder.formula(name, entry.as_ref()?))
        .collect();
    let attacks = builder.attacks(&documents, &protocol);
    let sweep = sweep::build(&documents, &mut report);
    if report.is_empty() {
        report_faults(&entries, &tables, &formulas, &mut report);
    }
    report.into_result()?;
    let structure = Structure {
        title,
        protocol,
        protocol_place,
        source,
        names,
        parameters: parameters.into_iter().flatten().collect(),
        tables: tables.into_iter().flatten().collect(),
        formulas: formulas.into_iter().flatten().collect(),
        attacks,
        sweep,
        sources,
        places: parameters::places(&documents, &entries),
        overrides: overrides.to_vec(),
    };
    let values = values.into_iter().flatten().collect();
    let scenario = Scenario {
        kept: Kept::new(structure, values),
    };
    settle::evaluate_everything(&scenario)?;
    sweep::check(&scenario)?;
    Ok(scenario)
}

/// Title, protocol and where it is named, source.
type Header = (String, String, Option<Place>, Option<String>);

/// Title of the last file, protocol of the first, and the nearest source.
fn header(documents: &[Document], report: &mut Report) -> Header {
    let title = documents
        .last()
        .map(|document| document.scenario.title.value.clone())
        .unwrap_or_default();
    let source = documents
        .iter()
        .rev()
        .find_map(|document| document.scenario.source.as_ref());
    let mut protocol: Option<&Located<String>> = None;
    for document in documents {
        match (protocol, &document.scenario.protocol) {
            (None, Some(found)) => {
                if found.value.is_empty()
                    || !found
                        .value
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                {
                    let message = "a protocol's name is lower-case letters and `-`";
                    report.push(Diagnostic::new(message).at(&found.place, ""));
                }
                protocol = Some(found);
            }
            (Some(first), Some(found)) if first.value != found.value => {
                let diagnostic =
                    Diagnostic::new("a scenario is about the protocol of the file it extends")
                        .at(&found.place, "another protocol")
                        .at(&first.place, "inherited from here");
                report.push(diagnostic);
            }
            (None, None) => report.push(
                Diagnostic::new("`[scenario]` has no `protocol`")
                    .at(&document.scenario.title.place, "needed beside this"),
            ),
            _ => {}
        }
    }
    let place = protocol.map(|found| found.place.clone());
    let protocol = protocol
        .map(|found| found.value.clone())
        .unwrap_or_default();
    let source = source.map(|source| source.value.clone());
    (title, protocol, place, source)
}

type Named<'d, T> = Vec<(&'d Located<String>, Option<&'d T>)>;

/// The entries of all files together; a name is taken once.
struct Merged<'d> {
    parameters: Named<'d, ParameterEntry>,
    tables: Named<'d, TableEntry>,
    formulas: Named<'d, FormulaEntry>,
}

impl<'d> Merged<'d> {
    fn of(documents: &'d [Document], report: &mut Report) -> Self {
        let mut merged = Self {
            parameters: Vec::new(),
            tables: Vec::new(),
            formulas: Vec::new(),
        };
        let mut taken: BTreeMap<&'d str, &'d Place> = BTreeMap::new();
        for document in documents {
            take(
                &document.parameters,
                &mut merged.parameters,
                &mut taken,
                report,
            );
            take(&document.tables, &mut merged.tables, &mut taken, report);
            take(&document.formulas, &mut merged.formulas, &mut taken, report);
        }
        merged
    }

    fn names(&self, parameters: &[Option<super::Parameter>]) -> Names {
        let mut names = Names::default();
        for (slot, (name, _)) in self.parameters.iter().enumerate() {
            let choices = parameters
                .get(slot)
                .and_then(Option::as_ref)
                .map(|parameter| parameter.choices().to_vec());
            let meaning = match choices {
                Some(choices) if !choices.is_empty() => Name::Switch(slot, choices),
                _ => Name::Parameter(slot),
            };
            names.insert(name.value.clone(), meaning);
        }
        for (slot, (name, _)) in self.tables.iter().enumerate() {
            names.insert(name.value.clone(), Name::Table(slot));
        }
        for (slot, (name, _)) in self.formulas.iter().enumerate() {
            names.insert(name.value.clone(), Name::Formula(slot));
        }
        names
    }

    fn units(&self, parameters: &[Option<super::Parameter>]) -> Units {
        let unit =
            |parameter: &Option<super::Parameter>| Some(parameter.as_ref()?.unit()?.dimension());
        let formula =
            |(_, entry): &(_, Option<&FormulaEntry>)| Some(entry.as_ref()?.unit.value.dimension());
        let table = |(_, entry): &(_, Option<&TableEntry>)| {
            let entry = entry.as_ref()?;
            Some((
                entry.input.value.dimension(),
                entry.output.value.dimension(),
            ))
        };
        Units {
            parameters: parameters.iter().map(unit).collect(),
            formulas: self.formulas.iter().map(formula).collect(),
            tables: self.tables.iter().map(table).collect(),
        }
    }
}

fn take<'d, T>(
    entries: &'d Option<Entries<T>>,
    into: &mut Named<'d, T>,
    taken: &mut BTreeMap<&'d str, &'d Place>,
    report: &mut Report,
) {
    for (name, entry) in entries.iter().flat_map(|entries| &entries.0) {
        if !is_name(&name.value) {
            let diagnostic = Diagnostic::new(format!("`{}` cannot be a name", name.value.escape_debug()))
                .at(&name.place, "")
                .help("a name is lower-case letters, digits and `_`, begins with a letter, and is no word of formulas");
            report.push(diagnostic);
        }
        if let Some(first) = taken.get(name.value.as_str()) {
            let diagnostic = Diagnostic::new(format!("the name `{}` is defined twice", name.value))
                .at(&name.place, "defined again")
                .at(first, "first defined here")
                .help("to change the value of an inherited parameter, write it under `[set]`");
            report.push(diagnostic);
            continue;
        }
        taken.insert(&name.value, &name.place);
        into.push((name, entry.as_ref()));
    }
}

/// The exact number a scalar spells; reports one that cannot be read.
pub(crate) fn exact(written: &Located<Scalar>, report: &mut Report) -> Option<RBig> {
    let (Scalar::Number(text) | Scalar::Text(text)) = &written.value;
    match parse_exact(text) {
        Ok(value) => Some(value),
        Err(error) => {
            report.push(Diagnostic::new(error.to_string()).at(&written.place, ""));
            None
        }
    }
}

fn report_faults(
    entries: &Merged<'_>,
    tables: &[Option<Table>],
    formulas: &[Option<Formula>],
    report: &mut Report,
) {
    // In the order of slots, formulas before tables, as `faults` looks them up.
    let formula_parts = formulas
        .iter()
        .enumerate()
        .map(|(slot, formula)| Definition {
            slot: Slot::Formula(slot),
            expressions: formula.iter().map(Formula::expression_tree).collect(),
        });
    let table_parts = tables.iter().enumerate().map(|(slot, table)| Definition {
        slot: Slot::Table(slot),
        expressions: table
            .iter()
            .flat_map(|table| table.steps().iter().map(Step::expression))
            .collect(),
    });
    let definitions: Vec<Definition<'_>> = formula_parts.chain(table_parts).collect();
    let named = |slot: &Slot| match slot {
        Slot::Parameter(slot) => entries.parameters.get(*slot).map(|(name, _)| *name),
        Slot::Formula(slot) => entries.formulas.get(*slot).map(|(name, _)| *name),
        Slot::Table(slot) => entries.tables.get(*slot).map(|(name, _)| *name),
    };
    for fault in faults(&definitions) {
        match fault {
            Fault::Circle(members) => {
                let members: Vec<&Located<String>> = members.iter().filter_map(named).collect();
                let path: Vec<&str> = members.iter().map(|member| member.value.as_str()).collect();
                let mut diagnostic =
                    Diagnostic::new(format!("circular formulas: {}", shorten(&path)));
                if let Some(first) = members.first() {
                    diagnostic = diagnostic.at(&first.place, "this needs its own value");
                }
                report.push(diagnostic);
            }
            Fault::TooDeep(slot) => {
                let Some(name) = named(&slot) else { continue };
                let message = format!(
                    "`{}` is built on too many levels of formulas to be evaluated",
                    name.value
                );
                report.push(Diagnostic::new(message).at(&name.place, ""));
            }
        }
    }
}

/// `a -> b -> a`; a very long circle is cut in the middle.
fn shorten(path: &[&str]) -> String {
    const SHOWN: usize = 12;
    if path.len() <= 2 * SHOWN {
        return path.join(" -> ");
    }
    let (start, end) = (
        path.get(..SHOWN).unwrap_or_default(),
        path.get(path.len() - SHOWN..).unwrap_or_default(),
    );
    format!("{} -> ... -> {}", start.join(" -> "), end.join(" -> "))
}

/// A number as the value of a parameter.
fn number_value(declared: RBig, unit: &Unit) -> Value {
    Value::Number {
        base: unit.in_base(&declared),
        declared,
    }
}
