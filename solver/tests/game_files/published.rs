//! Published games, read to the payoffs in print.

use assay_solver::game::{extensive::Turn, files::GameFile};

use crate::{extensive, normal, payoffs, published};

fn game(name: &str) -> assay_solver::game::Game {
    match published(name) {
        GameFile::Normal(game) => game,
        GameFile::Extensive(tree) => tree
            .reduced_form()
            .unwrap_or_else(|error| panic!("{error}"))
            .game()
            .clone(),
    }
}

fn strategies(game: &assay_solver::game::Game) -> Vec<Vec<&str>> {
    game.players()
        .iter()
        .map(|player| player.strategies.iter().map(String::as_str).collect())
        .collect()
}

#[test]
fn payoffs_stand_in_profile_order_with_the_first_player_fastest() {
    let game = game("prisoners_dilemma.nfg");
    assert_eq!(strategies(&game), [["1", "2"], ["1", "2"]]);
    assert_eq!(
        payoffs(&game),
        [["-1", "0", "-10", "-8"], ["-1", "-10", "0", "-8"]]
    );
}

#[test]
fn outcomes_are_looked_up_and_outcome_zero_pays_nothing() {
    let game = game("battle_of_the_sexes.nfg");
    assert_eq!(
        strategies(&game),
        [["Fight", "Ballet"], ["Fight", "Ballet"]]
    );
    assert_eq!(payoffs(&game), [["2", "0", "0", "1"], ["1", "0", "0", "2"]]);
}

#[test]
fn numbers_are_exact_in_every_spelling() {
    assert_eq!(
        payoffs(&game("decimals.nfg")),
        [["1", "-1", "-1", "1"], ["-1", "1", "1", "-1"]]
    );
}

#[test]
fn three_players_are_read_in_the_same_order() {
    let game = game("nau_2004_section_4.nfg");
    assert_eq!(game.shape(), [2, 2, 2]);
    let third: Vec<String> = payoffs(&game).swap_remove(2);
    assert_eq!(third, ["2", "0", "0", "0", "0", "0", "0", "3"]);
}

#[test]
fn seltens_horse_is_a_two_by_two_by_two_game() {
    let game = game("selten_1975_figure_1.efg");
    assert_eq!(strategies(&game), [["1", "2"], ["1", "2"], ["1", "2"]]);
    assert_eq!(
        payoffs(&game),
        [
            ["1", "3", "4", "3", "1", "0", "0", "0"],
            ["1", "2", "4", "2", "1", "0", "0", "0"],
            ["1", "2", "0", "2", "1", "0", "1", "0"],
        ]
    );
}

#[test]
fn a_reduced_strategy_is_silent_where_its_own_move_never_leads() {
    let game = game("myerson_1991_figure_4_2.efg");
    assert_eq!(strategies(&game), [vec!["11", "12", "2*"], vec!["1", "2"]]);
    assert_eq!(
        payoffs(&game),
        [
            ["3", "0", "2", "2", "4", "3"],
            ["0", "0", "3", "3", "1", "2"]
        ]
    );
}

#[test]
fn chance_is_averaged_exactly() {
    let game = game("myerson_1991_figure_2_1.efg");
    // Myerson (1991), table 2.1.
    assert_eq!(
        strategies(&game),
        [vec!["11", "12", "21", "22"], vec!["1", "2"]]
    );
    assert_eq!(
        payoffs(&game)[0],
        ["0", "1/2", "-1/2", "0", "1", "0", "1", "0"]
    );
    assert!(game.constant_sum().is_some_and(|sum| sum.is_zero()));
}

#[test]
fn an_absent_minded_player_does_the_same_each_time() {
    let game = game("absent_minded_driver.efg");
    assert_eq!(strategies(&game), [["1", "2"]]);
    assert_eq!(payoffs(&game), [["0", "1"]]);
}

#[test]
fn a_tree_is_kept_as_it_is_written() {
    let GameFile::Extensive(tree) = published("myerson_1991_figure_2_1.efg") else {
        panic!("a tree");
    };
    assert_eq!(tree.players(), ["1", "2"]);
    assert_eq!(tree.nodes().len(), 11);
    assert_eq!(tree.nodes()[0].turn, Turn::Chance(0));
    assert_eq!(tree.nodes()[1].label, "1.a");
    assert_eq!(tree.nodes()[2].before, Some((1, 0)));
    assert_eq!(tree.outcomes().len(), 4);
    let names: Vec<&str> = tree
        .information_sets()
        .iter()
        .map(|set| set.name.as_str())
        .collect();
    assert_eq!(names, ["red", "raised", "black"]);
    assert_eq!(tree.information_sets_of(0), [0, 2]);
}

#[test]
fn whatever_is_optional_may_be_left_out_or_repeated() {
    let long = extensive(
        "EFG 2 R \"t\" { \"a\" \"b\" }\n\
         c \"\" 3 \"coin\" { \"h\" 1/2 \"t\" .5 } 9 \"ante\" { -1, -1 }\n\
         p \"\" 1 7 \"x\" { \"l\" \"r\" } 0\nt \"\" 5 \"y\" { 1 2 }\nt \"\" 5 \"y\" { 1, 2, }\n\
         c \"\" 3 \"coin\" { \"h\" 0.5 \"t\" 1/2 } 0\n\
         t \"\" 0\np \"\" 1 7 \"x\" { \"l\" \"r\" } 0 t \"\" 0 t \"\" 9 \"ante\" { -1 -1 }",
    );
    let short = extensive(
        "\u{feff}EFG 2 D\"t\"{\"a\"\"b\"}\"\"c\"\"3\"coin\"{\"h\".5\"t\"5e-1}9\"ante\"{-1 -1}\
         p\"\"1 7\"x\"{\"l\"\"r\"}0 t\"\"5\"y\"{1 2}t\"\"5 c\"\"3 0 t\"\"0 p\"\"1 7\"x\"0 t\"\"0 t\"\"9",
    );
    assert!(long.is_ok(), "{long:?}");
    assert_eq!(long, short);
}

#[test]
fn outcomes_on_the_way_are_added_up() -> Result<(), Box<dyn std::error::Error>> {
    let tree = extensive(
        "EFG 2 R \"ante\" { \"a\" }\nc \"\" 1 \"\" { \"l\" 1/3 \"r\" 2/3 } 1 \"ante\" { -1 }\n\
         p \"\" 1 1 \"\" { \"stay\" \"go\" } 2 \"bonus\" { 6 }\nt \"\" 0\nt \"\" 1\nt \"\" 3 \"\" { 9/2 }",
    )?;
    assert_eq!(payoffs(tree.reduced_form()?.game()), [["4", "11/3"]]);
    Ok(())
}

#[test]
fn quotes_and_backslashes_in_names_are_kept() -> Result<(), Box<dyn std::error::Error>> {
    let game = normal(r#"NFG 1 R "the \"big\" one" { "a\b" "c\\" } { 1 1 } 0 0"#)?;
    assert_eq!(game.title(), r#"the "big" one"#);
    assert_eq!(game.players()[0].name, r"a\b");
    assert_eq!(game.players()[1].name, r"c\");
    Ok(())
}
