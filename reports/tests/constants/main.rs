//! What the contract must say: written out, read back, and compared with contracts that say something else.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod emitted;
mod planted;
mod readings;
mod support;
mod traps;
