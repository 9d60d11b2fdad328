//! What was worked out before is taken from the cache, and the report is the same to the last byte.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should fail"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use assay::lab::{Asking, Cache, Investigation, Lab, Reuse};
use assay_reports::Report;

/// Few: what is asked is which of them are run.
const ASKING: Asking = Asking { runs: 4, seed: 1 };

fn lab(set: &[&str]) -> Lab {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/chronos/balanced.toml");
    // Small, so that it is quick.
    let small = ["users=40", "loan_term=1"].iter();
    let set: Vec<String> = small.chain(set).map(|it| (*it).to_owned()).collect();
    Lab::open(&path, &set).unwrap()
}

fn found(lab: Lab, cache: &Path) -> Investigation {
    let lab = lab.with_cache(Cache::at(cache).unwrap());
    lab.investigation(&ASKING, &|_, _| {}).unwrap()
}

fn uncached(set: &[&str]) -> Report {
    lab(set).investigate(&ASKING, &|_, _| {}).unwrap()
}

/// The units that were run and why, by name.
fn run(found: &Investigation) -> BTreeMap<&str, &str> {
    let run = found.reuse.iter().filter(|it| !it.reused);
    run.map(|Reuse { unit, why, .. }| (unit.as_str(), why.as_str()))
        .collect()
}

fn same(found: &Investigation, report: &Report) {
    assert_eq!(found.report.to_json().unwrap(), report.to_json().unwrap());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|it| it.extension().is_some_and(|it| it == "json"))
        .collect();
    files.sort();
    files
}

#[test]
fn a_cached_report_is_the_same_bytes_and_only_what_reads_a_change_is_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = found(lab(&[]), folder.path());
    same(&first, &uncached(&[]));
    // Nineteen attacks by three witnesses, and seven topics.
    assert_eq!(first.reuse.len(), 3 * 19 + 7);
    assert!(run(&first).values().all(|why| *why == "never run before"));

    let again = found(lab(&[]), folder.path());
    same(&again, &first.report);
    assert_eq!(run(&again), BTreeMap::new());

    let set = ["min_sample_blocks=1"];
    let closer = found(lab(&set), folder.path());
    same(&closer, &uncached(&set));
    let run_again = run(&closer);
    for unit in [
        "simulation of chronos/flash-loan-farming",
        "best response to chronos/flash-loan-farming",
        "break-even values of chronos/flash-loan-farming",
        "simulation of chronos/flash-loan-farming/held-capital",
        "findings about the designer's commitment",
    ] {
        let why = run_again.get(unit).copied();
        assert_eq!(
            why,
            Some("min_sample_blocks was 100 block, is 1 block"),
            "{unit}"
        );
    }
    for unit in [
        "simulation of chronos/false-claim",
        "simulation of chronos/governance-capture",
        "break-even values of chronos/coordinated-default",
        "findings about lenders when ETH falls",
        "findings about contagion",
        "findings about the contract",
    ] {
        assert_eq!(run_again.get(unit), None, "{unit}");
    }

    // Both are known now, the one as the other.
    for (set, report) in [(&set[..], &closer.report), (&[], &first.report)] {
        let known = found(lab(set), folder.path());
        same(&known, report);
        assert_eq!(run(&known), BTreeMap::new());
    }
}

#[test]
fn other_runs_and_seeds_run_what_is_played_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    found(lab(&[]), folder.path());
    let asking = Asking { seed: 2, ..ASKING };
    let cached = lab(&[]).with_cache(Cache::at(folder.path()).unwrap());
    let other = cached.investigation(&asking, &|_, _| {}).unwrap();
    same(&other, &lab(&[]).investigate(&asking, &|_, _| {}).unwrap());
    for (unit, why) in run(&other) {
        assert!(!unit.starts_with("break-even"), "{unit}");
        assert_eq!(
            why,
            "never run before with these runs, this seed and these prices"
        );
    }
    assert_eq!(run(&other).len(), 2 * 19 + 3);
}

#[test]
fn whatever_becomes_of_the_files_the_report_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let right = found(lab(&[]), folder.path()).report;
    let all = files(folder.path());
    let text = |path: &Path| fs::read_to_string(path).unwrap();
    type Damage<'a> = (&'a str, Box<dyn Fn(&Path) -> Option<Vec<u8>>>);
    let damages: [Damage<'_>; 6] = [
        ("empty", Box::new(|_| Some(Vec::new()))),
        (
            "cut off",
            Box::new(move |it| {
                let text = text(it);
                Some(text.as_bytes()[..text.len() / 2].to_vec())
            }),
        ),
        ("no text", Box::new(|_| Some(vec![0xff; 1000]))),
        // Every digit of a result is still a digit.
        (
            "touched",
            Box::new(move |it| Some(text(it).replace('1', "2").into_bytes())),
        ),
        ("another unit's", {
            let other = all.first().unwrap().clone();
            let last = all.last().unwrap().clone();
            Box::new(move |it| Some(fs::read(if it == other { &last } else { &other }).unwrap()))
        }),
        ("gone", Box::new(|_| None)),
    ];
    for (damage, made) in damages {
        let written: Vec<_> = all.iter().map(|path| (path, made(path))).collect();
        for (path, bytes) in written {
            match bytes {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None => fs::remove_file(path).unwrap(),
            }
        }
        let after = found(lab(&[]), folder.path());
        same(&after, &right);
        assert!(
            after.reuse.iter().all(|it| it.why == "never run before"),
            "{damage}: {:?}",
            after.reuse
        );
        assert_eq!(
            run(&found(lab(&[]), folder.path())),
            BTreeMap::new(),
            "{damage}"
        );
        assert_eq!(files(folder.path()), all, "{damage}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let right = found(lab(&[]), folder.path()).report;
    // A folder stands where the file should.
    for path in files(folder.path()) {
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
    }
    let after = found(lab(&[]), folder.path());
    same(&after, &right);
    for why in run(&after).values() {
        assert!(
            why.starts_with("never run before; the result was not kept: "),
            "{why}"
        );
    }
    let left = fs::read_dir(folder.path()).unwrap();
    let unfinished = left.filter(|it| {
        let path = it.as_ref().unwrap().path();
        path.extension().is_some_and(|it| it == "unfinished")
    });
    assert_eq!(unfinished.count(), 0);
}

#[test]
fn the_folder_stays_out_of_repositories() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("deep/.assay_cache");
    Cache::at(&cache).unwrap();
    assert_eq!(fs::read_to_string(cache.join(".gitignore")).unwrap(), "*\n");
}

#[test]
fn one_thread_finds_in_the_cache_what_two_have_left_there() {
    let folder = tempfile::tempdir().unwrap();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build()
            .unwrap()
            .install(|| found(lab(&["detection_rate=0.5"]), folder.path()))
    };
    let two = on(2);
    let one = on(1);
    same(&one, &two.report);
    assert_eq!(run(&one), BTreeMap::new());
    let kept: Vec<_> = files(folder.path())
        .iter()
        .map(|it| fs::read(it).unwrap())
        .collect();
    for path in files(folder.path()) {
        fs::remove_file(path).unwrap();
    }
    // What one thread keeps is the same bytes.
    on(1);
    let alone: Vec<_> = files(folder.path())
        .iter()
        .map(|it| fs::read(it).unwrap())
        .collect();
    assert!(kept == alone);
}
