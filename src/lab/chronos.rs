//! Chronos in the lab: its simulation, and what is found beside its attacks.

use assay_reports::{AttackReport, Evidence, Finding, Method, Value, Verdict};
use assay_scenarios::Scenario;
use assay_sim::{
    chronos::{AttackOutcome, Economy, SimulationError, Trap, simulate_attack, traps},
    engine::{Ensemble, Progress},
};

use super::{Asking, Tell};
use crate::error::CommandError;

/// The executable Chronos of one scenario.
pub(super) struct Chronos {
    economy: Economy,
}

impl Chronos {
    pub(super) fn new(scenario: &Scenario) -> Result<Self, CommandError> {
        Ok(Self {
            economy: Economy::read(scenario).map_err(SimulationError::from)?,
        })
    }

    pub(super) fn simulate(
        &self,
        scenario: &Scenario,
        id: &str,
        ensemble: Ensemble,
        progress: &impl Progress,
    ) -> Result<Option<AttackOutcome>, CommandError> {
        Ok(simulate_attack(
            scenario,
            &self.economy,
            id,
            ensemble,
            progress,
        )?)
    }

    /// What is found beside the attacks: criteria, the ordinary month, and the contract's traps.
    pub(super) fn findings(
        &self,
        _scenario: &Scenario,
        _asking: &Asking,
        attacks: &[AttackReport],
        _tell: Tell<'_>,
    ) -> Result<Vec<Finding>, CommandError> {
        let mut findings = vec![no_attack_pays(attacks)];
        let traps = traps(&self.economy).map_err(SimulationError::from)?;
        findings.extend(traps.into_iter().map(trap));
        Ok(findings)
    }
}

fn no_attack_pays(attacks: &[AttackReport]) -> Finding {
    let paying: Vec<String> = attacks
        .iter()
        .filter(|attack| attack.verdict == Verdict::Vulnerable)
        .map(|attack| attack.id.clone())
        .collect();
    Finding {
        id: "chronos/criteria/no-attack-pays".into(),
        statement: "Attacks that pay".into(),
        value: Some(Value {
            value: paying.len() as f64,
            unit: "count".into(),
            ci95: None,
        }),
        printed: Some("none: all attack vectors EV < 0".into()),
        method: Method::ClosedFormAndSimulation,
        evidence: Evidence {
            source: "paper, Success Criteria: Economic Security".into(),
            ..Evidence::default()
        },
        verdict: Verdict::of_all(attacks.iter().map(|attack| attack.verdict)),
        flips: paying,
        notes: Vec::new(),
    }
}

fn trap(trap: Trap) -> Finding {
    Finding {
        id: trap.id.into(),
        statement: trap.statement.into(),
        value: Some(Value {
            value: trap.value,
            unit: trap.unit.into(),
            ci95: None,
        }),
        printed: Some(trap.printed.into()),
        method: Method::Execution,
        evidence: Evidence {
            source: trap.source.into(),
            ..Evidence::default()
        },
        verdict: if trap.holds() {
            Verdict::Safe
        } else {
            Verdict::Vulnerable
        },
        flips: Vec::new(),
        notes: trap.notes,
    }
}
