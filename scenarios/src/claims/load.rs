//! A claims file from disk, and its parts.

use std::path::{Path, PathBuf};

use super::entry::{ClaimEntry, Head, IgnoreEntry};
use super::read::Reader;
use crate::diagnostic::{Diagnostic, Report, ScenarioError, Source, SourceFile};
use crate::scenario::document::fields::Fields;
use crate::scenario::document::{Located, root};
use crate::scenario::files::{from_disk, read_text};

/// Parts of one claims file.
const MOST_PARTS: usize = 100;

/// A claims file and its parts as they are written, nothing in them being misspelt.
pub(super) struct Loaded {
    /// The folder that paths are relative to.
    pub(super) folder: PathBuf,
    pub(super) head: Head,
    pub(super) claims: Vec<ClaimEntry>,
    pub(super) ignores: Vec<IgnoreEntry>,
    pub(super) sources: Vec<SourceFile>,
}

pub(super) fn load(path: &Path) -> Result<Loaded, ScenarioError> {
    let mut report = Report::default();
    let (mut claims, mut ignores) = (Vec::new(), Vec::new());
    let text = read_text(path, "claims file", &from_disk).map_err(ScenarioError::one)?;
    let mut sources = vec![SourceFile::new(path.to_owned(), text.clone())];
    let head = read(path, text, true, &mut claims, &mut ignores, &mut report)?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let parts: &[Located<String>] = head
        .as_ref()
        .map(|head| head.parts.as_slice())
        .unwrap_or_default();
    if let Some(one_more) = parts.get(MOST_PARTS) {
        let message = format!("a claims file may have at most {MOST_PARTS} parts");
        report.push(Diagnostic::new(message).at(&one_more.place, ""));
    }
    for part in parts.iter().take(MOST_PARTS) {
        let path = folder.join(&part.value);
        match read_text(&path, "claims file", &from_disk) {
            Ok(text) => {
                sources.push(SourceFile::new(path.clone(), text.clone()));
                read(&path, text, false, &mut claims, &mut ignores, &mut report)?;
            }
            Err(problem) => report.push(problem.at(&part.place, "named here")),
        }
    }
    report.into_result()?;
    // A head that could not be read has been reported.
    let head = head.ok_or_else(|| ScenarioError::one(Diagnostic::new("there is no `[claims]`")))?;
    Ok(Loaded {
        folder,
        head,
        claims,
        ignores,
        sources,
    })
}

fn read(
    path: &Path,
    text: String,
    is_head: bool,
    claims: &mut Vec<ClaimEntry>,
    ignores: &mut Vec<IgnoreEntry>,
    report: &mut Report,
) -> Result<Option<Head>, ScenarioError> {
    let source = Source::new(path.display().to_string(), text);
    let root = root(&source)?;
    let what = "the claims file".to_owned();
    let mut fields = Fields::new(root.get_ref(), &source, what, 0..0);
    let mut reader = Reader {
        source: &source,
        report,
    };
    let head = is_head.then(|| reader.head(&mut fields)).flatten();
    claims.extend(reader.claims(&mut fields));
    ignores.extend(reader.ignores(&mut fields));
    fields.finish(report);
    Ok(head)
}
