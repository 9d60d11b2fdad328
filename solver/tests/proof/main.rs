//! Signs over boxes of parameters: what an enclosure holds, what a slope says, what is proved.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod attacks;
mod enclosure;
mod functions;
mod grow;
mod prove;
mod slopes;
mod support;
