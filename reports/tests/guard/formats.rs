//! One small change in every format.

use assay_reports::{
    Verdict,
    guard::{GuardReport, Reuse, TAG},
    text::Layout,
};
use quick_xml::{Reader, events::Event};

use crate::pair::{about, at_gap, attack, promise, setting, side, under, with_attacks};

const POLICY: &str = r#"
[steps.default]
relative = "20 %"

[[acknowledge]]
finding = "lend/old|promise"
reason = "no longer promised <anywhere> & said so"
author = "risk@lend"
expires = 2026-12-31
pinned = { min_gap = 1 }

[[acknowledge]]
finding = "lend/flash-loan"
reason = "too dear to borrow"
author = "risk@lend"
expires = 2026-10-31
pinned = { min_gap = 1 }
"#;

/// One attack turns, one margin shrinks, one promise is gone and acknowledged, one is open, one is as before.
fn report() -> GuardReport {
    let before = with_attacks(
        side(vec![
            promise("lend/default-rate", Verdict::Safe, 0.005, None),
            promise("lend/steady", Verdict::Safe, 0.002, None),
            promise("lend/open", Verdict::Safe, 0.004, None),
            promise("lend/repaid", Verdict::Vulnerable, 0.02, None),
            promise("lend/old|promise", Verdict::Safe, 0.001, None),
        ]),
        vec![attack(
            "lend/flash-loan",
            -270_000.0,
            about(-270_000.0),
            0.0,
        )],
    );
    let mut after = at_gap(
        with_attacks(
            side(vec![
                promise("lend/default-rate", Verdict::Safe, 0.008, None),
                promise("lend/steady", Verdict::Safe, 0.002, None),
                promise("lend/open", Verdict::Undecided, 0.01, None),
                promise("lend/repaid", Verdict::Safe, 0.003, None),
            ]),
            vec![attack(
                "lend/flash-loan",
                24_300.0,
                about(24_300.0),
                24_300.0,
            )],
        ),
        "1",
    );
    after
        .settings
        .push(setting("schedule", "random", None, true));
    after.report.attacks[0].formula = "gain - fee * (min_gap - 1)".into();
    after.given = "head:lend.toml".into();
    let mut report = under(POLICY, &before, &after);
    report.reuse = vec![
        Reuse {
            unit: "attack lend/flash-loan".into(),
            reused: false,
            why: "min_gap was 100, is 1".into(),
        },
        Reuse {
            unit: "defaults".into(),
            reused: true,
            why: "nothing it read moved".into(),
        },
    ];
    report
}

fn at(width: usize) -> String {
    report().to_text(Layout {
        width,
        colour: false,
    })
}

#[test]
fn as_text_at_80_columns() {
    insta::assert_snapshot!(at(80));
}

#[test]
fn as_text_at_200_columns() {
    insta::assert_snapshot!(at(200));
}

#[test]
fn as_json() {
    insta::assert_snapshot!(report().to_json().unwrap());
}

#[test]
fn as_junit() {
    insta::assert_snapshot!(report().to_junit().unwrap());
}

#[test]
fn as_sarif() {
    let text = report().to_sarif().unwrap();
    let mut log: serde_json::Value = serde_json::from_str(&text).unwrap();
    // The pages of the codes are tested where they are written.
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    assert_eq!(
        rules.as_array().unwrap().len(),
        assay_reports::codes::all().count()
    );
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn as_markdown() {
    let text = report().to_markdown();
    assert!(text.starts_with(TAG));
    insta::assert_snapshot!(text);
}

#[test]
fn the_json_reads_back_as_the_report() {
    let report = report();
    let back: GuardReport = serde_json::from_str(&report.to_json().unwrap()).unwrap();
    assert_eq!(back, report);
}

#[test]
fn junit_reads_back_with_a_case_for_each_finding_and_step() {
    let report = report();
    let xml = report.to_junit().unwrap();
    let mut reader = Reader::from_str(&xml);
    let (mut names, mut failures, mut skipped) = (Vec::new(), Vec::new(), 0);
    loop {
        let event = reader.read_event().unwrap();
        let attribute = |name: &str| match &event {
            Event::Start(element) | Event::Empty(element) => {
                let found = element.try_get_attribute(name).unwrap().unwrap();
                found
                    .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                    .unwrap()
                    .into_owned()
            }
            _ => String::new(),
        };
        let name = match &event {
            Event::Start(element) | Event::Empty(element) => element.name().as_ref().to_owned(),
            Event::Eof => break,
            _ => continue,
        };
        match name.as_str() {
            "testcase" => names.push(attribute("name")),
            "failure" => failures.push(attribute("type")),
            "skipped" => skipped += 1,
            _ => {}
        }
    }
    let expected: Vec<&str> = report
        .findings
        .iter()
        .map(|it| it.id.as_str())
        .chain(report.parameters.iter().map(|it| it.name.as_str()))
        .collect();
    assert_eq!(names, expected);
    assert_eq!(failures, ["E-PROFIT", "E-UNDECIDED", "E-STEP"]);
    assert_eq!(skipped, 1);
}

#[test]
fn names_that_xml_cannot_hold_are_written_all_the_same() {
    let before = side(vec![promise(
        "lend/\u{1}<&\"'>",
        Verdict::Safe,
        0.005,
        None,
    )]);
    let xml = under("", &before, &side(vec![])).to_junit().unwrap();
    let mut reader = Reader::from_str(&xml);
    while reader.read_event().unwrap() != Event::Eof {}
    assert!(xml.contains("lend/\u{FFFD}&lt;&amp;&quot;"), "{xml}");
}
