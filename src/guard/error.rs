//! Why two sides could not be compared.

use std::path::PathBuf;

use assay_scenarios::policy::DateError;
use thiserror::Error;

use super::git::GitError;
use assay_sim::chronos::SimulationError;

/// One line for each value.
fn lines(all: &[String]) -> String {
    let lines = all.iter().map(|it| format!("\n  {it}"));
    lines.collect()
}

/// Why two sides could not be compared.
#[derive(Debug, Error)]
pub enum GuardError {
    /// What was given is neither a file nor a revision.
    #[error(
        "`--{option} {text}`: there is no such file, and no such revision{}\n  help: expected a scenario (.toml), a contract (.sol), a snapshot (.json), a revision (`main`, `HEAD~1`), or `REVISION:FILE`",
        git.as_ref().map(|error| format!(" ({error})")).unwrap_or_default()
    )]
    Unknown {
        /// The option.
        option: &'static str,
        /// What was typed.
        text: String,
        /// Why git could not say.
        git: Option<GitError>,
    },
    /// A contract without a scenario that says what its constants mean.
    #[error(
        "the contract `{}` says nothing of the economics around it\n  help: name the scenario with `--scenario FILE`, or as the other side",
        contract.display()
    )]
    NoScenario {
        /// The contract.
        contract: PathBuf,
    },
    /// A revision, and no file to look at in it.
    #[error(
        "which file of the revision `{revision}`?\n  help: `{revision}:FILE`, or `--scenario FILE`"
    )]
    NoFile {
        /// The revision.
        revision: String,
    },
    /// History could not be read.
    #[error(transparent)]
    Git(#[from] GitError),
    /// Values set over findings that were made without them.
    #[error(
        "no value can be set over the snapshot `{}`\n  help: name the scenario as the head",
        path.display()
    )]
    SetOverSnapshot {
        /// The snapshot.
        path: PathBuf,
    },
    /// What a contract says cannot be played.
    #[error("what `{contract}` says cannot be played: {why}{}", lines(.details))]
    Unplayable {
        /// The contract.
        contract: String,
        /// Why not.
        why: Box<SimulationError>,
        /// The values in which it differs from its scenario, and what was not read, each with its place.
        details: Vec<String>,
    },
    /// A day that is none.
    #[error("`--today`: {0}")]
    Today(DateError),
    /// The clock stands outside the calendar.
    #[error("the clock of this machine shows no day\n  help: `--today YYYY-MM-DD`")]
    NoToday,
}
