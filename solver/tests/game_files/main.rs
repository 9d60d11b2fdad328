//! Gambit's files: what is read, what is written, and what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod hostile;
mod malformed;
mod published;
mod round_trip;

use assay_solver::game::{
    Game,
    extensive::Tree,
    files::{FileError, GameFile, read},
};

/// The games kept beside these tests.
const PUBLISHED: [(&str, &str); 9] = [
    (
        "prisoners_dilemma.nfg",
        include_str!("../games/prisoners_dilemma.nfg"),
    ),
    (
        "battle_of_the_sexes.nfg",
        include_str!("../games/battle_of_the_sexes.nfg"),
    ),
    (
        "nau_2004_section_4.nfg",
        include_str!("../games/nau_2004_section_4.nfg"),
    ),
    ("decimals.nfg", include_str!("../games/decimals.nfg")),
    (
        "selten_1975_figure_1.efg",
        include_str!("../games/selten_1975_figure_1.efg"),
    ),
    (
        "myerson_1991_figure_2_1.efg",
        include_str!("../games/myerson_1991_figure_2_1.efg"),
    ),
    (
        "myerson_1991_figure_4_2.efg",
        include_str!("../games/myerson_1991_figure_4_2.efg"),
    ),
    (
        "absent_minded_driver.efg",
        include_str!("../games/absent_minded_driver.efg"),
    ),
    ("kuhn_poker.efg", include_str!("../games/kuhn_poker.efg")),
];

fn published(name: &str) -> GameFile {
    let (_, text) = PUBLISHED
        .iter()
        .find(|(file, _)| *file == name)
        .unwrap_or_else(|| panic!("no game `{name}`"));
    read(name, text).unwrap_or_else(|error| panic!("{error}"))
}

fn normal(text: &str) -> Result<Game, FileError> {
    match read("game.nfg", text)? {
        GameFile::Normal(game) => Ok(game),
        GameFile::Extensive(_) => panic!("an extensive game"),
    }
}

fn extensive(text: &str) -> Result<Tree, FileError> {
    match read("game.efg", text)? {
        GameFile::Extensive(tree) => Ok(tree),
        GameFile::Normal(_) => panic!("a normal game"),
    }
}

fn payoffs(game: &Game) -> Vec<Vec<String>> {
    (0..game.players().len())
        .map(|player| {
            game.payoffs(player)
                .iter()
                .map(ToString::to_string)
                .collect()
        })
        .collect()
}
