//! Output into pipes: no colour, no progress, and no complaint when the reader leaves.

use std::{
    io::Read,
    process::{Child, Stdio},
};

use crate::support::{BALANCED, ask, assay};

/// The command's status and standard error once its reader has gone.
fn deserted(mut child: Child) -> (Option<i32>, String) {
    drop(child.stdout.take());
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    (child.wait().unwrap().code(), said)
}

#[test]
fn a_reader_that_has_gone_away_is_not_an_error() {
    for arguments in [
        vec!["run", BALANCED, "--runs", "50"],
        vec!["attacks", BALANCED, "--runs", "50", "--format", "json"],
        vec!["attacks", BALANCED, "--explain", "chronos/false-claim"],
        vec!["schema"],
    ] {
        let child = assay()
            .args(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        assert_eq!(deserted(child), (Some(0), String::new()), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let child = assay()
        .arg("schema")
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (status, said) = deserted(child);
    assert_eq!(status, Some(2));
    assert!(said.contains("cannot write to standard output"), "{said}");
}

#[test]
fn a_pipe_gets_no_progress_and_no_colour() {
    for arguments in [
        vec!["run", BALANCED, "--runs", "200"],
        vec!["run", BALANCED, "--runs", "200", "--format", "json"],
        vec!["attacks", BALANCED, "--runs", "200"],
        vec!["attacks", BALANCED, "--explain", "chronos/false-claim"],
    ] {
        let answer = ask(&arguments);
        assert_eq!(answer.status, 0, "{arguments:?}");
        assert_eq!(answer.stderr, "", "{arguments:?}");
        assert!(!answer.stdout.contains('\u{1b}'), "{arguments:?}");
        assert!(answer.stdout.ends_with('\n'), "{arguments:?}");
    }
    let refused = ask(&["run", BALANCED, "--set", "user_steak=1"]);
    assert!(!refused.stderr.contains('\u{1b}'), "{}", refused.stderr);
}
