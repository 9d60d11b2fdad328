//! Formula and simulation are two witnesses of every attack: where they model the same thing, the
//! simulated interval covers the formula.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::path::PathBuf;

use assay_scenarios::{Override, Scenario};
use assay_sim::chronos::{AttackOutcome, Economy, attack_ids, simulate_attack};
use assay_sim::engine::{Ensemble, Silent};

fn load(name: &str, set: &[&str]) -> Scenario {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../scenarios/chronos")
        .join(name);
    let set: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    Scenario::load(&path, &set).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn simulate(scenario: &Scenario, id: &str, runs: u64) -> AttackOutcome {
    let economy = Economy::read(scenario).unwrap();
    let ensemble = Ensemble {
        seed: 1,
        point: 0,
        runs,
    };
    simulate_attack(scenario, &economy, id, ensemble, &Silent)
        .unwrap()
        .unwrap()
}

fn formula(scenario: &Scenario, id: &str) -> f64 {
    let attack = scenario.attack(id).unwrap();
    attack.expected_value(scenario).unwrap()
}

/// Ids of the attacks whose simulated interval leaves their formula out.
fn disagreements(scenario: &Scenario) -> Vec<&'static str> {
    attack_ids()
        .filter(|id| {
            let outcome = simulate(scenario, id, 10_000);
            !outcome.ci95.contains(formula(scenario, id))
        })
        .collect()
}

#[test]
fn every_attack_of_the_scenario_has_a_behaviour_and_every_behaviour_an_attack() {
    let scenario = load("balanced.toml", &[]);
    let described: Vec<&str> = scenario
        .attacks()
        .iter()
        .map(|attack| attack.id())
        .collect();
    assert_eq!(described, attack_ids().collect::<Vec<_>>());
}

#[test]
fn simulation_covers_every_formula_at_the_balanced_and_conservative_parameters() {
    for name in ["balanced.toml", "conservative.toml"] {
        assert_eq!(disagreements(&load(name, &[])), [""; 0], "{name}");
    }
}

#[test]
fn at_a_cooldown_of_half_an_hour_the_slash_stops_the_second_race_that_the_formula_counts() {
    let scenario = load("aggressive.toml", &[]);
    assert_eq!(disagreements(&scenario), ["chronos/cross-chain-timing"]);
    let outcome = simulate(&scenario, "chronos/cross-chain-timing", 10_000);
    let one_race: f64 = scenario.evaluate("cross_chain_simulated").unwrap();
    assert!(outcome.ci95.contains(one_race));
}

#[test]
fn simulation_covers_the_formulas_where_loans_are_collateralised() {
    let scenario = load("balanced.toml", &["loan_backing=collateral"]);
    assert_eq!(disagreements(&scenario), [""; 0]);
}

#[test]
fn simulation_follows_the_formulas_to_other_parameters() {
    let changes: &[(&str, &[&str])] = &[
        (
            "chronos/false-claim/sybil",
            &["detection_rate=0.98", "user_stake=0.7"],
        ),
        ("chronos/false-claim/self-challenge", &["burnt_share=0.5"]),
        (
            "chronos/false-claim/bribed-indexers",
            &["indexers=3", "bribe_premium=2.125"],
        ),
        ("chronos/flash-loan-farming", &["min_sample_blocks=1"]),
        ("chronos/flash-loan-farming", &["min_sample_blocks=5"]),
        ("chronos/flash-loan-farming", &["min_sample_blocks=500"]),
        (
            "chronos/flash-loan-farming/held-capital",
            &["min_sample_blocks=50000"],
        ),
        (
            "chronos/flash-loan-farming/timed-samples",
            &["sampling_schedule=random"],
        ),
        (
            "chronos/flash-loan-farming/timed-samples",
            &["samples_per_year=12"],
        ),
        ("chronos/cross-chain-timing", &["cross_chain_cooldown=0"]),
        (
            "chronos/cross-chain-timing",
            &["late_share=0.4", "remote_bond=0.25"],
        ),
        (
            "chronos/cross-chain-timing/sequential",
            &["cross_chain_cooldown=2000"],
        ),
        ("chronos/coordinated-default", &["max_hourly_borrows=1e12"]),
        (
            "chronos/coordinated-default",
            &["max_hourly_borrows=50_000_000"],
        ),
        (
            "chronos/coordinated-default/take-the-cap",
            &["max_hourly_borrows=7_500_000"],
        ),
        (
            "chronos/coordinated-default/pause-griefing",
            &["gas_pause=50000", "indexer_fee=0"],
        ),
        (
            "chronos/governance-capture",
            &["vote_passage=0.9", "voter_turnout=0"],
        ),
        (
            "chronos/governance-capture/split-votes",
            &["voter_turnout=0.5"],
        ),
        ("chronos/reputation-rental", &["contract_borrows=allowed"]),
        (
            "chronos/reputation-rental/rented-key",
            &["renter_default_rate=0.5"],
        ),
        (
            "chronos/strategic-default",
            &["eth_volatility=0.3", "top_ltv=0.95"],
        ),
    ];
    for (id, set) in changes {
        let scenario = load("balanced.toml", set);
        let outcome = simulate(&scenario, id, 10_000);
        let value = formula(&scenario, id);
        assert!(
            outcome.ci95.contains(value),
            "{id} with {set:?}: {value} outside {:?}",
            outcome.ci95
        );
    }
}

#[test]
fn liquidators_leave_the_strategic_defaulter_less_than_the_option_is_worth() {
    let scenario = load("balanced.toml", &["liquidation_ltv=0.95"]);
    let outcome = simulate(&scenario, "chronos/strategic-default", 2_000);
    assert!(outcome.ci95.high < formula(&scenario, "chronos/strategic-default"));
}

#[test]
fn few_runs_do_not_claim_to_have_seen_what_is_rare() {
    let scenario = load("balanced.toml", &[]);
    let value = formula(&scenario, "chronos/false-claim");
    for runs in [1, 2, 100] {
        let outcome = simulate(&scenario, "chronos/false-claim", runs);
        assert!(
            outcome.ci95.contains(value),
            "{runs} runs: {:?}",
            outcome.ci95
        );
    }
}
