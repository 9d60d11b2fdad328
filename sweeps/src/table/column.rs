//! What the columns of a table are and hold.

use serde::{Deserialize, Serialize};

/// One column of a table: its name, and what a reader must know to use its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The name, unlike that of any other column, and neither `point` nor `error`.
    pub name: String,
    /// The unit of the values, such as `USD`; empty where they have none.
    pub unit: String,
    /// What kind of value stands in it.
    pub holds: Holds,
    /// What the value says, in a sentence.
    pub meaning: String,
}

/// The kind of value of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// A real number: `DOUBLE` in Parquet. May be infinite, is never "not a number".
    Number,
    /// A whole number: `INT64` in Parquet.
    Count,
    /// Words: `BYTE_ARRAY` (UTF-8) in Parquet.
    Text,
    /// Yes or no: `BOOLEAN` in Parquet.
    Truth,
}

impl Holds {
    /// The word for it in messages and metadata.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Count => "count",
            Self::Text => "text",
            Self::Truth => "truth",
        }
    }
}

/// One value on its way into a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// For a column of numbers.
    Number(f64),
    /// For a column of counts.
    Count(i64),
    /// For a column of texts.
    Text(&'a str),
    /// For a column of truths.
    Truth(bool),
    /// For any column: there is no value here, which is no failure.
    Nothing,
}

/// The values of one column, row by row; `None` where there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Of a column of numbers.
    Numbers(Vec<Option<f64>>),
    /// Of a column of counts.
    Counts(Vec<Option<i64>>),
    /// Of a column of texts.
    Texts(Vec<Option<String>>),
    /// Of a column of truths.
    Truths(Vec<Option<bool>>),
}

impl Values {
    pub(super) fn empty(holds: Holds) -> Self {
        match holds {
            Holds::Number => Self::Numbers(Vec::new()),
            Holds::Count => Self::Counts(Vec::new()),
            Holds::Text => Self::Texts(Vec::new()),
            Holds::Truth => Self::Truths(Vec::new()),
        }
    }

    /// The kind of value it holds.
    #[must_use]
    pub const fn holds(&self) -> Holds {
        match self {
            Self::Numbers(_) => Holds::Number,
            Self::Counts(_) => Holds::Count,
            Self::Texts(_) => Holds::Text,
            Self::Truths(_) => Holds::Truth,
        }
    }

    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Counts(values) => values.len(),
            Self::Texts(values) => values.len(),
            Self::Truths(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The numbers, if it is a column of them.
    #[must_use]
    pub fn numbers(&self) -> Option<&[Option<f64>]> {
        match self {
            Self::Numbers(values) => Some(values),
            _ => None,
        }
    }

    /// What stands in a row; nothing, too, past the last.
    #[must_use]
    pub fn cell(&self, row: usize) -> Cell<'_> {
        let cell = match self {
            Self::Numbers(values) => values.get(row).copied().flatten().map(Cell::Number),
            Self::Counts(values) => values.get(row).copied().flatten().map(Cell::Count),
            Self::Texts(values) => values.get(row).and_then(Option::as_deref).map(Cell::Text),
            Self::Truths(values) => values.get(row).copied().flatten().map(Cell::Truth),
        };
        cell.unwrap_or(Cell::Nothing)
    }

    /// Appends a cell; false, and nothing appended, if it is of another kind.
    #[inline]
    pub(super) fn push(&mut self, cell: Cell<'_>) -> bool {
        match (self, cell) {
            (Self::Numbers(values), Cell::Number(value)) => values.push(Some(value)),
            (Self::Numbers(values), Cell::Nothing) => values.push(None),
            (Self::Counts(values), Cell::Count(value)) => values.push(Some(value)),
            (Self::Counts(values), Cell::Nothing) => values.push(None),
            (Self::Texts(values), Cell::Text(value)) => values.push(Some(value.to_owned())),
            (Self::Texts(values), Cell::Nothing) => values.push(None),
            (Self::Truths(values), Cell::Truth(value)) => values.push(Some(value)),
            (Self::Truths(values), Cell::Nothing) => values.push(None),
            _ => return false,
        }
        true
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        match self {
            Self::Numbers(values) => values.truncate(rows),
            Self::Counts(values) => values.truncate(rows),
            Self::Texts(values) => values.truncate(rows),
            Self::Truths(values) => values.truncate(rows),
        }
    }

    /// Appends the rows `from` of another column of the same kind; nothing of one of another kind.
    pub(super) fn extend(&mut self, other: &Self, from: std::ops::Range<usize>) {
        fn some<T>(values: &[T], from: std::ops::Range<usize>) -> &[T] {
            values.get(from).unwrap_or_default()
        }
        match (self, other) {
            (Self::Numbers(here), Self::Numbers(there)) => {
                here.extend_from_slice(some(there, from))
            }
            (Self::Counts(here), Self::Counts(there)) => here.extend_from_slice(some(there, from)),
            (Self::Texts(here), Self::Texts(there)) => here.extend_from_slice(some(there, from)),
            (Self::Truths(here), Self::Truths(there)) => here.extend_from_slice(some(there, from)),
            _ => {}
        }
    }
}

impl std::fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(value) => write!(f, "{value}"),
            Self::Count(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
            Self::Truth(value) => write!(f, "{value}"),
            Self::Nothing => f.write_str("nothing"),
        }
    }
}
