//! Keeping a report with everything needed to find it again.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::report::Report;

/// What a kept report was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this layout.
    pub schema_version: u32,
    /// The program that wrote it.
    pub assay_version: String,
    /// SHA-256 over the scenario's files and the values set over them, in hexadecimal.
    pub scenario_hash: String,
    /// Seed of every random stream.
    pub seed: u64,
    /// Simulated runs of each ensemble.
    pub runs: u64,
    /// Values set from the command line, as typed.
    pub set: Vec<String>,
    /// Every file that was read.
    pub inputs: Vec<Input>,
    /// Every file that was written beside this one.
    pub outputs: Vec<Input>,
}

/// A file and its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The file's name, as it was given.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Why a report could not be kept.
#[derive(Debug, Error)]
pub enum KeepError {
    /// A folder or file could not be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// What was being written.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// A number was not finite.
    #[error("the findings cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Writes `findings.json` and `manifest.json` into `folder`, which is made if it is missing.
///
/// Each file is written beside its name and then renamed, so that a reader never meets half a file.
///
/// # Errors
/// [`KeepError`] names the path that could not be written.
pub fn keep(folder: &Path, report: &Report, inputs: Vec<Input>) -> Result<(), KeepError> {
    fs::create_dir_all(folder).map_err(|source| KeepError::Write {
        path: folder.to_owned(),
        source,
    })?;
    let findings = report.to_json()?;
    write_whole(&folder.join("findings.json"), &findings)?;
    let manifest = Manifest {
        schema_version: report.schema_version,
        assay_version: report.assay_version.clone(),
        scenario_hash: report.scenario.hash.clone(),
        seed: report.seed,
        runs: report.runs,
        set: report.scenario.set.clone(),
        inputs,
        outputs: vec![Input {
            path: "findings.json".into(),
            sha256: sha256(findings.as_bytes()),
        }],
    };
    let mut text = serde_json::to_string_pretty(&manifest)?;
    text.push('\n');
    write_whole(&folder.join("manifest.json"), &text)
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn write_whole(path: &Path, text: &str) -> Result<(), KeepError> {
    let beside = path.with_extension("json.part");
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|source| KeepError::Write {
            path: path.to_owned(),
            source,
        })
}
