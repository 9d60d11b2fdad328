//! Who falls with whom when many borrowers default together?
//!
//! The defaulters owe the pools, the pools owe their lenders, and the lenders owe those from whom they have borrowed
//! on their deposits. What everybody pays in the end is the clearing of that network (Eisenberg and Noe 2001), found
//! by two witnesses in exact numbers: wave after wave, and by a linear program.
//!
//! A pool falls when it cannot return its deposits in full: the interest of the loans that are repaid is all that
//! stands before them. How much of a defaulted loan comes back the paper says twice, and differently; both are put
//! to the question.

mod exposures;
mod fallout;
mod least;
mod plan;
mod words;

#[cfg(test)]
mod tests;

use assay_reports::Finding;
use assay_scenarios::Scenario;

use self::{exposures::Exposures, fallout::Falls, plan::Plan};
use crate::error::CommandError;

/// What falls in one hour of the breaker's, what falls if the whole plan takes its time, and how few are enough.
pub(super) fn findings(scenario: &Scenario) -> Result<Vec<Finding>, CommandError> {
    let exposures = Exposures::read(scenario)?;
    let hour = Plan::one_hour(scenario, &exposures)?;
    let whole = Plan::whole(scenario, &exposures)?;
    Ok(vec![
        words::one_hour(&exposures, &hour),
        words::whole_plan(&exposures, &whole),
        words::least(&exposures, &whole, Falls::Pool),
        words::least(&exposures, &whole, Falls::Lender),
    ])
}
