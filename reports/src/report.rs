//! Everything one run of the lab found, in the order in which it is printed.

use serde::{Deserialize, Serialize};

use crate::{attack::AttackReport, finding::Finding, flip::Flips};

/// Version of the JSON layout; it changes when a field is renamed, removed or changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// What was asked, and everything that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this layout.
    pub schema_version: u32,
    /// The program that wrote it.
    pub assay_version: String,
    /// What was asked.
    pub scenario: ScenarioName,
    /// Seed of every random stream.
    pub seed: u64,
    /// Simulated runs of each ensemble.
    pub runs: u64,
    /// The attacks, in the scenario's order.
    pub attacks: Vec<AttackReport>,
    /// Every finding, the attacks' first, in a fixed order.
    pub findings: Vec<Finding>,
    /// What the audited document promises and nothing here can decide.
    pub out_of_scope: Vec<OutOfScope>,
    /// What turns each finding soonest, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flips: Option<Flips>,
}

/// A promise that no model of the protocol's economics can decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutOfScope {
    /// The promise.
    pub statement: String,
    /// Why it cannot be decided here.
    pub why: String,
}

/// Which scenario was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioName {
    /// Its title.
    pub title: String,
    /// Its protocol.
    pub protocol: String,
    /// SHA-256 over the files it was read from and the values set over them, in hexadecimal.
    pub hash: String,
    /// Values set from the command line, as typed.
    pub set: Vec<String>,
}

impl Report {
    /// The report as indented JSON with a newline at the end.
    ///
    /// # Errors
    /// When a number in it is not finite, which JSON cannot say.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}
