//! `assay run --flips`: what turns each finding, as anybody can check by setting the parameter.

use crate::support::{BALANCED, ask, attack, json, list, number, text};

#[test]
fn a_flip_parts_settings_of_one_verdict_from_those_of_another() {
    let moved = "--flips=detection_rate,user_stake,min_sample_blocks";
    let report = json(&["run", BALANCED, "--runs", "40", moved, "--format", "json"]);
    let nearest = list(&report["flips"]["nearest"]);
    assert_eq!(nearest.len(), list(&report["findings"]).len());
    let mut seen = 0;
    for nearest in nearest {
        let id = text(&nearest["finding"]);
        let flip = &nearest["flip"];
        let is_attack = list(&report["attacks"]).iter().any(|it| it["id"] == id);
        if flip.is_null() || !is_attack {
            continue;
        }
        for (at, verdict) in [
            ("same_at", &nearest["verdict"]),
            ("turned_at", &flip["verdict"]),
        ] {
            let set = format!("{}={}", text(&flip["parameter"]), number(&flip[at]));
            let there = json(&[
                "attacks", BALANCED, "--runs", "40", "--set", &set, "--format", "json",
            ]);
            assert_eq!(&attack(&there, id)["verdict"], verdict, "{id} at {set}");
        }
        seen += 1;
    }
    assert!(seen >= 3, "only {seen} attacks turn");
    let farming = nearest
        .iter()
        .find(|it| it["finding"] == "chronos/flash-loan-farming")
        .unwrap();
    assert_eq!(farming["flip"]["parameter"], "min_sample_blocks");
}

#[test]
fn a_name_that_cannot_be_moved_is_refused() {
    for (named, said) in [
        ("--flips=user_stak", "did you mean `user_stake`"),
        ("--flips=loan_backing", "switch"),
    ] {
        let answer = ask(&["run", BALANCED, "--runs", "2", named]);
        assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{named}");
        assert!(answer.stderr.contains(said), "{named}: {}", answer.stderr);
    }
}
