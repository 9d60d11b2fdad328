//! The finding in words.

use assay_scenarios::format_quantity;

use super::cases::{Cases, Column, Kind};
use super::region::{Extent, Limit, Region};
use super::{Discovery, Found, Outcome};

pub(super) fn sentence(found: &Discovery, cases: &Cases, event: &str) -> String {
    let points = count(found.points);
    let told = match &found.outcome {
        Outcome::Nothing => format!("{event} at none of the {points} points visited"),
        Outcome::Everything => format!("{event} at all {points} points visited"),
        Outcome::NoBox { trajectory } => {
            let densest = trajectory
                .iter()
                .map(|step| step.density)
                .fold(0.0, f64::max);
            let interest = count(found.interest);
            format!(
                "{event} at {interest} of the {points} points visited, and no box found tells where \
                 (the densest peeled has density {})",
                percent(densest)
            )
        }
        Outcome::Boxes { boxes, .. } => {
            let each: Vec<String> = boxes.iter().map(|one| conditions(one, cases)).collect();
            format!("{event} {}", each.join("; or "))
        }
    };
    match found.undecided {
        0 => told,
        1 => format!("{told}; 1 more point is undecided"),
        undecided => format!("{told}; {} more points are undecided", count(undecided)),
    }
}

fn conditions(found: &Found, cases: &Cases) -> String {
    let held = &found.held;
    let shares = format!(
        "coverage {}, density {}",
        percent(held.coverage),
        percent(held.density)
    );
    let each = each_condition(&held.region, cases);
    let columns = cases.columns().len();
    match each.as_slice() {
        [] => format!("anywhere ({shares}, none of {columns} parameters)"),
        each => {
            let restricted = held.restricted;
            format!(
                "when {} ({shares}, {restricted} of {columns} parameters)",
                listed(each)
            )
        }
    }
}

/// One condition a restricted column: "`x` is above 3 USD", and without "is" from the second on,
/// save before a label.
fn each_condition(region: &Region, cases: &Cases) -> Vec<String> {
    let columns = cases.columns().iter().zip(region.extents());
    columns
        .filter_map(|(column, extent)| Some((column, condition(column, extent)?)))
        .enumerate()
        .map(|(place, (column, condition))| {
            let named = matches!(column.kind, Kind::Choice(_));
            let is = if place == 0 || named { "is " } else { "" };
            format!("`{}` {is}{condition}", column.name)
        })
        .collect()
}

fn condition(column: &Column, extent: &Extent) -> Option<String> {
    match (extent, &column.kind) {
        (Extent::Choices(kept), Kind::Choice(labels)) if kept.contains(&false) => {
            let kept: Vec<String> = labels
                .iter()
                .zip(kept)
                .filter(|(_, kept)| **kept)
                .map(|(label, _)| format!("`{label}`"))
                .collect();
            Some(kept.join(" or "))
        }
        (Extent::Range { low, high }, _) => match (low, high) {
            (Some(low), Some(high)) => {
                let both = format!("{} and {}", number(low), number(high));
                Some(format!("between {both}{}", unit(column)))
            }
            (Some(low), None) => Some(format!("above {}{}", number(low), unit(column))),
            (None, Some(high)) => Some(format!("below {}{}", number(high), unit(column))),
            (None, None) => None,
        },
        _ => None,
    }
}

fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The roundest number, with commas; with all its digits where the common format would round it.
fn number(limit: &Limit) -> String {
    let value = limit.roundest();
    let six_digits = format!("{value:.5e}");
    if six_digits.parse() == Ok(value) {
        format_quantity(value, "count")
    } else {
        value.to_string()
    }
}

fn unit(column: &Column) -> String {
    match column.unit.as_str() {
        "count" | "fraction" | "" => String::new(),
        unit => format!(" {unit}"),
    }
}

fn count(number: u64) -> String {
    format_quantity(number as f64, "count")
}

/// A share in whole percent, but neither 0 nor 100 where it is not.
fn percent(share: f64) -> String {
    let rounded = libm::round(share * 100.0);
    if rounded >= 100.0 && share < 1.0 {
        "over 99 %".to_owned()
    } else if rounded <= 0.0 && share > 0.0 {
        "under 1 %".to_owned()
    } else {
        format!("{rounded} %")
    }
}
