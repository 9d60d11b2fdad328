//! What the engine costs, beside a plain loop over arrays of the very same model.
//!
//! The model is a stripped-down lending market: 10,000 borrowers, 720 hourly steps; the price of ETH
//! moves once a step, every borrower's debt accrues interest, is liquidated past a threshold of its
//! collateral's worth, and now and then is repaid and borrowed anew. `engine` runs it through
//! `Ensemble`, `Model`, two actors and the pool's own calls; `plain_loop` is one function over two
//! arrays. Before anything is timed, both must give the same outcome to the last bit.
//!
//! Measured on one core of a shared 2-core x86-64 machine, in three runs: engine 2.4 ns, plain loop
//! 2.2 ns an agent-step, 0.93 of the loop's speed. The limit of both is the draw each agent-step
//! makes, 1.8 ns of them alone: xoshiro256++ cannot start a word before the last one's state is
//! there. What the engine adds are the actors' separate passes over the arrays and the pool's
//! bounds checks, 0.2 ns; streams, dispatch and `Ensemble` itself cost once a run or once a step.
//! A population that need not draw for every member every step will gain more than a faster engine.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::time::Instant;

use assay_sim::engine::{Actor, Draws, Ensemble, Model, RunKey, Silent, Streams};
use assay_sim::market::{JumpDiffusion, MarketError, PriceModel, PricePath};
use divan::Bencher;
use divan::counter::ItemsCount;

const BORROWERS: usize = 10_000;
const STEPS: u32 = 720;
const AGENT_STEPS: u64 = BORROWERS as u64 * STEPS as u64;
const START: f64 = 3000.0;
const GROWTH: f64 = 1.0 + 0.10 / 8760.0;
const THRESHOLD: f64 = 0.85;
const LOAN_TO_VALUE: f64 = 0.60;
const BONUS: f64 = 1.05;
const REFINANCE: f64 = 0.001;
const LAW: PriceModel = PriceModel::Jump(JumpDiffusion {
    drift: 0.0,
    volatility: 0.8,
    jumps_per_year: 20.0,
    jump_mean: -0.05,
    jump_sd: 0.05,
});

#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcome {
    liquidations: u64,
    refinances: u64,
    bad_debt: f64,
    debt: f64,
}

/// The protocol, which actors reach by its calls alone.
struct Pool {
    price: f64,
    debt: Vec<f64>,
    collateral: Vec<f64>,
    liquidations: u64,
    refinances: u64,
    bad_debt: f64,
}

impl Pool {
    fn reset(&mut self) {
        self.price = START;
        self.collateral.clear();
        self.collateral.resize(BORROWERS, 10.0);
        self.debt.clear();
        self.debt.extend((0..BORROWERS).map(opening_debt));
        (self.liquidations, self.refinances, self.bad_debt) = (0, 0, 0.0);
    }

    fn accrue(&mut self) {
        for debt in &mut self.debt {
            *debt *= GROWTH;
        }
    }

    fn members(&self) -> usize {
        self.debt.len()
    }

    #[inline]
    fn refinance(&mut self, member: usize) -> Option<()> {
        let collateral = self.collateral.get(member)?;
        *self.debt.get_mut(member)? = LOAN_TO_VALUE * collateral * self.price;
        self.refinances += 1;
        Some(())
    }

    /// Refused, with `None`, for a loan that is within its threshold.
    #[inline]
    fn liquidate(&mut self, member: usize) -> Option<()> {
        let collateral = self.collateral.get_mut(member)?;
        let debt = self.debt.get_mut(member)?;
        let worth = *collateral * self.price;
        if *debt <= THRESHOLD * worth {
            return None;
        }
        let repaid = debt.min(worth);
        self.bad_debt += *debt - repaid;
        *collateral -= collateral.min(repaid * BONUS / self.price);
        *debt = 0.0;
        self.liquidations += 1;
        Some(())
    }
}

fn opening_debt(member: usize) -> f64 {
    10.0 * START * (0.3 + 0.4 * member as f64 / BORROWERS as f64)
}

struct Liquidators;

impl Actor<Pool> for Liquidators {
    type Error = MarketError;

    fn act(&mut self, pool: &mut Pool) -> Result<(), MarketError> {
        for member in 0..pool.members() {
            let _refused_where_healthy = pool.liquidate(member);
        }
        Ok(())
    }
}

struct Borrowers {
    draws: Draws,
}

impl Actor<Pool> for Borrowers {
    type Error = MarketError;

    fn act(&mut self, pool: &mut Pool) -> Result<(), MarketError> {
        for member in 0..pool.members() {
            if self.draws.bernoulli(REFINANCE) {
                pool.refinance(member);
            }
        }
        Ok(())
    }
}

struct Lending;

struct World {
    pool: Pool,
    run: Option<(PricePath, (Liquidators, Borrowers))>,
    steps_left: u32,
}

impl Model for Lending {
    type World = World;
    type Outcome = Outcome;
    type Error = MarketError;

    fn world(&self) -> World {
        let pool = Pool {
            price: START,
            debt: Vec::new(),
            collateral: Vec::new(),
            liquidations: 0,
            refinances: 0,
            bad_debt: 0.0,
        };
        World {
            pool,
            run: None,
            steps_left: 0,
        }
    }

    fn begin(&self, world: &mut World, streams: &Streams) -> Result<(), MarketError> {
        world.pool.reset();
        let borrowers = Borrowers {
            draws: streams.open("borrowers"),
        };
        let price = LAW.path(START, 3600, streams)?;
        world.run = Some((price, (Liquidators, borrowers)));
        world.steps_left = STEPS;
        Ok(())
    }

    fn step(&self, world: &mut World) -> Result<ControlFlow<()>, MarketError> {
        let Some((price, actors)) = &mut world.run else {
            return Ok(ControlFlow::Break(()));
        };
        world.pool.price = price.step()?;
        world.pool.accrue();
        actors.act(&mut world.pool)?;
        world.steps_left -= 1;
        Ok(if world.steps_left == 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    }

    fn outcome(&self, world: &World) -> Outcome {
        Outcome {
            liquidations: world.pool.liquidations,
            refinances: world.pool.refinances,
            bad_debt: world.pool.bad_debt,
            debt: world.pool.debt.iter().sum(),
        }
    }
}

const ONE_RUN: Ensemble = Ensemble {
    seed: 1,
    point: 0,
    runs: 1,
};

fn streams() -> Streams {
    Streams::new(RunKey {
        seed: 1,
        point: 0,
        replicate: 0,
    })
}

fn price_path() -> PricePath {
    LAW.path(START, 3600, &streams()).expect("a law in range")
}

fn through_the_engine() -> Outcome {
    ONE_RUN.run(&Lending, &Silent).expect("a run")[0]
}

fn by_a_plain_loop() -> Outcome {
    let mut price = price_path();
    let mut draws = streams().open("borrowers");
    let mut debts: Vec<f64> = (0..BORROWERS).map(opening_debt).collect();
    let mut collaterals = vec![10.0_f64; BORROWERS];
    let (mut liquidations, mut refinances, mut bad_debt) = (0, 0, 0.0);
    for _ in 0..STEPS {
        let price = price.step().expect("in range");
        for (debt, collateral) in debts.iter_mut().zip(&mut collaterals) {
            *debt *= GROWTH;
            let worth = *collateral * price;
            if *debt > THRESHOLD * worth {
                let repaid = debt.min(worth);
                bad_debt += *debt - repaid;
                *collateral -= collateral.min(repaid * BONUS / price);
                *debt = 0.0;
                liquidations += 1;
            }
            if draws.bernoulli(REFINANCE) {
                *debt = LOAN_TO_VALUE * *collateral * price;
                refinances += 1;
            }
        }
    }
    Outcome {
        liquidations,
        refinances,
        bad_debt,
        debt: debts.iter().sum(),
    }
}

fn only_the_draws() -> u64 {
    let mut draws = streams().open("borrowers");
    (0..AGENT_STEPS)
        .map(|_| u64::from(draws.bernoulli(REFINANCE)))
        .sum()
}

fn main() {
    let outcome = through_the_engine();
    assert_eq!(outcome, by_a_plain_loop(), "the two are not the same model");
    assert!(outcome.liquidations > 1_000 && outcome.refinances > 1_000);
    assert_eq!(outcome.refinances, only_the_draws());

    let one_thread = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a thread");
    one_thread.install(|| {
        // In turn, so that a slower spell of the machine falls on all three.
        let [mut engine, mut plain, mut draws] = [const { Vec::new() }; 3];
        for _ in 0..ROUNDS {
            engine.push(nanoseconds_per_agent_step(through_the_engine));
            plain.push(nanoseconds_per_agent_step(by_a_plain_loop));
            draws.push(nanoseconds_per_agent_step(only_the_draws));
        }
        let [engine, plain, draws] = [engine, plain, draws].map(median);
        println!("one thread, median of {ROUNDS} rounds, nanoseconds per agent-step:");
        println!("  engine {engine:.2}, plain loop {plain:.2}, the draws alone {draws:.2}");
        println!("  the engine has {:.2} of the loop's speed", plain / engine);
    });
    divan::main();
}

const ROUNDS: usize = 31;

fn nanoseconds_per_agent_step<T>(run: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64() * 1e9 / AGENT_STEPS as f64
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[divan::bench(sample_count = 15)]
fn lending_engine(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(AGENT_STEPS))
        .bench(through_the_engine);
}

#[divan::bench(sample_count = 15)]
fn lending_plain_loop(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(AGENT_STEPS))
        .bench(by_a_plain_loop);
}

#[divan::bench]
fn opening_a_stream(bencher: Bencher) {
    let streams = streams();
    bencher.bench(|| black_box(&streams).open("eth-price/diffusion"));
}

#[divan::bench]
fn normal_draw(bencher: Bencher) {
    let mut draws = streams().open("x");
    bencher.bench_local(|| draws.normal());
}

#[divan::bench]
fn uniform_draw(bencher: Bencher) {
    let mut draws = streams().open("x");
    bencher.bench_local(|| draws.uniform());
}

#[divan::bench]
fn price_step(bencher: Bencher) {
    let mut price = price_path();
    bencher.bench_local(|| price.step().expect("in range"));
}
