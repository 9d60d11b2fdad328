//! The shards of a sweep joined into the file of the whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::SweepError;
use super::file::{Batches, RowWriter, Table, Written, read};
use super::heading::Heading;
use super::journal::Journal;
use super::publish::{finished, publish};
use super::rows::Rows;

/// A finished merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// How many rows the file has: one for each point of the sweep.
    pub points: u64,
    /// How many of them are of points that failed.
    pub failed: u64,
    /// The first ten of those, with their errors.
    pub first_failures: Vec<(u64, String)>,
    /// How many shards were joined.
    pub shards: u32,
}

/// Joins the tables of all shards of a sweep, given in any order, into the very bytes of the sweep done at once.
///
/// A table of the same whole sweep under the name `out` is written anew.
///
/// # Errors
/// [`SweepError::NoParts`], [`SweepError::Unfinished`], [`SweepError::Foreign`], [`SweepError::Doubled`],
/// [`SweepError::Missing`], [`SweepError::Occupied`], and those of reading and writing.
pub fn merge(parts: &[PathBuf], out: &Path) -> Result<Merged, SweepError> {
    let tables = parts
        .iter()
        .map(|part| read(part))
        .collect::<Result<Vec<_>, _>>()?;
    let shards = in_order(&tables)?;
    let Some(first) = tables.first() else {
        return Err(SweepError::NoParts);
    };
    let whole = first.heading().whole();
    finished(out, &whole)?;
    let (journal, found) = Journal::open(out, &whole)?;
    if found.done.total() > 0 {
        // A sweep of the whole is under way there, and its finished points are not thrown away.
        return Err(SweepError::Unfinished {
            path: out.to_owned(),
        });
    }
    let written = publish(out, |file, path| {
        join(shards, first.heading(), RowWriter::new(file, path, &whole)?)
    });
    // There is nothing in it but the lock.
    journal.remove()?;
    let written = written?;
    Ok(Merged {
        points: written.rows,
        failed: written.failed,
        first_failures: written.first_failures,
        shards: first.shard().of(),
    })
}

/// The tables by the number of their shard, all of which must be there once.
fn in_order(tables: &[Table]) -> Result<BTreeMap<u32, Shard<'_>>, SweepError> {
    let mut shards: BTreeMap<u32, Shard<'_>> = BTreeMap::new();
    let Some(first) = tables.first() else {
        return Err(SweepError::NoParts);
    };
    let of = first.shard().of();
    for table in tables {
        let mut changes = table.heading().changes_beside_shard(first.heading());
        if table.shard().of() != of {
            changes = table.heading().changes_since(first.heading());
        }
        if !changes.is_empty() {
            return Err(SweepError::Foreign {
                path: table.path().to_owned(),
                first: first.path().to_owned(),
                changes,
            });
        }
        if let Some(other) = shards.insert(table.shard().index(), Shard::of(table)) {
            return Err(SweepError::Doubled {
                shard: table.shard(),
                first: other.table.path().to_owned(),
                second: table.path().to_owned(),
            });
        }
    }
    let missing: Vec<u32> = (1..=of)
        .filter(|index| !shards.contains_key(index))
        .collect();
    if missing.is_empty() {
        return Ok(shards);
    }
    Err(SweepError::Missing {
        first: first.path().to_owned(),
        missing,
        of,
    })
}

/// A shard's table, and how far it has been read.
struct Shard<'a> {
    table: &'a Table,
    batches: Batches<'a>,
    rows: Option<Rows>,
    /// The next row of `rows`.
    at: usize,
}

impl<'a> Shard<'a> {
    const fn of(table: &'a Table) -> Self {
        Self {
            table,
            batches: table.rows(),
            rows: None,
            at: 0,
        }
    }

    /// Writes the successive points from `point` on that stand next in this shard; the answer is the point after.
    fn write<W: std::io::Write + Send>(
        &mut self,
        point: u64,
        writer: &mut RowWriter<W>,
    ) -> Result<u64, SweepError> {
        let missing = || {
            SweepError::unreadable(
                self.table.path(),
                format!("it has no row of point {point} where it should be"),
            )
        };
        if self.rows.as_ref().is_none_or(|rows| self.at == rows.len()) {
            self.rows = self.batches.next().transpose()?;
            self.at = 0;
        }
        let rows = self.rows.as_ref().ok_or_else(missing)?;
        let next = rows.points().get(self.at..).unwrap_or_default();
        let successive = next
            .iter()
            .zip(point..)
            .take_while(|(found, expected)| *found == expected);
        let count = successive.count();
        if count == 0 {
            return Err(missing());
        }
        writer.push(rows, self.at..self.at + count)?;
        self.at += count;
        Ok(point + count as u64)
    }
}

fn join<W: std::io::Write + Send>(
    mut shards: BTreeMap<u32, Shard<'_>>,
    heading: &Heading,
    mut writer: RowWriter<W>,
) -> Result<Written, SweepError> {
    let mut point = 0;
    while point < heading.share.points() {
        let owner = heading.share.owner(point);
        // All owners are there, which `in_order` has seen to.
        let Some(shard) = shards.get_mut(&owner) else {
            return Err(SweepError::NoParts);
        };
        point = shard.write(point, &mut writer)?;
    }
    writer.finish()
}
