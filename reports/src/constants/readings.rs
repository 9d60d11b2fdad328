//! A contract turned round: the settings under which a scenario says what the contract says.

use std::collections::BTreeSet;

use assay_scenarios::{Place, Scenario, spell};
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::staircase::Overlay;
use super::standing::Standing;
use super::table::{ConstantError, ConstantRow, Constants, ScheduleTable, values};
use crate::contract::Contract;

/// What a contract says of a scenario's controls and tables.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// What could be read, in the scenario's order: constants, then rows of schedules.
    pub read: Vec<Reading>,
    /// What could not, or cannot be said by a scenario of this form. The scenario's own value stands there.
    pub not_read: Vec<NotRead>,
}

/// One number of the contract, as a setting of the scenario.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What is set: a parameter, or a row such as `ltv_by_age[0.5]`.
    pub name: String,
    /// The constant or schedule in the contract.
    pub constant: String,
    /// Its value, in the unit of the parameter or of the table's values.
    pub value: RBig,
    /// The contract's integer.
    pub encoded: IBig,
    /// Where it stands.
    pub place: Place,
    /// Whether the scenario says otherwise.
    pub changes: bool,
}

/// Something the contract does not say, or says in a way that no setting of the scenario expresses.
#[derive(Debug, Clone)]
pub struct NotRead {
    /// The parameter, the table, or its row.
    pub name: String,
    /// The constant or schedule in the contract.
    pub constant: String,
    /// Why not.
    pub why: String,
    /// Where, if it is there at all.
    pub place: Option<Place>,
}

impl Readings {
    /// The settings that change the scenario, as `name=value`, for [`Override::parse`](assay_scenarios::Override::parse).
    pub fn overrides(&self) -> Vec<String> {
        let changing = self.read.iter().filter(|reading| reading.changes);
        changing
            .map(|reading| format!("{}={}", reading.name, spell(&reading.value)))
            .collect()
    }
}

/// Reads every constant and schedule of the scenario from the contract.
///
/// # Errors
/// [`ConstantError`] when the scenario's own values have no encoding.
pub fn readings(scenario: &Scenario, contract: &Contract) -> Result<Readings, ConstantError> {
    let table = Constants::of(scenario, |_| Standing::NotRead)?;
    let mut readings = Readings::default();
    // The scenario with the contract's constants: rows of its tables may be built on them.
    let mut settled = scenario.clone();
    for row in &table.constants {
        let read = constant(row, contract).and_then(|reading| {
            // The scenario refuses what is out of its range, or not whole.
            let set = settled.with_number(&reading.name, reading.value.clone());
            settled = set.map_err(|error| NotRead {
                name: row.parameter.clone(),
                constant: row.name.clone(),
                why: error.to_string(),
                place: Some(reading.place.clone()),
            })?;
            Ok(reading)
        });
        match read {
            Ok(reading) => readings.read.push(reading),
            Err(not_read) => readings.not_read.push(not_read),
        }
    }
    for schedule in &table.schedules {
        let settled = values(&settled, &schedule.table, &schedule.input, &schedule.output)?;
        rows(schedule, &settled, contract, &mut readings);
    }
    Ok(readings)
}

fn constant(row: &ConstantRow, contract: &Contract) -> Result<Reading, NotRead> {
    let not_read = |why: String, place: Option<&Place>| NotRead {
        name: row.parameter.clone(),
        constant: row.name.clone(),
        why,
        place: place.cloned(),
    };
    let mut found = contract.constants_named(&row.name);
    let Some(first) = found.next() else {
        let unread = contract.unread().iter().find(|it| it.name == row.name);
        return Err(match unread {
            Some(unread) => not_read(unread.why.clone(), Some(&unread.place)),
            None => not_read("the contract does not have it".into(), None),
        });
    };
    if let Some(other) = found.find(|other| other.value != first.value) {
        let why = "two contracts of the source give it different values".into();
        return Err(not_read(why, Some(&other.place)));
    }
    let value = RBig::from(first.value.clone()) * row.encoding.quantum(&row.unit);
    Ok(Reading {
        name: row.parameter.clone(),
        constant: row.name.clone(),
        changes: value != row.value,
        value,
        encoded: first.value.clone(),
        place: first.place.clone(),
    })
}

/// Reads the rows of a table; `settled` are their values once the contract's constants are set.
fn rows(table: &ScheduleTable, settled: &[RBig], contract: &Contract, readings: &mut Readings) {
    let mut not_read = |name: String, why: String, place: Option<Place>| {
        readings.not_read.push(NotRead {
            name,
            constant: table.name.clone(),
            why,
            place,
        });
    };
    let mut found = contract.schedules_named(&table.name);
    let schedule = match (found.next(), found.next()) {
        (Some(schedule), None) => schedule,
        (Some(_), Some(other)) => {
            let why = "the source has it twice".into();
            return not_read(table.table.clone(), why, Some(other.place.clone()));
        }
        (None, _) => {
            let unread = contract.unread().iter().find(|it| it.name == table.name);
            let (why, place) = match unread {
                Some(unread) => (unread.why.clone(), Some(unread.place.clone())),
                None => ("the contract does not have it".into(), None),
            };
            return not_read(table.table.clone(), why, place);
        }
    };
    let overlay = Overlay::of(table, schedule);
    let quantum = table.encoding.quantum(&table.output);
    let mut broken = BTreeSet::new();
    for gap in overlay.gaps() {
        let row = table.rows.get(gap.row);
        let next = table.rows.get(gap.row + 1).map(|next| &next.from);
        // A setting changes a whole row, so what the contract changes within one has no setting.
        if row.map(|row| &row.from) != Some(&gap.from) || gap.to.as_ref() != next {
            let (from, unit) = (spell(&gap.from), table.input.name());
            let why = format!(
                "what it gives from {from} {unit} on is no whole row of the table, so that the scenario's own stands"
            );
            let place = gap.piece.map(|piece| schedule.place_of(piece));
            let place = place.unwrap_or_else(|| schedule.place.clone());
            not_read(table.table.clone(), why, Some(place));
            broken.insert(gap.row);
        }
    }
    let rows = table.rows.iter().zip(settled).enumerate();
    for (_, (row, settled)) in rows.filter(|(index, _)| !broken.contains(index)) {
        let name = format!("{}[{}]", table.table, spell(&row.from));
        let piece = overlay.piece_at(&row.from);
        let Some(scaled) = overlay.value_of(piece) else {
            not_read(name, "it reverts here".into(), Some(schedule.place.clone()));
            continue;
        };
        let value = &scaled * &quantum;
        readings.read.push(Reading {
            name,
            constant: table.name.clone(),
            changes: value != *settled,
            value,
            encoded: piece.map_or(IBig::ZERO, |piece| piece.value.clone()),
            place: piece.map_or_else(|| schedule.place.clone(), |piece| schedule.place_of(piece)),
        });
    }
}
