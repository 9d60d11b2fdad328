//! Certain bounds from floats.

use assay_solver::{
    exact::{Rational, approximate},
    program::{BackEnd, Bounds, Effort, Outcome, Program, Relation, SolveError, VariableId},
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::support::{number, optimum, program, solved};

/// A zero-sum game's program: the most that a mixed strategy is worth against every column.
fn matrix_game(size: usize, mut sense: Program) -> Program {
    let relation = if sense == Program::minimize() {
        Relation::AtLeast
    } else {
        Relation::AtMost
    };
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let value = sense.variable(number("1"), Bounds::free());
    let weights: Vec<VariableId> = (0..size)
        .map(|_| sense.variable(number("0"), Bounds::non_negative()))
        .collect();
    for _ in 0..size {
        let mut terms = vec![(value, number("1"))];
        for &weight in &weights {
            let payoff = number("1/3") * number(&random.random_range(-100..=100).to_string());
            terms.push((weight, payoff));
        }
        sense.row(terms, relation, number("0"));
    }
    sense.row(
        weights.iter().map(|&weight| (weight, number("1"))),
        Relation::Equal,
        number("1"),
    );
    sense
}

fn with(back_end: BackEnd) -> Effort {
    Effort {
        back_ends: vec![back_end],
        ..Effort::default()
    }
}

#[test]
fn a_games_value_is_enclosed_closely_from_both_sides() {
    for sense in [Program::maximize(), Program::minimize()] {
        let game = matrix_game(50, sense);
        let Outcome::Optimal(exact) = solved(&game, &Effort::default()) else {
            panic!("no optimum");
        };
        for back_end in [BackEnd::Tableau, BackEnd::Clarabel] {
            let bracket = game.bracket(&with(back_end));
            let bracket = bracket.unwrap_or_else(|error| panic!("{error}"));
            assert!(bracket.value.encloses(&exact.value));
            assert!(bracket.value.width() < 1e-6, "{:?}", bracket.value);
        }
    }
}

/// The occupancy program of a discounted decision process: no row bounds a variable alone, but their sum does.
#[test]
fn a_discounted_process_is_bounded_by_the_sum_of_its_rows() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
    let states = 40;
    let mut process = Program::maximize();
    let mut rows: Vec<Vec<(VariableId, Rational)>> = vec![Vec::new(); states];
    for state in 0..states {
        for _ in 0..3 {
            let reward = random.random_range(0..=50).into();
            let visits = process.variable(reward, Bounds::non_negative());
            rows[state].push((visits, number("1")));
            for _ in 0..3 {
                let next = random.random_range(0..states);
                rows[next].push((visits, number("-3/10")));
            }
        }
    }
    for row in rows {
        process.row(row, Relation::Equal, number("1"));
    }
    let exact = optimum(&process).value;
    for back_end in [BackEnd::Tableau, BackEnd::Clarabel] {
        let bracket = process.bracket(&with(back_end));
        let bracket = bracket.unwrap_or_else(|error| panic!("{error}"));
        assert!(bracket.value.encloses(&exact));
        let excess = bracket.value.high() / approximate(&exact) - 1.0;
        assert!(excess < 1e-6, "{excess}");
    }
}

#[test]
fn a_back_end_without_duals_proves_nothing_and_is_named() {
    let refused = matrix_game(3, Program::maximize()).bracket(&with(BackEnd::Microlp));
    let Err(SolveError::NoBackEnd(failures)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(failures[0].to_string(), "microlp: it gives no duals");
    let nobody = program(Program::maximize(), "1", &["1 <= 1"]).bracket(&Effort::exact_only());
    assert_eq!(nobody, Err(SolveError::NoBackEnd(vec![])));
}

/// The optimum is zero along a whole line; in floats the dual, a tenth, leaves a reduced cost for want of a digit.
#[test]
fn a_variable_that_nothing_bounds_is_asked_for() {
    let mut line = Program::maximize();
    let x = line.variable(number("1/3"), Bounds::free());
    let y = line.variable(number("-1/10"), Bounds::free());
    let terms = [(x, number("10/3")), (y, number("-1"))];
    line.row(terms, Relation::Equal, number("0"));
    let refused = line.bracket(&with(BackEnd::Tableau));
    assert_eq!(refused, Err(SolveError::NeedsBounds { number: 1 }));
}

#[test]
fn of_an_integer_program_the_relaxation_bounds_the_outer_end() {
    let mut knapsack = program(Program::maximize(), "5 4", &["6 4 <= 24", "1 2 <= 6"]);
    let first = Program::maximize().variable(number("0"), Bounds::free());
    knapsack.integer(first);
    let bracket = knapsack.bracket(&Effort::default());
    let ends = bracket.map(|bracket| (bracket.value.low(), bracket.value.high().round()));
    assert_eq!(ends, Ok((f64::NEG_INFINITY, 21.0)));
}

#[test]
fn what_floats_cannot_hold_is_left_to_exact_arithmetic() {
    let huge = format!("{} <= 1", "1e400");
    let stated = program(Program::maximize(), "1", &[&huge]);
    let Outcome::Optimal(found) = solved(&stated, &Effort::default()) else {
        panic!("no optimum");
    };
    assert_eq!(found.value, number("1e-400"));
    assert_eq!(found.work.guess, None);
    assert_eq!(found.work.failures.len(), BackEnd::ALL.len());
}
