//! The engine from outside: the same bytes whatever the threads, and outcomes that are right.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use assay_sim::engine::{Draws, EngineError, Ensemble, Model, RunKey, Silent, Streams};
use assay_sim::statistics::{Proportion, Summary};

/// A gambler who stakes one chip a round until ruined or at the goal.
struct Gambler {
    chips: u32,
    goal: u32,
    heads: f64,
    /// Runs that fail as they begin.
    broken: fn(u64) -> bool,
    worlds: AtomicUsize,
}

struct Table {
    chips: u32,
    rounds: u32,
    coin: Option<Draws>,
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
struct Evening {
    chips: u32,
    rounds: u32,
}

#[derive(Debug, thiserror::Error, PartialEq)]
#[error("replicate {0} is broken")]
struct Broken(u64);

impl Gambler {
    fn new(heads: f64) -> Self {
        Self {
            chips: 5,
            goal: 15,
            heads,
            broken: |_| false,
            worlds: AtomicUsize::new(0),
        }
    }
}

impl Model for Gambler {
    type World = Table;
    type Outcome = Evening;
    type Error = Broken;

    fn world(&self) -> Table {
        self.worlds.fetch_add(1, Ordering::Relaxed);
        Table {
            chips: 0,
            rounds: 0,
            coin: None,
        }
    }

    fn begin(&self, table: &mut Table, streams: &Streams) -> Result<(), Broken> {
        let replicate = streams.key().replicate;
        if (self.broken)(replicate) {
            return Err(Broken(replicate));
        }
        table.chips = self.chips;
        table.rounds = 0;
        table.coin = Some(streams.open("coin"));
        Ok(())
    }

    fn step(&self, table: &mut Table) -> Result<ControlFlow<()>, Broken> {
        let heads = table
            .coin
            .as_mut()
            .is_some_and(|coin| coin.bernoulli(self.heads));
        table.rounds += 1;
        table.chips = if heads {
            table.chips + 1
        } else {
            table.chips - 1
        };
        if table.chips == 0 || table.chips == self.goal {
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    }

    fn outcome(&self, table: &Table) -> Evening {
        Evening {
            chips: table.chips,
            rounds: table.rounds,
        }
    }
}

fn ensemble(runs: u64) -> Ensemble {
    Ensemble {
        seed: 20_261_121,
        point: 0,
        runs,
    }
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads")
        .install(work)
}

#[test]
fn ruin_and_duration_agree_with_their_closed_forms() {
    // Feller (1968), XIV.2 and XIV.3.
    for heads in [0.45, 0.5, 0.52] {
        let runs = ensemble(20_000).run(&Gambler::new(heads), &Silent).unwrap();
        let (start, goal) = (5.0, 15.0);
        let odds: f64 = (1.0 - heads) / heads;
        let (ruin, duration) = if heads == 0.5 {
            (1.0 - start / goal, start * (goal - start))
        } else {
            let ruin = (odds.powf(goal) - odds.powf(start)) / (odds.powf(goal) - 1.0);
            let duration = start - goal * (1.0 - odds.powf(start)) / (1.0 - odds.powf(goal));
            (ruin, duration / (1.0 - 2.0 * heads))
        };
        let ruined = runs.iter().filter(|evening| evening.chips == 0).count() as u64;
        assert!(Proportion::of(ruined, 20_000).unwrap().ci95.contains(ruin));
        let rounds: Vec<f64> = runs.iter().map(|run| f64::from(run.rounds)).collect();
        assert!(Summary::of(&rounds).unwrap().ci95.contains(duration));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_outcomes() {
    let outcomes = [1, 2, 3].map(|threads| {
        with_threads(threads, || {
            ensemble(1_500).run(&Gambler::new(0.5), &Silent).unwrap()
        })
    });
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(outcomes[0], outcomes[2]);
}

#[test]
fn outcomes_come_in_the_order_of_replicates_and_can_be_replayed() {
    let model = Gambler::new(0.5);
    for runs in [1, 2, 255, 257, 1_000] {
        let outcomes = ensemble(runs).run(&model, &Silent).unwrap();
        assert_eq!(outcomes.len() as u64, runs);
        for replicate in [0, runs / 2, runs - 1] {
            let alone = ensemble(runs).replay(&model, replicate).unwrap();
            assert_eq!(outcomes[replicate as usize], alone);
        }
    }
}

#[test]
fn a_world_used_before_gives_what_a_fresh_one_gives() {
    let model = Gambler::new(0.5);
    let runs = with_threads(1, || ensemble(300).run(&model, &Silent).unwrap());
    assert_eq!(model.worlds.load(Ordering::Relaxed), 1);
    let fresh: Vec<Evening> = (0..300)
        .map(|replicate| ensemble(300).replay(&model, replicate).unwrap())
        .collect();
    assert_eq!(runs, fresh);
}

#[test]
fn no_more_worlds_are_made_than_there_are_workers() {
    let model = Gambler::new(0.5);
    with_threads(2, || ensemble(2_000).run(&model, &Silent).unwrap());
    assert!(model.worlds.load(Ordering::Relaxed) <= 2);
}

#[test]
fn the_error_is_that_of_the_lowest_failing_run_whatever_the_threads() {
    let model = Gambler {
        broken: |replicate| replicate % 100 == 77 && replicate > 200,
        ..Gambler::new(0.5)
    };
    for threads in [1, 2, 3] {
        let error = with_threads(threads, || {
            ensemble(2_000).run(&model, &Silent).unwrap_err()
        });
        let key = RunKey {
            seed: ensemble(1).seed,
            point: 0,
            replicate: 277,
        };
        let source = Broken(277);
        assert_eq!(error, EngineError::Run { key, source });
        assert!(error.to_string().contains("run 277 of point 0"));
    }
    assert!(ensemble(2_000).replay(&model, 277).is_err());
    assert!(ensemble(2_000).replay(&model, 278).is_ok());
}

#[test]
fn no_runs_and_runs_that_are_not_there_are_refused() {
    let model = Gambler::new(0.5);
    assert_eq!(ensemble(0).run(&model, &Silent), Err(EngineError::NoRuns));
    let runs = u64::MAX;
    let refused = ensemble(runs).run(&model, &Silent);
    assert_eq!(refused, Err(EngineError::TooManyRuns { runs }));
    let refused = ensemble(3).replay(&model, 3);
    let expected = EngineError::NoSuchRun {
        replicate: 3,
        runs: 3,
    };
    assert_eq!(refused, Err(expected));
}

#[test]
fn progress_counts_every_run_once() {
    let done = AtomicU64::new(0);
    let count = |runs: u64| {
        done.fetch_add(runs, Ordering::Relaxed);
    };
    ensemble(1_234).run(&Gambler::new(0.5), &count).unwrap();
    assert_eq!(done.load(Ordering::Relaxed), 1_234);
}

#[test]
fn runs_asked_for_later_are_those_that_a_larger_ensemble_would_have_had() {
    let gambler = Gambler::new(0.45);
    let all = ensemble(900).run(&gambler, &Silent).unwrap();
    let mut piecewise = ensemble(300).run(&gambler, &Silent).unwrap();
    piecewise.extend(ensemble(600).run_from(300, &gambler, &Silent).unwrap());
    assert_eq!(piecewise, all);
    let broken = Gambler {
        broken: |replicate| replicate == 450,
        ..Gambler::new(0.45)
    };
    match ensemble(600).run_from(300, &broken, &Silent).unwrap_err() {
        EngineError::Run { key, .. } => assert_eq!(key.replicate, 450),
        other => panic!("{other}"),
    }
    assert!(matches!(
        ensemble(2).run_from(u64::MAX, &gambler, &Silent),
        Err(EngineError::TooManyRuns { runs: 2 })
    ));
}

#[test]
fn seeds_points_and_replicates_all_matter() {
    let model = Gambler::new(0.5);
    let base = ensemble(50);
    let outcomes = base.run(&model, &Silent).unwrap();
    for other in [Ensemble { seed: 1, ..base }, Ensemble { point: 1, ..base }] {
        assert_ne!(outcomes, other.run(&model, &Silent).unwrap());
    }
    let first = outcomes[0];
    assert!(outcomes.iter().any(|outcome| *outcome != first));
}

#[test]
fn common_random_numbers_take_the_noise_out_of_a_difference() {
    let chips = |point, heads| -> Vec<f64> {
        let at = Ensemble {
            point,
            ..ensemble(2_000)
        };
        let runs = at.run(&Gambler::new(heads), &Silent).unwrap();
        runs.iter().map(|run| f64::from(run.chips)).collect()
    };
    let spread = |a: &[f64], b: &[f64]| {
        let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
        Summary::of(&differences).unwrap().sd
    };
    let base = chips(0, 0.50);
    let common = spread(&base, &chips(0, 0.51));
    let unrelated = spread(&base, &chips(1, 0.51));
    assert!(common < 0.5 * unrelated, "{common} against {unrelated}");
}

#[test]
fn a_world_may_hold_what_cannot_be_shared() {
    // A world needs to be sent to a worker, not shared between workers.
    struct Counter;
    impl Model for Counter {
        type World = Cell<u64>;
        type Outcome = u64;
        type Error = std::convert::Infallible;

        fn world(&self) -> Cell<u64> {
            Cell::new(99)
        }

        fn begin(&self, world: &mut Cell<u64>, streams: &Streams) -> Result<(), Self::Error> {
            world.set(streams.key().replicate);
            Ok(())
        }

        fn step(&self, world: &mut Cell<u64>) -> Result<ControlFlow<()>, Self::Error> {
            world.set(world.get() * 2);
            Ok(ControlFlow::Break(()))
        }

        fn outcome(&self, world: &Cell<u64>) -> u64 {
            world.get()
        }
    }
    let outcomes = with_threads(1, || ensemble(4).run(&Counter, &Silent).unwrap());
    assert_eq!(outcomes, [0, 2, 4, 6]);
}
