//! Which class a finding falls into, and what the command exits with.

use assay_reports::{
    Finding, Interval, Verdict,
    guard::{Class, GuardReport, GuardVerdict},
};

use crate::pair::{free, promise, side, under};

const ID: &str = "lend/default-rate";

fn one(verdict: Verdict, value: f64) -> Vec<Finding> {
    vec![promise(ID, verdict, value, None)]
}

#[test]
fn each_change_has_its_class_its_code_and_its_exit_status() {
    use Verdict::{Safe, Undecided, Vulnerable};
    let safe = || one(Safe, 0.005);
    let nearer = || one(Safe, 0.009);
    let broken = || one(Vulnerable, 0.02);
    let worse = || one(Vulnerable, 0.03);
    let open = || one(Undecided, 0.01);
    let still_open = || one(Undecided, 0.0101);
    let table = [
        (safe(), safe(), Class::Unchanged, None, 0),
        (safe(), nearer(), Class::MarginShrank, None, 0),
        (nearer(), safe(), Class::MarginGrew, None, 0),
        (
            safe(),
            broken(),
            Class::BecameVulnerable,
            Some("E-VERDICT"),
            1,
        ),
        (
            open(),
            broken(),
            Class::BecameVulnerable,
            Some("E-VERDICT"),
            1,
        ),
        (broken(), safe(), Class::BecameSafe, None, 0),
        (open(), safe(), Class::BecameSafe, None, 0),
        (safe(), open(), Class::Undecided, Some("E-UNDECIDED"), 2),
        (broken(), open(), Class::Undecided, Some("E-UNDECIDED"), 2),
        // What was so before and still is does not fail by itself.
        (broken(), broken(), Class::Unchanged, None, 0),
        (broken(), worse(), Class::MarginShrank, None, 0),
        (worse(), broken(), Class::MarginGrew, None, 0),
        (open(), open(), Class::Unchanged, None, 0),
        (open(), still_open(), Class::MarginShrank, None, 0),
        (safe(), vec![], Class::Deleted, Some("E-DELETED"), 1),
        (broken(), vec![], Class::Deleted, Some("E-DELETED"), 1),
        (vec![], safe(), Class::New, None, 0),
        (vec![], broken(), Class::New, Some("E-NEW-VULNERABLE"), 1),
        (vec![], open(), Class::New, Some("E-UNDECIDED"), 2),
    ];
    for (before, after, class, code, exit) in table {
        let case = format!("{:?} → {:?}", verdict(&before), verdict(&after));
        let report = free(&side(before), &side(after));
        let [finding] = report.findings.as_slice() else {
            panic!("{case}: {} findings", report.findings.len());
        };
        assert_eq!(finding.class, class, "{case}");
        assert_eq!(finding.code.as_deref(), code, "{case}");
        assert_eq!(finding.fails, code.is_some(), "{case}");
        assert_eq!(report.exit_status, exit, "{case}: {}", report.sentence);
        assert_eq!(report.count(class), 1, "{case}");
    }
}

fn verdict(findings: &[Finding]) -> Option<Verdict> {
    findings.first().map(|it| it.verdict)
}

#[test]
fn what_fails_outweighs_what_is_undecided() {
    let before = side(vec![
        promise("lend/a", Verdict::Safe, 0.005, None),
        promise("lend/b", Verdict::Safe, 0.005, None),
    ]);
    let after = side(vec![
        promise("lend/a", Verdict::Undecided, 0.01, None),
        promise("lend/b", Verdict::Vulnerable, 0.02, None),
    ]);
    let report = free(&before, &after);
    assert_eq!(
        (report.verdict, report.exit_status),
        (GuardVerdict::Fail, 1)
    );
}

#[test]
fn nothing_found_on_either_side_is_undecided() {
    let report = free(&side(vec![]), &side(vec![]));
    assert_eq!(
        (report.verdict, report.exit_status),
        (GuardVerdict::Undecided, 2)
    );
}

#[test]
fn a_change_within_the_interval_is_none_and_a_verdict_knows_no_tolerance() {
    let about = |value: f64| {
        Some(Interval {
            lo: value - 0.002,
            hi: value + 0.002,
        })
    };
    let at = |verdict, value| side(vec![promise(ID, verdict, value, about(value))]);
    let class = |before, after| free(&before, &after).findings[0].class;
    let (a, b, far) = (
        at(Verdict::Safe, 0.005),
        at(Verdict::Safe, 0.006),
        at(Verdict::Safe, 0.0079),
    );
    assert_eq!(class(a.clone(), b), Class::Unchanged);
    assert_eq!(class(a.clone(), far), Class::MarginShrank);
    assert_eq!(
        class(a, at(Verdict::Vulnerable, 0.005)),
        Class::BecameVulnerable
    );
}

#[test]
fn exact_values_are_compared_to_a_billionth() {
    let class = |value: f64| {
        free(
            &side(one(Verdict::Safe, 0.005)),
            &side(one(Verdict::Safe, value)),
        )
        .findings[0]
            .class
    };
    assert_eq!(class(0.005 * (1.0 + 1e-12)), Class::Unchanged);
    assert_eq!(class(0.005 * (1.0 + 1e-6)), Class::MarginShrank);
}

#[test]
fn a_threshold_that_moves_moves_the_margin() {
    let before = one(Verdict::Safe, 0.005);
    let mut after = before.clone();
    after[0].threshold = Some(assay_reports::Side::Below.of(0.006));
    let report = free(&side(before), &side(after));
    assert_eq!(report.findings[0].class, Class::MarginShrank);
    let margin = |it: &assay_reports::guard::Found| it.margin.map(|it| it.absolute);
    let finding = &report.findings[0];
    assert_eq!(finding.before.as_ref().and_then(margin), Some(0.005));
    assert_eq!(finding.after.as_ref().and_then(margin), Some(0.001));
}

#[test]
fn a_verdict_that_turns_by_its_threshold_tells_the_margin() {
    let before = one(Verdict::Safe, 0.005);
    let mut after = one(Verdict::Vulnerable, 0.005);
    after[0].threshold = Some(assay_reports::Side::Below.of(0.004));
    let report = free(&side(before), &side(after));
    assert_eq!(
        report.findings[0].why,
        "safe → vulnerable: margin +0.5 % (+50 %) → −0.1 % (−25 %)"
    );
}

#[test]
fn a_value_without_a_threshold_has_no_safer_side() {
    let mut before = one(Verdict::Vulnerable, 0.005);
    before[0].threshold = None;
    let mut after = before.clone();
    after[0].value.as_mut().unwrap().value = 0.02;
    let report = free(&side(before), &side(after));
    assert_eq!(report.findings[0].class, Class::Unchanged);
    assert_eq!(report.findings[0].after.as_ref().unwrap().margin, None);
}

#[test]
fn the_policy_may_refuse_a_shrinking_margin() {
    let before = side(one(Verdict::Safe, 0.005));
    let after = side(one(Verdict::Safe, 0.008));
    // 0.5 % to 0.2 %: three fifths are lost.
    for (most, code) in [("0.5", Some("E-MARGIN")), ("\"61 %\"", None)] {
        let report = under(&format!("[margin]\nmax_shrink = {most}\n"), &before, &after);
        assert_eq!(report.findings[0].code.as_deref(), code, "{most}");
        assert_eq!(report.exit_status, u8::from(code.is_some()), "{most}");
    }
    // All of it, where all may go; and nothing of what was not there.
    for (before, after, most) in [(0.005, 0.01, "1"), (0.01, 0.012, "0.5")] {
        let (before, after) = (one(Verdict::Safe, before), one(Verdict::Safe, after));
        let policy = format!("[margin]\nmax_shrink = {most}\n");
        let report = under(&policy, &side(before), &side(after));
        assert_eq!(report.findings[0].class, Class::MarginShrank);
        assert_eq!(report.exit_status, 0, "{most}");
    }
    // Beyond its threshold nothing is left to lose.
    let before = side(one(Verdict::Vulnerable, 0.02));
    let after = side(one(Verdict::Vulnerable, 0.04));
    let report = under("[margin]\nmax_shrink = 0\n", &before, &after);
    assert_eq!(report.exit_status, 0);
}

#[test]
fn a_tolerance_is_for_margins_and_never_for_verdicts() {
    let policy = "[margin]\ntolerance = \"50 %\"\n";
    let before = side(one(Verdict::Safe, 0.005));
    // From 0.5 % before the threshold of 1 %: half of it may go, no more.
    for (value, within, beyond) in [
        (0.007, Class::Unchanged, Class::MarginShrank),
        (0.003, Class::Unchanged, Class::MarginGrew),
        (0.008, Class::MarginShrank, Class::MarginShrank),
        (0.002, Class::MarginGrew, Class::MarginGrew),
    ] {
        let after = side(one(Verdict::Safe, value));
        let class = |report: GuardReport| report.findings[0].class;
        assert_eq!(class(under(policy, &before, &after)), within, "{value}");
        assert_eq!(class(free(&before, &after)), beyond, "{value}");
    }
    let after = side(one(Verdict::Vulnerable, 0.0050001));
    let report = under(policy, &before, &after);
    assert_eq!(report.findings[0].class, Class::BecameVulnerable);
}

#[test]
fn other_runs_are_noted() {
    let before = side(one(Verdict::Safe, 0.005));
    let mut after = before.clone();
    after.report.runs = 7;
    let report = free(&before, &after);
    assert!(
        report.notes[0].contains("with 7 runs"),
        "{:?}",
        report.notes
    );
    assert!(free(&before, &before).notes.is_empty());
}
