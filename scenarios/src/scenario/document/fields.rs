//! One TOML table being read: every key it should have is asked for, and what was never asked for is unknown.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Located, Scalar};
use crate::diagnostic::{Diagnostic, Place, Report, Source, did_you_mean};
use crate::unit::Unit;

/// A table of the file, and what has been asked of it so far.
pub(crate) struct Fields<'d> {
    table: &'d DeTable<'d>,
    source: &'d Arc<Source>,
    /// What it is, for messages: ``parameter `user_stake` ``.
    what: String,
    /// Where it is named.
    place: Place,
    asked: Vec<&'static str>,
}

/// Reads a value of one type; on the wrong type says what was expected.
type Read<'d, T> = Result<T, &'static str>;

impl<'d> Fields<'d> {
    pub(crate) fn new(
        table: &'d DeTable<'d>,
        source: &'d Arc<Source>,
        what: String,
        named_at: Range<usize>,
    ) -> Self {
        Self {
            table,
            source,
            what,
            place: Place::new(source, named_at),
            asked: Vec::new(),
        }
    }

    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    fn at(&self, span: Range<usize>) -> Place {
        Place::new(self.source, span)
    }

    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// Reports every key that was never asked for.
    pub(crate) fn finish(self, report: &mut Report) {
        for (key, _) in in_file_order(self.table) {
            let name: &str = key.get_ref();
            if !self.asked.contains(&name) {
                let diagnostic = Diagnostic::new(format!("unknown key `{name}` in {}", self.what))
                    .at(&self.at(key.span()), "")
                    .maybe_help(did_you_mean(name, self.asked.iter().copied()));
                report.push(diagnostic);
            }
        }
    }

    /// The value under `key`, read by `read`; reports a wrong type.
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        read: impl FnOnce(&'d DeValue<'d>) -> Read<'d, T>,
    ) -> Option<Located<T>> {
        let value = self.get(key)?;
        let place = self.at(value.span());
        match read(value.get_ref()) {
            Ok(value) => Some(Located { value, place }),
            Err(expected) => {
                report.push(wrong_type(
                    &format!("`{key}` of {}", self.what),
                    expected,
                    value.get_ref(),
                    &place,
                ));
                None
            }
        }
    }

    /// As `optional`, and reports a missing key.
    pub(crate) fn required<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        read: impl FnOnce(&'d DeValue<'d>) -> Read<'d, T>,
    ) -> Option<Located<T>> {
        self.require(key, report)?;
        self.optional(key, report, read)
    }

    /// `None` and a report when the key is missing.
    fn require(&mut self, key: &'static str, report: &mut Report) -> Option<()> {
        if self.table.contains_key(key) {
            return Some(());
        }
        self.asked.push(key);
        report.push(
            Diagnostic::new(format!("{} has no `{key}`", self.what)).at(&self.place, "needed here"),
        );
        None
    }

    /// A text that says something.
    pub(crate) fn text(
        &mut self,
        key: &'static str,
        report: &mut Report,
    ) -> Option<Located<String>> {
        let found = self.required(key, report, text)?;
        if found.value.trim().is_empty() {
            report.push(
                Diagnostic::new(format!("`{key}` of {} is empty", self.what)).at(&found.place, ""),
            );
            return None;
        }
        Some(found)
    }

    pub(crate) fn unit(&mut self, key: &'static str, report: &mut Report) -> Option<Located<Unit>> {
        let found = self.required(key, report, text)?;
        match Unit::parse(&found.value) {
            Ok(unit) => Some(Located {
                value: unit,
                place: found.place,
            }),
            Err(error) => {
                let place =
                    crate::expression::Anchor::new(found.place, &found.value).place(&error.span());
                report.push(
                    Diagnostic::new(error.to_string())
                        .at(&place, "")
                        .maybe_help(error.help()),
                );
                None
            }
        }
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        report: &mut Report,
    ) -> Option<Located<T>> {
        let found = self.required(key, report, text)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == found.value) {
            return Some(Located {
                value: *value,
                place: found.place,
            });
        }
        let diagnostic = Diagnostic::new(format!("`{}` is no {key}", found.value))
            .at(&found.place, "")
            .maybe_help(did_you_mean(
                &found.value,
                words.iter().map(|(word, _)| *word),
            ));
        report.push(diagnostic);
        None
    }

    /// As `list`, and reports a missing key.
    pub(crate) fn required_list<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        read: impl FnMut(&'d DeValue<'d>) -> Read<'d, T>,
    ) -> Option<Located<Vec<Located<T>>>> {
        self.require(key, report)?;
        self.list(key, report, read)
    }

    /// A list whose items are read one by one; `None` when any could not be.
    pub(crate) fn list<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        mut read: impl FnMut(&'d DeValue<'d>) -> Read<'d, T>,
    ) -> Option<Located<Vec<Located<T>>>> {
        let items = self.optional(key, report, array)?;
        let mut read_items = Vec::new();
        let mut complete = true;
        for item in items.value {
            let place = self.at(item.span());
            match read(item.get_ref()) {
                Ok(value) => read_items.push(Located { value, place }),
                Err(expected) => {
                    report.push(wrong_type(
                        &format!("`{key}` of {}", self.what),
                        expected,
                        item.get_ref(),
                        &place,
                    ));
                    complete = false;
                }
            }
        }
        complete.then_some(Located {
            value: read_items,
            place: items.place,
        })
    }
}

fn wrong_type(what: &str, expected: &str, found: &DeValue<'_>, place: &Place) -> Diagnostic {
    Diagnostic::new(format!("{what} should be {expected}"))
        .at(place, format!("this is {}", type_name(found)))
}

pub(crate) fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The TOML crate keeps tables sorted by key; people read files from top to bottom.
pub(crate) fn in_file_order<'d>(
    table: &'d DeTable<'d>,
) -> Vec<(
    &'d Spanned<std::borrow::Cow<'d, str>>,
    &'d Spanned<DeValue<'d>>,
)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

pub(crate) fn text<'d>(value: &'d DeValue<'d>) -> Read<'d, String> {
    match value {
        DeValue::String(text) => Ok(text.to_string()),
        _ => Err("text"),
    }
}

pub(crate) fn truth<'d>(value: &'d DeValue<'d>) -> Read<'d, bool> {
    match value {
        DeValue::Boolean(truth) => Ok(*truth),
        _ => Err("true or false"),
    }
}

pub(crate) fn scalar<'d>(value: &'d DeValue<'d>) -> Read<'d, Scalar> {
    match value {
        DeValue::String(text) => Ok(Scalar::Text(text.to_string())),
        _ => number(value).map_err(|_| "a number in decimal, or text"),
    }
}

pub(crate) fn number<'d>(value: &'d DeValue<'d>) -> Read<'d, Scalar> {
    match value {
        DeValue::Integer(written) if written.radix() == 10 => {
            Ok(Scalar::Number(written.as_str().to_owned()))
        }
        DeValue::Float(written) => Ok(Scalar::Number(written.as_str().to_owned())),
        _ => Err("a number in decimal"),
    }
}

/// A whole number that is not negative.
pub(crate) fn count<'d>(value: &'d DeValue<'d>) -> Read<'d, u64> {
    let expected = "a whole number, zero or more, in decimal";
    match value {
        DeValue::Integer(written) if written.radix() == 10 => {
            let digits = written.as_str().replace('_', "");
            digits.parse().map_err(|_| expected)
        }
        _ => Err(expected),
    }
}

pub(crate) fn array<'d>(value: &'d DeValue<'d>) -> Read<'d, Vec<&'d Spanned<DeValue<'d>>>> {
    match value {
        DeValue::Array(items) => Ok(items.iter().collect()),
        _ => Err("a list"),
    }
}

pub(crate) fn table<'d>(value: &'d DeValue<'d>) -> Read<'d, &'d DeTable<'d>> {
    match value {
        DeValue::Table(table) => Ok(table),
        _ => Err("a table"),
    }
}
