//! A comparison as text, JUnit XML, SARIF and Markdown.

mod headline;
mod junit;
mod markdown;
mod sarif;
mod text;

pub use markdown::TAG;

use super::report::GuardReport;
use crate::text::Layout;

impl GuardReport {
    /// The comparison for people, ending in a newline: what fails in full, the rest in tables of at most the page's width.
    pub fn to_text(&self, layout: Layout) -> String {
        text::text(self, layout)
    }

    /// The comparison as JUnit XML: the suites `findings` and `steps`. What is acknowledged counts as skipped. No times are
    /// in it, so that the same comparison is the same file.
    ///
    /// # Errors
    /// None that a reader could cause: writing to memory.
    pub fn to_junit(&self) -> std::io::Result<String> {
        junit::junit(self)
    }

    /// The comparison as a SARIF 2.1.0 log with one run: a result for each finding that fails (error), that is acknowledged
    /// or whose margin shrinks (warning), for each step that the policy refuses, and a note for each finding that became
    /// safe.
    ///
    /// A result stands at the line of the constant or parameter that moved, by a path relative to the repository, and is
    /// told from others by the finding's id.
    ///
    /// # Errors
    /// None that a reader could cause: text of a JSON value.
    pub fn to_sarif(&self) -> Result<String, serde_json::Error> {
        sarif::sarif(self)
    }

    /// The comparison as GitHub Markdown, ending in a newline: [`TAG`], the verdict in one sentence, changed parameters,
    /// changed findings, and the rest folded.
    pub fn to_markdown(&self) -> String {
        markdown::markdown(self)
    }
}
