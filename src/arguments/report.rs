//! What can be typed after `assay report`.

use std::path::PathBuf;

use clap::Args;

/// What `assay report` takes.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Scenario file (TOML)
    pub scenario: PathBuf,
    /// Override one value, in the parameter's own unit (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// The page to write, `-` for standard output [default: PROTOCOL-SCENARIO.html, here]
    #[arg(long, value_name = "FILE.html")]
    pub out: Option<PathBuf>,
    /// A document's published figures, judged on the page [default: claims.toml beside the scenario, if it is about it]
    #[arg(long, value_name = "FILE")]
    pub claims: Option<PathBuf>,
    /// Simulated runs of each ensemble
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub runs: u64,
    /// Seed of every random stream
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; the page does not depend on it [default: one per core]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Replay hourly closes from a CSV instead of a synthetic ETH price
    #[arg(long, value_name = "CSV")]
    pub prices: Option<PathBuf>,
}
