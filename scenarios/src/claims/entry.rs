//! A claims file as it is written.

use super::figure::ClaimRelation;
use super::{ClaimStatus, ClaimVerdict, Witness};
use crate::scenario::document::{Located, Scalar};
use crate::unit::Unit;

/// The head of a claims file.
pub(super) struct Head {
    pub(super) title: Located<String>,
    pub(super) document: Located<String>,
    pub(super) sha256: Located<String>,
    pub(super) scenario: Located<String>,
    pub(super) parts: Vec<Located<String>>,
}

/// One `[[claim]]`.
pub(super) struct ClaimEntry {
    pub(super) id: Located<String>,
    pub(super) lines: Vec<Located<u32>>,
    pub(super) printed: Option<Located<String>>,
    pub(super) covers: Vec<Located<String>>,
    pub(super) says: String,
    pub(super) unit: Option<Located<Unit>>,
    pub(super) figure: Option<Located<Scalar>>,
    pub(super) relation: Option<ClaimRelation>,
    pub(super) precision: Option<Located<Scalar>>,
    pub(super) check: CheckEntry,
    /// Numbers by name, as `value unit`.
    pub(super) numbers: Vec<(Located<String>, Located<String>)>,
    /// Ids of claims whose figures are used, by name.
    pub(super) with: Vec<(Located<String>, Located<String>)>,
    pub(super) set: Vec<(Located<String>, Located<Scalar>)>,
    pub(super) scenario: Option<Located<String>>,
    pub(super) status: Located<ClaimStatus>,
    pub(super) damage: u8,
    pub(super) sentence: Option<Located<String>>,
    pub(super) because: Option<String>,
    pub(super) command: Option<String>,
}

/// How a claim is checked.
pub(super) enum CheckEntry {
    Formula(Located<String>),
    Finding(Located<String>, Option<Witness>),
    Verdict(Located<String>, ClaimVerdict),
    Parameter(Located<String>),
    Assumption(Located<String>),
    Unsupported(Located<String>),
}

/// One `[[ignore]]`.
pub(super) struct IgnoreEntry {
    pub(super) lines: Vec<Located<u32>>,
    pub(super) printed: Vec<Located<String>>,
}
