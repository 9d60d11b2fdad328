//! The lab: puts scenarios, simulation and reports to work in order, one file a command.
//!
//! ```no_run
//! use assay::lab::{Asking, Lab};
//!
//! let lab = Lab::open("scenarios/chronos/balanced.toml".as_ref(), &["user_stake=0.2".into()])?;
//! let report = lab.investigate(&Asking { runs: 1_000, seed: 1 }, &|_, _| {})?;
//! println!("{}", report.to_json()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accept;
pub mod arguments;
mod attacks;
mod boundary;
mod claims;
mod command;
mod constants;
mod done;
mod error;
mod explain;
mod explain_code;
mod guard;
pub mod lab;
mod page;
mod progress;
mod prove;
mod report;
mod robustness;
mod run;
mod schema;
mod sensitivity;
mod solve;

mod subject;
mod sweep;
mod terminal;
mod varied;

pub use command::execute;
pub use done::Done;
pub use error::CommandError;
pub use guard::{GitError, GuardError};
pub use solve::{CertifyError, ObjectiveError, SolvingError};
pub use terminal::colour_on_stderr;
