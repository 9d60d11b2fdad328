//! What a scenario says: values, attacks, break-even values, derivations, notes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

use assay_scenarios::{
    EvaluationError, NumberError, Scenario, ValueError, format_quantity, json_schema,
};
use dashu_ratio::RBig;
use support::{false_claim, folder, formula, load, small, write};

fn ratio(numerator: i64, denominator: u64) -> RBig {
    RBig::from_parts(numerator.into(), denominator.into())
}

fn scenario(test: &str, text: String) -> Scenario {
    load(&write(&folder(test), "case.toml", text), &[])
        .unwrap_or_else(|error| panic!("{}", error.render(false)))
}

#[test]
fn the_false_claim_is_worth_what_the_seed_computes() {
    let scenario = false_claim();
    let attack = scenario.attack("chronos/false-claim").unwrap();
    assert_eq!(
        attack.expected_value::<RBig>(&scenario).unwrap(),
        ratio(-501_497, 10)
    );
    assert!((attack.expected_value::<f64>(&scenario).unwrap() + 50_149.7).abs() < 1e-9);
    assert_eq!(attack.loss::<RBig>(&scenario).unwrap(), ratio(50_300, 1));
    assert_eq!(
        scenario.notes(attack),
        [
            "The seed prints -$50,150 and -$50,200; a detected claim costs $50,300.00 at $3,000.00/ETH."
        ]
    );
}

#[test]
fn values_are_given_in_any_unit_of_their_dimension() {
    let scenario = false_claim();
    assert_eq!(
        scenario.exact_in("user_stake", "wei").unwrap().to_string(),
        "100000000000000000"
    );
    assert_eq!(scenario.exact_in("age", "month").unwrap(), ratio(36, 1));
    assert_eq!(scenario.exact("top_ltv").unwrap(), &ratio(90, 1));
    assert_eq!(
        scenario.exact_in("top_ltv", "fraction").unwrap(),
        ratio(9, 10)
    );
    assert_eq!(scenario.choice("loan_backing").unwrap(), "reputation");
    let said = |error: &dyn std::error::Error| error.to_string();
    assert_eq!(
        said(&scenario.number("user_steak").unwrap_err()),
        "there is no parameter `user_steak`; did you mean `user_stake`?"
    );
    assert_eq!(
        said(&scenario.exact_in("user_stake", "USD").unwrap_err()),
        "`user_stake` is in ETH and cannot be given in USD"
    );
    assert_eq!(
        said(&scenario.number("loan_backing").unwrap_err()),
        "`loan_backing` is a switch, not a number"
    );
    assert_eq!(
        said(&scenario.attack("chronos/false-clam").unwrap_err()),
        "there is no attack `chronos/false-clam`; did you mean `chronos/false-claim`?"
    );
}

#[test]
fn a_variant_changes_one_value_and_leaves_the_original() {
    let scenario = false_claim();
    let dearer = scenario.with_number("user_stake", ratio(1, 5)).unwrap();
    assert_eq!(
        dearer.evaluate::<RBig>("stake_loss").unwrap(),
        ratio(600, 1)
    );
    assert_eq!(
        scenario.evaluate::<RBig>("stake_loss").unwrap(),
        ratio(300, 1)
    );
    assert!(matches!(
        scenario.with_number("user_stake", ratio(101, 1)),
        Err(ValueError::OutOfRange { .. })
    ));
    assert!(matches!(
        scenario.with_number("min_sample_blocks", ratio(3, 2)),
        Err(ValueError::NotWhole { .. })
    ));
    assert!(matches!(
        scenario.with_choice("loan_backing", "colateral"),
        Err(ValueError::NotAChoice { .. })
    ));
    let backed = scenario.with_choice("loan_backing", "collateral").unwrap();
    assert_eq!(
        scenario.evaluate::<RBig>("farmed").unwrap(),
        ratio(90_000, 1)
    );
    assert_eq!(backed.evaluate::<RBig>("farmed").unwrap(), RBig::ZERO);
}

#[test]
fn a_table_steps_where_it_says() {
    let scenario = false_claim();
    for (age, farmed) in [
        ((0, 1), 50_000),
        ((1, 2), 65_000),
        ((99, 100), 65_000),
        ((1, 1), 75_000),
        ((2, 1), 85_000),
        ((50, 1), 90_000),
    ] {
        let aged = scenario.with_number("age", ratio(age.0, age.1)).unwrap();
        assert_eq!(aged.evaluate::<RBig>("farmed").unwrap(), ratio(farmed, 1));
        assert_eq!(aged.evaluate::<f64>("farmed").unwrap(), farmed as f64);
    }
}

#[test]
fn an_evaluation_that_fails_says_where() {
    let text = small(&[("a", "1", "count", "-9", "9")], "")
        + &formula("inverse", "1 / (a + 1)", "count")
        + &formula("grown", "exp(a)", "count")
        + &formula("tower", "(a + 2)^a^9", "count");
    let scenario = scenario("failing", text);
    let at = |value: i64| scenario.with_number("a", ratio(value, 1)).unwrap();
    let error = at(-1).evaluate::<RBig>("inverse").unwrap_err();
    assert_eq!(error.number_error(), Some(NumberError::DivisionByZero));
    assert_eq!(
        error.to_string(),
        "division by zero in `1 / (a + 1)`, in formula `inverse`"
    );
    let inexact: Result<RBig, EvaluationError> = scenario.evaluate("grown");
    assert_eq!(
        inexact.unwrap_err().number_error(),
        Some(NumberError::NotExact("exp"))
    );
    assert_eq!(
        at(9).evaluate::<RBig>("tower").unwrap_err().number_error(),
        Some(NumberError::ExponentTooLarge)
    );
    assert_eq!(
        at(9).evaluate::<f64>("tower").unwrap_err().number_error(),
        Some(NumberError::NotFinite)
    );
}

#[test]
fn a_derivation_can_be_followed_line_by_line() {
    let scenario = false_claim();
    let derivation = scenario
        .attack("chronos/false-claim")
        .unwrap()
        .explain(&scenario)
        .unwrap();
    let lines: Vec<String> = derivation
        .steps
        .iter()
        .map(|step| {
            format!(
                "{} = {} = {}",
                step.name,
                step.substituted,
                format_quantity(step.value, &step.unit)
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let last = derivation.steps.last().unwrap();
    assert_eq!(last.exact.as_deref(), Some("-501497/10"));
    let farming = scenario
        .attack("chronos/flash-loan-farming")
        .unwrap()
        .explain(&scenario)
        .unwrap();
    assert!(
        farming.steps.iter().all(|step| step.name != "farmed"),
        "a branch not taken is not part of the derivation"
    );
}

#[test]
fn the_schema_describes_the_files_that_load() {
    let schema = json_schema();
    let properties = |name: &str| -> Vec<String> {
        let entry = if name.is_empty() {
            &schema
        } else {
            &schema["$defs"][name]
        };
        assert_eq!(entry["additionalProperties"], false, "{name}");
        entry["properties"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(
        properties(""),
        [
            "attacks",
            "formulas",
            "parameters",
            "scenario",
            "set",
            "sweep",
            "tables"
        ]
    );
    assert_eq!(schema["required"], serde_json::json!(["scenario"]));
    assert!(!schema.to_string().contains("null"));
    // The reader tells which keys it asks for when none is near: the schema must offer the same.
    for (name, table) in [
        ("ParameterEntry", "parameters.p"),
        ("FormulaEntry", "formulas.p"),
        ("TableEntry", "tables.p"),
        ("SweepEntry", "sweep"),
        ("Header", "scenario"),
    ] {
        let head = if name == "Header" {
            String::new()
        } else {
            "[scenario]\ntitle = \"t\"\nprotocol = \"p\"\n".to_owned()
        };
        let path = write(
            &folder("schema"),
            "case.toml",
            format!("{head}[{table}]\nzzzz = 1\n"),
        );
        let error = load(&path, &[]).unwrap_err();
        let unknown = error
            .diagnostics()
            .iter()
            .find(|it| it.message().starts_with("unknown key `zzzz`"))
            .unwrap();
        let mut asked: Vec<&str> = unknown.help_lines()[0]
            .trim_start_matches("expected one of: ")
            .split(", ")
            .collect();
        asked.sort_unstable();
        assert_eq!(asked, properties(name), "{name}");
    }
}

#[test]
fn every_file_that_was_read_is_named_with_its_hash() {
    let path = write(
        &folder("hash"),
        "case.toml",
        small(&[("a", "1", "USD", "0", "1")], ""),
    );
    let scenario = load(&path, &["a=0.5"]).unwrap();
    assert_eq!(scenario.sources()[0].path, path);
    assert_eq!(scenario.sources()[0].sha256.len(), 64);
    assert_eq!(scenario.overrides()[0].to_string(), "a=0.5");
    assert_eq!(scenario.number("a").unwrap(), 0.5);
}
