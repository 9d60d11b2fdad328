//! `assay boundary`: exact break-even values, maps, simulated brackets.

use assay_solver::exact;
use serde_json::Value;

use crate::support::{BALANCED, ask, json, list, number, text};

fn crossings(subject: &str, parameter: &str) -> Vec<Value> {
    let answer = json(&[
        "boundary", BALANCED, subject, "--vary", parameter, "--format", "json",
    ]);
    list(&list(&answer["boundaries"])[0]["crossings"]).to_vec()
}

#[test]
fn a_linear_break_even_is_exact() {
    let found = crossings("chronos/false-claim", "detection_rate");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["exact"], "1000/1503");
    assert_eq!(
        (text(&found[0]["below"]), text(&found[0]["above"])),
        ("positive", "negative")
    );
}

#[test]
fn a_break_even_that_is_not_rational_is_bracketed_between_neighbouring_values() {
    let found = crossings("chronos/strategic-default", "eth_volatility");
    assert_eq!(found.len(), 1);
    let (low, high) = (
        exact::parse(text(&found[0]["low"])).unwrap(),
        exact::parse(text(&found[0]["high"])).unwrap(),
    );
    assert!(low < high && exact::approximate(&(&high - &low)) < 1e-9);
}

#[test]
fn a_step_is_a_leap_at_its_first_whole_value() {
    let found = crossings("chronos/flash-loan-farming", "min_sample_blocks");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (text(&found[0]["low"]), text(&found[0]["high"])),
        ("1", "2")
    );
}

#[test]
fn every_number_behind_every_attack_is_looked_at_where_nothing_is_named() {
    let answer = json(&["boundary", BALANCED, "--format", "json"]);
    let boundaries = list(&answer["boundaries"]);
    let subjects: std::collections::BTreeSet<&str> =
        boundaries.iter().map(|it| text(&it["subject"])).collect();
    assert_eq!(subjects.len(), 19);
    assert!(
        boundaries
            .iter()
            .all(|it| list(&it["unresolved"]).is_empty())
    );
}

#[test]
fn a_maps_volumes_sum_to_one_and_its_boundary_is_where_the_sign_changes() {
    let answer = json(&[
        "boundary",
        BALANCED,
        "chronos/false-claim",
        "--vary",
        "detection_rate=0.5:1",
        "--vary",
        "blacklist_npv=0:60000",
        "--cells",
        "600",
        "--format",
        "json",
    ]);
    let share = |name: &str| exact::parse(text(&answer[name]["exact"])).unwrap();
    assert_eq!(
        share("safe") + share("vulnerable") + share("undecided"),
        exact::Rational::ONE
    );
    assert!(number(&answer["undecided"]["value"]) < 0.1);
    for cell in list(&answer["cells"]) {
        let sides = list(&cell["sides"]);
        let end = |side: usize, end: usize| {
            exact::approximate(&exact::parse(text(&sides[side][end])).unwrap())
        };
        // (1 - d) 100,000 - d (300 + npv) at the middle of the cell.
        let (d, npv) = (0.5 * (end(0, 0) + end(0, 1)), 0.5 * (end(1, 0) + end(1, 1)));
        let value = (1.0 - d) * 100_000.0 - d * (300.0 + npv);
        match text(&cell["label"]) {
            "safe" => assert!(value < 0.0, "{cell}"),
            "vulnerable" => assert!(value > 0.0, "{cell}"),
            label => assert_eq!(label, "undecided"),
        }
    }
}

#[test]
fn a_simulated_bracket_holds_the_place_where_the_simulated_value_changes_sign() {
    let answer = json(&[
        "boundary",
        BALANCED,
        "chronos/false-claim/sybil",
        "--vary",
        "detection_rate=0.9:1",
        "--simulate",
        "--width",
        "0.02",
        "--format",
        "json",
    ]);
    let (safe, vulnerable) = (
        number(&answer["bracket"]["safe"]),
        number(&answer["bracket"]["vulnerable"]),
    );
    assert!(vulnerable < safe, "worse detection is what pays");
    // Fresh wallets lose a stake of $300 or gain $100,000.
    let formula = 100_000.0 / 100_300.0;
    assert!(
        vulnerable < formula && formula < safe,
        "{vulnerable} {safe}"
    );
}

#[test]
fn what_cannot_be_a_boundary_is_refused() {
    for (arguments, said) in [
        (
            &["chronos/false-claim", "--vary", "user_stake=2:1"][..],
            "above the upper",
        ),
        (
            &[
                "chronos/false-claim",
                "--vary",
                "user_stake",
                "--vary",
                "user_stake",
            ],
            "moves already",
        ),
        (&["chronos/false-claim", "--vary", "loan_backing"], "switch"),
        (&["chronos/false-claim", "--simulate"], "--vary name=lo:hi"),
        (
            &["stake_value", "--vary", "user_stake", "--simulate"],
            "attack",
        ),
        (
            &[
                "chronos/false-claim",
                "--vary",
                "users",
                "--vary",
                "chains",
                "--vary",
                "attackers",
                "--vary",
                "indexers",
            ],
            "two or three",
        ),
    ] {
        let mut all = vec!["boundary", BALANCED];
        all.extend(arguments);
        let answer = ask(&all);
        assert_eq!(
            (answer.status, answer.stdout.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(
            answer.stderr.contains(said),
            "{arguments:?} should say `{said}`:\n{}",
            answer.stderr
        );
    }
}
