//! Many runs of one model, in parallel, with the same answer whatever the threads.

use std::error::Error;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::{Model, RunKey, Streams};

/// Many runs of a model at one point, different in their random streams alone.
///
/// Runs go through rayon's current thread pool. A panic in a model is not caught: rayon hands it to
/// the caller, once the runs already started have ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ensemble {
    /// The seed of the whole experiment.
    pub seed: u64,
    /// The point of the design; the same for several points gives them common random numbers.
    pub point: u64,
    /// The number of runs, at least one.
    pub runs: u64,
}

/// Why an ensemble has no outcomes.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum EngineError<E: Error + 'static> {
    /// An ensemble of no runs says nothing.
    #[error("an ensemble needs at least one run")]
    NoRuns,
    /// The outcomes of so many runs cannot be held in memory.
    #[error("{runs} runs are more than this machine can hold the outcomes of")]
    TooManyRuns {
        /// The number of runs asked for.
        runs: u64,
    },
    /// A run to replay is not one of the ensemble's.
    #[error("run {replicate} is not among the ensemble's {runs} runs, which are numbered from 0")]
    NoSuchRun {
        /// The run asked for.
        replicate: u64,
        /// The number of runs of the ensemble.
        runs: u64,
    },
    /// A run failed: of all that would, the one of the lowest number.
    #[error("run {} of point {} with seed {} failed", key.replicate, key.point, key.seed)]
    Run {
        /// The failed run, for [`Ensemble::replay`].
        key: RunKey,
        /// What the model said.
        source: E,
    },
}

/// Whoever wants to know how far an ensemble is; any closure over a count will do.
pub trait Progress: Sync {
    /// Told that `runs` more runs have ended: from any worker, in any order.
    fn advance(&self, runs: u64);
}

impl<F: Fn(u64) + Sync> Progress for F {
    fn advance(&self, runs: u64) {
        self(runs);
    }
}

/// For those who do not want to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn advance(&self, _runs: u64) {}
}

/// The outcomes of successive replicates, or the first of them that failed.
type Finished<M> = Result<Vec<<M as Model>::Outcome>, (u64, <M as Model>::Error)>;

impl Ensemble {
    /// Carries out all runs; outcomes come in the order of the replicates.
    ///
    /// # Errors
    /// [`EngineError::NoRuns`], [`EngineError::TooManyRuns`], or the failure of the lowest failing
    /// replicate, which is the same whatever the threads.
    pub fn run<M: Model>(
        &self,
        model: &M,
        progress: &impl Progress,
    ) -> Result<Vec<M::Outcome>, EngineError<M::Error>> {
        self.run_from(0, model, progress)
    }

    /// As [`run`](Self::run), for the replicates that begin with `first`: so a test that looks at the outcomes can ask for
    /// more of them, and what it has seen stays.
    ///
    /// # Errors
    /// As [`run`](Self::run); [`EngineError::TooManyRuns`] as well where the replicates' numbers would not fit.
    pub fn run_from<M: Model>(
        &self,
        first: u64,
        model: &M,
        progress: &impl Progress,
    ) -> Result<Vec<M::Outcome>, EngineError<M::Error>> {
        if self.runs == 0 {
            return Err(EngineError::NoRuns);
        }
        let too_many = |_| EngineError::TooManyRuns { runs: self.runs };
        let count = usize::try_from(self.runs).map_err(too_many)?;
        if first.checked_add(self.runs).is_none() {
            return Err(EngineError::TooManyRuns { runs: self.runs });
        }
        let mut outcomes = Vec::new();
        outcomes
            .try_reserve_exact(count)
            .map_err(|_| EngineError::TooManyRuns { runs: self.runs })?;

        // Small enough to share out a few long runs, large enough that short ones cost no locking.
        let chunk = (self.runs / 256).clamp(1, 64);
        let chunks = usize::try_from(self.runs.div_ceil(chunk)).map_err(too_many)?;
        let idle: Mutex<Vec<M::World>> = Mutex::new(Vec::new());
        let lowest_failure = AtomicU64::new(u64::MAX);

        let results: Vec<Finished<M>> = (0..chunks)
            .into_par_iter()
            .with_max_len(1)
            .map(|number| {
                let start = number as u64 * chunk;
                // Only runs above a known failure are left out, so the lowest is always found.
                if first + start > lowest_failure.load(Ordering::Relaxed) {
                    return Ok(Vec::new());
                }
                let end = (start + chunk).min(self.runs);
                let done = end - start;
                let replicates = first + start..first + end;
                let waiting = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let mut world = waiting.unwrap_or_else(|| model.world());
                let result = self.run_range(model, &mut world, replicates);
                idle.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(world);
                match &result {
                    Ok(_) => progress.advance(done),
                    Err((replicate, _)) => {
                        lowest_failure.fetch_min(*replicate, Ordering::Relaxed);
                    }
                }
                result
            })
            .collect();

        for result in results {
            outcomes.extend(result.map_err(|(replicate, source)| self.failure(replicate, source))?);
        }
        Ok(outcomes)
    }

    /// Carries out one run of the ensemble again, alone.
    ///
    /// # Errors
    /// [`EngineError::NoSuchRun`], or the run's own failure.
    pub fn replay<M: Model>(
        &self,
        model: &M,
        replicate: u64,
    ) -> Result<M::Outcome, EngineError<M::Error>> {
        if replicate >= self.runs {
            return Err(EngineError::NoSuchRun {
                replicate,
                runs: self.runs,
            });
        }
        self.run_one(model, &mut model.world(), replicate)
            .map_err(|source| self.failure(replicate, source))
    }

    fn run_range<M: Model>(
        &self,
        model: &M,
        world: &mut M::World,
        replicates: Range<u64>,
    ) -> Finished<M> {
        replicates
            .map(|replicate| {
                self.run_one(model, world, replicate)
                    .map_err(|source| (replicate, source))
            })
            .collect()
    }

    fn run_one<M: Model>(
        &self,
        model: &M,
        world: &mut M::World,
        replicate: u64,
    ) -> Result<M::Outcome, M::Error> {
        model.begin(world, &Streams::new(self.key(replicate)))?;
        while model.step(world)?.is_continue() {}
        Ok(model.outcome(world))
    }

    fn key(&self, replicate: u64) -> RunKey {
        RunKey {
            seed: self.seed,
            point: self.point,
            replicate,
        }
    }

    fn failure<E: Error + 'static>(&self, replicate: u64, source: E) -> EngineError<E> {
        EngineError::Run {
            key: self.key(replicate),
            source,
        }
    }
}
