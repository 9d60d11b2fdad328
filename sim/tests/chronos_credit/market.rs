//! The scenario's own pool, on synthetic and on real prices.

use std::path::Path;

use assay_scenarios::{Override, Scenario};
use assay_sim::{
    chronos::{
        SimulationError,
        credit::{CreditOutcome, Terms, measure},
    },
    engine::Ensemble,
    market::HourlyReturns,
};

fn scenario(set: &[&str]) -> Scenario {
    let set: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).expect("an override"))
        .collect();
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../scenarios/chronos/balanced.toml"
    );
    Scenario::load(Path::new(file), &set).expect("the scenario")
}

fn measured(set: &[&str], history: Option<HourlyReturns>) -> CreditOutcome {
    let ensemble = Ensemble {
        seed: 1,
        point: 0,
        runs: 100,
    };
    measure(&scenario(set), ensemble, history).expect("years")
}

#[test]
fn the_scenarios_terms_are_the_papers() {
    let terms = Terms::read(&scenario(&[])).unwrap();
    assert_eq!(
        terms.classes.map(|class| class.ltv),
        [0.5, 0.65, 0.75, 0.85, 0.9]
    );
    assert_eq!(
        terms.classes.map(|class| class.share),
        [0.125, 0.125, 0.25, 0.25, 0.25]
    );
    assert_eq!((terms.book, terms.term), (150e6, 4_380));
    let young = Terms::read(&scenario(&["oldest_age=0", "top_ltv=0.61803398"])).unwrap();
    assert_eq!(
        young.classes.map(|class| class.share),
        [1.0, 0.0, 0.0, 0.0, 0.0]
    );
    assert_eq!(young.top_ltv(), 0.618_033_98);
}

#[test]
fn numbers_come_by_name_and_in_order_of_severity() {
    let outcome = measured(&[], None);
    let numbers = outcome.numbers();
    let of = |name| {
        numbers
            .iter()
            .find(|number| number.name == name)
            .unwrap()
            .value
    };
    assert!(of("loss-mean") < of("loss-var95") && of("loss-var95") <= of("loss-es95"));
    assert!(of("loss-es95") <= of("loss-es99") && of("loss-var99") <= of("loss-es99"));
    assert!(of("lenders-return") < 0.081);
    for number in numbers {
        if let Some(ci95) = number.ci95 {
            assert!(ci95.contains(number.value), "{number:?}");
        }
    }
}

#[test]
fn a_calm_market_leaves_room_for_what_was_not_seen() {
    let calm = measured(&["eth_volatility=0"], None);
    assert_eq!(
        (calm.default_rate.value, calm.default_rate.ci95.low),
        (0.0, 0.0)
    );
    assert!(calm.default_rate.ci95.high > 0.01);
    assert!((calm.lenders_return.value - 0.081).abs() < 1e-12);
}

#[test]
fn one_year_is_no_ensemble() {
    let ensemble = Ensemble {
        seed: 1,
        point: 0,
        runs: 1,
    };
    let answer = measure(&scenario(&[]), ensemble, None);
    assert!(matches!(answer, Err(SimulationError::Statistics(_))));
}

#[test]
fn real_prices_break_the_promise_as_synthetic_ones_do() {
    let Some(path) = ["../../shared/data", "../shared/data"]
        .iter()
        .map(|folder| Path::new(folder).join("hourly_ethusdt_binance_spot.csv"))
        .find(|path| path.exists())
    else {
        println!("skipped: hourly_ethusdt_binance_spot.csv is not beside the checkout");
        return;
    };
    let real = measured(&[], Some(HourlyReturns::open(&path).unwrap()));
    let synthetic = measured(&[], None);
    for outcome in [real, synthetic] {
        assert!(outcome.default_rate.ci95.low > 0.01, "{outcome:?}");
        assert!(outcome.lenders_return.ci95.high < 0.0799, "{outcome:?}");
    }
    // With room for an hour's fall and the fee, real prices keep it within a few percent.
    let path = HourlyReturns::open(&path).unwrap();
    let room = measured(&["liquidation_ltv=0.8", "top_ltv=0.7"], Some(path));
    assert!(
        room.default_rate.value < 0.01 && room.loss.value < 0.001,
        "{room:?}"
    );
}
