//! Rows of step tables set from elsewhere: `ltv_by_age[0.5]=0.7`, from `[set]` or from the command line.

use std::collections::BTreeMap;

use super::{Merged, exact};
use crate::decimal::{parse_exact, print_decimal};
use crate::diagnostic::{Diagnostic, Place, Report, did_you_mean};
use crate::scenario::document::{Document, Located, Scalar};
use crate::scenario::{Override, spell};

/// New values of rows, by table and step.
pub(super) type Rows = BTreeMap<(usize, usize), Located<Scalar>>;

/// Whether a name that is set is a row of a table, not a parameter.
pub(super) fn is_row(name: &str) -> bool {
    name.contains('[')
}

/// Every row that is set, the last setting of each; what names no row is reported.
pub(super) fn rows(
    documents: &[Document],
    overrides: &[Override],
    entries: &Merged<'_>,
    report: &mut Report,
) -> Rows {
    let mut rows = Rows::new();
    let inheriting = documents
        .iter()
        .filter(|document| document.scenario.extends.is_some());
    for (name, written) in inheriting
        .flat_map(|document| document.set.iter())
        .flat_map(|set| &set.0)
    {
        if let (true, Some(written)) = (is_row(&name.value), written)
            && let Some(row) = find(&name.value, &name.place, entries, report)
        {
            rows.insert(row, written.clone());
        }
    }
    let mut given_before: BTreeMap<(usize, usize), Place> = BTreeMap::new();
    for given in overrides.iter().filter(|given| is_row(given.name())) {
        let place = given.name_place();
        let Some(row) = find(given.name(), &place, entries, report) else {
            continue;
        };
        if let Some(first) = given_before.insert(row, place.clone()) {
            let diagnostic = Diagnostic::new(format!("`{}` is set twice", given.name()))
                .at(&place, "set again")
                .at(&first, "set first");
            report.push(diagnostic);
        }
        rows.insert(row, given.written());
    }
    rows
}

/// The table and the step that a name such as `ltv_by_age[0.5]` stands for.
fn find(
    name: &str,
    place: &Place,
    entries: &Merged<'_>,
    report: &mut Report,
) -> Option<(usize, usize)> {
    let mut refuse = |diagnostic: Diagnostic| {
        report.push(diagnostic);
        None
    };
    let (table, rest) = name.split_once('[')?;
    let key = rest.strip_suffix(']').map(str::trim);
    let Some(key) = key.and_then(|key| parse_exact(key).ok()) else {
        let diagnostic = Diagnostic::new(format!("`{name}` names no row of a table"))
            .at(place, "")
            .help("a row is named by the number it begins at, as in `ltv_by_age[0.5]`");
        return refuse(diagnostic);
    };
    let table = table.trim();
    let known = || entries.tables.iter().map(|(name, _)| name.value.as_str());
    let Some(slot) = known().position(|known| known == table) else {
        let diagnostic = Diagnostic::new(format!("there is no table `{table}` to set a row of"))
            .at(place, "")
            .maybe_help(did_you_mean(table, known()));
        return refuse(diagnostic);
    };
    // A table that could not be read has been reported.
    let (_, Some(entry)) = entries.tables.get(slot)? else {
        return None;
    };
    let mut silent = Report::default();
    let begins: Vec<_> = entry
        .steps
        .value
        .iter()
        .map(|step| exact(&step.from, &mut silent))
        .collect();
    match begins
        .iter()
        .position(|begins| begins.as_ref() == Some(&key))
    {
        Some(step) => Some((slot, step)),
        None => {
            let rows: Vec<String> = begins.iter().flatten().map(spell).collect();
            let key = print_decimal(&key).unwrap_or_else(|| key.to_string());
            let diagnostic = Diagnostic::new(format!("table `{table}` has no row from {key}"))
                .at(place, "")
                .help(format!("its rows begin at {}", rows.join(", ")));
            refuse(diagnostic)
        }
    }
}
