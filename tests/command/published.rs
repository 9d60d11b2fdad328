//! Figures the Chronos paper prints for its six vectors, or that its own arithmetic yields.
//!
//! Source of all: Chronos Protocol, Complete Economic Model, version 1.0 (2025), section "Attack
//! Vector Analysis".

use crate::support::{
    AGGRESSIVE, BALANCED, CONSERVATIVE, RUNS, attack, attacks, ci95, closed_form, json,
};

/// Asserts the exact closed form of each attack, in whole USD or as a quotient.
fn assert_exact(scenario: &str, set: &[&str], expected: &[(&str, &str)]) {
    let report = attacks(scenario, set);
    for (id, exact) in expected {
        let attack = attack(&report, &format!("chronos/{id}"));
        assert_eq!(
            attack["ev"]["closed_form"]["exact"], *exact,
            "{id} in {scenario} with {set:?}"
        );
    }
}

#[test]
fn the_six_vectors_of_the_balanced_configuration() {
    assert_exact(
        BALANCED,
        &[],
        &[
            // Vector 1: ($100K x 0.001) - ($300 + $50K) x 0.999; the headline rounds to -$50,150.
            ("false-claim", "-501497/10"),
            // Vector 2, row of 100 blocks.
            ("flash-loan-farming", "-270000"),
            // Vector 3, row of 1 hour: $9K - $81K - $15K.
            ("cross-chain-timing", "-87000"),
            // Vector 4: the coalition's, $1M of coordination wasted.
            ("coordinated-default", "-1000000"),
            // Vector 5: ($1.5M x 0.6) - $5M.
            ("governance-capture", "-4100000"),
            // Vector 6: $50K - $65K.
            ("reputation-rental", "-15000"),
        ],
    );
}

#[test]
fn the_flash_loan_table() {
    for (blocks, profit) in [
        (1, "24300"),
        (5, "-13500"),
        (100, "-270000"),
        (500, "-1350000"),
    ] {
        assert_exact(
            BALANCED,
            &[&format!("min_sample_blocks={blocks}")],
            &[("flash-loan-farming", profit)],
        );
    }
}

#[test]
fn the_cross_chain_table() {
    // Half an hour is printed as -$150K; two chains by the arithmetic of the other rows are -$159K.
    for (hours, profit) in [("0", "-375000"), ("0.5", "-159000"), ("1", "-87000")] {
        assert_exact(
            BALANCED,
            &[&format!("cross_chain_cooldown={hours}")],
            &[("cross-chain-timing", profit)],
        );
    }
}

#[test]
fn the_coordinated_default_with_and_without_the_breaker() {
    // Without a limit the paper prints +$240K for each of 100 attackers.
    for (limit, profit) in [("10_000_000", "-1000000"), ("1e12", "24000000")] {
        assert_exact(
            BALANCED,
            &[&format!("max_hourly_borrows={limit}")],
            &[("coordinated-default", profit)],
        );
    }
}

#[test]
fn the_alternative_configurations_by_the_same_arithmetic() {
    assert_exact(
        CONSERVATIVE,
        &[],
        &[
            // 100 - ($360 + $50,000) x 0.999, and 150 blocks at $2,700.
            ("false-claim", "-1255241/25"),
            ("flash-loan-farming", "-405000"),
            ("cross-chain-timing", "-87000"),
            ("coordinated-default", "-1000000"),
            ("governance-capture", "-4100000"),
            ("reputation-rental", "-15000"),
        ],
    );
    assert_exact(
        AGGRESSIVE,
        &[],
        &[
            // 100 - ($240 + $50,000) x 0.999, 50 blocks at $2,700, and two chains in the hour.
            ("false-claim", "-1252244/25"),
            ("flash-loan-farming", "-135000"),
            ("cross-chain-timing", "-159000"),
            ("coordinated-default", "-1000000"),
            ("governance-capture", "-4100000"),
            ("reputation-rental", "-15000"),
        ],
    );
}

#[test]
fn the_simulated_attacker_earns_what_the_rows_without_chance_print() {
    for (id, set, profit) in [
        ("flash-loan-farming", "min_sample_blocks=1", 24_300.0),
        ("flash-loan-farming", "min_sample_blocks=5", -13_500.0),
        ("flash-loan-farming", "min_sample_blocks=500", -1_350_000.0),
        (
            "coordinated-default",
            "max_hourly_borrows=1e12",
            24_000_000.0,
        ),
        (
            "coordinated-default",
            "max_hourly_borrows=1e7",
            -1_000_000.0,
        ),
    ] {
        let report = attacks(BALANCED, &[set]);
        let attack = attack(&report, &format!("chronos/{id}"));
        let (lo, hi) = ci95(attack);
        assert!(lo <= profit && profit <= hi, "{id}, {set}: {lo} to {hi}");
        assert!(hi - lo < 1.0, "{id}, {set}: {lo} to {hi}");
        assert!((closed_form(attack) - profit).abs() < 1e-6, "{id}, {set}");
    }
}

#[test]
fn the_simulated_rental_earns_what_is_printed_where_contracts_may_borrow() {
    // Vector 6 prices the rental without its own mitigation: ten renters expected, $50K - $65K.
    let runs = RUNS.to_string();
    let report = json(&[
        "attacks",
        BALANCED,
        "--format",
        "json",
        "--runs",
        &runs,
        "--set",
        "contract_borrows=allowed",
    ]);
    let rental = attack(&report, "chronos/reputation-rental");
    let (lo, hi) = ci95(rental);
    assert!(lo <= -15_000.0 && -15_000.0 <= hi, "{lo} to {hi}");
    assert!(hi - lo < 10_000.0, "{lo} to {hi} tells nothing");
}
