//! What can be typed after the commands that ask where something flips.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Format, Posed};

/// What `assay sweep` takes.
#[derive(Debug, Args)]
pub struct SweepArguments {
    /// What is asked.
    #[command(flatten)]
    pub posed: Posed,
    /// A parameter to vary: `name=lo:hi`, `name=lo:hi:n`, `name=lo:hi:n:log`, `name=a,b,c`, or `name` for its whole range;
    /// `@group` at the end moves it with others (repeatable) [default: the scenario's `[sweep]` table]
    #[arg(long = "vary", value_name = "NAME=LO:HI[:N]")]
    pub vary: Vec<String>,
    /// The points to visit: grid, random, lhs, sobol, saltelli, morris, or csv:FILE [default: grid]
    #[arg(long)]
    pub design: Option<Design>,
    /// Points of a random, lhs or sobol design; base points of saltelli; trajectories of morris [default: 1024; morris 20]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    pub points: Option<u64>,
    /// Lets every point of the control parameters meet the same points of the environment
    #[arg(long)]
    pub crossed: bool,
    /// What to evaluate: attacks, formulas or findings by name (repeatable) [default: every attack]
    #[arg(long = "of", value_name = "NAME")]
    pub of: Vec<String>,
    /// Simulate each attack so many times at each point; without it, formulas alone are evaluated
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub runs: Option<u64>,
    /// Simulate until each mean's 95 % interval reaches no further than this share of the mean to either side; `--runs` is
    /// the limit then [default limit: 1000000]
    #[arg(long, value_name = "SHARE")]
    pub until_ci: Option<f64>,
    /// Work out each attack's best response at each point
    #[arg(long)]
    pub solve: bool,
    /// Seed of the design and of every random stream
    #[arg(long)]
    pub seed: Option<u64>,
    /// Replay hourly closes from a CSV instead of a synthetic ETH price
    #[arg(long, value_name = "CSV")]
    pub prices: Option<PathBuf>,
    /// The Parquet file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Evaluate only a share of the points, such as `2/7`; `assay merge` joins the shares
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Accept points that fail: exit with 0, not 2, when some did
    #[arg(long, conflicts_with = "fail_fast")]
    pub keep_going: bool,
    /// Stop at the first point that fails
    #[arg(long)]
    pub fail_fast: bool,
}

/// The points to visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Design {
    /// Every combination of levels.
    Grid,
    /// Independent points.
    Random,
    /// A Latin hypercube.
    LatinHypercube,
    /// A scrambled Sobol' sequence.
    Sobol,
    /// Saltelli's design for Sobol' indices.
    Saltelli,
    /// Morris' trajectories.
    Morris,
    /// The rows of a CSV file.
    List(PathBuf),
}

impl std::str::FromStr for Design {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "grid" => Self::Grid,
            "random" => Self::Random,
            "lhs" => Self::LatinHypercube,
            "sobol" => Self::Sobol,
            "saltelli" => Self::Saltelli,
            "morris" => Self::Morris,
            _ => match text.strip_prefix("csv:") {
                Some(path) if !path.is_empty() => Self::List(path.into()),
                _ => {
                    return Err(
                        "expected grid, random, lhs, sobol, saltelli, morris or csv:FILE".into(),
                    );
                }
            },
        })
    }
}

/// What `assay merge` takes.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// The files of all shards, in any order
    #[arg(required = true, value_name = "SHARD")]
    pub parts: Vec<PathBuf>,
    /// The Parquet file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// How to print what was done
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What `assay boundary` takes.
#[derive(Debug, Args)]
pub struct BoundaryArguments {
    /// What is asked.
    #[command(flatten)]
    pub posed: Posed,
    /// Attacks by id or formulas by name; `all` for every attack [default: all]
    #[arg(value_name = "SUBJECT")]
    pub subjects: Vec<String>,
    /// A parameter to move, `name` or `name=lo:hi`; two or three of them give a map [default: each parameter behind the
    /// subject in turn]
    #[arg(long = "vary", value_name = "NAME=LO:HI")]
    pub vary: Vec<String>,
    /// Cells that a map may be cut into
    #[arg(long, default_value_t = 4096, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub cells: u64,
    /// Bracket where the simulated value of an attack changes sign, with a sequential test; takes one `--vary`
    #[arg(long)]
    pub simulate: bool,
    /// Most runs the sequential test may take in all
    #[arg(long, default_value_t = 1_000_000, requires = "simulate", value_parser = clap::value_parser!(u64).range(100..=1_000_000_000))]
    pub runs: u64,
    /// Width of the simulated bracket at which to stop, as a share of the range moved over
    #[arg(long, default_value_t = 0.01, requires = "simulate")]
    pub width: f64,
    /// Confidence that the simulated bracket is right
    #[arg(long, default_value_t = 0.95, requires = "simulate")]
    pub confidence: f64,
    /// Seed of every random stream
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What `assay prove` takes.
#[derive(Debug, Args)]
pub struct ProveArguments {
    /// What is asked.
    #[command(flatten)]
    pub posed: Posed,
    /// Attacks by id or formulas by name; `all` for every attack
    #[arg(required = true, value_name = "SUBJECT")]
    pub subjects: Vec<String>,
    /// One side of the box, in the parameter's own unit; all other parameters stay as they are (repeatable)
    #[arg(long = "box", value_name = "NAME=LO:HI", conflicts_with = "grow")]
    pub sides: Vec<String>,
    /// A box over every number behind the subjects, so many per cent of its value to either side, within its range
    #[arg(
        long,
        value_name = "PERCENT",
        conflicts_with = "grow",
        allow_hyphen_values = true
    )]
    pub around: Option<String>,
    /// The sign to prove [default: negative for attacks; for formulas, the sign at the scenario's own values]
    #[arg(long, value_enum)]
    pub sign: Option<Sign>,
    /// Grow the largest box around the scenario's own values in which the sign stays proved
    #[arg(long)]
    pub grow: bool,
    /// Boxes that may be looked at before giving up, for each proof [default: 200000; 60 for each of the many proofs that
    /// grow a box]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub boxes: Option<u64>,
}

/// A sign to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sign {
    /// Below zero
    Negative,
    /// Zero or below
    NotPositive,
    /// Above zero
    Positive,
    /// Zero or above
    NotNegative,
}

/// What `assay sensitivity` takes.
#[derive(Debug, Args)]
pub struct SensitivityArguments {
    /// What is asked.
    #[command(flatten)]
    pub posed: Posed,
    /// An attack by id or a formula by name
    #[arg(value_name = "SUBJECT")]
    pub subject: String,
    /// How to ask
    #[arg(long, value_enum, default_value_t = Method::Sobol)]
    pub method: Method,
    /// A parameter to vary, as for `assay sweep`; `@group` at the end moves it with others (repeatable) [default: every
    /// number behind the subject, half as much and half again of its value, within its range]
    #[arg(long = "vary", value_name = "NAME=LO:HI")]
    pub vary: Vec<String>,
    /// Base points of all replicates together (sobol), trajectories (morris), or points (discovery)
    /// [default: 65536; 200; 16384]
    #[arg(long, value_parser = clap::value_parser!(u64).range(2..=1_000_000_000))]
    pub points: Option<u64>,
    /// Independent scrambles the intervals come from (sobol)
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u64).range(2..=65_536))]
    pub replicates: u64,
    /// Second-order indices too (sobol)
    #[arg(long)]
    pub second: bool,
    /// Seed of the design
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// How sensitivity is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Shares of the variance, first order and total
    Sobol,
    /// Elementary effects
    Morris,
    /// The formula differentiated at the scenario's own values
    Gradient,
    /// How far each parameter is from where the sign changes
    Tornado,
    /// "The attack pays when …", by the patient rule induction method
    Discovery,
}

/// What `assay robustness` takes.
#[derive(Debug, Args)]
pub struct RobustnessArguments {
    /// Candidate scenarios: files of the same protocol
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// One more candidate: the first scenario with these values, such as `user_stake=0.2,top_ltv=0.8` (repeatable)
    #[arg(long = "candidate", value_name = "NAME=VALUE,…")]
    pub candidates: Vec<String>,
    /// Override one value in every candidate (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// An environment parameter to vary, as for `assay sweep` (repeatable) [default: every environment number behind what
    /// is measured, half as much and half again of its value, within its range]
    #[arg(long = "vary", value_name = "NAME=LO:HI")]
    pub vary: Vec<String>,
    /// What is measured: attacks or formulas by name; the largest counts, and less is better (repeatable)
    /// [default: every attack]
    #[arg(long = "of", value_name = "NAME")]
    pub of: Vec<String>,
    /// A candidate satisfices where what is measured is at most this
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    pub at_most: f64,
    /// Points of the environment, of a scrambled Sobol' sequence
    #[arg(long, default_value_t = 4096, value_parser = clap::value_parser!(u64).range(2..=100_000_000))]
    pub points: u64,
    /// Seed of the design
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; the results do not depend on it [default: one per core]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
