//! How a program is asked, and what it refuses.

use assay_scenarios::{CompileError, Output, Results, RowError, Scenario, ShapeError};

use super::agree;
use crate::support::{false_claim, folder, formula, load, small, write};

fn worth() -> Output {
    Output::ExpectedValue("chronos/false-claim".into())
}

fn values(results: &Results, output: usize) -> Vec<Option<u64>> {
    let column = results.column(output).unwrap();
    column.iter().map(|value| value.map(f64::to_bits)).collect()
}

#[test]
fn names_that_do_not_exist_are_refused_with_the_nearest() {
    let scenario = false_claim();
    for (varied, output, message) in [
        (
            &["detection_rat"][..],
            worth(),
            "there is no parameter `detection_rat`; did you mean `detection_rate`?",
        ),
        (
            &["detection_rate"],
            Output::Formula("stake_lost".into()),
            "there is no formula `stake_lost`; did you mean `stake_loss`?",
        ),
        (
            &["detection_rate"],
            Output::Gain("chronos/false-claims".into()),
            "there is no attack `chronos/false-claims`; did you mean `chronos/false-claim`?",
        ),
        (
            &["user_stake", "detection_rate", "user_stake"],
            worth(),
            "`user_stake` is varied twice",
        ),
        (
            &[],
            worth(),
            "nothing is varied: name at least one parameter",
        ),
    ] {
        let refused = scenario.compile(varied, &[output]).unwrap_err();
        assert_eq!(refused.to_string(), message);
    }
}

#[test]
fn a_switch_has_no_column() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("chronos/balanced.toml");
    let scenario = load(&path, &[]).unwrap();
    let refused = scenario.compile(&["loan_backing"], &[worth()]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "`loan_backing` is a switch, not a number"
    );
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let varied = ["detection_rate", "user_stake"];
    let program = false_claim().compile(&varied, &[worth()]).unwrap();
    let mut results = Results::new();
    assert_eq!(
        program.evaluate(&[&[0.5]], &mut results),
        Err(ShapeError::Columns {
            expected: 2,
            given: 1
        })
    );
    let parameter = "user_stake".to_owned();
    assert_eq!(
        program.evaluate(&[&[0.5], &[0.1, 0.2]], &mut results),
        Err(ShapeError::Rows {
            parameter,
            expected: 1,
            given: 2
        })
    );
    assert!(matches!(
        program.explain(&[0.5], 0),
        Some(RowError::Shape(ShapeError::Columns {
            expected: 2,
            given: 1
        }))
    ));
    assert!(matches!(
        program.explain(&[0.5, 0.1], 1),
        Some(RowError::Shape(ShapeError::Output {
            output: 1,
            outputs: 1
        }))
    ));
}

#[test]
fn no_rows_give_empty_columns() {
    let program = false_claim().compile(&["user_stake"], &[worth()]).unwrap();
    let mut results = Results::new();
    program.evaluate(&[&[]], &mut results).unwrap();
    assert_eq!(results.column(0).unwrap().complete(), Some(&[][..]));
    assert!(results.column(1).is_none());
}

#[test]
fn a_value_that_is_not_finite_fails_every_output_of_its_row_alone() {
    let scenario = false_claim();
    let outputs = [worth(), Output::Success("chronos/false-claim".into())];
    let program = scenario
        .compile(&["user_stake", "detection_rate"], &outputs)
        .unwrap();
    let mut results = Results::new();
    program
        .evaluate(&[&[0.1, f64::NAN, 0.1], &[0.5, 0.5, 0.5]], &mut results)
        .unwrap();
    for column in results.columns() {
        assert_eq!((column.rows(), column.failures()), (3, 1));
        assert!(column.get(0).is_some() && column.get(1).is_none() && column.complete().is_none());
        assert_eq!(column.get(0), column.get(2));
    }
    let told = program.explain(&[f64::NAN, 0.5], 1).unwrap().to_string();
    assert_eq!(
        told,
        "the value of `user_stake` cannot be used: the result is not a finite number"
    );
}

#[test]
fn the_bits_do_not_depend_on_how_rows_are_divided_or_on_what_was_evaluated_before() {
    let scenario = false_claim();
    let program = scenario
        .compile(
            &["detection_rate"],
            &[worth(), Output::Formula("stake_loss".into())],
        )
        .unwrap();
    let other = scenario.compile(&["user_stake"], &[worth()]).unwrap();
    let column: Vec<f64> = (0..3_000).map(|row| f64::from(row) / 2_900.0).collect();
    let mut whole = Results::new();
    program.evaluate(&[&column], &mut whole).unwrap();
    let whole = values(&whole, 0);
    assert_eq!(whole.iter().filter(|value| value.is_none()).count(), 99);

    let mut results = Results::new();
    for size in [1, 7, 255, 256, 257, 1_000] {
        let mut parts = Vec::new();
        for part in column.chunks(size) {
            other.evaluate(&[part], &mut results).unwrap();
            program.evaluate(&[part], &mut results).unwrap();
            parts.extend(values(&results, 0));
        }
        assert!(parts == whole, "in parts of {size}");
    }
}

#[test]
fn programs_are_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&false_claim().compile(&["user_stake"], &[worth()]).unwrap());
}

fn compiled(test: &str, rest: &str) -> Result<assay_scenarios::Program, CompileError> {
    let text = small(&[("x", "1", "count", "-1e9", "1e9")], rest);
    let scenario: Scenario = load(&write(&folder(test), "case.toml", text), &[]).unwrap();
    scenario.compile(&["x"], &[Output::Formula("f".into())])
}

#[test]
fn long_tables_and_deep_formulas_compile() {
    let steps: String = (0..5_000)
        .map(|step| {
            format!(
                "{{ from = {step}, value = \"exp(x / {}) + {step}\" }},\n",
                step + 1_000
            )
        })
        .collect();
    let table = format!(
        "[tables.long]\ninput = \"count\"\noutput = \"count\"\nmeaning = \"m\"\nsource = \"s\"\nsteps = [\n{steps}]\n"
    );
    let program = compiled("long", &(table + &formula("f", "long(x)", "count"))).unwrap();
    let rows: Vec<Vec<f64>> = (-1..50).map(|row| vec![100.5 * f64::from(row)]).collect();
    assert_eq!(agree(&program, &rows), Ok((50, 1)));

    let mut chain = String::new();
    for link in 0..30 {
        let next = if link == 29 {
            "x".to_owned()
        } else {
            format!("f{}", link + 1)
        };
        let name = if link == 0 {
            "f".to_owned()
        } else {
            format!("f{link}")
        };
        let nested = (0..5).fold(next, |inner, level| {
            format!("(if x < {level} then ln({inner}) else exp(-({inner})))")
        });
        chain += &formula(&name, &nested, "count");
    }
    let loads = load(
        &write(
            &folder("deep"),
            "case.toml",
            small(&[("x", "7", "count", "-1e9", "1e9")], &chain),
        ),
        &[],
    );
    let program = loads
        .unwrap()
        .compile(&["x"], &[Output::Formula("f".into())])
        .unwrap();
    agree(&program, &[vec![6.0], vec![2.5], vec![-1.0]]).unwrap();
}

#[test]
fn a_program_larger_than_the_limit_is_refused() {
    let sums: String = (0..70)
        .map(|part| {
            let terms: Vec<String> = (0..1_000)
                .map(|term| format!("x * {}", 1 + part * 1_000 + term))
                .collect();
            formula(
                &format!("p{part}"),
                &format!("max({})", terms.join(", ")),
                "count",
            )
        })
        .collect();
    let parts: Vec<String> = (0..70).map(|part| format!("p{part}")).collect();
    let rest = sums + &formula("f", &format!("max({})", parts.join(", ")), "count");
    assert_eq!(
        compiled("large", &rest).err(),
        Some(CompileError::TooLarge { most: 65_536 })
    );
}
