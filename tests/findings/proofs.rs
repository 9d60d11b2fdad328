//! What is proved of the paper's claim that all its attack vectors lose money, locked.

use std::process::Command;

/// The six vectors of the paper, without Assay's variants.
const VECTORS: [&str; 6] = [
    "chronos/false-claim",
    "chronos/flash-loan-farming",
    "chronos/cross-chain-timing",
    "chronos/coordinated-default",
    "chronos/governance-capture",
    "chronos/reputation-rental",
];

fn said(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_assay"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_box_around_balanced_in_which_the_six_vectors_lose() {
    let mut arguments = vec!["prove", "scenarios/chronos/balanced.toml"];
    arguments.extend(VECTORS);
    arguments.push("--grow");
    insta::assert_snapshot!(said(&arguments));
}

#[test]
fn what_one_per_cent_does_to_the_claim() {
    let mut arguments = vec!["prove", "scenarios/chronos/balanced.toml"];
    arguments.extend(VECTORS);
    arguments.extend(["--around", "1"]);
    insta::assert_snapshot!(said(&arguments));
}

#[test]
fn every_break_even_of_every_attack() {
    insta::assert_snapshot!(said(&["boundary", "scenarios/chronos/balanced.toml"]));
}
