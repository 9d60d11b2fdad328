//! The claims of a document, judged for the page.

use std::path::PathBuf;

use assay_reports::{Input, claims::ClaimsReport};
use assay_scenarios::{
    Scenario,
    claims::{Claim, Claims},
};

use crate::{
    arguments::ReportArguments,
    claims::evaluate,
    error::CommandError,
    lab::{Asking, Tell},
};

/// The name of a claims file beside its scenario.
const BESIDE: &str = "claims.toml";

/// A claims file that was read.
pub(super) struct Read {
    path: PathBuf,
    claims: Claims,
}

/// The claims file that was asked for, or else the one beside the scenario, if that scenario is the one it is about.
///
/// # Errors
/// A file that is no claims file, with the place of every mistake.
pub(super) fn read(arguments: &ReportArguments) -> Result<Option<Read>, CommandError> {
    if let Some(path) = &arguments.claims {
        let (path, claims) = (path.clone(), Claims::load(path)?);
        return Ok(Some(Read { path, claims }));
    }
    let path = arguments.scenario.with_file_name(BESIDE);
    if !path.is_file() {
        return Ok(None);
    }
    let claims = Claims::load(&path)?;
    let ours = claims.scenario().file_name() == arguments.scenario.file_name();
    Ok(ours.then_some(Read { path, claims }))
}

impl Read {
    /// The files of the claims and of the scenarios that they are checked against.
    pub(super) fn inputs(&self) -> Vec<Input> {
        let scenarios = self.claims.claims().iter().map(Claim::scenario);
        let files = self.claims.sources().iter();
        let files = files.chain(scenarios.flat_map(Scenario::sources));
        let mut inputs: Vec<Input> = Vec::new();
        for file in files {
            let path = file.path.display().to_string();
            if inputs.iter().all(|known| known.path != path) {
                let sha256 = file.sha256.clone();
                inputs.push(Input { path, sha256 });
            }
        }
        inputs
    }

    /// Every claim, judged.
    ///
    /// # Errors
    /// A finding that does not exist; a simulation that cannot be carried out.
    pub(super) fn judged(
        &self,
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<ClaimsReport, CommandError> {
        let all: Vec<&Claim> = self.claims.claims().iter().collect();
        // Nobody knows beforehand how many runs they take.
        let tell = |stage: &str, _: u64| tell(stage, 0);
        evaluate(&self.claims, &all, &self.path, None, asking, &tell)
    }
}
