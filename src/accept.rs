//! `assay accept`: keeps the findings of a scenario as the base that later changes are held against.
//!
//! What is accepted is a decision of people, so that no build may make it: where `CI` is set the command refuses.

use std::path::{Path, PathBuf};

use assay_reports::guard::{Snapshot, compare};
use assay_scenarios::policy::Policy;

use crate::{
    arguments::AcceptArguments,
    done::Done,
    error::CommandError,
    guard::{Given, asking, cache, today},
    progress::Bar,
    terminal,
};

pub(crate) fn execute(arguments: &AcceptArguments) -> Result<Done, CommandError> {
    if std::env::var_os("CI").is_some_and(|value| !value.is_empty()) {
        return Err(CommandError::AcceptInCi);
    }
    let given = Given::scenario(&arguments.scenario);
    let asking = asking(&arguments.effort);
    let cache = cache(&arguments.effort)?;
    let bar = Bar::without_end("runs");
    let found = given.investigate(&arguments.set, &asking, cache.as_ref(), &|stage, runs| {
        bar.tell(stage, runs)
    })?;
    drop(bar);
    let path = match &arguments.out {
        Some(path) => path.clone(),
        None => arguments.scenario.with_extension("findings.json"),
    };
    let said = match std::fs::read_to_string(&path) {
        Ok(text) => match Snapshot::from_json(&text) {
            Ok(before) => {
                compare(&before, &found.snapshot, &Policy::default(), today(None)?).sentence
            }
            Err(_) => "what was there before was no snapshot of this version".to_owned(),
        },
        Err(_) => format!(
            "{} findings, for the first time",
            found.snapshot.report.findings.len()
        ),
    };
    write(&path, &found.snapshot.to_json()?)?;
    let shown = path.display();
    terminal::print(&format!("accepted in {shown}: {said}\n"))?;
    Ok(Done::Holds)
}

/// Writes the whole file or leaves the old one.
fn write(path: &Path, text: &str) -> Result<(), CommandError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, path))
        .map_err(|source| CommandError::Write {
            path: path.to_owned(),
            source,
        })
}
