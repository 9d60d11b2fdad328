//! Solidity text into its syntax tree, and what the parser says of it into diagnostics.

use std::sync::Arc;

use assay_scenarios::{Diagnostic, Place, ScenarioError, Source};
use solar_parse::{
    Parser,
    ast::{Arena, SourceUnit, Span},
    interface::{
        Session,
        diagnostics::{Diag, DiagCtxt, InMemoryEmitter, Level},
        source_map::FileName,
    },
};

/// Parses a source and hands its tree on.
///
/// # Errors
/// [`ScenarioError`] with every mistake of the syntax that the parser found.
pub(super) fn with_tree<T>(
    source: &Arc<Source>,
    read: impl FnOnce(&SourceUnit<'_>) -> T,
) -> Result<T, ScenarioError> {
    let (emitter, said) = InMemoryEmitter::new();
    let session = Session::builder()
        .dcx(DiagCtxt::new(Box::new(emitter)))
        .build();
    // One thread, and nothing of the session outlives this call.
    let found = session.enter_sequential(|| {
        let arena = Arena::new();
        let name = FileName::Custom(source.path().to_owned());
        let mut parser =
            Parser::from_source_code(&session, &arena, name, source.text().to_owned()).ok()?;
        let unit = match parser.parse_file() {
            Ok(unit) => unit,
            Err(mistake) => {
                mistake.emit();
                return None;
            }
        };
        session.dcx.has_errors().is_ok().then(|| read(&unit))
    });
    found.ok_or_else(|| {
        let said = said.read();
        let mistakes = said.iter().filter(|diagnostic| diagnostic.is_error());
        ScenarioError::of(mistakes.map(|diagnostic| in_our_words(source, diagnostic)))
    })
}

/// Bytes of the source: it is the only one of its session, so it begins at zero.
pub(super) fn bytes(span: Span) -> std::ops::Range<usize> {
    span.lo().to_usize()..span.hi().to_usize()
}

fn in_our_words(source: &Arc<Source>, diagnostic: &Diag) -> Diagnostic {
    let mut ours = Diagnostic::new(diagnostic.label());
    if let Some(span) = diagnostic.span.primary_span() {
        let labels = diagnostic.span.span_labels();
        let label = labels.iter().find(|label| label.span == span);
        let label = label.and_then(|label| label.label.as_ref());
        let words = label.map_or("", |label| label.as_str());
        ours = ours.at(&Place::new(source, bytes(span)), words);
    }
    for child in &diagnostic.children {
        if matches!(child.level, Level::Help | Level::Note) {
            ours = ours.help(child.label());
        }
    }
    ours
}
