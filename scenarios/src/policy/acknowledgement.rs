//! A failure that somebody answers for.

use super::Date;
use crate::{diagnostic::Place, scenario::document::Located};

/// A failure of one finding that somebody answers for, until a day, while the parameters pinned stay as they are.
#[derive(Debug, Clone)]
pub struct Acknowledgement {
    pub(super) finding: String,
    pub(super) class: Option<Located<String>>,
    pub(super) reason: String,
    pub(super) author: String,
    pub(super) expires: Date,
    pub(super) pinned: Vec<(Located<String>, Located<Pinned>)>,
    pub(super) place: Place,
}

/// A value that a parameter is to keep, spelled exactly in its declared unit.
#[derive(Debug, Clone)]
pub(super) struct Pinned {
    pub(super) text: String,
    pub(super) number: bool,
}

impl Acknowledgement {
    /// The finding.
    pub fn finding(&self) -> &str {
        &self.finding
    }

    /// The class of change that is meant, where only one is.
    pub fn class(&self) -> Option<&str> {
        self.class.as_ref().map(|class| class.value.as_str())
    }

    /// Why the failure is accepted.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Who accepts it.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// The last day on which it counts.
    pub fn expires(&self) -> Date {
        self.expires
    }

    /// The parameters with the values at which it counts, each spelled exactly in its declared unit, in file order.
    pub fn pinned(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pinned
            .iter()
            .map(|(name, value)| (name.value.as_str(), value.value.text.as_str()))
    }

    /// The file, the line and the column where it begins, both counted from 1.
    pub fn place(&self) -> (&str, usize, usize) {
        let (line, column) = self.place.line_column();
        (self.place.source().path(), line, column)
    }
}
