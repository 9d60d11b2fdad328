//! The best that a rational adversary can do with an attack's means.
//!
//! A scripted attack shows that one plan fails. Here the adversary has the attack's means (how he comes
//! by a record, how he gets votes, whom he can bring in) and is free in everything that the protocol's
//! rules let him do with them, staying out included. His options over time are a decision process,
//! written down from the scenario's numbers and the protocol's rules and not from its executable; the
//! best policy is then played against that, where a wrong model of the rules shows as a refused call, a
//! situation that the policy does not know, or a profit that is not the one computed.

mod borrower;
mod capturer;
mod coordinator;
mod griefer;
mod numbers;
mod pledger;
mod process;
mod replay;
#[cfg(test)]
mod tests;

use assay_reports::{BestResponse as Reported, Evidence, Finding, Method, Side, Value, Verdict};
use assay_scenarios::Scenario;
use assay_sim::{
    chronos::{AttackOutcome, Economy},
    engine::{Ensemble, Progress},
};

use self::{
    borrower::{Kit, Life, World},
    capturer::Capturer,
    coordinator::Coordinator,
    griefer::Griefer,
    numbers::Numbers,
    pledger::Terms,
    process::{Rules, Unsolved},
    replay::Trial,
};
use crate::{error::CommandError, lab::witnesses::over_runs};

/// The best that an adversary with an attack's means can do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BestResponse {
    /// What the policy is worth at least, USD.
    pub(crate) low: f64,
    /// What no policy is worth more than, USD.
    pub(crate) high: f64,
    /// What the bounds rest on.
    pub(crate) certificate: Certificate,
    /// The policy in words.
    pub(crate) policy: String,
    /// The policy played against the executable protocol; nothing where it could not be.
    pub(crate) simulated: Option<AttackOutcome>,
    /// Whether the simulated interval covers the bounds, chance of one in a thousand aside; nothing
    /// where the two speak of different worlds.
    pub(crate) covered: Option<bool>,
    /// Why the witnesses differ, and what the value rests on beyond the scenario.
    pub(crate) notes: Vec<String>,
}

/// What the solver says of an attack.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// The best response.
    Found(BestResponse),
    /// The attack's options are known, and the best could not be worked out.
    Unsolved {
        /// Why not.
        why: String,
    },
    /// The attack's options are not known.
    Unknown,
}

impl BestResponse {
    /// As it is reported; the notes go with the attack's.
    pub(crate) fn reported(self) -> (Reported, Vec<String>) {
        let reported = Reported {
            low: self.low,
            high: self.high,
            unit: "USD".into(),
            policy: self.policy,
            simulated: self.simulated.map(over_runs),
            covered: self.covered,
            certificate: self.certificate.word().into(),
        };
        (reported, self.notes)
    }
}

/// What the bounds of a best response rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certificate {
    /// The policy's value below and the Bellman residual above, rounded outward.
    Interval,
    /// The same on a grid, widened by a measured and not a proven error.
    Measured,
}

impl Certificate {
    /// The word for reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Interval => "interval",
            Self::Measured => "measured",
        }
    }
}

/// The best response with the means of the attack of that id.
///
/// # Errors
/// A scenario whose formulas have no value, or that the executable protocol cannot hold.
pub(super) fn of_attack(
    scenario: &Scenario,
    economy: &Economy,
    id: &str,
    ensemble: Ensemble,
    progress: &impl Progress,
) -> Result<Answer, CommandError> {
    let trial = Trial {
        scenario,
        economy,
        ensemble,
    };
    let numbers = Numbers(scenario);
    let found = if let Some(kit) = Kit::of_attack(id, numbers)? {
        trial.borrower(&Life::new(World::read(kit, scenario)?), progress)
    } else if let Some(capturer) = Capturer::of_attack(id, scenario)? {
        trial.capturer(&capturer, progress)
    } else {
        match id {
            "chronos/coordinated-default" | "chronos/coordinated-default/take-the-cap" => {
                trial.coordinator(&Coordinator::read(scenario)?, progress)
            }
            "chronos/coordinated-default/pause-griefing" => {
                trial.griefer(&Griefer::read(scenario)?, progress)
            }
            "chronos/strategic-default" => trial.pledger(Terms::read(scenario)?, progress),
            _ => return Ok(Answer::Unknown),
        }
    };
    Ok(match found {
        Ok(response) => Answer::Found(response),
        Err(unsolved) => Answer::Unsolved {
            why: unsolved.to_string(),
        },
    })
}

/// What the best adversary with every means earns in one plan: the best of all best responses.
///
/// `responses` are those of all attacks, by id; nothing where none could be worked out.
pub(super) fn overall(responses: &[(&str, Option<&Reported>)], seed: u64) -> Finding {
    let known: Vec<(&str, &Reported)> = responses
        .iter()
        .filter_map(|(id, response)| Some((*id, (*response)?)))
        .collect();
    let best = known
        .iter()
        .max_by(|(_, a), (_, b)| a.low.total_cmp(&b.low).then(b.high.total_cmp(&a.high)));
    let high = known
        .iter()
        .map(|(_, response)| response.high)
        .fold(0.0, f64::max);
    let verdict = match best {
        Some((_, best)) if best.low > 0.0 && best.covered != Some(false) => Verdict::Vulnerable,
        Some(_) if high <= 0.0 && known.len() == responses.len() => Verdict::Safe,
        _ => Verdict::Undecided,
    };
    Finding {
        id: "chronos/best-response".into(),
        statement: "What the best adversary with every attack's means earns in one plan".into(),
        value: best.map(|(_, best)| Value {
            value: best.low,
            unit: "USD".into(),
            ci95: None,
        }),
        printed: Some("all 6 major attack vectors are unprofitable".into()),
        method: Method::Solver,
        evidence: Evidence {
            formula: None,
            runs: best.and_then(|(_, best)| Some(best.simulated.as_ref()?.runs)),
            seed: best.map(|_| seed),
            source: "paper, Executive Summary".into(),
        },
        verdict,
        threshold: Some(Side::Below.of(0.0)),
        flips: known
            .iter()
            .filter(|(_, response)| response.low > 0.0)
            .map(|(id, _)| (*id).to_owned())
            .collect(),
        notes: best
            .map(|(id, best)| {
                vec![
                    format!("With the means of {id}, he {}.", best.policy),
                    "One plan is priced; an adversary may carry several out, and those of fresh wallets as often as he likes.".into(),
                ]
            })
            .unwrap_or_default(),
    }
}
