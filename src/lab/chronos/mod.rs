//! Chronos in the lab: its simulation, and what is found beside its attacks.

mod best_response;
mod commitment;
mod contagion;
mod inspection;
mod series;
mod six_actors;
mod systemic;
mod topic;

use std::path::Path;

use assay_reports::{
    AttackReport, Evidence, Finding, Interval, Method, OutOfScope, Side, Value, Verdict,
};
use assay_scenarios::Scenario;
use assay_sim::{
    chronos::{
        AttackOutcome, Economy, Life, Measured, Played, SimulationError, Trap, UNDECIDABLE, Wanted,
        Yardsticks, credit, criteria, play_attack, simulate_attack, traps,
    },
    engine::{Ensemble, Progress},
    market::HourlyReturns,
};

pub(super) use self::{best_response::Answer, topic::Topic};
use super::{Asking, Quantity, Tell};
use crate::error::CommandError;

/// The executable Chronos of one scenario.
#[derive(Clone)]
pub(super) struct Chronos {
    economy: Economy,
    /// Hourly returns that the ETH price replays.
    history: Option<HourlyReturns>,
}

impl Chronos {
    pub(super) fn new(scenario: &Scenario) -> Result<Self, CommandError> {
        Ok(Self {
            economy: Economy::read(scenario).map_err(SimulationError::from)?,
            history: None,
        })
    }

    /// The same Chronos in a world whose ETH price replays these returns.
    pub(super) fn replaying(&self, history: HourlyReturns) -> Self {
        Self {
            economy: self.economy.clone().replaying(history.clone()),
            history: Some(history),
        }
    }

    /// The Chronos of another scenario in the same world.
    pub(super) fn of(&self, scenario: &Scenario) -> Result<Self, CommandError> {
        let here = Self::new(scenario)?;
        Ok(match &self.history {
            Some(history) => here.replaying(history.clone()),
            None => here,
        })
    }

    /// The returns that the ETH price replays, if it replays any.
    pub(super) fn history(&self) -> Option<&HourlyReturns> {
        self.history.as_ref()
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

    pub(super) fn play(
        &self,
        scenario: &Scenario,
        id: &str,
        ensemble: Ensemble,
        first: u64,
    ) -> Result<Option<Vec<Played>>, CommandError> {
        Ok(play_attack(scenario, &self.economy, id, ensemble, first)?)
    }

    /// The lenders' numbers over as many years as there are runs: each with its value and 95 % interval.
    pub(super) fn quantities(
        &self,
        scenario: &Scenario,
        ensemble: Ensemble,
    ) -> Result<Vec<Quantity>, CommandError> {
        let measured = credit::measure(scenario, ensemble, self.history.clone())?;
        let numbers = measured.numbers().into_iter();
        Ok(numbers
            .map(|number| Quantity {
                name: format!("{CREDIT}{}", number.name),
                value: number.value,
                ci95: number.ci95.map(|ci95| Interval {
                    lo: ci95.low,
                    hi: ci95.high,
                }),
            })
            .collect())
    }

    /// The best that an adversary with the means of the attack of that id can do.
    pub(super) fn best_response(
        &self,
        scenario: &Scenario,
        id: &str,
        ensemble: Ensemble,
    ) -> Result<Answer, CommandError> {
        best_response::of_attack(scenario, &self.economy, id, ensemble, &|_| {})
    }

    /// What is found about a topic beside the attacks.
    pub(super) fn findings(
        &self,
        topic: Topic,
        scenario: &Scenario,
        asking: &Asking,
        attacks: &[AttackReport],
        tell: Tell<'_>,
    ) -> Result<Vec<Finding>, CommandError> {
        match topic {
            Topic::Attacks => Ok(vec![no_attack_pays(attacks)]),
            Topic::OrdinaryLife => self.ordinary_life(scenario, asking, tell),
            Topic::BestResponse => {
                let responses: Vec<_> = attacks
                    .iter()
                    .map(|attack| (attack.id.as_str(), attack.ev.best_response.as_ref()))
                    .collect();
                Ok(vec![best_response::overall(&responses, asking.seed)])
            }
            Topic::Inspection => inspection::findings(scenario),
            Topic::Commitment => commitment::findings(scenario),
            Topic::Contagion => contagion::findings(scenario),
            Topic::SixActors => six_actors::findings(self, scenario, asking, tell),
            Topic::Systemic => {
                match systemic::findings(scenario, self.history.clone(), asking, tell) {
                    // Years that cannot be lived, or of which there are too few, say nothing of the rest.
                    Err(CommandError::Simulation(error)) => Ok(vec![no_years(&error, asking)]),
                    found => found,
                }
            }
            Topic::Contract => {
                let traps = traps(&self.economy).map_err(SimulationError::from)?;
                Ok(traps.into_iter().map(trap).collect())
            }
        }
    }

    fn ordinary_life(
        &self,
        scenario: &Scenario,
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<Vec<Finding>, CommandError> {
        const STAGE: &str = "an ordinary month";
        if asking.runs < 2 {
            return Ok(vec![too_few_runs()]);
        }
        tell(STAGE, 0);
        let life = Life::new(scenario, self.history.clone()).map_err(SimulationError::from)?;
        let months = asking
            .ensemble()
            .run(&life, &|runs| tell(STAGE, runs))
            .map_err(SimulationError::from)?;
        let yardsticks = Yardsticks::read(scenario).map_err(SimulationError::from)?;
        let measured = criteria(&months, &yardsticks).map_err(SimulationError::from)?;
        let mut findings: Vec<Finding> = measured
            .into_iter()
            .map(|measured| criterion(measured, asking))
            .collect();
        // Criteria first, then what the paper's Monte Carlo prints; each in its own order.
        findings.sort_by_key(|finding| !finding.id.starts_with("chronos/criteria/"));
        Ok(findings)
    }
}

/// What a sweep can ask of the lenders' book beside the findings, by name and unit.
pub(super) fn quantities() -> Vec<(String, &'static str)> {
    let names = credit::CreditOutcome::NAMES.iter();
    names
        .map(|(name, unit)| (format!("{CREDIT}{name}"), *unit))
        .collect()
}

/// What the names of the lenders' numbers begin with.
const CREDIT: &str = "chronos/credit/";

/// Simulated runs that [`Chronos::findings`] takes, over all ensembles.
pub(super) fn runs_of_findings(asking: &Asking) -> u64 {
    asking
        .runs
        .saturating_add(six_actors::runs(asking))
        .saturating_add(systemic::runs(asking))
}

/// Reads a price history of hourly closes.
pub(super) fn open_history(path: &Path) -> Result<HourlyReturns, CommandError> {
    HourlyReturns::open(path).map_err(|source| CommandError::Prices {
        path: path.to_owned(),
        source,
    })
}

fn no_years(error: &SimulationError, asking: &Asking) -> Finding {
    let mut why = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        why.push_str(&format!(": {error}"));
        cause = error.source();
    }
    Finding {
        id: "chronos/systemic/lenders-book".into(),
        statement: "Lenders keep what the paper promises when the price of ETH falls".into(),
        value: None,
        printed: None,
        method: Method::Simulation,
        evidence: Evidence {
            seed: Some(asking.seed),
            ..Evidence::default()
        },
        verdict: Verdict::Undecided,
        threshold: None,
        flips: Vec::new(),
        notes: vec![format!("The years cannot be lived: {why}.")],
    }
}

fn too_few_runs() -> Finding {
    Finding {
        id: "chronos/criteria/ordinary-life".into(),
        statement: "An ordinary month meets the paper's criteria".into(),
        value: None,
        printed: None,
        method: Method::Simulation,
        evidence: Evidence::default(),
        verdict: Verdict::Undecided,
        threshold: None,
        flips: vec!["more runs: one month says nothing of how months differ".into()],
        notes: Vec::new(),
    }
}

fn criterion(measured: Measured, asking: &Asking) -> Finding {
    let interval = measured.ci95.map(|ci95| Interval {
        lo: ci95.low,
        hi: ci95.high,
    });
    let threshold = measured
        .wanted
        .map(|(wanted, value)| side(wanted).of(value));
    let verdict = interval
        .zip(threshold)
        .map_or(Verdict::Undecided, |(interval, threshold)| {
            threshold.judge(interval)
        });
    Finding {
        id: measured.id.into(),
        statement: measured.statement.into(),
        value: Some(Value {
            value: measured.value,
            unit: measured.unit.into(),
            ci95: interval,
        }),
        printed: (!measured.printed.is_empty()).then(|| measured.printed.into()),
        method: Method::Simulation,
        evidence: Evidence {
            formula: None,
            runs: Some(asking.runs),
            seed: Some(asking.seed),
            source: measured.source.into(),
        },
        verdict,
        threshold,
        flips: measured.flips,
        notes: measured.notes,
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
        threshold: Some(Side::Below.of(0.0)),
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
        threshold: Some(Side::Below.of(trap.allowed)),
        flips: Vec::new(),
        notes: trap.notes,
    }
}

/// Where the paper wants a value to lie.
fn side(wanted: Wanted) -> Side {
    match wanted {
        Wanted::Below => Side::Below,
        Wanted::Above => Side::Above,
        Wanted::Equal => Side::At,
    }
}

/// What the paper promises and no simulation can decide.
pub(super) fn out_of_scope() -> Vec<OutOfScope> {
    UNDECIDABLE
        .iter()
        .map(|(statement, why)| OutOfScope {
            statement: (*statement).into(),
            why: (*why).into(),
        })
        .collect()
}
