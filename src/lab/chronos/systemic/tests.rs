//! What must hold of the findings, and answers known beforehand.

use std::{collections::BTreeSet, path::Path};

use assay_reports::{Finding, Verdict};
use assay_scenarios::{Override, Scenario};

use super::{findings, runs};
use crate::lab::Asking;

fn found(set: &[&str], asked: u64) -> Vec<Finding> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/chronos/balanced.toml");
    let overrides: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    let scenario =
        Scenario::load(&path, &overrides).unwrap_or_else(|error| panic!("{}", error.render(false)));
    findings(&scenario, None, &asking(asked), &|_, _| {}).unwrap_or_else(|error| panic!("{error}"))
}

fn asking(runs: u64) -> Asking {
    Asking { runs, seed: 1 }
}

fn of<'a>(findings: &'a [Finding], id: &str) -> &'a Finding {
    let id = format!("chronos/systemic/{id}");
    findings
        .iter()
        .find(|finding| finding.id == id)
        .unwrap_or_else(|| panic!("no {id}"))
}

fn value(finding: &Finding) -> f64 {
    finding.value.as_ref().map_or(f64::NAN, |value| value.value)
}

#[test]
fn at_the_papers_constants_neither_promise_is_kept() {
    let findings = found(&[], 8_000);
    for id in [
        "default-rate",
        "lenders-return",
        "worst-years",
        "both-promises",
        "ltv-schedule",
    ] {
        assert_eq!(of(&findings, id).verdict, Verdict::Vulnerable, "{id}");
    }
    let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids.len(), findings.len());
    // Interest of 10 % less a tenth, on nine tenths of the deposits.
    assert!((value(of(&findings, "both-promises")) - 0.081).abs() < 1e-12);
}

#[test]
fn a_price_that_stands_still_keeps_what_interest_allows() {
    let still = ["eth_volatility=0", "borrow_rate=0.12"];
    let findings = found(&still, 8_000);
    assert_eq!(of(&findings, "default-rate").verdict, Verdict::Safe);
    assert_eq!(of(&findings, "ltv-schedule").verdict, Verdict::Safe);
    assert_eq!(of(&findings, "worst-years").verdict, Verdict::Safe);
    assert!((value(of(&findings, "lenders-return")) - 0.12 * 0.81).abs() < 1e-12);
}

#[test]
fn few_years_without_a_default_are_no_proof_of_none() {
    let findings = found(&["eth_volatility=0"], 100);
    assert_eq!(of(&findings, "default-rate").verdict, Verdict::Undecided);
    assert_eq!(of(&findings, "worst-years").verdict, Verdict::Undecided);
}

#[test]
fn the_cap_binds_where_the_market_is_thin() {
    let deep = found(&[], 1_000);
    let thin = found(&["liquidity_depth=10_000"], 1_000);
    assert!(value(of(&thin, "hourly-cap")) < value(of(&deep, "hourly-cap")));
    assert_eq!(of(&deep, "hourly-cap").verdict, Verdict::Safe);
    assert_eq!(of(&thin, "hourly-cap").verdict, Verdict::Vulnerable);
}

#[test]
fn the_runs_that_are_announced_are_the_runs_that_end() {
    let ended = std::sync::atomic::AtomicU64::new(0);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/chronos/balanced.toml");
    let scenario =
        Scenario::load(&path, &[]).unwrap_or_else(|error| panic!("{}", error.render(false)));
    let asking = asking(500);
    let count = |_: &str, runs: u64| {
        ended.fetch_add(runs, std::sync::atomic::Ordering::Relaxed);
    };
    findings(&scenario, None, &asking, &count).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(ended.into_inner(), runs(&asking));
}
