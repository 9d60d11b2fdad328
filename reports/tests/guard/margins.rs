//! How far a finding is from turning, and when that has moved.

use assay_reports::{
    Finding, Interval, Side, Threshold, Verdict,
    guard::{Class, GuardReport, Snapshot},
};

use crate::pair::{attack, free, promise, side, with_attacks};

const ID: &str = "lend/default-rate";

/// A value, and half the width of its interval; none for one that is exact.
type About = (f64, f64);

fn one(verdict: Verdict, threshold: Threshold, (value, half): About) -> Finding {
    let ci95 = (half > 0.0).then_some(Interval {
        lo: value - half,
        hi: value + half,
    });
    let mut finding = promise(ID, verdict, value, ci95);
    finding.threshold = Some(threshold);
    finding
}

/// The comparison of a promise that is broken on both sides.
fn broken(threshold: Threshold, before: About, after: About) -> GuardReport {
    let of = |about| side(vec![one(Verdict::Vulnerable, threshold, about)]);
    free(&of(before), &of(after))
}

fn class(threshold: Threshold, before: About, after: About) -> Class {
    broken(threshold, before, after).findings[0].class
}

#[test]
fn a_margin_is_positive_on_the_safe_side_of_its_threshold() {
    for (threshold, value, margin) in [
        (Side::Below.of(2.0), 0.5, 1.5),
        (Side::Below.of(2.0), 5.0, -3.0),
        (Side::Above.of(2.0), 5.0, 3.0),
        (Side::Above.of(2.0), 0.5, -1.5),
        (Side::At.of(2.0), 2.0, 0.0),
        (Side::At.of(2.0), 5.0, -3.0),
        (Side::At.of(2.0), 0.5, -1.5),
    ] {
        let report = broken(threshold, (value, 0.0), (value, 0.0));
        let found = report.findings[0].after.as_ref().unwrap();
        assert_eq!(found.margin.unwrap().absolute, margin, "{threshold:?}");
    }
}

#[test]
fn what_moves_within_the_error_of_either_side_stands_still() {
    let below = Side::Below.of(1.0);
    assert_eq!(class(below, (5.0, 0.1), (6.0, 2.0)), Class::Unchanged);
    assert_eq!(class(below, (6.0, 2.0), (5.0, 0.1)), Class::Unchanged);
    assert_eq!(class(below, (5.0, 0.1), (6.0, 0.1)), Class::MarginShrank);
    assert_eq!(class(below, (6.0, 0.1), (5.0, 0.1)), Class::MarginGrew);
    // The interval may hold the threshold.
    assert_eq!(class(below, (1.5, 1.0), (2.25, 0.0)), Class::Unchanged);
    let above = Side::Above.of(9.0);
    assert_eq!(class(above, (5.0, 0.1), (6.0, 2.0)), Class::Unchanged);
    assert_eq!(class(above, (5.0, 0.1), (6.0, 0.1)), Class::MarginGrew);
}

#[test]
fn a_value_that_should_be_met_may_be_as_near_as_its_interval_is_wide() {
    let at = Side::At.of(10.0);
    // The interval holds what should be met, so that being off by half of it is no news.
    assert_eq!(class(at, (10.1, 1.0), (10.5, 0.2)), Class::Unchanged);
    assert_eq!(class(at, (10.1, 1.0), (12.0, 0.2)), Class::MarginShrank);
    // It does not: nearer is nearer.
    assert_eq!(class(at, (12.0, 0.2), (10.5, 0.0)), Class::MarginGrew);
}

#[test]
fn a_broken_promise_fails_again_when_its_own_value_crosses() {
    let below = Side::Below.of(1.0);
    let report = broken(below, (0.5, 0.0), (2.0, 0.5));
    let finding = &report.findings[0];
    assert_eq!(
        (finding.class, report.exit_status),
        (Class::BecameVulnerable, 1)
    );
    assert_eq!(finding.code.as_deref(), Some("E-VERDICT"));
    assert!(
        finding
            .why
            .starts_with("it was vulnerable already, and now its own value says so: "),
        "{}",
        finding.why
    );
    // Not while its interval reaches the threshold, nor from beyond it.
    for (before, after) in [
        ((0.4, 0.0), (2.0, 1.5)),
        ((0.5, 0.0), (2.0, 1.0)),
        ((1.4, 0.0), (2.0, 0.5)),
    ] {
        assert_eq!(class(below, before, after), Class::MarginShrank);
    }
    // From the threshold itself.
    assert_eq!(
        class(below, (1.0, 0.0), (2.0, 0.5)),
        Class::BecameVulnerable
    );
}

/// An attack whose simulation is so wide.
fn simulated(formula: f64, mean: f64, half: f64) -> Snapshot {
    let interval = Interval {
        lo: mean - half,
        hi: mean + half,
    };
    with_attacks(
        side(vec![]),
        vec![attack("lend/flash-loan", formula, interval, 0.0)],
    )
}

#[test]
fn an_edited_formula_may_leave_its_simulation_by_its_error() {
    let before = simulated(-100.0, -100.0, 10.0);
    for (formula, contradicts) in [
        (-125.0, false),
        (-75.0, false),
        (-140.0, true),
        (-60.0, true),
    ] {
        let mut after = simulated(formula, -100.0, 10.0);
        after.report.attacks[0].formula = "gain".into();
        let class = free(&before, &after).findings[0].class;
        assert_eq!(class == Class::Undecided, contradicts, "{formula}");
    }
}

#[test]
fn an_interval_is_told_where_it_is_wider_than_rounding() {
    for (mean, half, told) in [
        (50.0, 0.009, "simulation −$100 → +$50"),
        (50.0, 2.0, "simulation −$100 → +$50 (+$48 to +$52)"),
        (1e9, 1.0, "simulation −$100 → +$1,000,000,000"),
        (
            1e9,
            3.0,
            "simulation −$100 → +$1,000,000,000 (+$999,999,997 to +$1,000,000,003)",
        ),
    ] {
        let before = simulated(-100.0, -100.0, 0.005);
        let report = free(&before, &simulated(mean, mean, half));
        let why = &report.findings[0].why;
        assert!(why.ends_with(told), "{why}");
    }
}
