//! One result, and everything it depends on.

use std::sync::Arc;

use assay_scenarios::{Read, Scenario};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::Unit;

/// How many differences are named.
const NAMED: usize = 3;

/// What a unit that plays anything depends on beside its scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::lab) struct World {
    pub(in crate::lab) runs: u64,
    pub(in crate::lab) seed: u64,
    /// SHA-256 of the returns that the ETH price replays, if it replays any.
    pub(in crate::lab) prices: Option<String>,
}

/// One result of a unit, and everything it depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    program: String,
    world: Option<World>,
    /// What it read of its scenario, and how that read.
    reads: Vec<(String, String)>,
    result: Value,
}

impl Entry {
    /// An entry; none for a result that does not come back as it was, such as one with an infinite number.
    pub(super) fn of<T>(program: &str, unit: &Unit, reads: Vec<Read>, result: &T) -> Option<Self>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let text = serde_json::to_string(result).ok()?;
        let back: T = serde_json::from_str(&text).ok()?;
        // The text as well: a zero equals its negative.
        let is_same = back == *result && serde_json::to_string(&back).ok()? == text;
        is_same.then_some(Self {
            program: program.into(),
            world: unit.world.clone(),
            reads: reads.into_iter().map(|it| (it.what, it.text)).collect(),
            result: serde_json::from_str(&text).ok()?,
        })
    }

    /// Whether it is the unit's result of this scenario.
    pub(super) fn answers(&self, program: &str, unit: &Unit, scenario: &Scenario) -> bool {
        self.program == program
            && self.world == unit.world
            && self.differing(scenario).next().is_none()
    }

    /// The result; none if it is not of this kind.
    pub(super) fn result<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(&self.result).ok()
    }

    /// Whether it depends on the same as another, so that only one of them is needed.
    pub(super) fn is_for_the_same(&self, other: &Self) -> bool {
        (&self.program, &self.world, &self.reads) == (&other.program, &other.world, &other.reads)
    }

    /// What it read that reads otherwise in this scenario, in words.
    fn differing(&self, scenario: &Scenario) -> impl Iterator<Item = String> {
        self.reads.iter().filter_map(move |(what, was)| {
            let is = scenario.reading(what);
            (is.as_ref() != Some(was)).then(|| in_words(what, was, is.as_deref()))
        })
    }
}

/// Why none of the entries is the unit's result of this scenario: what stands between it and the nearest of them.
pub(super) fn why_not(
    entries: &[Arc<Entry>],
    program: &str,
    unit: &Unit,
    scenario: &Scenario,
) -> String {
    if entries.is_empty() {
        return "never run before".into();
    }
    let of_program: Vec<&Arc<Entry>> = entries.iter().filter(|it| it.program == program).collect();
    if of_program.is_empty() {
        return "the program has changed".into();
    }
    let nearest = of_program
        .into_iter()
        .rev()
        .filter(|it| it.world == unit.world)
        .map(|it| it.differing(scenario).collect::<Vec<_>>())
        .min_by_key(Vec::len);
    let Some(differing) = nearest else {
        return "never run before with these runs, this seed and these prices".into();
    };
    if differing.is_empty() {
        return "what was kept of it is of no use".into();
    }
    let named = differing.iter().take(NAMED).cloned();
    let mut said = named.collect::<Vec<_>>().join("; ");
    if let Some(more) = differing.len().checked_sub(NAMED).filter(|more| *more > 0) {
        said.push_str(&format!("; and {more} more"));
    }
    said
}

fn in_words(what: &str, was: &str, is: Option<&str>) -> String {
    match (what.split_once(' '), is) {
        (Some(("value", name)), Some(is)) => format!("{name} was {was}, is {is}"),
        (Some(("every", kind)), _) => format!("some {kind} has changed"),
        (Some(("value", name)), None) => format!("{name} was {was}, is gone"),
        (Some(("definition", name)), Some(_)) => format!("the definition of {name} has changed"),
        (_, Some(_)) => format!("{what} has changed"),
        (_, None) => format!("{what} is gone"),
    }
}
