//! `run --out` keeps the findings with what they were made from; `--strict` judges by exit status.

use std::{collections::BTreeMap, fs, path::Path};

use assay_reports::sha256;
use serde_json::Value;

use crate::support::{BALANCED, CONSERVATIVE, ask, assay, ended, list, text, workspace};

fn kept(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn keep(folder: &Path, more: &[&str]) -> String {
    let answer = ended(
        assay()
            .args([
                "run",
                CONSERVATIVE,
                "--runs",
                "50",
                "--format",
                "json",
                "--out",
            ])
            .arg(folder)
            .args(more),
    );
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    answer.stdout
}

#[test]
fn the_findings_are_kept_with_digests_of_all_that_was_read_and_written() {
    // NIST FIPS 180-4, example "abc": the digest that the manifest is checked with is SHA-256.
    assert_eq!(
        sha256(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("new/folder");
    let printed = keep(&into, &["--set", "user_stake=0.2", "--seed", "7"]);
    let files = kept(&into);
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["findings.json", "manifest.json"],
        "and no half-written file"
    );
    assert_eq!(files["findings.json"], printed.as_bytes());

    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let findings: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(manifest["schema_version"], 1);
    assert_eq!(manifest["seed"], 7);
    assert_eq!(manifest["runs"], 50);
    assert_eq!(manifest["set"], serde_json::json!(["user_stake=0.2"]));
    assert_eq!(manifest["scenario_hash"], findings["scenario"]["hash"]);
    assert_eq!(manifest["assay_version"], env!("CARGO_PKG_VERSION"));

    let outputs = list(&manifest["outputs"]);
    assert_eq!(outputs.len(), 1);
    assert_eq!(outputs[0]["path"], "findings.json");
    assert_eq!(text(&outputs[0]["sha256"]), sha256(&files["findings.json"]));
    let mut read = Vec::new();
    for input in list(&manifest["inputs"]) {
        let path = text(&input["path"]);
        assert_eq!(
            text(&input["sha256"]),
            sha256(&fs::read(workspace(path)).unwrap()),
            "{path}"
        );
        read.push(fs::canonicalize(workspace(path)).unwrap());
    }
    read.sort();
    let mut extended = [BALANCED, CONSERVATIVE].map(|path| workspace(path).canonicalize().unwrap());
    extended.sort();
    assert_eq!(read, extended, "the file and the one that it extends");
}

#[test]
fn the_same_question_is_kept_in_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (once, again) = (folder.path().join("once"), folder.path().join("again"));
    keep(&once, &["--threads", "1"]);
    keep(&again, &["--threads", "2"]);
    assert_eq!(kept(&once), kept(&again));
    // Into the folder of an earlier report: the whole of it is replaced.
    keep(&again, &["--seed", "2"]);
    keep(&again, &[]);
    assert_eq!(kept(&once), kept(&again));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    let answer = ask(&["run", BALANCED, "--runs", "5", "--out", path]);
    assert_eq!(answer.status, 2);
    assert_eq!(answer.stdout, "");
    assert!(answer.stderr.contains(path), "{}", answer.stderr);
}

#[test]
fn only_a_strict_run_fails_on_what_it_finds() {
    assert_eq!(ask(&["run", BALANCED, "--runs", "20"]).status, 0);
    let strict = ask(&["run", BALANCED, "--runs", "20", "--strict"]);
    assert_eq!(strict.status, 1, "{}", strict.stderr);
    assert!(
        strict.stdout.contains("vulnerable"),
        "the findings are printed all the same"
    );
}
