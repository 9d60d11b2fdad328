//! What is read of a scenario is recorded, and nothing else is needed to know a result.
#![allow(
    clippy::unwrap_used,
    reason = "the tests' helpers stop a test as its own unwrap would"
)]

use std::path::Path;

use assay_scenarios::{EvaluationError, Parameter, Read, Recording, Scenario};
use dashu_ratio::RBig;
use proptest::prelude::*;

fn chronos() -> Scenario {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/chronos/balanced.toml");
    Scenario::load(Path::new(path), &[]).unwrap()
}

fn what(recording: &Recording) -> Vec<String> {
    recording
        .reads()
        .into_iter()
        .map(|read| read.what)
        .collect()
}

/// What a use of the scenario reads.
fn read_by(reading: impl FnOnce(&Scenario)) -> Vec<String> {
    let (scenario, recording) = chronos().recording();
    reading(&scenario);
    what(&recording)
}

#[test]
fn every_way_to_read_a_scenario_is_recorded() {
    type Way = (fn(&Scenario), &'static [&'static str]);
    let ways: &[Way] = &[
        (|_| {}, &[]),
        (
            |it| {
                let _ = it.number("user_stake");
            },
            &["value user_stake"],
        ),
        (
            |it| {
                let _ = it.exact("user_stake").cloned();
            },
            &["value user_stake"],
        ),
        (
            |it| {
                let _ = it.exact_in("user_stake", "wei");
            },
            &["value user_stake", "definition user_stake"],
        ),
        (
            |it| {
                let _ = it.choice("loan_backing").map(str::len);
            },
            &["value loan_backing"],
        ),
        (
            |it| {
                let _ = it.parameter("user_stake").cloned();
            },
            &["definition user_stake"],
        ),
        (
            |it| {
                let _ = it.formula("stake_value").cloned();
            },
            &["formula stake_value"],
        ),
        (
            |it| {
                let _ = it.evaluate::<f64>("stake_value");
            },
            &["value user_stake", "value eth_price", "formula stake_value"],
        ),
        (
            |it| {
                let _ = it.attack("chronos/false-claim").cloned();
            },
            &["attack chronos/false-claim"],
        ),
        (
            |it| {
                let _ = it.numbers_behind_formula("stake_value").map(|it| it.len());
            },
            &[
                "definition user_stake",
                "definition eth_price",
                "formula stake_value",
            ],
        ),
        (
            |it| {
                let _ = it.compile(&["eth_price"], &[]).map(|_| ());
            },
            &["definition eth_price"],
        ),
        (
            |it| {
                let _ = it.parameters().len();
            },
            &["every definition"],
        ),
        (
            |it| {
                let _ = it.formulas().len();
            },
            &["every formula"],
        ),
        (
            |it| {
                let _ = it.tables().len();
            },
            &["every table"],
        ),
        (
            |it| {
                let _ = it.attacks().len();
            },
            &["every attack"],
        ),
        (
            |it| {
                let _ = it.sweep().cloned();
            },
            &["every sweep"],
        ),
        (
            |it| {
                let _ = it.title().len();
            },
            &["every heading"],
        ),
        (
            |it| {
                let _ = it.protocol().len();
            },
            &["every heading"],
        ),
        (
            |it| {
                let _ = it.source().map(str::len);
            },
            &["every heading"],
        ),
        (
            |it| {
                let _ = it.sources().len();
            },
            &["every file"],
        ),
        (
            |it| {
                let _ = it.overrides().len();
            },
            &["every file"],
        ),
        // That there is no such thing is read off all names.
        (
            |it| {
                let _ = it.number("user_steak");
            },
            &["every name"],
        ),
        (
            |it| {
                let _ = it.formula("stake_values").cloned();
            },
            &["every name"],
        ),
        (
            |it| {
                let _ = it.attack("chronos/false-claims").cloned();
            },
            &["every name"],
        ),
    ];
    for (number, (reading, expected)) in ways.iter().enumerate() {
        assert_eq!(read_by(*reading), *expected, "way {number}");
    }
}

#[test]
fn a_branch_that_is_not_taken_is_not_read() {
    let read = read_by(|it| {
        let _ = it.evaluate::<f64>("farmed_share");
    });
    assert_eq!(
        read,
        [
            "value loan_backing",
            "value farmed_backing",
            "formula farmed_share"
        ]
    );
}

#[test]
fn what_is_read_of_a_varied_scenario_counts_as_read_of_the_original() {
    let (scenario, recording) = chronos().recording();
    let dearer = scenario
        .with_number("eth_price", RBig::from(4_000))
        .unwrap();
    dearer.evaluate::<f64>("stake_value").unwrap();
    let read = recording.reads();
    let price = Read {
        what: "value eth_price".into(),
        text: "3000 USD/ETH".into(),
    };
    assert!(read.contains(&price), "{read:?}");
}

#[test]
fn reads_of_many_threads_and_of_clones_are_one_record() {
    let (scenario, recording) = chronos().recording();
    std::thread::scope(|scope| {
        for name in ["user_stake", "eth_price", "top_ltv"] {
            let scenario = scenario.clone();
            scope.spawn(move || scenario.number(name).unwrap());
        }
    });
    assert_eq!(
        what(&recording),
        ["value user_stake", "value top_ltv", "value eth_price"]
    );
}

#[test]
fn reads_ahead_count_when_they_are_noted() {
    let (scenario, recording) = chronos().recording();
    let (ahead, read_ahead) = scenario.recording();
    ahead.number("user_stake").unwrap();
    assert!(what(&recording).is_empty());
    scenario.note(&read_ahead);
    assert_eq!(what(&recording), ["value user_stake"]);
}

#[test]
fn a_read_says_how_it_reads_and_another_scenario_reads_it_for_itself() {
    let (scenario, recording) = chronos().recording();
    scenario.evaluate::<f64>("stake_value").unwrap();
    scenario.attack("chronos/false-claim").unwrap();
    scenario.tables();
    let other = chronos()
        .with_number("eth_price", RBig::from(4_000))
        .unwrap();
    let differing: Vec<String> = recording
        .reads()
        .into_iter()
        .filter(|read| other.reading(&read.what).as_ref() != Some(&read.text))
        .map(|read| format!("{}: {}", read.what, read.text))
        .collect();
    assert_eq!(differing, ["value eth_price: 3000 USD/ETH"]);
    assert_eq!(
        other.reading("value eth_price").as_deref(),
        Some("4000 USD/ETH")
    );
    for nothing in [
        "value nothing",
        "formula eth_price",
        "price eth_price",
        "value",
        "",
    ] {
        assert_eq!(other.reading(nothing), None, "{nothing}");
    }
}

/// Another value of the parameter, far or near within its range.
fn moved(scenario: &Scenario, parameter: &Parameter, share: f64) -> Option<Scenario> {
    let name = parameter.name();
    if let Some((low, high)) = parameter.range() {
        let share = RBig::try_from(share).ok()?;
        let value = low + (high - low) * share;
        let value = if parameter.is_whole() {
            value.floor().into()
        } else {
            value
        };
        return scenario.with_number(name, value).ok();
    }
    let now = scenario.choice(name).ok()?;
    let other = parameter.choices().iter().find(|choice| *choice != now)?;
    scenario.with_choice(name, other).ok()
}

fn bits(value: Result<f64, EvaluationError>) -> Result<u64, String> {
    value.map(f64::to_bits).map_err(|error| error.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_parameter_that_was_not_read_changes_no_value(share in 0.0..1.0) {
        let here = chronos();
        type Question = Box<dyn Fn(&Scenario) -> Result<u64, String>>;
        let formulas = here.formulas().iter().map(|formula| {
            let name = formula.name().to_owned();
            Box::new(move |it: &Scenario| bits(it.evaluate(&name))) as Question
        });
        let attacks = here.attacks().iter().map(|attack| {
            let id = attack.id().to_owned();
            Box::new(move |it: &Scenario| bits(it.evaluator().expected_value(&id))) as Question
        });
        for question in formulas.chain(attacks) {
            let (recorded, recording) = here.recording();
            let answer = question(&recorded);
            let read = what(&recording);
            for parameter in here.parameters() {
                if read.contains(&format!("value {}", parameter.name())) {
                    continue;
                }
                if let Some(there) = moved(&here, parameter, share) {
                    prop_assert_eq!(&question(&there), &answer, "{}", parameter.name());
                }
            }
        }
    }
}
