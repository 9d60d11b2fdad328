//! The claims of a document, judged for the page.

use assay_reports::claims::ClaimsReport;
use assay_scenarios::claims::{Claim, Claims};

use crate::{
    arguments::ReportArguments,
    claims::evaluate,
    error::CommandError,
    lab::{Asking, Tell},
};

/// The claims of the file that was given; none where none was.
///
/// # Errors
/// What is wrong with the file, and whatever keeps a claim from being judged.
pub(super) fn of(
    arguments: &ReportArguments,
    asking: &Asking,
    tell: Tell<'_>,
) -> Result<Option<ClaimsReport>, CommandError> {
    let Some(path) = &arguments.claims else {
        return Ok(None);
    };
    let claims = Claims::load(path)?;
    let every: Vec<&Claim> = claims.claims().iter().collect();
    // How many runs the claims take is not known beforehand, so that they do not count.
    evaluate(&claims, &every, path, None, asking, &|stage, _| {
        tell(stage, 0)
    })
    .map(Some)
}
