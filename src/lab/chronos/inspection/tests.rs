//! The closed form against the solver, and how it answers to what changes.

use std::path::Path;

use assay_reports::{Finding, Verdict};
use assay_scenarios::{Override, Scenario};
use assay_solver::{
    equilibrium::{
        bimatrix::{self, Status, enumerate},
        pure,
        several::{Budget, Found, solve},
    },
    exact::{approximate, from_float},
    game::Game,
    interval::Interval,
};
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::{
    equilibria::Settled,
    findings,
    game::{HONEST, game},
    terms::{Claimant, Terms},
};

fn scenario(set: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/chronos/balanced.toml");
    let overrides: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    Scenario::load(&path, &overrides).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn terms(set: &[&str], claimant: Claimant) -> Terms {
    Terms::read(&scenario(set), claimant).unwrap_or_else(|error| panic!("{error}"))
}

fn found(set: &[&str], id: &str) -> Finding {
    let id = format!("chronos/inspection/{id}");
    findings(&scenario(set))
        .unwrap_or_else(|error| panic!("{error}"))
        .into_iter()
        .find(|finding| finding.id == id)
        .unwrap_or_else(|| panic!("no {id}"))
}

fn of(terms: &Terms, indexers: usize) -> Game {
    game(terms, indexers).unwrap_or_else(|error| panic!("{error}"))
}

fn hundredths(number: u32) -> RBig {
    RBig::from_parts(number.into(), 100u8.into())
}

/// How often the second strategy is played in each extreme equilibrium with one indexer: false claims, scans.
fn of_one_indexer(terms: &Terms) -> Vec<[RBig; 2]> {
    let all = enumerate(&of(terms, 1), &bimatrix::Effort::default())
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(all.status, Status::Complete);
    let second = |mixed: &Vec<RBig>| mixed[1].clone();
    all.equilibria
        .iter()
        .map(|found| [0, 1].map(|player| second(&found.strategies()[player])))
        .collect()
}

/// The same with several: certainly all equilibria there are.
fn of_several(terms: &Terms, indexers: usize) -> Vec<Vec<Interval>> {
    let solutions = solve(&of(terms, indexers), &Budget::default());
    assert!(solutions.is_complete(), "{:?}", solutions.unresolved);
    solutions
        .equilibria
        .iter()
        .map(|found| match found {
            Found::Exact(exact) => exact
                .strategies()
                .iter()
                .map(|mixed| Interval::enclosing(&mixed[1]))
                .collect(),
            Found::Enclosed(enclosed) => enclosed.strategies().iter().map(|it| it[1]).collect(),
        })
        .collect()
}

/// Every non-empty group of indexers is the active one of one equilibrium, and it is the closed form's.
fn assert_closed_form_is_all(terms: &Terms, indexers: usize) {
    let equilibria = of_several(terms, indexers);
    let mut groups: Vec<Vec<bool>> = Vec::new();
    for played in &equilibria {
        let (false_share, scans) = played.split_first().expect("a claimant");
        let group: Vec<bool> = scans.iter().map(|scan| scan.high() > 0.0).collect();
        let active = group.iter().filter(|&&active| active).count();
        let mixed = terms
            .mixed(active as u64)
            .unwrap_or_else(|| panic!("{active} are active in {terms:?}"));
        let meet = |one: Interval, other: Interval| one.intersection(other).is_some();
        assert!(meet(mixed.false_share, *false_share), "{active} {terms:?}");
        for scan in scans.iter().filter(|scan| scan.high() > 0.0) {
            assert!(meet(mixed.scan, *scan), "{active} {terms:?}");
        }
        groups.push(group);
    }
    groups.sort();
    groups.dedup();
    let nobody = vec![false; indexers];
    assert!(!groups.contains(&nobody), "{terms:?}");
    assert_eq!(groups.len(), (1 << indexers) - 1, "{terms:?}");
    assert_eq!(equilibria.len(), groups.len(), "{terms:?}");
}

/// The most that anybody gains by deviating from the equilibrium with all active, at the middles of its intervals, in
/// USD.
fn regret(terms: &Terms, indexers: usize) -> RBig {
    let mixed = terms.mixed(indexers as u64).expect("both sides mix");
    let two = |second: Interval| {
        let second = from_float(second.middle()).expect("finite");
        vec![RBig::ONE - &second, second]
    };
    let mut strategies = vec![two(mixed.false_share)];
    strategies.extend(std::iter::repeat_n(two(mixed.scan), indexers));
    let game = of(terms, indexers);
    (0..=indexers)
        .flat_map(|player| {
            let worth = game.deviation_payoffs(player, &strategies);
            let expected = worth
                .iter()
                .zip(&strategies[player])
                .fold(RBig::ZERO, |sum, (worth, played)| sum + worth * played);
            worth.into_iter().map(move |worth| worth - &expected)
        })
        .max()
        .expect("somebody plays")
}

const MIXING: [Claimant; 2] = [Claimant::Known, Claimant::Fresh];

#[test]
fn one_indexer_has_exactly_the_equilibrium_of_the_closed_form() {
    for claimant in MIXING {
        let terms = terms(&["indexers=1"], claimant);
        let least = terms.least_prevalence().expect("something to win");
        let scan = terms.needed() / &terms.detection;
        assert_eq!(of_one_indexer(&terms), [[least.clone(), scan.clone()]]);
        let mixed = terms.mixed(1).expect("both sides mix");
        assert!(mixed.false_share.encloses(&least) && mixed.scan.encloses(&scan));
        assert_eq!(terms.mixed(2), None);
    }
}

#[test]
fn two_and_three_indexers_have_exactly_the_equilibria_of_the_closed_form() {
    for claimant in MIXING {
        let terms = terms(&[], claimant);
        for indexers in [2, 3] {
            assert_closed_form_is_all(&terms, indexers);
        }
    }
}

#[test]
fn a_group_too_large_for_its_bounty_lets_every_claim_be_false() {
    // Two who scan share $300 for scans of $250 each.
    let terms = terms(&["scan_cost=250"], Claimant::Fresh);
    assert_closed_form_is_all(&terms, 3);
    let (alone, crowd) = (terms.mixed(1), terms.mixed(2));
    assert!(alone.is_some_and(|mixed| mixed.false_share.high() < 1.0));
    let crowd = crowd.expect("an equilibrium");
    assert_eq!(crowd.false_share, Interval::ONE);
    assert!(crowd.found.high() < approximate(&terms.needed()));
    assert!(regret(&terms, 8) < RBig::from_parts(1.into(), 100_000_000u32.into()));
    let finding = found(&["scan_cost=250"], "surviving-fraud/fresh");
    assert_eq!(finding.value.map(|it| it.value), Some(1.0));
}

#[test]
fn with_more_indexers_nobody_gains_by_leaving_the_symmetric_equilibrium() {
    for claimant in MIXING {
        for indexers in [5, 8, 10] {
            let gain = regret(&terms(&[], claimant), indexers);
            assert!(
                gain < RBig::from_parts(1.into(), 100_000_000u32.into()),
                "{claimant:?} {indexers}: {}",
                approximate(&gain)
            );
        }
    }
}

#[test]
fn no_equilibrium_is_pure_where_both_sides_mix() {
    for claimant in MIXING {
        let terms = terms(&[], claimant);
        for indexers in 1..=6 {
            let none: Vec<Vec<usize>> = Vec::new();
            assert_eq!(pure::profiles(&of(&terms, indexers)), none, "{indexers}");
        }
    }
    assert_eq!(found(&[], "never-attack").verdict, Verdict::Vulnerable);
}

#[test]
fn the_papers_profile_is_an_equilibrium_if_looking_is_free_and_never_wrong() {
    let free = ["scan_cost=0", "false_positive_rate=0"];
    assert_eq!(found(&free, "never-attack").verdict, Verdict::Safe);
    let terms = terms(&free, Claimant::Known);
    for indexers in 1..=5 {
        let mut paper = vec![HONEST];
        paper.extend(std::iter::repeat_n(1, indexers));
        assert!(pure::profiles(&of(&terms, indexers)).contains(&paper));
    }
    // Either of the two alone is not enough.
    for one in free {
        let verdict = found(&[one], "never-attack").verdict;
        assert_eq!(verdict, Verdict::Vulnerable, "{one}");
    }
}

#[test]
fn the_ends_of_the_ranges_settle_as_they_must() {
    use Settled::{BeyondDeterrence, Mixed, NoTemptation, NobodyScans};
    for (set, expected) in [
        ("indexers=10", [Mixed, Mixed, BeyondDeterrence]),
        ("indexers=1", [Mixed, Mixed, BeyondDeterrence]),
        ("indexers=1000", [Mixed, Mixed, BeyondDeterrence]),
        (
            "loan_backing=collateral",
            [NoTemptation, NoTemptation, NoTemptation],
        ),
        (
            "detection_rate=0",
            [BeyondDeterrence, BeyondDeterrence, BeyondDeterrence],
        ),
        ("detection_rate=1", [Mixed, Mixed, Mixed]),
        ("scan_cost=0", [Mixed, Mixed, BeyondDeterrence]),
        (
            "scan_cost=10000",
            [NobodyScans, NobodyScans, BeyondDeterrence],
        ),
        (
            "user_stake=0",
            [NobodyScans, BeyondDeterrence, BeyondDeterrence],
        ),
        ("user_stake=1000", [Mixed, Mixed, Mixed]),
        ("burnt_share=1", [NobodyScans, NobodyScans, NobodyScans]),
        ("front_run_rate=1", [Mixed, Mixed, BeyondDeterrence]),
        ("false_positive_rate=1", [Mixed, Mixed, BeyondDeterrence]),
    ] {
        findings(&scenario(&[set])).unwrap_or_else(|error| panic!("{set}: {error}"));
        for (claimant, expected) in Claimant::ALL.into_iter().zip(expected) {
            let terms = terms(&[set], claimant);
            assert_eq!(terms.settled(), expected, "{set} {claimant:?}");
            assert_eq!(terms.mixed(0), None);
            // Against one indexer, who faces what all of them together face.
            let all_false = |sure: RBig| {
                let claims = of_one_indexer(&terms);
                claims.iter().all(|[false_share, _]| *false_share == sure)
            };
            match expected {
                NoTemptation => assert!(all_false(RBig::ZERO), "{set} {claimant:?}"),
                BeyondDeterrence | NobodyScans => {
                    assert!(all_false(RBig::ONE), "{set} {claimant:?}");
                }
                Mixed => assert!(terms.mixed(1).is_some(), "{set} {claimant:?}"),
            }
        }
    }
}

#[test]
fn the_largest_claim_that_is_deterred_leaves_the_claimant_indifferent() {
    for claimant in Claimant::ALL {
        let mut terms = terms(&["indexers=1"], claimant);
        terms.prize = terms.largest_deterred().expect("scans miss some");
        // With every claim scanned, a false one is worth nothing.
        let scanned = vec![vec![RBig::ONE, RBig::ZERO], vec![RBig::ZERO, RBig::ONE]];
        let worth = of(&terms, 1).deviation_payoffs(0, &scanned);
        assert_eq!(worth, [RBig::ZERO, RBig::ZERO], "{claimant:?}");
    }
    assert_eq!(
        terms(&["detection_rate=1"], Claimant::Fresh).largest_deterred(),
        None
    );
}

#[test]
fn burning_more_never_leaves_less_fraud_to_those_whom_it_does_not_deter() {
    let scenario = scenario(&[]);
    for claimant in MIXING {
        for active in [1, 10] {
            let mut before = 0.0;
            for burnt in 0..=100 {
                let terms = Terms::with_burnt_share(&scenario, claimant, &hundredths(burnt))
                    .unwrap_or_else(|error| panic!("{error}"));
                // Where nobody scans, every claim is false.
                let fraud = terms
                    .mixed(active)
                    .map_or(1.0, |mixed| mixed.false_share.high());
                assert!(fraud >= before, "{claimant:?} {active} {burnt}");
                before = fraud;
            }
            assert_eq!(before, 1.0);
        }
    }
}

#[test]
fn burning_deters_those_who_challenge_themselves() {
    let scenario = scenario(&[]);
    let settled = |burnt: u32| {
        let burnt = hundredths(burnt);
        Terms::with_burnt_share(&scenario, Claimant::SelfChallenging, &burnt)
            .map(|terms| terms.settled())
            .unwrap_or_else(|error| panic!("{error}"))
    };
    let finding = found(&[], "burnt-share");
    assert_eq!(finding.verdict, Verdict::Safe);
    let least = finding.value.map_or(f64::NAN, |it| it.value * 100.0);
    // The stake at risk must reach prize · (1 − d) / d, that is $100.10 of $300 with nine tenths of it won back.
    assert_eq!(least.round(), 26.0);
    assert_eq!(settled(25), Settled::BeyondDeterrence);
    assert_eq!(settled(26), Settled::Mixed);
}

/// Stakes of any proportion in which a scan costs something and a false claim found costs something.
fn stakes() -> impl Strategy<Value = Terms> {
    (
        1..=60u32,
        0..=60u32,
        (1..=40u32, 0..=20u32),
        (50..=100u32, 0..=20u32),
        1..=30u32,
    )
        .prop_map(
            |(prize, penalty, (bounty, challenger_stake), (detection, alarm), scan_cost)| Terms {
                claimant: Claimant::Fresh,
                prize: prize.into(),
                penalty: penalty.into(),
                bounty: bounty.into(),
                challenger_stake: challenger_stake.into(),
                detection: hundredths(detection),
                false_positive: hundredths(alarm),
                scan_cost: scan_cost.into(),
                indexers: 60,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_indexer_settles_as_the_solver_says(terms in stakes()) {
        let equilibria = of_one_indexer(&terms);
        let pays = &terms.detection * &terms.bounty;
        prop_assume!(terms.needed() != terms.detection && pays != terms.scan_cost);
        match terms.settled() {
            Settled::NoTemptation => prop_assert!(false, "every prize is positive"),
            Settled::BeyondDeterrence | Settled::NobodyScans => {
                prop_assert_eq!(equilibria.len(), 1);
                prop_assert_eq!(&equilibria[0][0], &RBig::ONE);
            }
            Settled::Mixed => {
                let least = terms.least_prevalence().expect("something to win");
                prop_assert_eq!(equilibria, [[least, terms.needed() / &terms.detection]]);
            }
        }
    }

    #[test]
    fn two_indexers_settle_as_the_solver_says(terms in stakes()) {
        prop_assume!(terms.mixed(1).is_some() && terms.mixed(2).is_some());
        assert_closed_form_is_all(&terms, 2);
    }

    #[test]
    fn more_indexers_never_leave_less_fraud(terms in stakes(), active in 1..60u64) {
        let (Some(fewer), Some(more)) = (terms.mixed(active), terms.mixed(active + 1)) else {
            return Ok(());
        };
        prop_assert!(fewer.false_share.width() < 1e-9 && more.false_share.width() < 1e-9);
        prop_assert!(more.false_share.high() >= fewer.false_share.low());
        prop_assert!(more.scan.low() <= fewer.scan.high());
        prop_assert!(more.found.low() <= fewer.found.high());
    }
}
