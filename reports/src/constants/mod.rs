//! The controls of a scenario as a contract has them: its constants and schedules, written out, and compared with a contract.
//!
//! [`Constants`] is the table of what the contract must say: each control's value, encoded as the scenario declares, and how far
//! it stands from where an attack would begin to pay, which whoever can solve for it hands in ([`Standing`]). It is written
//! as a Solidity library, an Aiken module or JSON. [`check`] compares it with a [`Contract`](crate::contract::Contract), and
//! [`readings`] turns a contract round: under which settings does the scenario say what the contract says?

mod aiken;
mod check;
mod differences;
mod json;
mod literal;
mod readings;
mod schedule;
mod slips;
mod solidity;
mod staircase;
mod standing;
mod table;
mod words;

pub use check::check;
pub use differences::{Check, Difference, DifferenceKind, Stated};
pub use readings::{NotRead, Reading, Readings, readings};
pub use standing::{Bound, End, PaysNow, Safe, Standing};
pub use table::{ConstantError, ConstantRow, Constants, ScheduleRow, ScheduleTable};
