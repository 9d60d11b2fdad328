//! A parameter that takes whole values only.

use assay_solver::boundary::{Effort, Place, Sign, crossings};
use assay_solver::exact::Rational;
use assay_solver::proof::Subject;

use crate::support::{Given, small};

/// The neighbours between which the sign changes, from 1 to `most`, with the signs at them.
fn neighbours(test: &str, expression: &str, most: &'static str) -> Vec<(i64, Sign, i64, Sign)> {
    let parameters = [Given {
        name: "n",
        value: "1",
        range: ["1", most],
        whole: true,
    }];
    let test = format!("boundary_whole_{test}");
    let scenario = small(&test, &parameters, &[("f", expression)], "");
    let subject = Subject::Formula("f".into());
    let range = scenario.parameter("n").unwrap().range().unwrap();
    let found = crossings(&scenario, &subject, "n", range, &Effort::default()).unwrap();
    assert_eq!(found.unresolved, []);
    let number = |value: &Rational| i64::try_from(value.floor()).unwrap();
    let each = found.found.iter().map(|crossing| match &crossing.at {
        Place::Bracket { low, high } => (number(low), crossing.below, number(high), crossing.above),
        exact => panic!("no neighbours: {exact:?}"),
    });
    each.collect()
}

use Sign::{Negative, Positive, Zero};

#[test]
fn the_sign_changes_between_neighbouring_whole_values() {
    assert_eq!(
        neighbours("square", "n^2 - 50", "1000"),
        [(7, Negative, 8, Positive)]
    );
}

#[test]
fn a_whole_zero_has_a_change_on_either_side() {
    assert_eq!(
        neighbours("zero", "5 - n", "1000"),
        [(4, Positive, 5, Zero), (5, Zero, 6, Negative)]
    );
}

#[test]
fn crossings_between_two_whole_values_are_none() {
    assert_eq!(neighbours("between", "(n - 2.2) * (n - 2.7)", "1000"), []);
}

#[test]
fn a_parameter_in_an_exponent_is_bracketed_all_the_same() {
    // 0.8^n > 1/1000 up to 30: ln 1000 / ln 1.25 = 30.96.
    assert_eq!(
        neighbours("exponent", "1000 * 0.8 ^ n - 1", "50000"),
        [(30, Positive, 31, Negative)]
    );
}

#[test]
fn steps_along_whole_values_are_found_in_a_wide_range() {
    assert_eq!(
        neighbours("ceiling", "ceil(n / 7) - 3000", "1000000"),
        [
            (20_993, Negative, 20_994, Zero),
            (21_000, Zero, 21_001, Positive)
        ]
    );
}
