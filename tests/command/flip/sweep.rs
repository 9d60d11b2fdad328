//! `assay sweep`: what stands in the file, points that fail, and questions that are none.

use std::{fs, path::Path};

use assay_sweeps::table::{self, Table, Values};
use serde_json::Value;
use tempfile::tempdir;

use crate::support::{Answer, BALANCED, ask, assay, attack, attacks, closed_form, ended};

fn sweep(out: &Path, asked: &[&str]) -> Answer {
    ended(
        assay()
            .args(["sweep", BALANCED])
            .args(asked)
            .arg("--out")
            .arg(out),
    )
}

fn table(out: &Path, asked: &[&str]) -> Table {
    let answer = sweep(out, asked);
    assert_eq!(answer.status, 0, "{asked:?}\n{}", answer.stderr);
    table::read(out).unwrap()
}

fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
    table.column(name).unwrap().numbers().unwrap().to_vec()
}

#[test]
fn every_row_of_a_grid_says_what_the_attack_is_worth_there() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("grid.parquet");
    let table = table(
        &out,
        &[
            "--vary",
            "user_stake=0.05:0.2:4",
            "--vary",
            "detection_rate=0.9:1:2",
            "--of",
            "chronos/false-claim",
        ],
    );
    assert_eq!(table.len(), 8);
    let stakes = numbers(&table, "user_stake");
    let rates = numbers(&table, "detection_rate");
    let values = numbers(&table, "chronos/false-claim");
    for row in 0..8 {
        let set = [
            format!("user_stake={}", stakes[row].unwrap()),
            format!("detection_rate={}", rates[row].unwrap()),
        ];
        let report = attacks(BALANCED, &[&set[0], &set[1]]);
        let expected = closed_form(attack(&report, "chronos/false-claim"));
        assert!(
            (values[row].unwrap() - expected).abs() <= 1e-9 * expected.abs(),
            "row {row}"
        );
    }
    let units: Vec<(&str, &str)> = table
        .columns()
        .iter()
        .map(|it| (it.name.as_str(), it.unit.as_str()))
        .collect();
    assert_eq!(
        units,
        [
            ("user_stake", "ETH"),
            ("detection_rate", "fraction"),
            ("chronos/false-claim", "USD")
        ]
    );
}

#[test]
fn simulations_and_best_responses_stand_beside_the_formula() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("simulated.parquet");
    let asked = [
        "--vary",
        "user_stake=0.05,0.1",
        "--of",
        "chronos/false-claim",
        "--runs",
        "300",
        "--solve",
    ];
    let table = table(&out, &asked);
    for name in [
        "",
        ".simulated",
        ".simulated.low",
        ".simulated.high",
        ".best.low",
        ".best.high",
    ] {
        let values = numbers(&table, &format!("chronos/false-claim{name}"));
        assert!(values.iter().all(Option::is_some), "{name}");
    }
    assert!(matches!(
        table.column("chronos/false-claim.verdict").unwrap(),
        Values::Texts(_)
    ));
}

#[test]
fn the_points_of_a_sweep_share_their_luck() {
    // The capture's vote does not depend on the stake: with common random numbers neither does its simulated value.
    let folder = tempdir().unwrap();
    let out = folder.path().join("luck.parquet");
    let table = table(
        &out,
        &[
            "--vary",
            "user_stake=0.05,0.1,0.2",
            "--of",
            "chronos/governance-capture",
            "--runs",
            "200",
        ],
    );
    let values = numbers(&table, "chronos/governance-capture.simulated");
    assert!(values.iter().all(|value| *value == values[0]), "{values:?}");
}

#[test]
fn runs_are_added_until_the_interval_is_as_tight_as_asked_for() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("tight.parquet");
    let table = table(
        &out,
        &[
            "--vary",
            "votes_cost=4e6,5e6",
            "--of",
            "chronos/governance-capture",
            "--until-ci",
            "0.01",
        ],
    );
    let (low, high) = (
        numbers(&table, "chronos/governance-capture.simulated.low"),
        numbers(&table, "chronos/governance-capture.simulated.high"),
    );
    let mean = numbers(&table, "chronos/governance-capture.simulated");
    let Values::Counts(runs) = table.column("chronos/governance-capture.runs").unwrap() else {
        panic!("counts")
    };
    for row in 0..2 {
        let half = 0.5 * (high[row].unwrap() - low[row].unwrap());
        assert!(half <= 0.0100001 * mean[row].unwrap().abs(), "row {row}");
        assert!(runs[row].unwrap() < 1_000_000, "not the limit");
    }
    assert_eq!(
        table.column("chronos/governance-capture.tight").unwrap(),
        Values::Truths(vec![Some(true); 2])
    );
}

/// A formula that has no value at zero, in a protocol that nobody has simulated.
const POLE: &str = r#"
[scenario]
title = "A pole"
protocol = "toy"

[parameters.x]
value = 1
unit = "count"
range = [-2, 2]
kind = "environment"
meaning = "where to look"
source = "test"

[formulas.inverse]
expression = "1 / x"
unit = "count"
meaning = "has no value at zero"
"#;

#[test]
fn a_point_that_fails_is_a_row_with_its_error() {
    let folder = tempdir().unwrap();
    let scenario = folder.path().join("pole.toml");
    fs::write(&scenario, POLE).unwrap();
    let sweep = |out: &Path, more: &[&str]| {
        let mut command = assay();
        command
            .arg("sweep")
            .arg(&scenario)
            .args(["--vary", "x=-2:2:5", "--of", "inverse"]);
        ended(command.args(more).arg("--out").arg(out))
    };
    let out = folder.path().join("pole.parquet");
    let answer = sweep(&out, &[]);
    assert_eq!(answer.status, 2, "{}", answer.stderr);
    assert!(
        answer.stdout.contains("1 points have no value"),
        "{}",
        answer.stdout
    );
    assert!(answer.stdout.contains("point 2: "), "{}", answer.stdout);
    assert!(
        answer.stdout.contains("division by zero"),
        "{}",
        answer.stdout
    );
    let table = table::read(&out).unwrap();
    assert_eq!((table.len(), table.failed()), (5, 1));
    let values = numbers(&table, "inverse");
    assert_eq!(values, [Some(-0.5), Some(-1.0), None, Some(1.0), Some(0.5)]);
    // Accepting failures is the caller's to say.
    assert_eq!(
        sweep(&folder.path().join("accepted.parquet"), &["--keep-going"]).status,
        0
    );
    let fast = folder.path().join("fast.parquet");
    let answer = sweep(&fast, &["--fail-fast"]);
    assert_eq!(answer.status, 2);
    assert!(
        answer.stderr.contains("point 2 failed (x = 0)"),
        "{}",
        answer.stderr
    );
    assert!(!fast.exists());
}

#[test]
fn a_simulation_that_is_refused_is_a_row_with_its_error() {
    let folder = tempdir().unwrap();
    let points = folder.path().join("points.csv");
    // The least delay of a message above the delay that most of them keep within.
    fs::write(&points, "message_delay_min\n2\n6\n").unwrap();
    let design = format!("csv:{}", points.display());
    let out = folder.path().join("refused.parquet");
    let answer = sweep(
        &out,
        &[
            "--design",
            &design,
            "--of",
            "chronos/cross-chain-timing",
            "--runs",
            "20",
        ],
    );
    assert_eq!(answer.status, 2, "{}", answer.stderr);
    assert!(answer.stdout.contains("point 1: "), "{}", answer.stdout);
    assert_eq!(table::read(&out).unwrap().failed(), 1);
}

#[test]
fn designs_have_the_points_they_promise() {
    let folder = tempdir().unwrap();
    for (design, points, expected) in [
        ("grid", None, 12),
        ("random", Some("100"), 100),
        ("lhs", Some("97"), 97),
        ("sobol", Some("64"), 64),
        ("saltelli", Some("16"), 16 * 6),
        ("morris", Some("5"), 5 * 3),
    ] {
        let out = folder.path().join(format!("{design}.parquet"));
        let mut asked = vec![
            "--vary",
            "user_stake=0.05:0.2:4",
            "--vary",
            "detection_rate=0.9:1:3",
            "--of",
            "stake_value",
            "--design",
            design,
        ];
        if let Some(points) = points {
            asked.extend(["--points", points]);
        }
        assert_eq!(table(&out, &asked).len(), expected, "{design}");
    }
}

#[test]
fn a_crossed_design_shows_every_control_the_same_environments() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("crossed.parquet");
    let asked = [
        "--vary",
        "user_stake=0.05:0.2",
        "--vary",
        "detection_rate=0.9:1",
        "--design",
        "sobol",
        "--points",
        "8",
        "--crossed",
        "--of",
        "stake_value",
    ];
    let table = table(&out, &asked);
    assert_eq!(table.len(), 64);
    let rates = numbers(&table, "detection_rate");
    assert_eq!(rates[..8], rates[8..16]);
}

#[test]
fn switches_vary_like_numbers() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("switch.parquet");
    let table = table(
        &out,
        &[
            "--vary",
            "loan_backing",
            "--of",
            "chronos/coordinated-default",
        ],
    );
    let values = numbers(&table, "chronos/coordinated-default");
    assert_eq!(values.len(), 2);
    for (row, backing) in ["loan_backing=reputation", "loan_backing=collateral"]
        .into_iter()
        .enumerate()
    {
        let report = attacks(BALANCED, &[backing]);
        let expected = closed_form(attack(&report, "chronos/coordinated-default"));
        assert_eq!(values[row], Some(expected), "{backing}");
    }
}

#[test]
fn a_finished_file_is_left_alone_and_another_questions_is_not_overwritten() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("done.parquet");
    let asked = [
        "--vary",
        "user_stake=0.05:0.2:4",
        "--of",
        "stake_value",
        "--format",
        "json",
    ];
    assert_eq!(sweep(&out, &asked).status, 0);
    let before = fs::read(&out).unwrap();
    let again: Value = serde_json::from_str(&sweep(&out, &asked).stdout).unwrap();
    assert_eq!(again["resumed_from"], again["points"]);
    let other = sweep(
        &out,
        &["--vary", "user_stake=0.05:0.3:4", "--of", "stake_value"],
    );
    assert_eq!(other.status, 2);
    assert!(other.stderr.contains("design"), "{}", other.stderr);
    assert_eq!(fs::read(&out).unwrap(), before);
}

#[test]
fn a_sweep_that_cannot_be_asked_for_is_refused() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("refused.parquet");
    for (asked, said) in [
        (&["--of", "stake_value"][..], "--vary name=lo:hi:n"),
        (&["--vary", "user_stak=0:1:3"], "did you mean `user_stake`"),
        (&["--vary", "user_stake=0.1:2000:3"], "1000"),
        (&["--vary", "user_stake=0.1:1"], "user_stake=lo:hi:n"),
        (&["--vary", "user_stake=1:0.1:3"], "user_stake"),
        (
            &["--vary", "user_stake=0.1:1:3", "--of", "chronos/false-clam"],
            "did you mean `chronos/false-claim`",
        ),
        (&["--vary", "user_stake=0.1:1:3", "--shard", "4/3"], "4/3"),
        (
            &["--vary", "user_stake=0.1:1:3", "--until-ci", "0"],
            "above 0",
        ),
        (
            &[
                "--vary",
                "user_stake=0.1:1:3",
                "--vary",
                "user_stake=0.1:1:3",
            ],
            "twice",
        ),
        (&["--design", "csv:/nowhere.csv"], "/nowhere.csv"),
        (
            &["--design", "cubic", "--vary", "user_stake=0.1:1:3"],
            "expected grid",
        ),
    ] {
        let answer = sweep(&out, asked);
        assert_eq!(
            (answer.status, answer.stdout.as_str()),
            (2, ""),
            "{asked:?}"
        );
        assert!(
            answer.stderr.contains(said),
            "{asked:?} should say `{said}`:\n{}",
            answer.stderr
        );
        assert!(!out.exists(), "{asked:?}");
    }
}

#[test]
fn findings_of_a_run_can_be_swept() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("findings.parquet");
    let asked = [
        "--vary",
        "scan_cost=0.5,1,2",
        "--of",
        "chronos/inspection/surviving-fraud/known",
    ];
    let table = table(&out, &asked);
    let values = numbers(&table, "chronos/inspection/surviving-fraud/known");
    assert!(
        values[0] < values[1] && values[1] < values[2],
        "dearer scans leave more fraud: {values:?}"
    );
    let answer = ask(&[
        "sweep",
        BALANCED,
        "--vary",
        "scan_cost=1,2",
        "--of",
        "chronos/inspection/surviving-fraud/knwn",
        "--out",
        "x.parquet",
    ]);
    assert!(
        answer.stderr.contains("surviving-fraud/known"),
        "{}",
        answer.stderr
    );
}
