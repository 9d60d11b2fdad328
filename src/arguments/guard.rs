//! What `assay guard` and `assay accept` take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What `assay guard` takes.
#[derive(Debug, Args)]
pub struct GuardArguments {
    /// What is trusted: a scenario (.toml), a contract (.sol), a snapshot of `assay accept` (.json), a revision of git, or
    /// REVISION:FILE
    #[arg(long, value_name = "WHAT")]
    pub base: String,
    /// What is proposed, given like the base [default: the base]
    #[arg(long, value_name = "WHAT", required_unless_present = "set_head")]
    pub head: Option<String>,
    /// Set one value over the proposal, in the parameter's own unit (repeatable)
    #[arg(long, value_name = "NAME=VALUE")]
    pub set_head: Vec<String>,
    /// Set one value on both sides, in the parameter's own unit (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Scenario that says what a contract's constants mean [default: the other side]
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Limits of steps, and acknowledgements (TOML)
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// The day on which to judge, as YYYY-MM-DD [default: today, UTC]
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
    /// How much is simulated, and what may be reused.
    #[command(flatten)]
    pub effort: Effort,
    /// How to print the comparison
    #[arg(long, value_enum, default_value_t = GuardFormat::Text)]
    pub format: GuardFormat,
    /// Write the comparison in another format to a file as well (repeatable)
    #[arg(long, value_name = "FORMAT=FILE", value_parser = written)]
    pub write: Vec<(GuardFormat, PathBuf)>,
}

/// What `assay accept` takes.
#[derive(Debug, Args)]
pub struct AcceptArguments {
    /// Scenario file (TOML)
    pub scenario: PathBuf,
    /// Override one value, in the parameter's own unit (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Where the snapshot goes [default: beside the scenario, with the ending .findings.json]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How much is simulated, and what may be reused.
    #[command(flatten)]
    pub effort: Effort,
}

/// How much is simulated, and what may be reused.
#[derive(Debug, Args)]
pub struct Effort {
    /// Simulated runs of each ensemble
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub runs: u64,
    /// Seed of every random stream
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; the results do not depend on it [default: one per core]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Where results are kept for the next time
    #[arg(long, value_name = "DIR", default_value = ".assay_cache")]
    pub cache: PathBuf,
    /// Neither use nor keep earlier results
    #[arg(long)]
    pub no_cache: bool,
}

/// How a comparison is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GuardFormat {
    /// Words, as wide as the terminal
    Text,
    /// JSON with a schema version
    Json,
    /// JUnit XML, for the test view of a CI system
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Markdown, for a comment on a pull request
    Markdown,
}

/// Reads `FORMAT=FILE`.
fn written(text: &str) -> Result<(GuardFormat, PathBuf), String> {
    let (format, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("expected FORMAT=FILE, for example sarif=guard.sarif")?;
    Ok((GuardFormat::from_str(format, true)?, file.into()))
}
