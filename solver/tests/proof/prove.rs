//! Proofs, counterexamples, and what is neither.

use assay_scenarios::Scenario;
use assay_solver::{
    exact::{Rational, approximate, parse},
    proof::{
        Effort, ParameterBox, Proof, ProofError, Side, Sign, Subject, Undecided, Value, prove,
    },
};

use proptest::prelude::*;

use crate::support::{Given, chronos, expression, given, side, small};

fn rational(text: &str) -> Rational {
    parse(text).unwrap()
}

fn over(sides: &[(&str, &str, &str)]) -> ParameterBox {
    let side = |(parameter, low, high): &(&str, &str, &str)| Side {
        parameter: (*parameter).to_owned(),
        low: rational(low),
        high: rational(high),
    };
    ParameterBox {
        sides: sides.iter().map(side).collect(),
    }
}

fn formula(name: &str) -> Subject {
    Subject::Formula(name.to_owned())
}

fn attack(id: &str) -> Subject {
    Subject::Attack(id.to_owned())
}

fn ask(scenario: &Scenario, subject: &Subject, sign: Sign, sides: &[(&str, &str, &str)]) -> Proof {
    prove(scenario, subject, sign, &over(sides), &Effort::default()).unwrap()
}

/// A scenario of `x`, `y`, a whole `n`, and one formula `f`.
fn of(test: &str, expression: &str) -> Scenario {
    let whole = Given {
        whole: true,
        ..given("n", "1", "-10", "10")
    };
    let parameters = [
        given("x", "1", "-10", "10"),
        given("y", "2", "-10", "10"),
        whole,
    ];
    small(test, &parameters, &[("f", expression)], "")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_point_of_a_random_box_contradicts_what_is_certain_of_a_random_formula(
        expression in expression(false), [x_low, x_high, x] in side(), [y_low, y_high, y] in side(), strict: bool,
    ) {
        let scenario = small("random", &[given("x", "1", "-10", "10"), given("y", "2", "-10", "10")], &[("f", &expression)], "");
        let side = |name: &str, low: &Rational, high: &Rational| Side { parameter: name.to_owned(), low: low.clone(), high: high.clone() };
        let sides = ParameterBox { sides: vec![side("x", &x_low, &x_high), side("y", &y_low, &y_high)] };
        let value = |at: &[(String, Rational)]| {
            let mut points = scenario.evaluator::<Rational>();
            for (name, value) in at {
                points.set(name, value.clone()).unwrap();
            }
            points.formula("f")
        };
        let sign = if strict { Sign::Negative } else { Sign::NotPositive };
        let effort = Effort { boxes: 200, ..Effort::default() };
        match prove(&scenario, &formula("f"), sign, &sides, &effort).unwrap() {
            Proof::Proved { .. } => {
                let corners = [(&x_low, &y_low), (&x_low, &y_high), (&x_high, &y_low), (&x_high, &y_high), (&x, &y)];
                for (x, y) in corners {
                    let there = value(&[("x".to_owned(), x.clone()), ("y".to_owned(), y.clone())]).unwrap();
                    prop_assert!(sign.holds(&there), "{expression} is {there} at ({x}, {y})");
                }
            }
            Proof::Refuted { counterexample, .. } => {
                let there = value(&counterexample.at).unwrap();
                prop_assert!(!sign.holds(&there), "{expression}");
                prop_assert_eq!(counterexample.value, Value::Exact(there));
            }
            Proof::NoValue { missing, .. } => prop_assert!(value(&missing.at).is_err(), "{expression}"),
            Proof::Undecided(_) => {}
        }
    }
}

#[test]
fn signs_that_hold_are_proved() {
    for (number, (expression, sign, sides)) in [
        (
            "x^2 - 2 * x + 1",
            Sign::NotNegative,
            [("x", "-1", "3"), ("y", "0", "1")],
        ),
        (
            "(x - 1) * (y + 2) - x * y - 2 * x + y + 3",
            Sign::Positive,
            [("x", "-9", "8"), ("y", "-3", "7")],
        ),
        (
            "x - 1 / 3",
            Sign::NotPositive,
            [("x", "-10", "1/3"), ("y", "0", "0")],
        ),
        (
            "exp(x) - 2",
            Sign::Negative,
            [("x", "-10", "0.6931"), ("y", "0", "0")],
        ),
        (
            "(n - 2.5)^2 - 0.2",
            Sign::Positive,
            [("n", "-10", "10"), ("y", "0", "0")],
        ),
        (
            "if x >= 2 then 1 else -1",
            Sign::Negative,
            [("x", "-10", "1.999"), ("y", "0", "0")],
        ),
        (
            "step(abs(y)) + 4",
            Sign::Positive,
            [("x", "-1", "3"), ("y", "-4.9", "4.9")],
        ),
        (
            "sqrt(abs(x)) - x / 4",
            Sign::NotNegative,
            [("x", "0", "10"), ("y", "0", "0")],
        ),
        (
            "max(x, y) - min(x, y)",
            Sign::NotNegative,
            [("x", "-1", "1"), ("y", "2", "3")],
        ),
        (
            "(if x <= 0 then 1 else min(2, 1 / x)) * (y^2 + 0.1)",
            Sign::Positive,
            [("x", "-1", "2"), ("y", "-2", "2")],
        ),
        ("3", Sign::Positive, [("x", "-1", "1"), ("y", "2", "3")]),
    ]
    .into_iter()
    .enumerate()
    {
        let scenario = of(&format!("holds_{number}"), expression);
        let proof = ask(&scenario, &formula("f"), sign, &sides);
        assert!(
            matches!(proof, Proof::Proved { .. }),
            "{expression}: {proof:?}"
        );
    }
}

#[test]
fn signs_that_do_not_hold_are_refuted_at_an_exact_point() {
    for (number, (expression, sign, sides, at)) in [
        (
            "x - 1 / 3",
            Sign::Negative,
            [("x", "-10", "1/3"), ("y", "0", "1")],
            Some("1/3"),
        ),
        (
            "if x == 2 then 1 else -1",
            Sign::Negative,
            [("x", "0", "3"), ("y", "0", "1")],
            Some("2"),
        ),
        (
            "(n - 3)^2",
            Sign::Positive,
            [("n", "-10", "10"), ("y", "0", "1")],
            Some("3"),
        ),
        (
            "exp(x) - 2",
            Sign::Negative,
            [("x", "0", "0.6932"), ("y", "0", "1")],
            Some("0.6932"),
        ),
        (
            "0.0001 - abs(x - 0.7654321)",
            Sign::NotPositive,
            [("x", "0", "1"), ("y", "0", "1")],
            None,
        ),
        (
            "x * y - 24.999",
            Sign::Negative,
            [("x", "-5", "5"), ("y", "-5", "4.9999")],
            None,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let scenario = of(&format!("fails_{number}"), expression);
        let Proof::Refuted { counterexample, .. } = ask(&scenario, &formula("f"), sign, &sides)
        else {
            panic!("{expression} is not refuted");
        };
        if let Some(at) = at {
            assert_eq!(counterexample.at[0].1, rational(at), "{expression}");
        }
        assert!(
            over(&sides)
                .sides
                .iter()
                .zip(&counterexample.at)
                .all(|(side, (name, at))| {
                    side.parameter == *name && side.low <= *at && *at <= side.high
                })
        );
        match counterexample.value {
            Value::Exact(value) => assert!(!sign.holds(&value), "{expression}"),
            Value::Within(bounds) => assert!(sign.fails_over(bounds.into()), "{expression}"),
        }
    }
}

#[test]
fn a_point_without_a_value_is_neither_safe_nor_a_counterexample() {
    for (number, (expression, sides, reason)) in [
        ("1 / (x - 0.5) + 5", [("x", "0", "1")], "division by zero"),
        ("1 / x^2", [("x", "-3", "1")], "division by zero"),
        ("ln(x) + 20", [("x", "-1", "1")], "`ln` is not defined"),
        (
            "sqrt(x + 2) + 1",
            [("x", "-3", "1")],
            "`sqrt` is not defined",
        ),
        ("step(x) + 10", [("x", "-2", "1")], "below the first step"),
    ]
    .into_iter()
    .enumerate()
    {
        let scenario = of(&format!("missing_{number}"), expression);
        let Proof::NoValue { missing, .. } = ask(&scenario, &formula("f"), Sign::Positive, &sides)
        else {
            panic!("{expression} has a value everywhere");
        };
        assert!(missing.reason.contains(reason), "{}", missing.reason);
    }
}

#[test]
fn an_attack_has_no_value_where_its_success_is_no_probability() {
    let attacks = "[[attacks]]\nid = \"chronos/sure\"\nthreat = \"t\"\ngain = \"0 [USD]\"\ncost = \"5 [USD]\"\nsuccess = \"x * x\"\n\
        capital = \"0 [USD]\"\nmitigation = \"m\"\nsource = \"s\"\n";
    let scenario = small(
        "probability",
        &[given("x", "0.5", "-10", "10")],
        &[],
        attacks,
    );
    let subject = attack("chronos/sure");
    assert!(matches!(
        ask(&scenario, &subject, Sign::Negative, &[("x", "-1", "1")]),
        Proof::Proved { .. }
    ));
    let Proof::NoValue { missing, .. } =
        ask(&scenario, &subject, Sign::Negative, &[("x", "0", "1.25")])
    else {
        panic!("a success of 1.5 has passed");
    };
    assert!(missing.at[0].1 > Rational::ONE && missing.reason.contains("probability"));
}

#[test]
fn a_spent_budget_leaves_boxes_over_and_decides_nothing() {
    let scenario = of("budget", "x * y - y * x");
    let effort = Effort {
        boxes: 300,
        ..Effort::default()
    };
    let sides = over(&[("x", "-1", "1"), ("y", "-2", "2")]);
    let Ok(Proof::Undecided(Undecided {
        left,
        count,
        share,
        reason,
        boxes,
    })) = prove(&scenario, &formula("f"), Sign::NotNegative, &sides, &effort)
    else {
        panic!("decided");
    };
    assert!(left.len() == count.min(100) && count > 100, "{count}");
    assert!((share - 1.0).abs() < 1e-9 && boxes <= 301 && reason.is_none());
    let volume = |it: &ParameterBox| {
        it.sides
            .iter()
            .map(|side| approximate(&(&side.high - &side.low)))
            .product::<f64>()
    };
    assert!(
        left.windows(2)
            .all(|pair| volume(&pair[0]) >= volume(&pair[1]))
    );
}

#[test]
fn a_question_that_does_not_fit_the_scenario_is_refused() {
    let scenario = chronos("balanced.toml", &[]);
    let subject = attack("chronos/false-claim");
    for (sides, message) in [
        (
            over(&[("detecton_rate", "0", "1")]),
            "did you mean `detection_rate`",
        ),
        (over(&[("loan_backing", "0", "1")]), "is a switch"),
        (
            over(&[("detection_rate", "0.5", "1.5")]),
            "3/2 is outside the range",
        ),
        (
            over(&[("detection_rate", "0.9", "0.8")]),
            "expected the lower end first",
        ),
        (
            over(&[("eth_price", "1", "2"), ("eth_price", "1", "2")]),
            "given twice",
        ),
        (over(&[("indexers", "2.1", "2.9")]), "whole numbers"),
    ] {
        let error = prove(
            &scenario,
            &subject,
            Sign::Negative,
            &sides,
            &Effort::default(),
        )
        .unwrap_err();
        let message = message.replace("3/2", "1.5");
        assert!(error.to_string().contains(&message), "{error}");
    }
    let nobody = attack("chronos/false-clam");
    let error = prove(
        &scenario,
        &nobody,
        Sign::Negative,
        &over(&[]),
        &Effort::default(),
    )
    .unwrap_err();
    assert!(
        matches!(error, ProofError::Lookup(_)) && error.to_string().contains("did you mean"),
        "{error}"
    );
    // Ends between whole numbers are drawn in to them.
    let drawn = ask(
        &scenario,
        &formula("all_bribed"),
        Sign::Positive,
        &[("indexers", "9.5", "10.5")],
    );
    assert!(matches!(drawn, Proof::Proved { .. }), "{drawn:?}");
}

#[test]
fn a_cooldown_from_zero_on_leaves_the_cross_chain_attack_without_profit() {
    let scenario = chronos("balanced.toml", &[]);
    let subject = attack("chronos/cross-chain-timing");
    let whole_range = ask(
        &scenario,
        &subject,
        Sign::Negative,
        &[("cross_chain_cooldown", "0", "8760")],
    );
    assert!(
        matches!(whole_range, Proof::Proved { .. }),
        "{whole_range:?}"
    );
}
