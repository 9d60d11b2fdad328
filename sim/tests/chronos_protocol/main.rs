//! The Chronos protocol, rule by rule, and under random use.
#![allow(
    clippy::unwrap_used,
    reason = "the tests' helpers stop a test as its own unwrap would"
)]

mod breaker;
mod claims;
mod cross_chain;
mod defaults;
mod governance;
mod lending;
mod market;
mod parameters;
mod random_calls;
mod rentals;
mod reputation;
mod sampling;
mod slashing;
mod stage;
