//! A small model with every kind of column, and folders that vanish.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use assay_sweeps::table::{
    Cell, Column, Evaluate, Failing, Holds, Identity, Rows, Shard, Stop, Sweep, SweepError, Swept,
};

/// Evaluates something different at each point: two coordinates, then an output of every kind.
pub(crate) struct Model {
    columns: Vec<Column>,
    pub(crate) block: usize,
    /// Every so many points one fails; 0 for never.
    pub(crate) failing_every: u64,
    /// The sweep is stopped when this point is reached.
    pub(crate) stop_at: u64,
    /// How many points have been evaluated.
    pub(crate) evaluated: AtomicU64,
}

pub(crate) fn column(name: &str, unit: &str, holds: Holds) -> Column {
    Column {
        name: name.to_owned(),
        unit: unit.to_owned(),
        holds,
        meaning: format!("what {name} says, \"quoted\" and in °C"),
    }
}

impl Model {
    pub(crate) fn in_blocks_of(block: usize) -> Self {
        Self {
            columns: vec![
                column("stake", "ETH", Holds::Number),
                column("price", "USD/ETH", Holds::Number),
                column("profit", "USD", Holds::Number),
                column("runs", "", Holds::Count),
                column("verdict", "", Holds::Text),
                column("pays", "", Holds::Truth),
            ],
            block,
            failing_every: 7,
            stop_at: u64::MAX,
            evaluated: AtomicU64::new(0),
        }
    }

    pub(crate) fn stopping_at(mut self, point: u64) -> Self {
        self.stop_at = point;
        self
    }

    pub(crate) fn failing_every(mut self, points: u64) -> Self {
        self.failing_every = points;
        self
    }

    pub(crate) fn coordinate(point: u64) -> (f64, f64) {
        ((point % 10) as f64 * 0.1, 1000.0 + point as f64)
    }

    pub(crate) fn profit(point: u64) -> f64 {
        let (stake, price) = Self::coordinate(point);
        libm::sin(point as f64) * price - stake
    }
}

impl Evaluate for Model {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn coordinates(&self) -> usize {
        2
    }

    fn block(&self) -> usize {
        self.block
    }

    fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
        if points.contains(&self.stop_at) {
            return Err(format!("told to stop at {}", self.stop_at).into());
        }
        for point in points {
            let (stake, price) = Self::coordinate(point);
            let coordinates = [Cell::Number(stake), Cell::Number(price)];
            if self.failing_every > 0 && point % self.failing_every == self.failing_every - 1 {
                rows.fail(&coordinates, format_args!("no value at point {point}"))?;
            } else {
                let profit = Self::profit(point);
                let runs = if point % 5 == 0 {
                    Cell::Nothing
                } else {
                    Cell::Count(point as i64 - 3)
                };
                let verdict = if profit > 0.0 {
                    "vulnerable – pays"
                } else {
                    "safe"
                };
                rows.push(&[
                    coordinates[0],
                    coordinates[1],
                    Cell::Number(profit),
                    runs,
                    Cell::Text(verdict),
                    Cell::Truth(profit > 0.0),
                ])?;
            }
            self.evaluated.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// A folder with sweeps in it, of one identity.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn sweep(&self, name: &str, points: u64) -> Sweep {
        Sweep {
            out: self.path(name),
            points,
            shard: Shard::WHOLE,
            identity: identity(),
            failing: Failing::KeepGoing,
        }
    }

    pub(crate) fn shard(&self, name: &str, points: u64, index: u32, of: u32) -> Sweep {
        Sweep {
            shard: Shard::new(index, of).expect("a shard"),
            ..self.sweep(name, points)
        }
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("a file")
    }

    /// The names of the files in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect();
        names.sort();
        names
    }
}

pub(crate) fn identity() -> Identity {
    Identity::new()
        .with("program", "assay 0.1.0")
        .with("scenario", "a test")
        .with("seed", 7)
}

pub(crate) fn run(sweep: &Sweep, model: &Model) -> Result<Swept, SweepError> {
    sweep.run(model, &|_| {})
}

/// The bytes of an undisturbed sweep.
pub(crate) fn reference(points: u64, failing_every: u64) -> Vec<u8> {
    let folder = Folder::new();
    let model = Model::in_blocks_of(5).failing_every(failing_every);
    run(&folder.sweep("a.parquet", points), &model).expect("a sweep");
    folder.bytes("a.parquet")
}

pub(crate) fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    pool.install(work)
}
