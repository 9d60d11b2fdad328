//! The ordinary life of Chronos: what its people do, and that the books close.
#![allow(
    clippy::unwrap_used,
    reason = "the tests' helpers stop a test as its own unwrap would"
)]

use std::fmt::Write as _;
use std::path::Path;

use assay_scenarios::{Override, Scenario};
use assay_sim::chronos::protocol::{
    AccountKind, DAY, ETH, ETHER, HOME, HOUR, LoanId, LoanState, PRICE_UNIT, Refusal, TOKEN, USD,
    WAD,
};
use assay_sim::chronos::{Life, Month, Run, Yardsticks, criteria};
use assay_sim::engine::{Ensemble, Model, RunKey, Silent, Streams};
use assay_sim::market::HourlyReturns;

/// A tenth of the paper's users, to be quick.
const SMALL: &str = "users=1500";

fn scenario(set: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    let sized = set.iter().any(|text| text.starts_with("users="));
    let size: &[&str] = if sized { &[] } else { &[SMALL] };
    let overrides: Vec<Override> = [size, set]
        .concat()
        .into_iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    Scenario::load(&path, &overrides).unwrap()
}

fn life(set: &[&str]) -> Life {
    Life::new(&scenario(set), None).unwrap()
}

fn months(life: &Life, runs: u64) -> Vec<Month> {
    let ensemble = Ensemble {
        seed: 5,
        point: 0,
        runs,
    };
    ensemble.run(life, &Silent).unwrap()
}

fn total(months: &[Month], of: impl Fn(&Month) -> u64) -> u64 {
    months.iter().map(of).sum()
}

fn usd(months: &[Month], of: impl Fn(&Month) -> f64) -> f64 {
    months.iter().map(of).sum()
}

fn begun(life: &Life, replicate: u64) -> Run {
    let mut run = life.world();
    let streams = Streams::new(RunKey {
        seed: 5,
        point: 0,
        replicate,
    });
    life.begin(&mut run, &streams).unwrap();
    run
}

fn lived(life: &Life, replicate: u64) -> Run {
    let mut run = begun(life, replicate);
    while life.step(&mut run).unwrap().is_continue() {}
    run
}

/// A market in which the price changes by the same share every hour.
fn steady_market(log_return: f64) -> HourlyReturns {
    let mut csv = String::from("open_time_utc,close\n");
    for hour in 0..48_u32 {
        let (day, hour_of_day) = (1 + hour / 24, hour % 24);
        let close = 3_000.0 * libm::exp(log_return * f64::from(hour));
        writeln!(csv, "2024-01-{day:02}T{hour_of_day:02}:00:00Z,{close}").unwrap();
    }
    HourlyReturns::read(csv.as_bytes()).unwrap()
}

#[test]
fn money_is_conserved_over_a_whole_life() {
    for set in [
        &["opportunist_share=0.3", "false_claim_share=0.2"][..],
        &["loan_backing=collateral", "liquidation_ltv=0.95"],
    ] {
        let run = lived(&life(set), 1);
        let ledger = run.protocol().ledger();
        for asset in [USD, ETH, TOKEN] {
            assert_eq!(ledger.total(asset), ledger.endowed(asset));
        }
        assert!(run.protocol().totals().loans > 100);
    }
}

#[test]
fn a_world_used_again_remembers_nothing() {
    let life = life(&["loan_backing=collateral", "detection_rate=0.9"]);
    let ensemble = Ensemble {
        seed: 5,
        point: 0,
        runs: 6,
    };
    let together = ensemble.run(&life, &Silent).unwrap();
    for (replicate, month) in (0..).zip(&together) {
        assert_eq!(ensemble.replay(&life, replicate).unwrap(), *month);
    }
    assert_ne!(together[0], together[1]);
}

#[test]
fn the_months_are_the_same_whatever_the_threads() {
    let life = life(&["loan_backing=collateral"]);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let three = rayon::ThreadPoolBuilder::new().num_threads(3).build();
    let of_one = alone.unwrap().install(|| months(&life, 30));
    assert_eq!(of_one, three.unwrap().install(|| months(&life, 30)));
}

#[test]
fn the_month_begins_with_a_full_book_at_the_price_of_the_scenario() {
    let life = life(&["false_claim_share=0"]);
    let mut lent = 0.0;
    for replicate in 0..40 {
        let mut run = begun(&life, replicate);
        let term = run.protocol().constants().loan_term();
        let window = run.protocol().constants().challenge_window();
        let begins = (term + window).div_ceil(DAY) * DAY + 30 * DAY;
        while run.protocol().now() < begins {
            assert!(life.step(&mut run).unwrap().is_continue());
        }
        let price = run.protocol().oracle_price();
        assert!(price.abs_diff(3_000 * PRICE_UNIT) <= 1);
        lent += run.protocol().pool(HOME).unwrap().lent as f64 / WAD as f64;
        assert!(life.step(&mut run).unwrap().is_continue());
        assert_eq!(run.protocol().now(), begins + HOUR);
    }
    // 150 loans of $10K a share: exponential amounts deviate by 11.5% a run, 1.8% over forty.
    assert!((lent / 40.0 - 1_500_000.0).abs() < 4.0 * 0.0183 * 1_500_000.0);
}

#[test]
fn where_everybody_is_honest_lenders_earn_the_interest_on_what_they_lend() {
    let quiet = ["hardship_rate=0", "false_claim_share=0"];
    let months = months(&life(&quiet), 2_000);
    assert_eq!(total(&months, |month| month.defaults), 0);
    let gain = usd(&months, |month| month.lenders_gain);
    let per_year = gain / usd(&months, |month| month.lenders_capital) * 365.0 / 30.0;
    // 90 % lent at 10 %, less the treasury's tenth; 2,000 months of 25 endings deviate by 0.05 points.
    assert!((per_year - 0.081).abs() < 0.002, "{per_year}");
    let cut = usd(&months, |month| month.treasury_income);
    assert!((cut / (cut + gain) - 0.1).abs() < 1e-6);
}

#[test]
fn hardship_defaults_as_often_as_the_scenario_says() {
    let months = months(&life(&["hardship_rate=0.1", "false_claim_share=0"]), 100);
    let ended = total(&months, |month| month.loans_ended) as f64;
    let share = total(&months, |month| month.defaults) as f64 / ended;
    assert!(
        (share - 0.1).abs() < 4.0 * libm::sqrt(0.09 / ended),
        "{share}"
    );
}

#[test]
fn nobody_is_challenged_where_the_scan_sees_nothing() {
    let blind = [
        "detection_rate=0",
        "false_positive_rate=0",
        "false_claim_share=0.2",
    ];
    let months = months(&life(&blind), 10);
    assert_eq!(total(&months, |month| month.challenges), 0);
    assert_eq!(usd(&months, |month| month.challenge_profit), 0.0);
    assert!(total(&months, |month| month.paid_out_false_claims) > 0);
    assert!(total(&months, |month| month.defaults) > 0);
}

#[test]
fn a_scan_that_never_errs_wins_a_stake_for_every_false_claim() {
    let sharp = [
        "detection_rate=0.999999999",
        "false_positive_rate=0",
        "false_claim_share=0.2",
        "eth_volatility=0",
    ];
    let months = months(&life(&sharp), 10);
    assert_eq!(total(&months, |month| month.paid_out_false_claims), 0);
    for month in &months {
        assert_eq!(month.challenges, month.claims - month.true_claims);
        // 0.1 ETH at $3,000, less a transaction of $3.
        let won = month.challenges as f64 * 297.0;
        assert!((month.challenge_profit - won).abs() < 1e-3);
    }
}

#[test]
fn a_scan_that_only_errs_loses_its_stakes_and_costs_nobody_his_loan() {
    let wrong = [
        "detection_rate=0.999999999",
        "false_positive_rate=1",
        "false_claim_share=0",
        "eth_volatility=0",
    ];
    for month in months(&life(&wrong), 5) {
        assert_eq!(month.false_challenges, month.true_claims);
        // Governance has met so many challenges by cutting the 0.2 ETH by a tenth in two quarters.
        let lost = month.true_claims as f64 * (0.162 * 3_000.0 + 3.0);
        assert!((month.challenge_profit + lost).abs() < 1e-3);
        assert_eq!(month.confirmed_true_claims, month.decided_true_claims);
        assert!(month.decided_true_claims > 0);
    }
}

#[test]
fn opportunists_default_on_their_word_alone_unless_the_record_is_worth_more() {
    let opportunists = [
        "opportunist_share=1",
        "hardship_rate=0",
        "false_claim_share=0",
    ];
    let cheap = months(&life(&opportunists), 5);
    let defaults = total(&cheap, |month| month.defaults);
    assert_eq!(defaults, total(&cheap, |month| month.loans_ended));
    assert!(defaults > 0);
    let dear = [&opportunists[..], &["record_value=1.1"]].concat();
    assert_eq!(total(&months(&life(&dear), 5), |month| month.defaults), 0);
}

#[test]
fn collateral_saves_the_lenders_in_a_rising_market_and_not_in_a_falling_one() {
    let set = [
        "loan_backing=collateral",
        "opportunist_share=1",
        "record_value=0",
        "hardship_rate=0",
        "false_claim_share=0",
    ];
    let scenario = scenario(&set);
    let lived = |log_return| {
        let history = steady_market(log_return);
        months(&Life::new(&scenario, Some(history)).unwrap(), 5)
    };
    let rising = lived(0.001);
    assert_eq!(total(&rising, |month| month.liquidations), 0);
    assert_eq!(total(&rising, |month| month.defaults), 0);
    assert!(rising.iter().all(|month| month.lenders_gain > 0.0));
    let falling = lived(-0.001);
    assert!(total(&falling, |month| month.liquidations) > 0);
    // The liquidators' fee comes out of collateral that no longer covers the debt.
    assert!(falling.iter().all(|month| month.lenders_gain < 0.0));
}

#[test]
fn arbitrageurs_leave_nothing_behind_that_pays() {
    let set = [
        "loan_backing=collateral",
        "liquidation_ltv=0.95",
        "transaction_cost=0",
        "eth_volatility=1.2",
    ];
    let life = life(&set);
    for replicate in 0..5 {
        let run = lived(&life, replicate);
        let mut protocol = run.protocol().clone();
        let liquidator = protocol.open_account(AccountKind::ExternallyOwned).unwrap();
        protocol
            .endow(liquidator, USD, 1_000_000_000 * WAD)
            .unwrap();
        let mut healthy = 0;
        for id in (0..).map(LoanId).take(protocol.loans().len()) {
            let loan = *protocol.loan(id).unwrap();
            if loan.state == LoanState::Open && loan.collateral > 0 {
                let refusal = protocol.liquidate(liquidator, id);
                assert!(
                    matches!(refusal, Err(Refusal::Healthy { .. })),
                    "{refusal:?}"
                );
                healthy += 1;
            }
        }
        assert!(healthy > 0 && protocol.totals().liquidations > 0);
    }
}

#[test]
fn a_pause_lasts_as_long_as_the_council_takes() {
    let set = ["hardship_rate=0.2", "pause_time=5"];
    for month in months(&life(&set), 10) {
        let trips = month.trips.all();
        assert!(trips > 0);
        // A pause may reach over either end of the month.
        assert!(month.paused_hours.abs_diff(5 * trips) <= 5);
    }
}

#[test]
fn a_calm_world_trips_nothing_and_a_low_gas_limit_everything() {
    let calm = [
        "hardship_rate=0",
        "false_claim_share=0",
        "gas_pause=1000000",
    ];
    let calm = months(&life(&calm), 20);
    assert_eq!(total(&calm, |month| month.trips.all()), 0);
    let nervous = ["hardship_rate=0", "false_claim_share=0", "gas_pause=1"];
    let nervous = months(&life(&nervous), 20);
    assert!(total(&nervous, |month| month.trips.gas_price) > 0);
    assert_eq!(
        total(&nervous, |month| month.false_trips),
        total(&nervous, |month| month.trips.all())
    );
}

#[test]
fn extreme_scenarios_are_lived_to_the_end() {
    for set in [
        &["users=10", "indexers=1000"][..],
        &["utilisation=1"],
        &["utilisation=0.01", "oldest_age=0"],
        &["false_claim_share=1", "detection_rate=0.5"],
        &["loan_term=0.01", "users=100"],
        &["challenge_window=0.01", "top_ltv=0.01"],
        &["loan_backing=collateral", "eth_volatility=5", "eth_price=1"],
        &["max_hourly_borrows=0"],
        &[
            "opportunist_share=1",
            "record_value=0",
            "default_spike=1000",
        ],
    ] {
        let scenario = scenario(set);
        let months = months(&Life::new(&scenario, None).unwrap(), 3);
        let measured = criteria(&months, &Yardsticks::read(&scenario).unwrap()).unwrap();
        for figure in measured {
            assert!(figure.value.is_finite(), "{set:?} {}", figure.id);
        }
    }
}

#[test]
fn full_utilisation_keeps_no_cash_and_refuses_no_loan_for_long() {
    let run = lived(&life(&["utilisation=1", "hardship_rate=0"]), 0);
    let pool = run.protocol().pool(HOME).unwrap();
    assert!((pool.cash as f64) < 0.05 * pool.value as f64);
    assert!(pool.lent > 1_000_000 * WAD);
    assert!(
        run.protocol()
            .wallet(run.protocol().guardian(), ETH)
            .unwrap()
            < ETHER
    );
}
