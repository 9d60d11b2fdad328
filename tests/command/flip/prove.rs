//! `assay prove`: signs over boxes, counterexamples, the largest box.

use assay_scenarios::{Output, Results, Scenario};
use assay_sim::engine::{RunKey, Streams};
use assay_solver::exact;
use serde_json::Value;

use crate::support::{BALANCED, ask, json, list, text, workspace};

/// The paper's own six vectors, of which it claims that all lose money.
const VECTORS: [&str; 6] = [
    "chronos/false-claim",
    "chronos/flash-loan-farming",
    "chronos/cross-chain-timing",
    "chronos/coordinated-default",
    "chronos/governance-capture",
    "chronos/reputation-rental",
];

fn proof(arguments: &[&str], status: i32) -> Value {
    let mut all = vec!["prove", BALANCED];
    all.extend(arguments);
    all.extend(["--format", "json"]);
    let answer = ask(&all);
    assert_eq!(answer.status, status, "{arguments:?}\n{}", answer.stderr);
    serde_json::from_str(&answer.stdout).unwrap()
}

#[test]
fn an_attack_that_loses_over_the_whole_box_is_proved_to() {
    let answer = proof(
        &[
            "chronos/false-claim",
            "--box",
            "detection_rate=0.9:1",
            "--box",
            "user_stake=0.05:1",
            "--box",
            "eth_price=500:10000",
        ],
        0,
    );
    assert_eq!(answer["result"], "proved");
    assert_eq!(answer["counterexample"], Value::Null);
}

#[test]
fn a_box_that_reaches_too_far_is_refuted_by_an_exact_point_at_which_the_attack_pays() {
    let answer = proof(&["chronos/false-claim", "--box", "detection_rate=0.6:1"], 1);
    assert_eq!(answer["result"], "refuted");
    let point = exact::parse(text(&answer["counterexample"]["detection_rate"])).unwrap();
    // The break-even is 1000/1503.
    assert!(point <= exact::parse("1000/1503").unwrap(), "{point}");
    let set = format!("detection_rate={}", exact::approximate(&point));
    let explained = json(&[
        "attacks",
        BALANCED,
        "--explain",
        "chronos/false-claim",
        "--set",
        &set,
        "--format",
        "json",
    ]);
    let value = list(&explained["derivation"]).last().unwrap()["value"]
        .as_f64()
        .unwrap();
    assert!(value >= 0.0, "{value}");
}

#[test]
fn a_budget_that_is_spent_is_undecided_with_the_boxes_left_over() {
    // The sign changes within the box only where four parameters move together.
    let answer = proof(
        &[
            "chronos/strategic-default",
            "--sign",
            "positive",
            "--around",
            "5",
            "--boxes",
            "3",
        ],
        2,
    );
    assert_eq!(answer["result"], "undecided");
    assert!(!list(&answer["left"]).is_empty());
}

#[test]
fn the_seeds_claim_of_all_attack_vectors_is_refuted_at_its_own_values() {
    let answer = proof(&["all", "--around", "0"], 1);
    assert_eq!(answer["result"], "refuted");
    let subjects = list(&answer["subjects"]);
    assert_eq!(subjects.len(), 19);
    let of = |id: &str| subjects.iter().find(|it| it["subject"] == id).unwrap();
    for vector in VECTORS {
        assert_eq!(of(vector)["result"], "proved", "{vector}");
    }
    assert_eq!(of("chronos/strategic-default")["result"], "refuted");
}

#[test]
fn a_step_of_a_schedule_inside_the_box_is_no_obstacle() {
    // One chain a cooldown: the count of chains leaps as the cooldown shrinks, and at zero divides by nothing.
    let answer = proof(
        &[
            "exposed_chains",
            "--sign",
            "positive",
            "--box",
            "cross_chain_cooldown=0:2",
            "--box",
            "attack_window=0.5:3",
        ],
        0,
    );
    assert_eq!(answer["result"], "proved");
}

/// Points of a box, random and at its faces and corners: the attack pays at none of them.
fn nobody_profits_within(scenario: &Scenario, attack: &str, sides: &[(String, f64, f64)]) {
    const POINTS: usize = 1_000_000;
    const BLOCK: usize = 8_192;
    let numbers = scenario.numbers_behind_attack(attack).unwrap();
    let sides: Vec<_> = sides
        .iter()
        .filter(|(name, ..)| numbers.iter().any(|number| number.name() == name))
        .collect();
    let names: Vec<&str> = sides.iter().map(|(name, ..)| name.as_str()).collect();
    let value = Output::ExpectedValue(attack.to_owned());
    let program = scenario.compile(&names, &[value]).unwrap();
    let key = RunKey {
        seed: 4,
        point: 0,
        replicate: 0,
    };
    let mut draws = Streams::new(key).open(attack);
    let mut results = Results::new();
    for _ in 0..POINTS.div_ceil(BLOCK) {
        let columns: Vec<Vec<f64>> = sides
            .iter()
            .map(|(name, low, high)| {
                let whole = scenario.parameter(name).unwrap().is_whole();
                (0..BLOCK)
                    .map(|_| {
                        let at = match draws.uniform() {
                            end if end < 0.125 => *low,
                            end if end > 0.875 => *high,
                            _ => low + (high - low) * draws.uniform(),
                        };
                        if whole { at.round() } else { at }
                    })
                    .collect()
            })
            .collect();
        let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        program.evaluate(&inputs, &mut results).unwrap();
        for (row, value) in results.column(0).unwrap().iter().enumerate() {
            let at = || -> Vec<f64> { columns.iter().map(|column| column[row]).collect() };
            let value = value.unwrap_or_else(|| panic!("{attack} has no value at {:?}", at()));
            assert!(value < 0.0, "{attack} is worth {value} at {:?}", at());
        }
    }
}

/// The sides of a box as it is printed.
fn sides(of: &Value) -> Vec<(String, f64, f64)> {
    let end =
        |side: &Value, place: usize| exact::approximate(&exact::parse(text(&side[place])).unwrap());
    let sides = of.as_object().unwrap().iter();
    sides
        .map(|(name, side)| (name.clone(), end(side, 0), end(side, 1)))
        .collect()
}

#[test]
fn a_million_random_points_of_each_proved_box_do_not_contradict_it() {
    let scenario = Scenario::load(&workspace(BALANCED), &[]).unwrap();
    let mut arguments = VECTORS.to_vec();
    arguments.push("--grow");
    let grown = proof(&arguments, 0);
    for vector in VECTORS {
        nobody_profits_within(&scenario, vector, &sides(&grown["box"]));
    }
    // And the widest boxes that are proved around each vector by itself.
    for vector in VECTORS {
        for percent in ["60", "40", "20", "10", "5", "2", "1"] {
            let asked = [
                "prove", BALANCED, vector, "--around", percent, "--format", "json",
            ];
            let answer: Value = serde_json::from_str(&ask(&asked).stdout).unwrap();
            if answer["result"] == "proved" {
                nobody_profits_within(&scenario, vector, &sides(&answer["box"]));
                break;
            }
        }
    }
}

#[test]
fn each_side_of_a_grown_box_stops_at_a_counterexample_or_at_the_end_of_its_range() {
    let grown = proof(&["chronos/false-claim", "--grow"], 0);
    let scenario = Scenario::load(&workspace(BALANCED), &[]).unwrap();
    let ranges = list(&grown["ranges"]);
    assert_eq!(ranges.len(), 6);
    let mut stopped = 0;
    for range in ranges {
        for side in ["below", "above"] {
            let stop = &range[side];
            if stop["stop"] == "end-of-range" {
                continue;
            }
            assert_eq!(stop["stop"], "refuted", "{range}");
            let mut there = scenario.evaluator::<exact::Rational>();
            for (name, value) in stop["counterexample"].as_object().unwrap() {
                there.set(name, exact::parse(text(value)).unwrap()).unwrap();
            }
            let value = there.expected_value("chronos/false-claim").unwrap();
            assert!(value >= exact::Rational::ZERO, "{range}");
            stopped += 1;
        }
    }
    assert!(stopped > 0);
}

#[test]
fn a_box_that_is_none_is_refused_with_what_was_expected() {
    for (arguments, said) in [
        (
            &["chronos/false-claim", "--box", "detection_rate=1:0.9"][..],
            "above the upper",
        ),
        (
            &["chronos/false-claim", "--box", "detection_rate=0.9:1.1"],
            "declared from 0 to 1",
        ),
        (
            &["chronos/false-claim", "--box", "detection_rat=0.9:1"],
            "did you mean `detection_rate`",
        ),
        (
            &["chronos/false-claim", "--box", "detection_rate=a:1"],
            "is not a number",
        ),
        (
            &["chronos/false-claim", "--box", "detection_rate=0.9"],
            "lo:hi",
        ),
        (
            &["chronos/false-claim", "--box", "loan_backing=0:1"],
            "switch",
        ),
        (
            &[
                "chronos/false-claim",
                "--box",
                "users=10:20",
                "--box",
                "users=10:30",
            ],
            "has a side already",
        ),
        (
            &["chronos/false-clam", "--around", "5"],
            "did you mean `chronos/false-claim`",
        ),
        (
            &["stake_valu", "--around", "5"],
            "did you mean `stake_value`",
        ),
        (
            &["chronos/false-claim", "--around", "some"],
            "is not a number",
        ),
        (&["chronos/false-claim"], "--box name=lo:hi"),
    ] {
        let mut all = vec!["prove", BALANCED];
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
