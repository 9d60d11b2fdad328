//! A contract full of what is easily overlooked: each trap is named.

use crate::support::{against, shown, traps};

#[test]
fn each_trap_is_named_at_its_line() {
    let found = against(&traps());
    let names: Vec<(&str, String)> = shown(&found)
        .into_iter()
        .map(|(code, name, _)| (code, name))
        .collect();
    let expected = [
        ("E-CONSTANT-UNIT", "INDEXER_STAKE"),
        ("E-CONSTANT-UNIT", "MIN_SAMPLE_BLOCKS"),
        ("E-CONSTANT-UNIT", "SAMPLES_PER_YEAR"),
        ("E-CONSTANT-UNIT", "CROSS_CHAIN_COOLDOWN"),
        ("E-CONSTANT-UNIT", "REMOTE_BOND"),
        ("E-CONSTANT-MISSING", "MAX_HOURLY_BORROWS"),
        ("E-CONSTANT-UNIT", "TOP_LTV"),
        ("E-CONSTANT-MISSING", "LOAN_TERM"),
        ("E-CONSTANT-MISSING", "GAS_PAUSE"),
        ("E-CONSTANT-MISSING", "DEFAULT_SPIKE"),
        ("E-SCHEDULE", "ltvByAge"),
        ("E-SCHEDULE", "ltvByAge"),
        ("E-SCHEDULE", "ltvByAge"),
        ("E-SCHEDULE", "calculateSlash"),
    ];
    let named: Vec<(&str, &str)> = names
        .iter()
        .map(|(code, name)| (*code, name.as_str()))
        .collect();
    // A value outside its declared range is told beside the slip that put it there.
    let without_unsafe: Vec<(&str, &str)> = named
        .iter()
        .copied()
        .filter(|(code, _)| *code != "E-CONSTANT-UNSAFE")
        .collect();
    assert_eq!(without_unsafe, expected);

    let said: Vec<&str> = found
        .differences
        .iter()
        .map(|it| it.message.as_str())
        .collect();
    for part in [
        "the value of `LOAN_TERM` cannot be read from the source",
        "`ltvByAge` counts in years, where the scenario has its keys in seconds",
        "`ltvByAge` has no row from 0.5 years: it gives 50 % from 0.5 years up to 1 year, where the scenario has 65 %",
        "`ltvByAge` has no key beyond 3: from 4 years on it gives 0 %, where the scenario has 90 %",
        "`calculateSlash` puts exactly 50 % with the row before: 50 % instead of 100 %",
    ] {
        assert!(said.contains(&part), "no `{part}` in {said:#?}");
    }
}

#[test]
fn what_agrees_in_other_words_agrees_and_what_nobody_knows_is_a_note() {
    let found = against(&traps());
    for name in [
        "USER_STAKE",
        "CHALLENGER_STAKE",
        "CHALLENGE_WINDOW",
        "VOTING_PERIOD",
        "TIME_LOCK",
    ] {
        assert!(found.agreeing.iter().any(|it| it == name), "{name}");
    }
    let notes: Vec<&str> = found.notes.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(notes, ["REMOTE_SETTLEMENT", "maxHourlyBorrows", "SURPRISE"]);
}
