//! Attacks: their ids, their expressions, their notes.

use std::collections::BTreeMap;

use super::Builder;
use crate::attack::{Attack, Note};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::expression::{Anchor, Expression};
use crate::scenario::document::{AttackEntry, Document, Located, Scalar};
use crate::unit::Dimension;

impl Builder<'_> {
    /// Every attack of every file, in order.
    pub(super) fn attacks(&mut self, documents: &[Document], protocol: &str) -> Vec<Attack> {
        let mut attacks = Vec::new();
        let mut strangers = false;
        let mut taken: BTreeMap<&str, &Place> = BTreeMap::new();
        for entry in documents
            .iter()
            .flat_map(|document| document.attacks.iter().flatten())
        {
            let id = &entry.id;
            let stranger = id.value.split('/').next() != Some(protocol);
            if stranger && is_path(&id.value) {
                // One is enough: they all go wrong where the protocol's name is mistyped.
                if !std::mem::replace(&mut strangers, true) {
                    let message = format!("the attack `{}` is not one on `{protocol}`", id.value);
                    let help =
                        format!("an id begins with the protocol of the scenario: `{protocol}/...`");
                    self.report
                        .push(Diagnostic::new(message).at(&id.place, "").help(help));
                }
            } else if let Some(help) = fault_of_id(&id.value, protocol) {
                let diagnostic = Diagnostic::new(format!(
                    "`{}` cannot be the id of an attack",
                    id.value.escape_debug()
                ));
                self.report.push(diagnostic.at(&id.place, "").help(help));
            }
            if let Some(first) = taken.insert(&id.value, &id.place) {
                let diagnostic = Diagnostic::new(format!("two attacks have the id `{}`", id.value))
                    .at(&id.place, "used again")
                    .at(first, "first used here");
                self.report.push(diagnostic);
            }
            attacks.extend(self.attack(entry));
        }
        attacks
    }

    fn attack(&mut self, entry: &AttackEntry) -> Option<Attack> {
        let id = entry.id.value.clone();
        let gain = self.field("gain", &entry.gain, &id, true);
        let loss = entry
            .loss
            .as_ref()
            .map(|loss| self.field("loss", loss, &id, true));
        let cost = self.field("cost", &entry.cost, &id, true);
        let success = self.field("success", &entry.success, &id, false);
        let capital = self.field("capital", &entry.capital, &id, true);
        let notes: Option<Vec<Note>> = entry
            .notes
            .iter()
            .flatten()
            .map(|note| self.note(note))
            .collect();
        let loss = match loss {
            None => None,
            Some(loss) => Some(loss?),
        };
        Some(Attack {
            id,
            threat: entry.threat.value.clone(),
            gain: gain?,
            loss,
            cost: cost?,
            success: success?,
            capital: capital?,
            preconditions: entry
                .preconditions
                .iter()
                .flatten()
                .map(|text| text.value.clone())
                .collect(),
            mitigation: entry.mitigation.value.clone(),
            source: entry.source.value.clone(),
            notes: notes?,
        })
    }

    fn field(
        &mut self,
        field: &str,
        written: &Located<Scalar>,
        id: &str,
        money: bool,
    ) -> Option<Expression> {
        let (Scalar::Number(text) | Scalar::Text(text)) = &written.value;
        let owner = format!("{field} of attack `{id}`");
        let (dimension, declared) = match money {
            true => (Dimension::USD, "USD"),
            false => (Dimension::NONE, "a probability, a plain number"),
        };
        self.expression(owner, text, &written.place, dimension, (declared, None))
    }

    /// Splits a note at its `{name}`s and makes sure there are such names.
    fn note(&mut self, written: &Located<String>) -> Option<Note> {
        let anchor = Anchor::new(written.place.clone(), &written.value);
        let (note, unknown) = Note::parse(&written.value, self.names);
        let complete = unknown.is_empty();
        for span in unknown {
            let name = written.value.get(span.clone()).unwrap_or("");
            let diagnostic = Diagnostic::new(format!("there is no parameter or formula `{name}`"))
                .at(&anchor.place(&span), "to be put into this note")
                .maybe_help(did_you_mean(name, self.names.values()));
            self.report.push(diagnostic);
        }
        complete.then_some(note)
    }
}

/// Whether an id is two or more lower-case words joined by `/`.
pub(crate) fn is_path(id: &str) -> bool {
    id.contains('/')
        && id.split('/').all(|word| {
            !word.is_empty()
                && !word.starts_with('-')
                && !word.ends_with('-')
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

/// What an id should look like, when it does not.
fn fault_of_id(id: &str, protocol: &str) -> Option<String> {
    let rest = id
        .strip_prefix(protocol)
        .and_then(|rest| rest.strip_prefix('/'));
    (rest.is_none() || !is_path(id)).then(|| {
        format!("an id is lower-case words joined by `-` and `/`: `{protocol}/false-claim`")
    })
}
