//! The economics of a protocol as data.
//!
//! A scenario file names parameters with units and ranges, formulas over them, and attacks with their gain, loss, cost
//! and probability of success. This crate reads such files, checks them (names, units, circles), evaluates
//! formulas over any [`Number`], and says what an attack is worth, how that comes about, and at which value
//! of each parameter it begins to pay.
//!
//! ```
//! use assay_scenarios::{Override, Scenario};
//! use dashu_ratio::RBig;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/false_claim.toml");
//! let scenario = Scenario::load(path.as_ref(), &[])?;
//! let attack = scenario.attack("chronos/false-claim")?;
//! let exact: RBig = attack.expected_value(&scenario)?;
//! assert_eq!(exact.to_string(), "-501497/10");
//!
//! let dearer = Scenario::load(path.as_ref(), &[Override::parse("user_stake=0.2")?])?;
//! assert_eq!(dearer.attack("chronos/false-claim")?.expected_value::<RBig>(&dearer)?.to_string(), "-252247/5");
//! # Ok(())
//! # }
//! ```

mod attack;
pub mod claims;
mod columns;
mod decimal;
mod diagnostic;
mod expression;
mod number;
pub mod policy;
mod scenario;
mod schema;
mod unit;

pub use attack::{Attack, Derivation, DerivationStep};
pub use columns::{Column, CompileError, Output, Program, Results, RowError, ShapeError};
pub use diagnostic::{
    Diagnostic, Label, Place, ScenarioError, Severity, Source, SourceFile, nearest,
};
pub use expression::{EvaluationError, Evaluator};
pub use number::{Comparison, Decision, Number, NumberError};
pub use scenario::{
    Constant, Encoding, Formula, LookupError, Override, Parameter, ParameterKind, Read, Recording,
    Scale, Scenario, Schedule, Step, SweepDesign, SweepTable, Table, ValueError, Varied, Vary,
    spell,
};
pub use schema::json_schema;
pub use unit::{Unit, UnitError, format_quantity};
