//! What is written is read back as what it was written from.

use assay_reports::constants::{Constants, Standing, check};
use assay_scenarios::Scenario;
use dashu_int::IBig;
use dashu_ratio::RBig;
use proptest::prelude::*;

use crate::support::{contract, scenario, shown, table};

/// The scenario with every control somewhere in its range, on a value that the contract can hold.
fn settled(places: &[u64]) -> Scenario {
    let mut settled = scenario(&[]);
    let base = settled.clone();
    let controls = base
        .parameters()
        .iter()
        .filter(|it| it.constant().is_some());
    for (control, place) in controls.zip(places) {
        let (low, high) = control.range().unwrap();
        let step = control.step().unwrap();
        let (least, most) = ((low / &step).ceil(), (high / &step).floor());
        let multiple = &least + IBig::from(*place) * (most - &least) / IBig::from(u64::MAX);
        settled = settled
            .with_number(control.name(), RBig::from(multiple) * step)
            .unwrap();
    }
    settled
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_library_is_read_back_as_the_table(places in prop::collection::vec(any::<u64>(), 40)) {
        // Rows are checked apart: shares of the top LTV rarely lie on whole basis points of a hundredth.
        let table = table(&settled(&places));
        let written = table.to_solidity();
        let found = check(&table, &contract(&written));
        prop_assert_eq!(shown(&found), []);
        prop_assert_eq!(found.notes.len(), 0);
        prop_assert_eq!(found.agreeing.len(), table.constants.len() + table.schedules.len());
    }
}

#[test]
fn a_value_that_the_integer_cannot_hold_is_refused() {
    for (set, said) in [
        (
            "user_stake=0.0000000000000000001",
            "which is no whole number",
        ),
        (
            "top_ltv=0.12345",
            "`top_ltv` = 0.12345 fraction cannot be written in bps",
        ),
        ("slash_by_severity[0.1]=0.125", "`slash_by_severity[0.1]`"),
        ("slash_by_severity[0.1]=0-1", "not from 0 to 2^256 - 1"),
    ] {
        let error = Constants::of(&scenario(&[set]), |_| Standing::NotRead).unwrap_err();
        assert!(error.to_string().contains(said), "{set}: {error}");
    }
}

#[test]
fn the_example_is_written_with_units_a_person_reads() {
    let written = table(&scenario(&[])).to_solidity();
    for line in [
        "library ChronosConstants {",
        "    /// @dev `user_stake` = 0.1 ETH, encoded as 100000000000000000 in wei.",
        "    uint256 internal constant USER_STAKE = 0.1 ether;",
        "    uint256 internal constant CHALLENGE_WINDOW = 7 days;",
        "    uint256 internal constant MAX_HOURLY_BORROWS = 10_000_000e18;",
        "    uint256 internal constant GAS_PAUSE = 500 gwei;",
        "    uint256 internal constant LOAN_TERM = 182.5 days;",
        "        if (key < 182.5 days) return 5000;",
        "    /// No closed form reads it.",
    ] {
        assert!(
            written.lines().any(|it| it == line),
            "no `{line}` in\n{written}"
        );
    }
    let aiken = table(&scenario(&[])).to_aiken();
    for line in [
        "pub const user_stake: Int = 100_000_000_000_000_000",
        "pub fn ltv_by_age(key: Int) -> Int {",
        "  if key < 15_768_000 {",
        "  } else if key < 31_536_000 {",
    ] {
        assert!(
            aiken.lines().any(|it| it == line),
            "no `{line}` in\n{aiken}"
        );
    }
    let json: serde_json::Value =
        serde_json::from_str(&table(&scenario(&[])).to_json().unwrap()).unwrap();
    assert_eq!(json["constants"][0]["encoded"], "100000000000000000");
    assert_eq!(json["constants"][0]["safe"], serde_json::Value::Null);
    assert_eq!(json["schedules"][0]["rows"][1]["key"], "15768000");
}
