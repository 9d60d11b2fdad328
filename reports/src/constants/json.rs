//! The table and a comparison as JSON.

use dashu_ratio::RBig;
use serde_json::{Value, json};

use assay_scenarios::{Place, spell};

use super::differences::{Check, Difference, Stated};
use super::standing::{Bound, End, PaysNow, Safe, Standing};
use super::table::{ConstantRow, Constants, ScheduleTable};
use crate::report::SCHEMA_VERSION;

impl Constants {
    /// The table as JSON. Exact numbers are texts: decimals, or fractions where a decimal does not end.
    ///
    /// # Errors
    /// None that this data can cause.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        text(&json!({
            "schema_version": SCHEMA_VERSION,
            "scenario": { "title": self.title, "protocol": self.protocol, "set": self.set },
            "constants": self.constants.iter().map(constant).collect::<Vec<_>>(),
            "schedules": self.schedules.iter().map(schedule).collect::<Vec<_>>(),
        }))
    }
}

impl Check {
    /// The comparison as JSON.
    ///
    /// # Errors
    /// None that this data can cause.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        text(&json!({
            "schema_version": SCHEMA_VERSION,
            "contract": self.contract,
            "verdict": if self.differences.is_empty() { "same" } else { "differs" },
            "agreeing": self.agreeing,
            "differences": self.differences.iter().map(difference).collect::<Vec<_>>(),
            "notes": self.notes.iter().map(difference).collect::<Vec<_>>(),
        }))
    }
}

fn text(value: &Value) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

fn constant(row: &ConstantRow) -> Value {
    json!({
        "parameter": row.parameter,
        "name": row.name,
        "meaning": row.meaning,
        "value": spell(&row.value),
        "unit": row.unit.name(),
        "range": [spell(&row.range.0), spell(&row.range.1)],
        "encoding": row.encoding.word(),
        "encoded": row.encoded.to_string(),
        "safe": match &row.standing {
            Standing::NotRead => Value::Null,
            Standing::Read(safe) => range(safe, &row.value),
        },
    })
}

fn range(safe: &Safe, value: &RBig) -> Value {
    let nearest = safe.nearest(value).map(|(at, distance)| {
        let relative = *value != RBig::ZERO;
        json!({
            "end": end(at),
            "distance": distance.to_f64().value(),
            "relative": relative,
        })
    });
    json!({
        "low": end(&safe.low),
        "high": end(&safe.high),
        "nearest": nearest,
        "pays_now": safe.pays_now.iter().map(pays).collect::<Vec<_>>(),
    })
}

fn end(end: &End) -> Value {
    let (bound, attack) = match &end.bound {
        Bound::Range => ("range", None),
        Bound::Pays(attack) => ("pays", Some(attack)),
        Bound::Unknown(attack) => ("undecided", Some(attack)),
    };
    json!({
        "value": spell(&end.value),
        "included": end.included,
        "bound": bound,
        "attack": attack,
    })
}

fn pays(paying: &PaysNow) -> Value {
    let stops: Vec<String> = paying.stops_at.iter().map(spell).collect();
    json!({ "attack": paying.attack, "stops_at": stops })
}

fn schedule(table: &ScheduleTable) -> Value {
    let rows = table.rows.iter().map(|row| {
        json!({
            "from": spell(&row.from),
            "key": row.key.to_string(),
            "value": spell(&row.value),
            "encoded": row.encoded.to_string(),
        })
    });
    json!({
        "table": table.table,
        "name": table.name,
        "meaning": table.meaning,
        "input": table.input.name(),
        "output": table.output.name(),
        "key": table.key.name(),
        "encoding": table.encoding.word(),
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn difference(difference: &Difference) -> Value {
    json!({
        "code": difference.kind.map(super::DifferenceKind::code),
        "name": difference.name,
        "subject": difference.subject,
        "message": difference.message,
        "place": difference.place.as_ref().map(place),
        "contract": difference.contract.as_ref().map(stated),
        "scenario": difference.scenario.as_ref().map(stated),
        "factor": difference.factor,
        "help": difference.help,
    })
}

fn stated(stated: &Stated) -> Value {
    json!({ "encoded": stated.encoded, "value": stated.value })
}

fn place(place: &Place) -> Value {
    let (line, column) = place.line_column();
    json!({
        "file": place.source().path(),
        "line": line,
        "column": column,
        "length": place.text().chars().count(),
        "text": place.text(),
    })
}
