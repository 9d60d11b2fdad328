//! A report on claims: its order, its text at every width, its JSON.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

use assay_reports::{
    Interval, Verdict,
    claims::{
        ClaimReport, ClaimsReport, Coverage, Follows, Printed, Promised, Relation, Status,
        Uncovered,
    },
    text::{self, Layout},
};

fn claim(id: &str, status: Status, damage: u8, printed: f64, follows: f64) -> ClaimReport {
    ClaimReport {
        id: id.into(),
        lines: vec![7, 81],
        says: "What the sender of a false claim expects by the working in the margin of the note"
            .into(),
        printed: Some(Printed {
            text: format!("${printed}"),
            value: Some(printed),
            unit: Some("USD".into()),
            relation: Relation::Equal,
            precision: Some(0.5),
        }),
        status,
        inside: status.inside(),
        recorded: status,
        follows: Some(Follows {
            value: follows,
            exact: None,
            unit: "USD".into(),
            ci95: None,
        }),
        verdict: None,
        derivation: vec![
            "penalty = stake_loss + blacklist_npv = $300.00 + $50,000.00 = $50,300".into(),
        ],
        sentence: status.is_refuted().then(|| {
            format!("The note says of {id} that it costs as much as a house, where a tent follows.")
        }),
        damage,
        command: Some(format!(
            "assay claims notes/one-with-a-long-name.toml --claim {id}"
        )),
        reason: Some("The blacklist is counted once.".into()),
        scenario: "notes/scenario.toml".into(),
        set: Vec::new(),
    }
}

fn report(claims: Vec<ClaimReport>) -> ClaimsReport {
    ClaimsReport {
        schema_version: assay_reports::SCHEMA_VERSION,
        assay_version: "0.1.0".into(),
        title: "A note, audited".into(),
        document: "A note on false claims, as it stood when it was looked at".into(),
        sha256: "00".into(),
        scenario: "notes/scenario.toml".into(),
        seed: 1,
        runs: 10_000,
        claims,
        coverage: Some(Coverage {
            numbers: 1_206,
            covered: 1_004,
            ignored: 200,
            uncovered: vec![
                Uncovered {
                    line: 38,
                    text: "-$50,200".into(),
                },
                Uncovered {
                    line: 40,
                    text: "99.9%".into(),
                },
            ],
        }),
    }
}

fn of_every_kind() -> ClaimsReport {
    let mut inside = claim("month/inside", Status::SimulatedInside, 1, 3.0, 3.1);
    if let Some(follows) = &mut inside.follows {
        follows.ci95 = Some(Interval { lo: 2.9, hi: 3.3 });
    }
    let mut changed = claim("loss/changed", Status::Rounding, 1, 50_150.0, 50_149.7);
    changed.recorded = Status::Reproduced;
    let mut promise = claim("safety/promise", Status::Contradicted, 3, 6.0, 24_300.0);
    promise.printed = None;
    promise.verdict = Some(Promised {
        promised: Verdict::Safe,
        found: Verdict::Vulnerable,
    });
    report(vec![
        claim("loss/right", Status::Reproduced, 1, 300.0, 300.0),
        changed,
        claim("loss/near", Status::Contradicted, 1, 50_200.0, 50_149.7),
        claim("loss/far", Status::Contradicted, 1, 50_200.0, -1.0),
        claim("money/unsupported", Status::Unsupported, 2, 5.0, 5.0),
        claim("money/outside", Status::SimulatedOutside, 2, 5.0, 9.0),
        claim("money/wrong", Status::Contradicted, 2, 5.0, 5.9),
        promise,
        inside,
        claim("month/open", Status::Undecided, 1, 5.0, 5.0),
        claim("month/given", Status::Assumption, 1, 5.0, 5.0),
    ])
}

#[test]
fn the_most_damaging_come_first_and_among_equals_the_farthest_off() {
    let report = of_every_kind();
    let refuted = report.refuted();
    let ids: Vec<&str> = refuted.iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "safety/promise",
            "money/wrong",
            "money/outside",
            "money/unsupported",
            "loss/far",
            "loss/near",
        ]
    );
    let changed = report.changed();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].id, "loss/changed");
}

#[test]
fn nothing_is_farther_off_than_a_figure_of_the_other_sign() {
    let apart =
        |printed, follows| claim("a/b", Status::Contradicted, 1, printed, follows).distance();
    assert_eq!(apart(-50.0, 50.0), 1.0);
    assert_eq!(apart(0.0, 50.0), 1.0);
    assert_eq!(apart(1.0, 4.0), 0.75);
    assert!(apart(1.0, 1e9) < 1.0);
    assert_eq!(apart(0.0, 0.0), 0.0);
    let promised = |status, found| {
        let mut claim = claim("a/b", status, 3, 1.0, 2.0);
        let promised = Verdict::Safe;
        claim.verdict = Some(Promised { promised, found });
        claim.distance()
    };
    assert_eq!(promised(Status::Contradicted, Verdict::Vulnerable), 1.0);
    assert_eq!(promised(Status::Reproduced, Verdict::Safe), 0.0);
}

#[test]
fn the_text_fits_the_page_and_its_commands_stay_whole() {
    let report = of_every_kind();
    for width in [60, 80, 100, 200] {
        let layout = Layout {
            width,
            colour: false,
        };
        for all in [false, true] {
            let text = text::claims(&report, all, layout);
            for line in text.lines() {
                let is_command = line.trim_start().starts_with("assay ");
                let long = line.chars().count() > width;
                assert!(!long || is_command, "{width}: {line}");
                assert_eq!(line, line.trim_end(), "{width}");
            }
            assert_eq!(text.contains("penalty = stake_loss"), all);
            assert!(text.contains("      assay claims notes/one-with-a-long-name.toml --claim"));
        }
    }
}

#[test]
fn the_text_says_first_what_was_counted_then_what_is_refuted_then_what_is_not_covered() {
    let layout = Layout {
        width: 100,
        colour: false,
    };
    let text = text::claims(&of_every_kind(), false, layout);
    let mut last = 0;
    for part in [
        "11 claims: 1 reproduced, 1 rounding, 4 contradicted, 1 simulated inside",
        "Not as recorded",
        "✗ loss/changed (lines 7, 81): recorded reproduced, now rounding: $50150 is printed",
        "Undecided",
        "~ month/open",
        "A safety promise falls",
        "✗ The note says of safety/promise",
        "Money, or a constant",
        "✗ The note says of money/wrong",
        "Numbers that disagree",
        "✗ The note says of loss/far",
        "`--claim ID` shows any one",
        "1,206 numbers in the document: 1,004 covered by a claim, 200 ignored with a reason, 2 not covered",
        "line 38: -$50,200",
        "line 40: 99.9%",
    ] {
        let flat = text.replace("\n    ", " ").replace("\n", " ");
        let found = flat
            .find(part)
            .unwrap_or_else(|| panic!("no `{part}` in\n{text}"));
        assert!(found >= last, "`{part}` comes too early in\n{text}");
        last = found;
    }
}

#[test]
fn a_report_reads_back_from_its_json() {
    let report = of_every_kind();
    let json = report.to_json().unwrap();
    assert_eq!(serde_json::from_str::<ClaimsReport>(&json).unwrap(), report);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["schema_version"], assay_reports::SCHEMA_VERSION);
    assert_eq!(value["claims"][8]["status"], "simulated-inside");
    assert_eq!(value["claims"][8]["inside"], true);
    assert_eq!(value["claims"][8]["follows"]["ci95"][1], 3.3);
    assert_eq!(value["claims"][7]["verdict"]["found"], "vulnerable");
    assert_eq!(value["coverage"]["uncovered"][0]["line"], 38);
}
