//! The days of an ordinary month add up to the month.
#![allow(
    clippy::unwrap_used,
    reason = "the tests' helpers stop a test as its own unwrap would"
)]

use std::path::Path;

use assay_scenarios::{Override, Scenario};
use assay_sim::{
    chronos::{Chronicle, Day, Life, Month},
    engine::{Ensemble, Silent},
};

const ENSEMBLE: Ensemble = Ensemble {
    seed: 5,
    point: 0,
    runs: 12,
};

fn life() -> Life {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    let small = Override::parse("users=1500").unwrap();
    Life::new(&Scenario::load(&path, &[small]).unwrap(), None).unwrap()
}

fn lived() -> Vec<(Month, Vec<Day>)> {
    let months = ENSEMBLE.run(&life(), &Silent).unwrap();
    let days = ENSEMBLE.run(&Chronicle::of(life()), &Silent).unwrap();
    months.into_iter().zip(days).collect()
}

#[test]
fn the_days_add_up_to_the_month() {
    let mut moved = 0.0;
    for (month, days) in lived() {
        assert_eq!(days.len(), Chronicle::DAYS);
        let sum = |of: fn(&Day) -> f64| days.iter().map(of).sum::<f64>();
        let close = |sum: f64, whole: f64| (sum - whole).abs() <= 1e-6 * whole.abs().max(1.0);
        assert!(close(sum(|day| day.defaulted), month.principal_defaulted));
        assert!(close(sum(|day| day.indexer_income), month.indexer_income()));
        // What is lent at the end is what was lent before, and since, less what ended.
        let (first, last) = (days.first().unwrap(), days.last().unwrap());
        let before = first.outstanding - first.borrowed;
        assert!(last.outstanding <= before + sum(|day| day.borrowed) + 1e-6);
        moved += month.principal_defaulted;
    }
    assert!(moved > 0.0, "nobody defaulted, so nothing was shown");
}

#[test]
fn a_day_differs_from_run_to_run_and_a_run_repeats_itself() {
    let (first, again) = (lived(), lived());
    assert_eq!(first, again);
    let [(_, one), (_, two)] = &first[..2] else {
        panic!("two runs");
    };
    assert_ne!(one, two);
    let prices: Vec<f64> = one.iter().map(|day| day.eth_price).collect();
    assert!(prices.windows(2).any(|pair| pair[0] != pair[1]));
    assert!(prices.iter().all(|price| *price > 0.0));
}
