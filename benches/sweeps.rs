//! What a sweep costs beside the work it keeps: the engine against the Parquet library alone, and a small simulation
//! through the engines of both crates against a loop by hand.
//!
//! The trivial question has two coordinates and their product; the baseline writes the same columns in the same
//! groups with the `parquet` crate directly, and keeps nothing for a resume. The simulation is 200 borrowers over
//! 168 hours, one run at each of 1,000 points of a grid of collateral and volatility; the loop by hand draws the
//! same numbers and ends, to the last bit, at the same outcomes.
//!
//! Measured on one thread of a 2-core x86-64 machine shared with seven other builds, processor time a trivial point:
//! 0.65 µs in blocks of one, 0.18 µs in blocks of 4,096; the clock, which here counts the waiting too, had 2.1 and
//! 0.30 µs beside 0.17 µs for the library alone. The 1,000 simulations took 0.21 s by the clock, through
//! the engine and by hand alike.

use std::hint::black_box;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use assay_sim::engine::{Draws, Ensemble, Model, RunKey, Silent, Streams};
use assay_sim::market::{JumpDiffusion, MarketError, PriceModel, PricePath};
use assay_sweeps::table::{
    Cell, Column, Evaluate, Failing, Holds, Identity, Rows, Shard, Stop, Sweep, Values, read,
};
use divan::Bencher;
use divan::counter::ItemsCount;
use parquet::basic::{Compression, Repetition, Type as Physical};
use parquet::data_type::{ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

const MILLION: u64 = 1_000_000;

fn column(name: &str, unit: &str, holds: Holds) -> Column {
    Column {
        name: name.to_owned(),
        unit: unit.to_owned(),
        holds,
        meaning: String::new(),
    }
}

fn coordinates(point: u64) -> (f64, f64) {
    ((point % 1000) as f64, (point / 1000) as f64)
}

/// Two coordinates and their product.
struct Trivial {
    columns: [Column; 3],
    block: usize,
}

impl Trivial {
    fn in_blocks_of(block: usize) -> Self {
        let columns = ["x", "y", "product"].map(|name| column(name, "", Holds::Number));
        Self { columns, block }
    }
}

impl Evaluate for Trivial {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn coordinates(&self) -> usize {
        2
    }

    fn block(&self) -> usize {
        self.block
    }

    fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
        for point in points {
            let (x, y) = coordinates(point);
            rows.push(&[Cell::Number(x), Cell::Number(y), Cell::Number(x * y)])?;
        }
        Ok(())
    }
}

fn sweep(folder: &Path, points: u64) -> Sweep {
    Sweep {
        out: folder.join("table.parquet"),
        points,
        shard: Shard::WHOLE,
        identity: Identity::new(),
        failing: Failing::KeepGoing,
    }
}

fn by_the_engine(points: u64, block: usize) -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    let swept = sweep(folder.path(), points).run(&Trivial::in_blocks_of(block), &|_| {});
    swept.expect("a sweep").points
}

/// The same columns in the same groups, by the Parquet library alone.
fn by_the_library(points: u64) -> u64 {
    const GROUP: u64 = 16_384;
    let folder = tempfile::tempdir().expect("a folder");
    let file = std::fs::File::create(folder.path().join("table.parquet")).expect("a file");
    let field = |name, physical, repetition| {
        let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        Arc::new(builder.build().expect("a column"))
    };
    let fields = vec![
        field("point", Physical::INT64, Repetition::REQUIRED),
        field("x", Physical::DOUBLE, Repetition::OPTIONAL),
        field("y", Physical::DOUBLE, Repetition::OPTIONAL),
        field("product", Physical::DOUBLE, Repetition::OPTIONAL),
        field("error", Physical::BYTE_ARRAY, Repetition::OPTIONAL),
    ];
    let schema = Type::group_type_builder("sweep")
        .with_fields(fields)
        .build();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false);
    let schema = Arc::new(schema.expect("a schema"));
    let mut writer =
        SerializedFileWriter::new(&file, schema, Arc::new(properties.build())).expect("a writer");
    for first in (0..points).step_by(GROUP as usize) {
        let points = first..points.min(first + GROUP);
        let numbers: Vec<i64> = points.clone().map(|point| point as i64).collect();
        let (present, absent) = (vec![1; numbers.len()], vec![0; numbers.len()]);
        let outputs: [fn(u64) -> f64; 3] = [
            |point| coordinates(point).0,
            |point| coordinates(point).1,
            |point| coordinates(point).0 * coordinates(point).1,
        ];
        let mut outputs = outputs.iter();
        let mut group = writer.next_row_group().expect("a group");
        let mut first = true;
        while let Some(mut column) = group.next_column().expect("a column") {
            let written = if first {
                column
                    .typed::<Int64Type>()
                    .write_batch(&numbers, None, None)
            } else if let Some(output) = outputs.next() {
                let values: Vec<f64> = points.clone().map(output).collect();
                column
                    .typed::<DoubleType>()
                    .write_batch(&values, Some(&present), None)
            } else {
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&[], Some(&absent), None)
            };
            written.expect("written");
            column.close().expect("a column");
            first = false;
        }
        group.close().expect("a group");
    }
    writer.close().expect("a footer");
    file.sync_all().expect("on the disk");
    points
}

const BORROWERS: usize = 200;
const HOURS: u32 = 168;
const START: f64 = 3000.0;
const GROWTH: f64 = 1.0 + 0.10 / 8760.0;
const THRESHOLD: f64 = 0.85;
const REFINANCE: f64 = 0.001;
const GRID: u64 = 1_000;

/// The collateral of each borrower in ETH and the volatility a year, at a point of the grid of 40 by 25.
fn place(point: u64) -> (f64, f64) {
    (
        8.0 + 0.1 * (point % 40) as f64,
        0.4 + 0.04 * (point / 40) as f64,
    )
}

fn law(volatility: f64) -> PriceModel {
    PriceModel::Jump(JumpDiffusion {
        drift: 0.0,
        volatility,
        jumps_per_year: 20.0,
        jump_mean: -0.05,
        jump_sd: 0.05,
    })
}

fn opening_debt(member: usize) -> f64 {
    10.0 * START * (0.3 + 0.4 * member as f64 / BORROWERS as f64)
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcome {
    liquidations: i64,
    debt: f64,
}

struct Lending {
    collateral: f64,
    law: PriceModel,
}

struct World {
    debts: Vec<f64>,
    run: Option<(PricePath, Draws)>,
    hours: u32,
    liquidations: i64,
}

impl Model for Lending {
    type World = World;
    type Outcome = Outcome;
    type Error = MarketError;

    fn world(&self) -> World {
        World {
            debts: Vec::new(),
            run: None,
            hours: 0,
            liquidations: 0,
        }
    }

    fn begin(&self, world: &mut World, streams: &Streams) -> Result<(), MarketError> {
        world.debts.clear();
        world.debts.extend((0..BORROWERS).map(opening_debt));
        world.run = Some((
            self.law.path(START, 3600, streams)?,
            streams.open("borrowers"),
        ));
        (world.hours, world.liquidations) = (0, 0);
        Ok(())
    }

    fn step(&self, world: &mut World) -> Result<ControlFlow<()>, MarketError> {
        let Some((price, draws)) = &mut world.run else {
            return Ok(ControlFlow::Break(()));
        };
        let worth = self.collateral * price.step()?;
        for debt in &mut world.debts {
            *debt *= GROWTH;
            if *debt > THRESHOLD * worth {
                *debt = 0.0;
                world.liquidations += 1;
            }
            if draws.bernoulli(REFINANCE) {
                *debt = 0.6 * worth;
            }
        }
        world.hours += 1;
        Ok(if world.hours == HOURS {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    }

    fn outcome(&self, world: &World) -> Outcome {
        Outcome {
            liquidations: world.liquidations,
            debt: world.debts.iter().sum(),
        }
    }
}

/// One run of the lending market at each point.
struct Simulated([Column; 4]);

impl Evaluate for Simulated {
    fn columns(&self) -> &[Column] {
        &self.0
    }

    fn coordinates(&self) -> usize {
        2
    }

    fn block(&self) -> usize {
        1
    }

    fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
        for point in points {
            let (collateral, volatility) = place(point);
            let ensemble = Ensemble {
                seed: 1,
                point,
                runs: 1,
            };
            let model = Lending {
                collateral,
                law: law(volatility),
            };
            let outcomes = ensemble.run(&model, &Silent)?;
            let outcome = outcomes.first().ok_or("no outcome")?;
            rows.push(&[
                Cell::Number(collateral),
                Cell::Number(volatility),
                Cell::Count(outcome.liquidations),
                Cell::Number(outcome.debt),
            ])?;
        }
        Ok(())
    }
}

fn simulated() -> Simulated {
    Simulated([
        column("collateral", "ETH", Holds::Number),
        column("volatility", "1/yr", Holds::Number),
        column("liquidations", "", Holds::Count),
        column("debt", "USD", Holds::Number),
    ])
}

fn simulations_by_the_engine() -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    let swept = sweep(folder.path(), GRID).run(&simulated(), &|_| {});
    swept.expect("a sweep").points
}

fn simulations_by_hand() -> Vec<Outcome> {
    let mut debts = Vec::with_capacity(BORROWERS);
    let one = |point| {
        let (collateral, volatility) = place(point);
        let streams = Streams::new(RunKey {
            seed: 1,
            point,
            replicate: 0,
        });
        let mut price = law(volatility)
            .path(START, 3600, &streams)
            .expect("in range");
        let mut draws = streams.open("borrowers");
        debts.clear();
        debts.extend((0..BORROWERS).map(opening_debt));
        let mut liquidations = 0;
        for _ in 0..HOURS {
            let worth = collateral * price.step().expect("in range");
            for debt in &mut debts {
                *debt *= GROWTH;
                if *debt > THRESHOLD * worth {
                    *debt = 0.0;
                    liquidations += 1;
                }
                if draws.bernoulli(REFINANCE) {
                    *debt = 0.6 * worth;
                }
            }
        }
        Outcome {
            liquidations,
            debt: debts.iter().sum(),
        }
    };
    (0..GRID).map(one).collect()
}

fn assert_the_two_are_the_same_model() {
    let folder = tempfile::tempdir().expect("a folder");
    let sweep = sweep(folder.path(), GRID);
    sweep.run(&simulated(), &|_| {}).expect("a sweep");
    let table = read(&sweep.out).expect("a table");
    let by_hand = simulations_by_hand();
    let debts = by_hand.iter().map(|outcome| Some(outcome.debt)).collect();
    let liquidations = by_hand
        .iter()
        .map(|outcome| Some(outcome.liquidations))
        .collect();
    assert_eq!(table.column("debt").expect("there"), Values::Numbers(debts));
    assert_eq!(
        table.column("liquidations").expect("there"),
        Values::Counts(liquidations)
    );
    assert!(by_hand.iter().any(|outcome| outcome.liquidations > 0));
}

const ROUNDS: usize = 5;

/// The median of some rounds in seconds.
fn seconds<T>(work: impl Fn() -> T) -> f64 {
    let mut times = [(); ROUNDS].map(|()| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64()
    });
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn main() {
    let one_thread = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a thread");
    one_thread.install(|| {
        assert_the_two_are_the_same_model();
        let per_point = 1e6 / MILLION as f64;
        println!("one thread, median of {ROUNDS} rounds");
        println!("a million trivial points, microseconds a point:");
        for block in [1, 4_096] {
            let engine = seconds(|| by_the_engine(MILLION, block)) * per_point;
            println!("  the engine, in blocks of {block}: {engine:.3}");
        }
        let library = seconds(|| by_the_library(MILLION)) * per_point;
        println!("  the Parquet library alone, no resume: {library:.3}");
        println!("{GRID} simulations of {BORROWERS} agents over {HOURS} hours, seconds:");
        println!(
            "  through the engine: {:.4}",
            seconds(simulations_by_the_engine)
        );
        println!(
            "  by hand, and not kept: {:.4}",
            seconds(simulations_by_hand)
        );
        divan::main();
    });
}

#[divan::bench(sample_count = 5, args = [1, 64, 4_096])]
fn engine_in_blocks_of(bencher: Bencher, block: usize) {
    let points = MILLION / 10;
    bencher
        .counter(ItemsCount::new(points))
        .bench(|| by_the_engine(points, block));
}

#[divan::bench(sample_count = 5)]
fn parquet_library_alone(bencher: Bencher) {
    let points = MILLION / 10;
    bencher
        .counter(ItemsCount::new(points))
        .bench(|| by_the_library(points));
}

#[divan::bench(sample_count = 5)]
fn simulations_through_the_engine(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(GRID))
        .bench(simulations_by_the_engine);
}

#[divan::bench(sample_count = 5)]
fn simulations_in_a_loop_by_hand(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(GRID))
        .bench(simulations_by_hand);
}
