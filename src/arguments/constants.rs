//! What can be typed after `assay constants`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Format;

/// What `assay constants` takes.
#[derive(Debug, Args)]
pub struct ConstantsArguments {
    /// Scenario file (TOML)
    pub scenario: PathBuf,
    /// Override one value, in the parameter's own unit, or a table's row: `ltv_by_age[0.5]=0.7` (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// What to write the constants in [default: solidity]
    #[arg(long, value_enum, conflicts_with = "check")]
    pub language: Option<Language>,
    /// Compare a Solidity source with the scenario instead; exit with 1 if they differ
    #[arg(long, value_name = "FILE.sol")]
    pub check: Option<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How to print a comparison; without one, `json` is `--language json`
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What constants are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// A library for Ethereum's virtual machine
    Solidity,
    /// A module for Cardano
    Aiken,
    /// Data with a schema version
    Json,
}
