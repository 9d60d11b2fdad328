//! What can be said about a quantity from a sample of runs, and with what confidence.

mod bounded;
mod interval;
mod normal;
mod proportion;
mod quantile;
mod ratio;
pub mod sequential;
mod student;
mod sum;
mod summary;
mod tail;

pub use bounded::mean_interval_with_bounds;
pub use interval::Interval;
pub use normal::normal_quantile;
pub use proportion::Proportion;
pub use quantile::quantile;
pub(crate) use quantile::rank_interval;
pub use ratio::Ratio;
pub use student::student_t_quantile;
pub use summary::{Quantiles, Summary};
pub use tail::{FEWEST_BEYOND, Tail};

/// The 97.5 % quantile of the standard normal distribution, for two-sided 95 % intervals.
pub(crate) const Z95: f64 = 1.959_963_984_540_054;

/// Why a sample has no statistic.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StatisticsError {
    /// The sample is too small.
    #[error("{needed} values are needed for an interval, there are {got}")]
    TooFew {
        /// The least number of values.
        needed: usize,
        /// The number there is.
        got: usize,
    },
    /// A value is infinite or not a number.
    #[error("value {index} is {value}, not a finite number")]
    NotFinite {
        /// The first such value's place in the sample, from 0.
        index: usize,
        /// The value.
        value: f64,
    },
    /// Finite values whose sum or sum of squares is not.
    #[error("the values are too large to be summed")]
    Overflow,
    /// The probability of an error is not between 0 and 1.
    #[error("{alpha} is no probability between 0 and 1 with which an interval may fail")]
    NoLevel {
        /// The probability.
        alpha: f64,
    },
    /// A level of a tail that is not between 0 and 1.
    #[error("a tail's level is {level}, it must lie between 0 and 1")]
    NoTail {
        /// The level.
        level: f64,
    },
    /// More successes than trials, or no trial at all.
    #[error("{successes} successes in {trials} trials are no proportion")]
    NoProportion {
        /// The number of successes.
        successes: u64,
        /// The number of trials.
        trials: u64,
    },
    /// A value lies outside the bounds that were said to hold, or the bounds are no interval.
    #[error("the sample spans {low} to {high}, which the bounds {worst} to {best} do not hold")]
    OutOfBounds {
        /// The least value of the sample.
        low: f64,
        /// The largest value of the sample.
        high: f64,
        /// The least value said to be possible.
        worst: f64,
        /// The largest value said to be possible.
        best: f64,
    },
    /// A ratio whose denominators sum to nothing.
    #[error("the denominators sum to {sum}, which is not above zero")]
    NoDenominator {
        /// The sum.
        sum: f64,
    },
}
