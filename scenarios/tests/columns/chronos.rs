//! Every formula and attack of the three Chronos scenarios.

use std::path::Path;

use assay_scenarios::{Number, Output, Scenario};

use super::agree;
use crate::support::load;

const FILES: [&str; 3] = ["balanced", "conservative", "aggressive"];

fn chronos(file: &str, overrides: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("chronos/{file}.toml"));
    load(&path, overrides).unwrap()
}

fn everything(scenario: &Scenario) -> Vec<Output> {
    let formulas = scenario.formulas().iter();
    let mut outputs: Vec<Output> = formulas
        .map(|formula| Output::Formula(formula.name().to_owned()))
        .collect();
    for attack in scenario.attacks() {
        let id = || attack.id().to_owned();
        outputs.extend([
            Output::ExpectedValue(id()),
            Output::Gain(id()),
            Output::Loss(id()),
            Output::Cost(id()),
            Output::Success(id()),
            Output::Capital(id()),
        ]);
    }
    outputs
}

/// Names, least and greatest value of every number.
fn numbers(scenario: &Scenario) -> Vec<(&str, f64, f64)> {
    let parameters = scenario.parameters().iter();
    parameters
        .filter_map(|parameter| {
            let (low, high) = parameter.range()?;
            let bound = |value| f64::from_rational(value).unwrap();
            Some((parameter.name(), bound(low), bound(high)))
        })
        .collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014), as a number from 0 to 1.
fn share(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// Corners, points evenly spread, and points near the lower bound by orders of magnitude, in turn.
fn rows(numbers: &[(&str, f64, f64)], count: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut state = seed;
    let mut row = |kind: usize| {
        let mut value = |(_, low, high): &(&str, f64, f64)| {
            let share = share(&mut state);
            match kind % 3 {
                0 if share < 0.5 => *low,
                0 => *high,
                1 => low + (high - low) * share,
                _ => low + (high - low) * 10f64.powf(-12.0 * share),
            }
        };
        numbers.iter().map(&mut value).collect()
    };
    (0..count).map(&mut row).collect()
}

#[test]
fn every_formula_and_attack_agrees_when_every_number_varies() {
    for file in FILES {
        for backing in ["loan_backing=reputation", "loan_backing=collateral"] {
            let scenario = chronos(file, &[backing, "sampling_schedule=random"]);
            let numbers = numbers(&scenario);
            let varied: Vec<&str> = numbers.iter().map(|(name, ..)| *name).collect();
            let program = scenario.compile(&varied, &everything(&scenario)).unwrap();
            // Within the ranges, each of them has a value everywhere.
            let expected = 600 * program.outputs().len();
            assert_eq!(agree(&program, &rows(&numbers, 600, 1)), Ok((expected, 0)));
        }
    }
}

#[test]
fn every_formula_and_attack_agrees_when_one_number_varies() {
    let scenario = chronos("balanced", &[]);
    let outputs = everything(&scenario);
    for number in numbers(&scenario) {
        let program = scenario.compile(&[number.0], &outputs).unwrap();
        agree(&program, &rows(&[number], 6, 2)).unwrap();
    }
}

/// Far outside every range, where sums overflow and functions leave their domain.
#[test]
fn every_formula_and_attack_agrees_at_values_no_range_admits() {
    let extremes = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        1e-320,
        1e300,
        -1e300,
        f64::MAX,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];
    let scenario = chronos("balanced", &[]);
    let numbers = numbers(&scenario);
    let varied: Vec<&str> = numbers.iter().map(|(name, ..)| *name).collect();
    let program = scenario.compile(&varied, &everything(&scenario)).unwrap();
    let own: Vec<f64> = varied
        .iter()
        .map(|name| scenario.number(name).unwrap())
        .collect();
    let mut rows = Vec::new();
    for position in 0..varied.len() {
        for extreme in extremes {
            let mut row = own.clone();
            row[position] = extreme;
            rows.push(row);
        }
    }
    let (values, failures) = agree(&program, &rows).unwrap();
    assert!(values > 10_000 && failures > 10_000, "{values}, {failures}");
}
