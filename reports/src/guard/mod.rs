//! What a change of parameters does to the findings, and whether it may be made.
//!
//! Two [`Snapshot`]s are put beside each other ([`compare`]): each finding falls into one [`Class`] by its verdicts and its
//! margin, each parameter that moved is held against the [`Policy`](assay_scenarios::policy::Policy), and failures that
//! somebody answers for are silenced while the answer counts. The [`GuardReport`] is printed as text, JSON, JUnit XML,
//! SARIF or Markdown.

mod acknowledge;
mod class;
mod compare;
mod crossing;
mod finding;
mod help;
mod margin;
mod print;
mod report;
mod snapshot;
mod steps;
mod words;

pub use acknowledge::{Acknowledged, State};
pub use class::{Class, Turn};
pub use compare::compare;
pub use crossing::Crossing;
pub use finding::{Answered, FindingChange, Found, Level};
pub use margin::{Margin, Witness};
pub use print::TAG;
pub use report::{GUARD_VERSION, GuardReport, GuardVerdict, Reuse};
pub use snapshot::{FormulaText, Place, SNAPSHOT_VERSION, Setting, Snapshot};
pub use steps::{FormulaChange, ParameterChange, Problem, Step};
