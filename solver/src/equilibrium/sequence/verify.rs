//! The check of optimal strategies, on the tree and apart from the program that found them.

use thiserror::Error;

use crate::{
    exact::Rational,
    game::extensive::{Behavior, BehaviorError, Tree},
};

/// Why strategies are not optimal.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotOptimal {
    /// They are not behaviour strategies of two players of this tree who remember their moves.
    #[error(transparent)]
    Behavior(#[from] BehaviorError),
    /// A player gains by playing something else.
    #[error("player {player} gains {gain} by another strategy")]
    Deviation {
        /// Number of the player, from 1.
        player: usize,
        /// How much, in units of the payoffs.
        gain: Rational,
    },
    /// The interests are not opposed, so that two best answers secure nothing.
    #[error("the payoffs of the two players do not sum to the same at every end of the game")]
    NotConstantSum,
    /// The linear program has no optimum, where the sequence form of a finite game always has one.
    #[error("the linear program has no optimum")]
    NoOptimum,
    /// The linear program's optimum is not what the strategies are worth.
    #[error("the value claimed is {claimed}, the strategies are worth {found}")]
    Value {
        /// The program's optimum.
        claimed: Rational,
        /// What the first player expects.
        found: Rational,
    },
}

/// Checks that behaviour strategies are optimal in a constant-sum tree of two players, exactly: each is a best
/// answer to the other, found by a pass over the tree. Returns the value to the first player.
///
/// # Errors
/// [`NotOptimal`] names the first player who gains by deviating, and how much.
pub fn verify(tree: &Tree, behaviors: &[Behavior; 2]) -> Result<Rational, NotOptimal> {
    if tree.constant_sum().is_none() {
        return Err(NotOptimal::NotConstantSum);
    }
    let expected = tree.expected_payoffs(behaviors)?;
    for (player, expected) in expected.iter().enumerate() {
        let best = tree.best_response(player, behaviors)?.value;
        if best != *expected {
            return Err(NotOptimal::Deviation {
                player: player + 1,
                gain: best - expected,
            });
        }
    }
    Ok(expected.into_iter().next().unwrap_or_default())
}
