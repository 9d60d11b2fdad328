//! What is the best that one rational actor can do over time, against rules and chance?
//!
//! A [`Process`] is a finite Markov decision process: states, actions, chances. [`Process::solve`] finds the best
//! policy from a start under a [`Criterion`] — discounted reward, average reward, the ratio of two rewards, or
//! everything earned until the process ends — by policy iteration, and brackets the optimal value between what the
//! policy is proved to earn and what no policy can exceed. Both bounds are rounded outward, so they hold whatever
//! the floats did on the way. [`Process::evaluate`] brackets a given policy in the same manner and
//! [`Process::evaluate_exactly`] gives its value as a rational; [`Occupancy`] is the independent witness, the
//! linear program over the shares of time spent in each action.
//!
//! [`selfish_mining`] is the reference model that the room is measured by.

mod bounds;
mod chain;
mod criterion;
mod elimination;
mod exactly;
mod graph;
mod iteration;
mod krylov;
mod occupancy;
mod policy;
mod process;
pub mod selfish_mining;
mod solve;

pub use criterion::{Criterion, DecisionError, Effort, Evaluated, Solved, Status};
pub use occupancy::{Occupancy, Share};
pub use policy::Policy;
pub use process::{Action, Builder, Process, ProcessError, Reward};
