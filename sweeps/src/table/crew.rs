//! The workers of a sweep: who evaluates which block next, and what becomes of it.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::Scope;

use super::error::SweepError;
use super::evaluate::Evaluate;
use super::heading::Heading;
use super::journal::{Done, Failure, Found, Journal, of_rows};
use super::rows::Rows;

/// No worker begins a block further than this many points after the earliest unfinished one, or four blocks a worker
/// if that is more: it bounds the memory that putting blocks in order takes.
const WINDOW: u64 = 16_384;

/// A block that took longer is written at once; shorter ones are written together, since a call of the system would
/// cost more than they did. What is lost by a kill is a few hundred of them at most.
const DEAR: Duration = Duration::from_micros(100);

/// A sweep being carried out. Blocks are begun in the order of their points and finished in any.
///
/// A worker is a task that evaluates one block and then queues itself again. None ever waits for another: where the
/// window is full it goes home, and is called back by whoever finishes the earliest block. So an evaluation may use
/// the same pool of threads for its own tasks without a deadlock.
pub(super) struct Crew<'a, E: ?Sized> {
    evaluate: &'a E,
    heading: &'a Heading,
    fail_fast: bool,
    progress: &'a (dyn Fn(u64) + Sync),
    block: u64,
    window: u64,
    workers: usize,
    state: Mutex<State<'a>>,
}

struct State<'a> {
    journal: &'a mut Journal,
    done: Done,
    /// The position from which on no block has been begun.
    next: u64,
    /// How many workers are not at home.
    at_work: usize,
    /// The reason to end, of the lowest position: blocks from there on are not begun.
    halt: Option<(u64, Halt)>,
}

enum Halt {
    Failed(Failure),
    Error(SweepError),
}

impl<'a, E: Evaluate + ?Sized> Crew<'a, E> {
    pub(super) fn new(
        evaluate: &'a E,
        heading: &'a Heading,
        journal: &'a mut Journal,
        found: Found,
        fail_fast: bool,
        progress: &'a (dyn Fn(u64) + Sync),
    ) -> Self {
        let workers = rayon::current_num_threads().max(1);
        let block = (evaluate.block() as u64).max(1);
        let failure = found.failure.filter(|_| fail_fast);
        Self {
            evaluate,
            heading,
            fail_fast,
            progress,
            block,
            window: WINDOW.max(block.saturating_mul(4 * workers as u64)),
            workers,
            state: Mutex::new(State {
                journal,
                done: found.done,
                next: 0,
                at_work: workers,
                halt: failure.map(|failure| (failure.position, Halt::Failed(failure))),
            }),
        }
    }

    /// Evaluates all that is not done, in the current pool of threads.
    ///
    /// # Errors
    /// That of the lowest position; what was finished is in the journal.
    pub(super) fn work(self) -> Result<(), SweepError> {
        (self.progress)(self.state().done.total());
        rayon::scope(|scope| {
            for _ in 0..self.workers {
                scope.spawn(|scope| self.take_turn(scope));
            }
        });
        let state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        state.journal.flush()?;
        match state.halt {
            None => Ok(()),
            Some((_, Halt::Error(error))) => Err(error),
            Some((_, Halt::Failed(failure))) => Err(SweepError::Failed {
                point: failure.point,
                coordinates: failure.coordinates,
                why: failure.why,
                partial: state.journal.path().to_owned(),
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_turn<'s>(&'s self, scope: &Scope<'s>) {
        let Some(block) = self.take() else { return };
        let began = Instant::now();
        let finished = self.evaluate(&block);
        let dear = began.elapsed() > DEAR;
        let called_back = self.put(block, finished, dear);
        for _ in 0..=called_back {
            scope.spawn(|scope| self.take_turn(scope));
        }
    }

    /// The next block, as positions; without one, the worker goes home.
    fn take(&self) -> Option<Range<u64>> {
        let mut state = self.state();
        let block = self.next(&state);
        match &block {
            Some(block) => state.next = block.end,
            None => state.at_work -= 1,
        }
        block
    }

    fn next(&self, state: &State<'_>) -> Option<Range<u64>> {
        let share = &self.heading.share;
        let gap = state.done.gap(state.next);
        let halt = state
            .halt
            .as_ref()
            .map_or(u64::MAX, |(position, _)| *position);
        let limit = halt
            .min(share.len())
            .min(state.done.prefix().saturating_add(self.window));
        (gap.start < limit).then(|| {
            let end = gap.start.saturating_add(self.block);
            gap.start..end.min(gap.end).min(share.stripe_end(gap.start))
        })
    }

    fn evaluate(&self, block: &Range<u64>) -> Result<(Vec<u8>, Option<Failure>), SweepError> {
        let first = self.heading.share.point(block.start);
        let expected = block.end - block.start;
        let points = first..first + expected;
        let mut rows = Rows::expecting(&self.heading.layout, points.clone());
        self.evaluate
            .evaluate(points, &mut rows)
            .map_err(|source| SweepError::Stopped {
                point: first,
                source,
            })?;
        if rows.len() as u64 != expected {
            return Err(SweepError::Rows {
                point: first,
                found: rows.len() as u64,
                expected,
            });
        }
        let failure = if self.fail_fast {
            Failure::lowest(&rows, self.heading)
        } else {
            None
        };
        Ok((of_rows(&rows), failure))
    }

    /// Keeps a finished block; the answer is how many workers are to be called back from home.
    fn put(
        &self,
        block: Range<u64>,
        finished: Result<(Vec<u8>, Option<Failure>), SweepError>,
        dear: bool,
    ) -> usize {
        let mut state = self.state();
        let halt = match finished {
            Ok((frame, failure)) => match state.journal.append(&frame, dear) {
                Ok(()) => {
                    state.done.insert(block);
                    (self.progress)(state.done.total());
                    failure.map(|failure| (failure.position, Halt::Failed(failure)))
                }
                // Nothing can be kept any more, so nothing is begun.
                Err(error) => Some((0, Halt::Error(error))),
            },
            Err(error) => Some((block.start, Halt::Error(error))),
        };
        if let Some((position, _)) = &halt
            && state
                .halt
                .as_ref()
                .is_none_or(|(lowest, _)| position < lowest)
        {
            state.halt = halt;
        }
        let called_back = match self.next(&state) {
            Some(_) => self.workers - state.at_work,
            None => 0,
        };
        state.at_work += called_back;
        called_back
    }
}
