//! Solution concepts, met with published games, with one another, and with answers that were tampered with.

#![allow(clippy::panic, reason = "a test may fail")]

mod commitment;
mod correlated;
mod dominance;
mod games;
mod pure;
mod relations;
mod zero_sum;
