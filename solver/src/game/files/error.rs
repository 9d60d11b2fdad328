//! What is wrong in a file, and where.

use std::{fmt, ops::Range};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Columns of a rendered error: a longer line is cut around what is underlined.
const WIDTH: usize = 160;
/// Lines shown above and below what is underlined.
const CONTEXT_LINES: usize = 2;

/// Where a text stops being a game file, what was expected there and what was found.
///
/// As text it is one line, `file:line:column: message`; [`FileError::render`] shows the place underlined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Details {
    pub(super) source: String,
    pub(super) text: String,
    pub(super) span: Range<usize>,
    pub(super) expected: String,
    pub(super) found: String,
    pub(super) nearest: Option<&'static str>,
    pub(super) help: Option<String>,
}

impl FileError {
    pub(super) fn new(details: Details) -> Self {
        Self(Box::new(details))
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> String {
        format!("expected {}, found {}", self.0.expected, self.0.found)
    }

    /// What was expected.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What was found instead.
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// The keyword that was probably meant, where one was mistyped.
    pub fn nearest(&self) -> Option<&str> {
        self.0.nearest
    }

    /// Where it is wrong: bytes of the text, on boundaries of characters. Empty at the end of a file that is too
    /// short.
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        newlines(self.before()) + 1
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> usize {
        let before = self.before();
        let line = before.rsplit('\n').next().unwrap_or(before);
        line.chars().count() + 1
    }

    /// The message with the file's text underlined, over several lines.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        }
        .term_width(WIDTH);
        let text = self.0.text.as_str();
        let Range { start, end } = self.0.span.clone();
        let window = window(text, start, end);
        let snippet = Snippet::source(text.get(window.clone()).unwrap_or(""))
            .line_start(newlines(text.get(..window.start).unwrap_or("")) + 1)
            .path(self.0.source.as_str())
            .fold(true)
            .annotation(AnnotationKind::Primary.span(start - window.start..end - window.start));
        let mut group =
            Group::with_title(Level::ERROR.primary_title(self.message())).element(snippet);
        if let Some(nearest) = self.0.nearest {
            group = group.element(Level::HELP.message(format!("did you mean `{nearest}`?")));
        }
        if let Some(help) = &self.0.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }

    fn before(&self) -> &str {
        self.0.text.get(..self.0.span.start).unwrap_or("")
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}:{}: {}",
            self.0.source,
            self.line(),
            self.column(),
            self.message()
        )
    }
}

impl std::error::Error for FileError {}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// The lines around a span.
fn window(text: &str, start: usize, end: usize) -> Range<usize> {
    let first = text
        .get(..start)
        .unwrap_or("")
        .rmatch_indices('\n')
        .nth(CONTEXT_LINES)
        .map_or(0, |(index, _)| index + 1);
    let last = text
        .get(end..)
        .unwrap_or("")
        .match_indices('\n')
        .nth(CONTEXT_LINES)
        .map_or(text.len(), |(index, _)| end + index);
    first..last
}
