//! A break-even value is where the sign changes, as anybody can check by setting the parameter.

use assay_scenarios::{Override, Scenario};
use assay_solver::boundary::{Effort, Profitable, break_evens};
use dashu_ratio::RBig;

use crate::support::{
    AGGRESSIVE, BALANCED, CONSERVATIVE, attack, attacks, closed_form, list, workspace,
};

fn load(path: &str, set: &[&str]) -> Scenario {
    let set: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    Scenario::load(&workspace(path), &set).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

#[test]
fn every_break_even_value_parts_profit_from_loss() {
    let nudge = RBig::from_parts(1.into(), 1_000_000_000u64.into());
    let mut seen = 0;
    for (path, set) in [
        (BALANCED, vec![]),
        (BALANCED, vec!["loan_backing=collateral"]),
        (CONSERVATIVE, vec![]),
        (AGGRESSIVE, vec![]),
    ] {
        let scenario = load(path, &set);
        for attack in scenario.attacks() {
            for at in break_evens(&scenario, attack.id(), &Effort::default())
                .unwrap()
                .found
            {
                let parameter = scenario.parameter(&at.parameter).unwrap();
                let (low, high) = parameter.range().unwrap();
                let here = match &at.exact {
                    Some(exact) => exact.clone(),
                    None => RBig::try_from(at.value).unwrap(),
                };
                let step = if parameter.is_whole() {
                    RBig::ONE
                } else {
                    (high - low) * &nudge
                };
                let value_at = |at: RBig| -> Option<f64> {
                    let varied = scenario.with_number(parameter.name(), at).ok()?;
                    attack.expected_value(&varied).ok()
                };
                let (below, above) = (value_at(&here - &step), value_at(&here + &step));
                // A whole parameter's break-even value is itself the first that loses.
                let (pays, loses) = match (at.profitable, parameter.is_whole()) {
                    (Profitable::Below, true) => (below, value_at(here)),
                    (Profitable::Above, true) => (above, value_at(here)),
                    (Profitable::Below, false) => (below, above),
                    (Profitable::Above, false) => (above, below),
                };
                let what = format!(
                    "{} over {} at {} in {path} {set:?}: {pays:?} {loses:?}",
                    attack.id(),
                    at.parameter,
                    at.value
                );
                assert!(pays.is_none_or(|value| value > 0.0), "{what}");
                assert!(loses.is_none_or(|value| value <= 0.0), "{what}");
                assert!(pays.is_some() || loses.is_some(), "{what}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "only {seen} break-even values");
}

#[test]
fn the_command_prints_the_break_even_that_setting_it_confirms() {
    let report = attacks(BALANCED, &[]);
    let claim = attack(&report, "chronos/false-claim");
    let detection = list(&claim["break_even"])
        .iter()
        .find(|at| at["parameter"] == "detection_rate")
        .unwrap();
    // 100,000 (1 - d) = 50,300 d.
    assert_eq!(detection["exact"], "1000/1503");
    for (rate, pays) in [("0.66533", true), ("0.66534", false)] {
        let report = attacks(BALANCED, &[&format!("detection_rate={rate}")]);
        assert_eq!(
            closed_form(attack(&report, "chronos/false-claim")) > 0.0,
            pays,
            "{rate}"
        );
    }
}

#[test]
fn flash_loans_pay_up_to_the_one_block_they_last() {
    let report = attacks(BALANCED, &[]);
    let farming = attack(&report, "chronos/flash-loan-farming");
    let blocks = list(&farming["break_even"])
        .iter()
        .find(|at| at["parameter"] == "min_sample_blocks")
        .unwrap();
    assert_eq!(blocks["exact"], "2");
    assert_eq!(blocks["profitable"], "below");
}
