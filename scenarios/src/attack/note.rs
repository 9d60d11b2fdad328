//! Notes beside an attack, with the numbers they speak of put in.

use std::ops::Range;

use crate::expression::{Name, Names};
use crate::number::to_f64;
use crate::scenario::Scenario;
use crate::unit::format_quantity;

/// A note, cut at its `{name}`s.
#[derive(Debug, Clone)]
pub(crate) struct Note(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Name(String),
}

impl Note {
    /// The note, and the spans of names that stand for no parameter or formula. `{{` and `}}` are braces.
    pub(crate) fn parse(text: &str, names: &Names) -> (Self, Vec<Range<usize>>) {
        let (mut pieces, mut unknown, mut plain) = (Vec::new(), Vec::new(), String::new());
        let mut at = 0;
        while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or("");
            if rest.starts_with("{{") || rest.starts_with("}}") {
                plain.push(first);
                at += 2;
            } else if let Some(inner) = rest.strip_prefix('{') {
                let name = inner.split('}').next().unwrap_or("");
                let closed = name.len() < inner.len();
                if !closed
                    || !matches!(
                        names.get(name),
                        Some(Name::Parameter(_) | Name::Switch(..) | Name::Formula(_))
                    )
                {
                    unknown.push(at + 1..at + 1 + name.len());
                }
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
                pieces.push(Piece::Name(name.to_owned()));
                at += name.len() + 1 + usize::from(closed);
            } else {
                plain.push(first);
                at += first.len_utf8();
            }
        }
        pieces.push(Piece::Text(plain));
        (Self(pieces), unknown)
    }
}

impl Scenario {
    /// The notes beside an attack, with every `{name}` replaced by its value and unit in this scenario.
    /// A formula that has no value here is written as `no value`.
    pub fn notes(&self, attack: &super::Attack) -> Vec<String> {
        attack
            .notes
            .iter()
            .map(|note| note.0.iter().map(|piece| self.piece(piece)).collect())
            .collect()
    }

    fn piece(&self, piece: &Piece) -> String {
        match piece {
            Piece::Text(text) => text.clone(),
            Piece::Name(name) => self.shown(name).unwrap_or_else(|| "no value".to_owned()),
        }
    }

    /// The value of a parameter or formula for a reader.
    pub(super) fn shown(&self, name: &str) -> Option<String> {
        if self.is_formula(name) {
            let unit = self.formula(name).ok()?.unit().name();
            let value = self.evaluate::<f64>(name).ok()?;
            return Some(format_quantity(value, unit));
        }
        match self.parameter(name).ok()?.unit() {
            Some(unit) => Some(format_quantity(to_f64(self.exact(name).ok()?), unit.name())),
            None => self.choice(name).ok().map(str::to_owned),
        }
    }
}
