//! The day on which a parameter came to the value it has, from the history of the file it stands in.

use std::collections::BTreeMap;

use assay_reports::guard::Snapshot;
use assay_scenarios::policy::Policy;

use super::{
    git,
    given::{Given, Place},
};
use crate::error::CommandError;

/// Dates the parameters that change and may not change too soon, where the policy itself does not date them.
pub(super) fn date(
    before: &mut Snapshot,
    after: &Snapshot,
    base: &Given,
    policy: &Policy,
) -> Result<(), CommandError> {
    let moved: Vec<(String, String)> = before
        .settings
        .iter()
        .filter(|old| {
            let limit = policy.limit(&old.name, old.control);
            let asked =
                limit.is_some_and(|it| it.min_days().is_some() && it.last_changed().is_none());
            let same = after
                .settings
                .iter()
                .any(|new| new.name == old.name && new.text == old.text);
            asked && !same && old.last_changed.is_none()
        })
        .map(|old| (old.name.clone(), old.text.clone()))
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let Ok(commits) = git::history(&base.place().path) else {
        // Without a history the days stay unknown, which the comparison says.
        return Ok(());
    };
    let mut since: BTreeMap<String, String> = BTreeMap::new();
    let mut open = moved;
    for (day, revision) in commits {
        let then = base.at(&revision);
        let Ok(Some(posed)) = then.pose(&[]) else {
            // A file that could not be read then tells nothing of longer ago.
            break;
        };
        open.retain(|(name, text)| {
            let same = posed.value_text(name).as_ref() == Some(text);
            if same {
                since.insert(name.clone(), day.clone());
            }
            same
        });
        if open.is_empty() {
            break;
        }
    }
    for setting in &mut before.settings {
        if let Some(day) = since.remove(&setting.name) {
            setting.last_changed = Some(day);
        }
    }
    Ok(())
}

impl Given {
    /// The same file in that revision, and with it the scenario of a contract.
    fn at(&self, revision: &git::Revision) -> Self {
        let at = |place: &Place| Place {
            path: place.path.clone(),
            revision: Some(revision.clone()),
        };
        match self {
            Self::Scenario(place) => Self::Scenario(at(place)),
            Self::Snapshot(place) => Self::Snapshot(at(place)),
            Self::Contract { contract, scenario } => Self::Contract {
                contract: at(contract),
                scenario: at(scenario),
            },
        }
    }
}
