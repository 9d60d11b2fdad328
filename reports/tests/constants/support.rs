//! The example scenario and contract, and contracts made from it.

use std::path::Path;

use assay_reports::{
    constants::{Check, Constants, Standing, check},
    contract::Contract,
};
use assay_scenarios::{Override, Scenario};

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn scenario(set: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    let set: Vec<Override> = set
        .iter()
        .map(|set| Override::parse(set).unwrap())
        .collect();
    Scenario::load(&path, &set).unwrap_or_else(|error| panic!("{error}"))
}

/// The table of a scenario, with nothing known of the attacks.
pub(crate) fn table(scenario: &Scenario) -> Constants {
    Constants::of(scenario, |_| Standing::NotRead).unwrap()
}

/// The example contract's source.
pub(crate) fn example() -> String {
    file("../scenarios/chronos/contracts/Chronos.sol")
}

/// The example contract with one stretch of its text replaced.
pub(crate) fn edited(from: &str, to: &str) -> Contract {
    let text = example();
    assert_eq!(text.matches(from).count(), 1, "`{from}` should stand once");
    contract(&text.replace(from, to))
}

pub(crate) fn contract(text: &str) -> Contract {
    Contract::parse("Chronos.sol", text).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn traps() -> Contract {
    let text = file("tests/contracts/Traps.sol");
    Contract::parse("Traps.sol", &text).unwrap_or_else(|error| panic!("{error}"))
}

/// The example scenario against a contract.
pub(crate) fn against(contract: &Contract) -> Check {
    check(&table(&scenario(&[])), contract)
}

/// Code, name and line of each difference.
pub(crate) fn shown(check: &Check) -> Vec<(&'static str, String, usize)> {
    let differences = check.differences.iter();
    differences
        .map(|it| {
            let code = it.kind.map_or("", |kind| kind.code());
            let line = it.place.as_ref().map_or(0, |place| place.line_column().0);
            (code, it.name.clone(), line)
        })
        .collect()
}
