//! What cannot be asked.

use assay_solver::boundary::{BoundaryError, Effort, Refinement, break_evens, crossings, surface};
use assay_solver::exact::{Rational, parse};
use assay_solver::proof::{ParameterBox, Side, Subject};

use crate::support::chronos;

#[test]
fn unknown_names_switches_and_ends_outside_the_range_are_refused() {
    let scenario = chronos("balanced.toml", &[]);
    let attack = Subject::Attack("chronos/false-claim".into());
    let unknown = Subject::Formula("stake_valu".into());
    for (subject, parameter, low, high, message) in [
        (
            &attack,
            "detection_rat",
            "0",
            "1",
            "there is no parameter `detection_rat`; did you mean `detection_rate`?",
        ),
        (
            &unknown,
            "user_stake",
            "0",
            "1",
            "there is no formula `stake_valu`; did you mean `stake_value`?",
        ),
        (
            &attack,
            "loan_backing",
            "0",
            "1",
            "`loan_backing` is a switch, not a number",
        ),
        (
            &attack,
            "detection_rate",
            "1/2",
            "2",
            "2 is outside the range of `detection_rate`: 0 to 1 fraction",
        ),
        (
            &attack,
            "detection_rate",
            "1",
            "0",
            "`detection_rate` cannot go from 1 to 0, which is less",
        ),
        (
            &attack,
            "indexers",
            "5/4",
            "7/4",
            "there is no whole number from 5/4 to 7/4 for `indexers`",
        ),
    ] {
        let range = (&parse(low).unwrap(), &parse(high).unwrap());
        let refused = crossings(&scenario, subject, parameter, range, &Effort::default());
        assert_eq!(refused.unwrap_err().to_string(), message);
    }
    let refused = break_evens(&scenario, "chronos/false-clam", &Effort::default());
    assert!(matches!(refused, Err(BoundaryError::Lookup(_))));
}

#[test]
fn a_box_with_one_parameter_twice_is_refused() {
    let scenario = chronos("balanced.toml", &[]);
    let side = Side {
        parameter: "detection_rate".into(),
        low: Rational::ZERO,
        high: Rational::ONE,
    };
    let over = ParameterBox {
        sides: vec![side.clone(), side],
    };
    let refused = surface(&scenario, &[], &over, &Refinement::default());
    assert_eq!(
        refused.unwrap_err().to_string(),
        "`detection_rate` is in the box twice"
    );
}
