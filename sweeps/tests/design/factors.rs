use assay_scenarios::{ParameterKind, Scale, Vary};
use assay_sweeps::design::{Domain, Factor};
use proptest::prelude::*;

use super::{balanced, factor};

#[test]
fn a_factor_tells_what_its_parameter_is() {
    let scenario = balanced();
    let stake = factor(&scenario, "user_stake=0.05:0.5:10@stakes");
    assert_eq!(
        (
            stake.name(),
            stake.unit(),
            stake.kind(),
            stake.group(),
            stake.levels().len()
        ),
        (
            "user_stake",
            "ETH",
            ParameterKind::Control,
            Some("stakes"),
            10
        )
    );
    assert_eq!(
        stake.domain(),
        &Domain::Between {
            low: 0.05,
            high: 0.5,
            scale: Scale::Linear
        }
    );
    let blocks = factor(&scenario, "min_sample_blocks");
    assert_eq!(
        blocks.domain(),
        &Domain::Whole {
            low: 1.0,
            high: 50_000.0
        }
    );
    assert_eq!(
        blocks.levels(),
        [1.0, 2.0, 5.0, 10.0, 50.0, 100.0, 150.0, 500.0]
    );
    let backing = factor(&scenario, "loan_backing");
    assert_eq!(
        (backing.unit(), backing.domain()),
        ("", &Domain::Choices(vec![0.0, 1.0]))
    );
    assert_eq!(
        (backing.text(0.0), backing.text(1.0)),
        ("reputation".into(), "collateral".into())
    );
    assert_eq!(stake.text(0.05), "0.05");
    let error = Factor::read(&scenario, &Vary::parse("user_stakes=0:1").unwrap()).unwrap_err();
    assert_eq!(
        error.diagnostics()[0].help_lines(),
        ["did you mean `user_stake`?"]
    );
}

#[test]
fn shares_lead_from_one_end_to_the_other() {
    let scenario = balanced();
    let at = |vary: &str, shares: &[f64]| -> Vec<f64> {
        let factor = factor(&scenario, vary);
        shares.iter().map(|share| factor.at(*share)).collect()
    };
    assert_eq!(
        at("eth_price=1000:3000", &[0.0, 0.25, 1.0]),
        [1000.0, 1500.0, 3000.0]
    );
    let logarithmic = at("eth_price=1:10000:log", &[0.0, 0.25, 0.5, 1.0]);
    let expected = [1.0, 10.0, 100.0, 10_000.0];
    for (found, expected) in logarithmic.iter().zip(expected) {
        assert!((found / expected - 1.0).abs() < 1e-14, "{found}");
    }
    // Whole numbers and lists: parts of equal size.
    assert_eq!(
        at("min_sample_blocks=1:4", &[0.0, 0.24, 0.25, 0.74, 0.75, 1.0]),
        [1.0, 1.0, 2.0, 3.0, 4.0, 4.0]
    );
    assert_eq!(
        at("eth_price=30,10,20", &[0.0, 0.3, 0.34, 0.9, 1.0]),
        [30.0, 30.0, 10.0, 20.0, 20.0]
    );
    assert_eq!(
        at("loan_backing=collateral,reputation", &[0.4, 0.6]),
        [1.0, 0.0]
    );
    // What is no share.
    assert_eq!(
        at("eth_price=1000:3000", &[-1.0, 7.0, f64::NAN]),
        [1000.0, 3000.0, 1000.0]
    );
}

#[test]
fn coordinates_are_what_the_contract_can_hold() {
    let scenario = balanced();
    let exact = |vary: &str, value: f64| factor(&scenario, vary).exact(value).unwrap().to_string();
    // Basis points, seconds in hours and months, wei, and the world as the float prints.
    assert_eq!(factor(&scenario, "top_ltv=0.5:0.9").at(0.123_456), 0.5494);
    assert_eq!(exact("top_ltv=0.5:0.9", 0.5494), "2747/5000");
    let cooldown = factor(&scenario, "cross_chain_cooldown=0:24");
    assert_eq!(cooldown.at(1.0 / 72.0 + 1e-7), 1.0 / 3.0);
    assert_eq!(exact("cross_chain_cooldown", 1.0 / 3.0), "1/3");
    assert_eq!(
        exact("loan_term", 1.0 / 2_628_000.0 + 1.0),
        "2628001/2628000"
    );
    assert_eq!(exact("user_stake", 1.5e-18), "1/500000000000000000");
    assert_eq!(exact("borrow_rate", 0.123_449), "617/5000");
    assert_eq!(
        exact("eth_price", 1_234.567_890_123),
        "1234567890123/1000000000"
    );
    // A bound that no whole number of seconds is, drawn in.
    assert_eq!(
        factor(&scenario, "cross_chain_cooldown=0.0001:24").domain(),
        &Domain::Between {
            low: 1.0 / 3600.0,
            high: 24.0,
            scale: Scale::Linear
        }
    );
    let switch = factor(&scenario, "loan_backing");
    assert_eq!(
        switch.exact(1.0).unwrap_err().to_string(),
        "`loan_backing` is a switch, not a number"
    );
    assert!(factor(&scenario, "top_ltv").exact(2.0).is_err());
    assert!(factor(&scenario, "top_ltv").exact(f64::NAN).is_err());
}

/// Controls of every encoding, with ranges from a step or less up to far beyond what a float resolves in steps.
const ENCODED: [&str; 14] = [
    "user_stake",
    "user_stake=0:1e-16",
    "user_stake=0.008:0.011",
    "user_stake=1e-18:1000:log",
    "challenge_window",
    "burnt_share",
    "min_sample_blocks",
    "min_sample_blocks=1:50000:log",
    "samples_per_year",
    "cross_chain_cooldown",
    "max_hourly_borrows",
    "loan_term",
    "gas_pause",
    "borrow_rate=0:0.001",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_coordinate_is_the_float_nearest_to_its_exact_value(which in 0..ENCODED.len(), share in 0.0..=1.0_f64) {
        let scenario = balanced();
        let factor = factor(&scenario, ENCODED[which]);
        let coordinate = factor.at(share);
        let exact = factor.exact(coordinate).unwrap();
        prop_assert_eq!(exact.to_f64().value(), coordinate);
        let step = scenario.parameter(factor.name()).unwrap().step().unwrap();
        prop_assert!((&exact / step).is_int());
        // The scenario takes it, and has the same float.
        let there = factor.set(&scenario, coordinate).unwrap();
        prop_assert_eq!(there.exact(factor.name()).unwrap(), &exact);
        prop_assert_eq!(there.number(factor.name()).unwrap(), coordinate);
    }

    #[test]
    fn a_coordinate_rises_with_the_share_and_stays_in_the_domain(
        which in 0..ENCODED.len(),
        one in 0.0..=1.0_f64,
        other in 0.0..=1.0_f64,
    ) {
        let factor = factor(&balanced(), ENCODED[which]);
        let (Domain::Between { low, high, .. } | Domain::Whole { low, high }) = factor.domain() else {
            panic!("a range");
        };
        let (first, second) = (factor.at(one.min(other)), factor.at(one.max(other)));
        prop_assert!(*low <= first && first <= second && second <= *high);
        prop_assert_eq!((factor.at(0.0), factor.at(1.0)), (*low, *high));
    }
}
