//! A Parquet file back into rows, a batch at a time.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::super::column::{Column, Holds, Values};
use super::super::error::SweepError;
use super::super::heading::{ERROR, Heading, POINT};
use super::super::identity::Identity;
use super::super::journal;
use super::super::rows::Rows;
use super::super::shard::Shard;
use super::metadata::{Described, described};
use super::schema::mismatch;
use super::seal::check;
use super::values::values;
use super::writer::TOLD;

/// Rows in a batch: few, so that a thousand shards can be merged.
const BATCH: usize = 512;

/// A finished table, open for reading.
pub struct Table {
    path: PathBuf,
    file: SerializedFileReader<File>,
    heading: Heading,
    failed: u64,
}

/// Opens a finished table and checks that it is whole: its bytes against its checksum, its columns and the number of
/// its rows against its metadata.
///
/// # Errors
/// [`SweepError::Disk`], [`SweepError::Unreadable`]; [`SweepError::Unfinished`] for the partial file of a sweep, or
/// where there is no table but a partial file beside it.
pub fn read(path: &Path) -> Result<Table, SweepError> {
    let wrong = |why: String| SweepError::unreadable(path, why);
    let disk = || SweepError::disk("read", path);
    if !path.exists() && journal::partial(path).exists() {
        return Err(SweepError::Unfinished {
            path: path.to_owned(),
        });
    }
    let mut bytes = File::open(path).map_err(SweepError::disk("open", path))?;
    if bytes.metadata().map_err(disk())?.is_dir() {
        return Err(SweepError::Folder {
            path: path.to_owned(),
        });
    }
    let mut magic = Vec::new();
    let mut start = (&bytes).take(journal::MAGIC.len() as u64);
    start.read_to_end(&mut magic).map_err(disk())?;
    if magic == journal::MAGIC {
        return Err(SweepError::Unfinished {
            path: path.to_owned(),
        });
    }
    check(&mut bytes).map_err(disk())?.map_err(wrong)?;
    let file = SerializedFileReader::new(bytes).map_err(|error| wrong(error.to_string()))?;
    let about = file.metadata().file_metadata();
    let no_pairs = Vec::new();
    let pairs = about.key_value_metadata().unwrap_or(&no_pairs);
    let Described { heading, failed } = described(pairs).map_err(wrong)?;
    if let Some(mismatch) = mismatch(&heading.layout, about.schema_descr()) {
        return Err(wrong(mismatch));
    }
    let expected = heading.share.len();
    if u64::try_from(about.num_rows()) != Ok(expected) {
        return Err(wrong(format!(
            "{} rows; expected {expected}",
            about.num_rows()
        )));
    }
    Ok(Table {
        path: path.to_owned(),
        file,
        heading,
        failed,
    })
}

impl Table {
    /// How many points the whole sweep has.
    #[must_use]
    pub const fn points(&self) -> u64 {
        self.heading.share.points()
    }

    /// How many rows this file has: as many as the sweep has points, unless it is one of several shards.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.heading.share.len()
    }

    /// Whether the file has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of the rows are of failed points.
    #[must_use]
    pub const fn failed(&self) -> u64 {
        self.failed
    }

    /// Which shard it is.
    #[must_use]
    pub const fn shard(&self) -> Shard {
        self.heading.share.shard()
    }

    /// What it is a sweep of.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        &self.heading.identity
    }

    /// All columns but `point` and `error`, coordinates first.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.heading.layout.columns
    }

    /// The columns that are coordinates of the point.
    #[must_use]
    pub fn coordinates(&self) -> &[Column] {
        let layout = &self.heading.layout;
        layout.columns.get(..layout.coordinates).unwrap_or_default()
    }

    /// The columns that were evaluated.
    #[must_use]
    pub fn outputs(&self) -> &[Column] {
        let layout = &self.heading.layout;
        layout.columns.get(layout.coordinates..).unwrap_or_default()
    }

    /// One whole column, which may be `point` (counts) or `error` (texts).
    ///
    /// # Errors
    /// [`SweepError::NoColumn`], [`SweepError::Unreadable`].
    pub fn column(&self, name: &str) -> Result<Values, SweepError> {
        let mut own = self.columns().iter().enumerate();
        let found = match name {
            POINT => Some((0, Holds::Count)),
            ERROR => Some((self.columns().len() + 1, Holds::Text)),
            _ => own
                .find(|(_, column)| column.name == name)
                .map(|(index, column)| (index + 1, column.holds)),
        };
        let Some((index, holds)) = found else {
            return Err(SweepError::NoColumn {
                path: self.path.clone(),
                name: name.to_owned(),
            });
        };
        let mut whole: Option<Values> = None;
        for group in 0..self.file.num_row_groups() {
            let values = self.read_column(group, index);
            let values = values.map_err(|error| SweepError::unreadable(&self.path, error))?;
            match &mut whole {
                Some(whole) => whole.extend(&values, 0..values.len()),
                None => whole = Some(values),
            }
        }
        Ok(whole.unwrap_or_else(|| Values::empty(holds)))
    }

    /// The first failed points, as many as a [`Swept`](super::super::Swept) tells of.
    pub(in crate::table) fn first_failures(&self) -> Result<Vec<(u64, String)>, SweepError> {
        let mut failures = Vec::new();
        let last = self.columns().len() + 1;
        let wrong = |error| SweepError::unreadable(&self.path, error);
        let mut position = 0;
        for group in 0..self.file.num_row_groups() {
            let Values::Texts(errors) = self.read_column(group, last).map_err(wrong)? else {
                break;
            };
            for error in errors {
                if let Some(why) = error {
                    failures.push((self.heading.share.point(position), why));
                }
                position += 1;
            }
            if failures.len() >= TOLD {
                failures.truncate(TOLD);
                break;
            }
        }
        Ok(failures)
    }

    fn read_column(&self, group: usize, index: usize) -> Result<Values, ParquetError> {
        let group = self.file.get_row_group(group)?;
        let rows = count(group.metadata().num_rows())?;
        values(&mut group.get_column_reader(index)?, rows)
    }

    /// All rows, some hundred at a time.
    #[must_use]
    pub const fn rows(&self) -> Batches<'_> {
        Batches {
            table: self,
            group: 0,
            left: 0,
            columns: Vec::new(),
        }
    }

    pub(in crate::table) const fn heading(&self) -> &Heading {
        &self.heading
    }

    pub(in crate::table) fn path(&self) -> &Path {
        &self.path
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("path", &self.path)
            .field("heading", &self.heading)
            .finish_non_exhaustive()
    }
}

/// The rows of a table in order, in batches of a few hundred.
pub struct Batches<'a> {
    table: &'a Table,
    /// The next row group to open.
    group: usize,
    /// Rows not yet read of the one that is open.
    left: usize,
    columns: Vec<ColumnReader>,
}

impl Iterator for Batches<'_> {
    type Item = Result<Rows, SweepError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.read_batch().transpose()?;
        Some(batch.map_err(|error| {
            // Nothing after a batch that cannot be read.
            (self.left, self.group) = (0, usize::MAX);
            SweepError::unreadable(&self.table.path, error)
        }))
    }
}

impl Batches<'_> {
    fn read_batch(&mut self) -> Result<Option<Rows>, ParquetError> {
        while self.left == 0 {
            if self.group >= self.table.file.num_row_groups() {
                return Ok(None);
            }
            let group = self.table.file.get_row_group(self.group)?;
            self.left = count(group.metadata().num_rows())?;
            let columns = (0..group.num_columns()).map(|column| group.get_column_reader(column));
            self.columns = columns.collect::<Result<_, _>>()?;
            self.group += 1;
        }
        let rows = self.left.min(BATCH);
        self.left -= rows;
        let read = self.columns.iter_mut().map(|column| values(column, rows));
        let mut read: Vec<Values> = read.collect::<Result<_, _>>()?;
        let (errors, points) = (read.pop(), (!read.is_empty()).then(|| read.remove(0)));
        let (Some(Values::Texts(errors)), Some(Values::Counts(points))) = (errors, points) else {
            return Err(ParquetError::General(
                "the columns of a sweep are not there".to_owned(),
            ));
        };
        let points = points
            .into_iter()
            .map(|point| point.and_then(|point| u64::try_from(point).ok()));
        let points = points.collect::<Option<Vec<u64>>>();
        points
            .and_then(|points| Rows::from_columns(&self.table.heading.layout, points, read, errors))
            .map(Some)
            .ok_or_else(|| ParquetError::General("its rows do not fit its columns".to_owned()))
    }
}

fn count(rows: i64) -> Result<usize, ParquetError> {
    usize::try_from(rows).map_err(|_| ParquetError::General(format!("a group of {rows} rows")))
}
