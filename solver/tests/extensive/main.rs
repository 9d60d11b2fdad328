//! Games in extensive form: building, recall, strategies of every kind, and the sequence form.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod building;
mod kuhn;
mod sequence;
mod strategies;

use assay_solver::{
    exact::{Rational, parse},
    game::{
        extensive::Tree,
        files::{GameFile, read},
    },
};

fn number(text: &str) -> Rational {
    parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn tree(text: &str) -> Tree {
    match read("game.efg", text) {
        Ok(GameFile::Extensive(tree)) => tree,
        Ok(GameFile::Normal(_)) => panic!("a game in normal form"),
        Err(error) => panic!("{error}"),
    }
}
