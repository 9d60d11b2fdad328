//! Who falls with whom, when debts are owed between those who may not be able to pay?
//!
//! A [`Network`] is a graph of named parties with assets of their own and of the debts between them. Given who
//! refuses to pay ([`Stress`]), [`clear`] finds what everybody pays in the end — each in full, or all it has, in
//! proportion to its debts (Eisenberg and Noe 2001) — who defaults in which wave, and what each creditor loses.
//! All amounts are exact. [`verify`] checks payments apart from whoever found them, and [`clear_by_program`] finds
//! them by a linear program instead: the two must agree.

mod by_program;
mod clearing;
mod debts;

pub use by_program::{ProgramError, clear_by_program};
pub use clearing::{Clearing, NotClearing, clear, verify};
pub use debts::{Debt, Network, NetworkError, Party, Stress};
