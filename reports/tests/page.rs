//! The page from outside: what it says of data made by hand.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

use assay_reports::{
    Report, SCHEMA_VERSION, ScenarioName, Verdict,
    claims::{ClaimReport, ClaimsReport, Follows, Printed, Relation, Status},
    page::{
        Asked, Axis, Cell, Constant, Contents, Map, Number, Parameter, Part, Setting, Then, Turn,
        page,
    },
};
use assay_scenarios::ParameterKind;

fn absent<T>() -> Part<T> {
    Part::Absent("nobody looked".into())
}

fn empty() -> Contents {
    Contents {
        report: Report {
            schema_version: SCHEMA_VERSION,
            assay_version: "0.1.0".into(),
            scenario: ScenarioName {
                title: "A toy".into(),
                protocol: "toy".into(),
                hash: "00".into(),
                set: Vec::new(),
            },
            seed: 7,
            runs: 10,
            attacks: Vec::new(),
            findings: Vec::new(),
            out_of_scope: Vec::new(),
            flips: None,
        },
        asked: Asked::default(),
        parameters: Vec::new(),
        map: absent(),
        influence: absent(),
        month: absent(),
        profits: Vec::new(),
        claims: None,
    }
}

fn turn(at: f64, change: f64) -> Turn {
    Turn {
        attack: "toy/theft".into(),
        at,
        last: at,
        change,
        then: Then::Begins,
    }
}

fn stake() -> Parameter {
    Parameter {
        name: "stake".into(),
        meaning: "What a thief loses".into(),
        source: "assumption".into(),
        kind: ParameterKind::Control,
        setting: Setting::Number(Number {
            unit: "ETH".into(),
            value: 0.1,
            range: (0.0, 100.0),
            read_by: 1,
            turns: vec![turn(0.04, -0.6)],
            open: Vec::new(),
        }),
        constant: Some(Constant {
            name: "STAKE".into(),
            encoded: Some("100000000000000000".into()),
            encoding: "wei".into(),
        }),
    }
}

fn claim(id: &str, status: Status, damage: u8, sentence: &str) -> ClaimReport {
    ClaimReport {
        id: id.into(),
        lines: vec![12],
        says: "the theft is said to lose money".into(),
        printed: Some(Printed {
            text: "-$1".into(),
            value: Some(-1.0),
            unit: Some("USD".into()),
            relation: Relation::Equal,
            precision: Some(0.5),
        }),
        status,
        inside: None,
        recorded: status,
        follows: Some(Follows {
            value: 9.0,
            exact: None,
            unit: "USD".into(),
            ci95: None,
        }),
        verdict: None,
        derivation: Vec::new(),
        sentence: Some(sentence.into()),
        damage,
        command: Some("assay attacks toy.toml --explain toy/theft".into()),
        reason: None,
        scenario: "toy.toml".into(),
        set: Vec::new(),
    }
}

#[test]
fn nothing_judged_is_never_called_safe() {
    let html = page(&empty());
    assert!(html.contains("No attack was judged."));
    assert!(html.contains("<p class=\"answer\"><span class=\"verdict undecided\">"));
}

#[test]
fn a_part_that_is_missing_says_why() {
    let html = page(&empty());
    assert!(html.contains("There is no map: nobody looked."));
    assert!(html.contains("There are no shares of variance: nobody looked."));
    assert!(html.contains("No month was simulated: nobody looked."));
}

#[test]
fn a_parameter_stands_with_its_safe_range_distance_and_constant() {
    let html = page(&Contents {
        parameters: vec![stake()],
        ..empty()
    });
    for part in [
        "<span class=\"whole\">0.04</span> to <span class=\"whole\">100 ETH</span>",
        "−60.0 %",
        "theft begins to pay at 0.04 ETH",
        "STAKE",
        "100 000 000 000 000 000 wei",
        "The smallest change that lets another attack pay",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn a_map_is_drawn_with_its_cells_and_the_point_where_the_scenario_stands() {
    let axis = |name: &str| Axis {
        parameter: name.into(),
        unit: "USD".into(),
        low: 0.0,
        high: 2.0,
        now: 0.5,
        turn: turn(1.0, 1.0),
    };
    let cell = |across, verdict, by: Option<&str>| Cell {
        across,
        up: (0.0, 2.0),
        verdict,
        by: by.map(str::to_owned),
    };
    let html = page(&Contents {
        map: Part::Found(Map {
            across: axis("x"),
            up: axis("y"),
            over: vec!["toy/theft".into()],
            left_out: vec!["toy/fraud".into()],
            cells: vec![
                cell((0.0, 1.0), Verdict::Safe, None),
                cell((1.0, 2.0), Verdict::Vulnerable, Some("toy/theft")),
            ],
            shares: [0.5, 0.5, 0.0],
        }),
        ..empty()
    });
    assert!(html.contains("Of 2 attacks, 1 pay already"));
    let (_, drawn) = html
        .split_once("<script type=\"application/json\" id=\"flip-map-drawn\">")
        .unwrap();
    let (drawn, _) = drawn.split_once("</script>").unwrap();
    let drawn: serde_json::Value = serde_json::from_str(drawn).unwrap();
    let cells = drawn["data"]["values"].as_array().unwrap();
    assert_eq!(cells.len(), 2);
    assert_eq!(cells[1]["by"], "theft");
    assert_eq!(drawn["layer"][1]["data"]["values"][0]["x"], 0.5);
}

#[test]
fn refuted_claims_come_first_by_their_damage_and_their_words_are_escaped() {
    let claims = ClaimsReport {
        schema_version: SCHEMA_VERSION,
        assay_version: "0.1.0".into(),
        title: "Claims".into(),
        document: "A paper".into(),
        sha256: "00".into(),
        scenario: "toy.toml".into(),
        seed: 1,
        runs: 10,
        claims: vec![
            claim("a", Status::Reproduced, 1, "It holds."),
            claim("b", Status::Contradicted, 1, "A small thing is wrong."),
            claim("c", Status::Contradicted, 3, "Theft <b>pays</b> $9."),
        ],
        coverage: None,
    };
    let html = page(&Contents {
        claims: Some(claims),
        ..empty()
    });
    assert!(html.contains(
        "Of 3 published figures in A paper: 1 reproduced, 2 contradicted. Each is checked against"
    ));
    let large = html.find("Theft &lt;b&gt;pays&lt;/b&gt; $9.").unwrap();
    let small = html.find("A small thing is wrong.").unwrap();
    assert!(large < small);
    assert!(!html.contains("It holds."));
    assert!(html.contains("assay attacks toy.toml --explain toy/theft"));
}

#[test]
fn ids_are_unique_and_names_lead_somewhere() {
    let html = page(&Contents {
        parameters: vec![stake()],
        ..empty()
    });
    let (written, _) = html.split_once("<script>").unwrap();
    let of = |name: &str| -> Vec<&str> {
        let name = format!(" {name}=\"");
        let values = written.split(&name).skip(1);
        values.filter_map(|rest| rest.split('"').next()).collect()
    };
    let ids = of("id");
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
    for named in of("aria-labelledby") {
        assert!(ids.contains(&named), "{named}");
    }
    for link in of("href") {
        let target = link.strip_prefix('#').unwrap();
        assert!(ids.contains(&target) || target == "toy-theft", "{link}");
    }
}
