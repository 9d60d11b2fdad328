//! Gambit's files: games in normal form (`.nfg`) and in extensive form (`.efg`).
//!
//! [`read`] takes either, decided by how the text begins, and gives exact payoffs: `0.1` is a tenth. What is not a
//! game is met at its line and column with what was expected there. [`write_normal`] and [`write_extensive`] write
//! what [`read`] reads back to the same game.
//!
//! The formats are those of Gambit's documentation ("Game representation formats"), as its reader understands
//! them: `NFG 1` with payoffs or with outcomes, `EFG 2`, numbers of both kinds (`R`, `D`), information sets and
//! outcomes defined where they are first used and, where that is repeated, repeated alike. Not read: action graph
//! games (`.agg`, `.bagg`) and workbooks (`.gbt`).

mod cursor;
mod error;
mod extensive;
mod normal;
mod token;
mod write;

use cursor::Cursor;
pub use error::FileError;
pub use write::{write_extensive, write_normal};

use super::{Game, extensive::Tree};

/// What a game file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GameFile {
    /// A game in normal form.
    Normal(Game),
    /// A game in extensive form.
    Extensive(Tree),
}

/// Reads a game file. `source` names it in errors (usually its path); `text` is its content.
///
/// # Errors
/// [`FileError`] says where the text stops being a game, and what was expected there.
pub fn read(source: &str, text: &str) -> Result<GameFile, FileError> {
    let mut cursor = Cursor::new(source, text)?;
    match cursor.keyword(
        "`NFG` or `EFG`, with which a game file begins",
        &["NFG", "EFG"],
    )? {
        "NFG" => normal::read(&mut cursor).map(GameFile::Normal),
        _ => extensive::read(&mut cursor).map(GameFile::Extensive),
    }
}
