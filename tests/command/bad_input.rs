//! Bad input, as it is met on the command line: exit status 2, nothing on standard output, and a message
//! that says where, what, and what was probably meant.

use std::{fs, path::Path, time::Duration};

use crate::support::{Answer, BALANCED, ask, assay, balanced_with, ended};

/// What holds of every refusal.
fn assert_refused(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 2, "{what}: {}", answer.stderr);
    assert_eq!(answer.stdout, "", "{what}");
    assert!(
        answer.stderr.starts_with("error: "),
        "{what}: {}",
        answer.stderr
    );
    assert!(
        !answer.stderr.contains("panicked"),
        "{what}: {}",
        answer.stderr
    );
    assert!(answer.took < Duration::from_secs(2), "{what}");
}

fn assert_says(answer: &Answer, parts: &[&str], what: &str) {
    for part in parts {
        assert!(
            answer.stderr.contains(part),
            "{what} should say `{part}`:\n{}",
            answer.stderr
        );
    }
}

/// The file in `folder`, asked for.
fn ask_file(folder: &Path, name: &str) -> Answer {
    ended(assay().args(["run", "--runs", "5"]).arg(folder.join(name)))
}

/// The text over the first line of carets in a message.
fn underlined(message: &str) -> Option<&str> {
    let lines: Vec<&str> = message.lines().collect();
    let marks = lines.iter().position(|line| {
        line.split_once("| ")
            .is_some_and(|(_, rest)| rest.trim_start().starts_with('^'))
    })?;
    let line = lines[marks];
    let start = line.find('^')?;
    let length = line[start..].chars().take_while(|c| *c == '^').count();
    lines.get(marks.checked_sub(1)?)?.get(start..start + length)
}

/// A mistake in a file: what is replaced by what, the text that must be underlined, what must be said.
type Mistake = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const STAKE: &str = "value = 0.1\nunit = \"ETH\"";
const STAKE_VALUE: &str = "expression = \"user_stake * eth_price\"";

const MISTAKES: &[Mistake] = &[
    (
        "unknown key",
        STAKE,
        "value = 0.1\nrnage = [0, 1]\nunit = \"ETH\"",
        "rnage",
        &["unknown key `rnage`", "did you mean `range`?"],
    ),
    (
        "unknown key like no other",
        STAKE,
        "value = 0.1\ncolour = 1\nunit = \"ETH\"",
        "colour",
        &["unknown key `colour`", "expected one of: ", "meaning"],
    ),
    (
        "wrong type",
        STAKE,
        "value = \"0.1\"\nunit = \"ETH\"",
        "\"0.1\"",
        &["should be a number, in ETH", "without quotes"],
    ),
    (
        "unknown unit",
        STAKE,
        "value = 0.1\nunit = \"ETC\"",
        "ETC",
        &["unknown unit `ETC`", "did you mean `ETH`?"],
    ),
    (
        "wrong unit",
        STAKE_VALUE,
        "expression = \"user_stake + eth_price\"",
        "eth_price",
        &["cannot add USD/ETH to ETH", "`stake_value`"],
    ),
    (
        "out of range",
        STAKE,
        "value = 1001\nunit = \"ETH\"",
        "1001",
        &[
            "outside the range of `user_stake`: 0 to 1000 ETH",
            "the range is declared here",
        ],
    ),
    (
        "circular formula",
        STAKE_VALUE,
        "expression = \"false_claim_loss\"",
        "stake_value",
        &["circular formulas: stake_value -> false_claim_loss -> stake_value"],
    ),
    (
        "division by zero",
        STAKE_VALUE,
        "expression = \"user_stake * eth_price / (top_ltv - 0.9)\"",
        "user_stake * eth_price / (top_ltv - 0.9)",
        &["division by zero in formula `stake_value`"],
    ),
    (
        "duplicate key",
        STAKE,
        "value = 0.1\nvalue = 0.2\nunit = \"ETH\"",
        "value",
        &["duplicate key"],
    ),
    (
        "duplicate attack",
        "id = \"chronos/false-claim/sybil\"",
        "id = \"chronos/false-claim\"",
        "\"chronos/false-claim\"",
        &["two attacks have the id `chronos/false-claim`"],
    ),
    (
        "unknown name",
        STAKE_VALUE,
        "expression = \"user_steak * eth_price\"",
        "user_steak",
        &["unknown name `user_steak`", "did you mean `user_stake`?"],
    ),
    (
        "not TOML",
        STAKE,
        "value = 0.1.2\nunit = \"ETH\"",
        "",
        &["value = 0.1.2"],
    ),
];

#[test]
fn every_mistake_in_a_file_is_placed_underlined_and_helped() {
    let folder = tempfile::tempdir().unwrap();
    for (what, from, to, text, says) in MISTAKES {
        let content = balanced_with(from, to);
        fs::write(folder.path().join("case.toml"), &content).unwrap();
        let answer = ask_file(folder.path(), "case.toml");
        assert_refused(&answer, what);
        assert_says(&answer, says, what);
        let marked = underlined(&answer.stderr)
            .unwrap_or_else(|| panic!("{what}: nothing is underlined:\n{}", answer.stderr));
        if !text.is_empty() {
            assert_eq!(marked, *text, "{what}:\n{}", answer.stderr);
        }
        let place = answer
            .stderr
            .lines()
            .find_map(|line| line.split_once("case.toml:"))
            .unwrap_or_else(|| panic!("{what}: no place:\n{}", answer.stderr))
            .1;
        let line: usize = place.split(':').next().unwrap().parse().unwrap();
        assert!(
            content.lines().nth(line - 1).unwrap().contains(marked),
            "{what}: `{marked}` is not on line {line}"
        );
    }
}

#[test]
fn a_file_that_is_no_scenario_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let garbage: Vec<u8> = (0..10_000_000u32)
        .map(|n| b"[]{}=\"'\n.,a1 \xff"[(n.wrapping_mul(2_654_435_761) >> 9) as usize % 14])
        .collect();
    let brackets = b"[[".repeat(5_000_000);
    let deep = format!("[scenario]\ntitle = {}", "[".repeat(1_000_000));
    let cases: [(&str, &[u8], &[&str]); 7] = [
        ("empty", b"", &["case.toml", "no `scenario`"]),
        ("blank", b" \n\n", &["case.toml", "no `scenario`"]),
        (
            "not UTF-8",
            b"[scenario]\ntitle = \"\xff\xfe\"\n",
            &["case.toml:2:", "not UTF-8", "byte 20"],
        ),
        ("zeros", &[0; 1_000], &["case.toml:1:"]),
        ("garbage", &garbage, &["case.toml"]),
        ("brackets", &brackets, &["case.toml"]),
        ("depth", deep.as_bytes(), &["case.toml"]),
    ];
    for (what, content, says) in cases {
        fs::write(folder.path().join("case.toml"), content).unwrap();
        let answer = ask_file(folder.path(), "case.toml");
        assert_refused(&answer, what);
        assert_says(&answer, says, what);
        assert!(
            answer.stderr.len() < 20_000,
            "{what}: a message, not a book"
        );
    }
    let missing = ask_file(folder.path(), "none.toml");
    assert_refused(&missing, "missing");
    assert_says(&missing, &["there is no file", "none.toml"], "missing");
    let directory = ask_file(folder.path(), "");
    assert_refused(&directory, "directory");
    assert_says(&directory, &["is a directory"], "directory");
}

#[test]
fn a_mistyped_value_to_set_is_underlined_and_helped() {
    for (set, text, says) in [
        (
            "user_steak=0.2",
            "user_steak",
            &["no parameter `user_steak`", "did you mean `user_stake`?"][..],
        ),
        (
            "user_stake",
            "user_stake",
            &["`name=value`", "for example `--set user_stake=0.12`"],
        ),
        (
            "user_stake=-1",
            "-1",
            &["outside the range", "0 to 1000 ETH", "balanced.toml:"],
        ),
        ("user_stake=lots", "lots", &["should be a number, in ETH"]),
        ("user_stake=nan", "nan", &["user_stake"]),
        (
            "min_sample_blocks=1.5",
            "1.5",
            &["`min_sample_blocks` must be a whole number"],
        ),
        (
            "loan_backing=colateral",
            "colateral",
            &[
                "not a choice of `loan_backing`",
                "did you mean `collateral`?",
            ],
        ),
    ] {
        let answer = ask(&["attacks", BALANCED, "--set", set]);
        assert_refused(&answer, set);
        assert_says(&answer, says, set);
        assert_says(&answer, &["--set:1:"], set);
        assert_eq!(underlined(&answer.stderr), Some(text), "{}", answer.stderr);
    }
    let empty = ask(&["attacks", BALANCED, "--set", ""]);
    assert_refused(&empty, "nothing set");
    assert_says(&empty, &["`name=value`"], "nothing set");
}

#[test]
fn a_value_that_the_contract_cannot_hold_is_refused_by_name() {
    let answer = ask(&["attacks", BALANCED, "--set", "top_ltv=0.38323"]);
    assert_refused(&answer, "between two basis points");
    assert_says(
        &answer,
        &["`top_ltv`", "3832.3 basis points"],
        "between two basis points",
    );
}

#[test]
fn an_attack_that_does_not_exist_is_met_with_the_nearest() {
    let answer = ask(&["attacks", BALANCED, "--explain", "chronos/flase-claim"]);
    assert_refused(&answer, "explain");
    assert_says(
        &answer,
        &[
            "`chronos/flase-claim`",
            "did you mean `chronos/false-claim`?",
        ],
        "explain",
    );
}

#[test]
fn a_protocol_that_does_not_exist_is_named_with_those_that_do() {
    let folder = tempfile::tempdir().unwrap();
    let content = "[scenario]\ntitle = \"Other\"\nprotocol = \"chronus\"\n";
    fs::write(folder.path().join("case.toml"), content).unwrap();
    let answer = ask_file(folder.path(), "case.toml");
    assert_refused(&answer, "protocol");
    assert_says(&answer, &["`chronus`", "chronos"], "protocol");
}

#[test]
fn an_argument_that_makes_no_sense_is_refused() {
    for (arguments, says) in [
        (&["run", BALANCED, "--runs", "0"][..], "--runs"),
        (&["run", BALANCED, "--runs", "-5"], "-5"),
        (&["run", BALANCED, "--runs", "many"], "--runs"),
        (&["run", BALANCED, "--runs", "1e30"], "--runs"),
        (&["run", BALANCED, "--seed", "first"], "--seed"),
        (&["run", BALANCED, "--threads", "0"], "--threads"),
        (&["run", BALANCED, "--format", "xml"], "json"),
        (&["run", BALANCED, "--sett", "a=1"], "--set"),
        (&["run"], "SCENARIO"),
        (&["rum", BALANCED], "run"),
    ] {
        let answer = ask(arguments);
        assert_refused(&answer, &arguments.join(" "));
        assert_says(&answer, &[says], &arguments.join(" "));
    }
}
