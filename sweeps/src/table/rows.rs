//! Rows on their way from an evaluation to a file, and back from a file.

use std::fmt::Display;
use std::ops::Range;
use std::sync::Arc;

use super::column::{Cell, Column, Values};

/// The columns of a table, of which the first are the coordinates of the point.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Layout {
    pub(super) columns: Vec<Column>,
    pub(super) coordinates: usize,
}

/// Rows of a table, column by column: one row a point, in the order of the points.
#[derive(Debug, Clone)]
pub struct Rows {
    layout: Arc<Layout>,
    points: Vec<u64>,
    columns: Vec<Values>,
    errors: Vec<Option<String>>,
    failed: u64,
    /// The points that may still be added, by an evaluation.
    expected: Range<u64>,
}

/// Why a row is not accepted: a mistake in the evaluation's code, not a failed point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// There are more rows than points.
    #[error("a row too many: the block ends before point {end}")]
    TooMany {
        /// The first point that is not of the block.
        end: u64,
    },
    /// A row has too few or too many cells.
    #[error("the row of point {point} has {found} cells; expected {expected}")]
    Width {
        /// The point.
        point: u64,
        /// The number of cells given.
        found: usize,
        /// The number of columns to fill.
        expected: usize,
    },
    /// A cell is of another kind than its column.
    #[error("the row of point {point} has {found} in column `{column}`; expected a {expected}")]
    Kind {
        /// The point.
        point: u64,
        /// The column.
        column: String,
        /// The cell given.
        found: String,
        /// The kind of the column.
        expected: &'static str,
    },
}

impl Rows {
    /// No rows yet, of which `points` are expected.
    pub(super) fn expecting(layout: &Arc<Layout>, points: Range<u64>) -> Self {
        Self {
            layout: Arc::clone(layout),
            points: Vec::new(),
            columns: layout
                .columns
                .iter()
                .map(|column| Values::empty(column.holds))
                .collect(),
            errors: Vec::new(),
            failed: 0,
            expected: points,
        }
    }

    /// No rows, to be filled from others.
    pub(super) fn empty(layout: &Arc<Layout>) -> Self {
        Self::expecting(layout, 0..0)
    }

    /// Rows put together from their columns; nothing if these are not of one length.
    pub(super) fn from_columns(
        layout: &Arc<Layout>,
        points: Vec<u64>,
        columns: Vec<Values>,
        errors: Vec<Option<String>>,
    ) -> Option<Self> {
        let rows = points.len();
        let kinds = layout.columns.iter().map(|column| column.holds);
        let fits = columns.len() == layout.columns.len()
            && columns.iter().all(|values| values.len() == rows)
            && columns.iter().map(Values::holds).eq(kinds)
            && errors.len() == rows;
        let failed = errors.iter().flatten().count() as u64;
        fits.then(|| Self {
            layout: Arc::clone(layout),
            points,
            columns,
            errors,
            failed,
            expected: 0..0,
        })
    }

    /// Adds the row of the next point, with one cell for each of [`Evaluate::columns`](super::Evaluate::columns).
    ///
    /// A number that is "not a number" makes the row that of a failed point: its outputs are nothing, and its error
    /// names the column.
    ///
    /// # Errors
    /// [`RowError`], if the block is full or the cells do not fit the columns; the row is then not added.
    #[inline]
    pub fn push(&mut self, cells: &[Cell<'_>]) -> Result<(), RowError> {
        let point = self.next(cells.len(), self.columns.len())?;
        self.put(point, cells)?;
        let undefined = cells
            .iter()
            .position(|cell| matches!(cell, Cell::Number(value) if value.is_nan()));
        if let Some(index) = undefined {
            self.fail_last(index);
        } else {
            self.errors.push(None);
        }
        self.points.push(point);
        Ok(())
    }

    /// Adds the row of the next point, which failed: its coordinates, nothing in the outputs, and why.
    ///
    /// # Errors
    /// [`RowError`], if the block is full or the cells do not fit the coordinates; the row is then not added.
    pub fn fail(&mut self, coordinates: &[Cell<'_>], why: impl Display) -> Result<(), RowError> {
        let point = self.next(coordinates.len(), self.layout.coordinates)?;
        self.put(point, coordinates)?;
        for values in self.columns.iter_mut().skip(coordinates.len()) {
            values.push(Cell::Nothing);
        }
        self.errors.push(Some(why.to_string()));
        self.failed += 1;
        self.points.push(point);
        Ok(())
    }

    fn next(&self, found: usize, expected: usize) -> Result<u64, RowError> {
        let point = self.expected.start + self.points.len() as u64;
        if point >= self.expected.end {
            return Err(RowError::TooMany {
                end: self.expected.end,
            });
        }
        if found == expected {
            Ok(point)
        } else {
            Err(RowError::Width {
                point,
                found,
                expected,
            })
        }
    }

    #[inline]
    fn put(&mut self, point: u64, cells: &[Cell<'_>]) -> Result<(), RowError> {
        let wrong = self
            .columns
            .iter_mut()
            .zip(cells)
            .position(|(values, cell)| !values.push(*cell));
        let Some(index) = wrong else { return Ok(()) };
        let rows = self.points.len();
        for values in &mut self.columns {
            values.truncate(rows);
        }
        let column = self.layout.columns.get(index);
        Err(RowError::Kind {
            point,
            column: column.map_or_else(String::new, |column| column.name.clone()),
            found: cells.get(index).map_or_else(String::new, Cell::to_string),
            expected: column.map_or("value", |column| column.holds.word()),
        })
    }

    /// Makes the row just put that of a failed point, because of the number in column `index`.
    #[cold]
    fn fail_last(&mut self, index: usize) {
        let rows = self.points.len();
        let name = self.layout.columns.get(index).map(|column| &column.name);
        let why = name.map(|name| format!("`{name}` is not a number"));
        for (at, values) in self.columns.iter_mut().enumerate() {
            if at == index || at >= self.layout.coordinates {
                values.truncate(rows);
                values.push(Cell::Nothing);
            }
        }
        self.errors.push(why);
        self.failed += 1;
    }

    /// Appends the rows `from` of other rows with the same columns.
    pub(super) fn append(&mut self, other: &Self, from: Range<usize>) {
        self.points
            .extend_from_slice(other.points.get(from.clone()).unwrap_or_default());
        for (here, there) in self.columns.iter_mut().zip(&other.columns) {
            here.extend(there, from.clone());
        }
        let errors = other.errors.get(from).unwrap_or_default();
        self.failed += errors.iter().flatten().count() as u64;
        self.errors.extend_from_slice(errors);
    }

    pub(super) fn clear(&mut self) {
        self.points.clear();
        for values in &mut self.columns {
            values.truncate(0);
        }
        self.errors.clear();
        self.failed = 0;
    }

    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// How many of the rows are of failed points.
    #[must_use]
    pub const fn failed(&self) -> u64 {
        self.failed
    }

    /// The points, in ascending order.
    #[must_use]
    pub fn points(&self) -> &[u64] {
        &self.points
    }

    /// The values of the columns, in their order, coordinates first.
    #[must_use]
    pub fn columns(&self) -> &[Values] {
        &self.columns
    }

    /// The values of the column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Values> {
        let index = self
            .layout
            .columns
            .iter()
            .position(|column| column.name == name)?;
        self.columns.get(index)
    }

    /// Why each point failed; `None` for one that did not.
    #[must_use]
    pub fn errors(&self) -> &[Option<String>] {
        &self.errors
    }

    /// The failed points in order, each with its row and its error.
    pub(super) fn failures(&self) -> impl Iterator<Item = (usize, u64, &str)> {
        let rows = self.points.iter().zip(&self.errors).enumerate();
        rows.filter_map(|(row, (point, error))| Some((row, *point, error.as_deref()?)))
    }

    /// The names and values of a row's coordinates.
    pub(super) fn coordinates(&self, row: usize) -> Vec<(String, String)> {
        let columns = self.layout.columns.iter().zip(&self.columns);
        columns
            .take(self.layout.coordinates)
            .map(|(column, values)| (column.name.clone(), values.cell(row).to_string()))
            .collect()
    }
}
