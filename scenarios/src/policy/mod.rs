//! What a change of parameters may do: a policy file, `guard.toml`.
//!
//! It limits the step that a parameter may take at once and how soon it may take another, how much of a margin may be
//! lost, and keeps the acknowledgements: failures that somebody answers for, until a day, at a value.
//!
//! ```
//! use assay_scenarios::policy::{Change, Policy};
//!
//! let text = "[steps.default]\nrelative = \"20 %\"\n";
//! let policy = Policy::parse("guard.toml", text)?;
//! let limit = policy.limit("min_sample_blocks", true);
//! let change = Change::between("100", "1");
//! assert_eq!(
//!     limit.zip(change).and_then(|(limit, change)| limit.refuses(&change, Some("block"))),
//!     Some("step −99 % exceeds 20 %".to_owned())
//! );
//! # Ok::<(), assay_scenarios::ScenarioError>(())
//! ```

mod acknowledgement;
mod change;
mod check;
mod date;
mod limit;
mod read;

pub use acknowledgement::Acknowledgement;
pub use change::Change;
pub use check::Known;
pub use date::{Date, DateError};
pub use limit::Limit;

use crate::scenario::document::Located;

/// A policy: limits of steps and margins, and acknowledgements. The default allows every step and acknowledges nothing.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    steps: Vec<(Located<String>, Limit)>,
    default: Option<Limit>,
    max_shrink: Option<f64>,
    tolerance: f64,
    acknowledgements: Vec<Acknowledgement>,
}

impl Policy {
    /// The limit of the steps of this parameter: its own, or the default one if the contract fixes it (`control`). What the
    /// world fixes takes no steps, so that the default does not bind it.
    pub fn limit(&self, parameter: &str, control: bool) -> Option<&Limit> {
        let own = self
            .steps
            .iter()
            .find(|(name, _)| name.value == parameter)
            .map(|(_, limit)| limit);
        own.or(self.default.as_ref().filter(|_| control))
    }

    /// The share of a margin that a change may take away; none if any may.
    pub fn max_shrink(&self) -> Option<f64> {
        self.max_shrink
    }

    /// The share of a margin by which it may move and still count as unchanged; zero unless the policy says so. Verdicts know
    /// no tolerance.
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }

    /// The acknowledgements, in file order.
    pub fn acknowledgements(&self) -> &[Acknowledgement] {
        &self.acknowledgements
    }
}
