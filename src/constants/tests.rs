//! Safe ranges, tried out: within them no attack begins to pay, just beyond them the one that is named does.

use std::path::Path;

use assay_reports::constants::{Bound, End, Safe, Standing};
use assay_scenarios::{Parameter, Scenario};
use assay_solver::exact::Rational;

use super::safe::standings;
use crate::lab::load;

const SCENARIOS: [&str; 3] = ["balanced", "conservative", "aggressive"];

fn chronos(name: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(|set| (*set).to_owned()).collect();
    load(Path::new(&format!("scenarios/chronos/{name}.toml")), &set).unwrap()
}

fn constants(scenario: &Scenario) -> impl Iterator<Item = &Parameter> {
    let parameters = scenario.parameters().iter();
    parameters.filter(|parameter| parameter.constant().is_some())
}

fn pays(scenario: &Scenario, attack: &str) -> bool {
    let attack = scenario.attack(attack).unwrap();
    attack.expected_value::<f64>(scenario).unwrap() > 1e-9
}

/// Attacks that do not pay here.
fn quiet(scenario: &Scenario) -> Vec<&str> {
    let attacks = scenario.attacks().iter().map(|attack| attack.id());
    attacks.filter(|attack| !pays(scenario, attack)).collect()
}

/// Values within the range, its ends among them where they belong to it.
fn within(control: &Parameter, safe: &Safe) -> Vec<Rational> {
    let (low, high) = (&safe.low.value, &safe.high.value);
    let parts = Rational::from(12u8);
    let mut values: Vec<Rational> = (1u8..12)
        .map(|part| low + (high - low) * Rational::from(part) / &parts)
        .map(|value| match control.is_whole() {
            true => value.floor().into(),
            false => value,
        })
        .filter(|value| safe.holds(value))
        .collect();
    for end in [&safe.low, &safe.high] {
        if end.included {
            values.push(end.value.clone());
        }
    }
    values
}

/// The nearest value beyond an end, as far as its closed form can tell them apart.
fn beyond(control: &Parameter, end: &End, up: bool) -> Rational {
    if !end.included {
        return end.value.clone();
    }
    let step = match control.is_whole() {
        true => Rational::ONE,
        false => (&end.value + Rational::ONE) / Rational::from(1_000_000u32),
    };
    if up {
        &end.value + step
    } else {
        &end.value - step
    }
}

#[test]
fn no_attack_begins_to_pay_within_a_safe_range_and_the_named_one_does_beyond() {
    let (mut read, mut flips) = (0, 0);
    for name in SCENARIOS {
        let scenario = chronos(name, &[]);
        let found = standings(&scenario).unwrap();
        let quiet = quiet(&scenario);
        for control in constants(&scenario) {
            let Standing::Read(safe) = found.of(control.name()) else {
                continue;
            };
            read += 1;
            let now = scenario.exact(control.name()).unwrap();
            assert!(safe.holds(now), "{name} {}", control.name());
            for value in within(control, &safe) {
                let there = scenario.with_number(control.name(), value.clone()).unwrap();
                for attack in &quiet {
                    assert!(
                        !pays(&there, attack),
                        "{name} {attack} at {} = {value}",
                        control.name()
                    );
                }
            }
            for (end, up) in [(&safe.low, false), (&safe.high, true)] {
                if let Bound::Pays(attack) = &end.bound {
                    let value = beyond(control, end, up);
                    let there = scenario.with_number(control.name(), value.clone()).unwrap();
                    assert!(
                        pays(&there, attack),
                        "{name} {attack} at {} = {value}",
                        control.name()
                    );
                    assert!(quiet.contains(&attack.as_str()));
                    flips += 1;
                }
            }
            for paying in &safe.pays_now {
                assert!(pays(&scenario, &paying.attack));
                for stop in &paying.stops_at {
                    let there = scenario.with_number(control.name(), stop.clone()).unwrap();
                    assert!(
                        !pays(&there, &paying.attack),
                        "{name} {} at {stop}",
                        paying.attack
                    );
                }
            }
        }
    }
    assert!(read > 30 && flips > 10, "{read} ranges, {flips} flips");
}

/// By hand: a fresh wallet's claim pays while 100,000 (1 - 0.999) exceeds a stake of 3,000 USD × 0.999 per ETH.
#[test]
fn ends_are_exact() {
    let scenario = chronos("balanced", &[]);
    let found = standings(&scenario).unwrap();
    let safe = |control: &str| match found.of(control) {
        Standing::Read(safe) => safe,
        Standing::NotRead => panic!("{control} is not read"),
    };
    let stake = safe("user_stake").low;
    assert_eq!(stake.value.to_string(), "100/2997");
    assert_eq!(stake.bound, Bound::Pays("chronos/false-claim/sybil".into()));
    let gap = safe("min_sample_blocks").low;
    assert_eq!((gap.value.to_string().as_str(), gap.included), ("2", true));
    let cap = safe("max_hourly_borrows").high;
    assert_eq!(
        (cap.value.to_string().as_str(), cap.included),
        ("99000000", false)
    );
    assert_eq!(found.of("indexer_stake"), Standing::NotRead);
}

#[test]
fn a_value_at_which_an_attack_pays_already_says_where_it_would_stop() {
    let scenario = chronos("balanced", &["min_sample_blocks=1"]);
    let Standing::Read(safe) = standings(&scenario).unwrap().of("min_sample_blocks") else {
        panic!("read");
    };
    let farming = safe
        .pays_now
        .iter()
        .find(|it| it.attack == "chronos/flash-loan-farming");
    let stops: Vec<String> = farming
        .unwrap()
        .stops_at
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(stops, ["2"]);
}
