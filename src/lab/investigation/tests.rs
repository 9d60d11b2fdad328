use std::fmt::Debug;

use assay_scenarios::{Override, Parameter, Read};
use dashu_ratio::RBig;

use super::*;

const ASKING: Asking = Asking { runs: 4, seed: 3 };

/// Small, so that it is quick, and eventful, so that every part of it matters.
fn chronos(more: &[&str]) -> Scenario {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/scenarios/chronos/balanced.toml"
    );
    let small = ["users=40", "loan_term=1"];
    let set: Vec<Override> = small
        .iter()
        .chain(more)
        .map(|it| Override::parse(it).unwrap())
        .collect();
    Scenario::load(path.as_ref(), &set).unwrap()
}

/// The scenario with every parameter that was not read somewhere else in its range, as far as a contract can hold it.
fn with_the_unread_moved(scenario: &Scenario, reads: &[Read], share: u8) -> (Scenario, usize) {
    let is_read = |parameter: &Parameter| {
        let what = format!("value {}", parameter.name());
        reads.iter().any(|read| read.what == what)
    };
    let mut moved = scenario.clone();
    let mut count = 0;
    for parameter in scenario.parameters().iter().filter(|it| !is_read(it)) {
        let name = parameter.name();
        let there = match parameter.range() {
            Some((low, high)) => {
                let value = low + (high - low) * RBig::from_parts(share.into(), 100_u8.into());
                let value = parameter.step().map_or(value.clone(), |step| {
                    RBig::from((value / &step).floor()) * step
                });
                moved.with_number(name, value)
            }
            None => {
                let now = moved.choice(name).unwrap().to_owned();
                let other = parameter.choices().iter().find(|choice| **choice != now);
                moved.with_choice(name, other.unwrap())
            }
        };
        if let Ok(there) = there
            && Chronos::new(&there).is_ok()
        {
            moved = there;
            count += 1;
        }
    }
    (moved, count)
}

/// Works a unit out, and again where everything that it did not read stands elsewhere.
fn unread_changes_nothing<T: Debug>(
    scenario: &Scenario,
    unit: &str,
    work: impl Fn(&Units<'_>) -> Result<T, CommandError>,
) {
    let of = |scenario: Scenario| {
        let lab = Lab::of(scenario).unwrap();
        // Floats are written so that they read back as they were: the same text is the same bits.
        format!("{:?}", work(&lab.units(&ASKING, &|_, _| {})).unwrap())
    };
    let (recorded, recording) = scenario.recording();
    let here = of(recorded);
    let reads = recording.reads();
    for share in [15, 65] {
        let (there, moved) = with_the_unread_moved(scenario, &reads, share);
        assert!(moved > 9, "{unit}: only {moved} parameters could be moved");
        assert_eq!(of(there), here, "{unit}: {share}");
    }
}

fn nothing_but_what_is_read_changes_a_unit_of(scenario: &Scenario) {
    let attacks = scenario.attacks();
    attacks.par_iter().for_each(|attack| {
        let id = attack.id();
        unread_changes_nothing(scenario, id, |it| it.best_response(attack));
        unread_changes_nothing(scenario, id, |it| it.simulated(attack));
        unread_changes_nothing(scenario, id, |it| it.break_evens(attack));
    });
    for topic in Topic::all() {
        if !topic.needs_attacks() {
            unread_changes_nothing(scenario, topic.name(), |it| {
                it.findings(&[topic].into(), &[])
            });
        }
    }
}

#[test]
fn nothing_but_what_is_read_changes_a_unit() {
    nothing_but_what_is_read_changes_a_unit_of(&chronos(&[]));
}

#[test]
fn nothing_but_what_is_read_changes_a_unit_where_attacks_come_off() {
    nothing_but_what_is_read_changes_a_unit_of(&chronos(&[
        "detection_rate=0.5",
        "min_sample_blocks=1",
        "contract_borrows=allowed",
        "loan_backing=collateral",
        "liquidation_ltv=0.95",
    ]));
}
