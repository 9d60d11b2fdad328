//! Every isolated Nash equilibrium of a small game of any number of players.
//!
//! Support by support: supports in which somebody would play what is never a best reply are passed over by exact
//! comparison; where at most two players mix, the equations are linear and are decided exactly; the rest are
//! polynomial systems, searched box by box with Krawczyk's test, which proves that a box holds exactly one solution.
//! An equilibrium in rationals is given exactly, any other within boxes that [`verify_enclosure`] proves again on
//! its own. Supports that cannot be settled are returned as [`Unresolved`]: with none of these, and the walk
//! through the supports not cut short, nothing is missing.
//!
//! For games too large for that, [`one`] follows the logit equilibria to their limit.

mod enclosure;
mod krawczyk;
mod linear;
mod matrix;
mod one;
mod rational;
mod root;
mod search;
mod supports;
mod system;
mod tensor;

pub use enclosure::{Enclosed, NotEnclosed, verify_enclosure};

pub use one::{One, one};

pub(in crate::equilibrium) use krawczyk::{Equations, inside, krawczyk, narrowed};
pub(in crate::equilibrium) use matrix::{inverse, times};
pub(in crate::equilibrium) use system::{System, difference};
pub(in crate::equilibrium) use tensor::{Region, Tensor};

use self::{root::Judged, search::Searched};
use crate::{
    equilibrium::{Equilibrium, verify},
    game::Game,
    interval::Interval,
    program::SolveError,
};

/// How much may be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Choices of a support for a player.
    pub supports: u64,
    /// Boxes of probabilities for one choice of all players' supports.
    pub boxes_per_support: u64,
    /// Boxes of probabilities in all.
    pub boxes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            supports: 2_000_000,
            boxes_per_support: 20_000,
            boxes: 2_000_000,
        }
    }
}

/// What was found, and what could not be settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Solutions {
    /// Equilibria, no two the same, in the order of their supports.
    pub equilibria: Vec<Found>,
    /// Supports that may hold further equilibria.
    pub unresolved: Vec<Unresolved>,
    /// Whether the budget ended before every choice of supports had been looked at.
    pub cut_short: bool,
    /// What it took.
    pub work: Work,
}

impl Solutions {
    /// Whether the equilibria are certainly all there are.
    pub fn is_complete(&self) -> bool {
        self.unresolved.is_empty() && !self.cut_short
    }
}

/// An equilibrium, with its proof.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// In rationals, verified exactly.
    Exact(Equilibrium),
    /// Proved to exist, once, within boxes.
    Enclosed(Enclosed),
}

/// Supports that may hold equilibria that are not among those found.
#[derive(Debug, Clone, PartialEq)]
pub struct Unresolved {
    /// One list of strategies a player (indices from 0): exactly these would be played.
    pub supports: Vec<Vec<usize>>,
    /// Why.
    pub reason: Reason,
    /// Where the equilibria would be: regions of probabilities, one list a player over its support. Empty where
    /// nothing is known.
    pub regions: Vec<Vec<Vec<Interval>>>,
    /// An equilibrium with these supports, verified exactly, where one was met.
    pub example: Option<Equilibrium>,
}

/// Why supports are not settled.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The equilibria are certainly a continuum.
    Continuum,
    /// Solutions so near to each other, or so near to being none, that floats cannot tell; often a continuum.
    Singular,
    /// One solution, with a probability so near to zero or a deviation so near to paying that floats cannot tell.
    Tied,
    /// Two players have a choice of probabilities, and a third's deviations decide among them.
    Bilinear,
    /// The budget ended.
    Budget,
    /// A linear program of a degenerate support failed.
    Program(SolveError),
}

/// What a search took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// Choices of all players' supports that were not passed over.
    pub supports: u64,
    /// Boxes of probabilities.
    pub boxes: u64,
}

/// Every isolated Nash equilibrium, as far as the budget goes.
pub fn solve(game: &Game, budget: &Budget) -> Solutions {
    let ranks = supports::Ranks::of(game);
    let mut solutions = Solutions {
        equilibria: Vec::new(),
        unresolved: Vec::new(),
        cut_short: false,
        work: Work::default(),
    };
    let seen_all = supports::Supports::new(&ranks, budget.supports).each(&mut |supports| {
        solutions.work.supports += 1;
        let mixing = supports.iter().filter(|support| support.len() > 1).count();
        if mixing <= 2 {
            solutions.linear(game, supports);
        } else {
            solutions.polynomial(game, supports, budget);
        }
    });
    solutions.cut_short = !seen_all;
    solutions
}

impl Solutions {
    fn linear(&mut self, game: &Game, supports: &[Vec<usize>]) {
        let (reason, example) = match linear::equilibria(game, supports) {
            Ok(linear::Held::Nothing) => return,
            Ok(linear::Held::One(equilibrium)) => {
                self.equilibria.push(Found::Exact(equilibrium));
                return;
            }
            Ok(linear::Held::Continuum(member)) => (Reason::Continuum, Some(member)),
            Ok(linear::Held::Undecided) => (Reason::Bilinear, None),
            Err(error) => (Reason::Program(error), None),
        };
        self.unresolved.push(Unresolved {
            supports: supports.to_vec(),
            reason,
            regions: Vec::new(),
            example,
        });
    }

    fn polynomial(&mut self, game: &Game, supports: &[Vec<usize>], budget: &Budget) {
        let system = System::new(game, supports);
        let left = budget.boxes.saturating_sub(self.work.boxes);
        let Searched {
            proven,
            stuck,
            unseen,
            boxes,
        } = search::search(&system, left.min(budget.boxes_per_support));
        self.work.boxes += boxes;
        for narrow in proven {
            match root::judge(game, supports, &system, &narrow) {
                Judged::Exact(equilibrium) => self.equilibria.push(Found::Exact(equilibrium)),
                Judged::Enclosed(enclosed) => self.equilibria.push(Found::Enclosed(enclosed)),
                Judged::None => {}
                Judged::Tied => self.unresolved.push(Unresolved {
                    supports: supports.to_vec(),
                    reason: Reason::Tied,
                    regions: vec![system.region(&narrow)],
                    example: None,
                }),
            }
        }
        for (reason, boxes) in [(Reason::Singular, stuck), (Reason::Budget, unseen)] {
            if boxes.is_empty() {
                continue;
            }
            let regions = search::merged(boxes);
            let example = regions.iter().find_map(|region| {
                let strategies = rational::simplest_root(game, supports, region)?;
                let equilibrium = verify(game, strategies).ok()?;
                root::plays(supports, equilibrium.strategies()).then_some(equilibrium)
            });
            self.unresolved.push(Unresolved {
                supports: supports.to_vec(),
                reason,
                regions: regions.iter().map(|region| system.region(region)).collect(),
                example,
            });
        }
    }
}
