//! What a sweep asks of whatever it sweeps over.

use std::error::Error;
use std::ops::Range;

use super::{Column, Rows};

/// Why an evaluation cannot go on at all, at this or at any other point.
pub type Stop = Box<dyn Error + Send + Sync>;

/// Anything that can be evaluated at the points of a design.
///
/// The row of a point must depend on the point alone: not on the block it is evaluated in, the worker that does it,
/// or the points done before. All that the sweep promises about equal bytes rests on that.
pub trait Evaluate: Sync {
    /// All columns but the sweep's own `point` (the first of the file) and `error` (the last), coordinates first.
    fn columns(&self) -> &[Column];

    /// How many of the columns are coordinates of the point. They are written for failed points too.
    fn coordinates(&self) -> usize;

    /// How many points are evaluated as one block: thousands of formulas, one simulation. Must be the same on every
    /// machine that does a shard of the sweep.
    fn block(&self) -> usize;

    /// Adds the rows of `points` in order, with [`Rows::push`] or, for a point that fails, [`Rows::fail`].
    ///
    /// Called from several workers at once, with no more than [`block`](Self::block) points.
    ///
    /// # Errors
    /// Only where no further point can be evaluated: this ends the sweep, which can be resumed.
    fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop>;
}
