//! The game that was asked about, from its file.

use std::path::Path;

use assay_reports::sha256;
use assay_solver::{
    exact::Rational,
    game::{
        Game,
        extensive::{ReduceError, ReducedForm, Tree},
        files::{self, GameFile},
    },
};

use super::numbers::list;
use crate::{arguments::Concept, error::CommandError};

/// A probability of each action, by player and information set; none where the player's own moves never lead.
type Behaviors = Vec<Vec<Option<Vec<String>>>>;

/// What a game file holds.
pub(crate) enum Input {
    /// A game that fits into a table.
    Table(Box<Opened>),
    /// A tree to be solved as it is, or whose reduced normal form is too large.
    Tree {
        /// The tree.
        tree: Box<Tree>,
        sha256: String,
        /// Why it is not in normal form, if it cannot be.
        why: Option<ReduceError>,
    },
}

/// A game in normal form, read from a file.
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

/// Profiles from which on a tree is solved in sequence form where that can be.
const TABLED: usize = 20_000;

/// Reads a game, to be solved for this concept.
pub(crate) fn open(path: &Path, concept: Concept) -> Result<Input, CommandError> {
    let bytes = std::fs::read(path).map_err(|source| CommandError::Read {
        path: path.to_owned(),
        source,
    })?;
    // Names in old files may be in any encoding; numbers and keywords are ASCII.
    let text = String::from_utf8_lossy(&bytes);
    let sha256 = sha256(&bytes);
    let (game, extensive) = match files::read(&path.display().to_string(), &text)? {
        GameFile::Normal(game) => (game, None),
        GameFile::Extensive(tree) if concept == Concept::ZeroSum && in_sequence_form(&tree) => {
            let (tree, why) = (Box::new(tree), None);
            return Ok(Input::Tree { tree, sha256, why });
        }
        GameFile::Extensive(tree) => match tree.reduced_form() {
            Ok(reduced) => (reduced.game().clone(), Some((tree, reduced))),
            Err(why) => {
                let (tree, why) = (Box::new(tree), Some(why));
                return Ok(Input::Tree { tree, sha256, why });
            }
        },
    };
    Ok(Input::Table(Box::new(Opened {
        game,
        extensive,
        sha256,
    })))
}

/// Whether the sequence form solves a tree, and its reduced normal form would be large.
fn in_sequence_form(tree: &Tree) -> bool {
    let large = tree.reduced_shape().map_or(true, |shape| {
        let profiles = shape.into_iter().try_fold(1usize, usize::checked_mul);
        profiles.is_none_or(|profiles| profiles > TABLED)
    });
    large && tree.constant_sum().is_some() && tree.perfect_recall().is_ok()
}
