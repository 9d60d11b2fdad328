//! The sweep a scenario asks for, checked as far as the scenario itself can.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, Report, ScenarioError};
use crate::expression::Anchor;
use crate::scenario::document::{Document, SweepEntry};
use crate::scenario::{Scenario, SweepTable, Vary};

/// The last file's sweep that has one.
pub(super) fn build(documents: &[Document], report: &mut Report) -> Option<SweepTable> {
    let entry: &SweepEntry = documents
        .iter()
        .rev()
        .find_map(|document| document.sweep.as_ref())?;
    if entry.vary.value.is_empty() {
        report.push(
            Diagnostic::new("a sweep varies at least one parameter").at(&entry.vary.place, ""),
        );
    }
    let mut taken: BTreeMap<String, Place> = BTreeMap::new();
    let mut read = Vec::with_capacity(entry.vary.value.len());
    for written in &entry.vary.value {
        let anchor = Anchor::new(written.place.clone(), &written.value);
        let vary = match Vary::read(&written.value, anchor) {
            Ok(vary) => vary,
            Err(diagnostic) => {
                report.push(diagnostic);
                continue;
            }
        };
        let place = vary.name_place();
        if let Some(first) = taken.get(vary.name()) {
            let diagnostic = Diagnostic::new(format!("`{}` is varied twice", vary.name()))
                .at(&place, "varied again")
                .at(first, "varied first");
            report.push(diagnostic);
            continue;
        }
        taken.insert(vary.name().to_owned(), place);
        read.push(vary);
    }
    if let Some(points) = entry.points.as_ref().filter(|points| points.value == 0) {
        report.push(Diagnostic::new("a sweep visits at least one point").at(&points.place, ""));
    }
    Some(SweepTable {
        vary: read,
        design: entry.design.as_ref().map(|design| design.value),
        points: entry.points.as_ref().map(|points| points.value),
        crossed: entry.crossed.as_ref().is_some_and(|crossed| crossed.value),
        runs: entry.runs.as_ref().map(|runs| runs.value),
        of: entry
            .of
            .iter()
            .flatten()
            .map(|name| name.value.clone())
            .collect(),
        seed: entry.seed.as_ref().map(|seed| seed.value),
    })
}

/// Whether the scenario has the parameters that its sweep varies, with such values.
pub(super) fn check(scenario: &Scenario) -> Result<(), ScenarioError> {
    let mut report = Report::default();
    for vary in scenario.sweep().into_iter().flat_map(SweepTable::vary) {
        if let Err(diagnostic) = vary.resolve(scenario) {
            report.push(diagnostic);
        }
    }
    report.into_result()
}
