//! Intervals that may be looked at after every run, and what they decide.
//!
//! An ordinary 95 % interval holds for one number of runs, fixed beforehand; looked at after every run until it excludes
//! something, it excludes anything. A confidence sequence holds for all numbers of runs at once, so whoever looks at it may stop when he
//! has seen enough. [`sign_bracket`] does so at one value of a parameter after another, to find where a simulated mean
//! changes sides.

mod asymptotic;
mod bernstein;
mod bracket;
mod confidence;

pub use bracket::{Bracket, BracketError, Ended, Look, SignBracket, SignSearch, sign_bracket};
pub use confidence::{ConfidenceSequence, Outcomes, Standing};
