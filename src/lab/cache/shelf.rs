//! The entries of one unit, in a file.
//!
//! The first line is the SHA-256 of the rest, so that a file that was cut off or touched is none. Files are written beside
//! their place and moved there, so that nobody sees half of one.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use assay_reports::sha256;
use serde::{Deserialize, Serialize};

use super::entry::Entry;

/// Entries that are kept of each unit; the oldest goes first.
const MOST: usize = 16;
/// A file that is larger is not one of ours.
const MOST_BYTES: u64 = 16 << 20;
/// What the names of unfinished files end with.
const UNFINISHED: &str = "unfinished";
/// An unfinished file that is older was given up.
const GIVEN_UP: Duration = Duration::from_secs(3600);

/// What a file holds: the unit, since a hash of its name is no proof, and the entries from the oldest to the newest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelf {
    unit: String,
    entries: Vec<Entry>,
}

/// As [`Shelf`], to be written.
#[derive(Serialize)]
struct Written<'a> {
    unit: &'a str,
    entries: Vec<&'a Entry>,
}

/// The file of the unit of that name.
pub(super) fn path(folder: &Path, unit: &str) -> PathBuf {
    let plain = |sign: char| {
        if sign.is_ascii_alphanumeric() {
            sign
        } else {
            '-'
        }
    };
    let readable: String = unit.chars().map(plain).take(80).collect();
    let hash = sha256(unit.as_bytes());
    folder.join(format!(
        "{readable}-{}.json",
        hash.get(..16).unwrap_or_default()
    ))
}

/// The entries in a file; none where it is missing, damaged or another unit's.
pub(super) fn load(path: &Path, unit: &str) -> Vec<Arc<Entry>> {
    let shelf = read(path).filter(|shelf| shelf.unit == unit);
    let entries = shelf.map_or_else(Vec::new, |shelf| shelf.entries);
    entries.into_iter().map(Arc::new).collect()
}

fn read(path: &Path) -> Option<Shelf> {
    if fs::metadata(path).ok()?.len() > MOST_BYTES {
        return None;
    }
    let text = fs::read_to_string(path).ok()?;
    let (hash, body) = text.split_once('\n')?;
    if sha256(body.as_bytes()) != hash {
        return None;
    }
    serde_json::from_str(body).ok()
}

/// Puts the entries, the newest last, in the place of what the file holds.
pub(super) fn store(path: &Path, unit: &str, entries: Vec<Arc<Entry>>) -> io::Result<()> {
    let oldest = entries.len().saturating_sub(MOST);
    let body = serde_json::to_string(&Written {
        unit,
        entries: entries.iter().skip(oldest).map(Arc::as_ref).collect(),
    })?;
    let unfinished = beside(path);
    let written = fs::File::create_new(&unfinished).and_then(|mut file| {
        writeln!(file, "{}", sha256(body.as_bytes()))?;
        file.write_all(body.as_bytes())
    });
    let done = written.and_then(|()| fs::rename(&unfinished, path));
    if done.is_err() {
        // What is left of it is swept away later if it cannot be now.
        let _ = fs::remove_file(&unfinished);
    }
    done
}

/// A name beside the file that no other program and no other thread uses.
fn beside(path: &Path) -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    path.with_extension(format!("{}-{number}.{UNFINISHED}", std::process::id()))
}

/// Removes what programs that were killed have left.
pub(super) fn sweep(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for file in files.flatten() {
        let path = file.path();
        let is_unfinished = path.extension().is_some_and(|it| it == UNFINISHED);
        let age = file.metadata().and_then(|it| it.modified());
        let is_old = age.is_ok_and(|it| it.elapsed().is_ok_and(|age| age > GIVEN_UP));
        if is_unfinished && is_old {
            // Whoever else sweeps may have been faster.
            let _ = fs::remove_file(path);
        }
    }
}
