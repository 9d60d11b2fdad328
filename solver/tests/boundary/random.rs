//! Random formulas, and all of Chronos': random points never contradict what is said of their places.

use assay_scenarios::{NumberError, Parameter, Scenario};
use assay_solver::boundary::{Crossings, Effort, Place, Sign, crossings};
use assay_solver::exact::{Rational, from_float};
use assay_solver::proof::Subject;
use proptest::prelude::*;

use crate::support::{CONFIGURATIONS, Draws, chronos, expression, given, small};

/// The sign that the crossings claim at a point; nothing where they claim none.
fn claimed(crossings: &Crossings, x: &Rational) -> Option<Sign> {
    let unknown = |(low, high): &(Rational, Rational)| low <= x && x <= high;
    if crossings.unresolved.iter().any(unknown) {
        return None;
    }
    for crossing in &crossings.found {
        let (low, high) = match &crossing.at {
            Place::Exact(at) => (at, at),
            Place::Bracket { low, high } => (low, high),
        };
        if x < low {
            return Some(crossing.below);
        }
        if x == low && low == high {
            return crossing.here;
        }
        if x <= high {
            return None;
        }
    }
    crossings.found.last().map(|last| last.above)
}

/// Looks at random points, and at each crossing's own neighbourhood.
fn contradicted(
    scenario: &Scenario,
    subject: &Subject,
    parameter: &Parameter,
    draws: &mut Draws,
) -> Option<String> {
    let name = parameter.name();
    let (least, most) = parameter.range()?;
    let effort = Effort { stretches: 300 };
    let found = crossings(scenario, subject, name, (least, most), &effort).unwrap();
    let whole = parameter.is_whole();
    let mut points: Vec<Rational> = (0..12).map(|_| draws.between(least, most, whole)).collect();
    for crossing in &found.found {
        let place = match &crossing.at {
            Place::Exact(at) => at,
            Place::Bracket { low, .. } => low,
        };
        let near = Rational::from_parts(1.into(), 1_000u32.into());
        for step in [-&near, Rational::ZERO, near] {
            let point = place * (Rational::ONE + step);
            points.push(if whole {
                Rational::from(point.floor())
            } else {
                point
            });
        }
    }
    let mut exact = scenario.evaluator::<Rational>();
    let mut floats = scenario.evaluator::<f64>();
    for point in points {
        if point < *least || point > *most {
            continue;
        }
        let Some(claim) = claimed(&found, &point) else {
            continue;
        };
        exact.set(name, point.clone()).unwrap();
        floats.set(name, point.to_f64().value()).unwrap();
        let value = match subject.value(&mut exact) {
            Ok(value) => Some(value),
            // Where the value is not rational, floats tell unless they are near zero.
            Err(error) => match (error.number_error(), subject.value(&mut floats)) {
                (Some(NumberError::NotExact(_)), Ok(value)) if value.abs() > 1e-9 => {
                    from_float(value)
                }
                (Some(NumberError::NotExact(_)), _) => continue,
                _ => None,
            },
        };
        let sign = match value {
            None => Sign::Undefined,
            Some(value) if value < Rational::ZERO => Sign::Negative,
            Some(value) if value > Rational::ZERO => Sign::Positive,
            Some(_) => Sign::Zero,
        };
        if sign != claim {
            return Some(format!(
                "{subject} at {name} = {point}: {sign:?}, not {claim:?}"
            ));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_points_have_the_signs_that_are_claimed(f in expression(true), shift in -40i32..40, seed in any::<u64>()) {
        let parameters = [given("x", "1", "-10", "10"), given("y", "2.5", "-10", "10")];
        let shifted = format!("({f}) - ({shift})");
        let scenario = small("boundary_random", &parameters, &[("f", &shifted)], "");
        let subject = Subject::Formula("f".into());
        let mut draws = Draws::new(seed);
        for parameter in subject.numbers(&scenario).unwrap() {
            let problem = contradicted(&scenario, &subject, parameter, &mut draws);
            prop_assert_eq!(problem, None, "{}", shifted);
        }
    }
}

#[test]
fn no_formula_or_attack_of_chronos_is_contradicted() {
    let mut draws = Draws::new(4);
    for file in CONFIGURATIONS {
        let scenario = chronos(file, &[]);
        let formulas = scenario.formulas().iter();
        let formulas = formulas.map(|formula| Subject::Formula(formula.name().into()));
        let attacks = scenario.attacks().iter();
        let attacks = attacks.map(|attack| Subject::Attack(attack.id().into()));
        for subject in formulas.chain(attacks) {
            for parameter in subject.numbers(&scenario).unwrap() {
                let problem = contradicted(&scenario, &subject, parameter, &mut draws);
                assert_eq!(problem, None, "{file}");
            }
        }
    }
}
