//! What follows from the game, as findings.

use assay_reports::{Evidence, Finding, Method, Side, Value, Verdict, text::money};
use assay_scenarios::{Scenario, format_quantity};
use assay_solver::{
    equilibrium::{NotAnEquilibrium, verify},
    exact::approximate,
    interval::Interval,
};
use dashu_ratio::RBig;

use super::{
    equilibria::{Mixed, Settled},
    game::{HONEST, game},
    terms::{Claimant, Terms},
};
use crate::error::CommandError;

const SOURCE: &str = "Assay: the inspection game (Luu et al. 2015; Felten 2019; Mamageishvili and Felten 2023; \
                      Teutsch and Reitwiessner 2017)";

/// The paper's equilibrium, put to the definition: does an indexer gain by not looking?
pub(super) fn never_attack(scenario: &Scenario) -> Result<Finding, CommandError> {
    let terms = Terms::read(scenario, Claimant::Known)?;
    // More indexers change nothing for one who deviates but the size of the game.
    let indexers = terms.indexers.min(10) as usize;
    let mut paper = vec![pure(HONEST)];
    paper.extend(std::iter::repeat_n(pure(1), indexers));
    let (verdict, gain, note) = match verify(&game(&terms, indexers)?, paper) {
        Ok(_) => (
            Verdict::Safe,
            RBig::ZERO,
            "Looking costs nothing, so nobody gains by not looking.".into(),
        ),
        Err(NotAnEquilibrium::Deviation { player, gain, .. }) => {
            let who = if player == 1 {
                "The claimant"
            } else {
                "An indexer"
            };
            let note = format!(
                "{who} gains {} a claim by doing otherwise. If nobody cheats, a scan costs {} and finds nothing but \
                 false alarms; if nobody scans, cheating pays. No equilibrium is pure.",
                usd(&gain),
                usd(&terms.scan_cost)
            );
            (Verdict::Vulnerable, gain, note)
        }
        Err(other) => (Verdict::Undecided, RBig::ZERO, other.to_string()),
    };
    Ok(Finding {
        value: Some(exact(&gain, "USD")),
        threshold: Some(Side::Below.of(0.0)),
        printed: Some("attack: never; indexers: challenge all false claims".into()),
        flips: vec!["scan_cost = 0 and false_positive_rate = 0, or a reward for looking that does not depend on finding".into()],
        notes: vec![note],
        ..finding("never-attack", "Nobody attacks and every indexer looks, and nobody gains by doing otherwise", verdict)
    })
}

/// Over all equilibria: how much fraud survives, and how often it is found.
pub(super) fn surviving_fraud(scenario: &Scenario, terms: &Terms) -> Result<Finding, CommandError> {
    let who = terms.claimant.words();
    let id = format!("surviving-fraud/{}", terms.claimant.id());
    let statement = format!("No false claim survives in equilibrium, against {who}");
    let settled = terms.settled();
    let (verdict, value, note) = match settled {
        Settled::NoTemptation => (
            Verdict::Safe,
            Some(whole(0.0)),
            "A false claim is worth nothing even if it stands.".to_owned(),
        ),
        Settled::BeyondDeterrence => (
            Verdict::Vulnerable,
            Some(whole(1.0)),
            format!(
                "Beyond deterrence: {} would have to be found to make cheating not pay, and a scan finds {}. Whoever \
                 may cheat does, however many indexers look.",
                share(&terms.needed()),
                share(&terms.detection)
            ),
        ),
        Settled::NobodyScans => (
            Verdict::Vulnerable,
            Some(whole(1.0)),
            format!(
                "Nobody scans: the bounty of {} does not pay for the scan of {} even if every claim is false.",
                usd(&terms.bounty),
                usd(&terms.scan_cost)
            ),
        ),
        Settled::Mixed => mixed(terms),
    };
    let mut finding = finding(&id, &statement, verdict);
    finding.value = value;
    finding.threshold = Some(Side::Below.of(0.0));
    finding.printed = Some("0: never attack (dominated strategy)".into());
    finding.notes.push(note);
    if settled == Settled::Mixed {
        finding.notes.push(by_active(terms));
        finding
            .notes
            .push(by_burnt_share(scenario, terms.claimant)?);
        finding.notes.push(checked(terms)?);
    }
    Ok(finding)
}

/// How the fraud depends on which equilibrium is played.
fn by_active(terms: &Terms) -> String {
    let groups = [1, 2, 5, 10, 20, 50, 100, terms.indexers];
    let mut listed: Vec<String> = Vec::new();
    let mut last = 0;
    for active in groups {
        if active > last
            && let Some(mixed) = terms.mixed(active)
        {
            listed.push(format!("{active}: {}", percent(mixed.false_share)));
            last = active;
        }
    }
    format!(
        "Share of false claims by the number of active indexers: {}.",
        listed.join(", ")
    )
}

/// How the fraud depends on the share of the stake that is burnt, all indexers being active.
fn by_burnt_share(scenario: &Scenario, claimant: Claimant) -> Result<String, CommandError> {
    let mut listed = Vec::new();
    for percents in [0_u8, 25, 50, 75] {
        let burnt = RBig::from_parts(percents.into(), 100u8.into());
        let terms = Terms::with_burnt_share(scenario, claimant, &burnt)?;
        let left = match terms.mixed(terms.indexers) {
            Some(mixed) => percent(mixed.false_share),
            None => "all that may be".into(),
        };
        listed.push(format!("{percents} %: {left}"));
    }
    Ok(format!(
        "The same with all of them active, by the share of the stake that is burnt: {}.",
        listed.join(", ")
    ))
}

fn mixed(terms: &Terms) -> (Verdict, Option<Value>, String) {
    let Some(alone) = terms.mixed(1) else {
        return (
            Verdict::Undecided,
            None,
            "no equilibrium was enclosed".into(),
        );
    };
    // Crowding only grows with the number of active indexers: the largest group that exists is the worst.
    let (active, crowd) = (1..=terms.indexers)
        .rev()
        .find_map(|active| Some((active, terms.mixed(active)?)))
        .unwrap_or((1, alone));
    let found = if crowd.found == alone.found {
        format!("Either way {}", percent(alone.found))
    } else {
        format!("{} and {}", percent(alone.found), percent(crowd.found))
    };
    let standing = |mixed: Mixed| percent(mixed.false_share * (Interval::ONE - mixed.found));
    let note = format!(
        "Every group of indexers is the active one of one equilibrium. One alone scans {} of the claims and {} of \
         them are false; of {active} each scans {} and {} are false. {found} of the false claims are found, where \
         the paper says 99.9 %: {} to {} of all claims are false and stand.",
        percent(alone.scan),
        percent(alone.false_share),
        percent(crowd.scan),
        percent(crowd.false_share),
        standing(alone),
        standing(crowd),
    );
    let value = Value {
        value: crowd.false_share.middle(),
        unit: "fraction".into(),
        ci95: None,
    };
    (Verdict::Vulnerable, Some(value), note)
}

/// The equilibrium with one active indexer, which is rational, put to the definition in the full game.
fn checked(terms: &Terms) -> Result<String, CommandError> {
    let indexers = terms.indexers.min(10) as usize;
    let scan = terms.needed() / &terms.detection;
    let cheat = terms.least_prevalence().unwrap_or(RBig::ONE);
    let mut strategies = vec![two(cheat), two(scan)];
    strategies.extend(std::iter::repeat_n(pure(0), indexers - 1));
    Ok(match verify(&game(terms, indexers)?, strategies) {
        Ok(_) => format!(
            "The equilibrium with one active of {indexers} indexers was checked in exact numbers: nobody gains."
        ),
        Err(reason) => format!("The check in exact numbers refused it: {reason}."),
    })
}

/// The largest loan that the penalty deters.
pub(super) fn largest_claim(terms: &Terms) -> Finding {
    let id = format!("largest-claim/{}", terms.claimant.id());
    let who = terms.claimant.words();
    let statement = format!("The stake deters {who} from the loan that a false claim opens");
    let largest = terms.largest_deterred();
    let deterred = largest
        .as_ref()
        .is_none_or(|largest| terms.prize < *largest);
    let mut finding = finding(
        &id,
        &statement,
        if deterred {
            Verdict::Safe
        } else {
            Verdict::Vulnerable
        },
    );
    finding.value = largest.as_ref().map(|largest| exact(largest, "USD"));
    finding.threshold = Some(Side::Above.of(approximate(&terms.prize)));
    finding.notes.push(match largest {
        Some(largest) => format!(
            "With every indexer looking, the largest prize that {} at stake deter is {}; here it is {}. The penalty \
             does not grow with the loan.",
            usd(&terms.penalty),
            usd(&largest),
            usd(&terms.prize)
        ),
        None => "A scan that never misses deters any loan.".into(),
    });
    finding
}

/// The share of false claims below which a scan loses money.
pub(super) fn least_prevalence(scenario: &Scenario) -> Result<Finding, CommandError> {
    let terms = Terms::read(scenario, Claimant::Fresh)?;
    let filed = scenario.exact_in("false_claim_share", "fraction")?;
    let least = terms.least_prevalence();
    let pays = least.as_ref().is_some_and(|least| filed > *least);
    let mut finding = finding(
        "least-prevalence",
        "Looking pays at the share of false claims that the scenario assumes",
        if pays {
            Verdict::Safe
        } else {
            Verdict::Vulnerable
        },
    );
    finding.value = least.as_ref().map(|least| exact(least, "fraction"));
    finding.threshold = Some(Side::Below.of(approximate(&filed)));
    finding.printed = Some("challenge all false claims (profitable)".into());
    finding.notes.push(match least {
        Some(least) => format!(
            "Below {} of false claims one indexer alone loses by scanning, and more so several who share; the \
             scenario has {}. False alarms cost {} a true claim. Where fewer claims than that could be false, \
             nobody ever scans, and each of them is.",
            share(&least),
            share(&filed),
            usd(&(&terms.false_positive * &terms.challenger_stake))
        ),
        None => "There is nothing to win by scanning.".into(),
    });
    Ok(finding)
}

/// What burning part of the stake does against those who challenge themselves.
pub(super) fn burnt_share(scenario: &Scenario) -> Result<Finding, CommandError> {
    let statement = "A share of the stake can be burnt so that challenging oneself does not pay and looking still does";
    let at = |hundredths: u32| {
        let burnt = RBig::from_parts(hundredths.into(), 100u8.into());
        Terms::with_burnt_share(scenario, Claimant::SelfChallenging, &burnt)
    };
    let mut open = Vec::new();
    for hundredths in 0..=100 {
        let terms = at(hundredths)?;
        if let (Some(alone), crowd) = (terms.mixed(1), terms.mixed(terms.indexers)) {
            open.push((hundredths, alone, crowd));
        }
    }
    let Some((least, alone, _)) = open.first() else {
        let mut none = finding("burnt-share", statement, Verdict::Vulnerable);
        none.notes
            .push("At no share, in steps of a hundredth, do both hold.".into());
        return Ok(none);
    };
    let mut finding = finding("burnt-share", statement, Verdict::Safe);
    finding.value = Some(Value {
        value: f64::from(*least) / 100.0,
        unit: "fraction".into(),
        ci95: None,
    });
    let (most, worst, _) = open.last().unwrap_or(&open[0]);
    finding.notes.push(format!(
        "In steps of a hundredth: from {least} % burnt on, with {} of the claims false if one indexer is active; \
         up to {most} %, with {}. Burning more deters more and pays less for looking, so the least that deters \
         leaves the least fraud. The scenario burns {}.",
        percent(alone.false_share),
        percent(worst.false_share),
        share(&scenario.exact_in("burnt_share", "fraction")?)
    ));
    Ok(finding)
}

fn finding(id: &str, statement: &str, verdict: Verdict) -> Finding {
    Finding {
        id: format!("chronos/inspection/{id}"),
        statement: statement.into(),
        value: None,
        printed: None,
        method: Method::Solver,
        evidence: Evidence {
            source: SOURCE.into(),
            ..Evidence::default()
        },
        verdict,
        threshold: None,
        flips: Vec::new(),
        notes: Vec::new(),
    }
}

fn exact(value: &RBig, unit: &str) -> Value {
    Value {
        value: approximate(value),
        unit: unit.into(),
        ci95: None,
    }
}

fn whole(value: f64) -> Value {
    Value {
        value,
        unit: "fraction".into(),
        ci95: None,
    }
}

fn pure(strategy: usize) -> Vec<RBig> {
    if strategy == 0 {
        vec![RBig::ONE, RBig::ZERO]
    } else {
        vec![RBig::ZERO, RBig::ONE]
    }
}

/// Plays the second strategy with this probability.
fn two(second: RBig) -> Vec<RBig> {
    vec![RBig::ONE - &second, second]
}

fn usd(value: &RBig) -> String {
    format!("${}", money(approximate(value)))
}

fn share(value: &RBig) -> String {
    percent(Interval::enclosing(value))
}

/// A share for people, to four digits.
fn percent(value: Interval) -> String {
    let rounded: f64 = format!("{:.3e}", value.middle())
        .parse()
        .unwrap_or(value.middle());
    format_quantity(rounded, "fraction")
}
