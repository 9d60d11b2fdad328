//! Random formulas at random points, sensible or not.

use assay_scenarios::{Output, Scenario};
use proptest::prelude::*;

use super::agree;
use crate::support::{attack, folder, formula, load, small, write};

const TABLES: &str = "[tables.step]\ninput = \"count\"\noutput = \"count\"\nmeaning = \"m\"\nsource = \"s\"\n\
    steps = [ { from = -1, value = 1 }, { from = 2, value = \"x / y\" }, { from = 5, value = \"ln(x)\" } ]\n";

/// `open` is 0 when the scenario is loaded, so that formulas without a value there can be loaded too.
fn scenario(first: &str, second: &str) -> Scenario {
    let parameters = [
        ("x", "1", "count", "-1e9", "1e9"),
        ("y", "250", "percent", "-1e9", "1e9"),
        ("open", "0", "count", "0", "1"),
    ];
    let guarded = |expression: &str| format!("if open == 0 then 1 else {expression}");
    let text = small(
        &parameters,
        &TABLES.replace("\"x / y\"", "\"if open == 0 then 1 else x / y\""),
    ) + &formula("g", &guarded(first), "bps")
        + &formula("f", &guarded(second), "percent")
        + &attack("chronos/a", "f * 1 [USD]").replace("success = 1", "success = \"g\"");
    let loaded = load(&write(&folder("random"), "case.toml", text), &[]);
    loaded.unwrap_or_else(|error| panic!("{first}; {second}: {}", error.render(false)))
}

/// Every operation the language has; `leaves` are the names that may be used.
fn expression(leaves: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => prop::sample::select(leaves).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["0", "1", "2", "0.5", "3", "1e300", "1e-300"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        let comparison = prop::sample::select(vec!["<", "<=", ">", ">=", "==", "!="]);
        let simple = (inner.clone(), comparison, inner.clone())
            .prop_map(|(a, comparison, b)| format!("({a}) {comparison} ({b})"));
        let condition = simple.prop_recursive(3, 6, 2, |inner| {
            prop_oneof![
                (inner.clone(), prop::sample::select(vec!["and", "or"]), inner.clone())
                    .prop_map(|(a, joined, b)| format!("(({a}) {joined} ({b}))")),
                inner.prop_map(|a| format!("not ({a})")),
            ]
        });
        prop_oneof![
            4 => (pair.clone(), prop::sample::select(vec!["+", "-", "*", "/", "^"]))
                .prop_map(|((a, b), symbol)| format!("({a}) {symbol} ({b})")),
            2 => (pair, prop::sample::select(vec!["min", "max"]))
                .prop_map(|((a, b), name)| format!("{name}({a}, {b})")),
            3 => (inner.clone(), prop::sample::select(vec![
                "abs", "floor", "ceil", "exp", "ln", "sqrt", "normal_cdf", "normal_pdf", "step", "-",
            ]))
                .prop_map(|(a, name)| format!("{name}({a})")),
            1 => (inner.clone(), -3i32..4).prop_map(|(a, whole)| format!("({a}) ^ {whole}")),
            3 => (condition, inner.clone(), inner)
                .prop_map(|(holds, a, b)| format!("(if {holds} then {a} else {b})")),
        ]
    })
}

fn coordinate() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -10.0f64..10.0,
        2 => (-5i32..6).prop_map(f64::from),
        1 => prop::sample::select(vec![-0.0, 1e-320, 1e160, -1e200, f64::MAX, f64::INFINITY, f64::NAN]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_and_failures_are_those_of_single_points(
        first in expression(&["x", "y"]),
        second in expression(&["x", "y", "g"]),
        rows in prop::collection::vec((coordinate(), coordinate()), 1..40),
        both in any::<bool>(),
    ) {
        let scenario = scenario(&first, &second).with_number("open", 1.into()).unwrap();
        let outputs = [
            Output::Formula("f".into()),
            Output::Formula("g".into()),
            Output::ExpectedValue("chronos/a".into()),
            Output::Success("chronos/a".into()),
        ];
        let varied: &[&str] = if both { &["x", "y"] } else { &["y"] };
        let program = scenario.compile(varied, &outputs).unwrap();
        let rows: Vec<Vec<f64>> = rows.iter().map(|(x, y)| [*y, *x][..varied.len()].to_vec()).collect();
        if let Err(difference) = agree(&program, &rows) {
            return Err(TestCaseError::fail(format!("g = {first}; f = {second}: {difference}")));
        }
    }
}
