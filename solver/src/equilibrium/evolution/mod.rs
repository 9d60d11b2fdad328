//! What becomes of shares of strategies when the better-paid ones grow: replicator dynamics, and what is stable.
//!
//! One [`Population`] whose members meet each other, or one population a player of a game. Rest points and
//! evolutionary stability are decided exactly, in rationals; paths over time are floats.

mod copositive;
mod population;
mod replicator;
mod rest;
mod stable;

pub use population::{Population, PopulationError};
pub use replicator::{PathError, path_of_populations};
pub use rest::Rest;
pub use stable::{Stability, is_strict};
