//! What a simulated system must be able to do.

use std::error::Error;
use std::ops::ControlFlow;

use super::Streams;

/// A system that is simulated: a protocol with the people who use it, or anything else that has a
/// state and a step. The model holds what all runs share; the world holds what one run changes.
pub trait Model: Sync {
    /// The state of one run. It is allocated once for each worker and used again for later runs.
    type World: Send;
    /// What is kept of a finished run.
    type Outcome: Send;
    /// Why a run could not be carried out. An economic failure is an outcome, not an error.
    type Error: Error + Send + 'static;

    /// Allocates a world; [`begin`](Self::begin) is always called before it is used.
    fn world(&self) -> Self::World;

    /// Sets the world to the start of the run whose randomness is `streams`. Nothing of the run
    /// before may be left in it, or outcomes would depend on which worker carried them out.
    ///
    /// # Errors
    /// Those of the model, when no run can start from its parameters.
    fn begin(&self, world: &mut Self::World, streams: &Streams) -> Result<(), Self::Error>;

    /// Advances the world by one step; `Break` ends the run, that step included. A model must end
    /// its runs itself: the engine sets no limit on the number of steps.
    ///
    /// # Errors
    /// Those of the model, when the step could not be carried out.
    fn step(&self, world: &mut Self::World) -> Result<ControlFlow<()>, Self::Error>;

    /// Reads the outcome off a world whose run has ended.
    fn outcome(&self, world: &Self::World) -> Self::Outcome;
}
