//! A claim's sentence, its derivation and its command, as text.

use std::path::Path;

use assay_reports::{
    AttackReport, BestResponse, Finding, Simulated,
    claims::{Follows, Printed, Promised},
    text::amount,
};
use assay_scenarios::{
    DerivationStep, Scenario,
    claims::{Check, Claim, Figure},
};
use assay_solver::exact;

/// The sentence of a claim that does not hold, with the two figures put in; one of our own where the file has none.
pub(super) fn sentence(
    claim: &Claim,
    printed: Option<&Printed>,
    follows: &Option<Follows>,
    verdict: Option<Promised>,
) -> String {
    let printed = match (printed, verdict) {
        (Some(printed), _) => printed.text.clone(),
        (None, Some(verdict)) => verdict.promised.word().to_owned(),
        (None, None) => String::new(),
    };
    let follows = match (follows, verdict) {
        (Some(follows), _) => amount(follows.value, &follows.unit),
        (None, Some(verdict)) => verdict.found.word().to_owned(),
        (None, None) => "nothing".to_owned(),
    };
    match claim.sentence() {
        Some(sentence) => sentence
            .replace("{printed}", &printed)
            .replace("{follows}", &follows),
        None => format!("{}: {printed} is claimed, {follows} follows.", claim.says()),
    }
}

/// The command that shows a claim: the file's own, the derivation of an attack, or the claim alone.
pub(super) fn command(claim: &Claim, file: &Path) -> String {
    if let Some(command) = claim.command() {
        return command.to_owned();
    }
    if let Check::Derived {
        attack: Some(attack),
        ..
    } = claim.check()
    {
        let mut command = format!("assay attacks {}", claim.scenario_path().display());
        for set in claim.set() {
            command.push_str(&format!(" --set {set}"));
        }
        return format!("{command} --explain {attack}");
    }
    format!("assay claims {} --claim {}", file.display(), claim.id())
}

/// A figure that is not printed as one.
pub(super) fn figure(figure: Option<&Figure>) -> String {
    figure.map_or_else(String::new, |figure| {
        amount(exact::approximate(&figure.value), figure.unit.name())
    })
}

/// A step of a derivation in one line; none for what does not enter the value.
pub(super) fn of_step(step: &DerivationStep) -> Option<String> {
    if step.name == "capital" {
        return None;
    }
    let expression = one_line(&step.expression);
    let substituted = one_line(&step.substituted);
    let value = amount(step.value, &step.unit);
    let mut parts = Vec::new();
    if step.name != Scenario::ASKED {
        parts.push(step.name.clone());
    }
    for part in [expression, substituted, value] {
        if parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    let exact = match &step.exact {
        Some(exact) if exact.contains('/') => format!(" (exactly {exact} {})", step.unit),
        _ => String::new(),
    };
    Some(format!("{}{exact}", parts.join(" = ")))
}

/// What the witnesses of an attack say.
pub(super) fn of_attack(attack: &AttackReport) -> Vec<String> {
    let closed = &attack.ev.closed_form;
    let mut lines = vec![
        format!("{}: {}", attack.id, attack.verdict.word()),
        format!("formula: {}", amount(closed.value, &closed.unit)),
    ];
    lines.extend(attack.ev.simulated.as_ref().map(of_simulated));
    lines.extend(attack.ev.best_response.as_ref().map(of_best_response));
    lines
}

/// A simulated value with its interval.
pub(super) fn of_simulated(simulated: &Simulated) -> String {
    let [mean, low, high] =
        [simulated.mean, simulated.ci95.lo, simulated.ci95.hi].map(|value| amount(value, "USD"));
    format!(
        "simulated: {mean} a run, 95 % interval {low} to {high}, {} runs",
        simulated.runs
    )
}

/// The best that an adversary can do, and how.
pub(super) fn of_best_response(best: &BestResponse) -> String {
    let [low, high] = [best.low, best.high].map(|value| amount(value, &best.unit));
    let worth = if low == high {
        low
    } else {
        format!("{low} to {high}")
    };
    format!("best response: {worth}: {}", best.policy)
}

/// A finding with its value and verdict.
pub(super) fn of_finding(finding: &Finding) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", finding.id, finding.statement)];
    if let Some(value) = &finding.value {
        let mut line = format!(
            "{}: {}",
            finding.method.words(),
            amount(value.value, &value.unit)
        );
        if let Some(ci95) = value.ci95 {
            let [low, high] = [ci95.lo, ci95.hi].map(|end| amount(end, &value.unit));
            line.push_str(&format!(", 95 % interval {low} to {high}"));
        }
        if let Some(runs) = finding.evidence.runs {
            line.push_str(&format!(", {runs} runs"));
        }
        lines.push(line);
    }
    lines.extend(finding.evidence.formula.clone());
    lines.push(format!("verdict: {}", finding.verdict.word()));
    lines
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
