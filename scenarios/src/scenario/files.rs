//! Scenario files, from disk or from elsewhere, and the files they extend.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Document;
use crate::diagnostic::{Diagnostic, Place, Report, ScenarioError, Source, SourceFile, nearest};

/// No scenario comes near this; what is larger is something else.
const MOST_BYTES: u64 = 4 << 20;
/// Files of a folder that are looked through for the one that was meant.
const MOST_NEIGHBOURS: usize = 1000;
/// Files that extend each other, one after another.
const LONGEST_CHAIN: usize = 16;

/// The files of a scenario, the one that extends no other first, and what was wrong with them so far.
pub(super) struct Found {
    pub(super) documents: Vec<Document>,
    pub(super) sources: Vec<SourceFile>,
    pub(super) report: Report,
}

/// Opens a file by its path.
pub(crate) type Open<'a> = &'a dyn Fn(&Path) -> io::Result<Box<dyn Read>>;

/// A file of the disk; a folder is none.
pub(crate) fn from_disk(path: &Path) -> io::Result<Box<dyn Read>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(file))
}

pub(super) fn read(path: &Path, open: Open<'_>) -> Result<Found, ScenarioError> {
    let mut found = Found {
        documents: Vec::new(),
        sources: Vec::new(),
        report: Report::default(),
    };
    let mut seen: Vec<(PathBuf, String)> = Vec::new();
    let mut path = path.to_owned();
    let mut asked_by: Option<Place> = None;
    loop {
        let text = read_text(&path, "scenario", open)
            .map_err(|problem| ScenarioError::one(located(problem, asked_by.as_ref())))?;
        let identity = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        let shown = path.display().to_string();
        let again = seen.iter().any(|(known, _)| *known == identity);
        seen.push((identity, shown.clone()));
        if again {
            let chain: Vec<&str> = seen.iter().map(|(_, shown)| shown.as_str()).collect();
            let problem = Diagnostic::new(format!(
                "these files extend each other in a circle: {}",
                chain.join(" -> ")
            ));
            return Err(ScenarioError::one(located(problem, asked_by.as_ref())));
        }
        if seen.len() > LONGEST_CHAIN {
            let problem = Diagnostic::new(format!(
                "more than {LONGEST_CHAIN} files extend one another"
            ));
            return Err(ScenarioError::one(located(problem, asked_by.as_ref())));
        }
        let source = Source::new(shown, text.clone());
        found.sources.push(SourceFile::new(path.clone(), text));
        let Some(document) = Document::read(&source, &mut found.report)? else {
            break;
        };
        let extends = document.scenario.extends.clone();
        found.documents.push(document);
        let Some(extends) = extends else {
            break;
        };
        path = path.parent().unwrap_or(Path::new("")).join(&extends.value);
        asked_by = Some(extends.place);
    }
    found.documents.reverse();
    found.sources.reverse();
    Ok(found)
}

fn located(problem: Diagnostic, asked_by: Option<&Place>) -> Diagnostic {
    match asked_by {
        Some(place) => problem.at(place, "extended here"),
        None => problem,
    }
}

/// A file that is not there, and the one in its folder that was probably meant.
fn missing(path: &Path) -> Diagnostic {
    let problem = Diagnostic::new(format!("there is no file `{}`", path.display()));
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .take(MOST_NEIGHBOURS)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let asked = path.file_name().unwrap_or_default().to_string_lossy();
    match nearest(&asked, names.iter().map(String::as_str)) {
        Some(near) => problem.help(format!("did you mean `{}`?", folder.join(near).display())),
        None => problem,
    }
}

/// The text of a file that is to be a `what`, or why there is none; reads no more than the limit of whatever the path leads to.
pub(crate) fn read_text(path: &Path, what: &str, open: Open<'_>) -> Result<String, Diagnostic> {
    let shown = path.display();
    let unreadable = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => missing(path),
        ErrorKind::IsADirectory => Diagnostic::new(format!("`{shown}` is a directory"))
            .help(format!("name a {what} file in it")),
        _ => Diagnostic::new(format!("`{shown}` cannot be read: {error}")),
    };
    let mut bytes = Vec::new();
    open(path)
        .map_err(unreadable)?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Diagnostic::new(format!(
            "`{shown}` is larger than 4 MiB and cannot be a {what}"
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let readable = String::from_utf8_lossy(error.as_bytes().get(..offset).unwrap_or_default())
            .into_owned();
        let source: Arc<Source> = Source::new(shown.to_string(), readable);
        Diagnostic::new(format!(
            "`{shown}` is not UTF-8 text: byte {offset} is not part of a character"
        ))
        .at(
            &Place::new(&source, offset..offset),
            "the text stops being readable here",
        )
    })
}
