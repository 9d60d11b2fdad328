//! Slopes over boxes, and derivatives at points.

use assay_scenarios::{Number, Scenario};
use assay_solver::{
    exact::{Rational, parse},
    interval::Interval,
    proof::{Dual, Enclosure, Subject, gradient},
};
use proptest::prelude::*;

use crate::support::{CONFIGURATIONS, Draws, chronos, expression, given, side, small};

fn rational(text: &str) -> Rational {
    parse(text).unwrap()
}

/// Every formula and every attack.
fn subjects(scenario: &Scenario) -> Vec<Subject> {
    let formulas = scenario
        .formulas()
        .iter()
        .map(|formula| Subject::Formula(formula.name().to_owned()));
    let attacks = scenario
        .attacks()
        .iter()
        .map(|attack| Subject::Attack(attack.id().to_owned()));
    formulas.chain(attacks).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_secant_between_two_points_of_a_box_has_a_slope_that_the_box_allows(
        expression in expression(false), [x_low, x_high, x] in side(), [y_low, y_high, y] in side(),
    ) {
        let scenario = small("secant", &[given("x", "1", "-10", "10"), given("y", "2", "-10", "10")], &[("f", &expression)], "");
        let mut boxes = scenario.evaluator::<Dual>();
        boxes.set("x", Dual::variable(0, Enclosure::between(&x_low, &x_high))).unwrap();
        boxes.set("y", Dual::variable(1, Enclosure::between(&y_low, &y_high))).unwrap();
        let Ok(dual) = boxes.formula("f") else { return Ok(()) };
        let value = |x: &Rational, y: &Rational| {
            let mut points = scenario.evaluator::<Rational>();
            points.set("x", x.clone()).unwrap();
            points.set("y", y.clone()).unwrap();
            points.formula("f").unwrap()
        };
        let here = value(&x, &y);
        for (variable, end, from) in [(0, &x_low, &x), (0, &x_high, &x), (1, &y_low, &y), (1, &y_high, &y)] {
            if end != from {
                let there = if variable == 0 { value(end, &y) } else { value(&x, end) };
                let secant = (there - &here) / (end - from);
                prop_assert!(dual.slope(variable).encloses(&secant), "{secant} not in {:?}: {expression}", dual.slope(variable));
            }
        }
    }

    #[test]
    fn an_irrational_formula_has_the_slopes_its_box_allows(
        expression in expression(true), [x_low, x_high, x] in side(), [y_low, y_high, _] in side(),
    ) {
        let scenario = small("irrational", &[given("x", "1", "-10", "10"), given("y", "2", "-10", "10")], &[("f", &expression)], "");
        let mut boxes = scenario.evaluator::<Dual>();
        boxes.set("x", Dual::variable(0, Enclosure::between(&x_low, &x_high))).unwrap();
        boxes.set("y", Dual::variable(1, Enclosure::between(&y_low, &y_high))).unwrap();
        let Ok(dual) = boxes.formula("f") else { return Ok(()) };
        let value = |x: &Rational| {
            let mut points = scenario.evaluator::<Enclosure>();
            points.set("x", Enclosure::between(x, x)).unwrap();
            points.set("y", Enclosure::between(&y_low, &y_low)).unwrap();
            points.formula("f")
        };
        if let (Ok(low), Ok(here)) = (value(&x_low), value(&x)) && x != x_low {
            let width = Enclosure::between(&(&x - &x_low), &(&x - &x_low));
            let secant: Interval = here.subtract(&low).unwrap().divide(&width).unwrap().into();
            prop_assert!(secant.intersection(dual.slope(0)).is_some(), "{secant:?} and {:?}: {expression}", dual.slope(0));
        }
    }
}

/// Central differences of floats, against derivatives of all formulas and attacks at random points of their ranges.
#[test]
fn derivatives_agree_with_finite_differences_at_random_points() {
    let mut draws = Draws::new(2);
    let (mut compared, mut bent) = (0, 0);
    for file in CONFIGURATIONS {
        let own = chronos(file, &[]);
        for subject in subjects(&own) {
            for _ in 0..3 {
                let mut scenario = own.clone();
                for parameter in subject.numbers(&own).unwrap() {
                    // Half or twice the paper's value, so that formulas keep their shape.
                    let (least, most) = parameter.range().unwrap();
                    let around =
                        own.exact(parameter.name()).unwrap() * (rational("1/2") + draws.share());
                    let value = around.max(least.clone()).min(most.clone());
                    let value = if parameter.is_whole() {
                        Rational::from(value.ceil())
                    } else {
                        value
                    };
                    scenario = scenario.with_number(parameter.name(), value).unwrap();
                }
                let names: Vec<&str> = subject
                    .numbers(&scenario)
                    .unwrap()
                    .iter()
                    .map(|it| it.name())
                    .collect();
                let Ok(derivatives) = gradient(&scenario, &subject, &names) else {
                    continue;
                };
                for derivative in derivatives {
                    let at = scenario.number(&derivative.parameter).unwrap();
                    let Some(slope) = derivative.slope else {
                        bent += 1;
                        continue;
                    };
                    let step = at.abs().max(1e-3) * 1e-4;
                    let mut floats = scenario.evaluator::<f64>();
                    let mut value = |at: f64| {
                        floats.set(&derivative.parameter, at).unwrap();
                        subject.value(&mut floats)
                    };
                    let (Ok(up), Ok(here), Ok(down)) =
                        (value(at + step), value(at), value(at - step))
                    else {
                        continue;
                    };
                    let (right, left) = ((up - here) / step, (here - down) / step);
                    let difference = (up - down) / (2.0 * step);
                    let rounding = 1e-15 * (up.abs() + down.abs()) / step * 100.0;
                    // A bend within the step, or a far side of one, shows as two one-sided slopes.
                    if (right - left).abs() > 1e-2 * (right.abs() + left.abs()) + rounding {
                        continue;
                    }
                    let slack = 1e-2 * difference.abs() + rounding;
                    assert!(
                        slope.low() - slack <= difference && difference <= slope.high() + slack,
                        "{subject} by {}: {difference} and {slope:?}",
                        derivative.parameter
                    );
                    assert!(
                        slope.width() <= 1e-6 * slope.magnitude() + rounding + 1e-6,
                        "{subject} by {}: {slope:?}",
                        derivative.parameter
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 2_500, "only {compared} compared, {bent} bent");
}

#[test]
fn a_derivative_is_given_where_there_is_one_and_said_to_be_missing_where_not() {
    let formulas = [
        ("smooth", "x^3 - 2 * x + ln(x)"),
        ("kink", "abs(x - 2)"),
        ("same", "min(3 * x, x + x + x) + max(x, x)"),
        ("jump", "if x < 2 then 0 else 5"),
        ("floored", "floor(x)"),
        ("beside", "if y < 1 then x else 7 * x"),
        ("elsewhere", "if x < 3 then 2 * x else 0"),
        ("root", "sqrt(x - 2)"),
    ];
    let scenario = small(
        "derivative",
        &[given("x", "2", "-10", "10"), given("y", "1", "-10", "10")],
        &formulas,
        "",
    );
    let slope = |formula: &str, parameter: &str| {
        let subject = Subject::Formula(formula.to_owned());
        gradient(&scenario, &subject, &[parameter])
            .map(|all| all[0].slope.map(|slope| slope.middle()))
            .map_err(|error| error.to_string())
    };
    assert!((slope("smooth", "x").unwrap().unwrap() - 10.5).abs() < 1e-9);
    assert!((slope("same", "x").unwrap().unwrap() - 4.0).abs() < 1e-9);
    assert!((slope("elsewhere", "x").unwrap().unwrap() - 2.0).abs() < 1e-9);
    assert!((slope("beside", "x").unwrap().unwrap() - 7.0).abs() < 1e-9);
    for (formula, parameter) in [
        ("kink", "x"),
        ("jump", "x"),
        ("floored", "x"),
        ("beside", "y"),
    ] {
        assert_eq!(slope(formula, parameter).unwrap(), None, "{formula}");
    }
    assert!(
        slope("root", "x")
            .unwrap_err()
            .contains("`sqrt` is not defined")
    );
    assert_eq!(slope("kink", "y").unwrap(), Some(0.0));
}

#[test]
fn steps_have_the_sign_of_their_direction() {
    let scenario = chronos("balanced.toml", &[]);
    let mut evaluator = scenario.evaluator::<Dual>();
    let range = |low: &str, high: &str| Enclosure::between(&rational(low), &rational(high));
    evaluator
        .set("cross_chain_cooldown", Dual::variable(0, range("0", "2")))
        .unwrap();
    evaluator
        .set("max_hourly_borrows", Dual::variable(1, range("1e6", "1e8")))
        .unwrap();
    let exposed = evaluator.formula("exposed_chains").unwrap();
    assert_eq!(
        (exposed.slope(0).low(), exposed.slope(0).high()),
        (f64::NEG_INFINITY, 0.0)
    );
    let passes = evaluator.formula("plan_passes").unwrap();
    assert_eq!(
        (passes.slope(1).low(), passes.slope(1).high()),
        (0.0, f64::INFINITY)
    );
    assert_eq!(passes.slope(0), Interval::ZERO);
}
