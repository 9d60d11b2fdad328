//! From what was typed to what is done.

use crate::{
    arguments::{Arguments, Asked, Command},
    attacks,
    done::Done,
    error::CommandError,
    run, schema, solve,
};

/// Does what was asked, on as many threads as were asked for.
///
/// # Errors
/// [`CommandError`] says why nothing, or not everything, was done.
pub fn execute(arguments: &Arguments) -> Result<Done, CommandError> {
    match &arguments.command {
        Command::Run(asked) => with_threads(&asked.asked, || run::execute(asked)),
        Command::Attacks(asked) => with_threads(&asked.asked, || attacks::execute(asked)),
        Command::Solve(asked) => solve::execute(asked),
        Command::Certify(asked) => solve::certify(asked),
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
