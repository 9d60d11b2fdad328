//! The functions of formulas over single points, against bounds in exact rationals.

use assay_scenarios::{Number, NumberError};
use assay_solver::{
    exact::{Rational, from_float, parse},
    proof::Enclosure,
};
use proptest::prelude::*;

fn at(x: &Rational) -> Enclosure {
    Enclosure::from_rational(x).unwrap()
}

fn between(low: &str, high: &str) -> Enclosure {
    Enclosure::between(&parse(low).unwrap(), &parse(high).unwrap())
}

fn ends(enclosure: Enclosure) -> (Rational, Rational) {
    (
        from_float(enclosure.low()).unwrap(),
        from_float(enclosure.high()).unwrap(),
    )
}

/// Rounds to 200 binary places, so that the sums below stay short.
fn short(value: Rational) -> Rational {
    let scale = Rational::from(2).pow(200);
    Rational::from((value * &scale).floor()) / scale
}

/// `exp(x)` within 10⁻⁵⁰ of its size: the series at `x / 2^k`, squared `k` times.
fn exp(x: &Rational) -> Rational {
    let halvings = 40;
    let reduced = x / Rational::from(2).pow(halvings);
    let (mut term, mut sum) = (Rational::ONE, Rational::ONE);
    for n in 1..12 {
        term = term * &reduced / Rational::from(n);
        sum += &term;
    }
    (0..halvings).fold(sum, |power, _| {
        let scale = Rational::from(2).pow(400);
        Rational::from((power.sqr() * &scale).floor()) / scale
    })
}

/// The normal distribution function within 10⁻⁴⁰ for `|x| <= 7`: the series of Abramowitz & Stegun 26.2.10, and
/// `1 / sqrt(2 pi)` to fifty places.
fn normal_cdf(x: &Rational) -> Rational {
    let density = parse("0.39894228040143267793994605993438186847585863116493").unwrap();
    let (mut power, mut sum) = (x.clone(), x.clone());
    for n in 1..400 {
        power = short(-power * x.sqr() / Rational::from(2 * n));
        sum += &power / Rational::from(2 * n + 1);
    }
    parse("0.5").unwrap() + density * sum
}

fn rational(low: i64, high: i64) -> impl Strategy<Value = Rational> {
    (low * 1_000..=high * 1_000).prop_map(|n| Rational::from_parts(n.into(), 1_000u32.into()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exp_and_ln_hold_their_values_and_little_else(x in rational(-50, 50)) {
        let value = exp(&x);
        let enclosure = Number::exp(&at(&x)).unwrap();
        prop_assert!(enclosure.encloses(&value), "exp({x})");
        prop_assert!(enclosure.high() - enclosure.low() <= 1e-12 * enclosure.high());
        prop_assert!(Number::ln(&at(&value)).unwrap().encloses(&x), "ln(exp({x}))");
    }

    #[test]
    fn roots_and_powers_hold_their_values(x in rational(0, 1_000), numerator in -40i32..=40, denominator in 1u8..=6) {
        prop_assume!(!x.is_zero());
        let (low, high) = ends(Number::sqrt(&at(&x)).unwrap());
        prop_assert!(low.sqr() <= x && x <= high.sqr());
        // The q-th power of x^(p/q) is a rational.
        let exponent = Rational::from_parts(numerator.into(), denominator.into());
        let (low, high) = ends(Number::power(&at(&x), &at(&exponent)).unwrap());
        let (p, q) = (
            isize::try_from(exponent.numerator()).unwrap(),
            isize::try_from(exponent.denominator()).unwrap(),
        );
        let exact = x.pow(p);
        prop_assert!(low.pow(q) <= exact && exact <= high.pow(q), "{x} ^ {exponent}");
    }

    #[test]
    fn whole_powers_hold_their_values_on_either_side_of_zero(x in rational(-20, 20), width in rational(0, 30), share in 0u8..=10, exponent in -20i32..=20) {
        let inside = &x + &width * Rational::from_parts(share.into(), 10u8.into());
        match Number::power_whole(&Enclosure::between(&x, &(&x + &width)), exponent) {
            Ok(enclosure) => prop_assert!(enclosure.encloses(&inside.power_whole(exponent).unwrap())),
            Err(error) => {
                prop_assert!(exponent < 0 && x <= Rational::ZERO && &x + &width >= Rational::ZERO);
                prop_assert_eq!(error, NumberError::DivisionByZero);
            }
        }
    }

    #[test]
    fn the_normal_distribution_holds_its_values(x in rational(-7, 7)) {
        let value = normal_cdf(&x);
        let enclosure = Number::normal_cdf(&at(&x)).unwrap();
        let slack = parse("1e-40").unwrap();
        let (low, high) = ends(enclosure);
        prop_assert!(low <= &value + &slack && &value - &slack <= high, "normal_cdf({x})");
        prop_assert!(enclosure.high() - enclosure.low() <= 1e-13 * enclosure.high(), "normal_cdf({x}) is wide");
        let density = parse("0.39894228040143267793994605993438186847585863116493").unwrap()
            * exp(&(-x.sqr() / Rational::from(2)));
        prop_assert!(Number::normal_pdf(&at(&x)).unwrap().encloses(&density), "normal_pdf({x})");
    }
}

#[test]
fn functions_of_a_box_turn_where_they_should() {
    let around_zero = between("-3", "2");
    let square = around_zero.power_whole(2).unwrap();
    assert_eq!((square.low(), square.high()), (0.0, 9.0));
    let cube = around_zero.power_whole(3).unwrap();
    assert_eq!((cube.low(), cube.high()), (-27.0, 8.0));
    let density = Number::normal_pdf(&around_zero).unwrap();
    assert!(density.low() < 0.004_432 && density.low() > 0.004_431);
    assert!(density.high() > 0.398_942 && density.high() < 0.398_943);
    let power = Number::power(&between("0.5", "2"), &between("-1", "3")).unwrap();
    assert_eq!(
        (power.low(), power.high()),
        (
            0.125f64.next_down().next_down().next_down().next_down(),
            8.0f64.next_up().next_up().next_up().next_up()
        )
    );
}

#[test]
fn what_has_no_value_somewhere_in_the_box_is_an_error_and_not_a_bound() {
    let (zero, around) = (between("0", "1"), between("-1", "1"));
    for (result, error) in [
        (Number::ln(&zero), NumberError::OutsideDomain("ln")),
        (Number::sqrt(&around), NumberError::OutsideDomain("sqrt")),
        (around.divide(&zero), NumberError::DivisionByZero),
        (
            around.power(&between("0.5", "1")),
            NumberError::OutsideDomain("^"),
        ),
        (zero.power(&around), NumberError::DivisionByZero),
        (zero.power_whole(-1), NumberError::DivisionByZero),
    ] {
        assert_eq!(result, Err(error));
    }
}

#[test]
fn large_values_overflow_into_no_bound() {
    let huge = between("1e300", "1e305");
    let square = huge.multiply(&huge).unwrap();
    assert_eq!((square.low(), square.high()), (f64::MAX, f64::INFINITY));
    let nothing_known = square.subtract(&square).unwrap();
    assert_eq!(
        (nothing_known.low(), nothing_known.high()),
        (f64::NEG_INFINITY, f64::INFINITY)
    );
    let tail = Number::normal_cdf(&nothing_known).unwrap();
    assert_eq!((tail.low(), tail.high()), (0.0, 1.0));
    let exp = Number::exp(&between("-1e6", "1e6")).unwrap();
    assert!(exp.is_positive() && exp.high() == f64::INFINITY);
}
