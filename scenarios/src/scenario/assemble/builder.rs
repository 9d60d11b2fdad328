//! Entries with expressions into tables and formulas: parsed, resolved, and their units checked.

use super::exact;
use super::parameters::unmet;
use super::rows::Rows;
use crate::diagnostic::{Diagnostic, Place, Report};
use crate::expression::{Anchor, Expression, Names, Units, check, parse};
use crate::scenario::document::{FormulaEntry, Located, Scalar, TableEntry};
use crate::scenario::table::Schedule;
use crate::scenario::{Formula, Step, Table};
use crate::unit::{Dimension, Unit};

/// Turns entries with expressions into what can be evaluated.
pub(super) struct Builder<'b> {
    pub(super) names: &'b Names,
    pub(super) units: Units,
    pub(super) rows: &'b Rows,
    pub(super) report: &'b mut Report,
}

impl Builder<'_> {
    /// An expression that must be in `dimension`, which `declared` names for the reader.
    pub(super) fn expression(
        &mut self,
        owner: String,
        text: &str,
        place: &Place,
        dimension: Dimension,
        declared: (&str, Option<&Place>),
    ) -> Option<Expression> {
        let anchor = Anchor::new(place.clone(), text);
        let tree = match parse(text, self.names) {
            Ok(tree) => tree,
            Err(problems) => {
                for problem in problems {
                    let place = anchor.place(&problem.span);
                    self.report.push(
                        Diagnostic::new(problem.message)
                            .at(&place, problem.label)
                            .maybe_help(problem.help),
                    );
                }
                return None;
            }
        };
        let (found, problems) = check(&tree, &self.units);
        for problem in &problems {
            let place = anchor.place(&problem.span);
            let diagnostic = Diagnostic::new(format!("{} in {owner}", problem.message))
                .at(&place, problem.label.clone());
            self.report
                .push(diagnostic.maybe_help(problem.help.clone()));
        }
        if let Some(found) = found.filter(|found| problems.is_empty() && *found != dimension) {
            let mut diagnostic = Diagnostic::new(format!("{owner} should be in {}", declared.0))
                .at(&anchor.place(&tree.span), format!("this is {found}"));
            if let Some(unit) = declared.1 {
                diagnostic = diagnostic.at(unit, "declared here");
            }
            self.report.push(diagnostic);
        }
        Some(Expression {
            owner,
            text: text.to_owned(),
            tree,
            anchor,
        })
    }

    pub(super) fn formula(
        &mut self,
        name: &Located<String>,
        entry: &FormulaEntry,
    ) -> Option<Formula> {
        let owner = format!("formula `{}`", name.value);
        let unit = &entry.unit.value;
        let declared = (unit.name(), Some(&entry.unit.place));
        let written = &entry.expression;
        let expression = self.expression(
            owner,
            &written.value,
            &written.place,
            unit.dimension(),
            declared,
        )?;
        Some(Formula {
            name: name.value.clone(),
            expression,
            unit: unit.clone(),
            meaning: entry.meaning.value.clone(),
            source: entry.source.as_ref().map(|source| source.value.clone()),
        })
    }

    pub(super) fn table(
        &mut self,
        slot: usize,
        name: &Located<String>,
        entry: &TableEntry,
    ) -> Option<Table> {
        let (input, output) = (&entry.input.value, &entry.output.value);
        if entry.steps.value.is_empty() {
            self.report.push(
                Diagnostic::new(format!("table `{}` has no steps", name.value))
                    .at(&entry.steps.place, ""),
            );
        }
        let mut steps: Vec<Step> = Vec::new();
        for (index, written) in entry.steps.value.iter().enumerate() {
            let owner = format!("step {} of table `{}`", index + 1, name.value);
            let from = exact(&written.from, self.report)?;
            if steps.last().is_some_and(|last| last.from >= from) {
                let diagnostic =
                    Diagnostic::new(format!("the steps of table `{}` must rise", name.value))
                        .at(&written.from.place, "not above the step before");
                self.report.push(diagnostic);
            }
            let given = self.rows.get(&(slot, index)).unwrap_or(&written.value);
            let value = match &given.value {
                Scalar::Text(text) => {
                    let declared = (output.name(), Some(&entry.output.place));
                    self.expression(owner, text, &given.place, output.dimension(), declared)?
                }
                Scalar::Number(text) => self.bare_number(owner, text, given, output)?,
            };
            steps.push(Step {
                threshold: input.in_base(&from),
                from,
                value,
            });
        }
        Some(Table {
            name: name.value.clone(),
            input: input.clone(),
            output: output.clone(),
            steps,
            meaning: entry.meaning.value.clone(),
            source: entry.source.value.clone(),
            constant: self.schedule(entry),
        })
    }

    /// The schedule of the contract that a table becomes; reports units that do not fit.
    fn schedule(&mut self, entry: &TableEntry) -> Option<Schedule> {
        let written = &entry.constant.as_ref()?.value;
        let (key, input) = (&written.key, &entry.input);
        if !key.value.same_dimension(&input.value) {
            let message = format!(
                "the contract cannot count in {} what the table takes in {}",
                key.value, input.value
            );
            let diagnostic = Diagnostic::new(message)
                .at(&key.place, "")
                .at(&input.place, "declared here");
            self.report.push(diagnostic);
        }
        let given = entry.output.value.dimension();
        if let Some(needed) = unmet(written.encoding.value, given) {
            let message = format!("this encoding needs {needed}, and the table gives {given}");
            self.report
                .push(Diagnostic::new(message).at(&written.encoding.place, ""));
        }
        Some(Schedule {
            name: written.name.value.clone(),
            key: key.value.clone(),
            encoding: written.encoding.value,
        })
    }

    /// A number that is in a unit by where it stands, not by what is written.
    fn bare_number(
        &mut self,
        owner: String,
        text: &str,
        written: &Located<Scalar>,
        unit: &Unit,
    ) -> Option<Expression> {
        let value = exact(written, self.report)?;
        let anchor = Anchor::new(written.place.clone(), text);
        Some(Expression::number(owner, text, value, unit, anchor))
    }
}
