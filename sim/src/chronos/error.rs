//! Why a scenario could not be simulated.

use thiserror::Error;

use super::{amounts::EconomyError, life::LifeError, protocol::Refusal, strategist::StrategyError};
use crate::{engine::EngineError, market::MarketError, statistics::StatisticsError};

/// Why a scenario could not be simulated.
#[derive(Debug, Error)]
pub enum SimulationError {
    /// The scenario's numbers do not fit the executable protocol.
    #[error(transparent)]
    Economy(#[from] EconomyError),
    /// A plan relied on a call that the protocol refused.
    #[error("{id}: {source}: {}", cause(source))]
    Attack {
        /// The attack.
        id: String,
        /// The run that failed, and the refused call.
        source: Box<EngineError<Refusal>>,
    },
    /// A strategy could not be played to its end.
    #[error("a strategy: {source}: {}", cause(source))]
    Strategy {
        /// The run that failed, and why.
        source: Box<EngineError<StrategyError>>,
    },
    /// The ordinary life could not be set up.
    #[error("an ordinary month: {0}")]
    Life(#[from] LifeError),
    /// A month of the ordinary life could not be lived.
    #[error("an ordinary month: {source}: {}", cause(source))]
    Month {
        /// The run that failed, and why.
        source: Box<EngineError<LifeError>>,
    },
    /// A year of credit has no prices.
    #[error("a year of credit: {source}: {}", cause(source))]
    Credit {
        /// The run that failed, and why.
        source: Box<EngineError<MarketError>>,
    },
    /// There is no price to sell collateral at.
    #[error("collateral sold after a jump: {0}")]
    Jump(#[from] MarketError),
    /// The outcomes cannot be summed up.
    #[error(transparent)]
    Statistics(#[from] StatisticsError),
    /// The protocol refused a call while the stage was being set.
    #[error("setting the stage: {0}")]
    Stage(#[from] Refusal),
}

impl SimulationError {
    pub(super) fn attack(id: &str, source: EngineError<Refusal>) -> Self {
        Self::Attack {
            id: id.to_owned(),
            source: Box::new(source),
        }
    }

    pub(super) fn strategy(source: EngineError<StrategyError>) -> Self {
        Self::Strategy {
            source: Box::new(source),
        }
    }
}

impl From<EngineError<LifeError>> for SimulationError {
    fn from(source: EngineError<LifeError>) -> Self {
        Self::Month {
            source: Box::new(source),
        }
    }
}

impl From<EngineError<MarketError>> for SimulationError {
    fn from(source: EngineError<MarketError>) -> Self {
        Self::Credit {
            source: Box::new(source),
        }
    }
}

fn cause<E: std::error::Error + 'static>(error: &EngineError<E>) -> String {
    std::error::Error::source(error).map_or_else(String::new, ToString::to_string)
}
