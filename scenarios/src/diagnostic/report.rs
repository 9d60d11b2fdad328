//! Collects what is wrong, so that one reading tells as much as it can.

use std::ops::Range;

use super::{Diagnostic, ScenarioError};

/// More than this is not read by anyone.
const MOST_DIAGNOSTICS: usize = 20;

/// Something wrong within one expression or unit, by bytes of that text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
}

/// Diagnostics found so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    diagnostics: Vec<Diagnostic>,
    left_out: usize,
}

impl Report {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        } else {
            self.left_out += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// How many were found so far.
    pub(crate) fn count(&self) -> usize {
        self.diagnostics.len() + self.left_out
    }

    /// `Ok` when nothing was found.
    pub(crate) fn into_result(self) -> Result<(), ScenarioError> {
        if self.diagnostics.is_empty() {
            Ok(())
        } else {
            Err(self.into_error())
        }
    }

    pub(crate) fn into_error(self) -> ScenarioError {
        ScenarioError {
            diagnostics: self.diagnostics,
            left_out: self.left_out,
        }
    }
}
