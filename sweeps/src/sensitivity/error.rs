//! Why there is no answer.

use std::error::Error;

use assay_sim::statistics::StatisticsError;

use crate::design::DesignError;

/// An analysis that cannot be made as it was asked for, or of what it was given.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnalysisError {
    /// A group without members.
    #[error("group {group} has no dimension")]
    EmptyGroup {
        /// The group, counted from zero.
        group: usize,
    },
    /// A group with a member there is not.
    #[error("a group holds dimension {dimension}, of a response of {dimensions} counted from 0")]
    NoSuchDimension {
        /// The member.
        dimension: usize,
        /// The number of dimensions.
        dimensions: usize,
    },
    /// A dimension that is not in exactly one group.
    #[error("dimension {dimension} is {times}, every one must be in exactly one group")]
    NotPartition {
        /// The dimension, counted from zero.
        dimension: usize,
        /// How often it is in a group.
        times: &'static str,
    },
    /// Groups of another number of dimensions than the response has, or of none.
    #[error("the groups are of {grouped} dimensions, the response has {response}")]
    Dimensions {
        /// Dimensions in the groups.
        grouped: usize,
        /// Dimensions of the response.
        response: usize,
    },
    /// Too few independent repetitions for an interval.
    #[error("an interval needs at least 2 {what}, not {got}")]
    TooFew {
        /// What is repeated.
        what: &'static str,
        /// The number asked for.
        got: u64,
    },
    /// Base points that the replicates cannot share equally.
    #[error(
        "{base} base points cannot be shared equally by {replicates} replicates, one at least each"
    )]
    Uneven {
        /// Base points in all.
        base: u64,
        /// Replicates.
        replicates: u64,
    },
    /// Outcomes that do not fill whole rows of the design.
    #[error("{got} outcomes are not whole rows of {row}, and at least two of them")]
    Rows {
        /// The number of outcomes.
        got: usize,
        /// Outcomes a row.
        row: usize,
    },
    /// Points that are not Morris' trajectories.
    #[error(
        "point {point} is no step of a trajectory: every step moves one group that was not yet moved, each member as far"
    )]
    NoTrajectory {
        /// The first such point, counted from zero.
        point: usize,
    },
    /// An outcome that was given is infinite or not a number.
    #[error("outcome {index} is {value}, not a finite number")]
    Outcome {
        /// Its place, counted from zero.
        index: usize,
        /// The outcome.
        value: f64,
    },
    /// The design cannot be made: Morris' has an even number of levels, Sobol's sequence only so many dimensions, of which
    /// indices need two for each of the response's.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The outcomes cannot be summed, or differ so rarely that their variance was not seen.
    #[error(transparent)]
    Statistics(#[from] StatisticsError),
}

/// An analysis that cannot be made, or a response that failed at a point.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SensitivityError<E: Error + 'static> {
    /// The analysis cannot be made.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    /// The response failed.
    #[error("the response failed at {point:?} of the unit cube")]
    Response {
        /// Where: the first such point in the order of the design, a coordinate a dimension.
        point: Vec<f64>,
        /// Why.
        source: E,
    },
    /// The response is infinite or not a number.
    #[error("the response is {value} at {point:?} of the unit cube, not a finite number")]
    NotFinite {
        /// Where: the first such point in the order of the design, a coordinate a dimension.
        point: Vec<f64>,
        /// The value.
        value: f64,
    },
}
