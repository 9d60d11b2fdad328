//! Everything that can go wrong with a table.

use std::io;
use std::path::{Path, PathBuf};

use super::evaluate::Stop;
use super::identity::Change;
use super::shard::Shard;

/// Why there is no finished table.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The disk, the folder or the rights do not allow it. What was finished before is kept.
    #[error("cannot {doing} `{}`", path.display())]
    Disk {
        /// What was being done, such as `write`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The output is a folder.
    #[error("`{}` is a folder; expected the name of a file to write", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// Another process is at work on the same output.
    #[error("another process is writing `{}`; wait for it to end, or write to another file", path.display())]
    Busy {
        /// The output.
        path: PathBuf,
    },
    /// There is an unfinished sweep under that name, and it is another one.
    #[error("`{}` was begun by another sweep:{}\nwrite to another file, or remove `{}` to start afresh", path.display(), list(changes), path.display())]
    Changed {
        /// The partial file.
        path: PathBuf,
        /// What is another.
        changes: Vec<Change>,
    },
    /// There is a finished table under that name, and it is of another sweep.
    #[error("`{}` is the finished table of another sweep, and is not overwritten:{}\nwrite to another file, or remove this one", path.display(), list(changes))]
    Occupied {
        /// The finished file.
        path: PathBuf,
        /// What is another.
        changes: Vec<Change>,
    },
    /// A file is not a table of a sweep, or is damaged.
    #[error("cannot read `{}` as the table of a sweep: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What was found, and what was expected.
        why: String,
    },
    /// A table has no column of that name.
    #[error("`{}` has no column `{name}`", path.display())]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// The name asked for.
        name: String,
    },
    /// The columns of an evaluation cannot be those of a table.
    #[error("not the columns of a table: {why}")]
    Columns {
        /// What is wrong with them.
        why: String,
    },
    /// A point's number must fit the column `point`.
    #[error("a sweep of {points} points; expected at most {}", i64::MAX)]
    TooManyPoints {
        /// The number of points asked for.
        points: u64,
    },
    /// A point failed, and the sweep was to end then: of all that would, the one of the lowest number.
    #[error("point {point} failed ({}): {why}\nwhat is finished is kept in `{}`, for a resume that keeps going", at(coordinates), partial.display())]
    Failed {
        /// The point.
        point: u64,
        /// The names and values of its coordinates.
        coordinates: Vec<(String, String)>,
        /// Its error.
        why: String,
        /// The partial file.
        partial: PathBuf,
    },
    /// The evaluation cannot go on; what is finished is kept for a resume.
    #[error("cannot evaluate from point {point} on")]
    Stopped {
        /// The first point of the block that could not be evaluated.
        point: u64,
        /// What the evaluation said.
        source: Stop,
    },
    /// An evaluation's rows are not those of its points: a mistake in its code.
    #[error("the evaluation gave {found} rows from point {point} on; expected {expected}")]
    Rows {
        /// The first point of the block.
        point: u64,
        /// The number of rows it added.
        found: u64,
        /// The number of points it was asked for.
        expected: u64,
    },
    /// No files to join.
    #[error("nothing to merge; expected the tables of all shards")]
    NoParts,
    /// A shard's sweep has not ended.
    #[error("`{}` is unfinished; run its sweep again until it ends", path.display())]
    Unfinished {
        /// The table that is not there yet.
        path: PathBuf,
    },
    /// A table is not of the same sweep as the first.
    #[error("`{}` is not of the same sweep as `{}`:{}", path.display(), first.display(), list(changes))]
    Foreign {
        /// The table.
        path: PathBuf,
        /// The first table, to which it is compared.
        first: PathBuf,
        /// What is another.
        changes: Vec<Change>,
    },
    /// A shard is there twice.
    #[error("`{}` and `{}` are both shard {shard}", first.display(), second.display())]
    Doubled {
        /// The shard.
        shard: Shard,
        /// One table of it.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Shards are not there.
    #[error("of the {of} shards of `{}` these are missing: {}", first.display(), shards(missing))]
    Missing {
        /// The first table.
        first: PathBuf,
        /// The numbers of the missing shards, from 1.
        missing: Vec<u32>,
        /// How many there must be.
        of: u32,
    },
}

impl SweepError {
    pub(super) fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Disk {
            doing,
            path: path.to_owned(),
            source,
        }
    }

    pub(super) fn unreadable(path: &Path, why: impl ToString) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            why: why.to_string(),
        }
    }
}

fn list(changes: &[Change]) -> String {
    let lines = changes.iter().map(|change| format!("\n  {change}"));
    lines.collect()
}

fn at(coordinates: &[(String, String)]) -> String {
    let pairs = coordinates
        .iter()
        .map(|(name, value)| format!("{name} = {value}"));
    pairs.collect::<Vec<_>>().join(", ")
}

fn shards(missing: &[u32]) -> String {
    const SHOWN: usize = 20;
    let shown = missing.iter().take(SHOWN).map(u32::to_string);
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if missing.len() > SHOWN {
        text += &format!(" and {} more", missing.len() - SHOWN);
    }
    text
}
