//! `assay claims`: a document's published figures, each re-derived.

mod convert;
mod evaluate;
mod judge;
mod words;

use std::path::Path;

use assay_reports::{
    claims::{ClaimsReport, Coverage, Status, Uncovered},
    text,
};
use assay_scenarios::claims::{Claim, Claims};

use crate::{
    arguments::{ClaimsArguments, Format},
    done::Done,
    error::CommandError,
    lab::{Asking, Tell},
    progress::Bar,
    terminal,
};

pub(crate) fn execute(arguments: &ClaimsArguments) -> Result<Done, CommandError> {
    let claims = Claims::load(&arguments.file)?;
    let chosen: Vec<&Claim> = match arguments.only.as_slice() {
        [] => claims.claims().iter().collect(),
        ids => ids
            .iter()
            .map(|id| claims.claim(id))
            .collect::<Result<_, _>>()?,
    };
    // Before anything is simulated: a figure that is not on its line is found at once.
    let coverage = match &arguments.document {
        Some(path) => Some(coverage(&claims, path)?),
        None => None,
    };
    let asking = Asking {
        runs: arguments.runs,
        seed: arguments.seed,
    };
    let bar = Bar::without_end("reading");
    let report = evaluate(
        &claims,
        &chosen,
        &arguments.file,
        coverage,
        &asking,
        &|stage, _| bar.tell(stage, 0),
    )?;
    drop(bar);
    let whole = arguments.all || !arguments.only.is_empty();
    terminal::print(&match arguments.format {
        Format::Text => text::claims(&report, whole, terminal::layout()),
        Format::Json => report.to_json()?,
    })?;
    Ok(done(&report))
}

/// The chosen claims of a file, each with its status.
///
/// # Errors
/// A finding that does not exist, or in another unit than the figure; a simulation that cannot be carried out.
pub(crate) fn evaluate(
    claims: &Claims,
    chosen: &[&Claim],
    file: &Path,
    coverage: Option<Coverage>,
    asking: &Asking,
    tell: Tell<'_>,
) -> Result<ClaimsReport, CommandError> {
    Ok(ClaimsReport {
        schema_version: assay_reports::SCHEMA_VERSION,
        assay_version: env!("CARGO_PKG_VERSION").into(),
        title: claims.title().into(),
        document: claims.document().into(),
        sha256: claims.sha256().into(),
        scenario: claims.scenario().display().to_string(),
        seed: asking.seed,
        runs: asking.runs,
        claims: evaluate::evaluate(chosen, file, asking, tell)?,
        coverage,
    })
}

fn coverage(claims: &Claims, document: &Path) -> Result<Coverage, CommandError> {
    let found = claims.cover(&claims.document_text(document)?)?;
    Ok(Coverage {
        numbers: found.numbers,
        covered: found.covered,
        ignored: found.ignored,
        uncovered: found
            .uncovered
            .into_iter()
            .map(|number| Uncovered {
                line: number.line,
                text: number.text,
            })
            .collect(),
    })
}

fn done(report: &ClaimsReport) -> Done {
    let uncovered = report
        .coverage
        .as_ref()
        .is_some_and(|coverage| !coverage.uncovered.is_empty());
    if report.count(Status::Undecided) > 0 {
        Done::Undecided
    } else if uncovered || !report.changed().is_empty() {
        Done::DoesNotHold
    } else {
        Done::Holds
    }
}
