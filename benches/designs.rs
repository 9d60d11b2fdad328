//! What a point of a design costs: ten factors, five of them controls that are moved to what the contract can hold, a
//! switch and a logarithmic scale among them. Beside it what any design has at least to do, ten random numbers a point; and
//! for the sequence itself the plain loop of Joe and Kuo's program over the same direction numbers.
//!
//! Measured on a busy 2-core x86-64 machine, the fastest of 100 samples, a point of ten factors: grid 20 ns, random 117 ns,
//! Sobol' 113 ns, Saltelli 114 ns, Latin hypercube 0.72 µs, Morris 1.0 µs; ten random numbers alone 37 ns. The Latin
//! hypercube and Morris pay for permutations of which any place can be asked for alone. Columns of the sequence take 0.54 ns
//! a coordinate, the plain loop 0.68 ns.

use std::hint::black_box;
use std::path::Path;

use assay_scenarios::{Scenario, Vary};
use assay_sim::engine::{RunKey, Streams};
use assay_sweeps::design::sobol::Sobol;
use assay_sweeps::design::{Design, Factor, Kind};
use divan::Bencher;
use divan::counter::ItemsCount;

const POINTS: u64 = 16_384;

const VARIED: [&str; 10] = [
    "user_stake=0.05:0.5:4",
    "challenger_stake=0.05:0.5:4",
    "cross_chain_cooldown=0:24:4",
    "top_ltv=0.5:0.9:4",
    "min_sample_blocks=1:1000:4",
    "loan_backing",
    "eth_price=1000:4000:4:log",
    "detection_rate=0.9:1:4",
    "late_share=0:1:4",
    "eth_volatility=0.2:2:4",
];

fn main() {
    divan::main();
}

fn design(kind: Kind) -> Design {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    let scenario = Scenario::load(&path, &[]).expect("the scenario loads");
    let factor = |vary: &&str| {
        let vary = Vary::parse(vary).expect("written as it should be");
        Factor::read(&scenario, &vary).expect("in range")
    };
    let factors = VARIED.iter().map(factor).collect();
    Design::new(kind, factors, 1).expect("a design")
}

#[divan::bench(args = ["grid", "random", "lhs", "sobol", "saltelli", "morris"])]
fn points_of_ten_factors(bencher: Bencher<'_, '_>, name: &str) {
    let design = design(match name {
        "grid" => Kind::Grid,
        "random" => Kind::Random { points: POINTS },
        "lhs" => Kind::LatinHypercube { points: POINTS },
        "sobol" => Kind::Sobol { points: POINTS },
        "saltelli" => Kind::Saltelli {
            base: POINTS,
            second: true,
        },
        _ => Kind::Morris {
            trajectories: POINTS,
            levels: 4,
        },
    });
    let mut point = [0.0; VARIED.len()];
    bencher
        .counter(ItemsCount::new(POINTS))
        .bench_local(|| (0..POINTS).for_each(|index| design.point(index, black_box(&mut point))));
}

#[divan::bench]
fn baseline_of_ten_random_numbers(bencher: Bencher<'_, '_>) {
    let mut point = [0.0; VARIED.len()];
    bencher.counter(ItemsCount::new(POINTS)).bench_local(|| {
        for index in 0..POINTS {
            let key = RunKey {
                seed: 1,
                point: index,
                replicate: 0,
            };
            let mut draws = Streams::new(key).open("bench");
            black_box(&mut point).fill_with(|| draws.uniform());
        }
    });
}

#[divan::bench]
fn sobol_columns(bencher: Bencher<'_, '_>) {
    let sequence = Sobol::scrambled(VARIED.len(), 1, 0).expect("few dimensions");
    let mut columns = vec![vec![0.0; POINTS as usize]; VARIED.len()];
    bencher
        .counter(ItemsCount::new(POINTS))
        .bench_local(|| sequence.fill(0, black_box(&mut columns)));
}

/// Gray-code steps over 32-bit direction numbers, read off the sequence's own points.
#[divan::bench]
fn sobol_plain_loop(bencher: Bencher<'_, '_>) {
    let sequence = Sobol::new(VARIED.len()).expect("few dimensions");
    let mut directions = vec![[0_u32; 32]; VARIED.len()];
    let mut point = [0.0; VARIED.len()];
    // The first time that only direction k stands in the Gray code is at point 2^(k+1) - 1.
    for place in 0..32 {
        sequence.point((1 << (place + 1)) - 1, &mut point);
        for (directions, share) in directions.iter_mut().zip(point) {
            directions[place] = (share * 4_294_967_296.0) as u32;
        }
    }
    let mut columns = vec![vec![0.0; POINTS as usize]; VARIED.len()];
    let plain = |columns: &mut Vec<Vec<f64>>| {
        for (directions, column) in directions.iter().zip(columns) {
            let mut word = 0_u32;
            for (index, into) in (1_u32..).zip(column.iter_mut()) {
                *into = f64::from(word) / 4_294_967_296.0;
                word ^= directions[index.trailing_zeros() as usize];
            }
        }
    };
    let mut expected = columns.clone();
    sequence.fill(0, &mut expected);
    plain(&mut columns);
    assert_eq!(columns, expected, "both are the same sequence");
    bencher
        .counter(ItemsCount::new(POINTS))
        .bench_local(|| plain(black_box(&mut columns)));
}
