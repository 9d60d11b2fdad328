//! Strategies are played through the protocol's own calls: those that do what a script does earn what
//! it earns, and those that get the rules wrong are told so.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::path::PathBuf;
use std::sync::Mutex;

use assay_scenarios::{Override, Scenario};
use assay_sim::chronos::strategist::{
    Adversary, Bounds,
    borrower::{self, Cover, Means, Move, Record, Situation},
    capturer, coordinator, griefer, pledger, replay,
};
use assay_sim::chronos::{AttackOutcome, Economy, SimulationError, simulate_attack};
use assay_sim::engine::{Ensemble, Silent};

fn balanced(set: &[&str]) -> Scenario {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    let set: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    Scenario::load(&path, &set).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

const RUNS: Ensemble = Ensemble {
    seed: 3,
    point: 0,
    runs: 200,
};

fn play(
    scenario: &Scenario,
    adversary: &Adversary<'_>,
    runs: u64,
) -> Result<AttackOutcome, SimulationError> {
    let economy = Economy::read(scenario).unwrap();
    let nowhere = Bounds {
        worst: f64::INFINITY,
        best: f64::NEG_INFINITY,
    };
    let ensemble = Ensemble { runs, ..RUNS };
    replay(scenario, &economy, adversary, nowhere, ensemble, &Silent)
}

fn script(scenario: &Scenario, id: &str) -> AttackOutcome {
    let economy = Economy::read(scenario).unwrap();
    simulate_attack(scenario, &economy, id, RUNS, &Silent)
        .unwrap()
        .unwrap()
}

/// A liar who borrows at home alone, as the scripts do.
fn liar(cover: Cover) -> impl Fn(&Situation) -> Option<Move> {
    move |seen| {
        Some(match seen.record {
            Record::Holding(_) => Move::ClaimFalsely(cover),
            Record::Proven(_) if !seen.home => Move::BorrowHome,
            Record::Proven(_) => Move::WalkAway,
            Record::Slashed => Move::Stop,
        })
    }
}

#[test]
fn a_strategy_that_does_what_a_false_claims_script_does_earns_the_same_in_every_run() {
    let scenario = balanced(&["detection_rate=0.6", "burnt_share=0.25", "indexers=2"]);
    for (means, cover, id) in [
        (
            Means::FalseClaimWithFuture,
            Cover::None,
            "chronos/false-claim",
        ),
        (Means::FalseClaim, Cover::None, "chronos/false-claim/sybil"),
        (
            Means::FalseClaim,
            Cover::SelfChallenge,
            "chronos/false-claim/self-challenge",
        ),
        (
            Means::FalseClaim,
            Cover::Bribes,
            "chronos/false-claim/bribed-indexers",
        ),
    ] {
        let strategy = liar(cover);
        let played = play(&scenario, &Adversary::Borrower(means, &strategy), 200).unwrap();
        let scripted = script(&scenario, id);
        assert_eq!(
            (played.mean, played.sd),
            (scripted.mean, scripted.sd),
            "{id}"
        );
    }
}

#[test]
fn one_ballot_earns_what_the_scripted_capture_earns() {
    let scenario = balanced(&["split_wallets=50"]);
    for (means, id) in [
        (capturer::Means::Bought, "chronos/governance-capture"),
        (
            capturer::Means::Rented,
            "chronos/governance-capture/rented-votes",
        ),
        (
            capturer::Means::Split,
            "chronos/governance-capture/split-votes",
        ),
    ] {
        let voted = Mutex::new(false);
        // One ballot a run: the tokens come first, and after the ballot he stops.
        let strategy = |seen: &capturer::Situation| {
            let mut voted = voted.lock().unwrap();
            Some(if std::mem::take(&mut *voted) {
                capturer::Move::Stop
            } else if seen.tokens {
                *voted = true;
                capturer::Move::Ballot
            } else {
                capturer::Move::Pay
            })
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        let played = pool
            .install(|| play(&scenario, &Adversary::Capturer(means, &strategy), 200))
            .unwrap();
        let scripted = script(&scenario, id);
        assert_eq!(
            (played.mean, played.sd),
            (scripted.mean, scripted.sd),
            "{id}"
        );
    }
}

#[test]
fn taking_what_the_cap_lets_through_earns_what_its_script_earns() {
    let scenario = balanced(&[]);
    let strategy = |seen: &coordinator::Situation| {
        Some(if seen.pause == 0 {
            coordinator::Move::Recruit
        } else {
            coordinator::Move::WalkAway
        })
    };
    let played = play(&scenario, &Adversary::Coordinator(&strategy), 1).unwrap();
    let scripted = script(&scenario, "chronos/coordinated-default/take-the-cap");
    assert_eq!(played.mean, scripted.mean);
}

#[test]
fn a_pause_is_paid_for_however_it_is_come_by() {
    let scenario = balanced(&[]);
    let bounty = scenario.evaluate::<f64>("pause_damage").unwrap();
    for (trip, cost) in [
        (griefer::Move::TripByVolume, "trip_by_volume"),
        (griefer::Move::TripByGas, "trip_by_gas"),
        (griefer::Move::TripByDefault, "0"),
    ] {
        let cost = scenario.evaluate::<f64>(cost).unwrap_or(0.0);
        let strategy = |seen: &griefer::Situation| {
            Some(if seen.paused {
                griefer::Move::Collect
            } else {
                trip
            })
        };
        let played = play(&scenario, &Adversary::Griefer(&strategy), 1).unwrap();
        assert!((played.mean - bounty + cost).abs() < 0.01, "{trip:?}");
    }
}

#[test]
fn waiting_for_the_end_is_the_scripted_option() {
    let scenario = balanced(&[]);
    let looks = 1;
    let strategy = |seen: &pledger::Situation| {
        let debt: f64 = 0.9 * (1.0 + 0.1 / 2.0 + 0.001);
        Some(match (seen.look, seen.open) {
            (0, false) => pledger::Move::Borrow,
            (0, true) => pledger::Move::Wait,
            _ if seen.price < debt => pledger::Move::WalkAway,
            _ => pledger::Move::Repay,
        })
    };
    let means = pledger::Means { looks };
    let played = play(&scenario, &Adversary::Pledger(means, &strategy), 200).unwrap();
    let scripted = script(&scenario, "chronos/strategic-default");
    assert!((played.mean - scripted.mean).abs() < 0.01);
}

#[test]
fn a_borrower_sees_what_the_protocol_holds_of_him() {
    let scenario = balanced(&[]);
    let year = 365 * 86_400;
    let seen = Mutex::new(Vec::new());
    let moves = [
        Move::Hold(year),
        Move::Claim,
        Move::Wait(2 * year),
        Move::BorrowAway,
        Move::Wait(300),
        Move::BorrowHome,
        Move::WalkAway,
    ];
    let strategy = |situation: &Situation| {
        let mut seen = seen.lock().unwrap();
        let choice = moves.get(seen.len()).copied();
        seen.push(situation.clone());
        choice
    };
    let adversary = Adversary::Borrower(Means::Building, &strategy);
    let outcome = play(&scenario, &adversary, 1).unwrap();
    // Two loans of $90,000 less a year's return on $100,000.
    assert!((outcome.mean - 175_000.0).abs() < 0.01);

    let seen = seen.into_inner().unwrap();
    let records: Vec<Record> = seen.iter().map(|situation| situation.record).collect();
    assert_eq!(
        records,
        [
            Record::Holding(0),
            Record::Holding(year),
            Record::Proven(year),
            Record::Proven(3 * year),
            Record::Proven(3 * year),
            Record::Proven(3 * year),
            Record::Proven(3 * year),
        ]
    );
    let borrowed = &seen[4];
    assert_eq!(
        (borrowed.pending.as_slice(), borrowed.cooldown, borrowed.due),
        (&[300][..], 3_600, None)
    );
    let paid = &seen[5];
    assert_eq!((paid.paid, paid.cooldown), (1, 3_300));
    assert_eq!(paid.due, Some(year / 2));
    assert!(seen[6].home);
}

#[test]
fn a_call_that_the_protocol_refuses_is_told() {
    let scenario = balanced(&[]);
    let strategy = |_: &Situation| Some(Move::BorrowHome);
    let adversary = Adversary::Borrower(Means::Building, &strategy);
    let error = play(&scenario, &adversary, 2).unwrap_err();
    assert!(error.to_string().contains("no confirmed claim"), "{error}");
}

#[test]
fn a_situation_that_the_strategy_does_not_know_is_told() {
    let scenario = balanced(&[]);
    let strategy = |_: &Situation| None;
    let adversary = Adversary::Borrower(borrower::Means::Building, &strategy);
    let error = play(&scenario, &adversary, 2).unwrap_err();
    assert!(error.to_string().contains("Holding(0)"), "{error}");
}

#[test]
fn a_strategy_without_end_is_told() {
    let scenario = balanced(&[]);
    let strategy = |_: &griefer::Situation| Some(griefer::Move::TripByGas);
    let error = play(&scenario, &Adversary::Griefer(&strategy), 1);
    // The breaker itself ends this one: while it is tripped nobody borrows.
    assert!(error.unwrap_err().to_string().contains("paused"));
    let strategy = |_: &Situation| Some(Move::Hold(0));
    let adversary = Adversary::Borrower(Means::Building, &strategy);
    let error = play(&scenario, &adversary, 1).unwrap_err();
    assert!(error.to_string().contains("has not ended"), "{error}");
}
