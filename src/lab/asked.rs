//! Attacks and findings by their ids, found with no more work than they take.

use std::collections::BTreeSet;

use assay_reports::{AttackReport, Finding};
use assay_scenarios::Attack;

use super::{Asking, Lab, Tell, Topic};
use crate::error::CommandError;

/// What was found of the ids that were asked for, and whatever is found with them.
#[derive(Default)]
pub(crate) struct Answers {
    /// Attacks, without break-even values.
    pub(crate) attacks: Vec<AttackReport>,
    /// Findings beside the attacks.
    pub(crate) findings: Vec<Finding>,
}

impl Lab {
    /// Whether anything could be found under this id, as far as can be told without looking for it.
    pub(crate) fn may_find(&self, id: &str) -> bool {
        self.scenario.attack(id).is_ok() || Topic::of(id).is_some()
    }

    /// The attacks and findings of these ids, each judged once.
    ///
    /// # Errors
    /// As [`Lab::investigate`].
    pub(crate) fn answers(
        self,
        ids: &BTreeSet<String>,
        asking: &Asking,
        tell: Tell<'_>,
    ) -> Result<Answers, CommandError> {
        let lab = Self {
            brief: true,
            ..self
        };
        let topics: BTreeSet<Topic> = ids
            .iter()
            .filter(|id| lab.scenario.attack(id).is_err())
            .filter_map(|id| Topic::of(id))
            .collect();
        let every = topics.iter().any(|topic| topic.needs_attacks());
        let wanted: Vec<&Attack> = lab
            .scenario
            .attacks()
            .iter()
            .filter(|attack| every || ids.contains(attack.id()))
            .collect();
        let units = lab.units(asking, tell);
        let attacks = units.attacks_of(&wanted)?;
        let findings = units.findings(&topics, &attacks)?;
        Ok(Answers { attacks, findings })
    }
}
