//! What was found: verdicts, findings, and the report that holds them, as text, JSON and kept files.
//!
//! Nothing here knows a protocol by name. The lab puts numbers in; this crate weighs the witnesses
//! ([`Verdict`]), keeps the records ([`Finding`], [`AttackReport`], [`Report`]) and prints them
//! ([`text`], [`Report::to_json`], [`keep`]).
//!
//! ```
//! use assay_reports::{Interval, Side, Verdict};
//!
//! // The formula loses 150, the simulation is sure of a loss, and the best adversary stays out: safe.
//! let simulated = Interval { lo: -160.0, hi: -140.0 };
//! let nothing = Interval { lo: 0.0, hi: 0.0 };
//! assert_eq!(Verdict::of_attack(Some(-150.0), Some(simulated), Some(nothing)), Verdict::Safe);
//! assert_eq!(Verdict::of_attack(Some(-150.0), Some(simulated), None), Verdict::Undecided);
//!
//! // An interval that straddles the threshold decides nothing.
//! let rate = Interval { lo: 0.004, hi: 0.012 };
//! assert_eq!(Verdict::of_criterion(rate, Side::Below, 0.01), Verdict::Undecided);
//! ```

mod attack;
pub mod claims;
pub mod codes;
pub mod constants;
pub mod contract;
mod finding;
mod flip;
pub mod guard;
mod interval;
mod manifest;
pub mod page;
mod report;
pub mod text;
mod verdict;

pub use attack::{
    AttackReport, BestResponse, BreakEven, ClosedForm, ExpectedValue, Reading, Simulated,
};
pub use finding::{Evidence, Finding, Method, Threshold, Value};
pub use flip::{Flip, Flips, NearestFlip};
pub use interval::Interval;
pub use manifest::{Input, KeepError, Manifest, keep, sha256};
pub use report::{OutOfScope, Report, SCHEMA_VERSION, ScenarioName};
pub use verdict::{Side, Verdict};
