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
mod tree;

use self::game::Input;
use crate::{
    arguments::{Concept, Format, SolveArguments},
    done::Done,
    error::CommandError,
    progress::Bar,
    terminal,
};

pub(crate) use certify::execute as certify;
pub use error::{CertifyError, SolvingError};
pub use objective::ObjectiveError;

pub(crate) fn execute(arguments: &SolveArguments) -> Result<Done, CommandError> {
    let bar = Bar::without_end("solving");
    // Everything is checked once more, from what is printed.
    let (mut answer, profiles) = match game::open(&arguments.game, arguments.concept)? {
        Input::Table(opened) => {
            let answer = ask::ask(&opened, arguments)?;
            certificate::check(&opened, &answer)?;
            (answer, Some(opened.game.profiles()))
        }
        Input::Tree { tree, sha256, .. } if arguments.concept == Concept::ZeroSum => {
            ask::refuse_idle_options(arguments)?;
            let answer = tree::solve(&tree, sha256)?;
            tree::check(&tree, &answer)?;
            (answer, None)
        }
        Input::Tree { why, .. } => return Err(SolvingError::too_large(why).into()),
    };
    answer.verified = true;
    drop(bar);
    let text = match arguments.format {
        Format::Text => text::answer(profiles, &answer, terminal::layout()),
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
