//! Same inputs, same bytes: whatever the threads.

use serde_json::Value;

use crate::support::{
    BALANCED, RUNS, assay, attack, attacks, balanced, ci95, closed_form, ended, json, list, text,
};

fn printed(format: &str, environment: Option<&str>, more: &[&str]) -> String {
    let mut command = assay();
    if let Some(threads) = environment {
        command.env("RAYON_NUM_THREADS", threads);
    }
    let answer = ended(
        command
            .args(["run", BALANCED, "--runs", "100", "--format", format])
            .args(more),
    );
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    assert!(answer.stdout.len() > 1_000);
    answer.stdout
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for format in ["json", "text"] {
        let one = printed(format, Some("1"), &[]);
        assert!(one == printed(format, Some("2"), &[]), "{format}, two");
        assert!(
            one == printed(format, None, &["--threads", "3"]),
            "{format}, three"
        );
        assert!(
            one == printed(format, Some("2"), &["--threads", "1"]),
            "{format}, one of two"
        );
    }
}

#[test]
fn another_seed_changes_what_is_simulated_and_no_formula() {
    let runs = RUNS.to_string();
    let other = json(&[
        "attacks", BALANCED, "--format", "json", "--runs", &runs, "--seed", "2",
    ]);
    let (ours, theirs) = (list(&balanced()["attacks"]), list(&other["attacks"]));
    assert_eq!(ours.len(), theirs.len());
    let mut moved = Vec::new();
    for (one, two) in ours.iter().zip(theirs) {
        assert_eq!(one["ev"]["closed_form"], two["ev"]["closed_form"]);
        assert_eq!(one["break_even"], two["break_even"]);
        if one["ev"]["simulated"]["mean"] != two["ev"]["simulated"]["mean"] {
            moved.push(text(&one["id"]));
        }
    }
    for id in [
        "chronos/strategic-default",
        "chronos/reputation-rental/rented-key",
        "chronos/governance-capture",
    ] {
        assert!(moved.contains(&id), "{id} is the same under two seeds");
    }
}

#[test]
fn more_runs_narrow_the_interval_and_move_no_formula() {
    let few = attacks(BALANCED, &[]);
    for (few, many) in list(&few["attacks"])
        .iter()
        .zip(list(&balanced()["attacks"]))
    {
        assert_eq!(closed_form(few), closed_form(many), "{}", few["id"]);
    }
    let width = |report: &Value, id: &str| {
        let (lo, hi) = ci95(attack(report, id));
        hi - lo
    };
    for id in [
        "chronos/strategic-default",
        "chronos/governance-capture",
        "chronos/reputation-rental/rented-key",
    ] {
        assert!(width(&few, id) > 2.0 * width(balanced(), id), "{id}");
    }
}
