//! Runs a target on input after input for a while, and stops at the first that panics, hangs or is slow.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::mutator::{Dice, mutated};
use super::targets::{Target, overwrite};

/// An input that takes longer is not waited for.
const HANG: Duration = Duration::from_secs(60);
/// The stack that a thread has where nobody says otherwise.
const STACK: usize = 2 << 20;
/// Inputs that ended in a way not seen before are kept to build on, up to this many.
const MOST_KEPT: usize = 2000;

/// How long to go on, and from where.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    pub(crate) seconds: f64,
    pub(crate) seed: u64,
    /// An input that takes more of the processor's time, three times in a row, is a finding.
    pub(crate) slow: Duration,
}

impl Budget {
    /// From `ASSAY_FUZZ_SECONDS` and `ASSAY_FUZZ_SEED`.
    pub(crate) fn from_environment() -> Self {
        let read = |name: &str| std::env::var(name).ok();
        let number = |name: &str, text: String| -> f64 {
            text.parse()
                .unwrap_or_else(|_| panic!("{name} is `{text}`, not a number"))
        };
        Self {
            seconds: read("ASSAY_FUZZ_SECONDS")
                .map_or(1.0, |text| number("ASSAY_FUZZ_SECONDS", text)),
            seed: read("ASSAY_FUZZ_SEED").map_or(0, |text| number("ASSAY_FUZZ_SEED", text) as u64),
            slow: Duration::from_secs(1),
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The time was up.
    Held,
    /// An input panicked, hung or was slow: which, and where it is kept.
    Failed(String),
}

/// What was run.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    pub(crate) seeds: usize,
    pub(crate) inputs: usize,
    pub(crate) endings: usize,
    pub(crate) slowest: Duration,
    pub(crate) verdict: Verdict,
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            inputs,
            endings,
            slowest,
            ..
        } = self;
        write!(
            formatter,
            "{inputs} inputs, {endings} different endings, the slowest {slowest:?}"
        )
    }
}

/// Fuzzes a target in `folder`.
pub(crate) fn run(target: Target, folder: &Path, budget: &Budget) -> Tally {
    let seeds = target.seeds();
    let (first, rest) = seeds.split_first().unwrap_or_else(|| panic!("no seeds"));
    let files = folder.to_owned();
    run_with(
        first,
        rest,
        target.most_bytes(),
        folder,
        budget,
        move |input| target.run(&files, input),
    )
}

/// Fuzzes any reader; `first` and `rest` are the seeds, and no input is larger than `most` bytes. The input under way is in `folder` as `input`, so that it is
/// there after a stack overflow too, which ends the process.
pub(crate) fn run_with(
    first: &[u8],
    rest: &[Vec<u8>],
    most: usize,
    folder: &Path,
    budget: &Budget,
    read: impl Fn(&[u8]) -> String + Send + 'static,
) -> Tally {
    let file = folder.join("input");
    let (told, heard) = mpsc::channel();
    let mut fuzzer = Fuzzer {
        kept: [vec![first.to_vec()], rest.to_vec()].concat(),
        seeds: 1 + rest.len(),
        endings: BTreeSet::new(),
        dice: Dice::new(budget.seed),
        slow: budget.slow,
        most,
    };
    let mut tally = Tally {
        seeds: 1 + rest.len(),
        inputs: 0,
        endings: 0,
        slowest: Duration::ZERO,
        verdict: Verdict::Held,
    };
    let (seeds, until) = (
        tally.seeds,
        Instant::now() + Duration::from_secs_f64(budget.seconds),
    );
    let written = file.clone();
    let worker = std::thread::Builder::new()
        .name("fuzz".into())
        .stack_size(STACK)
        .spawn(move || {
            for round in 0.. {
                if round >= seeds && Instant::now() >= until {
                    return;
                }
                let input = fuzzer.input(round);
                overwrite(&written, &input);
                let report = fuzzer.judge(input, round < seeds, &read);
                let failed = report.failure.is_some();
                if told.send(report).is_err() || failed {
                    return;
                }
            }
        });
    let worker = worker.unwrap();
    let failed = |why: &str| Verdict::Failed(format!("{why}; the input is {}", file.display()));
    loop {
        match heard.recv_timeout(HANG) {
            Ok(Report {
                time,
                endings,
                failure,
            }) => {
                tally.inputs += 1;
                tally.slowest = tally.slowest.max(time);
                tally.endings = endings;
                if let Some(failure) = failure {
                    tally.verdict = failed(&failure);
                }
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                tally.verdict = failed(&format!("hangs: no answer in {HANG:?}"));
                return tally;
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    worker.join().unwrap();
    tally
}

struct Fuzzer {
    /// The seeds, and what was kept after them.
    kept: Vec<Vec<u8>>,
    seeds: usize,
    endings: BTreeSet<String>,
    dice: Dice,
    slow: Duration,
    most: usize,
}

struct Report {
    time: Duration,
    endings: usize,
    failure: Option<String>,
}

impl Fuzzer {
    /// The seeds as they are, then changes of what was kept.
    fn input(&mut self, round: usize) -> Vec<u8> {
        if let Some(seed) = self.kept.get(round).filter(|_| round < self.seeds) {
            return seed.clone();
        }
        let pick = |dice: &mut Dice| dice.pick(&self.kept).cloned().unwrap_or_default();
        let (input, other) = (pick(&mut self.dice), pick(&mut self.dice));
        mutated(&input, &other, self.most, &mut self.dice)
    }

    fn judge(&mut self, input: Vec<u8>, seed: bool, read: &impl Fn(&[u8]) -> String) -> Report {
        let mut time = Duration::MAX;
        let mut failure = None;
        // A slow input is tried again: the processor may have had other things to do.
        for _ in 0..3 {
            let start = Clock::start();
            let ending = catch_unwind(AssertUnwindSafe(|| read(&input)));
            time = time.min(start.elapsed());
            match ending {
                Ok(ending) => {
                    if self.endings.insert(ending) && self.kept.len() < MOST_KEPT && !seed {
                        self.kept.push(input.clone());
                    }
                }
                Err(panic) => failure = Some(format!("panics: {}", message(panic.as_ref()))),
            }
            if time <= self.slow {
                break;
            }
        }
        if failure.is_none() && time > self.slow {
            failure = Some(format!("slow: {time:?}"));
        }
        Report {
            time,
            endings: self.endings.len(),
            failure,
        }
    }
}

/// The processor's time that this thread has had where the system tells (Linux), else the time that went by.
struct Clock {
    begun: Instant,
    spent: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self {
            begun: Instant::now(),
            spent: Self::spent(),
        }
    }

    fn spent() -> Option<Duration> {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(Duration::from_nanos(
            told.split_ascii_whitespace().next()?.parse().ok()?,
        ))
    }

    fn elapsed(&self) -> Duration {
        let spent = self
            .spent
            .and_then(|before| Self::spent()?.checked_sub(before));
        spent.unwrap_or_else(|| self.begun.elapsed())
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}
