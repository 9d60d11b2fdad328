//! Whether a policy speaks of what there is.

use super::Policy;
use crate::{
    diagnostic::{Diagnostic, Report, ScenarioError, did_you_mean},
    scenario::document::Located,
    unit::Unit,
};

/// What a policy may speak of.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Every parameter by name, with its unit; none for a switch.
    pub parameters: &'a [(&'a str, Option<&'a str>)],
    /// The classes that an acknowledgement may name.
    pub classes: &'a [&'a str],
}

impl Policy {
    /// Checks the names of parameters and classes, and that limits and pinned values fit the parameters. Findings are not
    /// checked: one that is gone may still be acknowledged.
    ///
    /// # Errors
    /// [`ScenarioError`] with every name that is not known, and the nearest.
    pub fn check(&self, known: Known<'_>) -> Result<(), ScenarioError> {
        let mut report = Report::default();
        for (name, limit) in &self.steps {
            let Some(unit) = known.unit(name, &mut report) else {
                continue;
            };
            match (unit, &limit.absolute) {
                (None, _) => report_each(&limit.sizes, &mut report, |place| {
                    let message =
                        format!("`{}` is a switch and takes no steps of a size", name.value);
                    Diagnostic::new(message)
                        .at(place, "")
                        .help("`min_days` may limit how often it is turned")
                }),
                (Some(own), Some(limit)) => {
                    let fits = limit.value.unit.as_ref().is_none_or(|unit| {
                        Unit::parse(own).is_ok_and(|own| own.same_dimension(unit))
                    });
                    if !fits {
                        let message = format!("`{}` is measured in {own}", name.value);
                        report.push(
                            Diagnostic::new(message).at(&limit.place, "another kind of unit"),
                        );
                    }
                }
                (Some(_), None) => {}
            }
        }
        for acknowledgement in &self.acknowledgements {
            if let Some(class) = &acknowledgement.class
                && !known.classes.contains(&class.value.as_str())
            {
                let message = format!("`{}` is no class of change that fails", class.value);
                let help = did_you_mean(&class.value, known.classes.iter().copied());
                report.push(
                    Diagnostic::new(message)
                        .at(&class.place, "")
                        .maybe_help(help),
                );
            }
            for (name, value) in &acknowledgement.pinned {
                let Some(unit) = known.unit(name, &mut report) else {
                    continue;
                };
                let expected = match (unit, value.value.number) {
                    (None, true) => "one of its choices, in quotes",
                    (Some(_), false) if super::change::exact(&value.value.text).is_none() => {
                        "a number"
                    }
                    _ => continue,
                };
                let message = format!("the pinned value of `{}` should be {expected}", name.value);
                report.push(Diagnostic::new(message).at(&value.place, ""));
            }
        }
        report.into_result()
    }
}

impl Known<'_> {
    /// The unit of a parameter, none for a switch; none at all, and a report, for a stranger.
    fn unit(&self, name: &Located<String>, report: &mut Report) -> Option<Option<&str>> {
        let found = self
            .parameters
            .iter()
            .find(|(known, _)| *known == name.value);
        if let Some((_, unit)) = found {
            return Some(*unit);
        }
        let names = self.parameters.iter().map(|(known, _)| *known);
        let message = format!("there is no parameter `{}`", name.value);
        let diagnostic = Diagnostic::new(message).at(&name.place, "");
        report.push(diagnostic.maybe_help(did_you_mean(&name.value, names)));
        None
    }
}

fn report_each<T>(items: &[T], report: &mut Report, diagnose: impl Fn(&T) -> Diagnostic) {
    for item in items {
        report.push(diagnose(item));
    }
}
