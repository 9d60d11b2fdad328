//! Cells over two and three parameters.

use assay_scenarios::Scenario;
use assay_solver::boundary::{Cell, Label, Refinement, Surface, surface};
use assay_solver::exact::{Rational, parse};
use assay_solver::proof::{ParameterBox, Side, Subject};

use crate::support::{Draws, Given, chronos, given, small};

fn sides(sides: &[(&str, &str, &str)]) -> ParameterBox {
    let side = |(parameter, low, high): &(&str, &str, &str)| Side {
        parameter: (*parameter).to_owned(),
        low: parse(low).unwrap(),
        high: parse(high).unwrap(),
    };
    ParameterBox {
        sides: sides.iter().map(side).collect(),
    }
}

fn formulas(names: &[&str]) -> Vec<Subject> {
    names
        .iter()
        .map(|name| Subject::Formula((*name).into()))
        .collect()
}

fn cells(cells: usize) -> Refinement {
    Refinement {
        cells,
        ..Refinement::default()
    }
}

/// The shares sum to one, as do the cells' volumes, and no random point of a labelled cell contradicts its label.
fn check(scenario: &Scenario, subjects: &[Subject], surface: &Surface, points: usize) {
    let sum = &surface.safe + &surface.vulnerable + &surface.undecided;
    assert_eq!(sum, Rational::ONE);
    let mut draws = Draws::new(9);
    let mut exact = scenario.evaluator::<f64>();
    for Cell { sides, label } in &surface.cells {
        for _ in 0..points {
            for ((low, high), name) in sides.iter().zip(&surface.parameters) {
                let whole = scenario.parameter(name).unwrap().is_whole();
                let point = draws.between(low, high, whole);
                exact.set(name, point.to_f64().value()).unwrap();
            }
            let mut value = |subject: &Subject| subject.value(&mut exact).unwrap();
            match label {
                Label::Undecided => break,
                Label::Safe => {
                    let worst = subjects.iter().find(|subject| value(subject) >= 0.0);
                    assert_eq!(worst, None, "safe in {sides:?}");
                }
                Label::Vulnerable(by) => {
                    assert!(value(&subjects[*by]) > 0.0, "vulnerable in {sides:?}");
                }
            }
        }
    }
}

#[test]
fn the_volumes_close_in_on_those_that_are_known() {
    let parameters = [given("x", "0.5", "0", "1"), given("y", "0.5", "0", "1")];
    // The quarter of a disc: pi/4 of the square is safe.
    let test = "boundary_disc";
    let scenario = small(test, &parameters, &[("f", "x^2 + y^2 - 1")], "");
    let over = sides(&[("x", "0", "1"), ("y", "0", "1")]);
    let mut last = Rational::ONE;
    for budget in [64, 1_024, 8_192] {
        let found = surface(&scenario, &formulas(&["f"]), &over, &cells(budget)).unwrap();
        check(&scenario, &formulas(&["f"]), &found, 4);
        let quarter = std::f64::consts::FRAC_PI_4;
        assert!(found.safe.to_f64().value() < quarter);
        assert!(found.vulnerable.to_f64().value() < 1.0 - quarter);
        assert!(found.cells.len() <= budget && found.undecided < last);
        last = found.undecided;
    }
    assert!(last.to_f64().value() < 0.02, "{last}");
}

#[test]
fn several_subjects_are_safe_together_and_vulnerable_by_one() {
    let parameters = [given("x", "0.5", "0", "1"), given("y", "0.5", "0", "1")];
    let formulas_of = [("wide", "x - 0.75"), ("tall", "y - 0.5")];
    let scenario = small("boundary_several", &parameters, &formulas_of, "");
    let over = sides(&[("x", "0", "1"), ("y", "0", "1")]);
    let subjects = formulas(&["wide", "tall"]);
    let found = surface(&scenario, &subjects, &over, &cells(4_096)).unwrap();
    check(&scenario, &subjects, &found, 4);
    // Faces on which one is exactly zero belong to no labelled cell.
    assert!(found.safe.to_f64().value() > 0.373 && found.safe <= parse("0.375").unwrap());
    let of = |subject| {
        let cells = found
            .cells
            .iter()
            .filter(|cell| cell.label == Label::Vulnerable(subject));
        cells.count()
    };
    assert!(of(0) > 0 && of(1) > 0);
}

#[test]
fn a_whole_parameter_counts_its_values() {
    let whole = Given {
        name: "n",
        value: "1",
        range: ["1", "10"],
        whole: true,
    };
    let parameters = [whole, given("y", "0.5", "0", "1")];
    let scenario = small(
        "boundary_whole_cells",
        &parameters,
        &[("f", "n - 3.5 + 0.1 * y")],
        "",
    );
    let over = sides(&[("n", "1", "10"), ("y", "0", "1")]);
    let found = surface(&scenario, &formulas(&["f"]), &over, &cells(200)).unwrap();
    check(&scenario, &formulas(&["f"]), &found, 4);
    // 1, 2 and 3 of ten values lose, whatever y.
    assert_eq!(found.safe, parse("3/10").unwrap());
    assert_eq!(found.vulnerable, parse("7/10").unwrap());
}

#[test]
fn where_a_subject_may_have_no_value_nothing_is_decided() {
    let parameters = [given("x", "0.25", "0", "1"), given("y", "0.5", "0", "1")];
    let scenario = small(
        "boundary_undefined",
        &parameters,
        &[("f", "1 / (x - 0.5)^2 + y")],
        "",
    );
    let over = sides(&[("x", "0", "1"), ("y", "0", "1")]);
    let found = surface(&scenario, &formulas(&["f"]), &over, &cells(500)).unwrap();
    check(&scenario, &formulas(&["f"]), &found, 4);
    let half = parse("1/2").unwrap();
    for cell in &found.cells {
        if cell.sides[0].0 <= half && half <= cell.sides[0].1 {
            assert_eq!(cell.label, Label::Undecided);
        }
    }
    assert!(found.vulnerable.to_f64().value() > 0.9);
}

#[test]
fn no_point_contradicts_the_cells_of_all_of_chronos_attacks() {
    let scenario = chronos("balanced.toml", &[]);
    let attacks = scenario.attacks().iter();
    let attacks: Vec<Subject> = attacks
        .map(|attack| Subject::Attack(attack.id().into()))
        .collect();
    let over = sides(&[
        ("user_stake", "0", "2"),
        ("detection_rate", "0", "1"),
        ("min_sample_blocks", "1", "500"),
    ]);
    // Those that pay at Balanced whatever these three are would decide every cell.
    let losing: Vec<Subject> = attacks
        .into_iter()
        .filter(|attack| attack.value(&mut scenario.evaluator::<f64>()).unwrap() < 0.0)
        .collect();
    let found = surface(&scenario, &losing, &over, &cells(1_500)).unwrap();
    check(&scenario, &losing, &found, 3);
    assert!(found.safe > Rational::ZERO && found.vulnerable > Rational::ZERO);
    assert!(
        found.undecided.to_f64().value() < 0.1,
        "{}",
        found.undecided
    );
    let again = surface(&scenario, &losing, &over, &cells(1_500)).unwrap();
    assert_eq!(found, again);
}
