//! A contract turned round: the scenario under which it is right.

use assay_reports::constants::{check, readings};
use assay_scenarios::{Override, Scenario};

use crate::support::{contract, edited, example, scenario, shown, table, traps};

fn overrides(contract: &assay_reports::contract::Contract) -> Vec<String> {
    readings(&scenario(&[]), contract).unwrap().overrides()
}

fn under(set: &[String]) -> Scenario {
    let set: Vec<&str> = set.iter().map(String::as_str).collect();
    scenario(&set)
}

#[test]
fn a_contract_that_agrees_changes_nothing() {
    let found = readings(&scenario(&[]), &contract(&example())).unwrap();
    assert_eq!(found.overrides(), Vec::<String>::new());
    assert!(found.not_read.is_empty(), "{:?}", found.not_read);
    let rows = table(&scenario(&[]));
    let schedules: usize = rows.schedules.iter().map(|it| it.rows.len()).sum();
    assert_eq!(found.read.len(), rows.constants.len() + schedules);
}

#[test]
fn each_change_of_the_contract_is_the_setting_under_which_it_agrees() {
    for (from, to, expected) in [
        (
            "SAMPLE_BLOCKS = 100",
            "SAMPLE_BLOCKS = 1",
            &["min_sample_blocks=1"][..],
        ),
        (
            "USER_STAKE = 0.1 ether",
            "USER_STAKE = 0.12 ether",
            &["user_stake=0.12"],
        ),
        (
            "LOAN_TERM = 365 days / 2",
            "LOAN_TERM = 100 days",
            &["loan_term=240/73"],
        ),
        (
            "TOP_LTV : 6_500;",
            "TOP_LTV : 6_000;",
            &["ltv_by_age[0.5]=0.6"],
        ),
        // The rows of both are no more than the top.
        ("TOP_LTV = 9_000", "TOP_LTV = 8_000", &["top_ltv=0.8"]),
        (
            "TOP_LTV < 8_500 ? TOP_LTV : 8_500",
            "8_600",
            &["ltv_by_age[2]=0.86"],
        ),
        (
            "return 100;",
            "return 75;",
            &["slash_by_severity[0.5]=0.75"],
        ),
    ] {
        let contract = edited(from, to);
        let set = overrides(&contract);
        assert_eq!(set, expected, "{to}");
        let there = check(&table(&under(&set)), &contract);
        assert_eq!(shown(&there), [], "{to}");
    }
}

#[test]
fn each_reading_knows_its_place() {
    let found = readings(
        &scenario(&[]),
        &edited("SAMPLE_BLOCKS = 100", "SAMPLE_BLOCKS = 1"),
    )
    .unwrap();
    let changed: Vec<_> = found.read.iter().filter(|it| it.changes).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].constant, "MIN_SAMPLE_BLOCKS");
    assert_eq!(changed[0].place.line_column(), (19, 49));
}

#[test]
fn a_row_that_begins_elsewhere_stays_as_the_scenario_has_it() {
    for (from, to) in [
        ("age < 3 * 365 days", "age < 3 * 365 days + 30 days"),
        ("severity < 10", "severity < 15"),
        ("severity < 50", "severity < 47"),
    ] {
        let found = readings(&scenario(&[]), &edited(from, to)).unwrap();
        assert_eq!(found.overrides(), Vec::<String>::new(), "{to}");
        assert_eq!(found.not_read.len(), 1, "{to}: {:?}", found.not_read);
    }
}

#[test]
fn a_constant_said_twice_is_read_if_both_say_the_same() {
    let other = |stake: &str| {
        let again = format!("contract Other {{ uint256 constant USER_STAKE = {stake}; }}");
        readings(&scenario(&[]), &contract(&(example() + &again))).unwrap()
    };
    let found = other("100_000_000 gwei");
    assert!(found.not_read.is_empty(), "{:?}", found.not_read);
    let found = other("0.2 ether");
    assert_eq!(found.not_read[0].name, "user_stake");
    assert!(found.not_read[0].why.contains("different values"));
}

#[test]
fn a_schedule_that_cannot_be_followed_is_named_with_its_reason() {
    let found = readings(
        &scenario(&[]),
        &edited("severity < 10", "block.number < 10"),
    )
    .unwrap();
    let [unread] = found.not_read.as_slice() else {
        unreachable!("{:?}", found.not_read);
    };
    assert_eq!(unread.name, "slash_by_severity");
    assert!(unread.why.contains("is compared here"), "{}", unread.why);
    assert!(unread.place.is_some());
}

#[test]
fn what_no_setting_expresses_is_said() {
    let found = readings(&scenario(&[]), &traps()).unwrap();
    let why: Vec<String> = found
        .not_read
        .iter()
        .map(|it| format!("{}: {}", it.constant, it.why))
        .collect();
    for part in [
        "MAX_HOURLY_BORROWS: the contract does not have it",
        "LOAN_TERM: `term` is no constant",
        "ltvByAge: what it gives from 4 year on is no whole row of the table, so that the scenario's own stands",
        "calculateSlash: what it gives from 0.5 fraction on is no whole row of the table, so that the scenario's own stands",
    ] {
        assert!(why.iter().any(|it| it == part), "no `{part}` in {why:#?}");
    }
    assert!(
        why.iter()
            .any(|it| it.starts_with("REMOTE_BOND: ") && it.contains("range")),
        "{why:#?}"
    );
    // The whole years that the mapping has are read in years.
    let rows: Vec<String> = found.overrides();
    assert!(rows.contains(&"ltv_by_age[0.5]=0.5".to_owned()), "{rows:?}");
    Override::parse(&rows[0]).unwrap();
}
