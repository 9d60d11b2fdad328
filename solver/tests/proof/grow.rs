//! Boxes that grow until something stops them.

use assay_scenarios::Scenario;
use assay_solver::{
    exact::{Rational, parse},
    proof::{Claim, Effort, Growth, Proof, Range, Sign, Stop, Subject, grow, prove},
};

use crate::support::{Given, chronos, given, small};

fn rational(text: &str) -> Rational {
    parse(text).unwrap()
}

fn negative(subject: Subject) -> Claim {
    Claim {
        subject,
        sign: Sign::Negative,
    }
}

fn effort() -> Effort {
    Effort {
        boxes: 2_000,
        ..Effort::default()
    }
}

fn range<'g>(growth: &'g Growth, name: &str) -> &'g Range {
    growth
        .ranges
        .iter()
        .find(|range| range.parameter == name)
        .unwrap()
}

/// Every claim holds in the box, and every side that a claim stops has its counterexample outside of the box.
fn check(scenario: &Scenario, claims: &[Claim], growth: &Growth) {
    let sides = growth.parameter_box();
    for Claim { subject, sign } in claims {
        let proof = prove(scenario, subject, *sign, &sides, &effort()).unwrap();
        assert!(
            matches!(proof, Proof::Proved { .. }),
            "{subject}: {proof:?}"
        );
    }
    for Range {
        parameter,
        low,
        high,
        below,
        above,
    } in &growth.ranges
    {
        for (stop, upward) in [(below, false), (above, true)] {
            if let Stop::Refuted { counterexample, .. } = stop {
                let (_, at) = counterexample
                    .at
                    .iter()
                    .find(|(name, _)| name == parameter)
                    .unwrap();
                assert!(
                    if upward { at > high } else { at < low },
                    "{parameter}: {at}"
                );
            }
        }
    }
}

#[test]
fn two_parameters_that_share_a_limit_share_it_evenly() {
    let parameters = [given("x", "1", "-10", "10"), given("y", "1", "-10", "10")];
    let scenario = small(
        "even",
        &parameters,
        &[("f", "x + y - 10"), ("g", "x - 20")],
        "",
    );
    let claims = ["f", "g"].map(|name| negative(Subject::Formula(name.to_owned())));
    let growth = grow(&scenario, &claims, &["x", "y"], &effort()).unwrap();
    check(&scenario, &claims, &growth);
    for name in ["x", "y"] {
        let Range {
            low,
            high,
            below,
            above,
            ..
        } = range(&growth, name);
        assert_eq!(*low, rational("-10"));
        assert_eq!(*below, Stop::EndOfRange);
        assert!(
            *high >= rational("4.8") && *high < rational("5.1"),
            "{high}"
        );
        assert_eq!(above.subject(), Some(&Subject::Formula("f".to_owned())));
    }
    let alone = grow(&scenario, &claims, &["x"], &effort()).unwrap();
    check(&scenario, &claims, &alone);
    assert_eq!(range(&alone, "x").high, rational("8.99"));
}

#[test]
fn whole_parameters_and_missing_values_stop_where_they_must() {
    let whole = Given {
        whole: true,
        ..given("n", "3", "-10", "10")
    };
    let formulas = [("f", "n - 7.5"), ("g", "-1 / x")];
    let scenario = small(
        "whole",
        &[given("x", "4", "-10", "10"), whole],
        &formulas,
        "",
    );
    let claims = ["f", "g"].map(|name| negative(Subject::Formula(name.to_owned())));
    let growth = grow(&scenario, &claims, &["n", "x"], &effort()).unwrap();
    check(&scenario, &claims, &growth);
    assert_eq!(range(&growth, "n").high, rational("7"));
    assert!(range(&growth, "x").low > Rational::ZERO && range(&growth, "x").low < rational("0.1"));
    assert!(matches!(
        range(&growth, "x").below,
        Stop::NoValue { .. } | Stop::Refuted { .. }
    ));
}

#[test]
fn the_safe_ranges_of_balanced_end_where_the_break_evens_are() {
    let scenario = chronos("balanced.toml", &[]);
    let claims = [
        "chronos/false-claim",
        "chronos/false-claim/sybil",
        "chronos/coordinated-default",
    ]
    .map(|id| negative(Subject::Attack(id.to_owned())));
    let alone = |name: &str| {
        let growth = grow(&scenario, &claims, &[name], &effort()).unwrap();
        check(&scenario, &claims, &growth);
        growth.ranges[0].clone()
    };
    // A stake of 0.1 ETH deters from a loan of 100,000 at a detection rate above 1000 / 1003, and at 0.0333… ETH no more.
    let rate = alone("detection_rate");
    assert!(
        rate.low > rational("1000/1003") && rate.low < rational("0.9972"),
        "{}",
        rate.low
    );
    assert_eq!(
        rate.below.subject().unwrap().name(),
        "chronos/false-claim/sybil"
    );
    assert_eq!(rate.above, Stop::EndOfRange);
    let stake = alone("user_stake");
    assert!(
        stake.low > rational("0.0333") && stake.low < rational("0.035"),
        "{}",
        stake.low
    );
    // The plan of 100 loans of a million is called off below 99 million an hour.
    let cap = alone("max_hourly_borrows");
    assert!(
        cap.high > rational("95e6") && cap.high < rational("99e6"),
        "{}",
        cap.high
    );
    let together = grow(
        &scenario,
        &claims,
        &[
            "detection_rate",
            "user_stake",
            "eth_price",
            "max_hourly_borrows",
        ],
        &effort(),
    )
    .unwrap();
    check(&scenario, &claims, &together);
    assert!(
        range(&together, "detection_rate").low > rate.low
            && range(&together, "user_stake").low > stake.low
    );
    assert_eq!(range(&together, "max_hourly_borrows").high, cap.high);
}

#[test]
fn a_claim_that_fails_at_the_start_has_no_box() {
    let scenario = chronos("balanced.toml", &[]);
    let claims = [negative(Subject::Attack(
        "chronos/coordinated-default/take-the-cap".to_owned(),
    ))];
    let error = grow(&scenario, &claims, &["top_ltv"], &effort()).unwrap_err();
    assert!(error.to_string().contains("take-the-cap"), "{error}");
}
