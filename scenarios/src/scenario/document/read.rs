//! TOML into a [`Document`], reporting everything that does not fit.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{Fields, array, in_file_order, number, scalar, table, text, truth};
use super::guard;
use super::sweep;
use super::{
    AttackEntry, ConstantEntry, Document, Entries, FormulaEntry, Header, Located, ParameterEntry,
    ScheduleEntry, StepEntry, TableEntry,
};
use crate::diagnostic::{Diagnostic, Place, Report, ScenarioError, Source};
use crate::scenario::parameter::{Encoding, ParameterKind};

const KINDS: [(&str, ParameterKind); 2] = [
    ("control", ParameterKind::Control),
    ("environment", ParameterKind::Environment),
];

/// Every encoding by its word.
fn encodings() -> [(&'static str, Encoding); 7] {
    Encoding::ALL.map(|encoding| (encoding.word(), encoding))
}

/// The file as one table.
///
/// # Errors
/// A file that is not TOML, or nested deeper than any that is meant.
pub(crate) fn root(source: &Arc<Source>) -> Result<Spanned<DeTable<'_>>, ScenarioError> {
    guard::check(source)?;
    DeTable::parse(source.text()).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        ScenarioError::one(
            Diagnostic::new(error.message())
                .at(&Place::new(source, span), "this is not valid TOML"),
        )
    })
}

impl Document {
    /// `Ok(None)` when the header could not be read, which has been reported.
    ///
    /// # Errors
    /// A file that is not TOML: nothing further can be said of it.
    pub(crate) fn read(
        source: &Arc<Source>,
        report: &mut Report,
    ) -> Result<Option<Self>, ScenarioError> {
        let root = root(source)?;
        let mut fields = Fields::new(root.get_ref(), source, "the scenario file".into(), 0..0);
        let header = fields
            .required("scenario", report, table)
            .and_then(|found| {
                let named_at = found.place.span();
                header(
                    Fields::new(found.value, source, "`[scenario]`".into(), named_at),
                    report,
                )
            });
        let mut reader = Reader { source, report };
        let document = header.map(|scenario| Self {
            scenario,
            set: reader.entries(&mut fields, "set", |reader, fields_name, value| {
                let place = Place::new(reader.source, value.span());
                match scalar(value.get_ref()) {
                    Ok(value) => Some(Located { value, place }),
                    Err(expected) => {
                        let message = format!("the value of `{fields_name}` should be {expected}");
                        reader.report.push(Diagnostic::new(message).at(&place, ""));
                        None
                    }
                }
            }),
            parameters: reader.tables(&mut fields, "parameters", "parameter", Reader::parameter),
            tables: reader.tables(&mut fields, "tables", "table", Reader::table),
            formulas: reader.tables(&mut fields, "formulas", "formula", Reader::formula),
            attacks: reader.attacks(&mut fields),
            sweep: sweep::read(&mut fields, source, reader.report),
        });
        if document.is_some() {
            fields.finish(report);
        }
        Ok(document)
    }
}

fn header(mut fields: Fields<'_>, report: &mut Report) -> Option<Header> {
    let title = fields.text("title", report);
    let protocol = fields.optional("protocol", report, text);
    let source = fields.optional("source", report, text);
    let extends = fields.optional("extends", report, text);
    fields.finish(report);
    Some(Header {
        title: title?,
        protocol,
        source,
        extends,
    })
}

struct Reader<'d, 'r> {
    source: &'d Arc<Source>,
    report: &'r mut Report,
}

impl<'d> Reader<'d, '_> {
    /// The named values under `key`, each read by `read`.
    fn entries<T>(
        &mut self,
        fields: &mut Fields<'d>,
        key: &'static str,
        mut read: impl FnMut(&mut Self, &str, &'d Spanned<DeValue<'d>>) -> Option<T>,
    ) -> Option<Entries<T>> {
        let found = fields.optional(key, self.report, table)?;
        let mut entries = Vec::new();
        for (name, value) in in_file_order(found.value) {
            let located = Located {
                value: name.get_ref().to_string(),
                place: Place::new(self.source, name.span()),
            };
            entries.push((located, read(self, name.get_ref(), value)));
        }
        Some(Entries(entries))
    }

    /// The named tables under `key`.
    fn tables<T>(
        &mut self,
        fields: &mut Fields<'d>,
        key: &'static str,
        what: &'static str,
        read: fn(&mut Self, &mut Fields<'d>) -> Option<T>,
    ) -> Option<Entries<T>> {
        self.entries(fields, key, |reader, name, value| {
            reader.one(format!("{what} `{name}`"), value, read)
        })
    }

    fn one<T>(
        &mut self,
        what: String,
        value: &'d Spanned<DeValue<'d>>,
        read: fn(&mut Self, &mut Fields<'d>) -> Option<T>,
    ) -> Option<T> {
        match table(value.get_ref()) {
            Ok(inner) => {
                let mut fields = Fields::new(inner, self.source, what, value.span());
                let entry = read(self, &mut fields);
                fields.finish(self.report);
                entry
            }
            Err(expected) => {
                let place = Place::new(self.source, value.span());
                self.report
                    .push(Diagnostic::new(format!("{what} should be {expected}")).at(&place, ""));
                None
            }
        }
    }

    fn parameter(&mut self, fields: &mut Fields<'d>) -> Option<ParameterEntry> {
        let report = &mut *self.report;
        let value = fields.required("value", report, scalar);
        let choices = fields.list("choices", report, text);
        let has_choices = choices.is_some();
        let unit = if has_choices {
            fields.optional("unit", report, text).and(None)
        } else {
            fields.unit("unit", report)
        };
        let range = fields.list("range", report, number);
        let kind = fields.word("kind", &KINDS, report);
        let meaning = fields.text("meaning", report);
        let source = fields.text("source", report);
        let whole = fields.optional("whole", report, truth);
        let grid = fields.list("grid", report, number);
        let constant = fields.optional("constant", report, table);
        let constant = constant.and_then(|found| {
            let what = format!("the constant of {}", fields.what());
            let mut inner = Fields::new(found.value, self.source, what, found.place.span());
            let name = inner.text("name", report);
            let encoding = inner.word("encoding", &encodings(), report);
            inner.finish(report);
            Some(Located {
                value: ConstantEntry {
                    name: name?,
                    encoding: encoding?,
                },
                place: found.place,
            })
        });
        if !has_choices && unit.is_none() {
            return None;
        }
        Some(ParameterEntry {
            value: value?,
            unit,
            range,
            choices,
            kind: kind?,
            meaning: meaning?,
            source: source?,
            whole,
            grid,
            constant,
        })
    }

    fn table(&mut self, fields: &mut Fields<'d>) -> Option<TableEntry> {
        let input = fields.unit("input", self.report);
        let output = fields.unit("output", self.report);
        let steps = fields.required("steps", self.report, array);
        let meaning = fields.text("meaning", self.report);
        let source = fields.text("source", self.report);
        let constant = fields.optional("constant", self.report, table);
        let constant = constant.and_then(|found| {
            let what = format!("the constant of {}", fields.what());
            let mut inner = Fields::new(found.value, self.source, what, found.place.span());
            let name = inner.text("name", self.report);
            let key = inner.unit("key", self.report);
            let encoding = inner.word("encoding", &encodings(), self.report);
            inner.finish(self.report);
            Some(Located {
                value: ScheduleEntry {
                    name: name?,
                    key: key?,
                    encoding: encoding?,
                },
                place: found.place,
            })
        });
        let steps = steps?;
        let what = format!("a step of {}", fields.what());
        let read: Option<Vec<StepEntry>> = steps
            .value
            .into_iter()
            .map(|step| self.one(what.clone(), step, Reader::step))
            .collect();
        let steps = Located {
            value: read?,
            place: steps.place,
        };
        Some(TableEntry {
            input: input?,
            output: output?,
            steps,
            meaning: meaning?,
            source: source?,
            constant,
        })
    }

    fn step(&mut self, fields: &mut Fields<'d>) -> Option<StepEntry> {
        let from = fields.required("from", self.report, number);
        let value = fields.required("value", self.report, scalar);
        Some(StepEntry {
            from: from?,
            value: value?,
        })
    }

    fn formula(&mut self, fields: &mut Fields<'d>) -> Option<FormulaEntry> {
        let expression = fields.text("expression", self.report);
        let unit = fields.unit("unit", self.report);
        let meaning = fields.text("meaning", self.report);
        let source = fields.optional("source", self.report, text);
        Some(FormulaEntry {
            expression: expression?,
            unit: unit?,
            meaning: meaning?,
            source,
        })
    }

    fn attacks(&mut self, fields: &mut Fields<'d>) -> Option<Vec<AttackEntry>> {
        let found = fields.optional("attacks", self.report, array)?;
        let mut attacks = Vec::new();
        for item in found.value {
            let id = match item.get_ref() {
                DeValue::Table(table) => table.get("id").and_then(|id| id.get_ref().as_str()),
                _ => None,
            };
            let what = id.map_or_else(|| "an attack".to_owned(), |id| format!("attack `{id}`"));
            attacks.extend(self.one(what, item, Reader::attack));
        }
        Some(attacks)
    }

    fn attack(&mut self, fields: &mut Fields<'d>) -> Option<AttackEntry> {
        let report = &mut *self.report;
        let id = fields.text("id", report);
        let threat = fields.text("threat", report);
        let gain = fields.required("gain", report, scalar);
        let loss = fields.optional("loss", report, scalar);
        let cost = fields.required("cost", report, scalar);
        let success = fields.required("success", report, scalar);
        let capital = fields.required("capital", report, scalar);
        let preconditions = fields
            .list("preconditions", report, text)
            .map(|list| list.value);
        let mitigation = fields.text("mitigation", report);
        let source = fields.text("source", report);
        let notes = fields.list("notes", report, text).map(|list| list.value);
        Some(AttackEntry {
            id: id?,
            threat: threat?,
            gain: gain?,
            loss,
            cost: cost?,
            success: success?,
            capital: capital?,
            preconditions,
            mitigation: mitigation?,
            source: source?,
            notes,
        })
    }
}
