//! What is wrong with a scenario, where it stands, and what was meant.

mod nearest;
mod render;
mod report;
mod source;

pub(crate) use nearest::did_you_mean;
pub use nearest::nearest;
pub(crate) use report::{Problem, Report};
pub use source::{Place, Source, SourceFile};

/// A scenario that cannot be used: one or more [`Diagnostic`]s.
///
/// `Display` gives one line each (`file:line:column: message`); [`ScenarioError::render`] underlines the text.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", render::summary(.diagnostics))]
pub struct ScenarioError {
    diagnostics: Vec<Diagnostic>,
    left_out: usize,
}

impl ScenarioError {
    /// The diagnostics, in the order in which they were found; at most twenty.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The diagnostics with the offending text underlined; `color` adds terminal escape codes.
    pub fn render(&self, color: bool) -> String {
        render::render(&self.diagnostics, self.left_out, color)
    }

    /// The error of several diagnostics; of very many, the first.
    pub fn of(diagnostics: impl IntoIterator<Item = Diagnostic>) -> Self {
        let mut report = Report::default();
        for diagnostic in diagnostics {
            report.push(diagnostic);
        }
        report.into_error()
    }

    /// The error of a single diagnostic.
    pub fn one(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
            left_out: 0,
        }
    }
}

/// One thing that is to be said of a file: mostly, what is wrong with it.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    severity: Severity,
    code: Option<&'static str>,
    message: String,
    labels: Vec<Label>,
    help: Vec<String>,
}

/// How much a [`Diagnostic`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Something is wrong.
    Error,
    /// Something to know.
    Note,
}

/// A stretch of a file and what is to be said of it.
#[derive(Debug, Clone)]
pub struct Label {
    place: Place,
    message: String,
    primary: bool,
}

impl Diagnostic {
    /// Something that is wrong, in one line.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: None,
            message: message.into(),
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Something to know, in one line.
    pub fn note(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::new(message)
        }
    }

    /// The same under a code such as `E-SCHEDULE`, by which it can be looked up.
    #[must_use]
    pub fn coded(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// The same with one more stretch of a file, and what is to be said of it; the first is where to look.
    #[must_use]
    pub fn at(mut self, place: &Place, message: impl Into<String>) -> Self {
        let primary = self.labels.is_empty();
        self.labels.push(Label {
            place: place.clone(),
            message: message.into(),
            primary,
        });
        self
    }

    /// The same with one more line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// As [`Diagnostic::help`], where there is any.
    #[must_use]
    pub fn maybe_help(self, help: Option<impl Into<String>>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The code by which it can be looked up, where it has one.
    pub fn code(&self) -> Option<&'static str> {
        self.code
    }

    /// The diagnostic with the text underlined that it is about; `color` adds terminal escape codes.
    pub fn render(&self, color: bool) -> String {
        render::render(std::slice::from_ref(self), 0, color)
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is wrong; the first is where to look. Empty when a file could not be read at all.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// What was expected, and the nearest name to a mistyped one.
    pub fn help_lines(&self) -> &[String] {
        &self.help
    }
}

impl Label {
    /// The file, as the path it was read by; `--set` for a value from the command line.
    pub fn path(&self) -> &str {
        self.place.source().path()
    }

    /// Bytes of the file.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.place.span()
    }

    /// The text that is underlined.
    pub fn text(&self) -> &str {
        self.place.text()
    }

    /// Line and column, both counted from 1, columns in characters.
    pub fn line_column(&self) -> (usize, usize) {
        self.place.line_column()
    }

    /// What is to be said of this stretch; may be empty.
    pub fn message(&self) -> &str {
        &self.message
    }
}
