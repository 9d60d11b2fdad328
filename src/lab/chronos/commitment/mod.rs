//! The designer's commitment: constants from their grids, chosen before the attackers choose.
//!
//! The designer moves first and everybody sees it, so that an attack is deterred where its expected value is a
//! loss of at least the scenario's `deterrence_margin`. Among the choices that deter every attack which some
//! choice deters, the one that costs honest users least is found by a mixed-integer program over the grids.

mod options;
mod program;
#[cfg(test)]
mod tests;
mod words;

use assay_reports::Finding;
use assay_scenarios::Scenario;

use self::options::{Of, Surface, controls};
use crate::error::CommandError;

/// What an honest loan costs its borrower, term by term; formulas of the scenario, in USD.
const HONEST_COSTS: [&str; 7] = [
    "honest_stake_cost",
    "honest_proof_cost",
    "honest_sampling_cost",
    "honest_cooldown_cost",
    "honest_bond_cost",
    "honest_cap_cost",
    "honest_credit_cost",
];

/// The best choice, what no choice deters, and the paper's three configurations beside it.
pub(super) fn findings(scenario: &Scenario) -> Result<Vec<Finding>, CommandError> {
    let margin = scenario.number("deterrence_margin")?;
    let controls = controls(scenario)?;
    let surfaces = scenario
        .attacks()
        .iter()
        .map(|attack| Of::Attack(attack.id()).surface(scenario, &controls))
        .collect::<Result<Vec<_>, _>>()?;
    let (deterrable, hopeless): (Vec<Surface>, Vec<Surface>) = surfaces
        .into_iter()
        .partition(|attack| least(attack) <= -margin);
    let costs = HONEST_COSTS
        .iter()
        .map(|name| Of::Formula(name).surface(scenario, &controls))
        .collect::<Result<Vec<_>, _>>()?;
    let design = program::design(&controls, &deterrable, &costs, margin)?;
    let mut findings = vec![
        words::choice(scenario, &controls, &deterrable, design.as_ref(), margin)?,
        words::hopeless(&hopeless, margin),
    ];
    for configuration in words::Configuration::ALL {
        findings.push(words::beside(scenario, configuration, &deterrable, margin)?);
    }
    Ok(findings)
}

fn least(attack: &Surface) -> f64 {
    attack
        .points
        .iter()
        .map(|(_, value)| *value)
        .fold(f64::INFINITY, f64::min)
}

/// What an honest loan costs its borrower under a scenario, in USD.
fn honest_cost(scenario: &Scenario) -> Result<f64, CommandError> {
    HONEST_COSTS
        .iter()
        .try_fold(0.0, |sum, name| Ok(sum + scenario.evaluate::<f64>(name)?))
}
