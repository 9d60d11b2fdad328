//! A sweep from its question to its file.

use std::path::PathBuf;

use super::crew::Crew;
use super::error::SweepError;
use super::evaluate::Evaluate;
use super::file::{RowWriter, Table};
use super::heading::Heading;
use super::identity::Identity;
use super::journal::{Journal, partial};
use super::publish::{finished, publish};
use super::rows::Layout;
use super::shard::{Shard, Share};

/// What a failed point does to the sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Failing {
    /// It is a row with its error, and the sweep goes on.
    #[default]
    KeepGoing,
    /// The sweep ends with [`SweepError::Failed`] at the failed point of the lowest number.
    FailFast,
}

/// All points of a design, or a shard of them, into one file.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The file to write. `….partial` and `….assembling` beside it are the sweep's own while it is unfinished.
    pub out: PathBuf,
    /// How many points the design has; they are numbered from 0.
    pub points: u64,
    /// The share of them that is done here.
    pub shard: Shard,
    /// What it is a sweep of.
    pub identity: Identity,
    /// What a failed point does to it.
    pub failing: Failing,
}

/// A finished sweep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swept {
    /// How many rows the file has.
    pub points: u64,
    /// How many of them are of points that failed.
    pub failed: u64,
    /// The first ten of those, with their errors.
    pub first_failures: Vec<(u64, String)>,
    /// How many points were found done from before: all of them if the file was there already.
    pub resumed_from: u64,
}

impl Sweep {
    /// How many points the shard has, which is what progress counts up to.
    #[must_use]
    pub fn share(&self, evaluate: &(impl Evaluate + ?Sized)) -> u64 {
        self.dealt(evaluate).len()
    }

    fn dealt(&self, evaluate: &(impl Evaluate + ?Sized)) -> Share {
        Share::new(self.points, self.shard, evaluate.block() as u64)
    }

    /// Evaluates what is not done yet in rayon's current pool of threads, and leaves the finished file.
    ///
    /// `progress` is told how many points of the share are done, those from before included: first at once, then
    /// after each block, from any worker, never fewer than before. A finished file of the same sweep is left as it
    /// is, whatever `failing` says, and nothing is evaluated.
    ///
    /// # Errors
    /// [`SweepError`]: what is finished is kept in the partial file and resumed from by the next call. A panic in the
    /// evaluation is not caught, and does no more harm than a kill.
    pub fn run(
        &self,
        evaluate: &(impl Evaluate + ?Sized),
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Swept, SweepError> {
        let layout = Layout {
            columns: evaluate.columns().to_vec(),
            coordinates: evaluate.coordinates(),
        };
        let heading = Heading::new(self.dealt(evaluate), layout, self.identity.clone())?;
        if let Some(table) = finished(&self.out, &heading)? {
            self.tidy(&heading);
            return already(&table);
        }
        let (mut journal, found) = Journal::open(&self.out, &heading)?;
        // Another process may have finished it while this one waited for nothing but the lock.
        if let Some(table) = finished(&self.out, &heading)? {
            journal.remove()?;
            return already(&table);
        }
        let resumed_from = found.done.total();
        let fail_fast = self.failing == Failing::FailFast;
        Crew::new(evaluate, &heading, &mut journal, found, fail_fast, progress).work()?;
        let written = publish(&self.out, |file, path| {
            let mut writer = RowWriter::new(file, path, &heading)?;
            journal.in_order(|rows| writer.push(rows, 0..rows.len()))?;
            writer.finish()
        })?;
        journal.remove()?;
        Ok(Swept {
            points: written.rows,
            failed: written.failed,
            first_failures: written.first_failures,
            resumed_from,
        })
    }

    /// Removes the partial file of a process that was killed just after it had finished. If it is another's, or
    /// there is none, that is no error.
    fn tidy(&self, heading: &Heading) {
        if partial(&self.out).exists()
            && let Ok((journal, _)) = Journal::open(&self.out, heading)
        {
            let _gone_or_not = journal.remove();
        }
    }
}

fn already(table: &Table) -> Result<Swept, SweepError> {
    Ok(Swept {
        points: table.len(),
        failed: table.failed(),
        first_failures: table.first_failures()?,
        resumed_from: table.len(),
    })
}
