//! Where signs change: crossings along one parameter, cells over several.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod break_evens;
mod crossings;
mod curves;
mod random;
mod refusals;
#[path = "../proof/support.rs"]
#[allow(dead_code, reason = "the other room's tests use the rest")]
mod support;
mod surface;
mod whole;
