//! Everything that can go wrong in a command, rendered once.

use std::{io, path::PathBuf};

use assay_reports::KeepError;
use assay_scenarios::{EvaluationError, LookupError, ScenarioError, ValueError};
use assay_sim::{chronos::SimulationError, market::HistoryError};
use thiserror::Error;

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

impl CommandError {
    /// The error for a person: where in which file, what was expected, what was probably meant.
    pub fn render(&self, colour: bool) -> String {
        match self {
            Self::Scenario(error) => error.render(colour),
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
