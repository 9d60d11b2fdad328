//! Values, safe ranges and distances for readers.

use assay_scenarios::{Unit, format_quantity};
use dashu_ratio::RBig;

use super::standing::{Bound, End, Safe, Standing};
use super::table::ConstantRow;

/// A value with its unit.
pub(super) fn quantity(value: &RBig, unit: &Unit) -> String {
    format_quantity(value.to_f64().value(), unit.name())
}

/// A factor or a share with a few digits.
pub(super) fn digits(value: f64) -> String {
    format_quantity(value, "count")
}

/// What is to be said of a constant beside its value, a sentence an item.
pub(super) fn remarks(row: &ConstantRow) -> Vec<String> {
    let Standing::Read(safe) = &row.standing else {
        return vec!["No closed form reads it.".into()];
    };
    let mut said = vec![format!(
        "No attack begins to pay {}.",
        range(safe, &row.unit)
    )];
    if let Some((end, distance)) = safe.nearest(&row.value) {
        let far = if row.value == RBig::ZERO {
            quantity(&distance, &row.unit)
        } else {
            format!("{} %", signed(100.0 * distance.to_f64().value()))
        };
        if let Bound::Pays(attack) = &end.bound {
            let at = quantity(&end.value, &row.unit);
            let side = if *end == safe.low { "below" } else { "above" };
            said.push(format!(
                "Nearest flip: {attack} pays {side} {at}, {far} from here."
            ));
        }
    }
    for paying in &safe.pays_now {
        let stops: Vec<String> = paying
            .stops_at
            .iter()
            .map(|at| quantity(at, &row.unit))
            .collect();
        said.push(if stops.is_empty() {
            format!(
                "{} pays here, and no value of this stops it.",
                paying.attack
            )
        } else {
            format!(
                "{} pays here, and would stop at {}.",
                paying.attack,
                stops.join(" or ")
            )
        });
    }
    said
}

/// A safe range: `from 0.05 ETH (…) to 1000 ETH (the end of its range)`.
pub(super) fn range(safe: &Safe, unit: &Unit) -> String {
    let from = if safe.low.included { "from" } else { "above" };
    let to = if safe.high.included {
        "to"
    } else {
        "and below"
    };
    let (low, high) = (end(&safe.low, unit), end(&safe.high, unit));
    format!("{from} {low} {to} {high}")
}

fn end(end: &End, unit: &Unit) -> String {
    let at = quantity(&end.value, unit);
    match &end.bound {
        Bound::Range => format!("{at} (end of its range)"),
        Bound::Pays(attack) => format!("{at} ({attack})"),
        Bound::Unknown(attack) => format!("{at} (beyond, {attack} is undecided)"),
    }
}

/// Words of a scenario as one line of a comment, without what a documentation comment would take for a tag.
pub(super) fn line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").replace('@', "at ")
}

fn signed(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "+" };
    format!("{sign}{}", digits(value.abs()))
}
