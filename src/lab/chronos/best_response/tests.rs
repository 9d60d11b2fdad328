//! The best response to every attack, beside its script and its replay.

use std::path::PathBuf;

use assay_scenarios::{Override, Scenario};
use assay_sim::{
    chronos::{Economy, simulate_attack},
    engine::{Ensemble, Silent},
};

use super::{Answer, BestResponse, of_attack, overall};

pub(super) fn scenario_file(name: &str, set: &[&str]) -> Scenario {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios/chronos")
        .join(name);
    let set: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    Scenario::load(&path, &set).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

pub(super) fn scenario(set: &[&str]) -> Scenario {
    scenario_file("balanced.toml", set)
}

fn ensemble(runs: u64) -> Ensemble {
    Ensemble {
        seed: 7,
        point: 0,
        runs,
    }
}

fn response(scenario: &Scenario, id: &str, runs: u64) -> BestResponse {
    let economy = Economy::read(scenario).unwrap();
    match of_attack(scenario, &economy, id, ensemble(runs), &Silent).unwrap() {
        Answer::Found(response) => response,
        other => panic!("{id}: {other:?}"),
    }
}

/// Every attack that the setting bears on: the strategic default takes a while, and has one of its own.
fn ids(scenario: &Scenario) -> impl Iterator<Item = &str> {
    let all = scenario.attacks().iter().map(|attack| attack.id());
    all.filter(|id| *id != STRATEGIC_DEFAULT)
}

const STRATEGIC_DEFAULT: &str = "chronos/strategic-default";

fn assert_every_replay_covers(scenario: &Scenario, what: &str) {
    assert_covered(scenario, ids(scenario), what);
}

fn assert_covered<'a>(scenario: &Scenario, ids: impl Iterator<Item = &'a str>, what: &str) {
    for id in ids {
        let found = response(scenario, id, 300);
        assert!(0.0 <= found.low && found.low <= found.high, "{what} {id}");
        assert_eq!(found.covered, Some(true), "{what} {id}: {found:#?}");
    }
}

#[test]
fn the_replay_covers_the_value_in_every_published_configuration() {
    for file in ["balanced.toml", "conservative.toml", "aggressive.toml"] {
        assert_every_replay_covers(&scenario_file(file, &[]), file);
    }
}

#[test]
fn the_replay_covers_the_value_at_other_settings() {
    for set in [
        vec!["loan_backing=collateral"],
        vec!["cross_chain_cooldown=0", "chains=3"],
        vec!["cross_chain_cooldown=2000"],
        vec!["max_hourly_borrows=150_000"],
        vec!["max_hourly_borrows=0", "pause_time=30"],
        vec!["contract_borrows=allowed", "rental_users=3"],
        vec!["min_sample_blocks=1", "sampling_schedule=random"],
        vec!["detection_rate=0.5", "user_stake=30", "burnt_share=0.5"],
        vec!["liquidation_ltv=0.95", "pause_time=0"],
        vec!["cross_chain_cooldown=0.05", "max_hourly_borrows=250_000"],
        vec!["vote_passage=0.2", "votes_cost=300_000"],
        vec!["remote_settlement=0", "remote_bond=0", "loan_term=0.5"],
        vec!["blacklist_npv=0", "rental_slash=0", "rental_price=100"],
    ] {
        assert_every_replay_covers(&scenario(&set), &format!("{set:?}"));
    }
}

#[test]
fn the_replay_covers_what_leaving_a_pledged_loan_is_worth() {
    for set in [
        vec![],
        vec!["liquidation_ltv=0.95"],
        vec!["top_ltv=0.8", "eth_volatility=1.2"],
    ] {
        let scenario = scenario(&set);
        assert_covered(
            &scenario,
            [STRATEGIC_DEFAULT].into_iter(),
            &format!("{set:?}"),
        );
    }
}

/// Where the script does what its adversary may, and no more than that.
#[test]
fn no_script_earns_more_than_the_best_response_to_it() {
    for set in [
        vec![],
        vec!["loan_backing=collateral"],
        vec!["detection_rate=0.9", "contract_borrows=allowed"],
        vec!["min_sample_blocks=1"],
        vec!["cross_chain_cooldown=0", "late_share=0.9"],
    ] {
        let scenario = scenario(&set);
        let economy = Economy::read(&scenario).unwrap();
        for id in ids(&scenario) {
            let best = response(&scenario, id, 2);
            let script = simulate_attack(&scenario, &economy, id, ensemble(300), &Silent)
                .unwrap()
                .unwrap();
            assert!(
                best.high >= script.ci95.low,
                "{set:?} {id}: {} < {}",
                best.high,
                script.ci95.low
            );
        }
    }
}

#[test]
fn an_attack_that_the_solver_does_not_know_has_no_best_response() {
    let scenario = scenario(&[]);
    let economy = Economy::read(&scenario).unwrap();
    let found = of_attack(
        &scenario,
        &economy,
        "chronos/unheard-of",
        ensemble(2),
        &Silent,
    );
    assert_eq!(found.unwrap(), Answer::Unknown);
}

#[test]
fn the_adversary_with_every_means_takes_the_best_plan_and_a_missing_one_is_never_safe() {
    let scenario = scenario(&[]);
    let sybil = response(&scenario, "chronos/false-claim/sybil", 2);
    let none = response(&scenario, "chronos/false-claim", 2);
    let ((sybil, _), (none, _)) = (sybil.reported(), none.reported());
    let both = overall(&[("a", Some(&sybil)), ("b", Some(&none))], 7);
    assert_eq!(both.value.unwrap().value, sybil.low);
    assert_eq!(both.verdict, assay_reports::Verdict::Vulnerable);
    let missing = overall(&[("b", Some(&none)), ("c", None)], 7);
    assert_eq!(missing.verdict, assay_reports::Verdict::Undecided);
    assert_eq!(
        overall(&[("b", Some(&none))], 7).verdict,
        assay_reports::Verdict::Safe
    );
}
