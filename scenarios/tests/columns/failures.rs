//! Rows that fail, and rows beside them that do not.

use assay_scenarios::{Output, Results};

use crate::support::{attack, folder, formula, load, small, write};

const TABLE: &str = "[tables.step]\ninput = \"count\"\noutput = \"count\"\nmeaning = \"m\"\nsource = \"s\"\n\
    steps = [ { from = 0, value = 1 }, { from = 2, value = \"1 / (x - 4)\" } ]\n";

/// The formula at these values of `x`, and what is said of the rows that fail.
fn column(name: &str, expression: &str, rows: &[f64]) -> (Vec<Option<f64>>, Vec<String>) {
    let text =
        small(&[("x", "1", "count", "-1e9", "1e9")], TABLE) + &formula("f", expression, "count");
    let scenario = load(&write(&folder(name), "case.toml", text), &[]).unwrap();
    let program = scenario
        .compile(&["x"], &[Output::Formula("f".into())])
        .unwrap();
    let mut results = Results::new();
    program.evaluate(&[rows], &mut results).unwrap();
    let told = rows.iter().filter_map(|x| program.explain(&[*x], 0));
    (
        results.column(0).unwrap().iter().collect(),
        told.map(|error| error.to_string()).collect(),
    )
}

#[test]
fn a_row_fails_alone_and_only_by_what_it_takes() {
    let none = None;
    for (name, expression, rows, expected, message) in [
        (
            "divide",
            "1 / x",
            &[2.0, 0.0, -0.0, 4.0][..],
            &[Some(0.5), none, none, Some(0.25)][..],
            "division by zero in `1 / x`",
        ),
        (
            "not_taken",
            "if x > 0 then ln(x) else 7",
            &[1.0, 0.0, -1.0],
            &[Some(0.0), Some(7.0), Some(7.0)],
            "",
        ),
        (
            "taken_elsewhere",
            "if x > 0 then 1 else 1 / x + 1 / (x + 1)",
            &[1.0, -2.0, -1.0, 0.0],
            &[Some(1.0), Some(-1.5), none, none],
            "division by zero in `1 / (x + 1)`",
        ),
        (
            "and_or",
            "if x != 0 and 1 / x > 0.5 or x < -5 then 1 else 0",
            &[0.0, 1.0, 3.0, -6.0],
            &[Some(0.0), Some(1.0), Some(0.0), Some(1.0)],
            "",
        ),
        (
            "in_a_condition",
            "if 1 / x > 0.5 or x < 5 then 1 else 1",
            &[0.0, 1.0],
            &[none, Some(1.0)],
            "division by zero in `1 / x`",
        ),
        (
            "table",
            "step(x)",
            &[-1.0, 0.0, 1.0, 2.0, 4.0, 5.0],
            &[none, Some(1.0), Some(1.0), Some(-0.5), none, Some(1.0)],
            "the argument lies below the first step of table `step` in `step(x)`",
        ),
        (
            "an_infinity_on_the_way",
            "1 / (1 + x * x * 1e300)",
            &[0.0, 1e10],
            &[Some(1.0), none],
            "the result is not a finite number in `x * x * 1e300`",
        ),
        (
            "swallowed_by_min",
            "min(1, 1e300 * x)",
            &[2.0, 1e10, -1.0],
            &[Some(1.0), none, Some(-1e300)],
            "the result is not a finite number in `1e300 * x`",
        ),
        (
            "swallowed_by_exp",
            "exp(-(x * x))",
            &[0.0, 1e200],
            &[Some(1.0), none],
            "the result is not a finite number in `(x * x)`",
        ),
        (
            "swallowed_by_a_power",
            "(1e300 * x) ^ 0",
            &[3.0, 1e10],
            &[Some(1.0), none],
            "the result is not a finite number in `(1e300 * x)`",
        ),
        (
            "outside_a_domain",
            "sqrt(x) + (x + 2) ^ 0.5",
            &[4.0, -1.0, -3.0],
            &[Some(2.0 + 6f64.sqrt()), none, none],
            "`sqrt` is not defined at this argument in `sqrt(x)`",
        ),
    ] {
        let (values, told) = column(name, expression, rows);
        assert_eq!(values, expected, "{expression}");
        assert_eq!(
            told.len(),
            values.iter().filter(|value| value.is_none()).count()
        );
        let first = told.first().map_or("", String::as_str);
        assert!(first.starts_with(message), "{first}");
    }
}

#[test]
fn a_probability_outside_0_to_1_fails_the_expected_value_and_not_the_gain() {
    let text = small(&[("x", "1", "count", "-10", "10")], "")
        + &attack("chronos/a", "x * 1 [USD]").replace("success = 1", "success = \"x\"");
    let scenario = load(&write(&folder("probability"), "case.toml", text), &[]).unwrap();
    let id = || "chronos/a".to_owned();
    let outputs = [
        Output::ExpectedValue(id()),
        Output::Success(id()),
        Output::Gain(id()),
    ];
    let program = scenario.compile(&["x"], &outputs).unwrap();
    let mut results = Results::new();
    program
        .evaluate(&[&[0.5, 1.5, -0.5, 1.0]], &mut results)
        .unwrap();
    let columns: Vec<Vec<Option<f64>>> = results
        .columns()
        .map(|column| column.iter().collect())
        .collect();
    assert_eq!(columns[0], [Some(0.25), None, None, Some(1.0)]);
    assert_eq!(columns[1], [Some(0.5), None, None, Some(1.0)]);
    assert_eq!(columns[2], [Some(0.5), Some(1.5), Some(-0.5), Some(1.0)]);
}
