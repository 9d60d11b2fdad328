//! From what was typed to what is done.

use crate::{
    accept,
    arguments::{Arguments, Command},
    attacks, boundary, claims, constants,
    done::Done,
    error::CommandError,
    explain_code, guard, prove, report, robustness, run, schema, sensitivity, solve, sweep,
};

/// Does what was asked, on as many threads as were asked for.
///
/// # Errors
/// [`CommandError`] says why nothing, or not everything, was done.
pub fn execute(arguments: &Arguments) -> Result<Done, CommandError> {
    match &arguments.command {
        Command::Run(asked) => with_threads(asked.asked.threads, || run::execute(asked)),
        Command::Attacks(asked) => with_threads(asked.asked.threads, || attacks::execute(asked)),
        Command::Sweep(asked) => with_threads(asked.posed.threads, || sweep::execute(asked)),
        Command::Merge(asked) => sweep::merge(asked),
        Command::Boundary(asked) => with_threads(asked.posed.threads, || boundary::execute(asked)),
        Command::Prove(asked) => with_threads(asked.posed.threads, || prove::execute(asked)),
        Command::Sensitivity(asked) => {
            with_threads(asked.posed.threads, || sensitivity::execute(asked))
        }
        Command::Robustness(asked) => with_threads(asked.threads, || robustness::execute(asked)),
        Command::Constants(asked) => constants::execute(asked),
        Command::Claims(asked) => with_threads(asked.threads, || claims::execute(asked)),
        Command::Guard(asked) => with_threads(asked.effort.threads, || guard::execute(asked)),
        Command::Accept(asked) => with_threads(asked.effort.threads, || accept::execute(asked)),
        Command::Explain(asked) => explain_code::execute(asked),
        Command::Report(asked) => with_threads(asked.threads, || report::execute(asked)),
        Command::Solve(asked) => solve::execute(asked),
        Command::Certify(asked) => solve::certify(asked),
        Command::Schema => schema::execute(),
    }
}

fn with_threads(
    threads: Option<u16>,
    work: impl FnOnce() -> Result<Done, CommandError> + Send,
) -> Result<Done, CommandError> {
    let Some(threads) = threads else {
        return work();
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(usize::from(threads))
        .build()
        .map_err(|source| CommandError::Threads { threads, source })?
        .install(work)
}
