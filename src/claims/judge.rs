//! One claim: what follows, how that stands to what is printed, and how to see it.

use std::path::Path;

use super::{
    convert::{Floats, recorded, verdict_of},
    evaluate::Found,
    words,
};
use crate::{error::CommandError, lab::Asking};
use assay_reports::{
    AttackReport, Finding, Interval, Method, Verdict,
    claims::{ClaimReport, Follows, Printed, Promised, Status},
};
use assay_scenarios::{
    DerivationStep,
    claims::{Check, Claim, ClaimVerdict, Witness},
};

/// What a check found.
#[derive(Default)]
pub(super) struct Outcome {
    /// None for what is assumed or unsupported.
    follows: Option<Follows>,
    verdict: Option<Promised>,
    derivation: Vec<String>,
    reason: Option<String>,
}

pub(super) fn judge(
    claim: &Claim,
    found: &Found,
    file: &Path,
    asking: &Asking,
) -> Result<ClaimReport, CommandError> {
    let (status, outcome) = outcome(claim, found, asking)?;
    let printed = printed(claim);
    let sentence = status
        .is_refuted()
        .then(|| words::sentence(claim, printed.as_ref(), &outcome.follows, outcome.verdict));
    let reasons: Vec<&str> = outcome
        .reason
        .as_deref()
        .into_iter()
        .chain(claim.because())
        .collect();
    Ok(ClaimReport {
        id: claim.id().into(),
        lines: claim.lines().to_vec(),
        says: claim.says().into(),
        status,
        inside: status.inside(),
        recorded: recorded(claim.status()),
        sentence,
        damage: claim.damage(),
        command: Some(words::command(claim, file)),
        reason: (!reasons.is_empty()).then(|| reasons.join(" ")),
        scenario: claim.scenario_path().display().to_string(),
        set: claim.set().to_vec(),
        printed,
        follows: outcome.follows,
        verdict: outcome.verdict,
        derivation: outcome.derivation,
    })
}

fn outcome(
    claim: &Claim,
    found: &Found,
    asking: &Asking,
) -> Result<(Status, Outcome), CommandError> {
    match claim.check() {
        Check::Derived { steps, .. } => derived(claim, steps),
        Check::Finding(id) => by_finding(claim, found.finding(claim, id)?),
        Check::Witness { attack, witness } => match found.attack(claim, attack) {
            Some(attack) => by_witness(claim, attack, *witness, asking),
            None => Err(claim.unknown_finding(attack, []).into()),
        },
        Check::Verdict { finding, promised } => match found.attack(claim, finding) {
            Some(attack) => Ok(by_verdict(
                *promised,
                attack.verdict,
                Some(worth(attack)),
                words::of_attack(attack),
            )),
            None => {
                let finding = found.finding(claim, finding)?;
                let value = finding.value.as_ref().map(|value| Follows {
                    value: value.value,
                    exact: None,
                    unit: value.unit.clone(),
                    ci95: value.ci95,
                });
                let derivation = words::of_finding(finding);
                Ok(by_verdict(*promised, finding.verdict, value, derivation))
            }
        },
        Check::Assumption(why) => Ok((Status::Assumption, because(why))),
        Check::Unsupported(why) => Ok((Status::Unsupported, because(why))),
    }
}

fn because(why: &str) -> Outcome {
    Outcome {
        reason: Some(why.to_owned()),
        ..Outcome::default()
    }
}

/// What follows by formulas.
fn derived(claim: &Claim, steps: &[DerivationStep]) -> Result<(Status, Outcome), CommandError> {
    let figure = needed(claim)?;
    let last = steps
        .last()
        .ok_or_else(|| claim.unanswered("nothing follows from this check"))?;
    let outcome = Outcome {
        follows: Some(Follows {
            value: last.value,
            exact: last.exact.clone(),
            unit: last.unit.clone(),
            ci95: None,
        }),
        derivation: steps.iter().filter_map(words::of_step).collect(),
        ..Outcome::default()
    };
    Ok((figure.of_value(last.value), outcome))
}

/// The value of a finding.
fn by_finding(claim: &Claim, finding: &Finding) -> Result<(Status, Outcome), CommandError> {
    let figure = needed(claim)?;
    let derivation = words::of_finding(finding);
    let undecided = |reason: &str| {
        let outcome = Outcome {
            derivation: derivation.clone(),
            reason: Some(reason.to_owned()),
            ..Outcome::default()
        };
        Ok((Status::Undecided, outcome))
    };
    let Some(found) = &finding.value else {
        return undecided("The finding has no value.");
    };
    let value = claim.in_its_unit(found.value, &found.unit)?;
    let ci95 = match found.ci95 {
        Some(ci95) => Some(interval(claim, ci95, &found.unit)?),
        None if finding.method == Method::Simulation => {
            return undecided("Too few runs for an interval.");
        }
        None => None,
    };
    let status = match ci95 {
        Some(ci95) => figure.of_interval(ci95),
        None => figure.of_value(value),
    };
    let outcome = Outcome {
        follows: Some(follows(claim, value, ci95)),
        derivation,
        ..Outcome::default()
    };
    Ok((status, outcome))
}

/// One witness of an attack's value.
fn by_witness(
    claim: &Claim,
    attack: &AttackReport,
    witness: Witness,
    asking: &Asking,
) -> Result<(Status, Outcome), CommandError> {
    let figure = needed(claim)?;
    let simulated = attack.ev.simulated.as_ref();
    let best = attack.ev.best_response.as_ref();
    let (status, follows, derivation) = match (witness, simulated, best) {
        (Witness::Simulated, Some(simulated), _) if asking.runs > 1 => {
            let ci95 = interval(claim, simulated.ci95, USD)?;
            let mean = claim.in_its_unit(simulated.mean, USD)?;
            (
                figure.of_interval(ci95),
                follows(claim, mean, Some(ci95)),
                words::of_simulated(simulated),
            )
        }
        (Witness::BestResponse, _, Some(best)) if best.bounds().is_some() => {
            let ends = Interval {
                lo: best.low,
                hi: best.high,
            };
            let bounds = interval(claim, ends, &best.unit)?;
            // What is certain to be so far off at least.
            let nearest = figure.value.clamp(bounds.lo, bounds.hi);
            (
                figure.of_bounds(bounds),
                follows(claim, nearest, None),
                words::of_best_response(best),
            )
        }
        _ => {
            let why = match witness {
                Witness::Simulated => "The attack is not simulated, or in too few runs.",
                Witness::BestResponse => "The best response is not known, or its replay differs.",
            };
            let outcome = Outcome {
                derivation: words::of_attack(attack),
                ..because(why)
            };
            return Ok((Status::Undecided, outcome));
        }
    };
    let outcome = Outcome {
        follows: Some(follows),
        derivation: vec![derivation],
        ..Outcome::default()
    };
    Ok((status, outcome))
}

/// A promised verdict, by the one that was found and the value that it rests on.
fn by_verdict(
    promised: ClaimVerdict,
    found: Verdict,
    follows: Option<Follows>,
    derivation: Vec<String>,
) -> (Status, Outcome) {
    let promised = verdict_of(promised);
    let status = Status::of_verdict(promised, found);
    let undecided = "The witnesses decide nothing here: more runs, or an open question.";
    let outcome = Outcome {
        follows,
        verdict: Some(Promised { promised, found }),
        derivation,
        reason: (status == Status::Undecided).then(|| undecided.to_owned()),
    };
    (status, outcome)
}

/// What an attack is worth: the most that any of its witnesses shows where it pays, else its closed form.
fn worth(attack: &AttackReport) -> Follows {
    let of = |value, exact, ci95| Follows {
        value,
        exact,
        unit: USD.to_owned(),
        ci95,
    };
    let closed = &attack.ev.closed_form;
    let formula = of(closed.value, closed.exact.clone(), None);
    if attack.verdict != Verdict::Vulnerable {
        return formula;
    }
    let simulated = attack.ev.simulated.as_ref();
    let simulated = simulated
        .filter(|simulated| simulated.ci95.lo > 0.0)
        .map(|simulated| of(simulated.mean, None, Some(simulated.ci95)));
    let best = attack.ev.best_response.as_ref();
    let best = best
        .filter(|best| best.bounds().is_some())
        .map(|best| of(best.low, None, None));
    [simulated, best]
        .into_iter()
        .flatten()
        .fold(formula, |most, other| {
            if other.value > most.value {
                other
            } else {
                most
            }
        })
}

/// The unit of every attack's simulated value.
const USD: &str = "USD";

fn follows(claim: &Claim, value: f64, ci95: Option<Interval>) -> Follows {
    let unit = claim.figure().map(|figure| figure.unit.name());
    Follows {
        value,
        exact: None,
        unit: unit.unwrap_or_default().to_owned(),
        ci95,
    }
}

fn interval(claim: &Claim, interval: Interval, unit: &str) -> Result<Interval, CommandError> {
    Ok(Interval {
        lo: claim.in_its_unit(interval.lo, unit)?,
        hi: claim.in_its_unit(interval.hi, unit)?,
    })
}

/// The figure that a check by value has: it was asked for when the file was read.
fn needed(claim: &Claim) -> Result<Floats, CommandError> {
    let figure = claim.figure().map(Floats::read);
    Ok(figure.ok_or_else(|| claim.unanswered("this check needs a figure"))?)
}

fn printed(claim: &Claim) -> Option<Printed> {
    let floats = claim.figure().map(Floats::read);
    if claim.printed().is_none() && floats.is_none() {
        return None;
    }
    Some(Printed {
        text: claim
            .printed()
            .map_or_else(|| words::figure(claim.figure()), str::to_owned),
        value: floats.as_ref().map(|floats| floats.value),
        unit: claim.figure().map(|figure| figure.unit.name().to_owned()),
        relation: floats
            .as_ref()
            .map(|floats| floats.relation)
            .unwrap_or_default(),
        precision: floats.map(|floats| floats.precision),
    })
}
