//! Zero-sum games in extensive form, solved in sequence form.
//!
//! What two players with opposed interests and perfect recall should do in a tree, and what the game is worth: a
//! linear program whose size is that of the tree, where the normal form grows exponentially. Following D. Koller,
//! N. Megiddo and B. von Stengel, "Efficient computation of equilibria for extensive two-person games", Games and
//! Economic Behavior 14 (1996): a strategy is the weight it puts on each sequence of own moves. [`solve`] finds the
//! plans; [`verify`] checks them apart from the program that found them, by best answers on the tree itself.

mod plan;
mod verify;

use thiserror::Error;

use crate::{
    exact::Rational,
    game::extensive::{Behavior, BehaviorError, ImperfectRecall, Tree},
    program::{Effort, Outcome, SolveError, Work},
};
use plan::SequenceForm;
pub use verify::{NotOptimal, verify};

/// What a zero-sum (or constant-sum) tree is worth, and strategies that secure it. Verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    value: Rational,
    constant: Rational,
    behaviors: [Behavior; 2],
    work: Work,
}

impl Solution {
    /// What the first player secures, and the second holds it to. The second receives [`Solution::constant`] less
    /// this.
    pub fn value(&self) -> &Rational {
        &self.value
    }

    /// What both players receive together, whatever happens.
    pub fn constant(&self) -> &Rational {
        &self.constant
    }

    /// A behaviour strategy of each player that secures its share of the value whatever the other does.
    pub fn behaviors(&self) -> &[Behavior; 2] {
        &self.behaviors
    }

    /// What it took to find.
    pub fn work(&self) -> &Work {
        &self.work
    }
}

/// Why there is no solution.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SequenceError {
    /// Not two players.
    #[error("the sequence form is for two players, the game has {0}")]
    Players(usize),
    /// The players' interests are not opposed.
    #[error("the payoffs of the two players do not sum to the same at every end of the game")]
    NotConstantSum,
    /// A player forgets, and sequences do not tell what it can do.
    #[error(transparent)]
    Recall(#[from] ImperfectRecall),
    /// The linear program was not solved.
    #[error(transparent)]
    Program(#[from] SolveError),
    /// The solution of the linear program does not pass the check on the tree.
    #[error("the plans found were refused: {0}")]
    Refused(#[from] NotOptimal),
}

impl From<BehaviorError> for SequenceError {
    fn from(error: BehaviorError) -> Self {
        Self::Refused(error.into())
    }
}

/// Solves a two-player constant-sum tree with perfect recall, exactly.
///
/// One linear program: the first player's plan that secures most, whose shadow prices are the second player's plan.
///
/// # Errors
/// [`SequenceError`] when the tree is not of this kind, the effort did not suffice, or the plans failed the check.
pub fn solve(tree: &Tree, effort: &Effort) -> Result<Solution, SequenceError> {
    let players = tree.players().len();
    if players != 2 {
        return Err(SequenceError::Players(players));
    }
    let constant = tree.constant_sum().ok_or(SequenceError::NotConstantSum)?;
    let form = SequenceForm::of(tree)?;
    let (program, variables, rows) = form.program();
    let optimum = match program.solve(effort)? {
        Outcome::Optimal(optimum) => optimum,
        Outcome::Infeasible(_) | Outcome::Unbounded(_) => return Err(NotOptimal::NoOptimum.into()),
    };
    let first: Vec<Rational> = variables
        .iter()
        .filter_map(|variable| optimum.values.get(variable.index()).cloned())
        .collect();
    let second: Vec<Rational> = rows
        .iter()
        .filter_map(|row| optimum.duals.get(row.index()).cloned())
        .collect();
    let behaviors = [
        form.behavior(tree, 0, &first)?,
        form.behavior(tree, 1, &second)?,
    ];
    let value = verify(tree, &behaviors)?;
    if value != optimum.value {
        return Err(NotOptimal::Value {
            claimed: optimum.value,
            found: value,
        }
        .into());
    }
    Ok(Solution {
        value,
        constant,
        behaviors,
        work: optimum.work,
    })
}
