//! One tree, many readings: floats and rationals agree, and a kind of number this crate does not know fits in.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

use assay_scenarios::{Comparison, Decision, Number, NumberError, Scenario};
use dashu_ratio::RBig;
use proptest::prelude::*;
use support::{folder, formula, load, small, write};

/// A closed interval, rounded outwards by more than any operation here can err.
#[derive(Debug, Clone, Copy)]
struct Interval(f64, f64);

/// Three-valued truth: may it hold, may it fail.
#[derive(Debug, Clone, Copy)]
struct Maybe {
    holds: bool,
    fails: bool,
}

impl Interval {
    fn outward(low: f64, high: f64) -> Result<Self, NumberError> {
        let slack = |value: f64| value.abs() * 1e-14 + 1e-300;
        if low.is_finite() && high.is_finite() {
            Ok(Self(low - slack(low), high + slack(high)))
        } else {
            Err(NumberError::NotFinite)
        }
    }

    fn corners(self, other: Self, operation: fn(f64, f64) -> f64) -> Result<Self, NumberError> {
        let corners = [
            operation(self.0, other.0),
            operation(self.0, other.1),
            operation(self.1, other.0),
            operation(self.1, other.1),
        ];
        Self::outward(
            corners.iter().copied().fold(f64::INFINITY, f64::min),
            corners.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        )
    }

    fn rising(self, function: fn(&f64) -> Result<f64, NumberError>) -> Result<Self, NumberError> {
        Self::outward(function(&self.0)?, function(&self.1)?)
    }
}

impl Number for Interval {
    type Truth = Maybe;

    fn from_rational(value: &RBig) -> Result<Self, NumberError> {
        let value = f64::from_rational(value)?;
        Self::outward(value, value)
    }
    fn add(&self, other: &Self) -> Result<Self, NumberError> {
        Self::outward(self.0 + other.0, self.1 + other.1)
    }
    fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        Self::outward(self.0 - other.1, self.1 - other.0)
    }
    fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        self.corners(*other, |a, b| a * b)
    }
    fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if other.0 <= 0.0 && other.1 >= 0.0 {
            Err(NumberError::DivisionByZero)
        } else {
            self.corners(*other, |a, b| a / b)
        }
    }
    fn negate(&self) -> Result<Self, NumberError> {
        Ok(Self(-self.1, -self.0))
    }
    fn power_whole(&self, exponent: i32) -> Result<Self, NumberError> {
        if self.0 > 0.0 || exponent % 2 != 0 && exponent > 0 {
            return self.corners(Self(f64::from(exponent), f64::from(exponent)), libm::pow);
        }
        let size = self.absolute()?;
        if exponent < 0 && size.0 <= 0.0 {
            Err(NumberError::DivisionByZero)
        } else {
            size.corners(Self(f64::from(exponent), f64::from(exponent)), libm::pow)
        }
    }
    fn power(&self, exponent: &Self) -> Result<Self, NumberError> {
        if self.0 > 0.0 {
            self.corners(*exponent, libm::pow)
        } else {
            Err(NumberError::OutsideDomain("^"))
        }
    }
    fn minimum(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(Self(self.0.min(other.0), self.1.min(other.1)))
    }
    fn maximum(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(Self(self.0.max(other.0), self.1.max(other.1)))
    }
    fn absolute(&self) -> Result<Self, NumberError> {
        let least = if self.0 <= 0.0 && self.1 >= 0.0 {
            0.0
        } else {
            self.0.abs().min(self.1.abs())
        };
        Ok(Self(least, self.0.abs().max(self.1.abs())))
    }
    fn floor(&self) -> Result<Self, NumberError> {
        Ok(Self(self.0.floor(), self.1.floor()))
    }
    fn ceiling(&self) -> Result<Self, NumberError> {
        Ok(Self(self.0.ceil(), self.1.ceil()))
    }
    fn exp(&self) -> Result<Self, NumberError> {
        self.rising(Number::exp)
    }
    fn ln(&self) -> Result<Self, NumberError> {
        self.rising(Number::ln)
    }
    fn sqrt(&self) -> Result<Self, NumberError> {
        self.rising(Number::sqrt)
    }
    fn normal_cdf(&self) -> Result<Self, NumberError> {
        self.rising(Number::normal_cdf)
    }
    fn normal_pdf(&self) -> Result<Self, NumberError> {
        let size = self.absolute()?;
        Self::outward(size.1.normal_pdf()?, size.0.normal_pdf()?)
    }
    fn compare(&self, comparison: Comparison, other: &Self) -> Result<Maybe, NumberError> {
        let less = Maybe {
            holds: self.0 < other.1,
            fails: self.1 >= other.0,
        };
        let greater = Maybe {
            holds: self.1 > other.0,
            fails: self.0 <= other.1,
        };
        let apart = self.1 < other.0 || other.1 < self.0;
        Ok(match comparison {
            Comparison::Less => less,
            Comparison::Greater => greater,
            Comparison::GreaterOrEqual => Self::not(&less),
            Comparison::LessOrEqual => Self::not(&greater),
            Comparison::Equal => Maybe {
                holds: !apart,
                fails: true,
            },
            Comparison::NotEqual => Maybe {
                holds: true,
                fails: !apart,
            },
        })
    }
    fn certain(holds: bool) -> Maybe {
        Maybe {
            holds,
            fails: !holds,
        }
    }
    fn and(left: &Maybe, right: &Maybe) -> Maybe {
        Maybe {
            holds: left.holds && right.holds,
            fails: left.fails || right.fails,
        }
    }
    fn or(left: &Maybe, right: &Maybe) -> Maybe {
        Maybe {
            holds: left.holds || right.holds,
            fails: left.fails && right.fails,
        }
    }
    fn not(truth: &Maybe) -> Maybe {
        Maybe {
            holds: truth.fails,
            fails: truth.holds,
        }
    }
    fn decide(truth: &Maybe) -> Decision {
        match (truth.holds, truth.fails) {
            (true, false) => Decision::True,
            (false, _) => Decision::False,
            (true, true) => Decision::Both,
        }
    }
    fn blend(_: &Maybe, then: Self, otherwise: Self) -> Result<Self, NumberError> {
        Ok(Self(then.0.min(otherwise.0), then.1.max(otherwise.1)))
    }
}

const TABLE: &str = "[tables.step]\ninput = \"count\"\noutput = \"count\"\nmeaning = \"m\"\nsource = \"s\"\n\
    steps = [ { from = -1, value = 1 }, { from = 2, value = \"x + 1\" }, { from = 5, value = -3 } ]\n";

/// A scenario with parameters `x` and `y` from -10 to 10 and one formula.
fn scenario(name: &str, expression: &str, x: &str, y: &str) -> Option<Scenario> {
    let text = small(
        &[
            ("x", x, "count", "-10", "10"),
            ("y", y, "count", "-10", "10"),
        ],
        TABLE,
    ) + &formula("f", expression, "count");
    load(&write(&folder(name), "case.toml", text), &[]).ok()
}

/// Expressions of rational operations; quotients have divisors that cannot vanish.
fn rational_expression() -> impl Strategy<Value = String> {
    let literal = (0u32..1_000, 0u32..3).prop_map(|(digits, places)| format!("{digits}e-{places}"));
    let leaf = prop_oneof![literal, Just("x".to_owned()), Just("y".to_owned())];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (pair.clone(), prop::sample::select(vec!["+", "-", "*"]))
                .prop_map(|((a, b), op)| format!("({a}) {op} ({b})")),
            pair.clone()
                .prop_map(|(a, b)| format!("({a}) / (1 + abs({b}))")),
            pair.clone().prop_map(|(a, b)| format!("min({a}, {b})")),
            (pair, inner.clone())
                .prop_map(|((a, b), c)| format!("(if ({a}) < ({b}) then {c} else -({c}))")),
            inner.clone().prop_map(|a| format!("step(abs({a}))")),
            inner.prop_map(|a| format!("({a})^2")),
        ]
    })
}

/// `1/3` style parameters would not be decimals, so tenths it is.
fn tenths() -> impl Strategy<Value = String> {
    (-100i32..=100).prop_map(|tenths| {
        let sign = if tenths < 0 { "-" } else { "" };
        format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Away from comparisons that rounding decides, which is why the interval must be decided: a float that falls on the
    /// other side of a threshold than the exact value is right to differ.
    #[test]
    fn floats_agree_with_rationals_and_lie_in_their_interval(expression in rational_expression(), x in tenths(), y in tenths()) {
        let Some(scenario) = scenario("agree", &expression, &x, &y) else {
            return Err(TestCaseError::fail(format!("{expression} did not load")));
        };
        let float: f64 = scenario.evaluate("f").unwrap();
        let exact = scenario.evaluate::<RBig>("f").unwrap();
        let exact = f64::from_rational(&exact).unwrap();
        let interval: Interval = scenario.evaluate("f").unwrap();
        prop_assert!(interval.0 <= float && float <= interval.1, "{float} not in {interval:?}: {expression}");
        prop_assert!(interval.0 <= exact && exact <= interval.1, "{exact} not in {interval:?}: {expression}");
        // A narrow interval proves that no comparison was left open and no cancellation lost the digits.
        if interval.1 - interval.0 <= 1e-10 * exact.abs() {
            prop_assert!((float - exact).abs() <= 1e-9 * exact.abs(), "{float} and {exact}: {expression}");
        }
    }

    #[test]
    fn an_interval_over_a_box_holds_every_value_in_it(expression in rational_expression(), share in 0.0f64..=1.0) {
        let Some(scenario) = scenario("box", &expression, "1", "2") else {
            return Err(TestCaseError::fail(format!("{expression} did not load")));
        };
        let mut boxes = scenario.evaluator::<Interval>();
        boxes.set("x", Interval(0.5, 3.0)).unwrap();
        let hull = boxes.formula("f").unwrap();
        let mut points = scenario.evaluator::<f64>();
        points.set("x", 0.5 + 2.5 * share).unwrap();
        let value = points.formula("f").unwrap();
        prop_assert!(hull.0 <= value && value <= hull.1, "{value} not in {hull:?}: {expression}");
    }
}

#[test]
fn an_open_condition_takes_the_hull_of_both_branches() {
    let scenario = scenario(
        "hull",
        "if x < 2 and not y == 0 then 10 + 0 * exp(y) else step(x)",
        "1",
        "1",
    )
    .unwrap();
    let mut boxes = scenario.evaluator::<Interval>();
    boxes.set("x", Interval(1.0, 6.0)).unwrap();
    let hull = boxes.formula("f").unwrap();
    assert!(
        hull.0 <= -3.0 && hull.0 > -3.1 && hull.1 >= 10.0 && hull.1 < 10.1,
        "{hull:?}"
    );
    boxes.set("x", Interval(2.5, 4.0)).unwrap();
    let decided = boxes.formula("f").unwrap();
    assert!(decided.0 > 3.4 && decided.1 < 5.1, "{decided:?}");
}
