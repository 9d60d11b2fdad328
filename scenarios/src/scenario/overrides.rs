//! Values from the command line.

use std::sync::Arc;

use super::document::{Located, Scalar};
use crate::decimal::parse_exact;
use crate::diagnostic::{Diagnostic, Place, ScenarioError, Source};

/// One `name=value` from the command line, to be put in place of a parameter's value in the file; or
/// `table[from]=value`, in place of the value of the table's row that begins at `from`.
///
/// A value is a decimal or a fraction of two in the declared unit, or the choice of a switch. In a row it may also be an
/// expression, as in the file.
#[derive(Debug, Clone)]
pub struct Override {
    source: Arc<Source>,
    equals: usize,
}

impl Override {
    /// Reads `name=value`. Whether there is such a parameter, and whether it may take the value, is told by
    /// [`Scenario::load`](crate::Scenario::load).
    ///
    /// # Errors
    /// [`ScenarioError`] when there is no `=`, or nothing on one side of it.
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        let source = Source::new("--set", text);
        let equals = text.find('=').filter(|at| {
            let (name, value) = text.split_at(*at);
            !name.trim().is_empty()
                && value.len() > 1
                && !value.trim_start_matches('=').trim().is_empty()
        });
        match equals {
            Some(equals) => Ok(Self { source, equals }),
            None => {
                let whole = Place::new(&source, 0..text.len());
                let diagnostic = Diagnostic::new("a parameter is set with `name=value`")
                    .at(&whole, "")
                    .help("for example `--set user_stake=0.12`");
                Err(ScenarioError::one(diagnostic))
            }
        }
    }

    /// The parameter to set, or the row.
    pub fn name(&self) -> &str {
        self.name_place_text().trim()
    }

    /// The value as written.
    pub fn value(&self) -> &str {
        self.source
            .text()
            .get(self.equals + 1..)
            .unwrap_or("")
            .trim()
    }

    /// The value as a file would have it.
    pub(super) fn written(&self) -> Located<Scalar> {
        let text = self.value().trim_matches('"').to_owned();
        let value = if parse_exact(&text).is_ok() {
            Scalar::Number(text)
        } else {
            Scalar::Text(text)
        };
        Located {
            value,
            place: self.value_place(),
        }
    }

    fn name_place_text(&self) -> &str {
        self.source.text().get(..self.equals).unwrap_or("")
    }

    pub(super) fn name_place(&self) -> Place {
        self.place_of(self.name_place_text(), 0)
    }

    pub(super) fn value_place(&self) -> Place {
        self.place_of(
            self.source.text().get(self.equals + 1..).unwrap_or(""),
            self.equals + 1,
        )
    }

    fn place_of(&self, padded: &str, offset: usize) -> Place {
        let start = offset + padded.len() - padded.trim_start().len();
        Place::new(&self.source, start..start + padded.trim().len())
    }
}

impl std::fmt::Display for Override {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}={}", self.name(), self.value())
    }
}
