//! The JSON that `run` and `attacks` print.

use crate::support::{
    BALANCED, RUNS, attacks, balanced, ci95, investigations, json, list, number, text, workspace,
};

#[test]
fn every_attack_has_the_fields_that_scripts_rely_on() {
    for (scenario, report) in investigations() {
        assert_eq!(report["schema_version"], 1, "{scenario}");
        assert!(!list(&report["attacks"]).is_empty(), "{scenario}");
        for attack in list(&report["attacks"]) {
            let id = text(&attack["id"]);
            assert!(id.starts_with("chronos/"), "{id}");
            assert!(
                ["safe", "vulnerable", "undecided"].contains(&text(&attack["verdict"])),
                "{id}"
            );
            let closed_form = &attack["ev"]["closed_form"];
            assert!(number(&closed_form["value"]).is_finite(), "{id}");
            assert_eq!(closed_form["unit"], "USD", "{id}");
            assert!(
                closed_form["exact"].is_string() || closed_form["exact"].is_null(),
                "{id}"
            );
            let simulated = &attack["ev"]["simulated"];
            let (lo, hi) = ci95(attack);
            let mean = number(&simulated["mean"]);
            assert!(lo <= mean && mean <= hi, "{id}: {lo} {mean} {hi}");
            assert_eq!(simulated["runs"], RUNS, "{id}");
            for at in list(&attack["break_even"]) {
                assert!(!text(&at["parameter"]).is_empty(), "{id}");
                assert!(number(&at["value"]).is_finite(), "{id}: {at}");
            }
            for note in list(&attack["notes"]) {
                assert!(!text(note).contains('{'), "{id}: an unfilled note: {note}");
            }
        }
    }
}

#[test]
fn an_exact_value_is_the_value() {
    let mut seen = 0;
    for attack in list(&balanced()["attacks"]) {
        let closed_form = &attack["ev"]["closed_form"];
        let Some(exact) = closed_form["exact"].as_str() else {
            continue;
        };
        let (numerator, denominator) = exact.split_once('/').unwrap_or((exact, "1"));
        let quotient = numerator.parse::<f64>().unwrap() / denominator.parse::<f64>().unwrap();
        let value = number(&closed_form["value"]);
        assert!(
            (quotient - value).abs() <= 1e-12 * value.abs().max(1.0),
            "{}: {exact} is not {value}",
            attack["id"]
        );
        seen += 1;
    }
    assert!(seen > 0, "no attack has an exact value");
}

#[test]
fn attacks_stand_in_the_order_of_the_file() {
    let file = std::fs::read_to_string(workspace(BALANCED)).unwrap();
    let written: Vec<&str> = file
        .lines()
        .filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'))
        .collect();
    for (scenario, report) in investigations() {
        let printed: Vec<&str> = list(&report["attacks"])
            .iter()
            .map(|attack| text(&attack["id"]))
            .collect();
        assert_eq!(printed, written, "{scenario}");
    }
}

#[test]
fn the_attacks_that_people_type_are_there() {
    let names = [
        "false-claim",
        "false-claim/sybil",
        "false-claim/self-challenge",
        "false-claim/bribed-indexers",
        "flash-loan-farming",
        "flash-loan-farming/held-capital",
        "flash-loan-farming/timed-samples",
        "cross-chain-timing",
        "cross-chain-timing/sequential",
        "coordinated-default",
        "coordinated-default/take-the-cap",
        "coordinated-default/pause-griefing",
        "governance-capture",
        "governance-capture/rented-votes",
        "governance-capture/split-votes",
        "governance-capture/shared-capture",
        "reputation-rental",
        "reputation-rental/rented-key",
        "strategic-default",
    ];
    for name in names {
        crate::support::attack(balanced(), &format!("chronos/{name}"));
    }
}

#[test]
fn every_finding_has_an_id_of_its_own_and_the_attacks_come_first() {
    for (scenario, report) in investigations() {
        let ids: Vec<&str> = list(&report["findings"])
            .iter()
            .map(|finding| text(&finding["id"]))
            .collect();
        let mut distinct = ids.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), ids.len(), "{scenario}");
        let attacks: Vec<&str> = list(&report["attacks"])
            .iter()
            .map(|attack| text(&attack["id"]))
            .collect();
        assert_eq!(ids[..attacks.len()], attacks, "{scenario}");
        assert!(ids.len() > attacks.len(), "{scenario}: attacks alone");
    }
}

#[test]
fn the_scenario_is_named_with_what_was_set_over_it() {
    let plain = attacks(BALANCED, &[]);
    let set = attacks(BALANCED, &["user_stake=0.2", "loan_backing=collateral"]);
    assert_eq!(
        set["scenario"]["set"],
        serde_json::json!(["user_stake=0.2", "loan_backing=collateral"])
    );
    assert_eq!(plain["scenario"]["set"], serde_json::json!([]));
    assert_eq!(plain["scenario"]["title"], "Chronos, balanced");
    assert_eq!(plain["scenario"]["hash"], balanced()["scenario"]["hash"]);
    assert_ne!(plain["scenario"]["hash"], set["scenario"]["hash"]);
}

#[test]
fn attacks_alone_are_found_as_among_all_the_rest() {
    let runs = RUNS.to_string();
    let alone = json(&["attacks", BALANCED, "--format", "json", "--runs", &runs]);
    assert_eq!(alone["attacks"], balanced()["attacks"]);
}
