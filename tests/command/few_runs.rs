//! Few runs show little, and nothing is claimed beyond it: undecided is never safe, nor vulnerable.

use serde_json::Value;

use crate::support::{BALANCED, balanced, json, list, number, text};

fn run(runs: &str) -> Value {
    json(&["run", BALANCED, "--format", "json", "--runs", runs])
}

fn ids(report: &Value) -> Vec<&str> {
    list(&report["findings"])
        .iter()
        .map(|finding| text(&finding["id"]))
        .collect()
}

#[test]
fn no_finding_vanishes_for_want_of_runs() {
    for runs in ["2", "30"] {
        assert_eq!(ids(&run(runs)), ids(balanced()), "{runs} runs");
    }
}

#[test]
fn one_run_of_ordinary_life_is_said_to_be_too_few() {
    let report = run("1");
    let life = list(&report["findings"])
        .iter()
        .find(|finding| finding["id"] == "chronos/criteria/ordinary-life")
        .unwrap();
    assert_eq!(life["verdict"], "undecided");
}

#[test]
fn an_interval_contains_the_value_it_is_of() {
    for runs in ["2", "3", "10", "100"] {
        let report = run(runs);
        let attacks = list(&report["attacks"]).len();
        for finding in &list(&report["findings"])[attacks..] {
            let ci95 = &finding["value"]["ci95"];
            if ci95.is_null() {
                continue;
            }
            let ends = list(ci95);
            let (lo, hi) = (number(&ends[0]), number(&ends[1]));
            let value = number(&finding["value"]["value"]);
            assert!(
                lo <= value && value <= hi,
                "{} after {runs} runs: {value} in {lo} to {hi}",
                finding["id"]
            );
        }
    }
}

#[test]
fn two_runs_decide_nothing_about_the_spread_of_many() {
    let report = run("2");
    for finding in list(&report["findings"]) {
        let id = text(&finding["id"]);
        let of_the_spread = ["-deviation", "-low", "-high"]
            .iter()
            .any(|end| id.starts_with("chronos/monte-carlo/") && id.ends_with(end));
        if of_the_spread {
            assert_eq!(
                finding["verdict"], "undecided",
                "{id}: {}",
                finding["value"]
            );
        }
    }
}
