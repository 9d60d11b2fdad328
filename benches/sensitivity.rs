//! What a sensitivity analysis costs: Ishigami's function with 2^16 base points, first, total and second order.
//!
//! Each analysis stands beside plain loops: the same evaluations and estimators, once, with all outcomes in memory and no
//! intervals.
//!
//! Measured on a shared 2-core x86-64 machine, one thread, CPU time of whole processes and peak memory: bootstrap with 100
//! resamples 0.06 s and 11 MB, 128 replicated scrambles 0.015 s and 3 MB. SALib 1.6.0 (NumPy 2.4) in the same session: 2.6 to
//! 3.5 s of wall time on the quiet machine, of which 2.2 to 3.1 s for the analysis with 100 resamples, and 760 MB.

use std::convert::Infallible;
use std::f64::consts::PI;
use std::hint::black_box;

use assay_sweeps::design::sobol::Sobol;
use assay_sweeps::sensitivity::{
    Decomposition, Groups, Plan, Resampling, Response, RowError, bootstrap, indices,
};
use divan::Bencher;

const BASE: u64 = 1 << 16;

fn main() {
    divan::main();
}

struct Ishigami;

fn ishigami([x, y, z]: [f64; 3]) -> f64 {
    let [x, y, z] = [x, y, z].map(|share| PI * (2.0 * share - 1.0));
    let (sine, other, square) = (libm::sin(x), libm::sin(y), z * z);
    sine + 7.0 * other * other + 0.1 * square * square * sine
}

impl Response for Ishigami {
    type Error = Infallible;

    fn dimensions(&self) -> usize {
        3
    }

    fn evaluate(&self, columns: &[&[f64]], into: &mut [f64]) -> Result<(), RowError<Infallible>> {
        if let [x, y, z] = columns {
            for (((into, x), y), z) in into.iter_mut().zip(*x).zip(*y).zip(*z) {
                *into = ishigami([*x, *y, *z]);
            }
        }
        Ok(())
    }
}

/// The outcomes at A, AB_i, BA_i and B of every row.
fn outcomes() -> Vec<f64> {
    let sobol = Sobol::scrambled(6, 1, 0).expect("six dimensions");
    let mut point = [0.0; 6];
    let mut outcomes = Vec::with_capacity(BASE as usize * 8);
    for index in 0..BASE {
        sobol.point(index, &mut point);
        let [x, y, z, u, v, w] = point;
        outcomes.extend([
            ishigami([x, y, z]),
            ishigami([u, y, z]),
            ishigami([x, v, z]),
            ishigami([x, y, w]),
            ishigami([x, v, w]),
            ishigami([u, y, w]),
            ishigami([u, v, z]),
            ishigami([u, v, w]),
        ]);
    }
    outcomes
}

/// First, total and second indices of outcomes in memory, as the formulas say.
fn plain_loops(outcomes: &[f64]) -> [f64; 9] {
    let mut spread = 0.0;
    let (mut first, mut total, mut second) = ([0.0; 3], [0.0; 3], [0.0; 3]);
    let pairs = [(0, 1), (0, 2), (1, 2)];
    for row in outcomes.chunks_exact(8) {
        let (a, ab, ba, b) = (row[0], &row[1..4], &row[4..7], row[7]);
        spread += (a - b) * (a - b);
        for i in 0..3 {
            spread += (ab[i] - ba[i]) * (ab[i] - ba[i]);
            first[i] += (ab[i] - a) * (b - ba[i]);
            total[i] += (ab[i] - a) * (ab[i] - a) + (b - ba[i]) * (b - ba[i]);
        }
        for (sum, (i, j)) in second.iter_mut().zip(pairs) {
            *sum += (ba[i] - ba[j]) * (ab[j] - ab[i]);
        }
    }
    let variance = spread / 8.0;
    let mut all = [0.0; 9];
    for i in 0..3 {
        let (j, k) = pairs[i];
        all[i] = first[i] / 2.0 / variance;
        all[3 + i] = total[i] / 4.0 / variance;
        all[6 + i] = (second[i] - first[j] - first[k]) / 2.0 / variance;
    }
    all
}

fn resampled(outcomes: &[f64]) -> Decomposition {
    let resampling = Resampling {
        groups: 3,
        second: true,
        resamples: 100,
        seed: 1,
    };
    bootstrap(outcomes, &resampling).expect("outcomes that vary")
}

fn one_thread() -> rayon::ThreadPool {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
    pool.build().expect("a thread")
}

#[divan::bench]
fn baseline_plain_loops_without_intervals(bencher: Bencher<'_, '_>) {
    let first = plain_loops(&outcomes())[0];
    let analysed = resampled(&outcomes());
    let analysed = analysed.indices().expect("a variance").first[0].value;
    assert!((first - analysed).abs() < 1e-10, "the same estimator");
    bencher.bench(|| plain_loops(black_box(&outcomes())));
}

#[divan::bench]
fn replicated_scrambles(bencher: Bencher<'_, '_>) {
    let pool = one_thread();
    let plan = Plan {
        base: BASE,
        replicates: 128,
        second: true,
        groups: Groups::each(3),
        seed: 1,
    };
    bencher.bench(|| pool.install(|| indices(&Ishigami, black_box(&plan))));
}

#[divan::bench]
fn bootstrap_of_100_resamples(bencher: Bencher<'_, '_>) {
    let pool = one_thread();
    bencher.bench(|| pool.install(|| resampled(black_box(&outcomes()))));
}

#[divan::bench]
fn bootstrap_of_100_resamples_of_outcomes_at_hand(bencher: Bencher<'_, '_>) {
    let pool = one_thread();
    let outcomes = outcomes();
    bencher.bench(|| pool.install(|| resampled(black_box(&outcomes))));
}
