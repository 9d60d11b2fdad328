//! What was given as a side: a scenario, a contract or a snapshot, on disk or in a revision.

use std::path::{Path, PathBuf};

use super::{
    error::GuardError,
    git::{Revision, folder_of},
};

/// A file, on disk or in a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The path as typed, or as the other side's.
    pub(super) path: PathBuf,
    /// The revision it is read from; the disk without one.
    pub(super) revision: Option<Revision>,
}

/// One side of a comparison, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// A scenario file.
    Scenario(Place),
    /// A contract's source, whose constants are put into the scenario.
    Contract {
        /// The source.
        contract: Place,
        /// The scenario that says what it means.
        scenario: Place,
    },
    /// Findings that were accepted before.
    Snapshot(Place),
}

impl Given {
    /// A scenario on disk.
    pub(crate) fn scenario(path: &Path) -> Self {
        Self::Scenario(Place {
            path: path.to_owned(),
            revision: None,
        })
    }
}

/// What was typed for one side.
enum Typed {
    /// A file, of whatever kind.
    File(Place),
    /// A revision alone: the other side's file as it was then.
    Revision(Revision),
}

/// Both sides, each read in the light of the other: a revision alone stands for the other side's file at that revision.
///
/// # Errors
/// What is neither a file nor a revision; a contract without a scenario; two revisions and no file.
pub(super) fn both(
    base: &str,
    head: &str,
    scenario: Option<&Path>,
) -> Result<(Given, Given), GuardError> {
    let near = |text: &str| Path::new(text).exists().then(|| folder_of(Path::new(text)));
    let folder = scenario
        .map(folder_of)
        .or_else(|| near(base))
        .or_else(|| near(head))
        .unwrap_or_else(|| PathBuf::from("."));
    let base = typed("base", base, &folder)?;
    let head = typed("head", head, &folder)?;
    let base_file = file_of(&base, &head, scenario)?;
    let head_file = file_of(&head, &base, scenario)?;
    let scenario_for = |side: &Place, other: &Place| match scenario {
        // A contract of some revision is read by the scenario of that revision.
        Some(path) => Some(Place {
            path: path.to_owned(),
            revision: side.revision.clone(),
        }),
        None => (kind(&other.path) == Kind::Scenario).then(|| other.clone()),
    };
    let base_given = given(&base_file, scenario_for(&base_file, &head_file))?;
    let head_given = given(&head_file, scenario_for(&head_file, &base_file))?;
    Ok((base_given, head_given))
}

/// The base alone, for a change that is set over it.
///
/// # Errors
/// As [`both`].
pub(super) fn alone(base: &str, scenario: Option<&Path>) -> Result<Given, GuardError> {
    Ok(both(base, base, scenario)?.0)
}

fn given(file: &Place, scenario: Option<Place>) -> Result<Given, GuardError> {
    match kind(&file.path) {
        Kind::Scenario => Ok(Given::Scenario(file.clone())),
        Kind::Contract => Ok(Given::Contract {
            contract: file.clone(),
            scenario: scenario.ok_or_else(|| GuardError::NoScenario {
                contract: file.path.clone(),
            })?,
        }),
        Kind::Snapshot => Ok(Given::Snapshot(file.clone())),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Scenario,
    Contract,
    Snapshot,
}

/// What a file is, by the end of its name.
fn kind(path: &Path) -> Kind {
    match path.extension().and_then(|end| end.to_str()) {
        Some("sol") => Kind::Contract,
        Some("json") => Kind::Snapshot,
        _ => Kind::Scenario,
    }
}

fn file_of(side: &Typed, other: &Typed, scenario: Option<&Path>) -> Result<Place, GuardError> {
    match (side, other) {
        (Typed::File(place), _) => Ok(place.clone()),
        (Typed::Revision(revision), Typed::File(place)) => Ok(Place {
            path: place.path.clone(),
            revision: Some(revision.clone()),
        }),
        (Typed::Revision(revision), _) => match scenario {
            Some(path) => Ok(Place {
                path: path.to_owned(),
                revision: Some(revision.clone()),
            }),
            None => Err(GuardError::NoFile {
                revision: revision.typed.clone(),
            }),
        },
    }
}

/// Reads `FILE`, `REVISION` or `REVISION:FILE`; a file that is there comes before a revision of that name.
fn typed(option: &'static str, text: &str, folder: &Path) -> Result<Typed, GuardError> {
    let path = Path::new(text);
    if path.is_file() {
        return Ok(Typed::File(Place {
            path: path.to_owned(),
            revision: None,
        }));
    }
    let (name, file) = match text.split_once(':') {
        Some((name, file)) if !file.is_empty() => (name, Some(file)),
        _ => (text, None),
    };
    let unknown = |git| GuardError::Unknown {
        option,
        text: text.to_owned(),
        git,
    };
    match Revision::find(name, folder) {
        Ok(Some(revision)) => Ok(match file {
            Some(file) => Typed::File(Place {
                path: file.into(),
                revision: Some(revision),
            }),
            None => Typed::Revision(revision),
        }),
        Ok(None) => Err(unknown(None)),
        Err(error) => Err(unknown(Some(error))),
    }
}
