//! One scenario, opened and checked, and the questions that can be put to it.

mod chronos;
mod witnesses;

use std::path::{Path, PathBuf};

use assay_reports::{AttackReport, Finding, Input, Report, SCHEMA_VERSION, ScenarioName, sha256};
use assay_scenarios::{Override, Scenario};
use assay_sim::engine::Ensemble;

use rayon::prelude::*;

use crate::{arguments::Asked, error::CommandError};

/// A scenario with the executable protocol that it is about.
pub struct Lab {
    scenario: Scenario,
    protocol: chronos::Chronos,
}

/// How a question is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Simulated runs of each ensemble, at least one.
    pub runs: u64,
    /// Seed of every random stream.
    pub seed: u64,
    /// Hourly closes to replay in place of a synthetic ETH price.
    pub prices: Option<PathBuf>,
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
        let scenario = load(path, set)?;
        if scenario.protocol() != KNOWN {
            return Err(scenario.unknown_protocol(&[KNOWN]).into());
        }
        let protocol = chronos::Chronos::new(&scenario)?;
        Ok(Self { scenario, protocol })
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Attacks, ordinary life, criteria: everything that can be found.
    ///
    /// # Errors
    /// A formula without a value, a simulation that cannot be carried out, an unreadable price history.
    pub fn investigate(&self, asking: Asking, tell: Tell<'_>) -> Result<Report, CommandError> {
        let protocol = self.protocol.in_world_of(&asking)?;
        let attacks = self.judge_attacks(&protocol, &asking, tell)?;
        let mut findings: Vec<Finding> = attacks
            .iter()
            .map(|attack| attack.finding(asking.seed))
            .collect();
        findings.extend(protocol.findings(&self.scenario, &asking, &attacks, tell)?);
        let mut report = self.report(&asking, attacks, findings);
        report.out_of_scope = chronos::out_of_scope();
        Ok(report)
    }

    /// The attacks alone.
    ///
    /// # Errors
    /// As [`Lab::investigate`].
    pub fn attacks(&self, asking: &Asking, tell: Tell<'_>) -> Result<Report, CommandError> {
        let protocol = self.protocol.in_world_of(asking)?;
        let attacks = self.judge_attacks(&protocol, asking, tell)?;
        let findings = attacks
            .iter()
            .map(|attack| attack.finding(asking.seed))
            .collect();
        Ok(self.report(asking, attacks, findings))
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

    fn judge_attacks(
        &self,
        protocol: &chronos::Chronos,
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<Vec<AttackReport>, CommandError> {
        tell("the best adversary", 0);
        let best: Vec<chronos::Answer> = self
            .scenario
            .attacks()
            .par_iter()
            .map(|attack| protocol.best_response(&self.scenario, attack.id(), asking.ensemble()))
            .collect::<Result<_, _>>()?;
        self.scenario
            .attacks()
            .iter()
            .zip(best)
            .map(|(attack, best)| {
                tell(attack.id(), 0);
                let simulated =
                    protocol.simulate(&self.scenario, attack.id(), asking.ensemble(), &|runs| {
                        tell(attack.id(), runs)
                    })?;
                witnesses::report(&self.scenario, attack, simulated, best)
            })
            .collect()
    }

    fn report(
        &self,
        asking: &Asking,
        attacks: Vec<AttackReport>,
        findings: Vec<Finding>,
    ) -> Report {
        let set: Vec<String> = self
            .scenario
            .overrides()
            .iter()
            .map(ToString::to_string)
            .collect();
        Report {
            schema_version: SCHEMA_VERSION,
            assay_version: env!("CARGO_PKG_VERSION").into(),
            scenario: ScenarioName {
                title: self.scenario.title().into(),
                protocol: self.scenario.protocol().into(),
                hash: self.hash(&set),
                set,
            },
            seed: asking.seed,
            runs: asking.runs,
            attacks,
            findings,
            out_of_scope: Vec::new(),
        }
    }

    /// Over the texts of the files and the values set, so that it does not depend on where they lie.
    fn hash(&self, set: &[String]) -> String {
        let mut text = String::new();
        for source in self.scenario.sources() {
            text.push_str(&source.sha256);
            text.push('\n');
        }
        for value in set {
            text.push_str(value);
            text.push('\n');
        }
        sha256(text.as_bytes())
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
            prices: asked.prices.clone(),
        }
    }
}
