//! The life of an acknowledgement: it counts, it expires, its value moves, it is not needed any more.

use assay_reports::{
    Verdict,
    guard::{GuardReport, Snapshot, State},
};

use crate::pair::{at_gap, compare_on, promise, side};

const ASKED: &str = r#"
[[acknowledge]]
finding = "lend/default-rate"
reason = "the pool is empty until launch"
author = "risk@lend"
expires = 2026-12-31
pinned = { min_gap = 1 }
"#;

fn before() -> Snapshot {
    side(vec![promise(
        "lend/default-rate",
        Verdict::Safe,
        0.005,
        None,
    )])
}

fn broken(gap: &str) -> Snapshot {
    let finding = promise("lend/default-rate", Verdict::Vulnerable, 0.02, None);
    at_gap(side(vec![finding]), gap)
}

fn only(report: &GuardReport) -> (State, Option<&str>, u8) {
    let [asked] = report.acknowledgements.as_slice() else {
        panic!("{} acknowledgements", report.acknowledgements.len());
    };
    (asked.state, asked.code.as_deref(), report.exit_status)
}

#[test]
fn it_silences_the_failure_until_its_day_is_over() {
    let report = compare_on("2026-12-31", ASKED, &before(), &broken("1"));
    assert_eq!(only(&report), (State::Silences, None, 0));
    let finding = &report.findings[0];
    assert!(!finding.fails);
    assert_eq!(finding.code.as_deref(), Some("E-VERDICT"));
    let by = finding.acknowledged.as_ref().unwrap();
    assert_eq!(
        (by.author.as_str(), by.expires.as_str()),
        ("risk@lend", "2026-12-31")
    );

    let report = compare_on("2027-01-01", ASKED, &before(), &broken("1"));
    assert_eq!(only(&report), (State::Expired, Some("E-ACK-EXPIRED"), 1));
    assert!(report.findings[0].why.contains("E-ACK-EXPIRED"));
    assert_eq!(report.findings[0].acknowledged, None);
}

#[test]
fn it_dies_when_the_pinned_value_moves() {
    for gap in ["2", "1.0000001", "0.9999999"] {
        let report = compare_on("2026-11-21", ASKED, &before(), &broken(gap));
        assert_eq!(
            only(&report),
            (State::Moved, Some("E-ACK-MOVED"), 1),
            "{gap}"
        );
    }
    let same = compare_on("2026-11-21", ASKED, &before(), &broken("1.0"));
    assert_eq!(only(&same), (State::Silences, None, 0));
    let mut gone = broken("1");
    gone.settings.clear();
    let report = compare_on("2026-11-21", ASKED, &before(), &gone);
    assert_eq!(only(&report), (State::Moved, Some("E-ACK-MOVED"), 1));
}

#[test]
fn what_matches_nothing_is_told_and_silences_nothing() {
    let report = compare_on("2026-11-21", ASKED, &before(), &before());
    assert_eq!(only(&report), (State::Unused, None, 0));
    assert!(report.acknowledgements[0].message.contains("does not fail"));

    let mistyped = ASKED.replace("default-rate", "defalt-rate");
    let report = compare_on("2026-11-21", &mistyped, &before(), &broken("1"));
    assert_eq!(only(&report), (State::Unused, None, 1));
    assert_eq!(
        report.acknowledgements[0].message,
        "there is no such finding; did you mean `lend/default-rate`?"
    );
}

#[test]
fn it_is_for_the_class_that_it_names() {
    let of = |class: &str| format!("{ASKED}class = \"{class}\"\n");
    let report = compare_on(
        "2026-11-21",
        &of("became_vulnerable"),
        &before(),
        &broken("1"),
    );
    assert_eq!(only(&report), (State::Silences, None, 0));
    let report = compare_on("2026-11-21", &of("deleted"), &before(), &broken("1"));
    assert_eq!(only(&report), (State::Unused, None, 1));
}

#[test]
fn one_that_counts_is_enough() {
    let two = format!("{}{ASKED}", ASKED.replace("2026-12-31", "2026-01-31"));
    let report = compare_on("2026-11-21", &two, &before(), &broken("1"));
    let states: Vec<State> = report.acknowledgements.iter().map(|it| it.state).collect();
    assert_eq!(states, [State::Expired, State::Silences]);
    assert_eq!(report.exit_status, 0);
    assert!(!report.findings[0].why.contains("E-ACK"));
}

#[test]
fn undecided_and_deleted_findings_can_be_acknowledged() {
    let open = at_gap(
        side(vec![promise(
            "lend/default-rate",
            Verdict::Undecided,
            0.01,
            None,
        )]),
        "1",
    );
    for after in [open, at_gap(side(vec![]), "1")] {
        let report = compare_on("2026-11-21", ASKED, &before(), &after);
        assert_eq!(only(&report), (State::Silences, None, 0));
    }
}
