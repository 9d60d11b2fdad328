//! Signs over boxes: what an enclosure and slopes cost beside a float, and what a proof costs.
//!
//! Each over a tenth around every parameter of an attack at Balanced. Measured on one core of a shared 2-core x86-64 machine
//! (medians), for `cross-chain-timing` with 13 parameters and `false-claim` with 6: as floats 1.1 µs and 0.5 µs, as
//! enclosures 5.8 µs and 2.5 µs, with slopes 20 µs and 6.4 µs; proved in 5.4 ms (77 boxes) and 0.12 ms (3 boxes).
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot be set up should fail"
)]

use assay_scenarios::Scenario;
use assay_solver::{
    exact::{Rational, parse},
    proof::{Dual, Effort, Enclosure, ParameterBox, Proof, Sign, Subject, gradient, prove},
};
use divan::Bencher;

fn main() {
    divan::main();
}

const ATTACKS: [&str; 4] = [
    "chronos/false-claim",
    "chronos/cross-chain-timing",
    "chronos/governance-capture/split-votes",
    "chronos/strategic-default",
];

fn balanced() -> Scenario {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../scenarios/chronos/balanced.toml"
    );
    Scenario::load(path.as_ref(), &[]).unwrap()
}

/// A tenth around every parameter of an attack.
fn around(scenario: &Scenario, subject: &Subject) -> ParameterBox {
    let numbers = subject.numbers(scenario).unwrap();
    let names = numbers.iter().map(|number| number.name());
    ParameterBox::around(scenario, names, &parse("1/10").unwrap()).unwrap()
}

/// The baseline: all parameters of the attack put, and its expected value, in floats.
#[divan::bench(args = ATTACKS)]
fn value_as_float(bencher: Bencher, id: &str) {
    let scenario = balanced();
    let subject = Subject::Attack(id.to_owned());
    let sides = around(&scenario, &subject);
    let values: Vec<(String, f64)> = sides
        .sides
        .iter()
        .map(|side| {
            (
                side.parameter.clone(),
                scenario.number(&side.parameter).unwrap(),
            )
        })
        .collect();
    let mut evaluator = scenario.evaluator::<f64>();
    bencher.bench_local(|| {
        for (name, value) in &values {
            evaluator.set(name, *value).unwrap();
        }
        subject.value(&mut evaluator).unwrap()
    });
}

#[divan::bench(args = ATTACKS)]
fn value_over_a_box(bencher: Bencher, id: &str) {
    let scenario = balanced();
    let subject = Subject::Attack(id.to_owned());
    let sides = enclosed(&around(&scenario, &subject));
    let mut evaluator = scenario.evaluator::<Enclosure>();
    bencher.bench_local(|| {
        for (name, value) in &sides {
            evaluator.set(name, *value).unwrap();
        }
        subject.value(&mut evaluator).unwrap()
    });
}

#[divan::bench(args = ATTACKS)]
fn slopes_over_a_box(bencher: Bencher, id: &str) {
    let scenario = balanced();
    let subject = Subject::Attack(id.to_owned());
    let sides = enclosed(&around(&scenario, &subject));
    let mut evaluator = scenario.evaluator::<Dual>();
    bencher.bench_local(|| {
        for (number, (name, value)) in sides.iter().enumerate() {
            evaluator.set(name, Dual::variable(number, *value)).unwrap();
        }
        subject.value(&mut evaluator).unwrap()
    });
}

#[divan::bench(args = ATTACKS)]
fn gradient_at_the_scenarios_point(bencher: Bencher, id: &str) {
    let scenario = balanced();
    let subject = Subject::Attack(id.to_owned());
    let numbers = subject.numbers(&scenario).unwrap();
    let names: Vec<&str> = numbers.iter().map(|number| number.name()).collect();
    bencher.bench(|| gradient(&scenario, &subject, &names).unwrap());
}

#[divan::bench(args = ATTACKS)]
fn proof_over_a_tenth_around_balanced(bencher: Bencher, id: &str) {
    let scenario = balanced();
    let subject = Subject::Attack(id.to_owned());
    let sides = around(&scenario, &subject);
    let value: f64 = subject.value(&mut scenario.evaluator()).unwrap();
    let sign = if value < 0.0 {
        Sign::Negative
    } else {
        Sign::Positive
    };
    bencher.bench(|| {
        let proof = prove(&scenario, &subject, sign, &sides, &Effort::default()).unwrap();
        assert!(matches!(proof, Proof::Proved { .. }));
    });
}

fn enclosed(sides: &ParameterBox) -> Vec<(String, Enclosure)> {
    let enclose = |low: &Rational, high: &Rational| Enclosure::between(low, high);
    let sides = sides.sides.iter();
    sides
        .map(|side| (side.parameter.clone(), enclose(&side.low, &side.high)))
        .collect()
}
