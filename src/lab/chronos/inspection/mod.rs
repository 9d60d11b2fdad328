//! The game of claimants and indexers: looking costs something, and nobody looks for what never comes.
//!
//! A claimant may file a false claim; each indexer may scan it, at a cost. Several who scan share one bounty.
//! This is the inspection game, known for verifiers as the verifier's dilemma: Luu, Teutsch, Kulkarni and
//! Saxena (2015), "Demystifying incentives in the consensus computer"; Teutsch and Reitwiessner (2017), the
//! Truebit paper; Felten (2019) on the cheater checking problem; Mamageishvili and Felten (2023), "Incentive
//! schemes for rollup validators".

mod equilibria;
mod game;
mod terms;
#[cfg(test)]
mod tests;
mod words;

use assay_reports::Finding;
use assay_scenarios::Scenario;

use crate::error::CommandError;

/// What follows from the game, for each kind of claimant.
pub(super) fn findings(scenario: &Scenario) -> Result<Vec<Finding>, CommandError> {
    let mut findings = vec![words::never_attack(scenario)?];
    for claimant in terms::Claimant::ALL {
        let terms = terms::Terms::read(scenario, claimant)?;
        findings.push(words::surviving_fraud(scenario, &terms)?);
        findings.push(words::largest_claim(&terms));
    }
    findings.push(words::least_prevalence(scenario)?);
    findings.push(words::burnt_share(scenario)?);
    Ok(findings)
}
