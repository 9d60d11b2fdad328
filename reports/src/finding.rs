//! One statement with its evidence and verdict.

use serde::{Deserialize, Serialize};

use crate::{
    interval::Interval,
    verdict::{Side, Verdict},
};

/// One statement: value, interval, method, evidence, verdict, what would flip it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable name, `protocol/subject/variant`.
    pub id: String,
    /// What is stated, in one sentence.
    pub statement: String,
    /// The value found, if the statement is about a number.
    pub value: Option<Value>,
    /// What the audited document prints for it, in its own words.
    pub printed: Option<String>,
    /// How the value was found.
    pub method: Method,
    /// What the value rests on.
    pub evidence: Evidence,
    /// What follows.
    pub verdict: Verdict,
    /// What the verdict compares the value with; none where it rests on more than one number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Threshold>,
    /// What would turn the verdict: parameter values, or words where no single parameter does.
    pub flips: Vec<String>,
    /// Contradictions and caveats.
    pub notes: Vec<String>,
}

/// A number with its unit, and its 95 % interval where it is an estimate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The number, in `unit`.
    pub value: f64,
    /// Unit of the number and of its interval.
    pub unit: String,
    /// 95 % interval, absent where the value is exact, and where too few runs were simulated for one.
    pub ci95: Option<Interval>,
}

/// The number that a value is compared with, and the side of it on which the statement holds. Whether it holds at the
/// threshold itself is the verdict's to say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// The number, in the value's unit.
    pub value: f64,
    /// Where the value should lie.
    pub side: Side,
}

impl Threshold {
    /// What the evidence says of a value within this interval.
    pub fn judge(self, interval: Interval) -> Verdict {
        Verdict::of_criterion(interval, self.side, self.value)
    }
}

/// How a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// A formula of the scenario, evaluated.
    ClosedForm,
    /// An ensemble of simulated runs.
    Simulation,
    /// Formula and simulation, each checked against the other.
    ClosedFormAndSimulation,
    /// Formula, simulation and best response, each checked against the others.
    ThreeWitnesses,
    /// Every case was tried, or a property was shown by calling the executable protocol.
    Execution,
    /// Worked out for rational actors: a game, a program or a decision process, with its certificate.
    Solver,
    /// A game whose payoffs are means over simulated runs.
    SolverAndSimulation,
}

impl Method {
    /// The words people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::ClosedForm => "formula",
            Self::Simulation => "simulation",
            Self::ClosedFormAndSimulation => "formula and simulation",
            Self::ThreeWitnesses => "formula, simulation and solver",
            Self::Execution => "execution",
            Self::Solver => "solver",
            Self::SolverAndSimulation => "solver and simulation",
        }
    }
}

/// What a value rests on, enough to find it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The formula's text, where there is one.
    pub formula: Option<String>,
    /// Simulated runs, where there are any.
    pub runs: Option<u64>,
    /// Seed of those runs.
    pub seed: Option<u64>,
    /// Where the audited document says it.
    pub source: String,
}
