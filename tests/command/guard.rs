//! `assay guard` and `assay accept` from outside: every kind of change, from every kind of source, in every format.

mod contracts;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Answer, BALANCED, assay, balanced_with, ended, list, text, workspace};

const CONTRACT: &str = "scenarios/chronos/contracts/Chronos.sol";

/// Few, since both sides live through the same chances. The results are shared by all tests.
fn guard(arguments: &[&str]) -> Answer {
    guard_in(&workspace("."), arguments)
}

fn guard_in(folder: &Path, arguments: &[&str]) -> Answer {
    static CACHE: OnceLock<TempDir> = OnceLock::new();
    let cache = CACHE.get_or_init(|| tempfile::tempdir().unwrap());
    let mut command = assay();
    command
        .current_dir(folder)
        .args(["guard", "--runs", "100", "--today", "2026-11-21", "--cache"])
        .arg(cache.path())
        .args(arguments);
    ended(&mut command)
}

fn compared(arguments: &[&str], status: i32) -> Value {
    let mut all = arguments.to_vec();
    all.extend(["--format", "json"]);
    let answer = guard(&all);
    assert_eq!(answer.status, status, "{arguments:?}\n{}", answer.stderr);
    let report: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(report["exit_status"], status);
    report
}

fn class<'a>(report: &'a Value, id: &str) -> &'a str {
    let findings = list(&report["findings"]);
    let found = findings.iter().find(|finding| finding["id"] == id);
    text(&found.unwrap_or_else(|| panic!("no finding {id}"))["class"])
}

fn changed(report: &Value) -> Vec<&str> {
    list(&report["parameters"])
        .iter()
        .map(|parameter| text(&parameter["name"]))
        .collect()
}

fn written(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_changes_nothing_passes_and_is_known_the_second_time() {
    let first = compared(&["--base", BALANCED, "--head", BALANCED], 0);
    assert_eq!(first["verdict"], "pass");
    let findings = list(&first["findings"]);
    assert!(findings.iter().all(|it| it["class"] == "unchanged"));
    assert!(findings.len() > 70, "{}", findings.len());
    let again = compared(&["--base", BALANCED, "--head", BALANCED], 0);
    assert!(list(&again["reuse"]).iter().all(|it| it["reused"] == true));
    assert_eq!(again["findings"], first["findings"]);
}

#[test]
fn an_attack_that_begins_to_pay_stops_the_change() {
    let asked = ["--base", BALANCED, "--set-head", "min_sample_blocks=1"];
    let report = compared(&asked, 1);
    let id = "chronos/flash-loan-farming";
    assert_eq!(class(&report, id), "became_vulnerable");
    assert_eq!(class(&report, "chronos/governance-capture"), "unchanged");
    assert_eq!(changed(&report), ["min_sample_blocks"]);
    let text = guard(&asked).stdout;
    for said in [
        "error[E-PROFIT]",
        id,
        "−$270,000",
        "$24,300",
        "between 1 and 2",
        "--set min_sample_blocks=1 --explain chronos/flash-loan-farming",
    ] {
        assert!(text.contains(said), "no `{said}` in\n{text}");
    }
}

#[test]
fn only_what_reads_a_change_is_simulated_again() {
    // Nothing but the price of votes and what follows from it reads this.
    let report = compared(&["--base", BALANCED, "--set-head", "rental_slash=60000"], 0);
    let run: Vec<&str> = list(&report["reuse"])
        .iter()
        .filter(|it| it["reused"] == false)
        .map(|it| text(&it["unit"]))
        .collect();
    let known = list(&report["reuse"]).len();
    assert!(run.len() < known / 2, "{run:?}");
    assert!(
        !run.contains(&"simulation of chronos/false-claim"),
        "{run:?}"
    );
}

#[test]
fn an_attack_of_the_best_adversary_alone_stops_the_change_when_its_script_pays_too() {
    for (set, id) in [
        ("max_hourly_borrows=1e12", "chronos/coordinated-default"),
        ("user_stake=0.03", "chronos/false-claim/sybil"),
    ] {
        let report = compared(&["--base", BALANCED, "--set-head", set], 1);
        assert_eq!(class(&report, id), "became_vulnerable");
    }
}

#[test]
fn a_scenario_may_lose_an_attack_or_have_a_formula_turned() {
    let folder = tempfile::tempdir().unwrap();
    let text = balanced_with("", "");
    // The best adversary's plans are put together of several attacks; without one of them the others are still judged.
    for id in ["chronos/false-claim", "chronos/flash-loan-farming"] {
        let start = text.find(&format!("[[attacks]]\nid = \"{id}\"")).unwrap();
        let end = start + 1 + text[start + 1..].find("[[attacks]]").unwrap();
        let without = text[..start].to_owned() + &text[end..];
        let without = written(&folder, "without.toml", &without);
        let report = compared(&["--base", BALANCED, "--head", &without], 1);
        assert_eq!(class(&report, id), "deleted");
        let report = compared(&["--base", &without, "--head", BALANCED], 0);
        assert_eq!(class(&report, id), "new");
    }

    let turned = balanced_with(
        "cost = \"build_cost + rental_slash\"",
        "cost = \"build_cost - rental_slash\"",
    );
    let turned = written(&folder, "turned.toml", &turned);
    let report = compared(&["--base", BALANCED, "--head", &turned], 1);
    assert_eq!(
        class(&report, "chronos/reputation-rental"),
        "became_vulnerable"
    );
}

/// A repository with the scenario in it.
fn repository() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("economics");
    fs::create_dir(&inside).unwrap();
    fs::copy(workspace(BALANCED), inside.join("balanced.toml")).unwrap();
    let child = "[scenario]\ntitle = \"Ours\"\nprotocol = \"chronos\"\nextends = \"balanced.toml\"\n[set]\nchallenger_stake = 0.4\n";
    fs::write(inside.join("ours.toml"), child).unwrap();
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "."],
        &[
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@localhost",
            "commit",
            "--quiet",
            "-m",
            "first",
        ],
    ] {
        let status = Command::new("git")
            .arg("-C")
            .arg(folder.path())
            .args(arguments)
            .status();
        assert!(status.unwrap().success(), "{arguments:?}");
    }
    (folder, inside)
}

/// Whether there is a git to ask; says so where there is none.
fn has_git() -> bool {
    let found = Command::new("git").arg("--version").output().is_ok();
    if !found {
        println!("skipped: there is no git on this machine");
    }
    found
}

#[test]
fn a_revision_is_read_with_what_it_extends() {
    if !has_git() {
        return;
    }
    let (folder, inside) = repository();
    let ours = inside.join("ours.toml");
    let text = fs::read_to_string(&ours).unwrap();
    fs::write(&ours, text.replace("0.4", "0.2")).unwrap();
    for (base, head, from) in [
        ("HEAD", "economics/ours.toml", folder.path()),
        (
            "HEAD:economics/ours.toml",
            "economics/ours.toml",
            folder.path(),
        ),
        ("HEAD", "ours.toml", inside.as_path()),
    ] {
        let answer = guard_in(from, &["--base", base, "--head", head, "--format", "json"]);
        assert_eq!(answer.status, 0, "{base} {head}\n{}", answer.stderr);
        let report: Value = serde_json::from_str(&answer.stdout).unwrap();
        let change = &list(&report["parameters"])[0];
        assert_eq!(
            (&change["before"], &change["after"]),
            (&"0.4".into(), &"0.2".into())
        );
        assert_eq!(change["place"]["file"], "economics/ours.toml");
        assert_eq!(change["place"]["line"], 6);
    }
    let answer = guard_in(folder.path(), &["--base", "HEAD", "--head", "HEAD"]);
    assert_eq!(answer.status, 2);
    let said = "which file of the revision";
    assert!(answer.stderr.contains(said), "{}", answer.stderr);
    let policy = inside.join("guard.toml");
    fs::write(&policy, "[steps.challenger_stake]\nmin_days = 30\n").unwrap();
    let answer = guard_in(
        folder.path(),
        &[
            "--base",
            "HEAD",
            "--head",
            "economics/ours.toml",
            "--policy",
            policy.to_str().unwrap(),
        ],
    );
    assert_eq!(answer.status, 1, "{}{}", answer.stdout, answer.stderr);
    assert!(answer.stdout.contains("E-TOO-SOON"), "{}", answer.stdout);
}

#[test]
fn an_acknowledgement_counts_while_the_value_stays() {
    let folder = tempfile::tempdir().unwrap();
    let policy = |pinned: &str, expires: &str| {
        written(
            &folder,
            "guard.toml",
            &format!(
                "[[acknowledge]]\nfinding = \"chronos/flash-loan-farming\"\nreason = \"a test network\"\n\
                 author = \"someone\"\nexpires = {expires}\npinned = {{ min_sample_blocks = {pinned} }}\n"
            ),
        )
    };
    let asked = |policy: &str, status| {
        let set = ["--base", BALANCED, "--set-head", "min_sample_blocks=1"];
        let answer = guard(&[&set[..], &["--policy", policy]].concat());
        assert_eq!(answer.status, status, "{}{}", answer.stdout, answer.stderr);
        answer.stdout
    };
    // The flash loan is not the only finding that turns; the others stay as they are.
    let report = compared(
        &["--base", BALANCED, "--set-head", "min_sample_blocks=1"],
        1,
    );
    let failing = list(&report["findings"])
        .iter()
        .filter(|it| it["fails"] == true);
    let only = failing.count() == 1;
    let held = asked(&policy("1", "2027-01-31"), if only { 0 } else { 1 });
    assert!(held.contains("acknowledged"), "{held}");
    assert!(asked(&policy("2", "2027-01-31"), 1).contains("E-ACK-MOVED"));
    assert!(asked(&policy("1", "2026-11-20"), 1).contains("E-ACK-EXPIRED"));
}

#[test]
fn a_snapshot_is_accepted_by_people_and_serves_as_a_base() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("balanced.findings.json");
    let accept = |ci: bool| {
        let mut command = assay();
        command
            .args(["accept", BALANCED, "--runs", "100", "--no-cache", "--out"])
            .arg(&snapshot);
        match ci {
            true => command.env("CI", "true"),
            false => command.env_remove("CI"),
        };
        ended(&mut command)
    };
    let refused = accept(true);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("`CI` is set"), "{}", refused.stderr);
    assert!(!snapshot.exists());
    let accepted = accept(false);
    assert_eq!(accepted.status, 0, "{}", accepted.stderr);
    let base = snapshot.to_str().unwrap();
    let report = compared(&["--base", base, "--head", BALANCED], 0);
    assert!(
        list(&report["findings"])
            .iter()
            .all(|it| it["class"] == "unchanged")
    );
    fs::write(&snapshot, "{}").unwrap();
    let answer = guard(&["--base", base, "--head", BALANCED]);
    assert_eq!(answer.status, 2);
    assert!(
        answer.stderr.contains("not a snapshot"),
        "{}",
        answer.stderr
    );
}

#[test]
fn every_format_can_be_written_beside_the_one_that_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (junit, markdown) = (path("guard.xml"), path("guard.md"));
    let answer = guard(&[
        "--base",
        BALANCED,
        "--set-head",
        "min_sample_blocks=1",
        "--write",
        &format!("junit={junit}"),
        "--write",
        &format!("markdown={markdown}"),
    ]);
    assert_eq!(answer.status, 1, "{}", answer.stderr);
    let junit = fs::read_to_string(junit).unwrap();
    assert!(junit.starts_with("<?xml") && junit.contains("<failure"));
    let markdown = fs::read_to_string(markdown).unwrap();
    assert!(markdown.starts_with("<!-- assay-guard -->"), "{markdown}");
    assert!(
        markdown.contains("| min_sample_blocks |") || markdown.contains("| `min_sample_blocks` |")
    );
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_was_expected() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["--base", "nowhere", "--head", BALANCED],
            "no such file, and no such revision",
        ),
        (
            &["--base", CONTRACT, "--head", CONTRACT],
            "name the scenario",
        ),
        (&["--base", BALANCED], "--head"),
        (
            &["--base", BALANCED, "--head", BALANCED, "--today", "soon"],
            "no day",
        ),
        (
            &["--base", BALANCED, "--set-head", "min_sample_block=1"],
            "min_sample_blocks",
        ),
        (
            &["--base", BALANCED, "--head", BALANCED, "--write", "pdf=x"],
            "pdf",
        ),
        (
            &[
                "--base",
                BALANCED,
                "--head",
                BALANCED,
                "--policy",
                "nothing.toml",
            ],
            "nothing.toml",
        ),
    ];
    for (arguments, said) in cases {
        let mut command = assay();
        command
            .args(["guard", "--runs", "10", "--no-cache"])
            .args(*arguments);
        let answer = ended(&mut command);
        assert_eq!(answer.status, 2, "{arguments:?}\n{}", answer.stdout);
        assert_eq!(answer.stdout, "", "{arguments:?}");
        assert!(
            answer.stderr.contains(said),
            "{arguments:?}\n{}",
            answer.stderr
        );
    }
}
