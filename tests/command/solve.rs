//! `assay solve`: every concept from a file, exactly; and what is said of a file that is no game.

use serde_json::Value;

use crate::support::{Answer, ask, json, list, text};

const BATTLE: &str = "solver/tests/games/battle_of_the_sexes.nfg";
const PRISONERS: &str = "solver/tests/games/prisoners_dilemma.nfg";
const KUHN: &str = "solver/tests/games/kuhn_poker.efg";
const NAU: &str = "solver/tests/games/nau_2004_section_4.nfg";

fn solved(game: &str, arguments: &[&str]) -> Value {
    let mut all = vec!["solve", game, "--format", "json"];
    all.extend(arguments);
    let answer = json(&all);
    assert_eq!(answer["schema_version"], 1);
    assert_eq!(answer["verified"], true);
    answer
}

fn refused(arguments: &[&str]) -> String {
    let Answer {
        status,
        stdout,
        stderr,
        ..
    } = ask(arguments);
    assert_eq!(
        (status, stdout.as_str()),
        (2, ""),
        "{arguments:?}\n{stderr}"
    );
    stderr
}

/// A file of its own in a folder of its own, and its path.
fn written(content: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("game.nfg");
    std::fs::write(&path, content).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn all_extreme_equilibria_are_listed_exactly_in_the_files_order() {
    let answer = solved(BATTLE, &[]);
    assert_eq!(answer["status"], "complete");
    let strategies: Vec<String> = list(&answer["equilibria"])
        .iter()
        .map(|it| it["strategies"].to_string())
        .collect();
    assert_eq!(strategies.len(), 3, "{strategies:?}");
    assert!(
        list(&answer["equilibria"])
            .iter()
            .all(|it| it["certificate"] == "exact")
    );
    assert_eq!(list(&answer["components"]).len(), 3);
}

#[test]
fn one_player_takes_what_is_best_and_one_strategy_is_played() {
    for (file, equilibria) in [
        (
            "NFG 1 R \"\" { \"alone\" } { 3 } 2 5 5",
            r#"[[["0","1","0"]],[["0","0","1"]]]"#,
        ),
        (
            "NFG 1 R \"\" { \"a\" \"b\" } { 1 1 } 7 -1/3",
            r#"[[["1"],["1"]]]"#,
        ),
        (
            "NFG 1 R \"\" { \"a\" \"b\" } { 1 2 } 0 1 0 3",
            r#"[[["1"],["0","1"]]]"#,
        ),
        (
            "NFG 1 R \"\" { \"a\" \"b\" \"c\" } { 1 1 1 } 1 2 3",
            r#"[[["1"],["1"],["1"]]]"#,
        ),
    ] {
        let (_folder, path) = written(file.as_bytes());
        let answer = solved(&path, &[]);
        let found: Vec<&Value> = list(&answer["equilibria"])
            .iter()
            .map(|it| &it["strategies"])
            .collect();
        assert_eq!(serde_json::to_string(&found).unwrap(), equilibria, "{file}");
    }
}

#[test]
fn a_game_whose_every_profile_is_an_equilibrium_is_one_component() {
    let (_folder, path) = written(b"NFG 1 R \"\" { \"a\" \"b\" } { 2 2 } 0 0 0 0 0 0 0 0");
    let answer = solved(&path, &[]);
    assert_eq!(list(&answer["equilibria"]).len(), 4);
    assert_eq!(
        answer["components"].to_string(),
        r#"[{"equilibria":[1,2,3,4],"subsets":[[1,2,3,4]]}]"#
    );
}

/// Nau, Gomez Canovas and Hansen (2004), section 4: one equilibrium, in irrational numbers.
#[test]
fn an_irrational_equilibrium_of_three_is_proved_within_bounds() {
    let answer = solved(NAU, &[]);
    assert_eq!(answer["status"], "complete");
    let [only] = list(&answer["equilibria"]) else {
        panic!("{answer}")
    };
    assert_eq!(only["certificate"], "interval");
    let [low, high] = list(&only["enclosures"][0][0]) else {
        panic!("{only}")
    };
    let (low, high) = (low.as_f64().unwrap(), high.as_f64().unwrap());
    assert!(low < high && high - low < 1e-9, "{low} {high}");
    let shown: f64 = text(&only["strategies"][0][0]).parse().unwrap();
    assert!((low..=high).contains(&shown));
}

/// Kuhn (1950): the first player loses an eighteenth of the ante.
#[test]
fn kuhns_poker_is_worth_minus_an_eighteenth_by_both_forms() {
    let answer = solved(KUHN, &["--concept", "zero-sum"]);
    assert_eq!(answer["value"]["exact"], "-1/18");
    assert_eq!(
        answer["notes"].to_string(),
        r#"["The sequence form gives the same value."]"#
    );
    assert!(answer["equilibria"][0]["behavior"].is_array());
}

/// Kuhn's poker with more cards, as a file.
fn kuhn(cards: usize) -> String {
    let deals = || {
        (0..cards)
            .flat_map(|a| (0..cards).map(move |b| (a, b)))
            .filter(|(a, b)| a != b)
    };
    let draws: Vec<String> = deals()
        .map(|(a, b)| format!("\"{a}-{b}\" 1/{}", cards * (cards - 1)))
        .collect();
    let mut text = format!(
        "EFG 2 R \"Kuhn poker\" {{ \"first\" \"second\" }}\nc \"\" 1 \"\" {{ {} }} 0\n",
        draws.join(" ")
    );
    let mut outcomes = 0;
    for (a, b) in deals() {
        let mut end = |worth: i32| {
            outcomes += 1;
            format!("t \"\" {outcomes} \"\" {{ {worth}, {} }}\n", -worth)
        };
        let worth = if a > b { 1 } else { -1 };
        text.push_str(&format!(
            "p \"\" 1 {} \"\" {{ \"check\" \"bet\" }} 0\n",
            2 * a + 1
        ));
        text.push_str(&format!(
            "p \"\" 2 {} \"\" {{ \"check\" \"bet\" }} 0\n",
            2 * b + 1
        ));
        text.push_str(&end(worth));
        text.push_str(&format!(
            "p \"\" 1 {} \"\" {{ \"fold\" \"call\" }} 0\n",
            2 * a + 2
        ));
        text.push_str(&(end(-1) + &end(2 * worth)));
        text.push_str(&format!(
            "p \"\" 2 {} \"\" {{ \"fold\" \"call\" }} 0\n",
            2 * b + 2
        ));
        text.push_str(&(end(1) + &end(2 * worth)));
    }
    text
}

#[test]
fn a_tree_too_large_for_a_table_is_solved_in_sequence_form_and_certified() {
    // Three cards are Kuhn's own game; eight make 430 million profiles.
    let (_folder, path) = written(kuhn(3).as_bytes());
    assert_eq!(
        solved(&path, &["--concept", "zero-sum"])["value"]["exact"],
        "-1/18"
    );
    let (folder, path) = written(kuhn(8).as_bytes());
    let mut answer = solved(&path, &["--concept", "zero-sum"]);
    assert!(answer["equilibria"][0]["behavior"].is_array());
    let kept = folder.path().join("answer.json");
    let kept = kept.to_str().unwrap();
    std::fs::write(kept, answer.to_string()).unwrap();
    assert_eq!(ask(&["certify", &path, kept]).status, 0);
    // Whoever holds the best card folds it: no longer optimal.
    answer["equilibria"][0]["behavior"][0][15] = serde_json::json!(["1", "0"]);
    std::fs::write(kept, answer.to_string()).unwrap();
    assert_eq!(ask(&["certify", &path, kept]).status, 1);
    let said = refused(&["solve", &path]);
    assert!(
        said.contains("profiles") && said.contains("--concept zero-sum"),
        "{said}"
    );
}

#[test]
fn each_concept_gives_its_own_answer() {
    let pure = solved(PRISONERS, &["--concept", "pure"]);
    assert_eq!(list(&pure["equilibria"]).len(), 1);
    let dominance = solved(PRISONERS, &["--concept", "dominance"]);
    let kept = list(&dominance["elimination"]["surviving"]);
    assert!(kept.iter().all(|kept| list(kept).len() == 1), "{dominance}");
    for objective in ["welfare", "min-welfare", "player:2", "profiles:1,1;2,2"] {
        for concept in ["correlated", "coarse"] {
            let answer = solved(BATTLE, &["--concept", concept, "--objective", objective]);
            assert_eq!(
                list(&answer["equilibria"][0]["distribution"]).len(),
                4,
                "{objective}"
            );
            assert!(answer["value"]["exact"].is_string());
        }
    }
    let leading = solved(BATTLE, &["--concept", "stackelberg", "--leader", "2"]);
    assert_eq!(leading["leader"], 2);
    let quantal = solved(BATTLE, &["--concept", "qre", "--lambda", "3/2"]);
    assert_eq!(quantal["lambda"], 1.5);
    assert_eq!(quantal["equilibria"][0]["certificate"], "interval");
}

/// Aumann (1974): chicken, whose correlated equilibria reach a welfare of 21/2.
#[test]
fn chicken_reaches_ten_and_a_half_by_advice() {
    let (_folder, path) = written(b"NFG 1 R \"chicken\" { \"a\" \"b\" } { 2 2 } 6 6 7 2 2 7 0 0");
    let answer = solved(&path, &["--concept", "correlated"]);
    assert_eq!(answer["value"]["exact"], "21/2");
    assert_eq!(
        answer["equilibria"][0]["distribution"].to_string(),
        r#"["1/2","1/4","1/4","0"]"#
    );
}

#[test]
fn a_file_that_is_no_game_is_met_at_its_line_and_column() {
    let (_folder, path) =
        written(b"NFG 1 R \"t\" { \"a\" \"b\" }\n{ 2 2 }\n\n1 2 3 4 five 6 7 8\n");
    let said = refused(&["solve", &path]);
    assert!(said.contains("game.nfg:4:9"), "{said}");
    assert!(said.contains("five") && said.contains("expected"), "{said}");
    for content in [
        &b""[..],
        b"\xff\x00\xfe",
        b"NFG",
        b"EFG 2 R",
        b"NFG 1 R \"\" { \"a\" } { 999999999999 }",
    ] {
        let (_folder, path) = written(content);
        let said = refused(&["solve", &path]);
        assert!(
            said.contains("error") && said.contains("game.nfg:1:"),
            "{content:?}\n{said}"
        );
    }
    assert!(refused(&["solve", "no/such/file.nfg"]).contains("no/such/file.nfg"));
}

#[test]
fn what_cannot_be_asked_is_said() {
    for (arguments, said) in [
        (vec![BATTLE, "--concept", "zero-sum"], "sum to"),
        (vec![NAU, "--concept", "stackelberg"], "2 players"),
        (
            vec![BATTLE, "--concept", "stackelberg", "--leader", "3"],
            "no player 3 to lead",
        ),
        (
            vec![BATTLE, "--lambda", "2"],
            "`--lambda` says nothing about `--concept nash`",
        ),
        (vec![BATTLE, "--concept", "qre", "--lambda", "-1"], "lambda"),
        (vec![BATTLE, "--concept", "qre", "--lambda", "much"], "much"),
        (
            vec![BATTLE, "--concept", "coarse", "--objective", "player:9"],
            "no player 9",
        ),
        (
            vec![BATTLE, "--concept", "coarse", "--objective", "profiles:1,3"],
            "1,3",
        ),
        (
            vec![BATTLE, "--concept", "correlated", "--objective", "wealth"],
            "`wealth` is no objective",
        ),
    ] {
        let mut all = vec!["solve"];
        all.extend(arguments);
        let found = refused(&all);
        assert!(found.contains(said), "{all:?}\n{found}");
    }
}

#[test]
fn an_answer_that_is_not_complete_is_never_a_success() {
    // Both of the others win if the third does not matter: a continuum.
    let (_folder, path) =
        written(b"NFG 1 R \"\" { \"a\" \"b\" \"c\" } { 2 2 2 } 1 1 0 0 0 0 0 0 0 1 1 0 1 1 0 0 0 0 0 0 0 1 1 0");
    let Answer { status, stdout, .. } = ask(&["solve", &path]);
    assert_eq!(status, 2, "{stdout}");
    assert!(
        stdout.contains("unresolved") && stdout.contains("there may be others"),
        "{stdout}"
    );
}
