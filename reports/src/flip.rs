//! What turns the verdicts: for each finding, the parameter whose change alone turns it soonest.

use serde::{Deserialize, Serialize};

use crate::verdict::Verdict;

/// For each finding, the nearest change of one parameter that turns its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flips {
    /// Simulated runs of each ensemble at each step: fewer than the report's own, so that some verdicts are open here.
    pub runs: u64,
    /// The steps that were tried to either side of each value, as shares of it; ends of the declared ranges cut them off.
    pub steps: Vec<f64>,
    /// Settings that were judged.
    pub settings: u64,
    /// Settings that could not be judged, such as constants that the contract's integers cannot hold.
    pub refused: u64,
    /// By finding, in the report's order.
    pub nearest: Vec<NearestFlip>,
}

/// The nearest change that turns one finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearestFlip {
    /// The finding.
    pub finding: String,
    /// Its verdict at these runs.
    pub verdict: Verdict,
    /// The change; none where no step of a single parameter turns the verdict.
    pub flip: Option<Flip>,
}

/// A change of one parameter that turns a verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    /// The parameter.
    pub parameter: String,
    /// Its unit.
    pub unit: String,
    /// Its value now.
    pub now: f64,
    /// The farthest value tried on the way at which the verdict is still the same.
    pub same_at: f64,
    /// The nearest value tried at which the verdict is another.
    pub turned_at: f64,
    /// The verdict there.
    pub verdict: Verdict,
    /// Change of the value up to there, as a share of it; of the range's larger end where the value is zero.
    pub change: f64,
}
