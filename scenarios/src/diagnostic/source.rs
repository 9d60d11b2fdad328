//! Files as they were read, and stretches of them.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// A file that was read for a scenario, for the manifest of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path it was read by.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

impl SourceFile {
    pub(crate) fn new(path: PathBuf, text: String) -> Self {
        let sha256 = Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self { path, text, sha256 }
    }
}

/// Text that a diagnostic can point into: a file, or a value from the command line.
pub struct Source {
    path: String,
    text: String,
}

/// Without the text, which may be a whole file.
impl std::fmt::Debug for Source {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Source")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Source {
    /// A text, and the path by which it is spoken of.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
        })
    }

    /// The path by which it is spoken of.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A stretch of a source.
#[derive(Debug, Clone)]
pub struct Place {
    source: Arc<Source>,
    span: Range<usize>,
}

impl Place {
    /// Bytes of a source; they are drawn back to what the text has, on character boundaries.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let text = source.text();
        let end = text.floor_char_boundary(span.end.min(text.len()));
        let start = text.floor_char_boundary(span.start.min(end));
        Self {
            source: Arc::clone(source),
            span: start..end,
        }
    }

    /// The source it is a stretch of.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Bytes of the source.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The text that stands there.
    pub fn text(&self) -> &str {
        self.source.text().get(self.span()).unwrap_or("")
    }

    /// Line and column of its beginning, both counted from 1, columns in characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = self.source.text().get(..self.span.start).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}
