//! Standard output as it is: a terminal, a pipe, or a pipe that has gone.

use std::io::{self, IsTerminal, Write};

use assay_reports::{Report, text::Layout};

use crate::{arguments::Format, error::CommandError};

/// Width of a page that is not a terminal, in columns.
const PAGE: usize = 100;

/// How wide standard output is, and whether it may be coloured.
///
/// A pipe gets a page of fixed width and no colour, so that the same inputs print the same bytes.
pub(crate) fn layout() -> Layout {
    let stdout = io::stdout();
    if !stdout.is_terminal() {
        return Layout {
            width: PAGE,
            colour: false,
        };
    }
    let width = terminal_size::terminal_size().map_or(PAGE, |(width, _)| usize::from(width.0));
    let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    Layout { width, colour }
}

/// Whether diagnostics may be coloured.
pub fn colour_on_stderr() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// Writes `text` to standard output; a reader that has gone away is not an error.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Prints a report in the format asked for.
pub(crate) fn print_report(
    report: &Report,
    format: Format,
    as_text: fn(&Report, Layout) -> String,
) -> Result<(), CommandError> {
    let text = match format {
        Format::Text => as_text(report, layout()),
        Format::Json => report.to_json()?,
    };
    Ok(print(&text)?)
}
