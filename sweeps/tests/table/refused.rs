//! What is refused, and what the refusal says.

use std::fs;
use std::sync::mpsc;

use assay_sweeps::table::{Column, Evaluate, Holds, Rows, Shard, Stop, Sweep, SweepError, read};

use crate::support::{Folder, Model, column, identity, run};

#[test]
fn a_changed_sweep_does_not_resume_and_says_what_changed() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 100);
    run(&sweep, &Model::in_blocks_of(4).stopping_at(50)).unwrap_err();
    let partial = folder.bytes("a.partial");
    let changed = [
        (
            Sweep {
                identity: identity().with("seed", 8),
                ..sweep.clone()
            },
            "seed: was `7`, is `8`",
        ),
        (
            Sweep {
                identity: identity().with("runs", 9),
                ..sweep.clone()
            },
            "runs: was absent, is `9`",
        ),
        (
            Sweep {
                points: 101,
                ..sweep.clone()
            },
            "points: was `100`, is `101`",
        ),
        (
            Sweep {
                shard: Shard::new(1, 2).unwrap(),
                ..sweep.clone()
            },
            "shard: was `1/1`, is `1/2`",
        ),
    ];
    for (other, expected) in changed {
        let error = run(&other, &Model::in_blocks_of(4)).unwrap_err();
        assert!(matches!(error, SweepError::Changed { .. }));
        let text = error.to_string();
        assert!(text.contains(expected), "{text}");
        assert!(
            text.contains("write to another file, or remove") && text.contains("a.partial"),
            "{text}"
        );
        assert!(folder.bytes("a.partial") == partial, "it was changed");
    }
    run(&sweep, &Model::in_blocks_of(4)).unwrap();
}

#[test]
fn a_finished_table_of_another_sweep_is_not_overwritten() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 20);
    run(&sweep, &Model::in_blocks_of(4)).unwrap();
    let before = folder.bytes("a");
    let other = Sweep {
        identity: identity().with("scenario", "another"),
        ..sweep
    };
    let text = run(&other, &Model::in_blocks_of(4))
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("is not overwritten")
            && text.contains("scenario: was `a test`, is `another`"),
        "{text}"
    );
    assert!(folder.bytes("a") == before);
    assert_eq!(folder.names(), ["a"]);
}

#[test]
fn files_that_are_no_tables_are_left_alone() {
    let folder = Folder::new();
    for (name, text) in [
        ("notes", "my notes, which are long enough to be something"),
        ("empty", ""),
        ("short", "PAR1"),
    ] {
        fs::write(folder.path(name), text).unwrap();
        let error = run(&folder.sweep(name, 5), &Model::in_blocks_of(4)).unwrap_err();
        assert!(
            matches!(&error, SweepError::Unreadable { why, .. } if why.ends_with("it is not overwritten")),
            "{error}"
        );
        assert_eq!(folder.bytes(name), text.as_bytes());
    }
    fs::write(folder.path("a.partial"), "somebody's part of something").unwrap();
    let error = run(&folder.sweep("a", 5), &Model::in_blocks_of(4)).unwrap_err();
    assert!(
        matches!(&error, SweepError::Unreadable { why, .. } if why.starts_with("it is not the partial file")),
        "{error}"
    );
    assert_eq!(folder.bytes("a.partial"), b"somebody's part of something");
}

#[test]
fn places_that_cannot_be_written_to_are_named() {
    let folder = Folder::new();
    fs::create_dir(folder.path("folder")).unwrap();
    let error = run(&folder.sweep("folder", 5), &Model::in_blocks_of(4)).unwrap_err();
    assert!(matches!(error, SweepError::Folder { .. }), "{error}");
    for name in ["nowhere/a", "notes/a"] {
        fs::write(folder.path("notes"), "").unwrap();
        let error = run(&folder.sweep(name, 5), &Model::in_blocks_of(4)).unwrap_err();
        assert!(
            matches!(error, SweepError::Disk { .. }) && error.to_string().contains(name),
            "{error}"
        );
    }
    for in_the_way in ["a.partial", "b.assembling"] {
        fs::create_dir(folder.path(in_the_way)).unwrap();
        let name = in_the_way.split('.').next().unwrap();
        let error = run(&folder.sweep(name, 5), &Model::in_blocks_of(4)).unwrap_err();
        assert!(
            matches!(error, SweepError::Disk { .. }) && error.to_string().contains(in_the_way),
            "{error}"
        );
    }
    // Nothing was lost by the failed assembly.
    fs::remove_dir(folder.path("b.assembling")).unwrap();
    assert_eq!(
        run(&folder.sweep("b", 5), &Model::in_blocks_of(4))
            .unwrap()
            .resumed_from,
        5
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_of_the_disk() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("/dev/full", folder.path("a.assembling")).unwrap();
    let error = run(&folder.sweep("a", 5), &Model::in_blocks_of(4)).unwrap_err();
    let SweepError::Disk {
        doing: "write",
        source,
        ..
    } = &error
    else {
        panic!("{error:?}")
    };
    assert_eq!(source.kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(
        run(&folder.sweep("a", 5), &Model::in_blocks_of(4))
            .unwrap()
            .resumed_from,
        5
    );
}

/// Waits at its first block until it is told to go on.
struct Waiting(
    Model,
    std::sync::Mutex<(mpsc::Sender<()>, mpsc::Receiver<()>)>,
);

impl Evaluate for Waiting {
    fn columns(&self) -> &[Column] {
        self.0.columns()
    }
    fn coordinates(&self) -> usize {
        self.0.coordinates()
    }
    fn block(&self) -> usize {
        100
    }
    fn evaluate(&self, points: std::ops::Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
        let (begun, go) = &*self.1.lock().expect("no panic before");
        begun.send(())?;
        go.recv()?;
        self.0.evaluate(points, rows)
    }
}

#[test]
fn two_at_once_on_the_same_output_are_kept_apart() {
    let folder = Folder::new();
    let (begun, is_begun) = mpsc::channel();
    let (go, may_go) = mpsc::channel();
    let waiting = Waiting(
        Model::in_blocks_of(100),
        std::sync::Mutex::new((begun, may_go)),
    );
    let sweep = folder.sweep("a", 50);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| sweep.run(&waiting, &|_| {}));
        is_begun.recv().unwrap();
        let second = run(&sweep, &Model::in_blocks_of(4)).unwrap_err();
        go.send(()).unwrap();
        assert!(
            matches!(&second, SweepError::Busy { path } if *path == sweep.out),
            "{second}"
        );
        assert_eq!(first.join().unwrap().unwrap().points, 50);
    });
    assert_eq!(
        run(&sweep, &Model::in_blocks_of(4)).unwrap().resumed_from,
        50
    );
}

#[test]
fn a_damaged_table_is_refused_before_anything_is_made_of_it() {
    let folder = Folder::new();
    let sweep = folder.sweep("a", 12);
    run(&sweep, &Model::in_blocks_of(4)).unwrap();
    let whole = folder.bytes("a");
    // Every place in the footer's end, where the checksum is, and some of the others.
    for at in (0..whole.len()).filter(|at| at % 11 == 0 || at + 160 > whole.len()) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        fs::write(&sweep.out, &damaged).unwrap();
        let error = read(&sweep.out).unwrap_err();
        assert!(
            matches!(error, SweepError::Unreadable { .. }),
            "byte {at}: {error:?}"
        );
        fs::write(&sweep.out, &whole[..at]).unwrap();
        let error = read(&sweep.out).unwrap_err();
        assert!(
            matches!(error, SweepError::Unreadable { .. }),
            "{at} bytes: {error:?}"
        );
    }
}

struct Columns(Vec<Column>, usize);

impl Evaluate for Columns {
    fn columns(&self) -> &[Column] {
        &self.0
    }
    fn coordinates(&self) -> usize {
        self.1
    }
    fn block(&self) -> usize {
        1
    }
    fn evaluate(&self, _: std::ops::Range<u64>, _: &mut Rows) -> Result<(), Stop> {
        Err("never called".into())
    }
}

#[test]
fn columns_that_cannot_be_told_apart_are_refused() {
    let named = |names: &[&str]| {
        names
            .iter()
            .map(|name| column(name, "", Holds::Number))
            .collect()
    };
    let cases: [(Vec<Column>, usize, &str); 5] = [
        (named(&["x", "x"]), 1, "two columns are called `x`"),
        (named(&["point"]), 1, "two columns are called `point`"),
        (named(&["x", "error"]), 1, "two columns are called `error`"),
        (named(&["x", ""]), 1, "a column has no name"),
        (named(&["x"]), 2, "2 coordinates among 1 columns"),
    ];
    for (columns, coordinates, expected) in cases {
        let folder = Folder::new();
        let error = folder
            .sweep("a", 5)
            .run(&Columns(columns, coordinates), &|_| {})
            .unwrap_err();
        assert!(
            matches!(&error, SweepError::Columns { why } if why.starts_with(expected)),
            "{error}"
        );
        assert!(folder.names().is_empty());
    }
    let error = Folder::new()
        .sweep("a", u64::MAX)
        .run(&Columns(named(&["x"]), 1), &|_| {})
        .unwrap_err();
    assert!(matches!(error, SweepError::TooManyPoints { .. }), "{error}");
}
