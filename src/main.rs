//! The command `assay`.

use std::process::ExitCode;

use assay::{CommandError, Done, arguments::Arguments, colour_on_stderr, execute};
use clap::Parser;

fn main() -> ExitCode {
    match execute(&Arguments::parse()) {
        Ok(Done::Holds) => ExitCode::SUCCESS,
        Ok(Done::DoesNotHold) => ExitCode::from(1),
        Ok(Done::Undecided) => ExitCode::from(2),
        Err(error) => {
            report(&error);
            ExitCode::from(2)
        }
    }
}

fn report(error: &CommandError) {
    use std::io::Write;
    let text = error.render(colour_on_stderr());
    // Where standard error has gone, there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
}
