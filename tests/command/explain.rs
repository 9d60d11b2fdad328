//! `attacks --explain`: a derivation that can be followed by hand.

use crate::support::{BALANCED, ask, balanced, json, list, number, text};

fn explained(id: &str) -> String {
    let answer = ask(&["attacks", BALANCED, "--explain", id]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    assert_eq!(answer.stderr, "");
    answer.stdout
}

#[test]
fn the_derivation_shows_formula_numbers_with_units_result_and_break_even() {
    let page = explained("chronos/false-claim");
    let mut rest = page.as_str();
    // In this order, whatever stands between.
    for part in [
        "chronos/false-claim",
        "stake_value",
        "= user_stake * eth_price",
        "= 0.1 ETH * $3,000.00/ETH",
        "= $300.00",
        "= $300.00 + $50,000.00",
        "= $50,300.00",
        "= gain * success - loss * (1 - success) - cost",
        "= -$50,149.70",
        "-501497/10",
        "detection_rate = 66.5336 %",
        "1000/1503",
        "pays below",
        "false_claim_loan = $50,249,700.00: pays above",
    ] {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("`{part}` is missing, or too early, in\n{page}"));
        rest = &rest[at + part.len()..];
    }
    assert!(page.lines().all(|line| line.chars().count() <= 110));
}

#[test]
fn an_explanation_shows_what_setting_a_value_changes() {
    let answer = ask(&[
        "attacks",
        BALANCED,
        "--set",
        "user_stake=0.5",
        "--explain",
        "chronos/false-claim",
    ]);
    assert!(
        answer.stdout.contains("= 0.5 ETH * $3,000.00/ETH"),
        "{}",
        answer.stdout
    );
    assert!(answer.stdout.contains("= $1,500.00"), "{}", answer.stdout);
}

#[test]
fn every_attack_is_explained_in_json_as_it_is_reported() {
    for attack in list(&balanced()["attacks"]) {
        let id = text(&attack["id"]);
        let page = json(&["attacks", BALANCED, "--explain", id, "--format", "json"]);
        assert_eq!(page["schema_version"], 1);
        assert_eq!(page["id"], id);
        let steps = list(&page["derivation"]);
        let result = steps.last().unwrap();
        let closed_form = &attack["ev"]["closed_form"];
        // One may be rounded from the exact value, the other computed in floats.
        let (derived, reported) = (number(&result["value"]), number(&closed_form["value"]));
        assert!(
            (derived - reported).abs() <= 1e-12 * reported.abs().max(1.0),
            "{id}: {derived} is not {reported}"
        );
        assert_eq!(result["exact"], closed_form["exact"], "{id}");
        for step in steps {
            assert!(!text(&step["expression"]).is_empty(), "{id}: {step}");
            assert!(!text(&step["substituted"]).is_empty(), "{id}: {step}");
            assert!(number(&step["value"]).is_finite(), "{id}: {step}");
        }
        let mut explained: Vec<(&str, f64)> = list(&page["break_even"])
            .iter()
            .map(|at| (text(&at["parameter"]), number(&at["value"])))
            .collect();
        let mut reported: Vec<(&str, f64)> = list(&attack["break_even"])
            .iter()
            .map(|at| (text(&at["parameter"]), number(&at["value"])))
            .collect();
        explained.sort_by(|a, b| a.0.cmp(b.0).then(a.1.total_cmp(&b.1)));
        reported.sort_by(|a, b| a.0.cmp(b.0).then(a.1.total_cmp(&b.1)));
        assert_eq!(explained, reported, "{id}");
        // The report may add what its simulation showed.
        let (written, reported) = (list(&page["notes"]), list(&attack["notes"]));
        assert!(reported.starts_with(written), "{id}");
    }
}
