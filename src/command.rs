//! From what was typed to what is done.

use crate::{
    arguments::{Arguments, Asked, Command},
    attacks,
    error::CommandError,
    run, schema,
};

/// How a command ended; only commands that judge end otherwise than by [`Done::Holds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Done, and what was judged holds.
    Holds,
    /// What was judged does not hold.
    DoesNotHold,
    /// What was judged could not be decided.
    Undecided,
}

/// Does what was asked, on as many threads as were asked for.
///
/// # Errors
/// [`CommandError`] says why nothing, or not everything, was done.
pub fn execute(arguments: &Arguments) -> Result<Done, CommandError> {
    match &arguments.command {
        Command::Run(asked) => with_threads(&asked.asked, || run::execute(asked)),
        Command::Attacks(asked) => with_threads(&asked.asked, || attacks::execute(asked)),
        Command::Schema => schema::execute(),
    }
}

fn with_threads(
    asked: &Asked,
    work: impl FnOnce() -> Result<Done, CommandError> + Send,
) -> Result<Done, CommandError> {
    let Some(threads) = asked.threads else {
        return work();
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(usize::from(threads))
        .build()
        .map_err(|source| CommandError::Threads { threads, source })?
        .install(work)
}
