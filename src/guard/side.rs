//! One side of a comparison: read, set as its contract says, and investigated.

use std::{io::Read, path::Path};

use assay_reports::{
    constants::{Constants, Readings, Standing, readings},
    contract::Contract,
    guard::{Place as Shown, Reuse, Setting, Snapshot},
};
use assay_scenarios::{Override, Scenario, spell};
use assay_solver::exact::approximate;

use super::{
    GuardError,
    git::Repository,
    given::{Given, Place},
};
use crate::{
    error::CommandError,
    lab::{Asking, Cache, Lab, Tell},
};

/// A side, and how it was found.
pub(crate) struct Side {
    pub(crate) snapshot: Snapshot,
    pub(super) reuse: Vec<Reuse>,
    /// What its contract says in a way that no scenario can follow.
    pub(super) unread: Vec<String>,
    /// What its contract does not say.
    pub(super) missing: Vec<String>,
}

/// A scenario that a side is made of, and what its contract, if there is one, said of it.
pub(super) struct Posed {
    pub(super) scenario: Scenario,
    pub(super) readings: Option<Readings>,
}

impl Posed {
    /// The exact value of a parameter, or of a row of a table as `ltv_by_age[0.5]`, spelled as snapshots do.
    pub(super) fn value_text(&self, name: &str) -> Option<String> {
        if let Ok(value) = self.scenario.exact(name) {
            return Some(spell(value));
        }
        if let Ok(choice) = self.scenario.choice(name) {
            return Some(choice.to_owned());
        }
        let (table, from) = name.strip_suffix(']')?.split_once('[')?;
        let constants = Constants::of(&self.scenario, |_| Standing::NotRead).ok()?;
        let schedule = constants.schedules.iter().find(|it| it.table == table)?;
        let row = schedule.rows.iter().find(|row| spell(&row.from) == from)?;
        Some(spell(&row.value))
    }
}

impl Place {
    /// How it is spoken of.
    pub(super) fn shown(&self) -> String {
        match &self.revision {
            Some(revision) => format!("{}:{}", revision.typed, self.path.display()),
            None => self.path.display().to_string(),
        }
    }

    fn open(&self, path: &Path) -> std::io::Result<Box<dyn Read>> {
        match &self.revision {
            Some(revision) => revision.open(path),
            None => Ok(Box::new(std::fs::File::open(path)?)),
        }
    }

    pub(super) fn read(&self) -> Result<String, CommandError> {
        let mut text = String::new();
        let read = self
            .open(&self.path)
            .and_then(|mut it| it.read_to_string(&mut text));
        match read {
            Ok(_) => Ok(text),
            Err(source) => Err(CommandError::Read {
                path: self.shown().into(),
                source,
            }),
        }
    }

    fn load(&self, set: &[Override]) -> Result<Scenario, CommandError> {
        let loaded = match &self.revision {
            Some(revision) => Scenario::load_with(&self.path, set, &|path| revision.open(path)),
            None => Scenario::load(&self.path, set),
        };
        Ok(loaded?)
    }
}

impl Given {
    /// The file that the side is about.
    pub(super) fn place(&self) -> &Place {
        match self {
            Self::Scenario(place) | Self::Snapshot(place) => place,
            Self::Contract { contract, .. } => contract,
        }
    }

    /// The scenario with these values set, what the contract says being set before them; none for a snapshot.
    pub(super) fn pose(&self, set: &[String]) -> Result<Option<Posed>, CommandError> {
        let overrides = parsed(set)?;
        match self {
            Self::Snapshot(_) => Ok(None),
            Self::Scenario(place) => Ok(Some(Posed {
                scenario: place.load(&overrides)?,
                readings: None,
            })),
            Self::Contract { contract, scenario } => {
                let source = Contract::parse(&contract.shown(), &contract.read()?)?;
                let said = readings(&scenario.load(&[])?, &source)?;
                let mut all = parsed(&said.overrides())?;
                all.extend(overrides);
                Ok(Some(Posed {
                    scenario: scenario.load(&all)?,
                    readings: Some(said),
                }))
            }
        }
    }

    /// Finds everything that there is to be found of this side, or reads it from the snapshot.
    pub(crate) fn investigate(
        &self,
        set: &[String],
        asking: &Asking,
        cache: Option<&Cache>,
        tell: Tell<'_>,
    ) -> Result<Side, CommandError> {
        let Some(posed) = self.pose(set)? else {
            let place = self.place();
            let snapshot =
                Snapshot::from_json(&place.read()?).map_err(|source| CommandError::Snapshot {
                    path: place.shown().into(),
                    source,
                })?;
            return Ok(Side {
                snapshot,
                reuse: Vec::new(),
                unread: Vec::new(),
                missing: Vec::new(),
            });
        };
        let lab = Lab::of(posed.scenario.clone());
        let mut lab = lab.map_err(|error| self.unplayable(&posed, error))?;
        if let Some(cache) = cache {
            lab = lab.with_cache(cache.clone());
        }
        let found = lab.investigation(asking, tell);
        let found = found.map_err(|error| self.unplayable(&posed, error))?;
        let scenario = match self {
            Self::Contract { scenario, .. } => scenario,
            _ => self.place(),
        };
        let mut given = self.place().shown();
        for value in set {
            given.push_str(&format!(" --set {value}"));
        }
        let repository = Repository::around();
        let file = repository.path_of(&scenario.path);
        let mut snapshot = Snapshot::of(&posed.scenario, &given, &file, found.report);
        if scenario.revision.is_some() {
            // What is in history only cannot be asked again by naming a file.
            snapshot.replay = None;
        }
        complete(&mut snapshot, &posed, &repository)?;
        let (unread, missing) = told(posed.readings.as_ref());
        Ok(Side {
            snapshot,
            reuse: found.reuse.into_iter().map(said).collect(),
            unread,
            missing,
        })
    }
}

impl Given {
    /// The error of a simulation of what a contract says, with the values by which the contract brought it about.
    fn unplayable(&self, posed: &Posed, error: CommandError) -> CommandError {
        match (self, error) {
            (Self::Contract { contract, .. }, CommandError::Simulation(why)) => {
                let read = posed.readings.iter().flat_map(|it| &it.read);
                let moved = read.filter(|it| it.changes).map(|it| {
                    let (line, _) = it.place.line_column();
                    let (value, file) = (spell(&it.value), it.place.source().path());
                    format!("changed: `{}` is {value} at {file}:{line}", it.name)
                });
                let (unread, _) = told(posed.readings.as_ref());
                let unread = unread.iter().map(|it| format!("not read: {it}"));
                GuardError::Unplayable {
                    contract: contract.shown(),
                    why,
                    details: moved.chain(unread).collect(),
                }
                .into()
            }
            (_, error) => error,
        }
    }
}

fn said(reuse: crate::lab::Reuse) -> Reuse {
    Reuse {
        unit: reuse.unit,
        reused: reuse.reused,
        why: reuse.why,
    }
}

fn parsed(set: &[String]) -> Result<Vec<Override>, CommandError> {
    let parsed: Result<Vec<_>, _> = set.iter().map(|text| Override::parse(text)).collect();
    Ok(parsed?)
}

/// What a contract says and no scenario can follow, and what it does not say.
fn told(readings: Option<&Readings>) -> (Vec<String>, Vec<String>) {
    let mut unread = Vec::new();
    let mut missing = Vec::new();
    for it in readings.iter().flat_map(|it| &it.not_read) {
        match &it.place {
            Some(place) => {
                let (line, _) = place.line_column();
                let file = place.source().path();
                unread.push(format!("`{}` at {file}:{line}: {}", it.constant, it.why));
            }
            None => missing.push(it.constant.clone()),
        }
    }
    (unread, missing)
}

/// Puts in what a scenario alone does not know: how the contract writes each value, and where it stands.
fn complete(
    snapshot: &mut Snapshot,
    posed: &Posed,
    repository: &Repository,
) -> Result<(), CommandError> {
    let Posed { scenario, readings } = posed;
    let constants = Constants::of(scenario, |_| Standing::NotRead)?;
    rows(snapshot, &constants);
    let shown = |place: &assay_scenarios::Place| {
        let (line, column) = place.line_column();
        Shown {
            file: repository.path_of(Path::new(place.source().path())),
            line: line as u32,
            column: column as u32,
        }
    };
    for setting in &mut snapshot.settings {
        let said = readings
            .iter()
            .flat_map(|it| &it.read)
            .find(|reading| reading.name == setting.name);
        setting.place = match said {
            Some(said) => Some(shown(&said.place)),
            None => scenario.place_of(&setting.name).as_ref().map(shown),
        };
        if let Some(row) = constants
            .constants
            .iter()
            .find(|it| it.parameter == setting.name)
        {
            setting.encoded = Some(row.encoded.to_string());
        }
    }
    for formula in &mut snapshot.formulas {
        formula.place = scenario.place_of(&formula.name).as_ref().map(shown);
    }
    Ok(())
}

/// The rows of a table that the contract has are settings, whether they are written as numbers or as expressions.
fn rows(snapshot: &mut Snapshot, constants: &Constants) {
    for schedule in &constants.schedules {
        for row in &schedule.rows {
            let from = spell(&row.from);
            let name = format!("{}[{from}]", schedule.table);
            snapshot.formulas.retain(|formula| formula.name != name);
            snapshot.settings.retain(|setting| setting.name != name);
            snapshot.settings.push(Setting {
                name,
                text: spell(&row.value),
                value: Some(approximate(&row.value)),
                unit: Some(schedule.output.name().to_owned()),
                control: true,
                whole: false,
                constant: Some(format!("{}[{}]", schedule.name, row.key)),
                encoded: Some(row.encoded.to_string()),
                place: None,
                last_changed: None,
            });
        }
    }
}
