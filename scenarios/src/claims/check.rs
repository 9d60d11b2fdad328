//! The check of one claim: names and units, and what follows where formulas alone tell.

use std::collections::BTreeMap;

use super::entry::{CheckEntry, ClaimEntry};
use super::{Check, Figure};
use crate::attack::{Attack, DerivationStep};
use crate::decimal::parse_decimal;
use crate::diagnostic::{Diagnostic, Place, Report, did_you_mean};
use crate::expression::Anchor;
use crate::number::to_f64;
use crate::scenario::document::Located;
use crate::scenario::{Beside, Question, Scenario};
use crate::unit::{Dimension, Unit, format_quantity};

/// The name of a claim's own figure in its formula.
const PRINTED: &str = "printed";

/// A claim to be checked.
pub(super) struct Asked<'e> {
    pub(super) entry: &'e ClaimEntry,
    /// With what the claim sets.
    pub(super) scenario: &'e Scenario,
    pub(super) figure: Option<&'e Figure>,
    /// The figures of all claims, by id.
    pub(super) figures: &'e BTreeMap<&'e str, Option<Figure>>,
}

/// The check; none where it has a mistake, which is reported.
pub(super) fn check(asked: Asked<'_>, report: &mut Report) -> Option<Check> {
    let entry = asked.entry;
    let derived = |steps| Check::Derived {
        attack: None,
        steps,
    };
    if !matches!(entry.check, CheckEntry::Formula(_)) {
        asked.no_numbers(report)?;
    }
    match &entry.check {
        CheckEntry::Formula(expression) => asked.formula(expression, report).map(derived),
        CheckEntry::Parameter(name) => asked.parameter(name, report).map(derived),
        CheckEntry::Finding(id, witness) => match (asked.scenario.attack(&id.value), witness) {
            (Ok(attack), None) => asked.closed_form(attack, id, report),
            (Ok(attack), Some(witness)) => asked.in_dollars(id, report).map(|_| Check::Witness {
                attack: attack.id().to_owned(),
                witness: *witness,
            }),
            (Err(error), Some(_)) => {
                report.push(Diagnostic::new(error.to_string()).at(&id.place, ""));
                None
            }
            (Err(_), None) => asked.finding(id, report).map(Check::Finding),
        },
        CheckEntry::Verdict(id, promised) => Some(Check::Verdict {
            finding: asked.finding(id, report)?,
            promised: *promised,
        }),
        CheckEntry::Assumption(why) => Some(Check::Assumption(why.value.clone())),
        CheckEntry::Unsupported(why) => Some(Check::Unsupported(why.value.clone())),
    }
}

impl Asked<'_> {
    /// Reports numbers that are given and that nothing can use.
    fn no_numbers(&self, report: &mut Report) -> Option<()> {
        let given = self.entry.numbers.iter().chain(&self.entry.with).next();
        let Some((name, _)) = given else {
            return Some(());
        };
        let message = "numbers beside the scenario's are for a formula, and this check has none";
        report.push(Diagnostic::new(message).at(&name.place, ""));
        None
    }

    fn formula(
        &self,
        expression: &Located<String>,
        report: &mut Report,
    ) -> Option<Vec<DerivationStep>> {
        // Where there is no figure or unit, that has been reported.
        let unit = &self.figure?.unit;
        let declared = &self.entry.unit.as_ref()?.place;
        let beside = self.beside(expression, report)?;
        let question = Question {
            owner: format!("the check of claim `{}`", self.entry.id.value),
            expression,
            unit: (unit, declared),
            beside,
        };
        self.scenario.answer(question, report)
    }

    /// The numbers that the formula may use beside the scenario's.
    fn beside(&self, expression: &Located<String>, report: &mut Report) -> Option<Vec<Beside>> {
        let mut beside = Vec::new();
        let mut complete = true;
        for (name, written) in &self.entry.numbers {
            match number(written, report) {
                Some((value, unit)) => beside.push(Beside {
                    name: name.clone(),
                    value,
                    unit,
                }),
                None => complete = false,
            }
        }
        for (name, id) in &self.entry.with {
            match self.figure_of(id, report) {
                Some(figure) => beside.push(Beside {
                    name: name.clone(),
                    value: figure.value.clone(),
                    unit: figure.unit.clone(),
                }),
                None => complete = false,
            }
        }
        let taken = beside.iter().any(|number| number.name.value == PRINTED);
        if let Some(figure) = self.figure.filter(|_| !taken && names_printed(expression)) {
            beside.push(Beside {
                name: Located {
                    value: PRINTED.to_owned(),
                    place: expression.place.clone(),
                },
                value: figure.value.clone(),
                unit: figure.unit.clone(),
            });
        }
        complete.then_some(beside)
    }

    fn figure_of(&self, id: &Located<String>, report: &mut Report) -> Option<&Figure> {
        let found = self.figures.get(id.value.as_str());
        let problem = match found {
            Some(Some(figure)) => return Some(figure),
            Some(None) => Diagnostic::new(format!("claim `{}` has no figure", id.value)),
            None => Diagnostic::new(format!("there is no claim `{}`", id.value))
                .maybe_help(did_you_mean(&id.value, self.figures.keys().copied())),
        };
        report.push(problem.at(&id.place, ""));
        None
    }

    fn parameter(
        &self,
        name: &Located<String>,
        report: &mut Report,
    ) -> Option<Vec<DerivationStep>> {
        let unit = &self.figure?.unit;
        let found = self
            .scenario
            .exact_in(&name.value, unit.name())
            .and_then(|value| Ok((value, self.scenario.parameter(&name.value)?)));
        match found {
            Ok((exact, parameter)) => {
                let value = to_f64(&exact);
                Some(vec![DerivationStep {
                    name: name.value.clone(),
                    expression: name.value.clone(),
                    substituted: format_quantity(value, unit.name()),
                    value,
                    exact: Some(exact.to_string()),
                    unit: unit.name().to_owned(),
                    meaning: parameter.meaning().to_owned(),
                    source: Some(parameter.source().to_owned()),
                }])
            }
            Err(error) => {
                report.push(Diagnostic::new(error.to_string()).at(&name.place, ""));
                None
            }
        }
    }

    fn closed_form(
        &self,
        attack: &Attack,
        id: &Located<String>,
        report: &mut Report,
    ) -> Option<Check> {
        let unit = self.in_dollars(id, report)?;
        let mut steps = match attack.explain(self.scenario) {
            Ok(derivation) => derivation.steps,
            Err(error) => {
                report.push(Diagnostic::new(error.to_string()).at(&id.place, ""));
                return None;
            }
        };
        if let Some(last) = steps.last_mut()
            && *unit.scale() != dashu_ratio::RBig::ONE
        {
            last.value /= to_f64(unit.scale());
            last.exact = None;
            last.unit = unit.name().to_owned();
        }
        Some(Check::Derived {
            attack: Some(attack.id().to_owned()),
            steps,
        })
    }

    /// The figure's unit, which must be one of money, as an attack's value is.
    fn in_dollars(&self, id: &Located<String>, report: &mut Report) -> Option<&Unit> {
        let unit = &self.figure?.unit;
        if unit.dimension() == Dimension::USD {
            return Some(unit);
        }
        let message = "the value of an attack is in USD";
        let mut problem = Diagnostic::new(message).at(&id.place, "this is an attack");
        if let Some(declared) = &self.entry.unit {
            problem = problem.at(&declared.place, "declared here");
        }
        report.push(problem);
        None
    }

    /// The id of a finding, as far as can be told without looking for it.
    fn finding(&self, id: &Located<String>, report: &mut Report) -> Option<String> {
        let protocol = self.scenario.protocol();
        if id.value.split('/').next() == Some(protocol) {
            return Some(id.value.clone());
        }
        let message = format!("`{}` is no finding of `{protocol}`", id.value);
        let help = format!("an id begins with the protocol of the scenario: `{protocol}/...`");
        report.push(Diagnostic::new(message).at(&id.place, "").help(help));
        None
    }
}

/// `100_000 USD` as a value and a unit; a count where no unit is named.
fn number(written: &Located<String>, report: &mut Report) -> Option<(dashu_ratio::RBig, Unit)> {
    let text = written.value.trim_start();
    let start = written.value.len() - text.len();
    let length = text.find(char::is_whitespace).unwrap_or(text.len());
    let (value, rest) = text.split_at(length);
    let unit = rest.trim();
    let anchor = Anchor::new(written.place.clone(), &written.value);
    let value = match parse_decimal(value) {
        Ok(value) => value,
        Err(error) => {
            let place = anchor.place(&(start..start + length));
            let help = "a number and its unit, such as `100_000 USD`";
            report.push(Diagnostic::new(error.to_string()).at(&place, "").help(help));
            return None;
        }
    };
    let offset = written.value.len() - rest.trim_start().len();
    match Unit::parse(if unit.is_empty() { "count" } else { unit }) {
        Ok(unit) => Some((value, unit)),
        Err(error) => {
            let span = error.span();
            let place: Place = anchor.place(&(offset + span.start..offset + span.end));
            report.push(
                Diagnostic::new(error.to_string())
                    .at(&place, "")
                    .maybe_help(error.help()),
            );
            None
        }
    }
}

/// Whether a formula uses the claim's own figure.
fn names_printed(expression: &Located<String>) -> bool {
    expression
        .value
        .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .any(|word| word == PRINTED)
}
