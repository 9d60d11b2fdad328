//! One equilibrium, by following one path.
//!
//! Source: C. E. Lemke and J. T. Howson, "Equilibrium points of bimatrix games", J. SIAM 12 (1964), with the
//! lexicographic ratio test, under which the path ends in degenerate games, too.

use dashu_int::IBig;
use thiserror::Error;

use super::{
    check::Checker,
    dictionary::{Dictionary, Overflow},
    enumeration::Effort,
    integer::Integer,
    polytope::{Polytope, Vertex},
};
use crate::{
    equilibrium::{Equilibrium, NotAnEquilibrium},
    game::Game,
};

/// Why a path has no end.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LemkeHowsonError {
    /// The game is not for two.
    #[error("Lemke–Howson paths are for two players, and this game has {players}")]
    NotTwoPlayers {
        /// Players in the game.
        players: usize,
    },
    /// No pure strategy has that number.
    #[error("label {label} is none of the {labels} pure strategies, numbered from 0")]
    NoSuchLabel {
        /// The label asked for.
        label: usize,
        /// Pure strategies of both players.
        labels: usize,
    },
    /// [`Effort::pivots`] were not enough. There is an equilibrium further on.
    #[error("the path is longer than {pivots} pivots")]
    PivotsSpent {
        /// Pivots allowed.
        pivots: u64,
    },
    /// The end of the path failed its check: a fault of this crate, not of the game.
    #[error("the end of the path is no equilibrium: {0}")]
    Refused(#[from] NotAnEquilibrium),
}

/// The equilibrium at the end of the path that starts where nobody plays and misses one label: `label` counts the
/// first player's pure strategies from 0, and then the second's. Of the effort, only the pivots are used.
///
/// # Errors
/// [`LemkeHowsonError`] for other than two players, a label that does not exist, or a path longer than allowed.
pub fn lemke_howson(
    game: &Game,
    label: usize,
    effort: &Effort,
) -> Result<Equilibrium, LemkeHowsonError> {
    let (Some(polytopes), Some(checker)) = (Polytope::of(game), Checker::of(game)) else {
        return Err(LemkeHowsonError::NotTwoPlayers {
            players: game.players().len(),
        });
    };
    let labels = polytopes[0].labels();
    if label >= labels {
        return Err(LemkeHowsonError::NoSuchLabel { label, labels });
    }
    let end = follow::<i64>(&polytopes, label, effort.pivots)
        // Long integers do not overflow.
        .or_else(|Overflow| follow::<IBig>(&polytopes, label, effort.pivots))
        .unwrap_or(None);
    let Some(ends) = end else {
        return Err(LemkeHowsonError::PivotsSpent {
            pivots: effort.pivots,
        });
    };
    let [first, second] = [0, 1].map(|player: usize| {
        let strategy = polytopes[player].strategy_of(&ends[player]);
        checker.check(player, strategy)
    });
    Ok(checker.equilibrium(&first, &second)?)
}

/// The vertices at the end of the path; nothing if it is longer than allowed.
fn follow<T: Integer>(
    polytopes: &[Polytope; 2],
    missing: usize,
    most_pivots: u64,
) -> Result<Option<[Vertex; 2]>, Overflow> {
    let [first, second] = polytopes;
    let mut dictionaries = [
        Dictionary::<T>::of(first).ok_or(Overflow)?,
        Dictionary::<T>::of(second).ok_or(Overflow)?,
    ];
    let mut side = usize::from(first.strategy(missing).is_none());
    let mut entering = missing;
    for _ in 0..most_pivots {
        let dictionary = &mut dictionaries[side];
        let column = dictionary.cobasic().iter().position(|&it| it == entering);
        // The label that is twice there is cobasic on the side that it did not just leave, and polytopes are bounded.
        let Some((column, row)) =
            column.and_then(|at| Some((at + 1, dictionary.blocking_row(at + 1)?)))
        else {
            return Ok(None);
        };
        let leaving = dictionary.basic()[row];
        dictionary.pivot(row, column)?;
        if leaving == missing {
            let [one, other] = &dictionaries;
            return Ok(Some([one.vertex(first), other.vertex(second)]));
        }
        entering = leaving;
        side = 1 - side;
    }
    Ok(None)
}
