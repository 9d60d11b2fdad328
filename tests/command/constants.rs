//! `assay constants`: what the contract must say, and whether it does.

use std::fs;

use crate::support::{AGGRESSIVE, BALANCED, ask, json, list, text, workspace};

const CONTRACT: &str = "scenarios/chronos/contracts/Chronos.sol";
const TRAPS: &str = "reports/tests/contracts/Traps.sol";

#[test]
fn the_library_is_written_and_agrees_with_the_scenario_it_was_written_from() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("Library.sol");
    let library = library.to_str().unwrap();
    for set in [
        &[][..],
        &["--set", "user_stake=0.12", "--set", "ltv_by_age[0.5]=0.7"],
    ] {
        let mut write = vec!["constants", AGGRESSIVE, "--out", library];
        write.extend(set);
        let answer = ask(&write);
        assert_eq!(
            (
                answer.status,
                answer.stdout.as_str(),
                answer.stderr.as_str()
            ),
            (0, "", "")
        );
        let mut check = vec!["constants", AGGRESSIVE, "--check", library];
        check.extend(set);
        let answer = ask(&check);
        assert_eq!(answer.status, 0, "{}", answer.stdout);
        assert!(
            answer.stdout.contains("and none differs"),
            "{}",
            answer.stdout
        );
    }
    let other = ask(&["constants", AGGRESSIVE, "--check", library]);
    assert_eq!(other.status, 1);
    for part in [
        "error[E-CONSTANT-DIFFERS]: `USER_STAKE` is 0.12 ETH",
        "error[E-SCHEDULE]: `ltvByAge` gives 70 % from 0.5 years",
    ] {
        assert!(
            other.stdout.contains(part),
            "no `{part}` in\n{}",
            other.stdout
        );
    }
}

#[test]
fn the_example_contract_agrees_and_the_traps_do_not() {
    let same = json(&[
        "constants",
        BALANCED,
        "--check",
        CONTRACT,
        "--format",
        "json",
    ]);
    assert_eq!(
        (text(&same["verdict"]), list(&same["differences"]).len()),
        ("same", 0)
    );
    let answer = ask(&["constants", BALANCED, "--check", TRAPS, "--format", "json"]);
    assert_eq!((answer.status, answer.stderr.as_str()), (1, ""));
    let traps: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    let unsafe_gap = list(&traps["differences"])
        .iter()
        .find(|it| it["code"] == "E-CONSTANT-UNSAFE" && it["name"] == "MIN_SAMPLE_BLOCKS")
        .unwrap();
    assert!(text(&unsafe_gap["message"]).contains("`chronos/flash-loan-farming` pays"));
    assert_eq!(unsafe_gap["place"]["file"], TRAPS);
    assert_eq!(unsafe_gap["place"]["line"], 15);
}

#[test]
fn each_language_says_how_far_a_constant_may_move() {
    let solidity = ask(&["constants", BALANCED]);
    assert_eq!(solidity.status, 0);
    assert_eq!(
        ask(&["constants", BALANCED, "--language", "solidity"]).stdout,
        solidity.stdout
    );
    let aiken = ask(&["constants", BALANCED, "--language", "aiken"]).stdout;
    for written in [&solidity.stdout, &aiken] {
        for part in [
            "No attack begins to pay from 2 blocks (chronos/flash-loan-farming) to 50,000 blocks (end of its range).",
            "Nearest flip: chronos/flash-loan-farming pays below 2 blocks, -98 % from here.",
        ] {
            assert!(written.contains(part), "no `{part}` in\n{written}");
        }
    }
    let data = json(&["constants", BALANCED, "--format", "json"]);
    assert_eq!(data, json(&["constants", BALANCED, "--language", "json"]));
    let constants = list(&data["constants"]);
    let gap = constants
        .iter()
        .find(|it| it["name"] == "MIN_SAMPLE_BLOCKS")
        .unwrap();
    assert_eq!(gap["safe"]["low"]["value"], "2");
    assert_eq!(gap["safe"]["low"]["attack"], "chronos/flash-loan-farming");
}

#[test]
fn what_cannot_be_read_is_located_and_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("Broken.sol");
    let source = fs::read_to_string(workspace(CONTRACT)).unwrap();
    fs::write(
        &broken,
        source.replace("USER_STAKE = 0.1 ether;", "USER_STAKE = ;"),
    )
    .unwrap();
    let broken = broken.to_str().unwrap();
    for (arguments, said) in [
        (vec!["--check", broken], "Broken.sol:11:42"),
        (vec!["--check", "no/such.sol"], "cannot read no/such.sol"),
        (
            vec!["--check", CONTRACT, "--language", "aiken"],
            "cannot be used with",
        ),
        (
            vec!["--set", "ltv_by_age[0.6]=0.7"],
            "its rows begin at 0, 0.5, 1, 2, 3",
        ),
        (vec!["--set", "top_ltv=0.12345"], "cannot be written in bps"),
        (
            vec!["--out", "no/such/folder/file.sol"],
            "cannot write no/such/folder/file.sol",
        ),
    ] {
        let mut all = vec!["constants", BALANCED];
        all.extend(arguments);
        let answer = ask(&all);
        assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{all:?}");
        assert!(
            answer.stderr.contains(said),
            "{all:?} should say `{said}`:\n{}",
            answer.stderr
        );
    }
}
