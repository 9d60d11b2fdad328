use std::cell::Cell;

use assay_scenarios::{LookupError, Override};

use super::*;

fn chronos(set: &str) -> Scenario {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/scenarios/chronos/balanced.toml"
    );
    let set = Override::parse(set).unwrap();
    Scenario::load(Path::new(path), &[set]).unwrap()
}

fn unit() -> Unit {
    Unit {
        name: "the stake of one".into(),
        world: None,
    }
}

/// The stake, and whether it had to be looked up.
fn stake(cache: &Cache, scenario: &Scenario) -> (f64, bool, String) {
    let looked_up = Cell::new(false);
    let (stake, reuse) = cache
        .answer(&unit(), scenario, |scenario| {
            looked_up.set(true);
            Ok(scenario.number("user_stake")?)
        })
        .unwrap();
    assert_eq!(reuse.reused, !looked_up.get());
    (stake, reuse.reused, reuse.why)
}

#[test]
fn another_programs_results_are_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let ours = Cache::at(folder.path()).unwrap();
    let scenario = chronos("user_stake=0.3");
    stake(&ours, &scenario);
    let theirs = Cache {
        program: "another".into(),
        ..ours.clone()
    };
    let changed = "the program has changed".to_owned();
    assert_eq!(stake(&theirs, &scenario), (0.3, false, changed));
    // Both are kept, each for its own program.
    for cache in [ours, theirs] {
        assert!(stake(&cache, &scenario).1);
    }
}

#[test]
fn no_more_than_so_many_results_of_a_unit_are_kept_and_the_oldest_go_first() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::at(folder.path()).unwrap();
    let stakes: Vec<String> = (1..=20).map(|it| format!("user_stake={it}")).collect();
    for set in &stakes {
        stake(&cache, &chronos(set));
    }
    let reused = stakes
        .iter()
        .rev()
        .map(|set| stake(&cache, &chronos(set)).1);
    // Whatever is not found is added and puts out another, so that they are looked for from the newest on.
    let kept = reused.take_while(|reused| *reused).count();
    assert_eq!(kept, 16);
}

#[test]
fn a_result_that_would_come_back_otherwise_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::at(folder.path()).unwrap();
    let scenario = chronos("user_stake=0.3");
    for _ in 0..2 {
        let (value, reuse) = cache
            .answer(&unit(), &scenario, |_| Ok(f64::INFINITY))
            .unwrap();
        assert_eq!(value, f64::INFINITY);
        let why = "never run before; the result was not kept: it cannot be written exactly";
        assert_eq!((reuse.reused, reuse.why.as_str()), (false, why));
    }
    for value in [-0.0, 0.1 + 0.2, 5e-324, f64::MAX] {
        let unit = Unit {
            name: format!("{value:e}"),
            ..unit()
        };
        for reused in [false, true] {
            let (back, reuse) = cache.answer(&unit, &scenario, |_| Ok(value)).unwrap();
            assert_eq!(
                (f64::to_bits(back), reuse.reused),
                (value.to_bits(), reused)
            );
        }
    }
}

#[test]
fn what_fails_is_tried_again() {
    let cache = Cache::in_memory();
    let scenario = chronos("user_stake=0.3");
    let failed = cache.answer::<f64>(&unit(), &scenario, |_| {
        Err(CommandError::Lookup(LookupError::IsSwitch {
            name: "user_stake".into(),
        }))
    });
    assert!(failed.is_err());
    assert_eq!(stake(&cache, &scenario).2, "never run before");
}

#[test]
fn a_closed_cache_gives_what_it_has_and_keeps_nothing() {
    let cache = Cache::in_memory();
    stake(&cache, &chronos("user_stake=0.3"));
    let closed = cache.closed();
    assert!(stake(&closed, &chronos("user_stake=0.3")).1);
    for _ in 0..2 {
        let was = "user_stake was 0.3 ETH, is 0.4 ETH".to_owned();
        assert_eq!(
            stake(&closed, &chronos("user_stake=0.4")),
            (0.4, false, was)
        );
    }
}

#[test]
fn the_nearest_of_the_results_says_what_has_changed() {
    let cache = Cache::in_memory();
    let sum = |set: &[&str]| {
        let set: Vec<Override> = set.iter().map(|it| Override::parse(it).unwrap()).collect();
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/scenarios/chronos/balanced.toml"
        );
        let scenario = Scenario::load(Path::new(path), &set).unwrap();
        let names = [
            "user_stake",
            "eth_price",
            "top_ltv",
            "loan_term",
            "time_lock",
        ];
        let (_, reuse) = cache
            .answer(&unit(), &scenario, |scenario| {
                let numbers = names.iter().map(|name| scenario.number(name));
                Ok(numbers.sum::<Result<f64, _>>()?)
            })
            .unwrap();
        reuse.why
    };
    assert_eq!(sum(&[]), "never run before");
    assert_eq!(
        sum(&["eth_price=4000"]),
        "eth_price was 3000 USD/ETH, is 4000 USD/ETH"
    );
    assert_eq!(
        sum(&["eth_price=4000", "top_ltv=0.8"]),
        "top_ltv was 0.9 fraction, is 0.8 fraction"
    );
    assert_eq!(
        sum(&[
            "user_stake=1",
            "eth_price=5000",
            "top_ltv=0.7",
            "loan_term=1",
            "time_lock=1"
        ]),
        "user_stake was 0.1 ETH, is 1 ETH; top_ltv was 0.8 fraction, is 0.7 fraction; \
         loan_term was 6 month, is 1 month; and 2 more"
    );
    assert_eq!(
        sum(&["eth_price=4000"]),
        "nothing that it reads has changed"
    );
}
