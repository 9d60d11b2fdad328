//! Contracts as one side of a comparison.

use std::fs;

use serde_json::Value;

use super::{CONTRACT, changed, class, compared, guard, written};
use crate::support::{BALANCED, list, text, workspace};

/// The example contract with one piece of it replaced, compared with the scenario.
fn edited(from: &str, to: &str, status: i32) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(workspace(CONTRACT)).unwrap();
    assert!(source.contains(from), "the contract has no `{from}`");
    let head = written(&folder, "Edited.sol", &source.replacen(from, to, 1));
    compared(&["--base", BALANCED, "--head", &head], status)
}

#[test]
fn a_contract_is_read_and_its_lines_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(workspace(CONTRACT)).unwrap();
    let same = written(&folder, "Same.sol", &source);
    let report = compared(&["--base", BALANCED, "--head", &same], 0);
    assert_eq!(changed(&report), Vec::<&str>::new());

    let line = source
        .lines()
        .position(|line| line.contains("MIN_SAMPLE_BLOCKS ="))
        .unwrap();
    let changed_source: Vec<String> = source
        .lines()
        .enumerate()
        .map(|(at, text)| match at == line {
            true => "    uint256 public constant MIN_SAMPLE_BLOCKS = 1;".to_owned(),
            false => text.to_owned(),
        })
        .collect();
    let bad = written(&folder, "Bad.sol", &changed_source.join("\n"));
    let report = compared(&["--base", BALANCED, "--head", &bad], 1);
    assert_eq!(changed(&report), ["min_sample_blocks"]);
    let place = &list(&report["parameters"])[0]["place"];
    assert_eq!(place["line"], line + 1);
    assert!(text(&place["file"]).ends_with("Bad.sol"), "{place}");

    let sarif = guard(&["--base", BALANCED, "--head", &bad, "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&sarif.stdout).unwrap();
    let results = list(&sarif["runs"][0]["results"]);
    let error = results.iter().find(|it| it["level"] == "error").unwrap();
    let region = &error["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], line + 1);
    assert!(error["partialFingerprints"].is_object());
}

#[test]
fn a_step_of_the_schedule_that_is_a_constant_counts_too() {
    let folder = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(workspace(CONTRACT)).unwrap();
    let from = "TOP_LTV = 9_000";
    assert!(source.contains(from), "the contract has no `{from}`");
    let bad = written(
        &folder,
        "Ltv.sol",
        &source.replacen(from, "TOP_LTV = 9_500", 1),
    );
    let report = compared(&["--base", BALANCED, "--head", &bad], 0);
    assert!(
        changed(&report).contains(&"top_ltv"),
        "{:?}",
        changed(&report)
    );
    assert_eq!(class(&report, "chronos/strategic-default"), "margin_shrank");
}

#[test]
fn a_row_of_a_schedule_in_the_contract_is_a_parameter_like_any_other() {
    for (from, to, row, after) in [
        (
            "TOP_LTV : 6_500",
            "TOP_LTV : 6_000",
            "ltv_by_age[0.5]",
            "0.6",
        ),
        (
            "TOP_LTV : 8_500",
            "TOP_LTV : 8_700",
            "ltv_by_age[2]",
            "0.87",
        ),
        ("return 20;", "return 30;", "slash_by_severity[0]", "0.3"),
    ] {
        let report = edited(from, to, 0);
        assert_eq!(changed(&report), [row]);
        assert_eq!(list(&report["parameters"])[0]["after"], after);
    }
    // No setting of the scenario lets a row begin elsewhere, so that nothing is decided.
    let report = edited("age < 182.5 days", "age < 200 days", 2);
    assert_eq!(changed(&report), Vec::<&str>::new());
    let notes = report["notes"].to_string();
    assert!(notes.contains("`ltvByAge` at "), "{notes}");
}

#[test]
fn what_a_contract_does_not_say_or_cannot_mean_is_no_pass() {
    let report = edited(
        "    uint256 public constant USER_STAKE = 0.1 ether;\n",
        "",
        2,
    );
    assert_eq!(report["verdict"], "undecided");
    let notes = report["notes"].to_string();
    assert!(notes.contains("does not have USER_STAKE"), "{notes}");

    let folder = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(workspace(CONTRACT)).unwrap();
    let source = source.replacen("TOP_LTV = 9_000", "TOP_LTV = 12_000", 1);
    let head = written(&folder, "Above.sol", &source);
    let answer = guard(&["--base", BALANCED, "--head", &head]);
    assert_eq!(answer.status, 2);
    for said in [
        "cannot be played",
        "12000 bps",
        "`TOP_LTV` at ",
        "Above.sol:31",
    ] {
        assert!(
            answer.stderr.contains(said),
            "no `{said}` in\n{}",
            answer.stderr
        );
    }
}
