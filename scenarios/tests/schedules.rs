//! Step tables that become schedules of a contract, and their rows set from elsewhere.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

use assay_scenarios::{Encoding, Scenario, ScenarioError};
use dashu_ratio::RBig;
use support::{folder, load, small, told, write};

const TABLE: &str = "
[tables.share]
input = \"year\"
output = \"fraction\"
steps = [
    { from = 0, value = \"min(0.5, top)\" },
    { from = 0.5, value = 0.65 },
    { from = 3, value = \"top\" },
]
meaning = \"m\"
source = \"s\"
constant = { name = \"shareByAge\", key = \"second\", encoding = \"bps\" }
";

fn text(table: &str) -> String {
    small(&[("top", "0.9", "fraction", "0", "1")], table)
}

fn with(name: &str, table: &str, set: &[&str]) -> Result<Scenario, ScenarioError> {
    let folder = folder(name);
    load(&write(&folder, "s.toml", text(table)), set)
}

fn rows(scenario: &Scenario) -> Vec<(String, String)> {
    let rows = scenario.rows::<RBig>("share", "month", "percent").unwrap();
    rows.into_iter()
        .map(|(from, value)| (from.to_string(), value.to_string()))
        .collect()
}

fn shares(scenario: &Scenario) -> [String; 3] {
    let rows = rows(scenario).into_iter().map(|(_, share)| share);
    let rows: Vec<String> = rows.collect();
    rows.try_into().unwrap()
}

#[test]
fn a_table_says_which_schedule_it_becomes_and_has_its_rows_in_any_unit() {
    let scenario = with("schedule", TABLE, &[]).unwrap();
    let schedule = scenario.tables()[0].constant().unwrap();
    assert_eq!(schedule.name, "shareByAge");
    assert_eq!(schedule.key.name(), "second");
    assert_eq!(schedule.encoding, Encoding::Bps);
    let months: Vec<String> = rows(&scenario).into_iter().map(|(from, _)| from).collect();
    assert_eq!(months, ["0", "6", "36"]);
    assert_eq!(shares(&scenario), ["50", "65", "90"]);
    assert!(scenario.rows::<RBig>("shares", "year", "fraction").is_err());
    assert!(scenario.rows::<RBig>("share", "ETH", "fraction").is_err());
}

#[test]
fn a_row_is_set_to_a_number_a_fraction_or_an_expression() {
    for (set, expected) in [
        (&["share[0.5]=0.7"][..], ["50", "70", "90"]),
        (&["share[0.50]=7/10"], ["50", "70", "90"]),
        (&["share[1/2]=top - 0.1"], ["50", "80", "90"]),
        (&["share[3]=0.95", "top=0.4"], ["40", "65", "95"]),
        (
            &["share[0]=min(0.2, top)", " share[3] = 1 "],
            ["20", "65", "100"],
        ),
    ] {
        let scenario = with("rows", TABLE, set).unwrap();
        assert_eq!(shares(&scenario), expected, "{set:?}");
    }
}

#[test]
fn a_file_that_extends_another_may_set_its_rows_and_the_command_line_has_the_last_word() {
    let folder = folder("row_inherited");
    write(&folder, "base.toml", text(TABLE));
    let child = "[scenario]\ntitle = \"Child\"\nextends = \"base.toml\"\n[set]\n\"share[0.5]\" = 0.6\n\"share[3]\" = \"top / 2\"\n";
    let child = write(&folder, "child.toml", child);
    assert_eq!(shares(&load(&child, &[]).unwrap()), ["50", "60", "45"]);
    let scenario = load(&child, &["share[0.5]=0.55"]).unwrap();
    assert_eq!(shares(&scenario), ["50", "55", "45"]);
}

#[test]
fn a_row_that_is_none_is_named_with_what_there_is() {
    for (set, message, at, help) in [
        (
            &["share[1]=0.7"][..],
            "table `share` has no row from 1",
            "share[1]",
            "its rows begin at 0, 0.5, 3",
        ),
        (
            &["shares[0]=0.7"],
            "there is no table `shares` to set a row of",
            "shares[0]",
            "did you mean `share`?",
        ),
        (
            &["top[0]=0.7"],
            "there is no table `top` to set a row of",
            "top[0]",
            "",
        ),
        (
            &["share[x]=0.7"],
            "`share[x]` names no row of a table",
            "share[x]",
            "a row is named by the number it begins at",
        ),
        (
            &["share[0=0.7"],
            "`share[0` names no row of a table",
            "share[0",
            "",
        ),
        (
            &["share[0]=tpo"],
            "unknown name `tpo`",
            "tpo",
            "did you mean `top`?",
        ),
        (
            &["share[0]=1 [USD]"],
            "step 1 of table `share` should be in fraction",
            "1 [USD]",
            "",
        ),
        (
            &["share[0]=0.1", "share[0.0]=0.2"],
            "`share[0.0]` is set twice",
            "share[0.0]",
            "",
        ),
        (
            &["top=1/0"],
            "`top` should be a number, in fraction",
            "1/0",
            "",
        ),
    ] {
        let found = told(&with("row_mistakes", TABLE, set).unwrap_err());
        assert!(found.0.contains(message), "{set:?}: {found:?}");
        assert_eq!(found.1, at, "{set:?}");
        assert!(found.2.contains(help), "{set:?}: {found:?}");
    }
}

#[test]
fn a_schedule_whose_units_do_not_fit_is_refused() {
    for (from, to, message) in [
        (
            "key = \"second\"",
            "key = \"block\"",
            "the contract cannot count in block what the table takes in year",
        ),
        (
            "encoding = \"bps\"",
            "encoding = \"seconds\"",
            "this encoding needs a time, and the table gives a plain number",
        ),
        (
            "encoding = \"bps\"",
            "encoding = \"bsp\"",
            "`bsp` is no encoding",
        ),
        (
            "key = \"second\", ",
            "",
            "the constant of table `share` has no `key`",
        ),
        (
            "encoding = \"bps\"",
            "encoding = \"bps\", unit = \"x\"",
            "unknown key `unit` in the constant of table `share`",
        ),
    ] {
        let table = TABLE.replace(from, to);
        let found = told(&with("schedule_mistakes", &table, &[]).unwrap_err());
        assert!(found.0.contains(message), "{to}: {found:?}");
    }
}
