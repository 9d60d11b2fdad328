//! What scenario discovery costs, beside the sorting of the columns alone, which no search of boxes does without.
//!
//! 100,000 points of 20 columns, three of which matter.
//!
//! Measured on a shared 2-core x86-64 machine under load, CPU time on one core with the points drawn: the sorting
//! 0.08 s, one box 0.2 s, with ten half samples 0.7 s. The EMA Workbench 2.5.3 (Python) takes 5.7 s for a box of such
//! a table, without half samples.

use std::hint::black_box;

use assay_sim::engine::{RunKey, Streams};
use assay_sweeps::discovery::{Cases, Column, Kind, Outcome, Settings, discover};

const POINTS: usize = 100_000;
const COLUMNS: u64 = 20;

fn main() {
    divan::main();
}

fn columns() -> Vec<Column> {
    let streams = Streams::new(RunKey {
        seed: 3,
        point: 0,
        replicate: 0,
    });
    let column = |index: u64| {
        let mut draws = streams.open_nth("column", index);
        Column {
            name: format!("x{index}"),
            unit: "USD".to_owned(),
            kind: Kind::Number,
            values: (0..POINTS).map(|_| draws.uniform()).collect(),
        }
    };
    (0..COLUMNS).map(column).collect()
}

fn cases() -> Cases {
    let columns = columns();
    let [x2, x7, x11] = [2, 7, 11].map(|at: usize| &columns[at].values);
    let interest = (0..POINTS)
        .map(|row| Some(x2[row] > 0.6 && x7[row] < 0.45 && x11[row] > 0.3))
        .collect();
    Cases::new(columns, interest).expect("finite columns of one length")
}

fn search(cases: &Cases, resamples: usize) -> Outcome {
    let settings = Settings {
        most_boxes: 1,
        resamples,
        ..Settings::default()
    };
    let found = discover(cases, &settings).expect("settings within their ranges");
    assert!(
        matches!(found.outcome, Outcome::Boxes { .. }),
        "the box that is there"
    );
    found.outcome
}

#[divan::bench]
fn sorting_every_column(bencher: divan::Bencher) {
    bencher.with_inputs(columns).bench_local_values(|columns| {
        let orders: Vec<Vec<u32>> = columns
            .iter()
            .map(|column| {
                let mut order: Vec<u32> = (0..POINTS as u32).collect();
                order.sort_unstable_by(|a, b| {
                    let value = |at: u32| column.values[at as usize];
                    value(*a).total_cmp(&value(*b))
                });
                order
            })
            .collect();
        black_box(orders)
    });
}

#[divan::bench]
fn one_box(bencher: divan::Bencher) {
    let cases = cases();
    bencher.bench_local(|| search(&cases, 0));
}

#[divan::bench]
fn one_box_with_ten_half_samples(bencher: divan::Bencher) {
    let cases = cases();
    bencher.bench_local(|| search(&cases, 10));
}
