//! Where attacks begin and cease to pay.

use assay_solver::boundary::{BreakEven, BreakEvens, Effort, Profitable, break_evens};
use assay_solver::proof::Subject;

use crate::support::{CONFIGURATIONS, chronos, given, small};

fn of(file: &str, attack: &str) -> BreakEvens {
    break_evens(&chronos(file, &[]), attack, &Effort::default()).unwrap()
}

/// Parameter, exact value and side of each.
fn shown(found: &[BreakEven]) -> Vec<(&str, String, Profitable)> {
    let each = found.iter().map(|it| {
        let exact = it
            .exact
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        (it.parameter.as_str(), exact, it.profitable)
    });
    each.collect()
}

use Profitable::{Above, Below};

/// By hand: 100,000 (1 - d) = 50,300 d, and L (1 - 0.999) = 50,300 × 0.999.
#[test]
fn a_false_claims_break_evens_are_those_of_its_formula() {
    let found = of("balanced.toml", "chronos/false-claim");
    let expected = [
        ("detection_rate", "1000/1503".to_owned(), Below),
        ("false_claim_loan", "50249700".to_owned(), Above),
    ];
    assert_eq!(shown(&found.found), expected);
    assert_eq!(found.unresolved, []);
}

/// The plan pays from 40,000 USD a loan on (its share of 25 % is worth its cost), until 99 loans no longer fit under the cap.
#[test]
fn an_attack_may_pay_within_a_window() {
    let found = of("balanced.toml", "chronos/coordinated-default");
    let loans: Vec<_> = shown(&found.found)
        .into_iter()
        .filter(|(parameter, ..)| *parameter == "coordinated_loan")
        .collect();
    let expected = [
        ("coordinated_loan", "40000".to_owned(), Above),
        ("coordinated_loan", "10000000/99".to_owned(), Below),
    ];
    assert_eq!(loans, expected);
}

#[test]
fn a_whole_parameters_break_even_is_the_first_value_that_does_not_pay() {
    let found = of("balanced.toml", "chronos/flash-loan-farming").found;
    assert!(shown(&found).contains(&("min_sample_blocks", "2".to_owned(), Below)));
}

#[test]
fn nothing_is_left_unresolved_for_any_attack_of_chronos() {
    for file in CONFIGURATIONS {
        let scenario = chronos(file, &[]);
        for attack in scenario.attacks() {
            let found = break_evens(&scenario, attack.id(), &Effort::default()).unwrap();
            assert_eq!(found.unresolved, [], "{file} {}", attack.id());
        }
    }
}

/// The side that is said to pay does, and the other does not, a thousandth beside the value.
#[test]
fn every_break_even_parts_what_pays_from_what_does_not() {
    let scenario = chronos("balanced.toml", &[]);
    let mut seen = 0;
    for attack in scenario.attacks() {
        let subject = Subject::Attack(attack.id().into());
        let found = break_evens(&scenario, attack.id(), &Effort::default()).unwrap();
        for BreakEven {
            parameter,
            value,
            profitable,
            ..
        } in found.found
        {
            let described = scenario.parameter(&parameter).unwrap();
            let mut floats = scenario.evaluator::<f64>();
            let mut pays = |x: f64| {
                floats.set(&parameter, x).unwrap();
                subject.value(&mut floats).unwrap() > 0.0
            };
            let step = if described.is_whole() {
                1.0
            } else {
                value * 1e-6
            };
            let (low, high) = (value - step, value + step);
            let range = described.range().unwrap();
            if low > range.0.to_f64().value() && high < range.1.to_f64().value() && step > 0.0 {
                let (inner, outer) = if profitable == Below {
                    (low, high)
                } else {
                    (high, low)
                };
                assert!(
                    pays(inner) && !pays(outer),
                    "{subject}: {parameter} at {value}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn where_an_attack_has_no_value_it_neither_begins_nor_ceases_to_pay() {
    let attack = "[[attacks]]\nid = \"chronos/one\"\nthreat = \"t\"\ngain = \"100 [USD]\"\nloss = \"60 [USD]\"\n\
                  cost = \"0 [USD]\"\nsuccess = \"x\"\ncapital = \"0 [USD]\"\nmitigation = \"m\"\nsource = \"s\"\n";
    let scenario = small(
        "boundary_chance",
        &[given("x", "0.5", "-2", "2")],
        &[],
        attack,
    );
    let found = break_evens(&scenario, "chronos/one", &Effort::default()).unwrap();
    assert_eq!(shown(&found.found), [("x", "3/8".to_owned(), Above)]);
    assert_eq!(found.unresolved, []);
}
