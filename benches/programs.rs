//! What linear programs cost: zero-sum matrix games with random payoffs, exactly and in floats alone.

use assay_solver::program::{Bounds, Effort, Program, Relation};
use divan::{Bencher, black_box};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

fn main() {
    divan::main();
}

/// The row player's program: the largest v that every column pays at least. Payoffs are whole, from 0 to 100.
fn matrix_game(size: usize) -> Program {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(size as u64);
    let mut program = Program::maximize();
    let value = program.variable(1.into(), Bounds::free());
    let weights: Vec<_> = (0..size)
        .map(|_| program.variable(0.into(), Bounds::non_negative()))
        .collect();
    for _ in 0..size {
        let payoffs = weights
            .iter()
            .map(|&weight| (weight, random.random_range(-100..=0).into()));
        let row: Vec<_> = payoffs.chain([(value, 1.into())]).collect();
        program.row(row, Relation::AtMost, 0.into());
    }
    let sum = weights.iter().map(|&weight| (weight, 1.into()));
    program.row(sum, Relation::Equal, 1.into());
    program
}

#[divan::bench(args = [10, 50, 200, 500], max_time = 20)]
fn exact_and_verified(bencher: Bencher, size: usize) {
    let program = matrix_game(size);
    bencher.bench(|| black_box(&program).solve(&Effort::default()));
}

#[divan::bench(args = [10, 50], max_time = 20)]
fn exact_from_the_first_pivot(bencher: Bencher, size: usize) {
    let program = matrix_game(size);
    bencher.bench(|| black_box(&program).solve(&Effort::exact_only()));
}
