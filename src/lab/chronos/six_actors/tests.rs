//! What can be worked out by hand, and what the real months say where it is known beforehand.

use std::path::Path;

use assay_reports::{Finding, Verdict};
use assay_scenarios::{Override, Scenario};
use assay_sim::chronos::Population;
use assay_solver::exact::Rational;

use super::{
    gains::{Stability, gains},
    game::Estimated,
    months::Months,
    profiles::{self, Choices, PAPER},
    words::Words,
};
use crate::lab::{Asking, chronos::Chronos};

/// Months in which payoffs are known, each with a little luck that all profiles share.
fn months(each: u64, worth: impl Fn(&Choices, Population, f64) -> f64) -> Months {
    Months::of(each, |profile, population, month| {
        // Luck of mean zero over each pair of months.
        let luck = if month % 2 == 0 { 1.0 } else { -1.0 };
        worth(profile, population, luck)
    })
}

/// An inspection game between attackers and indexers; to the others nothing makes a difference.
fn inspection(profile: &Choices, population: Population, luck: f64) -> f64 {
    let attacks = profile[Population::Attackers as usize] == 1;
    let scans = profile[Population::Indexers as usize] == 0;
    100.0 * luck
        + match (population, attacks, scans) {
            (Population::Attackers, true, true) => -2.0,
            (Population::Attackers, true, false) => 5.0,
            (Population::Indexers, true, true) => 3.0,
            (Population::Indexers, false, true) => -1.0,
            _ => 0.0,
        }
}

fn findings_of(months: &Months) -> Vec<Finding> {
    let estimated = Estimated::of(months).unwrap_or_else(|error| panic!("{error}"));
    let words = Words {
        months,
        estimated: &estimated,
        seed: 1,
    };
    words.all().unwrap_or_else(|error| panic!("{error}"))
}

fn lived(set: &[&str], runs: u64) -> Vec<Finding> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/chronos/balanced.toml");
    let overrides: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    let scenario =
        Scenario::load(&path, &overrides).unwrap_or_else(|error| panic!("{}", error.render(false)));
    let asking = Asking { runs, seed: 1 };
    let chronos = Chronos::new(&scenario).unwrap_or_else(|error| panic!("{error}"));
    super::findings(&chronos, &scenario, &asking, &|_, _| ())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn find<'a>(findings: &'a [Finding], id: &str) -> &'a Finding {
    let id = format!("chronos/six-actors/{id}");
    findings
        .iter()
        .find(|finding| finding.id == id)
        .unwrap_or_else(|| panic!("no {id}"))
}

fn value(finding: &Finding) -> f64 {
    finding.value.as_ref().map_or(f64::NAN, |value| value.value)
}

#[test]
fn profiles_stand_where_the_game_looks_for_them() {
    let months = months(2, |profile, population, _| {
        (profiles::place(profile) * 10 + population as usize) as f64
    });
    let estimated = Estimated::of(&months).unwrap_or_else(|error| panic!("{error}"));
    let game = &estimated.whole;
    assert_eq!(game.profiles().count(), profiles::all().count());
    for (profile, in_game) in profiles::all().zip(game.profiles()) {
        assert_eq!(profile.to_vec(), in_game);
        for population in Population::ALL {
            let expected = months.worth(&profile, population)[0] as i64;
            let payoff = game.payoff(population as usize, &profile);
            assert_eq!(payoff, Some(&Rational::from(expected)));
            let back = profiles::deviation(&profiles::deviation(&profile, population), population);
            assert_eq!(back, profile);
        }
    }
}

#[test]
fn luck_that_profiles_share_does_not_blur_what_is_gained() {
    let months = months(10, inspection);
    let gains = gains(&months, &PAPER).unwrap_or_else(|error| panic!("{error}"));
    let not_to_scan = gains[Population::Indexers as usize];
    assert_eq!((not_to_scan.low, not_to_scan.high), (1.0, 1.0));
    assert_eq!(Stability::of(&gains), Stability::Refuted);
    assert!(
        gains
            .iter()
            .all(|gain| gain.times_as_many_months().is_none())
    );
}

#[test]
fn a_gain_that_luck_blurs_is_open_and_says_how_many_months_decide_it() {
    let blurred = |each| {
        months(each, |profile, population, luck| {
            let scans = profile[Population::Indexers as usize] == 0;
            match population {
                Population::Indexers if scans => 1.0 + 4.0 * luck,
                _ => 0.0,
            }
        })
    };
    let few = gains(&blurred(20), &PAPER).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(Stability::of(&few), Stability::Undecided);
    let times = few[Population::Indexers as usize].times_as_many_months();
    let needed = times.map_or(f64::NAN, |times| 20.0 * times);
    // Student's quantile only falls with more months.
    let many = 2 * (needed / 2.0).ceil() as u64;
    assert!((100..1_000).contains(&many), "{many}");
    let many = gains(&blurred(many), &PAPER).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(Stability::of(&many), Stability::Survives);
}

#[test]
fn an_inspection_game_is_attacked_as_often_as_its_closed_form_says() {
    let findings = findings_of(&months(10, inspection));
    // Indexers are indifferent at 3p = 1 - p; no pure profile is stable.
    let attack = find(&findings, "attack-probability");
    assert_eq!((value(attack), attack.verdict), (0.25, Verdict::Vulnerable));
    assert_eq!(
        find(&findings, "paper-profile").verdict,
        Verdict::Vulnerable
    );
    let stable = find(&findings, "stable-profiles");
    assert_eq!((value(stable), stable.verdict), (0.0, Verdict::Vulnerable));
    // Nobody's loss where users and lenders do not care: loans can be in an equilibrium, if a mixed one.
    let lending = find(&findings, "lending");
    assert_eq!((value(lending), lending.verdict), (1.0, Verdict::Undecided));
    assert!(
        attack.notes[0].contains("do not scan with probability 28.57 %"),
        "{}",
        attack.notes[0]
    );
}

#[test]
fn where_nobody_gains_by_leaving_everything_holds() {
    let findings = findings_of(&months(10, |profile, population, luck| {
        luck - 10.0 * profile[population as usize] as f64
    }));
    for finding in &findings {
        assert_eq!(finding.verdict, Verdict::Safe, "{}", finding.id);
    }
    assert_eq!(value(find(&findings, "stable-profiles")), 1.0);
    assert_eq!(value(find(&findings, "attack-probability")), 0.0);
}

#[test]
fn the_months_of_the_paper_refute_its_equilibrium() {
    let findings = lived(&[], 2_000);
    assert_eq!(findings, lived(&[], 2_000));
    let paper = find(&findings, "paper-profile");
    assert_eq!(paper.verdict, Verdict::Vulnerable);
    assert!(
        paper.notes[0].starts_with("Indexers who do not scan gain $"),
        "{}",
        paper.notes[0]
    );
    assert_eq!(
        find(&findings, "attack-probability").verdict,
        Verdict::Vulnerable
    );
}

#[test]
fn lenders_who_are_paid_enough_and_scans_that_cost_nothing_make_it_one() {
    let findings = lived(
        &["borrow_rate=0.2", "scan_cost=0", "false_positive_rate=0"],
        2_000,
    );
    for id in ["paper-profile", "lending", "attack-probability", "welfare"] {
        assert_eq!(find(&findings, id).verdict, Verdict::Safe, "{id}");
    }
}

#[test]
fn a_single_run_decides_nothing_about_the_paper() {
    let findings = lived(&["users=150"], 1);
    let paper = find(&findings, "paper-profile");
    assert_eq!(paper.verdict, Verdict::Undecided);
    assert!(
        paper.flips.iter().any(|flip| flip.starts_with("more runs")),
        "{:?}",
        paper.flips
    );
}
