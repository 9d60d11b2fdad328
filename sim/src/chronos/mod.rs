//! Chronos, a protocol that lends against a proven holding history.
//!
//! [`protocol`] is the contract as an executable state machine. [`Economy`] reads a scenario's
//! parameters into its integers, and [`simulate_attack`] carries one attack out many times.

mod amounts;
mod attacks;
mod economy;
mod error;
pub mod protocol;
mod stage;
mod traps;

pub use amounts::EconomyError;
pub use attacks::{AttackOutcome, attack_ids, simulate_attack};
pub use economy::Economy;
pub use error::SimulationError;
pub use traps::{Trap, traps};
