//! What can be typed after `assay`.

mod claims;
mod constants;
mod flip;
mod guard;
mod report;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};

pub use claims::ClaimsArguments;
pub use constants::{ConstantsArguments, Language};
pub use flip::{
    BoundaryArguments, Design, MergeArguments, Method, ProveArguments, RobustnessArguments,
    SensitivityArguments, Sign, SweepArguments,
};
pub use guard::{AcceptArguments, Effort, GuardArguments, GuardFormat};
pub use report::ReportArguments;

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
    /// Evaluate formulas, simulations or games at every point of a design, into a Parquet file
    Sweep(SweepArguments),
    /// Join the shards of a sweep into the file that one machine would have written
    Merge(MergeArguments),
    /// Where a sign or a verdict changes: exact break-even values, or a map over two or three parameters
    Boundary(BoundaryArguments),
    /// Prove a sign over a whole box of parameters, or find a counterexample
    Prove(ProveArguments),
    /// Which parameter moves a result: Sobol' indices, Morris screening, distances to break-even, discovery
    Sensitivity(SensitivityArguments),
    /// Compare candidate parameter sets over an uncertain environment: regret and satisficing
    Robustness(RobustnessArguments),
    /// A document's published figures, each re-derived: what holds, what does not, and how much is covered
    Claims(ClaimsArguments),
    /// What a change of parameters does to the findings: the exit status is for a build
    Guard(GuardArguments),
    /// Keep the findings of a scenario as the base that changes are held against
    Accept(AcceptArguments),
    /// What a code such as E-PROFIT means, why it matters and what to do; without a code, list them all
    Explain(CodeArguments),
    /// One self-contained HTML page: verdict, attacks, map, sensitivity, simulation, replay
    Report(ReportArguments),
    /// The contract's constants as Solidity, Aiken or JSON; or a contract compared with them
    Constants(ConstantsArguments),
    /// Equilibria of a game file (.nfg, .efg), exactly, each with its certificate
    Solve(SolveArguments),
    /// Check an answer of `solve` again, on its own
    Certify(CertifyArguments),
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
    /// Find the parameter that turns each finding's verdict soonest, of all numbers or of those named; for all of them it
    /// takes some minutes
    #[arg(long, value_name = "NAME,…", num_args = 0.., require_equals = true, value_delimiter = ',')]
    pub flips: Option<Vec<String>>,
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

/// What `assay solve` takes.
#[derive(Debug, Args)]
pub struct SolveArguments {
    /// Game file, in Gambit's .nfg or .efg format
    pub game: PathBuf,
    /// What to look for
    #[arg(long, value_enum, default_value_t = Concept::Nash)]
    pub concept: Concept,
    /// What a correlated or coarse equilibrium should make largest: `welfare`, `min-welfare` (smallest welfare),
    /// `player:N`, or `profiles:…` / `min-profiles:…`, the probability of profiles such as `1,2;2,2` [default: welfare]
    #[arg(long)]
    pub objective: Option<String>,
    /// The player who commits, from 1 [default: 1]
    #[arg(long, value_name = "N")]
    pub leader: Option<usize>,
    /// Precision of the players of a logit equilibrium, per unit of payoff, at least 0 [default: 1]
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    pub lambda: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What `assay certify` takes.
#[derive(Debug, Args)]
pub struct CertifyArguments {
    /// The game file
    pub game: PathBuf,
    /// The answer, as `assay solve --format json` printed it
    pub answer: PathBuf,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What a game is solved for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concept {
    /// All extreme Nash equilibria of two players; all isolated ones of more
    Nash,
    /// All equilibria in pure strategies
    Pure,
    /// The correlated equilibrium that is best by the objective
    Correlated,
    /// The coarse correlated equilibrium that is best by the objective
    Coarse,
    /// The leader's best commitment, ties broken in his favour
    Stackelberg,
    /// A logit quantal response equilibrium
    Qre,
    /// Value and optimal strategies of two players whose payoffs sum to a constant
    ZeroSum,
    /// Iterated elimination of dominated strategies, strictly and by mixed strategies too
    Dominance,
}

/// What `assay explain` takes.
#[derive(Debug, Args)]
pub struct CodeArguments {
    /// The code, as it is printed where something fails
    pub code: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
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

/// A scenario, and how to print what is found about it without simulating.
#[derive(Debug, Args)]
pub struct Posed {
    /// Scenario file (TOML)
    pub scenario: PathBuf,
    /// Override one value, in the parameter's own unit (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Threads to use; the results do not depend on it [default: one per core]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How to print what was found
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
