//! Two players: every extreme Nash equilibrium, exactly, and one of them fast.
//!
//! [`enumerate`] answers "what can these two settle on?" in full. An extreme equilibrium is a pair of vertices of the
//! best-response polytopes; every equilibrium is a mixture of extreme ones, as the [`Component`]s of the answer say.
//! In a game that is not degenerate, each is isolated and their number is odd. [`enumerate_by_vertices`] finds the
//! same by other means, as a witness. [`lemke_howson`] finds one equilibrium by following one path.
//!
//! Probabilities and payoffs are exact rationals, and every equilibrium has passed a check against the game's own
//! payoffs that shares nothing with what found it.

mod check;
mod components;
mod dictionary;
mod enumeration;
mod faces;
mod floats;
mod integer;
mod labels;
mod lemke_howson;
mod pairs;
mod polytope;
mod search;
mod tableau;

pub use components::{Component, NashSubset};
pub use enumeration::{
    Effort, Enumeration, EnumerationError, Status, Work, enumerate, enumerate_by_vertices,
};
pub use lemke_howson::{LemkeHowsonError, lemke_howson};
