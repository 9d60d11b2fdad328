//! What cannot be compiled, columns that do not fit a program, and rows without a value.

use crate::expression::EvaluationError;
use crate::number::NumberError;
use crate::scenario::LookupError;

/// Why formulas cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// There is no such parameter, formula or attack, or the parameter is a switch.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// A parameter would have two values.
    #[error("`{parameter}` is varied twice")]
    VariedTwice {
        /// The parameter.
        parameter: String,
    },
    /// Without a column there is no telling how many rows there are.
    #[error("nothing is varied: name at least one parameter")]
    NothingVaried,
    /// More operations than a program may have.
    #[error("the formulas have more than {most} operations")]
    TooLarge {
        /// How many it may have.
        most: usize,
    },
}

/// Columns, a row or an output that a program does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShapeError {
    /// Not one column (or, of a single row, not one value) for each varied parameter.
    #[error("expected {expected} columns, one for each varied parameter, and got {given}")]
    Columns {
        /// How many parameters are varied.
        expected: usize,
        /// How many columns were given.
        given: usize,
    },
    /// Columns of different lengths.
    #[error("the column of `{parameter}` has {given} rows where the first has {expected}")]
    Rows {
        /// The parameter whose column differs.
        parameter: String,
        /// The length of the first column.
        expected: usize,
        /// The length of this one.
        given: usize,
    },
    /// An output the program was not compiled for.
    #[error("there is no output {output}: the program has {outputs}, counted from 0")]
    Output {
        /// The output asked for.
        output: usize,
        /// How many there are.
        outputs: usize,
    },
}

/// Why a row has no value.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// The row or the output does not belong to the program.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// The value given to a parameter is not finite, or not when it is changed to base units.
    #[error("the value of `{parameter}` cannot be used: {error}")]
    Input {
        /// The parameter.
        parameter: String,
        /// What is wrong with it.
        error: NumberError,
    },
    /// The formula has no value there.
    #[error(transparent)]
    Formula(#[from] EvaluationError),
}
