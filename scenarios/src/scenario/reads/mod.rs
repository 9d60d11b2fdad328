//! What has been read of a scenario: so that whoever works something out of it can say afterwards what the result
//! depends on, and whether it would come out the same of another scenario.
//!
//! A result that was worked out of a [recorded](Scenario::recording) scenario is a function of the texts in its
//! [`Recording::reads`]: of another scenario where every one of them [reads](Scenario::reading) the same, the same result
//! comes out. Build systems call such a list a verifying trace (Mokhov, Mitchell and Peyton Jones, *Build systems à la
//! carte*, 2018).
//!
//! Only [`Kept`] holds what a scenario is made of, and hands nothing out that it does not note; what a formula or an `if`
//! did not come to is not read.

mod kept;
mod log;
mod text;

use std::sync::Arc;

pub(super) use self::kept::Kept;
use self::log::Log;
use super::Scenario;

/// Something that was read of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// What it is: `value user_stake`, `formula stake_value`, `attack chronos/false-claim`, ...
    pub what: String,
    /// How it reads: the value with its unit, the formula's text with its unit, ...
    pub text: String,
}

/// What is being read of a scenario. Threads may read at once; cheap to clone, and a clone is the same record.
#[derive(Debug, Clone)]
pub struct Recording {
    of: Scenario,
    log: Arc<Log>,
}

impl Recording {
    /// Everything that has been read so far, each thing once, in a fixed order.
    pub fn reads(&self) -> Vec<Read> {
        let read = self.log.marked();
        read.into_iter()
            .filter_map(|item| {
                Some(Read {
                    what: self.of.kept.what(item)?,
                    text: self.of.kept.text(item)?,
                })
            })
            .collect()
    }
}

impl Scenario {
    /// The same scenario, and a record of what is read of it and of every scenario made of it by setting values, from now
    /// on. What is read of a value that was set counts as read of the original, which is too much and never too little.
    pub fn recording(&self) -> (Self, Recording) {
        let of = Self {
            kept: self.kept.logged(None),
        };
        let log = Arc::new(self.kept.blank());
        let recorded = Self {
            kept: self.kept.logged(Some(log.clone())),
        };
        (recorded, Recording { of, log })
    }

    /// Whether what is read of this scenario is recorded.
    pub fn is_recorded(&self) -> bool {
        self.kept.log().is_some()
    }

    /// Counts what another recording of the same scenario holds as read of this one: for values that were read ahead and
    /// are used now.
    pub fn note(&self, recording: &Recording) {
        if let Some(log) = self.kept.log() {
            log.add(&recording.log);
        }
    }

    /// How something reads in this scenario, by [`Read::what`]; nothing where the scenario has no such thing.
    pub fn reading(&self, what: &str) -> Option<String> {
        self.kept.text(self.kept.item(what)?)
    }
}
