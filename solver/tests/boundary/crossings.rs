//! A parameter that takes any value.

use assay_scenarios::Scenario;
use assay_solver::boundary::{Crossing, Crossings, Effort, Method, Place, Sign, crossings};
use assay_solver::exact::{Rational, parse};
use assay_solver::proof::Subject;

use crate::support::{given, small};

/// A scenario with one formula `f` of `x`.
pub(crate) fn scenario(
    test: &str,
    expression: &str,
    low: &'static str,
    high: &'static str,
) -> Scenario {
    let parameters = [given("x", low, low, high)];
    small(
        &format!("boundary_{test}"),
        &parameters,
        &[("f", expression)],
        "",
    )
}

fn over(test: &str, expression: &str, low: &'static str, high: &'static str) -> Crossings {
    let scenario = scenario(test, expression, low, high);
    let subject = Subject::Formula("f".into());
    let range = (&parse(low).unwrap(), &parse(high).unwrap());
    crossings(&scenario, &subject, "x", range, &Effort::default()).unwrap()
}

/// The places, which must be exact, and the signs below, at and above each.
fn exact(crossings: &Crossings) -> Vec<(String, [Sign; 3])> {
    assert_eq!(crossings.unresolved, []);
    let each = |crossing: &Crossing| match &crossing.at {
        Place::Exact(at) => {
            let signs = [crossing.below, crossing.here.unwrap(), crossing.above];
            (at.to_string(), signs)
        }
        bracket => panic!("not exact: {bracket:?}"),
    };
    crossings.found.iter().map(each).collect()
}

fn at(places: &[(&str, [Sign; 3])]) -> Vec<(String, [Sign; 3])> {
    let owned = places.iter().map(|(at, signs)| ((*at).to_owned(), *signs));
    owned.collect()
}

use Sign::{Negative, Positive, Undefined, Zero};

#[test]
fn two_crossings_close_together_are_both_found_exactly() {
    // Two hundred points over the range would step over them.
    let found = over("close", "(x - 500) * (x - 500.001)", "0", "1000");
    let expected = [
        ("500", [Positive, Zero, Negative]),
        ("500001/1000", [Negative, Zero, Positive]),
    ];
    assert_eq!(exact(&found), at(&expected));
}

#[test]
fn a_linear_formula_is_shown_with_its_zero() {
    let found = over("linear", "100 - 150.3 * x", "0", "1");
    assert_eq!(
        exact(&found),
        at(&[("1000/1503", [Positive, Zero, Negative])])
    );
    let function = "(-1503 * x + 1000) / 10".to_owned();
    assert_eq!(found.found[0].method, Method::Linear { function });
    assert_eq!(found.found[0].jump, Some(false));
}

#[test]
fn a_pole_changes_the_sign_by_a_leap_over_no_value() {
    let found = over("pole", "1 / (x - 2)", "0", "10");
    assert_eq!(exact(&found), at(&[("2", [Negative, Undefined, Positive])]));
    assert_eq!(found.found[0].jump, Some(true));
}

#[test]
fn a_place_that_is_only_touched_is_told_with_equal_signs_beside_it() {
    let found = over("touch", "(x - 3)^2", "0", "10");
    assert_eq!(exact(&found), at(&[("3", [Positive, Zero, Positive])]));
}

#[test]
fn an_irrational_root_lies_in_a_narrow_bracket() {
    let found = over("cubic", "x^3 - 2", "0", "10");
    assert_eq!(found.unresolved, []);
    let [only] = found.found.as_slice() else {
        panic!("one crossing, not {found:?}");
    };
    let Place::Bracket { low, high } = &only.at else {
        panic!("the cube root of 2 is irrational");
    };
    let two = Rational::from(2);
    assert!(low.pow(3) < two && high.pow(3) > two);
    assert!((high - low).to_f64().value() < 1e-18);
    let function = "x^3 - 2".to_owned();
    assert_eq!(only.method, Method::Rational { function });
    assert_eq!(
        (only.below, only.here, only.above),
        (Negative, Some(Zero), Positive)
    );
}

#[test]
fn a_step_is_found_where_it_is_and_said_to_be_a_jump() {
    // 1 below 2, x + 1 up to 5, then -3.
    let found = over("step", "step(x)", "0", "10");
    assert_eq!(exact(&found), at(&[("5", [Positive, Negative, Negative])]));
    assert_eq!(found.found[0].jump, Some(true));
    let change = Method::Change {
        below: Some("x + 1".into()),
        above: Some("-3".into()),
    };
    assert_eq!(found.found[0].method, change);
}

#[test]
fn an_irrational_threshold_is_bracketed() {
    let found = over("threshold", "if x^2 < 2 then 1 else -x", "0", "10");
    assert_eq!(found.unresolved, []);
    let [only] = found.found.as_slice() else {
        panic!("one crossing, not {found:?}");
    };
    let Place::Bracket { low, high } = &only.at else {
        panic!("the square root of 2 is irrational");
    };
    assert!(low.sqr() < Rational::from(2) && high.sqr() > Rational::from(2));
    assert!((high - low).to_f64().value() < 1e-15);
    assert_eq!(
        (only.below, only.above, only.jump),
        (Positive, Negative, None)
    );
}

#[test]
fn zeros_of_a_staircase_are_stretches_between_its_steps() {
    let found = over("staircase", "floor(x / 10) - 3", "0", "100");
    let expected = [
        ("30", [Negative, Zero, Zero]),
        ("40", [Zero, Positive, Positive]),
    ];
    assert_eq!(exact(&found), at(&expected));
}

#[test]
fn a_million_pieces_do_not_hide_the_crossing() {
    let found = over("pieces", "x - floor(1000000 / x)", "1", "1000000");
    assert_eq!(exact(&found), at(&[("1000", [Negative, Zero, Positive])]));
}

#[test]
fn a_guard_at_the_end_of_the_range_counts_from_there() {
    let found = over("guard", "if x <= 0 then 5 else 2 - 1 / x", "0", "10");
    let expected = [
        ("0", [Positive, Positive, Negative]),
        ("1/2", [Negative, Zero, Positive]),
    ];
    assert_eq!(exact(&found), at(&expected));
}

#[test]
fn where_a_formula_is_transcendental_its_zero_is_bracketed_by_monotony() {
    for (test, expression, zero) in [
        ("exp", "exp(x) - 2", std::f64::consts::LN_2),
        // Abramowitz and Stegun, table 26.5: the 97.5 % quantile.
        ("normal", "normal_cdf(x) - 0.975", 1.959_963_984_540_054),
        ("power", "0.5 - 0.8 ^ x", 3.106_283_719_505_391),
        (
            "mixed",
            "x * exp(-x) * (if x < 4 then 1 else 0.1) - 0.3 + x / 100",
            0.474_568_149_082_370_44,
        ),
    ] {
        let found = over(test, expression, "0", "3.5");
        assert_eq!(found.unresolved, [], "{expression}");
        let Place::Bracket { low, high } = &found.found[0].at else {
            panic!("{expression}: {found:?}");
        };
        let (low, high) = (low.to_f64().value(), high.to_f64().value());
        assert!(
            low <= zero && zero <= high && high - low < 1e-11,
            "{expression}: {low} {high}"
        );
        assert_eq!(found.found[0].method, Method::Monotone);
    }
}

#[test]
fn a_rational_zero_of_a_transcendental_formula_is_exact() {
    let found = over("root", "sqrt(x) * 2 - 3", "0", "10");
    assert_eq!(exact(&found), at(&[("9/4", [Negative, Zero, Positive])]));
}

#[test]
fn a_jump_between_transcendental_pieces_is_bracketed_and_not_called_a_zero() {
    let found = over("leap", "if x < 2 then exp(x) else -exp(x)", "0", "3");
    assert_eq!(found.unresolved, []);
    let [only] = found.found.as_slice() else {
        panic!("one crossing, not {found:?}");
    };
    assert_eq!((only.below, only.above), (Positive, Negative));
    assert_ne!(only.jump, Some(false));
}

#[test]
fn a_spent_budget_leaves_stretches_on_which_nothing_is_claimed() {
    let scenario = scenario("budget", "x - floor(1000000 / x)", "1", "1000000");
    let subject = Subject::Formula("f".into());
    let (low, high) = (Rational::ONE, Rational::from(1_000_000));
    let effort = Effort { stretches: 4 };
    let found = crossings(&scenario, &subject, "x", (&low, &high), &effort).unwrap();
    let thousand = Rational::from(1_000);
    assert!(
        found
            .unresolved
            .iter()
            .any(|(low, high)| *low <= thousand && thousand <= *high)
    );
}
