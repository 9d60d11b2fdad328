//! What holds for every program.

use assay_solver::{
    exact::Rational,
    program::{Bounds, Effort, Infeasibility, Outcome, Program, Relation, Uniqueness},
};
use proptest::prelude::*;

use super::support::efforts;

fn small() -> impl Strategy<Value = Rational> {
    (-6i64..=6, 1u8..=3).prop_map(|(n, d)| Rational::from_parts(n.into(), d.into()))
}

fn bounds() -> impl Strategy<Value = Bounds> {
    let open = prop_oneof![3 => small().prop_map(Some), 1 => Just(None)];
    prop_oneof![
        4 => Just(Bounds::non_negative()),
        1 => Just(Bounds::free()),
        2 => (open.clone(), open).prop_map(|(lower, upper)| Bounds { lower, upper }),
    ]
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        3 => Just(Relation::AtMost),
        1 => Just(Relation::Equal),
        1 => Just(Relation::AtLeast),
    ]
}

/// Small programs of every kind: feasible, infeasible, unbounded, degenerate; about half of the coefficients zero.
fn programs() -> impl Strategy<Value = Program> {
    let coefficient = prop_oneof![small(), Just(Rational::ZERO)];
    (1usize..6, 0usize..6).prop_flat_map(move |(variables, rows)| {
        let row = (
            prop::collection::vec(coefficient.clone(), variables),
            relation(),
            small(),
        );
        (
            any::<bool>(),
            prop::collection::vec((small(), bounds()), variables),
            prop::collection::vec(row, rows),
        )
            .prop_map(|(largest, variables, rows)| {
                let mut program = if largest {
                    Program::maximize()
                } else {
                    Program::minimize()
                };
                let ids: Vec<_> = variables
                    .into_iter()
                    .map(|(objective, bounds)| program.variable(objective, bounds))
                    .collect();
                for (coefficients, relation, bound) in rows {
                    program.row(ids.iter().copied().zip(coefficients), relation, bound);
                }
                program
            })
    })
}

/// The kind of an outcome, with its value.
fn told(outcome: &Outcome) -> (u8, Option<Rational>, Option<Uniqueness>) {
    match outcome {
        Outcome::Optimal(found) => (0, Some(found.value.clone()), None),
        Outcome::Infeasible(_) => (1, None, None),
        Outcome::Unbounded(_) => (2, None, None),
    }
}

proptest! {
    #[test]
    fn every_outcome_passes_its_check_and_all_ways_agree(program in programs()) {
        let mut first = None;
        for effort in efforts() {
            let outcome = program.solve(&effort);
            let outcome = outcome.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(program.verify_outcome(&outcome), Ok(()));
            let told = told(&outcome);
            prop_assert_eq!(first.get_or_insert(told.clone()), &told);
        }
    }

    #[test]
    fn a_bracket_holds_the_exact_value(program in programs()) {
        let outcome = program.solve(&Effort::exact_only());
        let outcome = outcome.map_err(|error| TestCaseError::fail(error.to_string()))?;
        for effort in efforts() {
            if let (Outcome::Optimal(found), Ok(bracket)) = (&outcome, program.bracket(&effort)) {
                prop_assert!(bracket.value.encloses(&found.value), "{:?} {}", bracket, found.value);
            }
        }
    }

    #[test]
    fn branching_by_floats_and_by_exact_vertices_agree(
        columns in prop::collection::vec((small(), small(), small(), any::<bool>()), 1..6),
        rows in prop::collection::vec((prop::collection::vec(small(), 5), relation(), small()), 0..5),
    ) {
        let mut program = Program::minimize();
        let ids: Vec<_> = columns
            .iter()
            .map(|(objective, lower, width, _)| {
                let width = if *width < Rational::ZERO { -width } else { width.clone() };
                program.variable(objective.clone(), Bounds::between(lower.clone(), lower + width))
            })
            .collect();
        for (&id, (.., integer)) in ids.iter().zip(&columns) {
            if *integer {
                program.integer(id);
            }
        }
        for (coefficients, relation, bound) in rows {
            program.row(ids.iter().copied().zip(coefficients), relation, bound);
        }
        let both = [Effort::default(), Effort::exact_only()].map(|effort| program.solve(&effort));
        let [Ok(guided), Ok(exact)] = both else {
            return Err(TestCaseError::fail(format!("{both:?}")));
        };
        prop_assert_eq!(told(&guided), told(&exact));
    }

    #[test]
    fn an_integer_optimum_is_the_best_of_all_points(
        objective in prop::collection::vec(-5i32..=9, 4),
        weights in prop::collection::vec(prop::collection::vec(0i32..=7, 4), 1..3),
        capacity in 0i32..=20,
    ) {
        let mut program = Program::maximize();
        let ids: Vec<_> = objective
            .iter()
            .map(|&value| program.variable(value.into(), Bounds::between(Rational::ZERO, 2.into())))
            .collect();
        for &id in &ids {
            program.integer(id);
        }
        for row in &weights {
            let terms = ids.iter().copied().zip(row.iter().map(|&weight| weight.into()));
            program.row(terms, Relation::AtMost, capacity.into());
        }
        let best = (0..81)
            .map(|code: i32| [code % 3, code / 3 % 3, code / 9 % 3, code / 27])
            .filter(|point| weights.iter().all(|row| dot(row, point) <= capacity))
            .map(|point| dot(&objective, &point))
            .max();
        let outcome = program.solve(&Effort::default());
        let outcome = outcome.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(told(&outcome).1, best.map(Rational::from));
        prop_assert_eq!(program.verify_outcome(&outcome), Ok(()));
    }
}

fn dot(a: &[i32], b: &[i32]) -> i32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn the_random_programs_are_of_every_kind() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};

    let mut runner = TestRunner::deterministic();
    let mut seen = [0; 5];
    for _ in 0..300 {
        let Ok(drawn) = programs().new_tree(&mut runner) else {
            continue;
        };
        match drawn.current().solve(&Effort::exact_only()) {
            Ok(Outcome::Optimal(found)) if found.unique == Uniqueness::Unique => seen[0] += 1,
            Ok(Outcome::Optimal(_)) => seen[1] += 1,
            Ok(Outcome::Infeasible(Infeasibility::Rows(_))) => seen[2] += 1,
            Ok(Outcome::Infeasible(_)) => seen[3] += 1,
            Ok(Outcome::Unbounded(_)) => seen[4] += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(seen.iter().all(|&count| count >= 5), "{seen:?}");
}
