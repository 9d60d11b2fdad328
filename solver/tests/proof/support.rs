//! Scenarios for one test: the three of Chronos, and small ones made of an expression.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use assay_scenarios::{Override, Parameter, Scenario};
use assay_solver::exact::Rational;
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

pub(crate) fn chronos(file: &str, overrides: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../scenarios/chronos")
        .join(file);
    let overrides: Vec<Override> = overrides
        .iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    Scenario::load(&path, &overrides).unwrap()
}

pub(crate) const CONFIGURATIONS: [&str; 3] =
    ["balanced.toml", "conservative.toml", "aggressive.toml"];

/// A parameter without unit of a small scenario.
pub(crate) struct Given {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
    pub(crate) range: [&'static str; 2],
    pub(crate) whole: bool,
}

pub(crate) fn given(
    name: &'static str,
    value: &'static str,
    low: &'static str,
    high: &'static str,
) -> Given {
    Given {
        name,
        value,
        range: [low, high],
        whole: false,
    }
}

const TABLE: &str = "[tables.step]\ninput = \"count\"\noutput = \"count\"\nmeaning = \"m\"\nsource = \"s\"\n\
    steps = [ { from = -1, value = 1 }, { from = 2, value = \"x + 1\" }, { from = 5, value = -3 } ]\n";

/// A scenario with these parameters, a table `step` of one argument, and formulas by name.
pub(crate) fn small(
    test: &str,
    parameters: &[Given],
    formulas: &[(&str, &str)],
    rest: &str,
) -> Scenario {
    let mut text = String::from("[scenario]\ntitle = \"Small\"\nprotocol = \"chronos\"\n");
    for Given {
        name,
        value,
        range: [low, high],
        whole,
    } in parameters
    {
        let _ = write!(
            text,
            "[parameters.{name}]\nvalue = {value}\nunit = \"count\"\nrange = [{low}, {high}]\nwhole = {whole}\n\
             kind = \"environment\"\nmeaning = \"m\"\nsource = \"s\"\n"
        );
    }
    if parameters.iter().any(|given| given.name == "x") {
        text += TABLE;
    }
    for (name, expression) in formulas {
        let _ = write!(
            text,
            "[formulas.{name}]\nexpression = '{expression}'\nunit = \"count\"\nmeaning = \"m\"\n"
        );
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("proof_{test}.toml"));
    std::fs::write(&path, text + rest).unwrap();
    Scenario::load(&path, &[]).unwrap()
}

/// Expressions in `x` and `y` from -10 to 10, of everything a formula can hold; divisors cannot vanish and logarithms exist,
/// except behind a guard.
pub(crate) fn expression(irrational: bool) -> BoxedStrategy<String> {
    let literal = (0u32..1_000, 0u32..3).prop_map(|(digits, places)| format!("{digits}e-{places}"));
    let leaf = prop_oneof![literal, Just("x".to_owned()), Just("y".to_owned())];
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let pair = (inner.clone(), inner.clone());
        let rational = prop_oneof![
            (pair.clone(), prop::sample::select(vec!["+", "-", "*"]))
                .prop_map(|((a, b), sign)| format!("({a}) {sign} ({b})")),
            pair.clone()
                .prop_map(|(a, b)| format!("({a}) / (1 + abs({b}))")),
            pair.clone().prop_map(|(a, b)| format!("min({a}, {b})")),
            pair.clone().prop_map(|(a, b)| format!("max({a}, -({b}))")),
            (pair.clone(), inner.clone())
                .prop_map(|((a, b), c)| format!("(if ({a}) < ({b}) then {c} else -({c}))")),
            inner
                .clone()
                .prop_map(|a| format!("(if x <= 0 then {a} else min(50, ({a}) / x))")),
            inner
                .clone()
                .prop_map(|a| format!("(if not (x > 0 or y >= x) then 3 / (x - 1) else {a})")),
            inner.clone().prop_map(|a| format!("step(abs({a}))")),
            inner
                .clone()
                .prop_map(|a| format!("floor(({a}) / 3) + ceil({a})")),
            inner.clone().prop_map(|a| format!("({a})^2")),
        ];
        if !irrational {
            return rational.boxed();
        }
        prop_oneof![
            3 => rational,
            1 => inner.clone().prop_map(|a| format!("exp(min(20, {a}))")),
            1 => inner.clone().prop_map(|a| format!("ln(0.1 + abs({a}))")),
            1 => inner.clone().prop_map(|a| format!("sqrt(abs({a}))")),
            1 => inner.clone().prop_map(|a| format!("normal_cdf({a}) - normal_pdf({a})")),
            1 => pair.prop_map(|(a, b)| format!("(1 + abs({a})) ^ max(-4, min(4, {b}))")),
        ]
        .boxed()
    })
    .boxed()
}

/// The ends of a side and a point between them, in hundredths.
pub(crate) fn side() -> impl Strategy<Value = [Rational; 3]> {
    (-1_000i32..=1_000, 0i32..=400, 0i32..=20).prop_map(|(low, width, share)| {
        let hundredth = |n: i32, d: u32| Rational::from_parts(n.into(), d.into());
        let high = (low + width).min(1_000);
        let inside = hundredth(low, 100) + hundredth(high - low, 100) * hundredth(share, 20);
        [hundredth(low, 100), hundredth(high, 100), inside]
    })
}

/// A fixed stream of random sides.
pub(crate) struct Draws(Xoshiro256PlusPlus);

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number from 0 to 1, a multiple of 2⁻²⁰.
    pub(crate) fn share(&mut self) -> Rational {
        let steps = 1u32 << 20;
        Rational::from_parts((self.0.next_u32() % (steps + 1)).into(), steps.into())
    }

    /// A point between two, whole where it must be.
    pub(crate) fn between(&mut self, low: &Rational, high: &Rational, whole: bool) -> Rational {
        let point = low + (high - low) * self.share();
        if whole {
            Rational::from(point.floor())
        } else {
            point
        }
    }

    /// A random part of a parameter's range, sometimes all of it, and a point inside.
    pub(crate) fn side(&mut self, parameter: &Parameter) -> (Rational, Rational, Rational) {
        let (least, most) = parameter.range().unwrap();
        let whole = parameter.is_whole();
        let width = (most - least) * self.share().pow(self.0.next_u32() as isize % 12);
        let low = self.between(least, &(most - &width), whole);
        let high = &low + width;
        let high = if whole {
            Rational::from(high.floor())
        } else {
            high
        };
        let inside = self.between(&low, &high, whole);
        (low, high, inside)
    }
}
