//! The game that was asked about, from its file.

use std::path::Path;

use assay_reports::sha256;
use assay_solver::{
    exact::Rational,
    game::{
        Game,
        extensive::{ReducedForm, Tree},
        files::{self, GameFile},
    },
};

use super::numbers::list;
use crate::error::CommandError;

/// A probability of each action, by player and information set; none where the player's own moves never lead.
type Behaviors = Vec<Vec<Option<Vec<String>>>>;

/// A game read from a file.
pub(crate) struct Opened {
    /// In normal form; reduced, where the file has a tree.
    pub(crate) game: Game,
    /// The tree and how its reduced strategies move in it.
    pub(crate) extensive: Option<(Tree, ReducedForm)>,
    pub(crate) sha256: String,
}

impl Opened {
    /// What mixed strategies come to in the tree; none without a tree, or where somebody forgets.
    pub(crate) fn behavior(&self, strategies: &[Vec<Rational>]) -> Option<Behaviors> {
        let (tree, reduced) = self.extensive.as_ref()?;
        let behaviors = strategies.iter().enumerate().map(|(player, mixed)| {
            let behavior = reduced.behavior(tree, player, mixed).ok()?;
            Some(
                behavior
                    .choices()
                    .iter()
                    .map(|choice| choice.as_deref().map(list))
                    .collect(),
            )
        });
        behaviors.collect()
    }
}

pub(crate) fn open(path: &Path) -> Result<Opened, CommandError> {
    let bytes = std::fs::read(path).map_err(|source| CommandError::Read {
        path: path.to_owned(),
        source,
    })?;
    // Names in old files may be in any encoding; numbers and keywords are ASCII.
    let text = String::from_utf8_lossy(&bytes);
    let (game, extensive) = match files::read(&path.display().to_string(), &text)? {
        GameFile::Normal(game) => (game, None),
        GameFile::Extensive(tree) => {
            let reduced = tree.reduced_form()?;
            (reduced.game().clone(), Some((tree, reduced)))
        }
    };
    Ok(Opened {
        game,
        extensive,
        sha256: sha256(&bytes),
    })
}
