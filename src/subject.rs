//! What a question is about: an attack's expected value or a formula, and the ranges it is asked over.

use assay_scenarios::{LookupError, Scenario};
use assay_solver::{
    exact::{self, Rational},
    proof::{Side, Subject},
};

use crate::error::CommandError;

/// The word for every attack of a scenario.
const ALL: &str = "all";

/// The attacks and formulas of these names; `all` is every attack.
pub(crate) fn subjects(
    scenario: &Scenario,
    names: &[String],
) -> Result<Vec<Subject>, CommandError> {
    let mut found = Vec::new();
    for name in names {
        if name == ALL {
            found.extend(every_attack(scenario));
        } else {
            found.push(subject(scenario, name)?);
        }
    }
    Ok(found)
}

/// Every attack of a scenario, in its order.
pub(crate) fn every_attack(scenario: &Scenario) -> impl Iterator<Item = Subject> {
    scenario
        .attacks()
        .iter()
        .map(|attack| Subject::Attack(attack.id().into()))
}

/// The attack or formula of this name.
pub(crate) fn subject(scenario: &Scenario, name: &str) -> Result<Subject, CommandError> {
    // Attacks have a slash in their id, formulas have none in their name.
    if name.contains('/') {
        scenario.attack(name)?;
        Ok(Subject::Attack(name.into()))
    } else {
        scenario.formula(name)?;
        Ok(Subject::Formula(name.into()))
    }
}

/// The unit of a subject's value.
pub(crate) fn unit_of(scenario: &Scenario, subject: &Subject) -> String {
    match subject {
        Subject::Attack(_) => "USD".into(),
        Subject::Formula(name) => scenario
            .formula(name)
            .map(|formula| formula.unit().name().to_owned())
            .unwrap_or_default(),
    }
}

/// Reads `name=lo:hi`, in the parameter's own unit; `name` alone stands for its declared range.
pub(crate) fn side(
    scenario: &Scenario,
    text: &str,
    option: &'static str,
) -> Result<Side, CommandError> {
    let refused = |why: String| CommandError::Stretch {
        option,
        text: text.into(),
        why,
    };
    let (name, ends) = match text.split_once('=') {
        Some((name, ends)) => (name.trim(), Some(ends)),
        None => (text.trim(), None),
    };
    let range = scenario.parameter(name)?.range();
    let (least, greatest) = range.ok_or_else(|| LookupError::IsSwitch { name: name.into() })?;
    let Some(ends) = ends else {
        return Ok(Side {
            parameter: name.into(),
            low: least.clone(),
            high: greatest.clone(),
        });
    };
    let (low, high) = ends
        .split_once(':')
        .ok_or_else(|| refused("expected two ends, `lo:hi`".into()))?;
    let end = |text: &str| exact::parse(text.trim()).map_err(|error| refused(error.to_string()));
    let (low, high) = (end(low)?, end(high)?);
    if low > high {
        return Err(refused("the lower end is above the upper one".into()));
    }
    if low < *least || high > *greatest {
        let (least, greatest) = (spelled(least), spelled(greatest));
        return Err(refused(format!(
            "`{name}` is declared from {least} to {greatest}"
        )));
    }
    Ok(Side {
        parameter: name.into(),
        low,
        high,
    })
}

/// An exact value as people read it: a decimal where it ends within a dozen digits, else a fraction.
pub(crate) fn spelled(value: &Rational) -> String {
    let float = exact::approximate(value);
    let decimal = float.to_string();
    match exact::parse(&decimal) {
        Ok(same) if same == *value => decimal,
        _ => value.to_string(),
    }
}
