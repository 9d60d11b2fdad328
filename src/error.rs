//! Everything that can go wrong in a command, rendered once.

use std::{io, path::PathBuf};

use assay_reports::KeepError;
use assay_scenarios::{EvaluationError, LookupError, ScenarioError, ValueError};
use assay_sim::{chronos::SimulationError, market::HistoryError};
use thiserror::Error;

use crate::{
    guard::GuardError,
    solve::{CertifyError, SolvingError},
};

/// Why a command could not do what was asked.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The scenario file, or a value set over it, is not acceptable.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// Something was asked for by a name that does not exist.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// A formula has no value at the scenario's parameters.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// A parameter could not be varied.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// Something that was not said and has no default.
    #[error("there is no {what}\n  help: {help}")]
    Nothing {
        /// What is missing.
        what: &'static str,
        /// How it is said.
        help: &'static str,
    },
    /// A sign could not be proved or refuted, since the question is not one.
    #[error("cannot prove: {0}")]
    Proof(Box<assay_solver::proof::ProofError>),
    /// The points of a design cannot be laid out.
    #[error(transparent)]
    Design(#[from] assay_sweeps::design::DesignError),
    /// A list of points is not one.
    #[error("{}: {source}", path.display())]
    List {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: assay_sweeps::design::ListError,
    },
    /// A boundary could not be asked for.
    #[error(transparent)]
    Boundary(Box<assay_solver::boundary::BoundaryError>),
    /// A sequential test could not be carried out.
    #[error("cannot bracket the simulated value: {0}")]
    Sequential(String),
    /// A shard that is none.
    #[error(transparent)]
    Shard(#[from] assay_sweeps::table::ShardError),
    /// Formulas could not be compiled for whole columns.
    #[error(transparent)]
    Compile(#[from] assay_scenarios::CompileError),
    /// Columns of unequal lengths: a defect of this program.
    #[error(transparent)]
    Shape(#[from] assay_scenarios::ShapeError),
    /// Sensitivity could not be worked out.
    #[error("cannot work out the sensitivity: {0}")]
    Sensitivity(String),
    /// Cases for scenario discovery that are none.
    #[error(transparent)]
    Cases(#[from] assay_sweeps::discovery::CasesError),
    /// A setting of scenario discovery outside its range.
    #[error(transparent)]
    Discovery(#[from] assay_sweeps::discovery::SettingsError),
    /// Candidates that cannot be compared.
    #[error("cannot compare the candidates: {0}")]
    Robustness(#[from] assay_sweeps::robustness::RobustnessError),
    /// The table of a sweep could not be written.
    #[error(transparent)]
    Sweep(Box<assay_sweeps::table::SweepError>),
    /// A range of a parameter, as typed, is not one.
    #[error("`--{option} {text}`: {why}")]
    Stretch {
        /// The option it was given to.
        option: &'static str,
        /// What was typed.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// The simulation could not be carried out.
    #[error("cannot simulate: {0}")]
    Simulation(Box<SimulationError>),
    /// The price history is not acceptable.
    #[error("{}: {source}", path.display())]
    Prices {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: HistoryError,
    },
    /// A game could not be put together from the scenario's numbers.
    #[error("cannot put the game together: {0}")]
    Game(#[from] assay_solver::game::GameError),
    /// A game file is not one.
    #[error(transparent)]
    GameFile(#[from] assay_solver::game::files::FileError),
    /// A game was not solved.
    #[error(transparent)]
    Solving(Box<SolvingError>),
    /// An answer that was found did not pass its check: a defect of this program.
    #[error("an answer was found and did not pass its check: {0}")]
    Certify(#[from] CertifyError),
    /// An answer's file is not one.
    #[error("{}:{}:{}: not an answer of `assay solve --format json`: {source}", path.display(), source.line(), source.column())]
    Answer {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Two sides cannot be compared.
    #[error(transparent)]
    Guard(#[from] GuardError),
    /// A snapshot is not one.
    #[error("{}: not a snapshot of `assay accept`: {source}", path.display())]
    Snapshot {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// Findings are accepted by people.
    #[error(
        "findings are not accepted where `CI` is set: that is for people to do, who commit the snapshot\n  help: run `assay accept` where you work"
    )]
    AcceptInCi,
    /// A code that nothing fails under.
    #[error("there is no code `{code}`\n  help: {help}")]
    Code {
        /// What was typed.
        code: String,
        /// What was probably meant.
        help: String,
    },
    /// The scenario has a value that the contract cannot hold.
    #[error(transparent)]
    Constants(#[from] assay_reports::constants::ConstantError),
    /// A contract's source could not be read.
    #[error(transparent)]
    Contract(#[from] assay_reports::contract::ContractError),
    /// A program was not solved.
    #[error("cannot solve the program: {0}")]
    Program(#[from] assay_solver::program::SolveError),
    /// The solution of a program did not pass its check.
    #[error("the solution of the program did not pass its check: {0}")]
    Refused(#[from] assay_solver::program::Refusal),
    /// The findings could not be kept.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// The findings cannot be written as JSON.
    #[error("the findings cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
    /// The threads could not be started.
    #[error("cannot start {threads} threads: {source}")]
    Threads {
        /// Threads asked for.
        threads: u16,
        /// Why not.
        source: rayon::ThreadPoolBuildError,
    },
}

// Boxed: it is far larger than the other variants, and every result would carry its size.
impl From<SimulationError> for CommandError {
    fn from(error: SimulationError) -> Self {
        Self::Simulation(Box::new(error))
    }
}

impl From<assay_solver::proof::ProofError> for CommandError {
    fn from(error: assay_solver::proof::ProofError) -> Self {
        Self::Proof(Box::new(error))
    }
}

impl From<assay_solver::boundary::BoundaryError> for CommandError {
    fn from(error: assay_solver::boundary::BoundaryError) -> Self {
        Self::Boundary(Box::new(error))
    }
}

impl From<assay_sweeps::table::SweepError> for CommandError {
    fn from(error: assay_sweeps::table::SweepError) -> Self {
        Self::Sweep(Box::new(error))
    }
}

impl From<SolvingError> for CommandError {
    fn from(error: SolvingError) -> Self {
        Self::Solving(Box::new(error))
    }
}

impl CommandError {
    /// The analysis of a response that fails somewhere, with what it fails of.
    pub(crate) fn sensitivity<E: std::error::Error + 'static>(
        error: assay_sweeps::sensitivity::SensitivityError<E>,
    ) -> Self {
        let mut said = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            said.push_str(&format!(": {error}"));
            cause = error.source();
        }
        Self::Sensitivity(said)
    }

    /// The error for a person: where in which file, what was expected, what was probably meant.
    pub fn render(&self, colour: bool) -> String {
        match self {
            Self::Scenario(error) => error.render(colour),
            Self::GameFile(error) => error.render(colour),
            Self::Contract(assay_reports::contract::ContractError::Syntax(error)) => {
                error.render(colour)
            }
            other => with_causes(other),
        }
    }
}

/// The error and whatever caused it, as far as the error itself does not say so.
fn with_causes(error: &CommandError) -> String {
    let mut text = format!("error: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(&format!("\n  caused by: {said}"));
        }
        cause = error.source();
    }
    text
}
