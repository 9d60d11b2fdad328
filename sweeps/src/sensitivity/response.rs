//! What is analysed: a number that depends on a point of the unit cube.

use std::error::Error;

use super::SensitivityError;

/// A number that depends on a point of the unit cube, for whole columns of points at once.
///
/// The coordinates are shares of the factors' ranges, or the probabilities of their distributions: the response turns
/// them into values. It must be a function, the same number at the same point; what is random in it takes a dimension of
/// its own.
pub trait Response: Sync {
    /// Why it fails at a point.
    type Error: Error + Send + 'static;

    /// The number of coordinates.
    fn dimensions(&self) -> usize;

    /// Evaluates one point a row: `columns` has a slice a dimension, values in [0, 1], each as long as `into`, which
    /// takes the outcomes.
    ///
    /// # Errors
    /// The first row that fails, and why.
    fn evaluate(&self, columns: &[&[f64]], into: &mut [f64]) -> Result<(), RowError<Self::Error>>;
}

/// A row of a block that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct RowError<E> {
    /// The row, counted from zero.
    pub row: usize,
    /// Why.
    pub source: E,
}

/// A [`Response`] that is evaluated point by point.
#[derive(Debug, Clone)]
pub struct Points<F> {
    dimensions: usize,
    function: F,
}

impl<F> Points<F> {
    /// The response that is `function` of points of `dimensions` coordinates.
    pub const fn new(dimensions: usize, function: F) -> Self {
        Self {
            dimensions,
            function,
        }
    }
}

impl<F, E> Response for Points<F>
where
    F: Fn(&[f64]) -> Result<f64, E> + Sync,
    E: Error + Send + 'static,
{
    type Error = E;

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn evaluate(&self, columns: &[&[f64]], into: &mut [f64]) -> Result<(), RowError<E>> {
        let mut point = vec![0.0; columns.len()];
        for (row, into) in into.iter_mut().enumerate() {
            gather(columns, row, &mut point);
            *into = (self.function)(&point).map_err(|source| RowError { row, source })?;
        }
        Ok(())
    }
}

/// Evaluates a block and refuses what is no finite number, with its point.
pub(super) fn evaluate<R: Response>(
    response: &R,
    columns: &[&[f64]],
    into: &mut [f64],
) -> Result<(), SensitivityError<R::Error>> {
    let at = |row| {
        let mut point = vec![0.0; columns.len()];
        gather(columns, row, &mut point);
        point
    };
    response
        .evaluate(columns, into)
        .map_err(|RowError { row, source }| SensitivityError::Response {
            point: at(row),
            source,
        })?;
    match into.iter().enumerate().find(|(_, y)| !y.is_finite()) {
        None => Ok(()),
        Some((row, &value)) => Err(SensitivityError::NotFinite {
            point: at(row),
            value,
        }),
    }
}

fn gather(columns: &[&[f64]], row: usize, point: &mut [f64]) {
    for (coordinate, column) in point.iter_mut().zip(columns) {
        *coordinate = column.get(row).copied().unwrap_or(f64::NAN);
    }
}
