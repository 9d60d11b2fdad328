//! TOML into entries, reporting everything that does not fit.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entry::{CheckEntry, ClaimEntry, Head, IgnoreEntry};
use super::figure::ClaimRelation;
use super::{ClaimStatus, ClaimVerdict, Witness};
use crate::diagnostic::{Diagnostic, Place, Report, Source};
use crate::scenario::document::Located;
use crate::scenario::document::fields::{
    Fields, array, in_file_order, number, scalar, table, text,
};

const RELATIONS: [(&str, ClaimRelation); 6] = [
    ("=", ClaimRelation::Equal),
    ("~", ClaimRelation::About),
    ("<", ClaimRelation::Below),
    ("<=", ClaimRelation::AtMost),
    (">", ClaimRelation::Above),
    (">=", ClaimRelation::AtLeast),
];

const WITNESSES: [(&str, Witness); 2] = [
    ("simulated", Witness::Simulated),
    ("best-response", Witness::BestResponse),
];

const VERDICTS: [(&str, ClaimVerdict); 3] = [
    ("safe", ClaimVerdict::Safe),
    ("vulnerable", ClaimVerdict::Vulnerable),
    ("undecided", ClaimVerdict::Undecided),
];

const STATUSES: [(&str, ClaimStatus); 7] = [
    ("reproduced", ClaimStatus::Reproduced),
    ("rounding", ClaimStatus::Rounding),
    ("contradicted", ClaimStatus::Contradicted),
    ("simulated-inside", ClaimStatus::SimulatedInside),
    ("simulated-outside", ClaimStatus::SimulatedOutside),
    ("assumption", ClaimStatus::Assumption),
    ("unsupported", ClaimStatus::Unsupported),
];

/// Reads one file's tables, and reports what does not fit.
pub(super) struct Reader<'d, 'r> {
    pub(super) source: &'d Arc<Source>,
    pub(super) report: &'r mut Report,
}

impl<'d> Reader<'d, '_> {
    /// The head of a file that has one.
    pub(super) fn head(&mut self, fields: &mut Fields<'d>) -> Option<Head> {
        let found = fields.required("claims", self.report, table)?;
        let mut fields = self.fields(found.value, "`[claims]`".into(), &found.place);
        let report = &mut *self.report;
        let title = fields.text("title", report);
        let document = fields.text("document", report);
        let sha256 = fields.text("sha256", report);
        let scenario = fields.text("scenario", report);
        let parts = fields.list("parts", report, text);
        fields.finish(report);
        Some(Head {
            title: title?,
            document: document?,
            sha256: sha256?,
            scenario: scenario?,
            parts: parts.map(|parts| parts.value).unwrap_or_default(),
        })
    }

    /// Every `[[claim]]` of a file.
    pub(super) fn claims(&mut self, fields: &mut Fields<'d>) -> Vec<ClaimEntry> {
        self.each(fields, "claim", |table| match table.get("id") {
            Some(id) => match id.get_ref().as_str() {
                Some(id) => format!("claim `{id}`"),
                None => "a claim".to_owned(),
            },
            None => "a claim".to_owned(),
        })
        .into_iter()
        .filter_map(|mut fields| {
            let claim = self.claim(&mut fields);
            fields.finish(self.report);
            claim
        })
        .collect()
    }

    /// Every `[[ignore]]` of a file.
    pub(super) fn ignores(&mut self, fields: &mut Fields<'d>) -> Vec<IgnoreEntry> {
        self.each(fields, "ignore", |_| "an `[[ignore]]`".to_owned())
            .into_iter()
            .filter_map(|mut fields| {
                let lines = self.lines(&mut fields);
                let printed = fields.required_list("printed", self.report, words);
                // For whoever reads the file; nothing is made of it.
                fields.text("reason", self.report);
                fields.finish(self.report);
                Some(IgnoreEntry {
                    lines: lines?,
                    printed: printed?.value,
                })
            })
            .collect()
    }

    fn fields(&self, table: &'d DeTable<'d>, what: String, place: &Place) -> Fields<'d> {
        Fields::new(table, self.source, what, place.span())
    }

    /// The tables of a list of tables.
    fn each(
        &mut self,
        fields: &mut Fields<'d>,
        key: &'static str,
        what: impl Fn(&DeTable<'d>) -> String,
    ) -> Vec<Fields<'d>> {
        let found = fields.optional(key, self.report, array);
        let items = found.map(|found| found.value).unwrap_or_default();
        let mut tables = Vec::new();
        for item in items {
            let place = Place::new(self.source, item.span());
            match table(item.get_ref()) {
                Ok(inner) => tables.push(self.fields(inner, what(inner), &place)),
                Err(expected) => {
                    let message = format!("a `{key}` should be {expected}");
                    self.report.push(Diagnostic::new(message).at(&place, ""));
                }
            }
        }
        tables
    }

    fn claim(&mut self, fields: &mut Fields<'d>) -> Option<ClaimEntry> {
        let id = fields.text("id", self.report);
        let lines = self.lines(fields);
        let report = &mut *self.report;
        let printed = said(fields, "printed", report);
        let covers = fields.list("covers", report, words);
        let says = fields.text("says", report);
        let unit = optionally(fields, "unit", |fields| fields.unit("unit", report));
        let figure = fields.optional("figure", report, number);
        let relation = optionally(fields, "relation", |fields| {
            fields.word("relation", &RELATIONS, report)
        });
        let precision = fields.optional("precision", report, number);
        let check = self.check(fields);
        let numbers = self.named(fields, "numbers", text);
        let with = self.named(fields, "with", text);
        let set = self.named(fields, "set", scalar);
        let report = &mut *self.report;
        let scenario = fields.optional("scenario", report, text);
        let status = fields.word("status", &STATUSES, report);
        let damage = fields.optional("damage", report, damage);
        let sentence = said(fields, "sentence", report);
        let because = said(fields, "because", report);
        let command = said(fields, "command", report);
        Some(ClaimEntry {
            id: id?,
            lines: lines?,
            printed,
            covers: covers.map(|list| list.value).unwrap_or_default(),
            says: says?.value,
            unit,
            figure,
            relation: relation.map(|found| found.value),
            precision,
            check: check?,
            numbers: numbers?,
            with: with?,
            set: set?,
            scenario,
            status: status?,
            damage: damage.map_or(1, |found| found.value),
            sentence,
            because: because.map(|found| found.value),
            command: command.map(|found| found.value),
        })
    }

    /// `line = 3` or `lines = [3, 4]`.
    fn lines(&mut self, fields: &mut Fields<'d>) -> Option<Vec<Located<u32>>> {
        if fields.get("lines").is_none() {
            return Some(vec![fields.required("line", self.report, line)?]);
        }
        let list = fields.required_list("lines", self.report, line)?;
        if let Some(also) = fields.get("line") {
            let message = format!("{} has both `line` and `lines`", fields.what());
            let place = Place::new(self.source, also.span());
            let problem = Diagnostic::new(message).at(&place, "one of them is enough");
            self.report.push(problem);
            return None;
        }
        if list.value.is_empty() {
            let message = format!("`lines` of {} is empty", fields.what());
            self.report
                .push(Diagnostic::new(message).at(&list.place, ""));
            return None;
        }
        Some(list.value)
    }

    fn check(&mut self, fields: &mut Fields<'d>) -> Option<CheckEntry> {
        let found = fields.required("check", self.report, table)?;
        let what = format!("the check of {}", fields.what());
        let mut inner = self.fields(found.value, what.clone(), &found.place);
        let report = &mut *self.report;
        let mut kinds: Vec<CheckEntry> = Vec::new();
        kinds.extend(said(&mut inner, "formula", report).map(CheckEntry::Formula));
        if inner.get("finding").is_some() {
            let finding = inner.text("finding", report);
            let has_witness = inner.get("witness").is_some();
            let witness = optionally(&mut inner, "witness", |inner| {
                inner.word("witness", &WITNESSES, report)
            });
            let has_verdict = inner.get("verdict").is_some();
            let verdict = optionally(&mut inner, "verdict", |inner| {
                inner.word("verdict", &VERDICTS, report)
            });
            if has_witness && has_verdict {
                let message = format!("{what} has both a witness and a verdict");
                let help = "a verdict is what all witnesses say together";
                report.push(Diagnostic::new(message).at(&found.place, "").help(help));
                return None;
            }
            if has_witness != witness.is_some() || has_verdict != verdict.is_some() {
                return None;
            }
            kinds.extend(finding.map(|id| match verdict {
                Some(verdict) => CheckEntry::Verdict(id, verdict.value),
                None => CheckEntry::Finding(id, witness.map(|found| found.value)),
            }));
        }
        kinds.extend(said(&mut inner, "parameter", report).map(CheckEntry::Parameter));
        kinds.extend(said(&mut inner, "assumption", report).map(CheckEntry::Assumption));
        kinds.extend(said(&mut inner, "unsupported", report).map(CheckEntry::Unsupported));
        let named = [
            "formula",
            "finding",
            "parameter",
            "assumption",
            "unsupported",
        ];
        let asked = named.iter().filter(|key| found.value.contains_key(**key));
        if asked.count() != 1 {
            let message = format!("{what} should have one of: {}", named.join(", "));
            report.push(Diagnostic::new(message).at(&found.place, ""));
            return None;
        }
        inner.finish(report);
        kinds.pop()
    }

    /// The named values of an inline table, in file order; none if any could not be read.
    fn named<T>(
        &mut self,
        fields: &mut Fields<'d>,
        key: &'static str,
        read: fn(&'d DeValue<'d>) -> Result<T, &'static str>,
    ) -> Option<Vec<(Located<String>, Located<T>)>> {
        if fields.get(key).is_none() {
            return Some(Vec::new());
        }
        let found = fields.optional(key, self.report, table)?;
        let mut entries = Vec::new();
        let mut complete = true;
        for (name, value) in in_file_order(found.value) {
            match self.value(name.get_ref(), value, read) {
                Some(value) => {
                    let place = Place::new(self.source, name.span());
                    let name = name.get_ref().to_string();
                    entries.push((Located { value: name, place }, value));
                }
                None => complete = false,
            }
        }
        complete.then_some(entries)
    }

    fn value<T>(
        &mut self,
        name: &str,
        value: &'d Spanned<DeValue<'d>>,
        read: fn(&'d DeValue<'d>) -> Result<T, &'static str>,
    ) -> Option<Located<T>> {
        let place = Place::new(self.source, value.span());
        match read(value.get_ref()) {
            Ok(value) => Some(Located { value, place }),
            Err(expected) => {
                let message = format!("the value of `{name}` should be {expected}");
                self.report.push(Diagnostic::new(message).at(&place, ""));
                None
            }
        }
    }
}

/// What `read` makes of a key that may be missing.
fn optionally<'d, T>(
    fields: &mut Fields<'d>,
    key: &'static str,
    read: impl FnOnce(&mut Fields<'d>) -> Option<T>,
) -> Option<T> {
    fields.get(key)?;
    read(fields)
}

/// A text that says something, where there is one.
fn said<'d>(
    fields: &mut Fields<'d>,
    key: &'static str,
    report: &mut Report,
) -> Option<Located<String>> {
    optionally(fields, key, |fields| fields.text(key, report))
}

fn words(value: &DeValue<'_>) -> Result<String, &'static str> {
    match value {
        DeValue::String(text) if !text.trim().is_empty() => Ok(text.to_string()),
        _ => Err("text that is not empty"),
    }
}

/// A line of a document, counted from 1.
fn line(value: &DeValue<'_>) -> Result<u32, &'static str> {
    let expected = "a line's number, counted from 1";
    match value {
        DeValue::Integer(written) if written.radix() == 10 => {
            let line = written.as_str().replace('_', "").parse();
            line.ok().filter(|line| *line > 0).ok_or(expected)
        }
        _ => Err(expected),
    }
}

fn damage(value: &DeValue<'_>) -> Result<u8, &'static str> {
    let expected = "1, 2 or 3";
    let damage = line(value).map_err(|_| expected)?;
    u8::try_from(damage)
        .ok()
        .filter(|damage| *damage <= 3)
        .ok_or(expected)
}
