//! Runs a model many times, reproducibly: knows randomness and replication, no protocol.

mod actor;
mod draws;
mod ensemble;
mod model;
mod streams;

pub use actor::Actor;
pub use draws::Draws;
pub use ensemble::{EngineError, Ensemble, Progress, Silent};
pub use model::Model;
pub use streams::{RunKey, Streams};
