//! What players who know the game and each other's reason can settle on.

pub mod bimatrix;
pub mod commitment;
pub mod correlated;
mod deviations;
pub mod dominance;
pub mod empirical;
pub mod evolution;
mod lottery;
pub mod pure;
pub mod quantal;
mod regret;
pub mod sequence;
pub mod several;
pub mod zero_sum;

pub use lottery::NotALottery;
pub use regret::{Equilibrium, NotAnEquilibrium, verify};
