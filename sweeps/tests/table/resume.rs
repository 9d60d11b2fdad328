//! A sweep that is killed and started again ends with the bytes of one that was not.

use std::fs;
use std::sync::atomic::Ordering;

use assay_sweeps::table::SweepError;
use proptest::prelude::*;

use crate::support::{Folder, Model, reference, run, with_threads};

const POINTS: u64 = 30;

/// The partial file of a sweep that stopped at `point`.
fn partial_of(point: u64, block: usize) -> Vec<u8> {
    let folder = Folder::new();
    let stopped = run(
        &folder.sweep("a.parquet", POINTS),
        &Model::in_blocks_of(block).stopping_at(point),
    );
    assert!(
        matches!(stopped, Err(SweepError::Stopped { .. })),
        "{stopped:?}"
    );
    folder.bytes("a.parquet.partial")
}

/// Every place in the last frames of a partial file, and some in the heading before them: each costs a few calls that
/// wait for the disk.
fn places(length: usize) -> impl Iterator<Item = usize> {
    (0..length).filter(move |at| at % 23 == 0 || *at < 24 || *at + 120 > length)
}

#[test]
fn a_partial_file_cut_anywhere_is_taken_up_again() {
    let (whole, partial) = (reference(POINTS, 7), partial_of(16, 3));
    let folder = Folder::new();
    let mut kept = Vec::new();
    for length in places(partial.len() + 1) {
        fs::write(folder.path("a.parquet.partial"), &partial[..length]).unwrap();
        // The leavings of an assembly that was killed are of no account.
        fs::write(folder.path("a.parquet.assembling"), b"PAR1 torn").unwrap();
        let model = Model::in_blocks_of(4);
        let swept = run(&folder.sweep("a.parquet", POINTS), &model).unwrap();
        assert!(folder.bytes("a.parquet") == whole, "cut at {length}");
        assert_eq!(folder.names(), ["a.parquet"]);
        assert_eq!(
            swept.resumed_from + model.evaluated.load(Ordering::Relaxed),
            POINTS
        );
        kept.push(swept.resumed_from);
        fs::remove_file(folder.path("a.parquet")).unwrap();
    }
    assert!(kept.is_sorted());
    assert_eq!((kept.first(), kept.last()), (Some(&0), Some(&15)));
}

#[test]
fn a_partial_file_with_a_byte_changed_is_refused_or_gives_the_same_bytes() {
    let (whole, partial) = (reference(POINTS, 7), partial_of(16, 3));
    let folder = Folder::new();
    let mut refused = 0;
    for at in places(partial.len()) {
        let mut damaged = partial.clone();
        damaged[at] ^= 0x40;
        fs::write(folder.path("a.parquet.partial"), &damaged).unwrap();
        match run(&folder.sweep("a.parquet", POINTS), &Model::in_blocks_of(4)) {
            Ok(_) => {
                assert!(folder.bytes("a.parquet") == whole, "byte {at} changed");
                fs::remove_file(folder.path("a.parquet")).unwrap();
            }
            Err(SweepError::Unreadable { why, .. }) => {
                assert!(why.contains("remove it to start afresh"), "{why}");
                refused += 1;
            }
            Err(other) => panic!("byte {at}: {other:?}"),
        }
    }
    assert!(
        refused > 0 && refused < places(partial.len()).count() - 100,
        "{refused} of {}",
        partial.len()
    );
}

#[test]
fn threads_and_blocks_do_not_change_the_bytes() {
    // More than a row group, so that groups do not fall together with blocks.
    const MANY: u64 = 20_000;
    let whole = with_threads(1, || reference(MANY, 11));
    for (threads, block) in [(1, 1), (2, 1), (2, 1000), (3, 16_384), (2, 1 << 20)] {
        let folder = Folder::new();
        let model = Model::in_blocks_of(block).failing_every(11);
        with_threads(threads, || run(&folder.sweep("a.parquet", MANY), &model)).unwrap();
        assert!(
            folder.bytes("a.parquet") == whole,
            "{threads} threads, blocks of {block}"
        );
    }
}

#[test]
fn a_finished_sweep_is_not_done_again() {
    let folder = Folder::new();
    let sweep = folder.sweep("a.parquet", POINTS);
    let first = run(&sweep, &Model::in_blocks_of(5)).unwrap();
    // As if it had been killed between the last two steps.
    fs::write(folder.path("a.parquet.partial"), partial_of(16, 3)).unwrap();
    let model = Model::in_blocks_of(5);
    let again = run(&sweep, &model).unwrap();
    assert_eq!((first.resumed_from, again.resumed_from), (0, POINTS));
    assert_eq!(
        (first.failed, &first.first_failures),
        (again.failed, &again.first_failures)
    );
    assert_eq!(model.evaluated.load(Ordering::Relaxed), 0);
    assert_eq!(folder.names(), ["a.parquet"]);
}

#[test]
fn progress_counts_up_from_what_was_done_to_the_end() {
    let folder = Folder::new();
    let sweep = folder.sweep("a.parquet", POINTS);
    run(&sweep, &Model::in_blocks_of(3).stopping_at(15)).unwrap_err();
    let told = std::sync::Mutex::new(Vec::new());
    let model = Model::in_blocks_of(4);
    let swept = sweep
        .run(&model, &|done| told.lock().unwrap().push(done))
        .unwrap();
    let told = told.into_inner().unwrap();
    assert_eq!(told.first(), Some(&swept.resumed_from));
    assert_eq!(told.last(), Some(&sweep.share(&model)));
    assert!(told.is_sorted());
}

#[test]
fn an_evaluation_may_use_the_pool_of_threads_it_runs_in() {
    use assay_sweeps::table::{Column, Evaluate, Rows, Stop};
    use rayon::prelude::*;

    /// Has its rows done by the threads that the sweep itself runs in, and the first ones slowly.
    struct Nested(Model);
    impl Evaluate for Nested {
        fn columns(&self) -> &[Column] {
            self.0.columns()
        }
        fn coordinates(&self) -> usize {
            self.0.coordinates()
        }
        fn block(&self) -> usize {
            1
        }
        fn evaluate(&self, points: std::ops::Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
            let rounds = if points.start < 3 { 4_000_u32 } else { 4 };
            let sum: f64 = (0..rounds)
                .into_par_iter()
                .with_max_len(1)
                .map(|round| libm::cos(round.into()))
                .sum();
            assert!(sum.is_finite());
            self.0.evaluate(points, rows)
        }
    }
    // More than the window, so that workers go home and are called back.
    const MANY: u64 = 20_000;
    let whole = reference(MANY, 7);
    for threads in [1, 2, 3] {
        let folder = Folder::new();
        let model = Nested(Model::in_blocks_of(1));
        with_threads(threads, || {
            folder.sweep("a.parquet", MANY).run(&model, &|_| {})
        })
        .unwrap();
        assert!(folder.bytes("a.parquet") == whole, "{threads} threads");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(30) })]

    #[test]
    fn any_number_of_kills_leaves_the_same_bytes(
        points in 1_u64..200,
        kills in prop::collection::vec((0_u64..200, 1_usize..40, 1_usize..3, 0.0..1.0_f64), 0..5),
    ) {
        let whole = reference(points, 7);
        let folder = Folder::new();
        let sweep = folder.sweep("a.parquet", points);
        for (stop, block, threads, cut) in kills {
            let model = Model::in_blocks_of(block).stopping_at(stop % points);
            // All may be done already: then the point to stop at is not evaluated.
            if with_threads(threads, || run(&sweep, &model)).is_ok() {
                break;
            }
            let partial = folder.bytes("a.parquet.partial");
            let torn = (partial.len() as f64 * (1.0 - cut * cut * 0.3)) as usize;
            fs::write(folder.path("a.parquet.partial"), &partial[..torn]).unwrap();
        }
        run(&sweep, &Model::in_blocks_of(9)).unwrap();
        prop_assert!(folder.bytes("a.parquet") == whole);
    }
}
