//! Designs from outside: against published points, and against the properties that define them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod factors;
mod kinds;
mod list;
mod morris;
mod saltelli;
mod sobol;

use std::path::Path;
use std::sync::LazyLock;

use assay_scenarios::{Scenario, Vary};
use assay_sweeps::design::{Design, DesignError, Factor, Kind};

static BALANCED: LazyLock<Scenario> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    Scenario::load(&path, &[]).unwrap()
});

fn balanced() -> Scenario {
    BALANCED.clone()
}

fn factor(scenario: &Scenario, vary: &str) -> Factor {
    Factor::read(scenario, &Vary::parse(vary).unwrap()).unwrap()
}

fn factors(vary: &[&str]) -> Vec<Factor> {
    let scenario = balanced();
    vary.iter().map(|vary| factor(&scenario, vary)).collect()
}

fn design(kind: Kind, vary: &[&str], seed: u64) -> Result<Design, DesignError> {
    Design::new(kind, factors(vary), seed)
}

fn point(design: &Design, index: u64) -> Vec<f64> {
    let mut point = vec![f64::NAN; design.factors().len()];
    design.point(index, &mut point);
    point
}

fn points(design: &Design) -> Vec<Vec<f64>> {
    (0..design.len())
        .map(|index| point(design, index))
        .collect()
}

/// Environment numbers from 0 to 1, so that a coordinate is the share itself.
const UNIT: [&str; 6] = [
    "detection_rate=0:1",
    "false_positive_rate=0:1",
    "late_share=0:1",
    "jump_share=0:1",
    "capital_rate=0:1",
    "opportunity_rate=0:1",
];
