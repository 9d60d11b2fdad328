//! Chronos, a protocol that lends against a proven holding history.
//!
//! [`protocol`] is the contract as an executable state machine. [`Economy`] reads a scenario's
//! parameters into its integers, and [`simulate_attack`] carries one attack out many times.

mod actors;
mod amounts;
mod attacks;
pub mod credit;
mod criteria;
mod economy;
mod error;
mod life;
pub mod protocol;
mod schedule;
mod stage;
pub mod strategist;
mod traps;
mod watch;

pub use amounts::EconomyError;
pub use attacks::{AttackOutcome, Played, attack_ids, play_attack, simulate_attack};
pub use criteria::{Measured, UNDECIDABLE, Wanted, Yardsticks, criteria};
pub use economy::Economy;
pub use error::SimulationError;
pub use life::{
    ArbitrageurPolicy, AttackerPolicy, Chronicle, Day, GovernancePolicy, IndexerPolicy,
    LenderPolicy, Life, LifeError, Month, Payoffs, Policies, Population, Run, Trips, UserPolicy,
    Watched,
};
pub use traps::{Trap, traps};
