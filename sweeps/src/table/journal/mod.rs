//! The partial file: finished blocks in the order they were finished, appended and never changed.
//!
//! It begins with a magic word and a frame with the [`Heading`]; each further frame holds the rows of one block. A
//! process killed in the middle of a write leaves a torn frame, which the next one finds by its length or checksum
//! and cuts off with all that follows. The system's lock on it keeps two processes apart, and dies with its owner.

mod done;
mod frame;
mod frames;

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

pub(super) use done::Done;
pub(super) use frame::of_rows;
use frames::Frames;

use super::error::SweepError;
use super::heading::Heading;
use super::publish::beside;
use super::rows::Rows;

/// The first bytes of a partial file.
pub(super) const MAGIC: [u8; 8] = *b"ASSAYJ1\n";

/// Frames that are in no hurry wait until there are this many bytes of them.
const BUFFERED: usize = 1 << 16;

/// The name of the partial file of an output.
pub(super) fn partial(out: &Path) -> PathBuf {
    beside(out, ".partial")
}

/// An open partial file, locked.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    waiting: Vec<u8>,
    heading: Heading,
}

/// What stands in a partial file that is taken up again.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The positions that are done.
    pub(super) done: Done,
    /// The failed point of the lowest position.
    pub(super) failure: Option<Failure>,
}

/// A failed point.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) position: u64,
    pub(super) point: u64,
    pub(super) coordinates: Vec<(String, String)>,
    pub(super) why: String,
}

impl Failure {
    /// The lowest failed point among some rows.
    pub(super) fn lowest(rows: &Rows, heading: &Heading) -> Option<Self> {
        let (row, point, why) = rows.failures().next()?;
        Some(Self {
            position: heading.share.position(point)?,
            point,
            coordinates: rows.coordinates(row),
            why: why.to_owned(),
        })
    }
}

impl Journal {
    /// Opens the partial file of `out`, or begins it.
    ///
    /// # Errors
    /// [`SweepError::Busy`], [`SweepError::Changed`], [`SweepError::Unreadable`], [`SweepError::Disk`].
    pub(super) fn open(out: &Path, heading: &Heading) -> Result<(Self, Found), SweepError> {
        let path = partial(out);
        let disk = |doing| SweepError::disk(doing, &path);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(disk("open"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(SweepError::Busy {
                    path: out.to_owned(),
                });
            }
            Err(TryLockError::Error(error)) => return Err(disk("lock")(error)),
        }
        let mut journal = Self {
            path: path.clone(),
            file,
            waiting: Vec::new(),
            heading: heading.clone(),
        };
        let opening = [&MAGIC[..], &frame::of_text(&heading.to_json()?)].concat();
        let found = match journal.take_up(opening.len())? {
            Some(found) => found,
            None => {
                journal.begin(&opening).map_err(disk("write"))?;
                Found::default()
            }
        };
        Ok((journal, found))
    }

    /// Reads what is there and cuts off what is torn; nothing if not even the heading is whole, which would take
    /// `opening` bytes.
    fn take_up(&self, opening: usize) -> Result<Option<Found>, SweepError> {
        let disk = |doing| SweepError::disk(doing, &self.path);
        let wrong = |why: String| {
            SweepError::unreadable(&self.path, format!("{why}; remove it to start afresh"))
        };
        let mut frames = Frames::from_start(&self.file).map_err(disk("read"))?;
        if !frames.read_magic().map_err(disk("read"))? {
            return Err(wrong("it is not the partial file of a sweep".to_owned()));
        }
        let Some(json) = frames.next().map_err(disk("read"))? else {
            // A file that was only begun is no longer than its heading.
            return if frames.torn && frames.length < opening as u64 {
                Ok(None)
            } else {
                Err(wrong("its heading is damaged".to_owned()))
            };
        };
        let before = Heading::from_json(json).map_err(wrong)?;
        let changes = self.heading.changes_since(&before);
        if !changes.is_empty() {
            return Err(SweepError::Changed {
                path: self.path.clone(),
                changes,
            });
        }
        let mut found = Found::default();
        while let Some(payload) = frames.next().map_err(disk("read"))? {
            self.note(payload, &mut found).map_err(wrong)?;
        }
        let whole = frames.whole;
        self.file.set_len(whole).map_err(disk("write"))?;
        (&self.file)
            .seek(SeekFrom::Start(whole))
            .map_err(disk("read"))?;
        Ok(Some(found))
    }

    fn note(&self, payload: &[u8], found: &mut Found) -> Result<(), String> {
        let Some(summary) = frame::summary(payload) else {
            return Err("it has a block without rows".to_owned());
        };
        let points = &summary.points;
        let positions = positions(points, &self.heading).ok_or_else(|| {
            format!(
                "points {} to {} are not of its shard",
                points.start, points.end
            )
        })?;
        let start = positions.start;
        if !found.done.insert(positions) {
            return Err(format!("it has point {} twice", points.start));
        }
        let lower = found
            .failure
            .as_ref()
            .is_none_or(|failure| start < failure.position);
        if summary.failed > 0 && lower {
            let rows = frame::rows(payload, &self.heading.layout).ok_or_else(|| {
                format!(
                    "the rows from point {} on are not of its columns",
                    points.start
                )
            })?;
            found.failure = Failure::lowest(&rows, &self.heading);
        }
        Ok(())
    }

    fn begin(&mut self, opening: &[u8]) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(opening)
    }

    /// Appends the frame of a finished block; `now` for one that is too dear to lose.
    pub(super) fn append(&mut self, frame: &[u8], now: bool) -> Result<(), SweepError> {
        self.waiting.extend_from_slice(frame);
        if now || self.waiting.len() >= BUFFERED {
            self.flush()?;
        }
        Ok(())
    }

    /// Hands all frames to the system, where they outlive this process.
    pub(super) fn flush(&mut self) -> Result<(), SweepError> {
        let written = self.file.write_all(&self.waiting);
        // Not tried again after a failure: part of it may be in the file.
        self.waiting.clear();
        written.map_err(SweepError::disk("write", &self.path))
    }

    /// Gives all rows in the order of their points to `take`.
    ///
    /// Rows are kept in memory only while an earlier block is missing, and no worker was ever further ahead of the
    /// earliest unfinished block than its window.
    pub(super) fn in_order(
        &self,
        mut take: impl FnMut(&Rows) -> Result<(), SweepError>,
    ) -> Result<(), SweepError> {
        let disk = || SweepError::disk("read", &self.path);
        let wrong = |why: &str| SweepError::unreadable(&self.path, why);
        let mut frames = Frames::from_start(&self.file).map_err(disk())?;
        frames.read_magic().map_err(disk())?;
        frames.next().map_err(disk())?;
        let (mut next, mut early) = (0, BTreeMap::new());
        while let Some(payload) = frames.next().map_err(disk())? {
            let rows = frame::rows(payload, &self.heading.layout)
                .ok_or_else(|| wrong("a block has rows of other columns"))?;
            let first = rows.points().first();
            let position = first.and_then(|point| self.heading.share.position(*point));
            if position != Some(next) {
                early.insert(position.unwrap_or(u64::MAX), rows);
                continue;
            }
            let mut ready = Some(rows);
            while let Some(rows) = ready {
                take(&rows)?;
                next += rows.len() as u64;
                ready = early.remove(&next);
            }
        }
        if next == self.heading.share.len() && early.is_empty() {
            Ok(())
        } else {
            Err(wrong("it was changed while it was read"))
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the file, once the finished one is in its place.
    pub(super) fn remove(self) -> Result<(), SweepError> {
        std::fs::remove_file(&self.path).map_err(SweepError::disk("remove", &self.path))
    }
}

/// The positions of successive points that are all of one stripe of the share.
fn positions(points: &std::ops::Range<u64>, heading: &Heading) -> Option<std::ops::Range<u64>> {
    let last = points.end.checked_sub(1)?;
    let (first, last) = (
        heading.share.position(points.start)?,
        heading.share.position(last)?,
    );
    (last.checked_sub(first)? == points.end - 1 - points.start).then_some(first..last + 1)
}
