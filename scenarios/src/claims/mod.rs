//! A document's published figures as data: where each stands, what it says in our words, and how it is checked.
//!
//! [`Claims::load`] reads a claims file and its parts, and works out whatever follows from formulas alone. What a
//! simulation or a solver has to say is left to whoever puts them to work: [`Claim::check`] tells what is needed.
//! [`Claims::cover`] measures how many of a document's numbers the claims account for.
//!
//! ```toml
//! [claims]
//! title = "A note, audited"
//! document = "A note on false claims"        # as it is cited; it need not be kept
//! sha256 = "…"                               # of its file
//! scenario = "balanced.toml"                 # of every claim that names none
//! parts = ["claims/summary.toml"]            # more files of claims; all paths are relative to this file
//!
//! [[claim]]
//! id = "vector-1/expected-value"
//! line = 81                                  # or lines = [79, 81]
//! printed = "-$50,200"                       # as it stands on the last of these lines
//! covers = ["81: $100"]                      # further numbers that this claim accounts for
//! says = "What a false claim is worth"       # in our words
//! unit = "USD"
//! check = { formula = "gain * (1 - detection_rate) - loss * detection_rate" }
//! numbers = { gain = "100_000 USD" }         # the document's own, for the formula
//! with = { loss = "vector-1/loss" }          # the figure of another claim
//! set = { detection_rate = 0.999 }           # over the scenario
//! status = "contradicted"                    # as it was found when the file was written
//! damage = 3                                 # 3 safety, 2 money or a constant, 1 neither
//! sentence = "A false claim costs {follows}, not {printed}."
//! because = "The loss is not weighted by the detection rate."
//!
//! [[ignore]]
//! line = 38
//! printed = ["1."]
//! reason = "the number of a heading"
//! ```
//!
//! In a formula, `printed` is the claim's own figure. Where a figure cannot be read off `printed`, `figure` gives its value
//! in `unit`, `precision` half a unit of its last place, and `relation` one of `=`, `~`, `<`, `<=`, `>`, `>=`. Other checks are
//! `{ finding = ID }`, with `witness = "simulated"` or `"best-response"` for an attack, or with `verdict = "safe"`;
//! `{ parameter = NAME }`, `{ assumption = WHY }` and `{ unsupported = WHY }`. A claim may name a `scenario` and a `command` of
//! its own.

mod assemble;
mod check;
mod claim;
mod coverage;
mod entry;
mod figure;
mod load;
mod meant;
mod number;
mod read;

use std::path::{Path, PathBuf};

pub use claim::{Check, Claim, ClaimStatus, ClaimVerdict, Figure, Witness};
pub use coverage::{Coverage, Uncovered};
pub use figure::ClaimRelation;

use crate::diagnostic::{ScenarioError, SourceFile};
use crate::scenario::document::Located;

/// The claims of one document.
#[derive(Debug, Clone)]
pub struct Claims {
    title: String,
    document: String,
    sha256: Located<String>,
    scenario: PathBuf,
    claims: Vec<Claim>,
    ignores: Vec<Ignore>,
    sources: Vec<SourceFile>,
}

/// Numbers of a document that are no figures.
#[derive(Debug, Clone)]
struct Ignore {
    lines: Vec<u32>,
    printed: Vec<Located<String>>,
}

impl Claims {
    /// Reads a claims file with its parts and the scenarios they name, checks everything, and works out what follows from
    /// formulas alone.
    ///
    /// # Errors
    /// [`ScenarioError`] with as many diagnostics as could be found at once.
    pub fn load(path: &Path) -> Result<Self, ScenarioError> {
        assemble::assemble(load::load(path)?)
    }

    /// One line for a reader.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The document, as it is cited.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// SHA-256 of the document's file, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256.value
    }

    /// The scenario of every claim that names none, as a path from where the claims file was.
    pub fn scenario(&self) -> &Path {
        &self.scenario
    }

    /// The claims, in the order of their files.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The files that were read, the one that names the others first; not those of the scenarios.
    pub fn sources(&self) -> &[SourceFile] {
        &self.sources
    }

    /// The claim of this id.
    ///
    /// # Errors
    /// [`LookupError`](crate::LookupError) with the nearest id.
    pub fn claim(&self, id: &str) -> Result<&Claim, crate::LookupError> {
        let found = self.claims.iter().find(|claim| claim.id() == id);
        found.ok_or_else(|| {
            crate::LookupError::unknown("claim", id, self.claims.iter().map(Claim::id))
        })
    }
}
