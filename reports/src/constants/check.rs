//! A contract compared with the table, constant by constant.

use assay_scenarios::nearest;
use dashu_ratio::RBig;

use super::differences::{Check, Difference, DifferenceKind, Stated};
use super::schedule;
use super::slips::slip;
use super::standing::{Bound, Safe, Standing};
use super::table::{ConstantRow, Constants};
use super::words::{digits, quantity, range};
use crate::contract::{ConstantKind, Contract, ContractConstant};

/// Compares a contract with a table: constants by name, schedules key by key.
///
/// Where several contracts of the source have a constant of one name, each must agree. A constant that the scenario does not
/// know is a note.
pub fn check(table: &Constants, contract: &Contract) -> Check {
    let mut check = Check {
        contract: contract.heading().source().path().to_owned(),
        differences: Vec::new(),
        notes: Vec::new(),
        agreeing: Vec::new(),
    };
    for row in &table.constants {
        let found: Vec<&ContractConstant> = contract.constants_named(&row.name).collect();
        let before = check.differences.len();
        for constant in &found {
            check.differences.extend(compare(row, constant));
            check.notes.extend(changeable(row, constant));
        }
        if found.is_empty() {
            let what = (row.name.as_str(), row.parameter.as_str());
            let names = contract.constants().iter().map(|it| it.name.as_str());
            let kind = DifferenceKind::Missing;
            let missing = missing(contract, kind, "constant", what, names);
            check.differences.push(missing);
        }
        if check.differences.len() == before {
            check.agreeing.push(row.name.clone());
        }
    }
    for schedule in &table.schedules {
        let before = check.differences.len();
        if contract.schedules_named(&schedule.name).next().is_none() {
            let what = (schedule.name.as_str(), schedule.table.as_str());
            let names = contract.schedules().iter().map(|it| it.name.as_str());
            let kind = DifferenceKind::Schedule;
            let missing = missing(contract, kind, "schedule", what, names);
            check.differences.push(missing);
        }
        check
            .differences
            .extend(schedule::compare(contract, schedule));
        if check.differences.len() == before {
            check.agreeing.push(schedule.name.clone());
        }
    }
    check.notes.extend(unknown(table, contract));
    check
}

/// The contract's constant against the table's.
fn compare(row: &ConstantRow, constant: &ContractConstant) -> Vec<Difference> {
    if constant.value == row.encoded {
        return Vec::new();
    }
    let value = RBig::from(constant.value.clone()) * row.encoding.quantum(&row.unit);
    let (here, there) = (quantity(&value, &row.unit), quantity(&row.value, &row.unit));
    let slip = slip(row.encoding, &constant.value, &row.encoded);
    let factor = (row.value != RBig::ZERO).then(|| (&value / &row.value).to_f64().value());
    let at = |kind, message| {
        let place = Some(constant.place.clone());
        let mut difference =
            Difference::at(Some(kind), &row.name, Some(&row.parameter), place, message);
        difference.contract = Some(Stated {
            encoded: constant.value.to_string(),
            value: here.clone(),
        });
        difference.scenario = Some(Stated {
            encoded: row.encoded.to_string(),
            value: there.clone(),
        });
        difference.factor = factor;
        difference
    };
    let mut kind = DifferenceKind::Differs;
    let message = format!("`{}` is {here}, where the scenario has {there}", row.name);
    let mut help = Vec::new();
    if let Some(slip) = &slip {
        kind = DifferenceKind::Unit;
        help.push(slip.clone());
    }
    if let (Some(factor), None) = (factor, &slip) {
        help.push(format!("{} times the scenario's value", digits(factor)));
    }
    help.push(format!("in {} it is {}", row.encoding.word(), row.encoded));
    let mut different = at(kind, message);
    different.label = format!("{} in {}", constant.value, row.encoding.word());
    different.help = help;
    let mut found = vec![different];
    let (low, high) = &row.range;
    if value < *low || value > *high {
        let message = format!(
            "`{}` is {here}, outside what `{}` is declared for: {} to {}",
            row.name,
            row.parameter,
            quantity(low, &row.unit),
            quantity(high, &row.unit)
        );
        found.push(at(DifferenceKind::Unsafe, message));
    } else if let Standing::Read(safe) = &row.standing
        && let Some((message, help)) = outside(row, safe, &value, &here)
    {
        let mut difference = at(DifferenceKind::Unsafe, message);
        difference.help.push(help);
        found.push(difference);
    }
    found
}

/// What is to be said of a value outside the safe range.
fn outside(row: &ConstantRow, safe: &Safe, value: &RBig, here: &str) -> Option<(String, String)> {
    let end = safe.outside(value)?;
    let why = match &end.bound {
        Bound::Pays(attack) => format!("`{attack}` pays"),
        Bound::Unknown(attack) => format!("nothing is known of `{attack}`"),
        Bound::Range => "nothing is known".into(),
    };
    let message = format!(
        "`{}` is {here}, beyond the safe range, where {why}",
        row.name
    );
    let help = format!("no attack begins to pay {}", range(safe, &row.unit));
    Some((message, help))
}

/// A note on a constant that agrees and is none.
fn changeable(row: &ConstantRow, constant: &ContractConstant) -> Option<Difference> {
    let variable = constant.kind == ConstantKind::Variable;
    (variable && constant.value == row.encoded).then(|| {
        let message = format!(
            "`{}` is a variable: the value agrees until something changes it",
            row.name
        );
        let place = Some(constant.place.clone());
        Difference::at(None, &row.name, Some(&row.parameter), place, message)
    })
}

/// A constant or schedule that the contract does not have, or whose value is not in its source.
fn missing<'n>(
    contract: &Contract,
    kind: DifferenceKind,
    what: &str,
    (name, subject): (&str, &str),
    names: impl Iterator<Item = &'n str> + Clone,
) -> Difference {
    if let Some(unread) = contract.unread().iter().find(|it| it.name == name) {
        let message = format!("the value of `{name}` cannot be read from the source");
        let place = Some(unread.place.clone());
        let mut difference = Difference::at(Some(kind), name, Some(subject), place, message);
        difference.label.clone_from(&unread.why);
        return difference;
    }
    let near = nearest(name, names.clone());
    let place = contract
        .constants()
        .iter()
        .map(|it| (&it.name, &it.place))
        .chain(contract.schedules().iter().map(|it| (&it.name, &it.place)))
        .find(|(known, _)| Some(known.as_str()) == near)
        .map_or_else(|| contract.heading().clone(), |(_, place)| place.clone());
    let message = format!("the contract has no {what} `{name}`, for `{subject}`");
    let mut difference = Difference::at(Some(kind), name, Some(subject), Some(place), message);
    if let Some(near) = near {
        difference.label = format!("is `{near}` meant to be it?");
    }
    difference
}

/// Constants that no parameter becomes.
fn unknown(table: &Constants, contract: &Contract) -> Vec<Difference> {
    let known = |name: &str| table.constants.iter().any(|row| row.name == name);
    let strange = contract.constants().iter();
    strange
        .filter(|constant| constant.kind != ConstantKind::Variable && !known(&constant.name))
        .map(|constant| {
            let name = &constant.name;
            let message = format!("no parameter of the scenario becomes `{name}`");
            Difference::at(None, name, None, Some(constant.place.clone()), message)
        })
        .collect()
}
