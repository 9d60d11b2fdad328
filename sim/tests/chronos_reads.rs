//! What a simulation reads of its scenario, and that nothing else changes it.
#![allow(
    clippy::unwrap_used,
    reason = "the tests' helpers stop a test as its own unwrap would"
)]

use std::path::Path;

use assay_scenarios::{Override, Parameter, Recording, Scenario};
use assay_sim::{
    chronos::{
        AttackOutcome, Economy, Life, Month, SimulationError, attack_ids, credit, simulate_attack,
        traps,
    },
    engine::{Ensemble, Model, RunKey, Silent, Streams},
};
use dashu_ratio::RBig;

const FEW: Ensemble = Ensemble {
    seed: 7,
    point: 0,
    runs: 3,
};

fn chronos(set: &[&str]) -> Scenario {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../scenarios/chronos/balanced.toml"
    );
    let set: Vec<Override> = set.iter().map(|it| Override::parse(it).unwrap()).collect();
    Scenario::load(Path::new(path), &set).unwrap()
}

/// The scenario at which every part of a protocol is of use: a world where attacks come off, on other values than most.
fn eventful() -> Scenario {
    chronos(&[
        "detection_rate=0.5",
        "min_sample_blocks=1",
        "contract_borrows=allowed",
        "loan_backing=collateral",
        "liquidation_ltv=0.95",
        "max_hourly_borrows=1000000000",
    ])
}

fn values(recording: &Recording) -> Vec<String> {
    let reads = recording.reads().into_iter();
    reads
        .filter_map(|read| read.what.strip_prefix("value ").map(str::to_owned))
        .collect()
}

/// The scenarios in which one parameter stands elsewhere: a number at both ends of its range and a third of the way, a
/// switch at its other choices.
fn elsewhere(scenario: &Scenario, parameter: &Parameter) -> Vec<Scenario> {
    let name = parameter.name();
    let Some((low, high)) = parameter.range() else {
        let choices = parameter.choices().iter();
        return choices
            .filter_map(|choice| scenario.with_choice(name, choice).ok())
            .collect();
    };
    let third = low + (high - low) / RBig::from(3_u8);
    let third = parameter.step().map_or(third.clone(), |step| {
        RBig::from((third / &step).floor()) * step
    });
    let values = [low.clone(), third, high.clone()].into_iter();
    values
        .filter_map(|value| scenario.with_number(name, value).ok())
        .collect()
}

/// Works `unit` out, and again wherever one parameter that it did not read stands elsewhere; says how many times.
fn unread_changes_nothing<T: std::fmt::Debug>(
    scenario: &Scenario,
    unit: impl Fn(&Scenario) -> Result<T, SimulationError>,
) -> usize {
    let (recorded, recording) = scenario.recording();
    // Floats are written so that they read back as they were, so that the same text is the same bits.
    let here = format!("{:?}", unit(&recorded).unwrap());
    assert_eq!(here, format!("{:?}", unit(scenario).unwrap()));
    let read = values(&recording);
    let mut tried = 0;
    let unread = scenario.parameters().iter();
    for parameter in unread.filter(|it| !read.iter().any(|read| read == it.name())) {
        for there in elsewhere(scenario, parameter) {
            // What no contract can hold is refused before anything is played, read or not.
            if Economy::read(&there).is_err() {
                continue;
            }
            tried += 1;
            let there = format!("{:?}", unit(&there).unwrap());
            assert_eq!(there, here, "{} was not read", parameter.name());
        }
    }
    tried
}

fn attacked(scenario: &Scenario, id: &str) -> Result<Option<AttackOutcome>, SimulationError> {
    simulate_attack(scenario, &Economy::read(scenario)?, id, FEW, &Silent)
}

#[test]
fn a_parameter_that_an_attack_does_not_read_changes_no_bit_of_its_outcome() {
    for scenario in [chronos(&[]), eventful()] {
        for id in attack_ids() {
            let tried = unread_changes_nothing(&scenario, |it| attacked(it, id));
            assert!(tried > 100, "{id}: only {tried} other scenarios");
        }
    }
}

#[test]
fn a_parameter_that_ordinary_life_does_not_read_changes_no_bit_of_its_months() {
    let scenario = chronos(&["users=40", "loan_term=1"]);
    let tried = unread_changes_nothing(&scenario, |it| -> Result<Vec<Month>, SimulationError> {
        let ensemble = Ensemble { runs: 2, ..FEW };
        Ok(ensemble.run(&Life::new(it, None)?, &Silent)?)
    });
    assert!(tried > 50, "only {tried} other scenarios");
}

#[test]
fn a_parameter_that_the_lenders_book_does_not_read_changes_no_bit_of_its_years() {
    let scenario = chronos(&["loan_term=1"]);
    let tried = unread_changes_nothing(&scenario, |it| {
        credit::measure(it, Ensemble { runs: 2, ..FEW }, None)
    });
    assert!(tried > 50, "only {tried} other scenarios");
}

#[test]
fn a_parameter_that_the_contracts_traps_do_not_read_changes_none_of_them() {
    let tried = unread_changes_nothing(&chronos(&[]), |it| {
        Ok(traps(&Economy::read(it)?).map_err(assay_sim::chronos::EconomyError::from)?)
    });
    assert!(tried > 100, "only {tried} other scenarios");
}

#[test]
fn an_attack_reads_what_it_uses_and_not_what_is_read_ahead_for_all() {
    let read_by = |set: &[&str]| {
        let (scenario, recording) = chronos(set).recording();
        attacked(&scenario, "chronos/flash-loan-farming").unwrap();
        values(&recording)
    };
    // With a hundred blocks between samples the proof never holds, and nothing is claimed or borrowed.
    let stopped = read_by(&[]);
    assert_eq!(
        stopped,
        [
            "min_sample_blocks",
            "samples_per_year",
            "top_ltv",
            "eth_price",
            "proven_balance",
            "flash_loan_size",
            "flash_loan_fee",
            "flash_loan_blocks",
            "farmed_backing",
            "chains",
        ]
    );
    let paid = read_by(&["min_sample_blocks=1"]);
    for parameter in [
        "user_stake",
        "challenge_window",
        "max_hourly_borrows",
        "top_age",
    ] {
        assert!(
            paid.iter().any(|it| it == parameter),
            "{parameter}: {paid:?}"
        );
    }
}

#[test]
fn what_is_adjusted_and_not_used_is_not_read() {
    let (scenario, recording) = chronos(&[
        "users=200",
        "loan_term=3",
        "false_claim_share=0.3",
        "detection_rate=0.3",
    ])
    .recording();
    let life = Life::new(&scenario, None).unwrap();
    let mut run = life.world();
    life.begin(
        &mut run,
        &Streams::new(RunKey {
            seed: 7,
            point: 0,
            replicate: 0,
        }),
    )
    .unwrap();
    while life.step(&mut run).unwrap().is_continue() {}
    // Nobody is asked for samples in an ordinary month, however governance spaces them.
    let read = values(&recording);
    assert!(!read.iter().any(|it| it == "min_sample_blocks"), "{read:?}");
    assert_ne!(run.protocol().constants().min_sample_blocks(), 100);
    let read = values(&recording);
    assert!(read.iter().any(|it| it == "min_sample_blocks"), "{read:?}");
}

#[test]
fn threads_read_together_what_one_thread_reads() {
    let read_on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| {
            let (scenario, recording) = eventful().recording();
            let economy = Economy::read(&scenario).unwrap();
            let ensemble = Ensemble { runs: 400, ..FEW };
            let id = "chronos/reputation-rental";
            simulate_attack(&scenario, &economy, id, ensemble, &Silent).unwrap();
            recording.reads()
        })
    };
    assert_eq!(read_on(1), read_on(2));
}

/// Chronos with one line of its file written otherwise.
fn rewritten(name: &str, from: &str, to: &str) -> Scenario {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../scenarios/chronos/balanced.toml"
    );
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, text.replace(from, to)).unwrap();
    Scenario::load(&file, &[]).unwrap()
}

#[test]
fn the_contract_lends_and_slashes_by_the_scenarios_tables() {
    let steps = |scenario: &Scenario| {
        let constants = Economy::read(scenario).unwrap().constants().all();
        let ltvs = constants.ltv_steps.map(|step| step.ltv);
        (
            ltvs,
            constants.slash_steps.map(|step| (step.from, step.percent)),
        )
    };
    let paper = [(0, 20), (1_000, 50), (5_000, 100)];
    assert_eq!(
        steps(&chronos(&[])),
        ([5_000, 6_500, 7_500, 8_500, 9_000], paper)
    );
    assert_eq!(
        steps(&chronos(&["top_ltv=0.7"])),
        ([5_000, 6_500, 7_000, 7_000, 7_000], paper)
    );
    let lower = rewritten("lower.toml", "min(0.85, top_ltv)", "min(0.8, top_ltv)");
    assert_eq!(steps(&lower).0, [5_000, 6_500, 7_500, 8_000, 9_000]);
    let harsher = rewritten(
        "harsher.toml",
        "{ from = 0.1, value = 0.5 }",
        "{ from = 0.05, value = 0.6 }",
    );
    assert_eq!(steps(&harsher).1, [(0, 20), (500, 60), (5_000, 100)]);
    assert_ne!(
        credit::Terms::read(&lower).unwrap(),
        credit::Terms::read(&chronos(&[])).unwrap()
    );
}

#[test]
fn tables_that_the_contract_cannot_hold_are_refused_by_name() {
    let refusal = |from: &str, to: &str| {
        let scenario = rewritten("refused.toml", from, to);
        Economy::read(&scenario).unwrap_err().to_string()
    };
    for (from, to, said) in [
        (
            "    { from = 0.5, value = \"min(0.65, top_ltv)\" },\n",
            "",
            "table `ltv_by_age`: the contract keeps 5 rows, not 4",
        ),
        (
            "min(0.65, top_ltv)",
            "min(0.65001, top_ltv)",
            "table `ltv_by_age`: the contract keeps whole basis points, which 6500.1 is not",
        ),
        (
            "min(0.65, top_ltv)",
            "min(0.95, top_ltv)",
            "the LTV schedule must start at age zero, with rising ages and an LTV that never falls",
        ),
        (
            "{ from = 0.1, value = 0.5 }",
            "{ from = 0.1, value = 0.505 }",
            "table `slash_by_severity`: the contract keeps whole percent, which 50.5 is not",
        ),
        (
            "{ from = 0.1, value = 0.5 }",
            "{ from = 0.1, value = 0.1 }",
            "the slashing schedule must start at a severity of zero, with rising severities and a slash that never falls, to 100 % at most",
        ),
        (
            "[tables.slash_by_severity]",
            "[tables.slashes]",
            "table `slash_by_severity`: there is no table `slash_by_severity`; did you mean `slashes`?",
        ),
    ] {
        assert_eq!(refusal(from, to), said);
    }
}
