//! A file that is there whole or not at all.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::error::SweepError;
use super::file::{Table, read};
use super::heading::Heading;

/// The path with something appended to its name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Writes a file beside `out`, sees it safe on the disk, and gives it the name of `out` in one step.
pub(super) fn publish<T>(
    out: &Path,
    write: impl FnOnce(File, &Path) -> Result<T, SweepError>,
) -> Result<T, SweepError> {
    let path = beside(out, ".assembling");
    let file = File::create(&path).map_err(SweepError::disk("create", &path))?;
    let kept = file
        .try_clone()
        .map_err(SweepError::disk("create", &path))?;
    let written = write(file, &path).and_then(|written| {
        kept.sync_all().map_err(SweepError::disk("write", &path))?;
        std::fs::rename(&path, out).map_err(SweepError::disk("create", out))?;
        Ok(written)
    });
    if written.is_err() {
        // A disk that is full should not stay so for a file that nobody can use.
        let _gone_or_not = std::fs::remove_file(&path);
    }
    let written = written?;
    sync_folder(out)?;
    Ok(written)
}

/// The new name must be on the disk before the partial file goes.
#[cfg(unix)]
fn sync_folder(out: &Path) -> Result<(), SweepError> {
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let sync = File::open(folder).and_then(|folder| folder.sync_all());
    sync.map_err(SweepError::disk("write", folder))
}

/// Elsewhere folders cannot be opened as files, and the system sees to it.
#[cfg(not(unix))]
fn sync_folder(_out: &Path) -> Result<(), SweepError> {
    Ok(())
}

/// The finished table under the name `out`, if there is one; an error if there is anything else.
pub(super) fn finished(out: &Path, heading: &Heading) -> Result<Option<Table>, SweepError> {
    if out.is_dir() {
        return Err(SweepError::Folder {
            path: out.to_owned(),
        });
    }
    if !out.try_exists().map_err(SweepError::disk("open", out))? {
        return Ok(None);
    }
    let table = read(out).map_err(|error| match error {
        SweepError::Unreadable { path, why } => SweepError::Unreadable {
            path,
            why: format!("{why}; it is not overwritten"),
        },
        other => other,
    })?;
    let changes = heading.changes_since(table.heading());
    if changes.is_empty() {
        return Ok(Some(table));
    }
    Err(SweepError::Occupied {
        path: out.to_owned(),
        changes,
    })
}
