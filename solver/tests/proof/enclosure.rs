//! Random boxes, random points inside them: no value lies outside the enclosure.

use assay_scenarios::{Number, Scenario};
use assay_solver::{
    exact::{Rational, parse},
    proof::Enclosure,
};
use proptest::prelude::*;

use crate::support::{CONFIGURATIONS, chronos, expression, given, side, small};

fn rational(text: &str) -> Rational {
    parse(text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exact_values_at_points_of_a_box_lie_within_the_enclosure_over_it(
        expression in expression(false), [x_low, x_high, x] in side(), [y_low, y_high, y] in side(),
    ) {
        let scenario = small("exact", &[given("x", "1", "-10", "10"), given("y", "2", "-10", "10")], &[("f", &expression)], "");
        let mut boxes = scenario.evaluator::<Enclosure>();
        boxes.set("x", Enclosure::between(&x_low, &x_high)).unwrap();
        boxes.set("y", Enclosure::between(&y_low, &y_high)).unwrap();
        let mut points = scenario.evaluator::<Rational>();
        points.set("x", x.clone()).unwrap();
        points.set("y", y.clone()).unwrap();
        match (boxes.formula("f"), points.formula("f")) {
            (Ok(enclosure), value) => {
                let value = value.unwrap();
                prop_assert!(enclosure.encloses(&value), "{value} not in {enclosure:?} at ({x}, {y}): {expression}");
            }
            // A division by what may be zero for all one can see.
            (Err(_), _) => {}
        }
    }

    #[test]
    fn floats_at_points_of_a_box_lie_within_the_enclosure_over_it_but_for_their_own_rounding(
        expression in expression(true), [x_low, x_high, x] in side(), [y_low, y_high, y] in side(),
    ) {
        let scenario = small("float", &[given("x", "1", "-10", "10"), given("y", "2", "-10", "10")], &[("f", &expression)], "");
        let evaluate = |ends: [[&Rational; 2]; 2]| {
            let [[a, b], [c, d]] = ends;
            let mut boxes = scenario.evaluator::<Enclosure>();
            boxes.set("x", Enclosure::between(a, b)).unwrap();
            boxes.set("y", Enclosure::between(c, d)).unwrap();
            boxes.formula("f")
        };
        // A point of the box gives a narrower enclosure, which shares a value with the one over the box.
        if let (Ok(over), Ok(at)) = (evaluate([[&x_low, &x_high], [&y_low, &y_high]]), evaluate([[&x, &x], [&y, &y]])) {
            prop_assert!(at.low() <= over.high() && over.low() <= at.high(), "{at:?} and {over:?}: {expression}");
            let mut floats = scenario.evaluator::<f64>();
            floats.set("x", f64::from_rational(&x).unwrap()).unwrap();
            floats.set("y", f64::from_rational(&y).unwrap()).unwrap();
            // Where no comparison hangs on rounding, the point's enclosure is narrow and the float lies beside it.
            if let Ok(float) = floats.formula("f") && at.high() - at.low() <= 1e-9 * (1.0 + float.abs()) {
                prop_assert!((float - at.low()).abs() <= 1e-6 * (1.0 + float.abs()), "{float} and {at:?}: {expression}");
            }
        }
    }
}

fn over(
    scenario: &Scenario,
    formula: &str,
    sides: &[(&str, &str, &str)],
) -> Result<Enclosure, String> {
    let mut evaluator = scenario.evaluator::<Enclosure>();
    for (parameter, low, high) in sides {
        evaluator
            .set(
                parameter,
                Enclosure::between(&rational(low), &rational(high)),
            )
            .unwrap();
    }
    evaluator
        .formula(formula)
        .map_err(|error| error.to_string())
}

#[test]
fn a_guarded_division_is_defined_over_a_box_that_holds_zero() {
    let scenario = chronos("balanced.toml", &[]);
    let chains = over(
        &scenario,
        "exposed_chains",
        &[("cross_chain_cooldown", "0", "2")],
    )
    .unwrap();
    assert_eq!((chains.low(), chains.high()), (1.0, 5.0));
    let value = over(
        &scenario,
        "deterred_loan",
        &[("detection_rate", "0.9", "1")],
    )
    .unwrap();
    assert!(value.low() > 2_699.0 && value.low() <= 2_700.0 && value.high() == f64::INFINITY);
    let option = over(
        &scenario,
        "walk_away_option",
        &[("eth_volatility", "0", "1")],
    );
    assert!(option.is_ok(), "{option:?}");
}

#[test]
fn a_delay_is_divided_only_where_the_delays_differ() {
    let scenario = chronos("balanced.toml", &[]);
    let sides = [
        ("message_delay_min", "2", "5"),
        ("remote_settlement", "4", "7"),
    ];
    let late = over(&scenario, "late_probability", &sides);
    assert!(late.is_ok(), "{late:?}");
}

#[test]
fn an_assumption_ends_with_its_branch() {
    let formulas = [
        ("inverse", "1 / x"),
        ("guarded", "if x > 0 then inverse + twice else twice"),
        ("twice", "2 * x"),
        ("both", "guarded + twice"),
        ("then_bare", "guarded + inverse"),
    ];
    let scenario = small("assumption", &[given("x", "1", "-10", "10")], &formulas, "");
    // Over [-1, 1], `guarded` needs `x > 0` to divide; `twice` beside it is that of the whole side again.
    let sum = over(&scenario, "both", &[("x", "-1", "1")]).unwrap();
    assert_eq!((sum.low(), sum.high()), (-4.0, f64::INFINITY));
    let twice = over(&scenario, "guarded", &[("x", "-1", "-0.5")]).unwrap();
    assert_eq!((twice.low(), twice.high()), (-2.0, -1.0));
    // `inverse` was worked out for `x > 0` within the branch; outside it has no value at zero.
    let message = over(&scenario, "then_bare", &[("x", "-1", "1")]).unwrap_err();
    assert!(message.contains("division by zero"), "{message}");
}

#[test]
fn and_or_and_not_restrict_only_what_they_settle() {
    let formulas = [
        (
            "nested",
            "if not (x <= 0 or y <= 0) then 1 / (x * y) else 0",
        ),
        ("second", "if x > 0 and 1 / x > 2 then 1 / x else 2"),
        ("unequal", "if x != 0 then abs(y) / (1 + abs(1 / x)) else 0"),
        ("either", "if x > 0 or y > 0 then 1 / x else 0"),
        ("settled", "if x > 0 or y > 20 then 1 / x else 0"),
        ("apart", "if x > 1 and x < 1 then 1 / (x - x) else 7"),
    ];
    let scenario = small(
        "connectives",
        &[given("x", "1", "-10", "10"), given("y", "1", "-10", "10")],
        &formulas,
        "",
    );
    let sides = [("x", "0", "2"), ("y", "-1", "1")];
    let nested = over(&scenario, "nested", &sides).unwrap();
    assert_eq!((nested.low(), nested.high()), (0.0, f64::INFINITY));
    assert!(over(&scenario, "second", &sides).unwrap().low() == 0.5);
    assert!(over(&scenario, "unequal", &sides).unwrap().low() == 0.0);
    // Where y > 0 alone brings one into the branch, x may be zero there.
    assert!(over(&scenario, "either", &sides).is_err());
    assert!(over(&scenario, "settled", &sides).unwrap().low() == 0.0);
    let apart = over(&scenario, "apart", &sides).unwrap();
    assert_eq!((apart.low(), apart.high()), (7.0, 7.0));
}

#[test]
fn every_formula_of_chronos_holds_the_values_in_random_boxes() {
    let mut draw = crate::support::Draws::new(1);
    let mut checked = 0;
    for file in CONFIGURATIONS {
        let scenario = chronos(file, &[]);
        for formula in scenario.formulas() {
            let behind = scenario.numbers_behind_formula(formula.name()).unwrap();
            for _ in 0..40 {
                let mut boxes = scenario.evaluator::<Enclosure>();
                let mut points = scenario.evaluator::<Rational>();
                let mut floats = scenario.evaluator::<f64>();
                for parameter in &behind {
                    let (low, high, inside) = draw.side(parameter);
                    boxes
                        .set(parameter.name(), Enclosure::between(&low, &high))
                        .unwrap();
                    floats
                        .set(parameter.name(), f64::from_rational(&inside).unwrap())
                        .unwrap();
                    points.set(parameter.name(), inside).unwrap();
                }
                let Ok(enclosure) = boxes.formula(formula.name()) else {
                    continue;
                };
                if let Ok(value) = points.formula(formula.name()) {
                    assert!(
                        enclosure.encloses(&value),
                        "{}: {value} not in {enclosure:?}",
                        formula.name()
                    );
                } else {
                    let value = floats.formula(formula.name()).unwrap();
                    let slack = 1e-9 * value.abs() + f64::MIN_POSITIVE;
                    assert!(
                        enclosure.low() - slack <= value && value <= enclosure.high() + slack,
                        "{}: {value} not in {enclosure:?}",
                        formula.name()
                    );
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 4_000, "only {checked} boxes had an enclosure");
}
