//! `assay certify`: true answers pass, and whatever is changed in one is refused.

use serde_json::{Value, json};

use crate::support::{Answer, ask, json as asked};

const BATTLE: &str = "solver/tests/games/battle_of_the_sexes.nfg";
const PRISONERS: &str = "solver/tests/games/prisoners_dilemma.nfg";
const KUHN: &str = "solver/tests/games/kuhn_poker.efg";
const NAU: &str = "solver/tests/games/nau_2004_section_4.nfg";

fn certified(game: &str, answer: &Value) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answer.json");
    std::fs::write(&path, answer.to_string()).unwrap();
    ask(&["certify", game, path.to_str().unwrap()])
}

fn solved(game: &str, arguments: &[&str]) -> Value {
    let mut all = vec!["solve", game, "--format", "json"];
    all.extend(arguments);
    asked(&all)
}

#[test]
fn every_concepts_answer_passes() {
    for (game, arguments) in [
        (BATTLE, &[][..]),
        (BATTLE, &["--concept", "pure"]),
        (
            BATTLE,
            &["--concept", "correlated", "--objective", "min-welfare"],
        ),
        (BATTLE, &["--concept", "coarse", "--objective", "player:1"]),
        (BATTLE, &["--concept", "stackelberg", "--leader", "2"]),
        (BATTLE, &["--concept", "qre", "--lambda", "2"]),
        (PRISONERS, &["--concept", "dominance"]),
        (KUHN, &["--concept", "zero-sum"]),
        (KUHN, &[]),
        (NAU, &[]),
    ] {
        let verdict = certified(game, &solved(game, arguments));
        assert_eq!(
            verdict.status, 0,
            "{game} {arguments:?}\n{}{}",
            verdict.stdout, verdict.stderr
        );
        assert!(verdict.stdout.starts_with("verified"), "{}", verdict.stdout);
    }
}

/// Game, question, what is put where, and what is said of it.
type Corruption = (
    &'static str,
    &'static [&'static str],
    &'static str,
    Value,
    &'static str,
);

#[test]
fn whatever_is_changed_is_refused_with_the_reason() {
    let cases: Vec<Corruption> = vec![
        (
            BATTLE,
            &[],
            "/equilibria/1/strategies/0/0",
            json!("3/5000000"),
            "sum to",
        ),
        (
            BATTLE,
            &[],
            "/equilibria/0/strategies/0",
            json!(["0", "1"]),
            "gains",
        ),
        (
            BATTLE,
            &[],
            "/equilibria/0/strategies/0",
            json!(["2", "-1"]),
            "probability -1",
        ),
        (
            BATTLE,
            &[],
            "/equilibria/0/strategies/0",
            json!(["1"]),
            "strategies",
        ),
        (
            BATTLE,
            &[],
            "/equilibria/0/payoffs/0",
            json!("5"),
            "payoffs",
        ),
        (
            BATTLE,
            &[],
            "/equilibria/0/certificate",
            json!("none"),
            "no certificate",
        ),
        (
            BATTLE,
            &[],
            "/equilibria/0/certificate",
            json!("interval"),
            "enclosures",
        ),
        (BATTLE, &[], "/players/0", json!("somebody"), "players"),
        (
            BATTLE,
            &[],
            "/strategies/1/0",
            json!("something"),
            "strategies",
        ),
        (
            BATTLE,
            &[],
            "/components/0/equilibria",
            json!([1, 2]),
            "components",
        ),
        (BATTLE, &[], "/schema_version", json!(2), "schema_version"),
        (
            BATTLE,
            &["--concept", "correlated"],
            "/value/float",
            json!(5.5),
            "value",
        ),
        (
            BATTLE,
            &["--concept", "correlated"],
            "/value",
            json!({"float": 6.0, "exact": "6"}),
            "value",
        ),
        (
            BATTLE,
            &["--concept", "correlated"],
            "/equilibria/0/distribution",
            json!(["0", "1", "0", "0"]),
            "",
        ),
        (
            BATTLE,
            &["--concept", "correlated"],
            "/objective",
            json!("min-welfare"),
            "",
        ),
        (
            BATTLE,
            &["--concept", "coarse"],
            "/objective",
            json!("player:7"),
            "player 7",
        ),
        (
            BATTLE,
            &["--concept", "stackelberg"],
            "/value",
            json!({"float": 9.0, "exact": "9"}),
            "leader",
        ),
        (
            BATTLE,
            &["--concept", "stackelberg"],
            "/equilibria/0/strategies/1",
            json!(["1/2", "1/2"]),
            "one strategy",
        ),
        (
            BATTLE,
            &["--concept", "stackelberg"],
            "/pessimistic",
            json!("0"),
            "",
        ),
        (
            BATTLE,
            &["--concept", "qre"],
            "/lambda",
            json!(4.0),
            "enclosures",
        ),
        (
            KUHN,
            &["--concept", "zero-sum"],
            "/value",
            json!({"float": -0.0625, "exact": "-1/16"}),
            "",
        ),
        (
            PRISONERS,
            &["--concept", "dominance"],
            "/elimination/rounds/0/0/strategy",
            json!(2),
            "",
        ),
        (
            PRISONERS,
            &["--concept", "dominance"],
            "/elimination/rounds/0/0/gain/0",
            json!("100"),
            "",
        ),
        (
            NAU,
            &[],
            "/equilibria/0/enclosures/0/0",
            json!([0.5, 0.50001]),
            "",
        ),
        (
            NAU,
            &[],
            "/equilibria/0/strategies/0/0",
            json!("0.7"),
            "outside",
        ),
    ];
    for (game, arguments, place, value, reason) in cases {
        let mut answer = solved(game, arguments);
        let slot = answer
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("{place}"));
        assert_ne!(*slot, value, "{place} is not changed");
        *slot = value;
        let verdict = certified(game, &answer);
        assert_eq!(
            verdict.status, 1,
            "{game} {arguments:?} {place}\n{}{}",
            verdict.stdout, verdict.stderr
        );
        assert!(verdict.stdout.starts_with("refused"), "{}", verdict.stdout);
        assert!(
            verdict.stdout.contains(reason),
            "{place}: {reason}\n{}",
            verdict.stdout
        );
    }
}

#[test]
fn an_equilibrium_left_out_or_listed_twice_is_noticed() {
    let mut fewer = solved(BATTLE, &[]);
    fewer["equilibria"].as_array_mut().unwrap().remove(1);
    let verdict = certified(BATTLE, &fewer);
    assert_eq!(verdict.status, 1, "{}", verdict.stdout);

    let mut twice = solved(BATTLE, &[]);
    let first = twice["equilibria"][0].clone();
    twice["equilibria"].as_array_mut().unwrap().push(first);
    let verdict = certified(BATTLE, &twice);
    assert!(
        verdict.status == 1 && verdict.stdout.contains("twice"),
        "{}",
        verdict.stdout
    );

    let mut fewer = solved(NAU, &[]);
    fewer["equilibria"] = json!([]);
    assert_eq!(certified(NAU, &fewer).status, 1);

    let mut fewer = solved(BATTLE, &["--concept", "pure"]);
    fewer["equilibria"].as_array_mut().unwrap().remove(0);
    assert_eq!(certified(BATTLE, &fewer).status, 1);
}

#[test]
fn an_answer_for_another_game_is_refused() {
    assert_eq!(certified(PRISONERS, &solved(BATTLE, &[])).status, 1);
}

#[test]
fn what_is_no_answer_is_met_at_its_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answer.json");
    for content in [
        "",
        "[]",
        "{\"schema_version\": 1}",
        "{\n  \"schema_version\": \"one\"\n}",
    ] {
        std::fs::write(&path, content).unwrap();
        let verdict = ask(&["certify", BATTLE, path.to_str().unwrap()]);
        assert_eq!(verdict.status, 2, "{content}");
        assert!(
            verdict.stderr.contains("answer.json:"),
            "{}",
            verdict.stderr
        );
    }
}
