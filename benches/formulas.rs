//! What a formula costs at a point: compiled for columns, evaluated point by point, and written by hand.
//!
//! The formula is the expected value of the false claim in `scenarios/chronos/balanced.toml`, with all six numbers behind
//! it varying from row to row. `by_hand` is what one would write in Rust instead of the scenario file: the same
//! operations over slices, in one loop that the compiler turns into vector instructions. Before anything is timed,
//! all three must agree to the last bit. `all_attacks` is the expected value of each of the 19 attacks, every
//! number varied, at once.
//!
//! Measured on one core of a shared and busy 2-core x86-64 machine (medians of three runs), a point of the false claim
//! takes 2.8 to 3.7 ns by columns (270 to 350 million a second), 1.1 ns by hand and 500 ns point by point; a point of
//! all the attacks 0.16 µs by columns and 9.9 µs point by point. A call costs about 0.12 µs in itself for the
//! false claim and 2.9 µs for all the attacks, whatever the rows; compiling all of them takes 70 µs. Of the time by columns
//! a third goes to finding inputs that are not finite, which `by_hand` does not look for; the rest is a loop for each
//! operation where `by_hand` has one for all.
#![allow(missing_docs, reason = "a benchmark is run, not called")]

use std::path::Path;

use assay_scenarios::{Output, Program, Results, Scenario};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const ATTACK: &str = "chronos/false-claim";
const ROWS: usize = 100_000;

fn main() {
    agree();
    divan::main();
}

fn balanced() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("chronos/balanced.toml");
    Scenario::load(&path, &[]).expect("the scenario loads")
}

/// Values around the scenario's own, another sequence for each parameter: halves to wholes of them.
fn columns(scenario: &Scenario, varied: &[&str], rows: usize) -> Vec<Vec<f64>> {
    let column = |(position, name): (usize, &&str)| {
        let value = scenario.number(name).expect("a number");
        let step = 0.618_033_988_749_895 * (position + 1) as f64;
        (0..rows)
            .map(|row| value * (1.0 - 0.5 * (step * row as f64).fract()))
            .collect()
    };
    varied.iter().enumerate().map(column).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

/// The numbers behind the false claim, in the order that [`by_hand`] takes them in.
const BEHIND: [&str; 6] = [
    "user_stake",
    "eth_price",
    "blacklist_npv",
    "false_claim_loan",
    "detection_rate",
    "top_ltv",
];

fn false_claim(scenario: &Scenario) -> Program {
    let known = scenario.numbers_behind_attack(ATTACK).expect("the attack");
    assert_eq!(known.len(), BEHIND.len());
    scenario
        .compile(&BEHIND, &[Output::ExpectedValue(ATTACK.into())])
        .expect("it compiles")
}

/// The formula at one point, by somebody who knows that loans stand on reputation: the LTV does not matter then.
fn value(stake: f64, price: f64, blacklist: f64, loan: f64, detection: f64) -> f64 {
    let success = 1.0 - detection;
    if !(0.0..=1.0).contains(&success) {
        return f64::NAN;
    }
    loan * success - (stake * price + blacklist) * (1.0 - success)
}

fn by_hand(columns: &[&[f64]], into: &mut Vec<f64>) {
    let [stake, price, blacklist, loan, detection, _] = columns else {
        return;
    };
    into.clear();
    let rows = stake
        .iter()
        .zip(*price)
        .zip(*blacklist)
        .zip(*loan)
        .zip(*detection);
    into.extend(
        rows.map(|((((stake, price), blacklist), loan), detection)| {
            value(*stake, *price, *blacklist, *loan, *detection)
        }),
    );
}

fn agree() {
    let scenario = balanced();
    let program = false_claim(&scenario);
    let columns = columns(&scenario, &BEHIND, 1_000);
    let mut results = Results::new();
    program
        .evaluate(&slices(&columns), &mut results)
        .expect("the columns fit");
    let compiled = results.column(0).and_then(|column| column.complete());
    let mut written = Vec::new();
    by_hand(&slices(&columns), &mut written);
    let mut evaluator = scenario.evaluator::<f64>();
    for (row, (compiled, written)) in compiled
        .expect("no row fails")
        .iter()
        .zip(&written)
        .enumerate()
    {
        for (name, column) in BEHIND.iter().zip(&columns) {
            evaluator.set(name, column[row]).expect("a finite value");
        }
        let single = evaluator.expected_value(ATTACK).expect("it has a value");
        assert_eq!(single.to_bits(), compiled.to_bits());
        assert_eq!(single.to_bits(), written.to_bits());
    }
}

#[divan::bench]
fn false_claim_by_hand(bencher: Bencher<'_, '_>) {
    let columns = columns(&balanced(), &BEHIND, ROWS);
    let mut into = Vec::with_capacity(ROWS);
    bencher
        .counter(ItemsCount::new(ROWS))
        .bench_local(|| by_hand(black_box(&slices(&columns)), &mut into));
}

/// Also in few rows at a time: what a call costs in itself.
#[divan::bench(args = [1, 16, 256, 4096, ROWS])]
fn false_claim_by_columns(bencher: Bencher<'_, '_>, rows: usize) {
    let scenario = balanced();
    let program = false_claim(&scenario);
    let columns = columns(&scenario, &BEHIND, rows);
    let slices = slices(&columns);
    let mut results = Results::new();
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| program.evaluate(black_box(&slices), &mut results));
}

#[divan::bench]
fn false_claim_by_points(bencher: Bencher<'_, '_>) {
    let scenario = balanced();
    let columns = columns(&scenario, &BEHIND, 1_000);
    let mut evaluator = scenario.evaluator::<f64>();
    bencher
        .counter(ItemsCount::new(1_000usize))
        .bench_local(|| {
            let mut sum = 0.0;
            for row in 0..1_000 {
                for (name, column) in BEHIND.iter().zip(&columns) {
                    let _ = evaluator.set(name, column[row]);
                }
                sum += evaluator.expected_value(ATTACK).unwrap_or(f64::NAN);
            }
            sum
        });
}

fn every_number(scenario: &Scenario) -> Vec<&str> {
    let numbers = scenario.parameters().iter();
    numbers
        .filter(|parameter| parameter.unit().is_some())
        .map(|parameter| parameter.name())
        .collect()
}

/// One item is a row: the expected values of all the attacks there.
#[divan::bench(args = [1, 256, 2048])]
fn all_attacks_by_columns(bencher: Bencher<'_, '_>, rows: usize) {
    let scenario = balanced();
    let varied = every_number(&scenario);
    let attacks = scenario.attacks().iter();
    let outputs: Vec<Output> = attacks
        .map(|attack| Output::ExpectedValue(attack.id().to_owned()))
        .collect();
    let program = scenario.compile(&varied, &outputs).expect("it compiles");
    let columns = columns(&scenario, &varied, rows);
    let slices = slices(&columns);
    let mut results = Results::new();
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| program.evaluate(black_box(&slices), &mut results));
}

#[divan::bench]
fn all_attacks_by_points(bencher: Bencher<'_, '_>) {
    let scenario = balanced();
    let varied = every_number(&scenario);
    let columns = columns(&scenario, &varied, 100);
    let mut evaluator = scenario.evaluator::<f64>();
    bencher.counter(ItemsCount::new(100usize)).bench_local(|| {
        let mut sum = 0.0;
        for row in 0..100 {
            for (name, column) in varied.iter().zip(&columns) {
                let _ = evaluator.set(name, column[row]);
            }
            for attack in scenario.attacks() {
                sum += evaluator.expected_value(attack.id()).unwrap_or(0.0);
            }
        }
        sum
    });
}

/// One item is a program.
#[divan::bench]
fn compile_all_attacks(bencher: Bencher<'_, '_>) {
    let scenario = balanced();
    let varied = every_number(&scenario);
    let attacks = scenario.attacks().iter();
    let outputs: Vec<Output> = attacks
        .map(|attack| Output::ExpectedValue(attack.id().to_owned()))
        .collect();
    bencher.bench_local(|| scenario.compile(black_box(&varied), &outputs));
}
