//! Two sides put beside each other.

use assay_scenarios::policy::{Date, Policy};

use super::{
    acknowledge::{Acknowledged, Failure, acknowledged},
    finding::{Between, FindingChange},
    report::{GUARD_VERSION, GuardReport, counts, sentence, verdict},
    snapshot::Snapshot,
    steps::{changes, formulas},
};

/// What the change from `before` to `after` does, under a policy, on a day.
///
/// Both sides should be found with the same runs and seed: then they live through the same chances, and a value that
/// nothing touched is the same to the last bit. Ids are taken to be unique on each side. Nothing found on either side is
/// undecided: what was not looked at is not safe.
pub fn compare(before: &Snapshot, after: &Snapshot, policy: &Policy, today: Date) -> GuardReport {
    let parameters = changes(before, after, policy, today);
    let formulas = formulas(before, after);
    let between = Between {
        before,
        after,
        parameters: &parameters,
        formulas: &formulas,
        max_shrink: policy.max_shrink(),
        tolerance: policy.tolerance(),
    };
    let ids = ids(before, after);
    let mut findings: Vec<FindingChange> = ids
        .iter()
        .map(|id| FindingChange::of(id, &between))
        .collect();
    let failures: Vec<Failure<'_>> = findings
        .iter()
        .zip(&ids)
        .filter(|(finding, _)| finding.fails)
        .map(|(finding, id)| Failure {
            finding: id,
            class: finding.class,
        })
        .collect();
    let acknowledgements = acknowledged(policy, &failures, &ids, after, today);
    for finding in &mut findings {
        let asked: Vec<&Acknowledged> = acknowledgements
            .iter()
            .filter(|asked| asked.finding == finding.id)
            .collect();
        finding.acknowledge(&asked);
    }
    let verdict = verdict(&findings, &parameters);
    GuardReport {
        schema_version: GUARD_VERSION,
        verdict,
        exit_status: verdict.exit_status(),
        sentence: sentence(&findings, &parameters, &acknowledgements),
        before: before.given.clone(),
        after: after.given.clone(),
        file: after.file.clone(),
        today: today.to_string(),
        counts: counts(&findings),
        parameters,
        formulas,
        findings,
        reuse: Vec::new(),
        notes: notes(before, after),
        acknowledgements,
    }
}

/// The ids of both sides, those of the side after first.
fn ids<'a>(before: &'a Snapshot, after: &'a Snapshot) -> Vec<&'a str> {
    let of = |side: &'a Snapshot| side.report.findings.iter().map(|it| it.id.as_str());
    let mut ids: Vec<&str> = of(after).collect();
    ids.extend(of(before).filter(|id| after.finding(id).is_none()));
    ids
}

/// What makes the two sides hard to compare.
fn notes(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let mut notes = Vec::new();
    let effort = |side: &Snapshot| (side.report.runs, side.report.seed);
    let (old, new) = (effort(before), effort(after));
    if old != new {
        notes.push(format!(
            "The side before was found with {} runs and seed {}, the side after with {} runs and seed {}: what is simulated \
             differs by chance too.",
            old.0, old.1, new.0, new.1
        ));
    }
    let (old, new) = (&before.report.assay_version, &after.report.assay_version);
    if old != new {
        notes.push(format!(
            "The side before was found by Assay {old}, the side after by {new}."
        ));
    }
    notes
}
