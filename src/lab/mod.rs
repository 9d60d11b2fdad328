//! One scenario, opened and checked, and the questions that can be put to it.

mod asked;
mod cache;
mod chronos;
mod flips;
mod investigation;
mod witnesses;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use assay_reports::{
    AttackReport, BestResponse, Finding, Input, Interval, Report, SCHEMA_VERSION, ScenarioName,
    Simulated, Verdict, sha256,
};
use assay_scenarios::{Override, Scenario};
use assay_sim::{
    chronos::Played,
    engine::{Ensemble, Silent},
    market::HourlyReturns,
};

pub(crate) use self::asked::Answers;
use self::chronos::Topic;
pub use self::{
    cache::{Cache, Reuse},
    investigation::Investigation,
};
use crate::{arguments::Asked, error::CommandError};

/// A scenario with the executable protocol that it is about.
#[derive(Clone)]
pub struct Lab {
    scenario: Scenario,
    protocol: chronos::Chronos,
    /// Whether attacks are judged without looking for their break-even values.
    brief: bool,
    /// What was worked out before.
    cache: Option<Cache>,
}

/// A simulated number without a verdict of its own.
pub(crate) struct Quantity {
    /// Its name, with the protocol's before it.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: f64,
    /// Its 95 % interval, where it has one.
    pub(crate) ci95: Option<Interval>,
}

/// How a question is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Simulated runs of each ensemble, at least one.
    pub runs: u64,
    /// Seed of every random stream.
    pub seed: u64,
}

/// Told what is being simulated, and how many more of its runs have ended; zero when it begins.
pub type Tell<'a> = &'a (dyn Fn(&str, u64) + Sync);

const KNOWN: &str = "chronos";

impl Lab {
    /// Reads and checks a scenario file, with values set over it as `name=value`.
    ///
    /// # Errors
    /// [`CommandError`] with the place of every mistake in the file; a protocol that is not known;
    /// numbers that the protocol's integers cannot hold.
    pub fn open(path: &Path, set: &[String]) -> Result<Self, CommandError> {
        Self::of(load(path, set)?)
    }

    /// The lab of a scenario that has been read.
    ///
    /// # Errors
    /// A protocol that is not known; numbers that the protocol's integers cannot hold.
    pub fn of(scenario: Scenario) -> Result<Self, CommandError> {
        if scenario.protocol() != KNOWN {
            return Err(scenario.unknown_protocol(&[KNOWN]).into());
        }
        let protocol = chronos::Chronos::new(&scenario)?;
        Ok(Self {
            scenario,
            protocol,
            brief: false,
            cache: None,
        })
    }

    /// The same lab in a world whose ETH price replays the hourly closes of this file.
    ///
    /// # Errors
    /// An unreadable price history.
    pub fn in_world_of(self, prices: Option<&Path>) -> Result<Self, CommandError> {
        match prices {
            Some(path) => Ok(self.replaying(&chronos::open_history(path)?)),
            None => Ok(self),
        }
    }

    /// The lab of the same protocol in the same world at other values; its attacks come without break-even values.
    ///
    /// # Errors
    /// Numbers that the protocol's integers cannot hold.
    pub(crate) fn at(&self, scenario: Scenario) -> Result<Self, CommandError> {
        let lab = Self {
            brief: true,
            cache: self.cache.clone(),
            ..Self::of(scenario)?
        };
        Ok(match self.protocol.history() {
            Some(history) => lab.replaying(history),
            None => lab,
        })
    }

    /// The same lab in a world whose ETH price replays these returns.
    pub(crate) fn replaying(self, history: &HourlyReturns) -> Self {
        Self {
            protocol: self.protocol.replaying(history.clone()),
            ..self
        }
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Attacks, ordinary life, criteria: everything that can be found.
    ///
    /// # Errors
    /// A formula without a value, a simulation that cannot be carried out.
    pub fn investigate(&self, asking: &Asking, tell: Tell<'_>) -> Result<Report, CommandError> {
        Ok(self.investigation(asking, tell)?.report)
    }

    /// The attacks alone.
    ///
    /// # Errors
    /// As [`Lab::investigate`].
    pub fn attacks(&self, asking: &Asking, tell: Tell<'_>) -> Result<Report, CommandError> {
        let attacks = self.units(asking, tell).attacks()?;
        let findings = found_of(&attacks, asking);
        Ok(self.report(asking, attacks, findings))
    }

    /// The findings of these ids and whatever is found with them, and no more than that; attacks are not among them.
    ///
    /// # Errors
    /// As [`Lab::investigate`].
    pub(crate) fn findings(
        &self,
        ids: &[String],
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<Vec<Finding>, CommandError> {
        let topics: BTreeSet<Topic> = ids.iter().filter_map(|id| Topic::of(id)).collect();
        let units = self.units(asking, tell);
        let attacks = if topics.iter().any(|topic| topic.needs_attacks()) {
            units.attacks()?
        } else {
            Vec::new()
        };
        units.findings(&topics, &attacks)
    }

    /// The verdict on the finding of this id; none if nothing of this id is found.
    ///
    /// # Errors
    /// As [`Lab::investigate`].
    pub(crate) fn verdict(
        &self,
        id: &str,
        asking: &Asking,
    ) -> Result<Option<Verdict>, CommandError> {
        if let Ok(attack) = self.scenario.attack(id) {
            let units = self.units(asking, &|_, _| {});
            return Ok(Some(units.attack(attack)?.verdict));
        }
        let found = self.findings(&[id.to_owned()], asking, &|_, _| {})?;
        let finding = found.into_iter().find(|finding| finding.id == id);
        Ok(finding.map(|finding| finding.verdict))
    }

    /// The simulated value of the attack of that id; none if it has no simulated behaviour.
    ///
    /// # Errors
    /// A simulation that cannot be carried out.
    pub(crate) fn simulate(
        &self,
        id: &str,
        ensemble: Ensemble,
    ) -> Result<Option<Simulated>, CommandError> {
        let outcome = self
            .protocol
            .simulate(&self.scenario, id, ensemble, &Silent)?;
        Ok(outcome.map(witnesses::over_runs))
    }

    /// Numbers that are simulated by themselves, with their units: what may be asked of [`Lab::quantities`].
    pub(crate) fn names_of_quantities() -> Vec<(String, &'static str)> {
        chronos::quantities()
    }

    /// Every number of [`Lab::names_of_quantities`], each over as many runs as the ensemble has.
    ///
    /// # Errors
    /// A simulation that cannot be carried out.
    pub(crate) fn quantities(&self, ensemble: Ensemble) -> Result<Vec<Quantity>, CommandError> {
        self.protocol.quantities(&self.scenario, ensemble)
    }

    /// Single runs of the attack of that id, the replicates from `first` on; none if it has no simulated behaviour.
    ///
    /// # Errors
    /// A simulation that cannot be carried out.
    pub(crate) fn play(
        &self,
        id: &str,
        ensemble: Ensemble,
        first: u64,
    ) -> Result<Option<Vec<Played>>, CommandError> {
        self.protocol.play(&self.scenario, id, ensemble, first)
    }

    /// Bounds of what an adversary with the means of that attack gains, in USD; none if they are not known.
    ///
    /// # Errors
    /// A replay of the best policy that cannot be carried out.
    pub(crate) fn best_response(
        &self,
        id: &str,
        ensemble: Ensemble,
    ) -> Result<Option<BestResponse>, CommandError> {
        let answer = self.protocol.best_response(&self.scenario, id, ensemble)?;
        Ok(witnesses::best_response(answer, &mut Vec::new()))
    }

    /// Simulated runs that [`Lab::investigate`] takes, over all ensembles.
    pub fn runs_of_investigation(&self, asking: &Asking) -> u64 {
        self.runs_of_attacks(asking)
            .saturating_add(chronos::runs_of_findings(asking))
    }

    /// Simulated runs that [`Lab::attacks`] takes, over all ensembles.
    pub fn runs_of_attacks(&self, asking: &Asking) -> u64 {
        asking
            .runs
            .saturating_mul(self.scenario.attacks().len() as u64)
    }

    /// Every file that was read, for the manifest.
    ///
    /// # Errors
    /// A price history that cannot be read again.
    pub fn inputs(&self, prices: &Option<PathBuf>) -> Result<Vec<Input>, CommandError> {
        let mut inputs: Vec<Input> = self
            .scenario
            .sources()
            .iter()
            .map(|source| Input {
                path: source.path.display().to_string(),
                sha256: source.sha256.clone(),
            })
            .collect();
        if let Some(path) = prices {
            inputs.push(Input {
                path: path.display().to_string(),
                sha256: sha256(&std::fs::read(path)?),
            });
        }
        Ok(inputs)
    }

    fn report(
        &self,
        asking: &Asking,
        attacks: Vec<AttackReport>,
        findings: Vec<Finding>,
    ) -> Report {
        Report {
            schema_version: SCHEMA_VERSION,
            assay_version: env!("CARGO_PKG_VERSION").into(),
            scenario: named(&self.scenario),
            seed: asking.seed,
            runs: asking.runs,
            attacks,
            findings,
            out_of_scope: Vec::new(),
            flips: None,
        }
    }
}

/// The attacks as findings.
fn found_of(attacks: &[AttackReport], asking: &Asking) -> Vec<Finding> {
    attacks
        .iter()
        .map(|attack| attack.finding(asking.seed))
        .collect()
}

/// Which scenario is asked. The hash is over the texts of the files and the values set, so that it does not depend on
/// where they lie.
pub(crate) fn named(scenario: &Scenario) -> ScenarioName {
    let set: Vec<String> = scenario
        .overrides()
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut text = String::new();
    for source in scenario.sources() {
        text.push_str(&source.sha256);
        text.push('\n');
    }
    for value in &set {
        text.push_str(value);
        text.push('\n');
    }
    ScenarioName {
        title: scenario.title().into(),
        protocol: scenario.protocol().into(),
        hash: sha256(text.as_bytes()),
        set,
    }
}

/// Reads and checks a scenario file, with values set over it as `name=value`.
pub(crate) fn load(path: &Path, set: &[String]) -> Result<Scenario, CommandError> {
    let overrides = set
        .iter()
        .map(|text| Override::parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Scenario::load(path, &overrides)?)
}

impl Asking {
    /// The ensemble that every question of this asking is put to.
    pub(crate) fn ensemble(&self) -> Ensemble {
        Ensemble {
            seed: self.seed,
            point: 0,
            runs: self.runs,
        }
    }
}

impl From<&Asked> for Asking {
    fn from(asked: &Asked) -> Self {
        Self {
            runs: asked.runs,
            seed: asked.seed,
        }
    }
}
