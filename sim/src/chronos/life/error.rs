//! Why a month could not be lived.

use thiserror::Error;

use crate::{
    chronos::{EconomyError, protocol::Refusal},
    market::MarketError,
};

/// Why a month could not be lived. What the protocol refuses as part of an actor's policy is no
/// error.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LifeError {
    /// The scenario's numbers do not fit the executable protocol.
    #[error(transparent)]
    Economy(#[from] EconomyError),
    /// The protocol refused a call that the policies count on.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The market has no path for the scenario's numbers, or a price left the range of numbers.
    #[error(transparent)]
    Market(#[from] MarketError),
}
