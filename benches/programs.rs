//! What linear and integer programs cost: solved exactly and verified, beside solvers in floats in the same run.
//!
//! The linear ones are zero-sum matrix games with whole payoffs from 0 to 100 drawn at random, which are dense; the
//! integer one chooses one of six values for each of ten constants, so that forty margins hold at least cost.
//!
//! Measured on one core of a shared 2-core x86-64 machine (medians): exact and verified, 10×10 in 0.09 ms, 50×50 in
//! 1.9 ms, 200×200 in 54 ms, 500×500 in 0.60 s; from the first pivot in exact arithmetic, 50×50 in 65 ms; certain
//! bounds in floats, 500×500 in 0.25 s; microlp 1.3 ms and 86 ms, clarabel 2.8 ms and 128 ms for 50×50 and 200×200.
//! The integer program takes 3.2 s and 19,289 nodes, each of them proved and checked again.
#![allow(missing_docs, reason = "a benchmark is run, not called")]

use std::array;

use assay_solver::{
    exact::Rational,
    program::{BackEnd, Bounds, Effort, Outcome, Program, Relation, VariableId},
};
use divan::{Bencher, black_box};
use good_lp::{
    Expression, Solution, SolverModel, constraint, solvers::clarabel::clarabel,
    solvers::microlp::microlp, variable, variables,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

fn main() {
    divan::main();
}

/// Payoffs of the row player, row by row.
fn payoffs(size: usize) -> Vec<Vec<i32>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(size as u64);
    (0..size)
        .map(|_| (0..size).map(|_| random.random_range(0..=100)).collect())
        .collect()
}

/// The row player's program: the largest value that every column pays at least.
fn matrix_game(size: usize) -> Program {
    let payoffs = payoffs(size);
    let mut program = Program::maximize();
    let value = program.variable(1.into(), Bounds::free());
    let weights: Vec<VariableId> = (0..size)
        .map(|_| program.variable(0.into(), Bounds::non_negative()))
        .collect();
    for column in 0..size {
        let paid = weights
            .iter()
            .zip(&payoffs)
            .map(|(&weight, row)| (weight, Rational::from(-row[column])));
        program.row(paid.chain([(value, 1.into())]), Relation::AtMost, 0.into());
    }
    let sum = weights.iter().map(|&weight| (weight, 1.into()));
    program.row(sum, Relation::Equal, 1.into());
    program
}

fn optimal(program: &Program, effort: &Effort) -> bool {
    matches!(program.solve(effort), Ok(Outcome::Optimal(_)))
}

#[divan::bench(args = [10, 50, 200, 500], max_time = 20)]
fn exact_and_verified(bencher: Bencher, size: usize) {
    let program = matrix_game(size);
    bencher.bench(|| assert!(optimal(black_box(&program), &Effort::default())));
}

#[divan::bench(args = [10, 50], max_time = 20)]
fn exact_from_the_first_pivot(bencher: Bencher, size: usize) {
    let program = matrix_game(size);
    bencher.bench(|| assert!(optimal(black_box(&program), &Effort::exact_only())));
}

#[divan::bench(args = [50, 200, 500], max_time = 20)]
fn bracketed_by_the_tableau(bencher: Bencher, size: usize) {
    let program = matrix_game(size);
    let effort = Effort {
        back_ends: vec![BackEnd::Tableau],
        ..Effort::default()
    };
    bencher.bench(|| assert!(black_box(&program).bracket(&effort).is_ok()));
}

#[divan::bench(args = [10, 50, 200], max_time = 20)]
fn microlp_in_floats(bencher: Bencher, size: usize) {
    let payoffs = payoffs(size);
    bencher.bench(|| in_floats(black_box(&payoffs), microlp));
}

#[divan::bench(args = [10, 50, 200], max_time = 20)]
fn clarabel_in_floats(bencher: Bencher, size: usize) {
    let payoffs = payoffs(size);
    bencher.bench(|| in_floats(black_box(&payoffs), clarabel));
}

/// The same program, stated to a library and believed.
fn in_floats(payoffs: &[Vec<i32>], solver: impl good_lp::Solver) -> f64 {
    let mut stated = variables!();
    let value = stated.add(variable());
    let weights = stated.add_vector(variable().min(0), payoffs.len());
    let mut model = stated.maximise(value).using(solver);
    for column in 0..payoffs.len() {
        let mut paid: Expression = -value;
        for (&weight, row) in weights.iter().zip(payoffs) {
            paid.add_mul(row[column], weight);
        }
        model.add_constraint(constraint!(paid >= 0));
    }
    let sum: Expression = weights.iter().sum();
    model.add_constraint(constraint!(sum == 1));
    model
        .solve()
        .map_or(f64::NAN, |solution| solution.value(value))
}

#[divan::bench(max_time = 20)]
fn constants_chosen_from_grids(bencher: Bencher) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
    let mut program = Program::minimize();
    let constants: [[VariableId; 6]; 10] = array::from_fn(|_| {
        array::from_fn(|grade| {
            let cost = 10 * grade as i32 + random.random_range(0..=9);
            program.variable(cost.into(), Bounds::between(0.into(), 1.into()))
        })
    });
    for values in &constants {
        for &value in values {
            program.integer(value);
        }
        let one = values.iter().map(|&value| (value, 1.into()));
        program.row(one, Relation::Equal, 1.into());
    }
    for _ in 0..40 {
        let margins = constants.iter().flat_map(|values| values.iter().zip(0..));
        let terms: Vec<_> = margins
            .map(|(&value, grade)| (value, (grade * random.random_range(0..=20)).into()))
            .collect();
        program.row(terms, Relation::AtLeast, 200.into());
    }
    bencher.bench(|| assert!(optimal(black_box(&program), &Effort::default())));
}
