//! What can be typed after `assay claims`.

use std::path::PathBuf;

use clap::Args;

use super::Format;

/// What `assay claims` takes.
#[derive(Debug, Args)]
pub struct ClaimsArguments {
    /// Claims file (TOML)
    pub file: PathBuf,
    /// The document itself: measure how many of its numbers the claims account for
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,
    /// Check this claim alone and print its derivation (repeatable)
    #[arg(long = "claim", value_name = "ID", conflicts_with = "document")]
    pub only: Vec<String>,
    /// Print every claim with its derivation, not only those that do not hold
    #[arg(long)]
    pub all: bool,
    /// Simulated runs of each ensemble
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub runs: u64,
    /// Seed of every random stream
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; the results do not depend on it [default: one per core]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How to print the claims
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
