//! What the witnesses say together, seen from outside.

use crate::support::{
    BALANCED, attack, attacks, balanced, ci95, closed_form, investigations, list, number, text,
};
use serde_json::Value;

/// One witness of profit is enough for vulnerable, safe takes all three: stated anew, from the issues.
fn judged(attack: &Value) -> &'static str {
    let (lo, hi) = ci95(attack);
    let formula = closed_form(attack);
    let best = &attack["ev"]["best_response"];
    let believed = best["covered"] != false;
    let best_pays = believed && number(&best["low"]) > 0.005;
    let best_stays_out = believed && number(&best["high"]) < 0.005;
    if formula > 0.0 || lo > 0.0 || best_pays {
        "vulnerable"
    } else if formula < 0.0 && hi < 0.0 && best_stays_out {
        "safe"
    } else {
        "undecided"
    }
}

#[test]
fn every_verdict_follows_from_the_three_figures_beside_it() {
    for (scenario, report) in investigations() {
        for attack in list(&report["attacks"]) {
            assert_eq!(
                attack["verdict"],
                judged(attack),
                "{} in {scenario}",
                attack["id"]
            );
        }
    }
}

#[test]
fn a_losing_attack_is_safe_and_a_paying_one_vulnerable() {
    let verdict = |report: &Value, id: &str| text(&attack(report, id)["verdict"]).to_owned();
    assert_eq!(verdict(balanced(), "chronos/flash-loan-farming"), "safe");
    assert_eq!(
        verdict(balanced(), "chronos/coordinated-default/take-the-cap"),
        "vulnerable"
    );
    let close = attacks(BALANCED, &["min_sample_blocks=1"]);
    assert_eq!(verdict(&close, "chronos/flash-loan-farming"), "vulnerable");
}

#[test]
fn a_loss_that_few_runs_cannot_show_is_undecided() {
    // He loses $1,300 nearly always and wins $100,000 once in a thousand claims: 20 runs tell nothing.
    let report = attacks(BALANCED, &["blacklist_npv=1000"]);
    let claim = attack(&report, "chronos/false-claim");
    assert!(closed_form(claim) < 0.0);
    assert_eq!(claim["ev"]["best_response"]["high"], 0.0);
    assert_eq!(claim["verdict"], "undecided");
}

#[test]
fn the_best_adversary_is_judged_beside_the_script_and_replayed() {
    for (scenario, report) in investigations() {
        for attack in list(&report["attacks"]) {
            let (id, best) = (text(&attack["id"]), &attack["ev"]["best_response"]);
            let (low, high) = (number(&best["low"]), number(&best["high"]));
            assert!(
                0.0 <= low && low <= high,
                "{id} in {scenario}: {low} to {high}"
            );
            assert!(!text(&best["policy"]).is_empty());
            assert_eq!(best["covered"], true, "{id} in {scenario}: {best}");
        }
    }
    // A loss by formula and by simulation, and a profit all the same.
    let sybil = attack(balanced(), "chronos/false-claim/sybil");
    assert!(closed_form(sybil) < 0.0);
    let best = &sybil["ev"]["best_response"];
    // Six loans of $100,000 once in a thousand claims, against a stake of $300.
    assert!((number(&best["low"]) - 300.30).abs() < 0.005, "{best}");
    assert_eq!(sybil["verdict"], "vulnerable");
}

#[test]
fn every_attack_outside_its_simulated_interval_says_why() {
    for (scenario, report) in investigations() {
        for attack in list(&report["attacks"]) {
            let (lo, hi) = ci95(attack);
            let formula = closed_form(attack);
            assert!(
                (lo <= formula && formula <= hi) || !list(&attack["notes"]).is_empty(),
                "{} in {scenario}: {formula} is outside {lo} to {hi}, and no note says why",
                attack["id"]
            );
        }
    }
}

#[test]
fn an_attack_without_chance_is_simulated_to_the_cent() {
    let mut seen = 0;
    for attack in list(&balanced()["attacks"]) {
        if number(&attack["ev"]["simulated"]["sd"]) > 0.0 {
            continue;
        }
        let (lo, hi) = ci95(attack);
        let formula = closed_form(attack);
        // Nothing is certain of a rare event that these runs did not meet.
        if hi - lo > 0.02 + 1e-9 {
            continue;
        }
        assert!(lo <= formula && formula <= hi, "{}", attack["id"]);
        seen += 1;
    }
    assert!(
        seen >= 6,
        "only {seen} attacks are simulated without chance"
    );
}

#[test]
fn both_readings_of_what_backs_a_loan_are_shown() {
    let other = attacks(BALANCED, &["loan_backing=collateral"]);
    for attack in list(&balanced()["attacks"]) {
        let id = text(&attack["id"]);
        let readings: Vec<&Value> = list(&attack["readings"])
            .iter()
            .filter(|reading| reading["parameter"] == "loan_backing")
            .collect();
        let choices: Vec<&str> = readings
            .iter()
            .map(|reading| text(&reading["choice"]))
            .collect();
        assert_eq!(choices, ["reputation", "collateral"], "{id}");
        assert_eq!(readings[0]["in_force"], true, "{id}");
        assert_eq!(readings[1]["in_force"], false, "{id}");
        assert_eq!(number(&readings[0]["value"]), closed_form(attack), "{id}");
        assert_eq!(
            number(&readings[1]["value"]),
            closed_form(crate::support::attack(&other, id)),
            "{id}: the other reading is what setting it finds"
        );
    }
    let matter = list(&balanced()["attacks"])
        .iter()
        .filter(|attack| {
            let readings = list(&attack["readings"]);
            readings[0]["value"] != readings[1]["value"]
        })
        .count();
    assert!(matter >= 6, "the switch moves {matter} attacks");
}

#[test]
fn the_criterion_that_no_attack_pays_names_those_that_do() {
    for (scenario, report) in investigations() {
        let criterion = list(&report["findings"])
            .iter()
            .find(|finding| finding["id"] == "chronos/criteria/no-attack-pays")
            .unwrap();
        let paying: Vec<&Value> = list(&report["attacks"])
            .iter()
            .filter(|attack| attack["verdict"] == "vulnerable")
            .map(|attack| &attack["id"])
            .collect();
        assert_eq!(
            list(&criterion["flips"]).iter().collect::<Vec<_>>(),
            paying,
            "{scenario}"
        );
        assert_eq!(
            number(&criterion["value"]["value"]),
            paying.len() as f64,
            "{scenario}"
        );
        assert_eq!(criterion["verdict"], "vulnerable", "{scenario}");
    }
}
