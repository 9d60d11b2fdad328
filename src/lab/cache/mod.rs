//! What was worked out before, and need not be worked out again.
//!
//! Every part of an investigation that takes time is a unit: one attack's simulation, its best response, its break-even
//! values, the findings about one topic. What a unit reads of its scenario is recorded while it works, and kept with its
//! result. Of a scenario in which all that reads the same, the same program comes to the same result with the same runs,
//! seed and prices: it is taken from the cache. Whatever differs is said.

mod entry;
mod place;
mod shelf;
#[cfg(test)]
mod tests;

use std::{
    fs,
    io::{self, ErrorKind},
    path::Path,
    sync::Arc,
};

use assay_scenarios::Scenario;
use serde::{Serialize, de::DeserializeOwned};

pub(super) use self::entry::World;
use self::{entry::Entry, place::Place};
use crate::error::CommandError;

/// Results that are kept. Several programs may use a folder of them at once: each finds its own results there or
/// another's, never a mixture.
#[derive(Clone, Debug)]
pub struct Cache {
    place: Place,
    /// Fingerprint of the program whose results are taken.
    program: String,
}

/// Whether a unit of an investigation was taken from the cache.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reuse {
    /// The unit, such as `simulation of chronos/false-claim`.
    pub unit: String,
    /// Whether its result was taken from the cache.
    pub reused: bool,
    /// Why, for people: `min_sample_blocks was 100 block, is 1 block`.
    pub why: String,
}

/// A part of an investigation.
pub(super) struct Unit {
    /// What it is called, which tells it from every other.
    pub(super) name: String,
    /// What it depends on beside the scenario, where it plays anything.
    pub(super) world: Option<World>,
}

impl Cache {
    /// The cache in this folder, which is made where there is none, with a `.gitignore` that keeps it out of repositories.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn at(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        shelf::sweep(folder);
        Ok(Self::in_place(Place::Folder(folder.to_owned())))
    }

    /// A cache that lasts as long as the program, and its clones.
    pub(super) fn in_memory() -> Self {
        Self::in_place(Place::Memory(Arc::default()))
    }

    /// The same cache, to which nothing is added any more; one in a folder stays as it is.
    pub(super) fn closed(self) -> Self {
        Self {
            place: self.place.closed(),
            ..self
        }
    }

    fn in_place(place: Place) -> Self {
        Self {
            place,
            program: env!("ASSAY_PROGRAM").into(),
        }
    }

    /// The unit's result of this scenario: the one that is kept, or what `work` makes of the scenario it is given, kept for
    /// the next time.
    ///
    /// # Errors
    /// Those of `work`, which are not kept. A cache that cannot be read or written is none; the result is as right.
    pub(super) fn answer<T>(
        &self,
        unit: &Unit,
        scenario: &Scenario,
        work: impl FnOnce(&Scenario) -> Result<T, CommandError>,
    ) -> Result<(T, Reuse), CommandError>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let entries = self.place.load(&unit.name);
        let mut known = entries
            .iter()
            .rev()
            .filter(|entry| entry.answers(&self.program, unit, scenario));
        if let Some(result) = known.find_map(|entry| entry.result()) {
            return Ok((
                result,
                unit.reuse(true, "nothing that it reads has changed".into()),
            ));
        }
        let mut why = entry::why_not(&entries, &self.program, unit, scenario);
        if !self.place.is_open() {
            return Ok((work(scenario)?, unit.reuse(false, why)));
        }
        let (recorded, recording) = scenario.recording();
        let result = work(&recorded)?;
        let kept = Entry::of(&self.program, unit, recording.reads(), &result)
            .ok_or_else(|| io::Error::new(ErrorKind::InvalidData, "it cannot be written exactly"))
            .and_then(|entry| self.place.add(&unit.name, entries, entry));
        if let Err(error) = kept {
            why.push_str(&format!("; the result was not kept: {error}"));
        }
        Ok((result, unit.reuse(false, why)))
    }
}

impl Unit {
    fn reuse(&self, reused: bool, why: String) -> Reuse {
        Reuse {
            unit: self.name.clone(),
            reused,
            why,
        }
    }
}
