//! What falls, in words.

use assay_reports::{Evidence, Finding, Method, Side, Value, Verdict, text::money};
use assay_scenarios::format_quantity;
use assay_solver::exact::approximate;
use dashu_ratio::RBig;

use super::{
    exposures::{Exposures, Reading},
    fallout::{Fallout, Falls, Fate, Unsettled, fallout},
    least,
    plan::{Order, Plan},
};

const NOT_SYSTEMIC: &str = "$10M/hour throughput prevents systemic risk";

/// The loans that the breaker lets through in one hour.
pub(super) fn one_hour(exposures: &Exposures, plan: &Plan) -> Finding {
    let mut finding = finding(
        "one-hour",
        "What the breaker lets through in one hour makes nobody fall but the defaulters",
        NOT_SYSTEMIC,
    );
    finding.notes.push(format!(
        "The breaker lets {} through, and the pools pay out of the {} that they have not lent, in whole loans of {}.",
        loans(plan.wanted),
        usd(&(exposures.idle() * RBig::from(exposures.pools))),
        usd(&exposures.loan),
    ));
    judged(finding, exposures, plan)
}

/// The whole plan, slowly.
pub(super) fn whole_plan(exposures: &Exposures, plan: &Plan) -> Finding {
    let mut finding = finding(
        "whole-plan",
        "The whole plan, slow enough for the breaker, makes nobody fall but the defaulters",
        NOT_SYSTEMIC,
    );
    finding.notes.push(match plan.hourly {
        0 => "Each loan trips the breaker, and is paid all the same.".into(),
        hourly => format!(
            "At {hourly} an hour the breaker never trips, and would let {} out in {}.",
            loans(plan.wanted),
            format_quantity(plan.wanted.div_ceil(hourly) as f64, "hour")
        ),
    });
    finding.notes.push(format!(
        "The pools have lent all but {}; beyond that the loans of the plan take the place of honest ones, each of \
         which is repaid once within a term.",
        usd(&(exposures.idle() * RBig::from(exposures.pools)))
    ));
    judged(finding, exposures, plan)
}

/// How few defaulters are enough, against those of the plan.
pub(super) fn least(exposures: &Exposures, plan: &Plan, falls: Falls) -> Finding {
    let who = falls.words();
    let mut finding = finding(
        &format!("least-for-a-{who}"),
        &format!("It takes more coordinated defaulters than the plan has to make a {who} fall"),
        match falls {
            Falls::Pool => NOT_SYSTEMIC,
            Falls::Lender => "Defaults reduce returns; temporal rep = 5x lower defaults",
        },
    );
    finding.threshold = Some(Side::Above.of(plan.wanted as f64));
    let most = plan.most(exposures.pools);
    let (mut said, mut fewest) = (Vec::new(), None);
    for reading in &exposures.readings {
        let found = least::least(exposures, &reading.lost, falls, plan.room, most);
        let found = match found {
            Ok(found) => found,
            Err(reason) => return unsettled(finding, &reason),
        };
        if said.is_empty() {
            finding.value = found.map(|number| Value {
                value: number as f64,
                unit: "count".into(),
                ci95: None,
            });
        }
        finding.notes.push(match found {
            Some(0) => format!(
                "{}: a {who} falls even if nobody defaults on purpose; ordinary defaults cost more than interest earns.",
                from(reading)
            ),
            Some(number) => format!(
                "{}: from {number} on a {who} falls, one pool being emptied after another; with one fewer none does.",
                from(reading)
            ),
            None => format!(
                "{}: no {who} falls even at {most}, which is all that the pools can pay.",
                from(reading)
            ),
        });
        said.push(found.is_some_and(|number| number <= plan.wanted));
        fewest = fewest.into_iter().chain(found).min();
    }
    if falls == Falls::Lender {
        finding.notes.push(format!(
            "Lenders owe {} of their deposits elsewhere, and fall when they get back less.",
            share(&exposures.leverage)
        ));
    }
    if let Some(fewest) = fewest.filter(|&fewest| (1..=plan.wanted).contains(&fewest)) {
        finding
            .flips
            .push(format!("attackers up to {}", fewest - 1));
    }
    weighed(finding, &said)
}

/// The plan put to every reading and order; the value is what the lenders lose in the first case.
fn judged(mut finding: Finding, exposures: &Exposures, plan: &Plan) -> Finding {
    let paid = plan.paid(exposures.pools);
    finding.notes.push(
        "The interest of a whole term stands before the deposits; at any other time less does."
            .into(),
    );
    if paid < plan.wanted {
        finding.notes.push(format!(
            "Of {} the pools can pay {paid}.",
            loans(plan.wanted)
        ));
    }
    let mut said = Vec::new();
    let mut safe_leverage: Option<RBig> = None;
    for reading in &exposures.readings {
        let mut spreads = false;
        for (order, each) in orders(paid, exposures.pools, plan.room) {
            let fallout = match fallout(&exposures.with(&each, &reading.lost)) {
                Ok(fallout) => fallout,
                Err(reason) => return unsettled(finding, &reason),
            };
            if finding.value.is_none() {
                finding.value = Some(Value {
                    value: approximate(&fallout.lenders_loss),
                    unit: "USD".into(),
                    ci95: None,
                });
            }
            let worst = fallout.lenders.iter().map(|fate| &fate.recovered).min();
            safe_leverage = safe_leverage.into_iter().chain(worst.cloned()).min();
            spreads |= fallout.spreads();
            finding.notes.push(format!(
                "{}, {order}: {}",
                from(reading),
                aftermath(&fallout)
            ));
        }
        said.push(spreads);
    }
    if let Some(most) = safe_leverage.filter(|most| *most < exposures.leverage) {
        finding.flips.push(format!(
            "no lender falls at lender_leverage up to {}; pools do all the same",
            share(&most)
        ));
    }
    weighed(finding, &said)
}

/// The loans of each pool in every order, under one name where the order makes no difference.
fn orders(paid: u64, pools: usize, room: u64) -> Vec<(&'static str, Vec<u64>)> {
    let [first, second] = Order::ALL.map(|order| (order.words(), order.loans(paid, pools, room)));
    if first.1 == second.1 {
        vec![("in any order", first.1)]
    } else {
        vec![first, second]
    }
}

/// Who falls when, what comes back, who loses what.
fn aftermath(fallout: &Fallout) -> String {
    format!(
        "{}; {}. Lenders lose {} of their deposits, those whom they owe {}.",
        fallen(&fallout.pools, ["pool", "pools"], "returns"),
        fallen(
            &fallout.lenders,
            ["group of lenders", "groups of lenders"],
            "get back"
        ),
        usd(&fallout.lenders_loss),
        usd(&fallout.creditors_loss),
    )
}

/// How many fall in which wave, and the least that any of them still gives or gets.
fn fallen(fates: &[Fate], [one, many]: [&str; 2], verb: &str) -> String {
    let waves: Vec<usize> = fates.iter().filter_map(|fate| fate.wave).collect();
    let worst = fates.iter().min_by_key(|fate| &fate.recovered);
    let (Some(first), Some(last), Some(worst)) = (waves.iter().min(), waves.iter().max(), worst)
    else {
        return format!("no {one} falls");
    };
    let when = if first == last {
        format!("wave {first}")
    } else {
        format!("waves {first} to {last}")
    };
    format!(
        "of {} {many} {} fall in {when}, and {} {verb} {}",
        fates.len(),
        waves.len(),
        worst.name,
        share(&worst.recovered)
    )
}

/// Vulnerable if every reading says so, safe if none does; where they differ it is not known.
fn weighed(mut finding: Finding, readings: &[bool]) -> Finding {
    finding.verdict = match (readings.contains(&true), readings.contains(&false)) {
        (true, false) => Verdict::Vulnerable,
        (false, true) => Verdict::Safe,
        _ => Verdict::Undecided,
    };
    if finding.verdict == Verdict::Undecided {
        finding.flips.push(
            "what really comes back of a defaulted loan: the paper's two figures part here".into(),
        );
    }
    finding
}

fn unsettled(mut finding: Finding, reason: &Unsettled) -> Finding {
    finding.verdict = Verdict::Undecided;
    finding.notes.push(format!("Not settled: {reason}."));
    finding
}

fn finding(id: &str, statement: &str, printed: &str) -> Finding {
    Finding {
        id: format!("chronos/contagion/{id}"),
        statement: statement.into(),
        value: None,
        printed: Some(printed.into()),
        method: Method::Solver,
        evidence: Evidence {
            source: "Assay: clearing payments (Eisenberg and Noe 2001), by fictitious default and by linear program"
                .into(),
            ..Evidence::default()
        },
        verdict: Verdict::Undecided,
        threshold: None,
        flips: Vec::new(),
        notes: Vec::new(),
    }
}

fn from(reading: &Reading) -> String {
    format!(
        "If {} of a defaulted loan comes back ({})",
        share(&(RBig::ONE - &reading.lost)),
        reading.place
    )
}

fn loans(number: u64) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} loan{plural}")
}

fn usd(value: &RBig) -> String {
    format!("${}", money(approximate(value)))
}

/// A share for people, to four digits.
fn share(value: &RBig) -> String {
    let rounded: f64 = format!("{:.3e}", approximate(value))
        .parse()
        .unwrap_or(approximate(value));
    format_quantity(rounded, "fraction")
}
