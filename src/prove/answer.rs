//! What was proved, refuted or left open, for a person and for a script.

use assay_reports::text::Layout;
use assay_scenarios::{Scenario, format_quantity};
use assay_solver::{
    exact::{self, Rational},
    proof::{ParameterBox, Proof, Sign, Subject, Value},
};
use serde_json::{Map, Value as Json, json};

use crate::{
    done::Done,
    error::CommandError,
    lab::named,
    page::Page,
    subject::{spelled, unit_of},
};

/// Every subject that was asked about, over the same box.
pub(super) struct Answer {
    pub(super) over: ParameterBox,
    pub(super) judged: Vec<Judged>,
}

/// One subject, the sign asked of it, and what is certain.
pub(super) struct Judged {
    pub(super) subject: Subject,
    pub(super) sign: Sign,
    pub(super) proof: Proof,
}

impl Answer {
    /// Holds only if every sign is proved; one refuted is enough for the contrary.
    pub(super) fn done(&self) -> Done {
        let refuted = |it: &Judged| matches!(it.proof, Proof::Refuted { .. });
        let proved = |it: &Judged| matches!(it.proof, Proof::Proved { .. });
        if self.judged.iter().any(refuted) {
            Done::DoesNotHold
        } else if self.judged.iter().all(proved) {
            Done::Holds
        } else {
            Done::Undecided
        }
    }

    fn result(&self) -> &'static str {
        match self.done() {
            Done::Holds => "proved",
            Done::DoesNotHold => "refuted",
            Done::Undecided => "undecided",
        }
    }

    pub(super) fn json(&self, scenario: &Scenario) -> Result<String, CommandError> {
        let subjects: Vec<Map<String, Json>> =
            self.judged.iter().map(|it| it.json(scenario)).collect();
        // At the top stands the subject that decides: the first that is as the whole is.
        let decisive = subjects.iter().find(|it| {
            it.get("result")
                .is_some_and(|result| result == self.result())
        });
        let mut answer = Map::new();
        answer.insert(
            "schema_version".into(),
            assay_reports::SCHEMA_VERSION.into(),
        );
        answer.insert("scenario".into(), serde_json::to_value(named(scenario))?);
        answer.insert("box".into(), box_json(&self.over));
        answer.extend(decisive.cloned().unwrap_or_default());
        answer.insert("result".into(), self.result().into());
        answer.insert("subjects".into(), subjects.into());
        let mut text = serde_json::to_string_pretty(&answer)?;
        text.push('\n');
        Ok(text)
    }

    pub(super) fn text(&self, scenario: &Scenario, layout: Layout) -> String {
        let mut page = Page::new(layout);
        let title = page.strong(scenario.title());
        page.line(&title);
        let sides: Vec<String> = self
            .over
            .sides
            .iter()
            .map(|side| {
                let (low, high) = (spelled(&side.low), spelled(&side.high));
                format!("{} from {low} to {high}", side.parameter)
            })
            .collect();
        page.paragraph("over ", &sides.join(", "));
        for judged in &self.judged {
            judged.write(scenario, &mut page);
        }
        if self.judged.len() > 1 {
            let count = |result: &str| {
                let of = |it: &&Judged| it.result() == result;
                self.judged.iter().filter(of).count()
            };
            page.line("");
            page.line(&format!(
                "{} of {} proved, {} refuted, {} undecided",
                count("proved"),
                self.judged.len(),
                count("refuted"),
                count("undecided")
            ));
        }
        page.text
    }
}

impl Judged {
    fn result(&self) -> &'static str {
        match &self.proof {
            Proof::Proved { .. } => "proved",
            Proof::Refuted { .. } => "refuted",
            Proof::NoValue { .. } | Proof::Undecided(_) => "undecided",
        }
    }

    fn json(&self, scenario: &Scenario) -> Map<String, Json> {
        let mut of = Map::new();
        of.insert("subject".into(), self.subject.name().into());
        of.insert("unit".into(), unit_of(scenario, &self.subject).into());
        of.insert("sign".into(), word(self.sign).into());
        of.insert("result".into(), self.result().into());
        let (mut counterexample, mut value, mut why) = (Json::Null, Json::Null, Json::Null);
        let (mut left, mut left_in_all, mut share) = (Vec::new(), 0, 0.0);
        let boxes = match &self.proof {
            Proof::Proved { boxes } => *boxes,
            Proof::Refuted {
                counterexample: found,
                boxes,
            } => {
                counterexample = point_json(&found.at);
                value = value_json(&found.value);
                *boxes
            }
            Proof::NoValue { missing, boxes } => {
                why = json!({ "reason": missing.reason, "no_value_at": point_json(&missing.at) });
                *boxes
            }
            Proof::Undecided(open) => {
                left = open.left.iter().map(box_json).collect();
                (left_in_all, share) = (open.count, open.share);
                why = json!({ "reason": open.reason });
                open.boxes
            }
        };
        of.insert("counterexample".into(), counterexample);
        of.insert("value".into(), value);
        of.insert("why".into(), why);
        of.insert("boxes".into(), boxes.into());
        of.insert("left".into(), left.into());
        of.insert("left_in_all".into(), left_in_all.into());
        of.insert("left_share".into(), share.into());
        of
    }

    fn write(&self, scenario: &Scenario, page: &mut Page) {
        let unit = unit_of(scenario, &self.subject);
        let claim = format!("{} is {} everywhere", self.subject, words(self.sign));
        let mark = match self.result() {
            "proved" => "✓ proved",
            "refuted" => "✗ refuted",
            _ => "~ undecided",
        };
        let mark = page.strong(mark);
        page.line("");
        page.line(&format!("{mark}: {claim}"));
        match &self.proof {
            Proof::Proved { boxes } => {
                page.paragraph(
                    "  ",
                    &format!("{boxes} boxes, by enclosures rounded outward"),
                );
            }
            Proof::Refuted {
                counterexample,
                boxes,
            } => {
                let value = match &counterexample.value {
                    Value::Exact(value) => {
                        let float = format_quantity(exact::approximate(value), &unit);
                        format!("{float}, exactly {value}")
                    }
                    Value::Within(within) => format!(
                        "between {} and {}",
                        format_quantity(within.low(), &unit),
                        format_quantity(within.high(), &unit)
                    ),
                };
                page.paragraph("  ", &format!("worth {value}, after {boxes} boxes, at"));
                self.write_point(scenario, page, &counterexample.at);
            }
            Proof::NoValue { missing, .. } => {
                page.paragraph("  ", &format!("has no value ({}) at", missing.reason));
                self.write_point(scenario, page, &missing.at);
            }
            Proof::Undecided(open) => {
                let share = 100.0 * open.share;
                let said = format!(
                    "{} boxes are left over, {share:.3} % of the volume, after {}; everywhere else the sign is proved",
                    open.count, open.boxes
                );
                page.paragraph("  ", &said);
                if let Some(reason) = &open.reason {
                    page.paragraph("  ", reason);
                }
            }
        }
    }
}

impl Judged {
    /// The coordinates that matter to the subject; the others may be anywhere in the box.
    fn write_point(&self, scenario: &Scenario, page: &mut Page, at: &[(String, Rational)]) {
        let numbers = self.subject.numbers(scenario).unwrap_or_default();
        for (name, value) in at {
            if numbers.iter().any(|number| number.name() == name) {
                page.line(&format!("    {name} = {}", spelled(value)));
            }
        }
    }
}

/// A box as JSON: by parameter, its exact ends.
pub(super) fn box_json(over: &ParameterBox) -> Json {
    let sides = over.sides.iter().map(|side| {
        let ends = [side.low.to_string(), side.high.to_string()];
        (side.parameter.clone(), json!(ends))
    });
    Json::Object(sides.collect())
}

/// A point as JSON: by parameter, its exact value.
pub(super) fn point_json(at: &[(String, Rational)]) -> Json {
    let values = at.iter();
    Json::Object(
        values
            .map(|(name, value)| (name.clone(), value.to_string().into()))
            .collect(),
    )
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Exact(value) => json!({
            "exact": value.to_string(),
            "low": exact::approximate(value),
            "high": exact::approximate(value),
        }),
        Value::Within(within) => json!({
            "exact": null,
            "low": within.low(),
            "high": within.high(),
        }),
    }
}

/// The sign as it is typed.
pub(super) fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Negative => "negative",
        Sign::NotPositive => "not-positive",
        Sign::Positive => "positive",
        Sign::NotNegative => "not-negative",
    }
}

fn words(sign: Sign) -> &'static str {
    match sign {
        Sign::Negative => "negative",
        Sign::NotPositive => "zero or negative",
        Sign::Positive => "positive",
        Sign::NotNegative => "zero or positive",
    }
}
