//! What to vary: `name=lo:hi:n` as it is typed, and the values of the parameter that it asks for.

mod parse;
mod values;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, ScenarioError, Source};
use crate::expression::Anchor;

pub use values::{Scale, Varied};

/// A parameter to vary, and over what, as typed; values are in the parameter's declared unit.
///
/// | written | varies `name` over |
/// | --- | --- |
/// | `name` | its declared range, with its declared grid as levels; a switch over all its choices |
/// | `name=lo:hi` | everything between the two |
/// | `name=lo:hi:n` | the same, in a grid by n even levels, both ends included |
/// | `name=lo:hi:log`, `name=lo:hi:n:log` | the same on a logarithmic scale |
/// | `name=a,b,c` | these values, or choices of a switch, only |
///
/// `@group` at the end of any of them makes it move together with the others of that group, where a design moves one
/// factor at a time.
#[derive(Debug, Clone)]
pub struct Vary {
    /// The whole of it, and where that stands.
    text: String,
    anchor: Anchor,
    name: Word,
    over: Over,
    group: Option<String>,
}

/// A part of the text.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    span: Range<usize>,
}

/// What stands behind the `=`.
#[derive(Debug, Clone)]
enum Over {
    Declared,
    Between {
        low: Word,
        high: Word,
        levels: Option<u32>,
        scale: Scale,
    },
    Listed(Vec<Word>),
}

impl Vary {
    /// Reads what the command line has. Whether there is such a parameter, and whether it may take these values, is told
    /// by [`Vary::values`].
    ///
    /// # Errors
    /// [`ScenarioError`] that underlines what does not belong to the grammar.
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        let source: Arc<Source> = Source::new("--vary", text);
        let whole = Place::new(&source, 0..text.len());
        Self::read(text, Anchor::new(whole, text)).map_err(ScenarioError::one)
    }

    /// Reads `text`, which stands at `anchor`.
    pub(super) fn read(text: &str, anchor: Anchor) -> Result<Self, Diagnostic> {
        parse::parse(text, anchor)
    }

    /// The parameter to vary.
    pub fn name(&self) -> &str {
        &self.name.text
    }

    /// The group it moves with, where it has one.
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    pub(super) fn name_place(&self) -> Place {
        self.anchor.place(&self.name.span)
    }
}

impl std::fmt::Display for Vary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.text)
    }
}
