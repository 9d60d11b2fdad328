//! Games: players, strategies, payoffs.

pub mod extensive;
pub mod files;
mod normal;

pub use normal::{Game, GameError, Player, Profiles};
