//! What holds of every pair of sides.

use std::collections::BTreeSet;

use assay_reports::{
    Finding, Interval, Verdict,
    guard::{Class, Found, Snapshot},
};
use proptest::prelude::*;

use crate::pair::{attack, free, promise, side, with_attacks};

fn findings() -> impl Strategy<Value = Vec<Finding>> {
    let one = (0usize..6, 0.0..0.02f64, 0.0..0.004f64).prop_map(|(name, value, half)| {
        let ci95 = (half > 0.001).then_some(Interval {
            lo: value - half,
            hi: value + half,
        });
        let interval = ci95.unwrap_or(Interval {
            lo: value,
            hi: value,
        });
        let verdict = Verdict::of_criterion(interval, assay_reports::Side::Below, 0.01);
        promise(&format!("lend/{name}"), verdict, value, ci95)
    });
    proptest::collection::vec(one, 0..8).prop_map(|mut findings| {
        findings.sort_by(|a, b| a.id.cmp(&b.id));
        findings.dedup_by(|a, b| a.id == b.id);
        findings
    })
}

fn snapshots() -> impl Strategy<Value = Snapshot> {
    let profit = -100.0..100.0f64;
    let attacks =
        proptest::collection::vec((profit.clone(), profit, 0.0..50.0f64, 0.0..20.0f64), 0..3);
    (findings(), attacks).prop_map(|(findings, attacks)| {
        let attacks = attacks
            .into_iter()
            .enumerate()
            .map(|(index, (formula, mean, half, best))| {
                let simulated = Interval {
                    lo: mean - half,
                    hi: mean + half,
                };
                let best = if best < 10.0 { 0.0 } else { best };
                attack(&format!("lend/attack-{index}"), formula, simulated, best)
            })
            .collect();
        with_attacks(side(findings), attacks)
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn each_finding_of_either_side_is_in_exactly_one_class(before in snapshots(), after in snapshots()) {
        let report = free(&before, &after);
        let known: BTreeSet<&str> = [&before, &after]
            .into_iter()
            .flat_map(|side| side.report.findings.iter().map(|it| it.id.as_str()))
            .collect();
        let listed: Vec<&str> = report.findings.iter().map(|it| it.id.as_str()).collect();
        prop_assert_eq!(listed.len(), known.len());
        prop_assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), known);
        prop_assert_eq!(report.counts.values().sum::<usize>(), report.findings.len());
        prop_assert_eq!(report.counts.len(), Class::ALL.len());
    }

    #[test]
    fn swapping_the_sides_swaps_what_is_better_and_worse(before in snapshots(), after in snapshots()) {
        let there = free(&before, &after);
        let back = free(&after, &before);
        for finding in &there.findings {
            let other = back.findings.iter().find(|it| it.id == finding.id).unwrap();
            // A sign that turns while the verdict stays counts one way only: what stays vulnerable has not become safe. So does a
            // formula that leaves what happens.
            let verdict = |side: &Option<Found>| side.as_ref().map(|found| found.verdict);
            let stays = verdict(&finding.before) == verdict(&finding.after);
            let turns = [finding.class, other.class].map(|class| class.swapped().is_none());
            if stays && turns.contains(&true) {
                prop_assert_ne!(turns, [true; 2], "{}", finding.id);
                continue;
            }
            match finding.class.swapped() {
                Some(class) => prop_assert_eq!(other.class, class, "{}", finding.id),
                None => prop_assert_eq!(other.class.swapped(), None, "{}", finding.id),
            }
        }
    }

    #[test]
    fn a_side_beside_itself_is_unchanged_and_passes(side in snapshots()) {
        let report = free(&side, &side);
        prop_assert!(report.findings.iter().all(|it| it.class == Class::Unchanged));
        prop_assert_eq!(report.exit_status, if report.findings.is_empty() { 2 } else { 0 });
    }

    #[test]
    fn the_exit_status_is_that_of_the_worst_failure(before in snapshots(), after in snapshots()) {
        let report = free(&before, &after);
        let certain = report.failing().any(|it| it.code.as_deref() != Some("E-UNDECIDED"));
        let open = report.failing().next().is_some() || report.findings.is_empty();
        let expected = if certain { 1 } else if open { 2 } else { 0 };
        prop_assert_eq!(report.exit_status, expected);
        for finding in report.failing() {
            let code = finding.code.as_deref().unwrap_or_default();
            prop_assert!(assay_reports::codes::explain(code).is_some(), "{code} is explained");
        }
    }

    #[test]
    fn a_snapshot_reads_back_as_it_was(side in snapshots()) {
        let text = side.to_json().unwrap();
        prop_assert_eq!(Snapshot::from_json(&text).unwrap(), side);
    }
}

#[test]
fn a_snapshot_of_another_version_is_refused() {
    let mut old = side(vec![]);
    old.schema_version = 0;
    let error = Snapshot::from_json(&old.to_json().unwrap()).unwrap_err();
    assert!(error.to_string().contains("assay accept"), "{error}");
}
