//! `assay sensitivity`: indices, effects, distances, discovery.

use serde_json::Value;

use crate::support::{BALANCED, ask, json, list, number, text};

fn sensitivity(subject: &str, more: &[&str]) -> Value {
    let mut arguments = vec!["sensitivity", BALANCED, subject, "--format", "json"];
    arguments.extend(more);
    json(&arguments)
}

#[test]
fn the_shares_of_a_product_are_those_of_arithmetic() {
    // stake = s p with s and p uniform over 0.5 to 1.5 of their values: both have variance 1/12 of their squared means.
    let answer = sensitivity("stake_value", &["--points", "8192", "--second"]);
    let indices = list(&answer["indices"]);
    assert_eq!(indices.len(), 2);
    let variance = 1.0 / 12.0;
    let all = (1.0 + variance) * (1.0 + variance) - 1.0;
    for index in indices {
        let (first, total) = (
            number(&index["first"]["value"]),
            number(&index["total"]["value"]),
        );
        assert!((first - variance / all).abs() < 0.01, "{index}");
        assert!(
            (total - (variance + variance * variance) / all).abs() < 0.01,
            "{index}"
        );
    }
    let pair = &list(&answer["second"])[0];
    assert!(
        (number(&pair["index"]["value"]) - variance * variance / all).abs() < 0.01,
        "{pair}"
    );
}

#[test]
fn groups_move_together() {
    let answer = sensitivity(
        "stake_value",
        &[
            "--vary",
            "user_stake=0.05:0.15@both",
            "--vary",
            "eth_price=1500:4500@both",
            "--points",
            "1024",
        ],
    );
    let indices = list(&answer["indices"]);
    assert_eq!(indices.len(), 1);
    assert!((number(&indices[0]["first"]["value"]) - 1.0).abs() < 0.05);
}

#[test]
fn screening_ranks_the_parameters_by_what_they_move() {
    let answer = sensitivity("chronos/false-claim", &["--method", "morris"]);
    let effect = |name: &str| {
        let effects = list(&answer["effects"]);
        let found = effects.iter().find(|it| it["name"] == name).unwrap();
        number(&found["mu_star"]["value"])
    };
    // The blacklist carries the deterrence; the stake is small change.
    assert!(effect("blacklist_npv") > 10.0 * effect("user_stake"));
}

#[test]
fn a_tornado_has_the_break_even_values() {
    let answer = sensitivity("chronos/false-claim", &["--method", "tornado"]);
    let bars = list(&answer["bars"]);
    assert_eq!(bars[0]["parameter"], "detection_rate", "the nearest first");
    assert!((number(&bars[0]["below"]["value"]) - 1000.0 / 1503.0).abs() < 1e-12);
    assert_eq!(bars[0]["above"], Value::Null);
}

#[test]
fn discovery_says_in_one_sentence_when_the_attack_pays() {
    let answer = sensitivity(
        "chronos/false-claim",
        &[
            "--method",
            "discovery",
            "--vary",
            "detection_rate=0:1",
            "--vary",
            "blacklist_npv=0:100000",
            "--vary",
            "user_stake=0:1",
            "--points",
            "4096",
        ],
    );
    let sentence = text(&answer["sentence"]);
    assert!(sentence.starts_with("the attack pays when "), "{sentence}");
    assert!(
        sentence.contains("`detection_rate` is below")
            || sentence.contains("`detection_rate` below"),
        "{sentence}"
    );
    assert!(
        sentence.contains("coverage") && sentence.contains("density"),
        "{sentence}"
    );
    let never = sensitivity(
        "chronos/false-claim",
        &[
            "--method",
            "discovery",
            "--vary",
            "user_stake=0.1:1",
            "--points",
            "64",
        ],
    );
    assert_eq!(never["outcome"], "nothing");
}

#[test]
fn the_same_question_has_the_same_answer_on_one_thread_and_on_two() {
    let asked = |threads: &str| {
        let answer = ask(&[
            "sensitivity",
            BALANCED,
            "chronos/false-claim",
            "--points",
            "4096",
            "--threads",
            threads,
            "--format",
            "json",
        ]);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        answer.stdout
    };
    assert_eq!(asked("1"), asked("2"));
}
