//! A formula that is asked of a scenario from outside, over its names and over numbers given beside them.

use dashu_ratio::RBig;

use super::Builder;
use super::number_value;
use super::rows::Rows;
use crate::attack::{DerivationStep, explain_formula};
use crate::diagnostic::{Diagnostic, Place, Report};
use crate::expression::{Name, Names, Units, is_name};
use crate::scenario::document::Located;
use crate::scenario::parameter::Domain;
use crate::scenario::{Formula, Kept, Parameter, ParameterKind, Scenario};
use crate::unit::Unit;

/// A number given beside a scenario's own.
pub(crate) struct Beside {
    pub(crate) name: Located<String>,
    pub(crate) value: RBig,
    pub(crate) unit: Unit,
}

/// A formula over a scenario's names and other numbers.
pub(crate) struct Question<'q> {
    /// What it is, for messages.
    pub(crate) owner: String,
    pub(crate) expression: &'q Located<String>,
    /// The unit of its value, and where that is declared.
    pub(crate) unit: (&'q Unit, &'q Place),
    pub(crate) beside: Vec<Beside>,
}

impl Scenario {
    /// The name of a derivation's last step where it is no formula of the scenario's own, but one asked from outside; no
    /// name that can be typed has a blank.
    pub const ASKED: &'static str = "what follows";

    /// The derivation of the value, which is its last step; none where the question has a mistake, which is reported.
    pub(crate) fn answer(
        &self,
        question: Question<'_>,
        report: &mut Report,
    ) -> Option<Vec<DerivationStep>> {
        let asked = self.with_question(question, report)?;
        match explain_formula(&asked, Self::ASKED) {
            Ok(steps) => Some(steps),
            Err(error) => {
                report.push(error.diagnostic());
                None
            }
        }
    }

    /// The scenario with the numbers as parameters and the question as a formula of its own.
    ///
    /// It is at most a hundred levels deeper than the deepest formula, whose depth was checked when the scenario was read.
    fn with_question(&self, question: Question<'_>, report: &mut Report) -> Option<Self> {
        let (mut structure, mut values) = self.kept.parts();
        for number in question.beside {
            admit(&number.name, &structure.names, report)?;
            let slot = structure.parameters.len();
            let name = number.name.value;
            structure.names.insert(name.clone(), Name::Parameter(slot));
            values.push(number_value(number.value.clone(), &number.unit));
            structure.parameters.push(Parameter {
                name,
                domain: Domain::Number {
                    unit: number.unit,
                    low: number.value.clone(),
                    high: number.value,
                    whole: false,
                },
                kind: ParameterKind::Environment,
                meaning: String::new(),
                source: String::new(),
                constant: None,
                grid: Vec::new(),
            });
        }
        let (unit, declared) = question.unit;
        let before = report.count();
        let mut builder = Builder {
            names: &structure.names,
            units: units(&structure.parameters, self),
            rows: &Rows::new(),
            report,
        };
        let expression = builder.expression(
            question.owner,
            &question.expression.value,
            &question.expression.place,
            unit.dimension(),
            (unit.name(), Some(declared)),
        )?;
        if builder.report.count() > before {
            return None;
        }
        let slot = structure.formulas.len();
        structure
            .names
            .insert(Self::ASKED.to_owned(), Name::Formula(slot));
        structure.formulas.push(Formula {
            name: Self::ASKED.to_owned(),
            expression,
            unit: unit.clone(),
            meaning: String::new(),
            source: None,
        });
        Some(Self {
            kept: Kept::new(structure, values),
        })
    }
}

/// Reports a name that cannot be typed in a formula, or stands for something else already.
fn admit(name: &Located<String>, names: &Names, report: &mut Report) -> Option<()> {
    let problem = if !is_name(&name.value) {
        Diagnostic::new(format!("`{}` cannot be a name", name.value.escape_debug())).help(
            "a name is lower-case letters, digits and `_`, begins with a letter, and is no word of formulas",
        )
    } else if names.get(&name.value).is_some() {
        Diagnostic::new(format!("the scenario has a `{}` of its own", name.value))
            .help("choose another name, so that nobody takes one for the other")
    } else {
        return Some(());
    };
    report.push(problem.at(&name.place, ""));
    None
}

fn units(parameters: &[Parameter], scenario: &Scenario) -> Units {
    Units {
        parameters: parameters
            .iter()
            .map(|parameter| parameter.unit().map(Unit::dimension))
            .collect(),
        formulas: scenario
            .formulas()
            .iter()
            .map(|formula| Some(formula.unit().dimension()))
            .collect(),
        tables: scenario
            .tables()
            .iter()
            .map(|table| Some((table.input().dimension(), table.output().dimension())))
            .collect(),
    }
}
