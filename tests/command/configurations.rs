//! What tells the three configurations apart.

use assay_scenarios::Scenario;

use crate::support::{AGGRESSIVE, BALANCED, CONSERVATIVE, workspace};

/// Every parameter with its value, written out.
fn values(path: &str) -> Vec<(String, String)> {
    let scenario = Scenario::load(&workspace(path), &[])
        .unwrap_or_else(|error| panic!("{}", error.render(false)));
    scenario
        .parameters()
        .iter()
        .map(|parameter| {
            let name = parameter.name();
            let value = if parameter.choices().is_empty() {
                scenario.exact(name).unwrap().to_string()
            } else {
                scenario.choice(name).unwrap().to_owned()
            };
            (name.to_owned(), value)
        })
        .collect()
}

/// The parameters that `path` changes, with their values.
fn changes(path: &str) -> Vec<(String, String)> {
    let base = values(BALANCED);
    let changed = values(path);
    assert_eq!(base.len(), changed.len(), "{path} adds or loses parameters");
    changed
        .into_iter()
        .filter(|entry| !base.contains(entry))
        .collect()
}

fn owned(entries: [(&str, &str); 4]) -> Vec<(String, String)> {
    entries
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

#[test]
fn conservative_and_aggressive_change_what_the_paper_changes_and_nothing_else() {
    // Source: "Alternative Configurations": stake in ETH, blocks, hours, USD.
    assert_eq!(
        changes(CONSERVATIVE),
        owned([
            ("user_stake", "3/25"),
            ("min_sample_blocks", "150"),
            ("cross_chain_cooldown", "2"),
            ("max_hourly_borrows", "5000000"),
        ])
    );
    assert_eq!(
        changes(AGGRESSIVE),
        owned([
            ("user_stake", "2/25"),
            ("min_sample_blocks", "50"),
            ("cross_chain_cooldown", "1/2"),
            ("max_hourly_borrows", "15000000"),
        ])
    );
}

#[test]
fn balanced_is_what_the_paper_recommends() {
    // Source: "MVP Launch: BALANCED Configuration" and "Key Assumptions".
    let values = values(BALANCED);
    for (name, value) in [
        ("user_stake", "1/10"),
        ("challenger_stake", "1/5"),
        ("indexer_stake", "100"),
        ("min_sample_blocks", "100"),
        ("samples_per_year", "52"),
        ("detection_rate", "999/1000"),
        ("cross_chain_cooldown", "1"),
        ("max_hourly_borrows", "10000000"),
        ("top_ltv", "9/10"),
        ("eth_price", "3000"),
        ("blacklist_npv", "50000"),
    ] {
        assert!(
            values.contains(&(name.to_owned(), value.to_owned())),
            "{name} is not {value}"
        );
    }
}
