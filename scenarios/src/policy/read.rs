//! TOML into a [`Policy`], reporting everything that does not fit.

use std::sync::Arc;

use dashu_ratio::RBig;
use toml::de::DeValue;

use super::{Acknowledgement, Date, Limit, Policy, acknowledgement::Pinned, limit::Amount};
use crate::{
    decimal::parse_decimal,
    diagnostic::{Diagnostic, Place, Report, ScenarioError, Source},
    number::to_f64,
    scenario::{
        document::{
            Located, Scalar,
            fields::{Fields, array, count, in_file_order, scalar, table, text},
            root,
        },
        spell,
    },
    unit::Unit,
};

/// The entry of `[steps]` that is no parameter's.
const DEFAULT: &str = "default";
const A_SHARE: &str = "a share such as 0.2, or text such as \"20 %\"";
const AN_AMOUNT: &str =
    "an amount with its unit, such as \"5 block\", or a number of the parameter's own unit";
const A_DAY: &str = "a day without quotes, such as 2027-01-31";

impl Policy {
    /// Reads a policy from the text of the file `path`, which stands in messages only. Whether there are such parameters
    /// is told by [`Policy::check`].
    ///
    /// # Errors
    /// [`ScenarioError`] with as many diagnostics as could be found at once.
    pub fn parse(path: &str, text: &str) -> Result<Self, ScenarioError> {
        let source = Source::new(path, text);
        let root = root(&source)?;
        let mut report = Report::default();
        let mut fields = Fields::new(root.get_ref(), &source, "the policy file".into(), 0..0);
        let mut reader = Reader {
            source: &source,
            report: &mut report,
        };
        let (steps, default) = reader.steps(&mut fields);
        let (max_shrink, tolerance) = reader.margin(&mut fields);
        let acknowledgements = reader.acknowledgements(&mut fields);
        fields.finish(&mut report);
        report.into_result()?;
        Ok(Self {
            steps,
            default,
            max_shrink,
            tolerance: tolerance.unwrap_or(0.0),
            acknowledgements,
        })
    }
}

struct Reader<'d, 'r> {
    source: &'d Arc<Source>,
    report: &'r mut Report,
}

impl<'d> Reader<'d, '_> {
    fn refuse(&mut self, place: &Place, message: String, help: &str) {
        self.report
            .push(Diagnostic::new(message).at(place, "").help(help));
    }

    /// `[steps.NAME]`, and `[steps.default]` apart.
    fn steps(&mut self, fields: &mut Fields<'d>) -> (Vec<(Located<String>, Limit)>, Option<Limit>) {
        let (mut steps, mut default) = (Vec::new(), None);
        let Some(found) = fields.optional("steps", self.report, table) else {
            return (steps, default);
        };
        for (key, value) in in_file_order(found.value) {
            let name = Located {
                value: key.get_ref().to_string(),
                place: Place::new(self.source, key.span()),
            };
            let DeValue::Table(inner) = value.get_ref() else {
                let message = format!("the limit of `{}` should be a table", name.value);
                let help = "for example `relative = 0.2` under it";
                self.refuse(&Place::new(self.source, value.span()), message, help);
                continue;
            };
            let what = format!("the limit of `{}`", name.value);
            let limit = self.limit(Fields::new(inner, self.source, what, key.span()));
            if name.value != DEFAULT {
                steps.push((name, limit));
                continue;
            }
            if let Some(absolute) = &limit.absolute {
                let message =
                    "the default limit cannot be an amount: parameters differ in unit".into();
                self.refuse(
                    &absolute.place,
                    message,
                    "a share fits them all: `relative`",
                );
            }
            default = Some(limit);
        }
        (steps, default)
    }

    fn limit(&mut self, mut fields: Fields<'d>) -> Limit {
        let mut sizes = Vec::new();
        let relative = fields.optional("relative", self.report, scalar);
        let relative = relative.and_then(|written| {
            sizes.push(written.place.clone());
            self.share(&written)
        });
        let absolute = fields.optional("absolute", self.report, scalar);
        let absolute = absolute.and_then(|written| {
            sizes.push(written.place.clone());
            self.amount(written)
        });
        let min_days = fields.optional("min_days", self.report, count);
        let last_changed = fields.optional("last_changed", self.report, day);
        fields.finish(self.report);
        Limit {
            relative,
            absolute,
            min_days: min_days.map(|days| days.value),
            last_changed: last_changed.map(|day| day.value),
            sizes,
        }
    }

    /// A share that is not negative: a number up to one, or text in per cent.
    fn share(&mut self, written: &Located<Scalar>) -> Option<RBig> {
        let (read, one) = match &written.value {
            Scalar::Number(text) => (parse_decimal(text).ok(), Some(RBig::ONE)),
            Scalar::Text(text) => {
                let number = text.trim().strip_suffix('%').map(str::trim_end);
                let number = number.and_then(|text| parse_decimal(text).ok());
                (number.map(|number| number / RBig::from(100u8)), None)
            }
        };
        let Some(share) = read.filter(|share| *share >= RBig::ZERO) else {
            self.refuse(
                &written.place,
                "this is no share".into(),
                &format!("expected {A_SHARE}"),
            );
            return None;
        };
        if one.is_some_and(|one| share > one) {
            let message = format!("{} is more than the whole", spell(&share));
            let help = format!(
                "per cent are written as text, \"{} %\"; so is a share above one",
                spell(&share)
            );
            self.refuse(&written.place, message, &help);
            return None;
        }
        Some(share)
    }

    fn amount(&mut self, written: Located<Scalar>) -> Option<Located<Amount>> {
        let (number, unit) = match &written.value {
            Scalar::Number(text) => (text.as_str(), None),
            Scalar::Text(text) => match text.trim().split_once(char::is_whitespace) {
                Some((number, unit)) => (number, Some(unit.trim())),
                None => (text.trim(), None),
            },
        };
        let unit = match unit.map(Unit::parse).transpose() {
            Ok(unit) => unit,
            Err(error) => {
                let diagnostic = Diagnostic::new(error.to_string()).at(&written.place, "");
                self.report.push(diagnostic.maybe_help(error.help()));
                return None;
            }
        };
        match parse_decimal(number).ok().filter(|it| *it >= RBig::ZERO) {
            Some(value) => Some(Located {
                value: Amount { value, unit },
                place: written.place,
            }),
            None => {
                let help = format!("expected {AN_AMOUNT}");
                self.refuse(&written.place, "this is no amount".into(), &help);
                None
            }
        }
    }

    /// `max_shrink` and `tolerance`.
    fn margin(&mut self, fields: &mut Fields<'d>) -> (Option<f64>, Option<f64>) {
        let Some(found) = fields.optional("margin", self.report, table) else {
            return (None, None);
        };
        let span = found.place.span();
        let mut inner = Fields::new(found.value, self.source, "`[margin]`".into(), span);
        let written =
            ["max_shrink", "tolerance"].map(|key| inner.optional(key, self.report, scalar));
        inner.finish(self.report);
        let [max_shrink, tolerance] =
            written.map(|written| self.share(&written?).map(|share| to_f64(&share)));
        (max_shrink, tolerance)
    }

    fn acknowledgements(&mut self, fields: &mut Fields<'d>) -> Vec<Acknowledgement> {
        let Some(found) = fields.optional("acknowledge", self.report, array) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for item in found.value {
            let place = Place::new(self.source, item.span());
            let DeValue::Table(inner) = item.get_ref() else {
                let message = "an acknowledgement should be a table".into();
                self.refuse(&place, message, "begin it with `[[acknowledge]]`");
                continue;
            };
            let named = inner.get("finding").and_then(|id| id.get_ref().as_str());
            let what = named.map_or_else(
                || "an acknowledgement".to_owned(),
                |id| format!("the acknowledgement of `{id}`"),
            );
            all.extend(
                self.acknowledgement(Fields::new(inner, self.source, what, item.span()), place),
            );
        }
        all
    }

    fn acknowledgement(&mut self, mut fields: Fields<'d>, place: Place) -> Option<Acknowledgement> {
        let finding = fields.text("finding", self.report);
        let class = fields.optional("class", self.report, text);
        let reason = fields.text("reason", self.report);
        let author = fields.text("author", self.report);
        let expires = fields.required("expires", self.report, day);
        let pinned = fields.required("pinned", self.report, table);
        fields.finish(self.report);
        let pinned = pinned.and_then(|pinned| self.pinned(&pinned));
        Some(Acknowledgement {
            finding: finding?.value,
            class,
            reason: reason?.value,
            author: author?.value,
            expires: expires?.value,
            pinned: pinned?,
            place,
        })
    }

    fn pinned(
        &mut self,
        found: &Located<&'d toml::de::DeTable<'d>>,
    ) -> Option<Vec<(Located<String>, Located<Pinned>)>> {
        let mut pinned = Vec::new();
        for (name, value) in in_file_order(found.value) {
            let place = Place::new(self.source, value.span());
            let read = match scalar(value.get_ref()) {
                Ok(Scalar::Text(text)) => Some(Pinned {
                    text,
                    number: false,
                }),
                Ok(Scalar::Number(text)) => parse_decimal(&text).ok().map(|number| Pinned {
                    text: spell(&number),
                    number: true,
                }),
                Err(_) => None,
            };
            let Some(value) = read else {
                let message = format!("the pinned value of `{}` is no value", name.get_ref());
                self.refuse(&place, message, "expected a number in decimal, or text");
                return None;
            };
            let name = Located {
                value: name.get_ref().to_string(),
                place: Place::new(self.source, name.span()),
            };
            pinned.push((name, Located { value, place }));
        }
        if pinned.is_empty() {
            let message = "an acknowledgement pins at least one parameter".into();
            let help =
                "for example `pinned = { min_sample_blocks = 100 }`: it dies when the value moves";
            self.refuse(&found.place, message, help);
            return None;
        }
        Some(pinned)
    }
}

fn day(value: &DeValue<'_>) -> Result<Date, &'static str> {
    match value {
        DeValue::Datetime(written) => Date::of_toml(written).ok_or(A_DAY),
        _ => Err(A_DAY),
    }
}
