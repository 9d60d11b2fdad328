//! The sweep that a scenario file asks for.

use schemars::JsonSchema;

use super::vary::Vary;

/// The points that a sweep visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum SweepDesign {
    /// Every combination of levels.
    Grid,
    /// Independent random points.
    Random,
    /// A Latin hypercube.
    #[schemars(rename = "lhs")]
    LatinHypercube,
    /// A scrambled Sobol' sequence.
    Sobol,
    /// Saltelli's design for Sobol' indices.
    Saltelli,
    /// Morris' trajectories.
    Morris,
}

/// What `[sweep]` of a scenario file says; what it leaves out is up to whoever sweeps. A file's own `[sweep]` takes the
/// place of an inherited one.
#[derive(Debug, Clone)]
pub struct SweepTable {
    pub(super) vary: Vec<Vary>,
    pub(super) design: Option<SweepDesign>,
    pub(super) points: Option<u64>,
    pub(super) crossed: bool,
    pub(super) runs: Option<u64>,
    pub(super) of: Vec<String>,
    pub(super) seed: Option<u64>,
}

impl SweepTable {
    /// What is varied; checked against the scenario, each parameter at most once.
    pub fn vary(&self) -> &[Vary] {
        &self.vary
    }

    /// The design.
    pub fn design(&self) -> Option<SweepDesign> {
        self.design
    }

    /// Points of the design, base points (`saltelli`) or trajectories (`morris`); at least one.
    pub fn points(&self) -> Option<u64> {
        self.points
    }

    /// Whether every point of the controls meets the same points of the environment.
    pub fn crossed(&self) -> bool {
        self.crossed
    }

    /// Simulated runs at each point; zero for formulas alone.
    pub fn runs(&self) -> Option<u64> {
        self.runs
    }

    /// What is evaluated: attacks by id, formulas or findings by name, as written; empty for everything.
    pub fn of(&self) -> &[String] {
        &self.of
    }

    /// The seed of the design and of every random stream.
    pub fn seed(&self) -> Option<u64> {
        self.seed
    }
}
