//! Scenario and formula texts that nobody would write: whatever they are, reading them ends soon, in an answer or in
//! an error, and never in a panic.
//!
//! Runs for `ASSAY_FUZZ_SECONDS` a target (1 where it is not set) from the seed `ASSAY_FUZZ_SEED` (0). The same
//! targets are fuzzed with coverage by hand: see `fuzz/run` at the root of the repository.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a finding is a failed test"
)]

#[path = "fuzz/mutator.rs"]
mod mutator;
#[path = "fuzz/runner.rs"]
mod runner;
mod support;
#[path = "fuzz/targets.rs"]
mod targets;

use std::time::Duration;

use runner::{Budget, Verdict};
use targets::Target;

fn fuzzed(target: Target) {
    let folder = support::folder(&format!("fuzz-{}", target.name()));
    let tally = runner::run(target, &folder, &Budget::from_environment());
    println!("{}: {tally}", target.name());
    if let Verdict::Failed(failure) = tally.verdict {
        panic!("{failure}");
    }
    assert!(
        tally.inputs >= tally.seeds,
        "the seeds did not all run: give it more time"
    );
}

#[test]
fn no_scenario_text_panics_or_hangs() {
    fuzzed(Target::Scenario);
}

#[test]
fn no_formula_text_panics_or_hangs() {
    fuzzed(Target::Formula);
}

#[test]
fn every_seed_is_read_as_far_as_it_was_meant_to_be() {
    // A seed that fails at its first line would make the fuzzing worthless.
    for target in [Target::Scenario, Target::Formula] {
        let folder = support::folder(&format!("seeds-{}", target.name()));
        for seed in target.seeds() {
            let outcome = target.run(&folder, &seed);
            let text = String::from_utf8_lossy(&seed);
            assert!(outcome.starts_with("loaded"), "{outcome}: {text}");
        }
    }
}

#[test]
fn a_panic_and_a_slow_input_are_findings() {
    let folder = support::folder("fuzz-findings");
    let budget = Budget {
        seconds: 60.0,
        ..Budget::from_environment()
    };
    let panics = runner::run_with(b"ab", &[], 100, &folder, &budget, |bytes| {
        assert!(bytes.len() < 40, "forty bytes");
        String::new()
    });
    let Verdict::Failed(failure) = panics.verdict else {
        panic!("the panic was not found: {panics}")
    };
    assert!(failure.contains("forty bytes"), "{failure}");
    let impatient = Budget {
        slow: Duration::from_millis(100),
        ..budget
    };
    let slow = runner::run_with(b"ab", &[], 100, &folder, &impatient, |bytes| {
        // Work, since a thread that sleeps spends nothing.
        let rounds = if bytes.len() > 40 { 1_000_000_000 } else { 0 };
        std::hint::black_box((0..rounds).fold(0_u64, |sum, n| std::hint::black_box(sum ^ n)));
        String::new()
    });
    assert!(matches!(slow.verdict, Verdict::Failed(failure) if failure.contains("slow")));
}
