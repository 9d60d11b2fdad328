//! Diagnostics as text: one line each, or with the source underlined.

use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Label, Severity, Source};

/// A line longer than this is cut around the label, so that a minified file stays readable.
const WIDTH: usize = 160;
/// Lines shown around a label; enough that `annotate-snippets` never walks a whole large file.
const CONTEXT_LINES: usize = 2;

pub(super) fn summary(diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| match diagnostic.labels.first() {
            Some(label) => {
                let (line, column) = label.line_column();
                format!("{}:{line}:{column}: {}", label.path(), diagnostic.message)
            }
            None => diagnostic.message.clone(),
        })
        .collect();
    lines.join("\n")
}

pub(super) fn render(diagnostics: &[Diagnostic], left_out: usize, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH);
    let mut text: String = diagnostics
        .iter()
        .map(|diagnostic| render_one(&renderer, diagnostic))
        .collect::<Vec<_>>()
        .join("\n\n");
    if left_out > 0 {
        text.push_str(&format!("\n\nand {left_out} more"));
    }
    text
}

fn render_one(renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str());
    let mut group = Group::with_title(match diagnostic.code {
        Some(code) => title.id(code),
        None => title,
    });
    let mut shown: Vec<&Arc<Source>> = Vec::new();
    for label in &diagnostic.labels {
        let source = label.place.source();
        if shown.iter().any(|other| Arc::ptr_eq(other, source)) {
            continue;
        }
        shown.push(source);
        let here: Vec<&Label> = diagnostic
            .labels
            .iter()
            .filter(|label| Arc::ptr_eq(label.place.source(), source))
            .collect();
        group = group.element(snippet(source, &here));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

fn snippet<'a>(
    source: &'a Source,
    labels: &[&'a Label],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = source.text();
    let first = labels
        .iter()
        .map(|label| label.span().start)
        .min()
        .unwrap_or(0);
    let last = labels
        .iter()
        .map(|label| label.span().end)
        .max()
        .unwrap_or(text.len());
    let start = window_start(text, first);
    let end = window_end(text, last);
    let line = text
        .get(..start)
        .unwrap_or("")
        .bytes()
        .filter(|byte| *byte == b'\n')
        .count()
        + 1;
    let window = text.get(start..end).unwrap_or("");
    let mut snippet = Snippet::source(window)
        .line_start(line)
        .path(source.path())
        .fold(true);
    for label in labels {
        let kind = if label.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let span = label.span();
        let annotation = kind.span(span.start - start..span.end - start);
        snippet = snippet.annotation(match label.message.as_str() {
            "" => annotation,
            message => annotation.label(message),
        });
    }
    snippet
}

/// The beginning of the line `CONTEXT_LINES` above `at`.
fn window_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("").as_bytes();
    before
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, byte)| **byte == b'\n')
        .nth(CONTEXT_LINES)
        .map_or(0, |(index, _)| index + 1)
}

/// The end of the line `CONTEXT_LINES` below `at`.
fn window_end(text: &str, at: usize) -> usize {
    let after = text.get(at..).unwrap_or("").as_bytes();
    after
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .nth(CONTEXT_LINES)
        .map_or(text.len(), |(index, _)| at + index)
}
