//! `assay solve`: equilibria of a game file, exactly, each with its certificate.

mod answer;
mod ask;
mod bounds;
mod certificate;
mod certify;
mod error;
mod game;
mod numbers;
mod objective;
mod recount;
mod text;

use crate::{
    arguments::{Format, SolveArguments},
    done::Done,
    error::CommandError,
    terminal,
};

pub(crate) use certify::execute as certify;
pub use error::{CertifyError, SolvingError};
pub use objective::ObjectiveError;

pub(crate) fn execute(arguments: &SolveArguments) -> Result<Done, CommandError> {
    let opened = game::open(&arguments.game)?;
    let mut answer = ask::ask(&opened, arguments)?;
    // Everything is checked once more, from what is printed.
    certificate::check(&opened, &answer)?;
    answer.verified = true;
    let text = match arguments.format {
        Format::Text => text::answer(&opened, &answer, terminal::layout()),
        Format::Json => {
            let mut text = serde_json::to_string_pretty(&answer)?;
            text.push('\n');
            text
        }
    };
    terminal::print(&text)?;
    Ok(match answer.status {
        answer::Status::Complete => Done::Holds,
        answer::Status::Unresolved | answer::Status::CutShort => Done::Undecided,
    })
}
