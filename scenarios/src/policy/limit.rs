//! How far a parameter may be moved at once, and how soon again.

use dashu_ratio::RBig;

use super::{Change, Date, change::size};
use crate::{
    diagnostic::Place,
    number::to_f64,
    scenario::{document::Located, spell},
    unit::{Unit, format_quantity},
};

/// The limits of a parameter's steps: all of them bind.
#[derive(Debug, Clone, Default)]
pub struct Limit {
    /// Largest share of the value.
    pub(super) relative: Option<RBig>,
    pub(super) absolute: Option<Located<Amount>>,
    /// Least days between two changes.
    pub(super) min_days: Option<u64>,
    pub(super) last_changed: Option<Date>,
    /// Where relative and absolute stand, for a switch that has neither.
    pub(super) sizes: Vec<Place>,
}

/// A largest step.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) value: RBig,
    /// The parameter's own where none is written.
    pub(super) unit: Option<Unit>,
}

impl Limit {
    /// Why a change is larger than allowed, `unit` being that of its values; none if it is not.
    ///
    /// From zero there is no relative step: a relative limit without an absolute one refuses it.
    pub fn refuses(&self, change: &Change, unit: Option<&str>) -> Option<String> {
        let mut refused = Vec::new();
        if let Some(limit) = &self.relative {
            match change.share() {
                Some(share) if size(share.clone()) > *limit => {
                    refused.push(format!("{} exceeds {}", signed(&share), percent(limit)));
                }
                None if change.by() != RBig::ZERO && self.absolute.is_none() => refused.push(
                    "from zero no share can be measured; the policy names no absolute limit".into(),
                ),
                _ => {}
            }
        }
        if let Some(limit) = &self.absolute {
            let declared = unit.and_then(|unit| Unit::parse(unit).ok());
            let own = declared.as_ref();
            let written = limit.value.unit.as_ref().or(own);
            match written.zip(own).filter(|(a, b)| a.same_dimension(b)) {
                Some((written, own)) if !change.exceeds(&limit.value.value, written, own) => {}
                Some((_, own)) => {
                    let by = format_quantity(change.absolute(), own.name());
                    let sign = if change.absolute() < 0.0 { "" } else { "+" };
                    let limit = limit.value.words(Some(own.name()));
                    refused.push(format!("{sign}{} exceeds {limit}", by.replace('-', "−")));
                }
                None => refused.push(format!("cannot be measured in {}", limit.value.words(unit))),
            }
        }
        (!refused.is_empty()).then(|| format!("step {}", refused.join(" and ")))
    }

    /// What is allowed, in words, of a parameter of this unit; a switch, which has none, takes no steps of a size. None where
    /// anything is allowed.
    pub fn words(&self, unit: Option<&str>) -> Option<String> {
        let (relative, absolute) = match unit {
            None => (None, None),
            Some(_) => (
                self.relative.as_ref().map(percent),
                self.absolute.as_ref().map(|limit| limit.value.words(unit)),
            ),
        };
        let days = self.min_days.map(|days| match days {
            1 => "1 day apart".to_owned(),
            _ => format!("{days} days apart"),
        });
        let parts: Vec<String> = [relative, absolute, days].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Least days between two changes.
    pub fn min_days(&self) -> Option<u64> {
        self.min_days
    }

    /// The day of the last change, where the policy keeps it.
    pub fn last_changed(&self) -> Option<Date> {
        self.last_changed
    }
}

impl Amount {
    fn words(&self, own: Option<&str>) -> String {
        let unit = self.unit.as_ref().map(Unit::name).or(own);
        match unit {
            Some(unit) => format_quantity(to_f64(&self.value), unit),
            None => spell(&self.value),
        }
    }
}

fn percent(share: &RBig) -> String {
    format_quantity(to_f64(share), "fraction")
}

fn signed(share: &RBig) -> String {
    let sign = if *share < RBig::ZERO { "−" } else { "+" };
    format!("{sign}{}", percent(&size(share.clone())))
}
