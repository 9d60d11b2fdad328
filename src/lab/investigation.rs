//! An investigation in units, each of which may come from a cache.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use assay_reports::{AttackReport, BestResponse, BreakEven, Finding, Report, Simulated, sha256};
use assay_scenarios::{Attack, Scenario};
use rayon::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Asking, Lab, Tell,
    cache::{Cache, Reuse, Unit, World},
    chronos::{self, Chronos, Topic},
    found_of, witnesses,
};
use crate::error::CommandError;

/// What was found, and what of it was known before.
#[derive(Clone, Debug, PartialEq)]
pub struct Investigation {
    /// What was found; the same with a cache and without.
    pub report: Report,
    /// Every unit, by name, and why it was taken from the cache or not; empty without a cache.
    pub reuse: Vec<Reuse>,
}

/// What one attack's best response comes to in a report.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Responded {
    pub(super) best: Option<BestResponse>,
    pub(super) notes: Vec<String>,
}

/// Where an attack's closed form changes its sign, and a note for each stretch where nobody knows.
type BreakEvens = (Vec<BreakEven>, Vec<String>);

/// An investigation under way.
pub(super) struct Units<'a> {
    lab: &'a Lab,
    asking: &'a Asking,
    tell: Tell<'a>,
    world: World,
    reuse: Mutex<Vec<Reuse>>,
}

impl Lab {
    /// The same lab, which takes from the cache what it has worked out before, and keeps there what it works out.
    #[must_use]
    pub fn with_cache(self, cache: Cache) -> Self {
        Self {
            cache: Some(cache),
            ..self
        }
    }

    /// The same lab, which takes from its cache and keeps nothing there any more; one in a folder stays as it is.
    pub(super) fn with_closed_cache(self) -> Self {
        Self {
            cache: self.cache.map(Cache::closed),
            ..self
        }
    }

    /// As [`Lab::investigate`], and what of it came from the [cache](Lab::with_cache).
    ///
    /// # Errors
    /// As [`Lab::investigate`].
    pub fn investigation(
        &self,
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<Investigation, CommandError> {
        let units = self.units(asking, tell);
        let attacks = units.attacks()?;
        let mut findings = found_of(&attacks, asking);
        findings.extend(units.findings(&Topic::all(), &attacks)?);
        let mut report = self.report(asking, attacks, findings);
        report.out_of_scope = chronos::out_of_scope();
        Ok(Investigation {
            report,
            reuse: units.reuse(),
        })
    }

    pub(super) fn units<'a>(&'a self, asking: &'a Asking, tell: Tell<'a>) -> Units<'a> {
        let prices = self.protocol.history().map(|history| {
            let bytes = history.as_slice().iter().flat_map(|it| it.to_le_bytes());
            sha256(&bytes.collect::<Vec<u8>>())
        });
        Units {
            lab: self,
            asking,
            tell,
            world: World {
                runs: asking.runs,
                seed: asking.seed,
                prices,
            },
            reuse: Mutex::new(Vec::new()),
        }
    }
}

impl Units<'_> {
    /// Every attack, judged.
    pub(super) fn attacks(&self) -> Result<Vec<AttackReport>, CommandError> {
        let every: Vec<&Attack> = self.lab.scenario.attacks().iter().collect();
        self.attacks_of(&every)
    }

    /// These attacks, judged.
    pub(super) fn attacks_of(
        &self,
        attacks: &[&Attack],
    ) -> Result<Vec<AttackReport>, CommandError> {
        (self.tell)("the best adversary", 0);
        let best: Vec<Responded> = attacks
            .par_iter()
            .map(|attack| self.best_response(attack))
            .collect::<Result<_, _>>()?;
        let judged = attacks.iter().zip(best);
        judged
            .map(|(attack, best)| self.judge_with(attack, best))
            .collect()
    }

    /// One attack, judged.
    pub(super) fn attack(&self, attack: &Attack) -> Result<AttackReport, CommandError> {
        self.judge_with(attack, self.best_response(attack)?)
    }

    fn judge_with(&self, attack: &Attack, best: Responded) -> Result<AttackReport, CommandError> {
        let simulated = self.simulated(attack)?;
        let break_even = if self.lab.brief {
            (Vec::new(), Vec::new())
        } else {
            self.break_evens(attack)?
        };
        witnesses::report(&self.lab.scenario, attack, simulated, best, break_even)
    }

    fn best_response(&self, attack: &Attack) -> Result<Responded, CommandError> {
        let (id, ensemble) = (attack.id(), self.asking.ensemble());
        self.played(format!("best response to {id}"), |scenario, chronos| {
            let answer = chronos.best_response(scenario, id, ensemble)?;
            let mut notes = Vec::new();
            let best = witnesses::best_response(answer, &mut notes);
            Ok(Responded { best, notes })
        })
    }

    fn simulated(&self, attack: &Attack) -> Result<Option<Simulated>, CommandError> {
        let (id, ensemble) = (attack.id(), self.asking.ensemble());
        let tell = |runs| (self.tell)(id, runs);
        tell(0);
        self.played(format!("simulation of {id}"), |scenario, chronos| {
            let outcome = chronos.simulate(scenario, id, ensemble, &tell)?;
            Ok(outcome.map(witnesses::over_runs))
        })
    }

    fn break_evens(&self, attack: &Attack) -> Result<BreakEvens, CommandError> {
        let id = attack.id();
        self.solved(format!("break-even values of {id}"), |scenario, _| {
            witnesses::break_evens(scenario, scenario.attack(id)?)
        })
    }

    /// What is found about these topics, in their order.
    pub(super) fn findings(
        &self,
        topics: &BTreeSet<Topic>,
        attacks: &[AttackReport],
    ) -> Result<Vec<Finding>, CommandError> {
        let mut findings = Vec::new();
        for &topic in topics {
            let about = |scenario: &Scenario, chronos: &Chronos| {
                chronos.findings(topic, scenario, self.asking, attacks, self.tell)
            };
            let name = format!("findings about {}", topic.name());
            findings.extend(if topic.needs_attacks() {
                // The attacks are units of their own, and nothing else is read.
                about(&self.lab.scenario, &self.lab.protocol)?
            } else if topic.is_played() {
                self.played(name, about)?
            } else {
                self.solved(name, about)?
            });
        }
        Ok(findings)
    }

    /// What was taken from the cache and what not, by name.
    fn reuse(self) -> Vec<Reuse> {
        let mut all = self
            .reuse
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        all.sort();
        all
    }

    /// A unit that plays, so that its result depends on runs, seed and prices.
    fn played<T>(
        &self,
        name: String,
        work: impl FnOnce(&Scenario, &Chronos) -> Result<T, CommandError>,
    ) -> Result<T, CommandError>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let world = Some(self.world.clone());
        self.unit(Unit { name, world }, work)
    }

    /// A unit that depends on the scenario alone.
    fn solved<T>(
        &self,
        name: String,
        work: impl FnOnce(&Scenario, &Chronos) -> Result<T, CommandError>,
    ) -> Result<T, CommandError>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        self.unit(Unit { name, world: None }, work)
    }

    /// `work` must read of the scenario it is given, and of no other.
    fn unit<T>(
        &self,
        unit: Unit,
        work: impl FnOnce(&Scenario, &Chronos) -> Result<T, CommandError>,
    ) -> Result<T, CommandError>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let Lab {
            scenario,
            protocol,
            cache,
            ..
        } = self.lab;
        let Some(cache) = cache else {
            return work(scenario, protocol);
        };
        let (result, reuse) = cache.answer(&unit, scenario, |recorded| {
            work(recorded, &protocol.of(recorded)?)
        })?;
        let mut all = self.reuse.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(reuse);
        Ok(result)
    }
}
