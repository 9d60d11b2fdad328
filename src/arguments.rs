//! What can be typed after `assay`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A laboratory for protocol economics: can anyone profit by breaking this, and at which parameter
/// value does that change?
#[derive(Debug, Parser)]
#[command(name = "assay", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Simulate, attack and judge a protocol: the main job
    Run(RunArguments),
    /// Every attack: formula, simulated value, break-even, verdict; or one attack's derivation
    Attacks(AttacksArguments),
    /// Print the JSON Schema of the scenario file, for editors
    Schema,
}

/// What `assay run` takes.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// What is asked and how.
    #[command(flatten)]
    pub asked: Asked,
    /// Keep the findings and a manifest of everything they were made from in this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Exit with 1 if any finding is vulnerable, with 2 if any is undecided
    #[arg(long)]
    pub strict: bool,
}

/// What `assay attacks` takes.
#[derive(Debug, Args)]
pub struct AttacksArguments {
    /// What is asked and how.
    #[command(flatten)]
    pub asked: Asked,
    /// Print one attack's derivation: formula, numbers put in, result, break-even values
    #[arg(long, value_name = "ID", conflicts_with = "prices")]
    pub explain: Option<String>,
}

/// A scenario, and how to run and print it.
#[derive(Debug, Args)]
pub struct Asked {
    /// Scenario file (TOML)
    pub scenario: PathBuf,
    /// Override one value, in the parameter's own unit (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Simulated runs of each ensemble
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub runs: u64,
    /// Seed of every random stream
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; the results do not depend on it [default: one per core]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Replay hourly closes from a CSV instead of a synthetic ETH price
    #[arg(long, value_name = "CSV")]
    pub prices: Option<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables and words, as wide as the terminal
    Text,
    /// JSON with a schema version
    Json,
}
