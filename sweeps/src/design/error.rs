//! Designs that cannot be.

use assay_scenarios::{LookupError, ValueError};

use super::sobol::SobolError;

/// Why there is no such design.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DesignError {
    /// Nothing is varied.
    #[error("a design varies at least one parameter")]
    NoFactors,
    /// A parameter is varied twice.
    #[error("`{name}` is varied twice")]
    Twice {
        /// The parameter.
        name: String,
    },
    /// A group has the name of a factor that is not in it.
    #[error("a group cannot be called `{name}`, the name of a parameter that is varied too")]
    GroupName {
        /// The group.
        name: String,
    },
    /// A grid over a range without levels.
    #[error("a grid needs the levels of `{name}`: write `{name}=lo:hi:n`, or list its values")]
    NoLevels {
        /// The parameter.
        name: String,
    },
    /// No point, base point or trajectory.
    #[error("a design has at least one point")]
    NoPoints,
    /// More points than a design of this kind can have.
    #[error("a design of this kind has at most {most} points")]
    TooManyPoints {
        /// The most.
        most: u64,
    },
    /// A number of Morris levels that the step Δ does not fit.
    #[error("Morris' design moves on an even number of levels from 2 to {most}, not on {levels}")]
    MorrisLevels {
        /// The levels asked for.
        levels: u32,
        /// The most.
        most: u32,
    },
    /// More factors than the Sobol' sequence has dimensions; Saltelli's design takes two a factor.
    #[error(transparent)]
    Sobol(#[from] SobolError),
}

/// What is wrong with a list of points in CSV. Lines are counted from 1, the header's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// The text is no CSV, or a row has more or fewer fields than the header.
    #[error("line {line}: {reason}")]
    Unreadable {
        /// The line.
        line: u64,
        /// What the reader says.
        reason: csv::Error,
    },
    /// A column is not named after a parameter.
    #[error("line 1: {0}; a list has one column for each parameter, and no others")]
    Column(LookupError),
    /// There is no column or no row.
    #[error("a list of points has a header of parameter names and at least one row")]
    Empty,
    /// A field is not a number.
    #[error("line {line}: `{text}` is no number for `{name}`")]
    NotANumber {
        /// The line.
        line: u64,
        /// The column.
        name: String,
        /// The field.
        text: String,
    },
    /// A field is not a value of the parameter.
    #[error("line {line}: {reason}")]
    Value {
        /// The line.
        line: u64,
        /// Why not.
        reason: Box<ValueError>,
    },
    /// The columns make no design.
    #[error(transparent)]
    Design(#[from] DesignError),
}
