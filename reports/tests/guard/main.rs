//! What a change does to the findings: classes, policies, acknowledgements and formats, on a small made-up protocol.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod acknowledgements;
mod attacks;
mod classes;
mod formats;
mod margins;
mod pair;
mod properties;
mod steps;
