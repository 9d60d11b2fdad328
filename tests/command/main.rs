//! The command `assay` from outside: what it prints, keeps and refuses, and with which exit status.
//!
//! Nothing here looks inside: a test types what a person would type and reads what a person, or a
//! script, would read.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod bad_input;
mod break_even;
mod browser;
mod certify;
mod claims;
mod configurations;
mod constants;
mod determinism;
mod explain;
mod explain_code;
mod few_runs;
mod flip;
mod guard;
mod keep;
mod page;
mod pipes;
mod prices;
mod published;
mod report;
mod schema;
mod set_any_parameter;
mod solve;
mod support;
mod verdicts;
