//! `assay robustness`: candidates over one environment.

use serde_json::Value;

use crate::support::{AGGRESSIVE, BALANCED, CONSERVATIVE, ask, json, list, number};

#[test]
fn every_candidate_meets_the_same_environments() {
    let answer = json(&[
        "robustness",
        BALANCED,
        CONSERVATIVE,
        AGGRESSIVE,
        "--of",
        "chronos/false-claim/sybil",
        "--points",
        "512",
        "--format",
        "json",
    ]);
    let candidates = list(&answer["candidates"]);
    let names: Vec<&Value> = candidates.iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["balanced", "conservative", "aggressive"]);
    let mean = |name: &str| {
        let of = candidates.iter().find(|it| it["name"] == name).unwrap();
        number(&of["mean"]["value"])
    };
    // A larger stake leaves the attacker less.
    assert!(mean("conservative") < mean("balanced") && mean("balanced") < mean("aggressive"));
    assert!(
        candidates
            .iter()
            .all(|it| number(&it["regret"]["maximum"]["value"]) >= 0.0)
    );
    assert_eq!(
        answer["picks"]["mean_regret"]["best"],
        serde_json::json!(["conservative"])
    );
}

#[test]
fn a_candidate_can_be_typed() {
    let answer = json(&[
        "robustness",
        BALANCED,
        "--candidate",
        "user_stake=1",
        "--candidate",
        "user_stake=0.01,burnt_share=0.3",
        "--of",
        "chronos/false-claim/sybil",
        "--points",
        "64",
        "--format",
        "json",
    ]);
    let names: Vec<&Value> = list(&answer["candidates"])
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(
        names,
        [
            "balanced",
            "user_stake=1",
            "user_stake=0.01,burnt_share=0.3"
        ]
    );
    assert_eq!(
        answer["picks"]["worst_case"]["best"],
        serde_json::json!(["user_stake=1"])
    );
}

#[test]
fn controls_are_the_candidates_to_fix() {
    let answer = ask(&["robustness", BALANCED, "--vary", "user_stake=0.1:1"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("--candidate"), "{}", answer.stderr);
    let answer = ask(&[
        "robustness",
        BALANCED,
        "--of",
        "stake_value",
        "--of",
        "gap_time",
    ]);
    assert!(
        answer.stderr.contains("expected one unit"),
        "{}",
        answer.stderr
    );
}
