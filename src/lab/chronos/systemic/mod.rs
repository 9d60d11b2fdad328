//! What do lenders lose at an LTV of 90 % when ETH falls?
//!
//! The paper promises a default rate below 1 % and lenders 1 % more than on Aave, and leaves open at
//! what price of ETH. Here its pool lives through simulated years
//! ([`credit`](assay_sim::chronos::credit)), on collateral in either reading of `loan_backing`: on
//! reputation alone the price plays no part. What holds neither promise is put to the search for a
//! schedule that does; the hourly cap, to a jump right after the hour; and each part of the market,
//! to being changed alone.

mod cap;
mod question;
mod responses;
mod schedule;
mod words;

#[cfg(test)]
mod tests;

use assay_reports::Finding;
use assay_scenarios::Scenario;
use assay_sim::market::HourlyReturns;

use self::question::Question;
use crate::{
    error::CommandError,
    lab::{Asking, Tell},
};

const STAGE: &str = "years of falling prices";

/// The paper's two promises, the loss behind them, the schedule that would keep them, the cap, and what
/// the loss answers to. With a `history` the price replays it.
pub(super) fn findings(
    scenario: &Scenario,
    history: Option<HourlyReturns>,
    asking: &Asking,
    tell: Tell<'_>,
) -> Result<Vec<Finding>, CommandError> {
    tell(STAGE, 0);
    let question = Question::read(scenario, history, asking)?;
    let searched = schedule::search(&question, tell)?;
    let chosen = schedule::largest(&searched);
    let judged = question.judge(chosen, tell)?;
    let responses = responses::measure(&question, tell)?;
    Ok(vec![
        words::default_rate(&question, &judged),
        words::lenders_return(&question, &judged),
        words::worst_years(&question, &judged),
        words::schedule(&question, &searched, &judged),
        words::both_promises(&question, &judged),
        cap::hourly_cap(&question)?,
        words::responses(&question, &responses),
    ])
}

/// Simulated years that [`findings`] takes, over all pools' common prices.
pub(in crate::lab::chronos) fn runs(asking: &Asking) -> u64 {
    question::judged(asking.runs)
        .saturating_add(schedule::runs(asking.runs))
        .saturating_add(responses::runs(asking.runs))
}
