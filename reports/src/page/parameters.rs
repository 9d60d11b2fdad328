//! Every parameter with its value, range, safe range, distance to the boundary and constant.

use assay_scenarios::ParameterKind;
use maud::{Markup, html};

use super::{
    Contents, Parameter,
    contents::{Number, Setting, Then, Turn},
    table::{Field, Table, marked, number, numbers, text, words},
    words::{measured, percent, short},
};

/// What is known of the values around a parameter's own, at which no attack begins to pay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SafeRange<'p> {
    /// No attack's formula reads the parameter: nothing is known of it.
    Unread,
    /// From here to there; beyond an end lies what turns, a stretch of which nothing is known, or the end of the range.
    Between {
        low: f64,
        high: f64,
        below: End<'p>,
        above: End<'p>,
    },
}

/// Why a safe range ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End<'p> {
    /// The declared range ends.
    Declared,
    /// An attack begins to pay, or has no value.
    Turn(&'p Turn),
    /// What lies beyond is not known.
    Open,
}

/// The widest interval around a number's value in which no attack whose formula does not pay now begins to.
pub(super) fn safe_range(number: &Number) -> SafeRange<'_> {
    if number.read_by == 0 {
        return SafeRange::Unread;
    }
    let (mut low, mut below) = (number.range.0, End::Declared);
    let (mut high, mut above) = (number.range.1, End::Declared);
    for turn in number.turns.iter().filter(|it| it.then != Then::Ceases) {
        if turn.change < 0.0 {
            if turn.last > low {
                (low, below) = (turn.last, End::Turn(turn));
            }
        } else if turn.last < high {
            (high, above) = (turn.last, End::Turn(turn));
        }
    }
    for &(from, to) in &number.open {
        if to > low && from <= number.value {
            (low, below) = (to.min(number.value), End::Open);
        }
        if from < high && to >= number.value {
            (high, above) = (from.max(number.value), End::Open);
        }
    }
    SafeRange::Between {
        low,
        high,
        below,
        above,
    }
}

/// What turns first, to either side.
pub(super) fn nearest(number: &Number) -> Option<&Turn> {
    number
        .turns
        .iter()
        .min_by(|a, b| a.change.abs().total_cmp(&b.change.abs()))
}

pub(super) fn body(contents: &Contents) -> Markup {
    let of = |kind| -> Vec<&Parameter> {
        contents
            .parameters
            .iter()
            .filter(|parameter| parameter.kind == kind)
            .collect()
    };
    let (controls, environment) = (of(ParameterKind::Control), of(ParameterKind::Environment));
    html! {
        p {
            "The safe range is the widest one around the value in which, all else being as it is, no attack begins to pay whose "
            "formula does not pay now. The distance is the smallest change of this parameter alone at which any attack's "
            "formula begins, or ceases, to pay."
        }
        (table("What the contract fixes", &controls, true).markup("controls"))
        details {
            summary { "What the world decides: " (environment.len()) " parameters" }
            (table("What the world decides", &environment, false).markup("environment"))
        }
    }
}

fn table(caption: &str, parameters: &[&Parameter], constants: bool) -> Table {
    let mut columns = vec![
        words("Parameter"),
        numbers("Value"),
        numbers("Range"),
        numbers("Safe range"),
        numbers("Distance"),
        words("To what"),
    ];
    if constants {
        columns.push(words("Constant"));
    }
    Table {
        caption: caption.into(),
        columns,
        rows: parameters
            .iter()
            .map(|parameter| row(parameter, constants))
            .collect(),
    }
}

fn row(parameter: &Parameter, constants: bool) -> Vec<Field> {
    let name = html! { code { (parameter.name) } small { (parameter.meaning) } };
    let mut row = vec![marked(name, &parameter.name)];
    match &parameter.setting {
        Setting::Choice { chosen, choices } => {
            row.push(text(chosen));
            row.push(text(&choices.join(" or ")));
            row.extend(["a switch", "", ""].map(text));
        }
        Setting::Number(it) => {
            row.push(number(&measured(it.value, &it.unit), Some(it.value)));
            let (low, high) = it.range;
            row.push(number(&span(low, high, &it.unit), Some(high - low)));
            row.push(safe(it));
            let turn = nearest(it);
            row.push(number(
                &turn.map_or_else(String::new, |turn| percent(turn.change)),
                turn.map(|turn| turn.change.abs()),
            ));
            row.push(turn.map_or_else(|| text(""), |turn| what(turn, &it.unit)));
        }
    }
    if constants {
        row.push(parameter.constant.as_ref().map_or_else(
            || text(""),
            |it| {
                let encoded = it
                    .encoded
                    .as_deref()
                    .map_or("cannot be encoded".into(), grouped);
                let shown = html! { code { (it.name) } small { (encoded) " " (it.encoding) } };
                marked(shown, &it.name)
            },
        ));
    }
    row
}

fn safe(it: &Number) -> Field {
    let SafeRange::Between {
        low,
        high,
        below,
        above,
    } = safe_range(it)
    else {
        return text("no formula reads it");
    };
    let open = below == End::Open || above == End::Open;
    let shown = if (below, above) == (End::Declared, End::Declared) {
        "all of it".to_owned()
    } else if open {
        format!("{}, not known beyond", span(low, high, &it.unit))
    } else {
        span(low, high, &it.unit)
    };
    number(&shown, Some(high - low))
}

/// What a turn is, in words.
pub(super) fn what(turn: &Turn, unit: &str) -> Field {
    let then = match turn.then {
        Then::Begins => "begins to pay",
        Then::Ceases => "ceases to pay",
        Then::Undefined => "has no value",
    };
    let attack = short(&turn.attack);
    let shown = html! { (attack) " " (then) " at " (measured(turn.at, unit)) };
    marked(shown, attack)
}

/// From one value to another, with the unit once.
pub(super) fn span(low: f64, high: f64, unit: &str) -> String {
    let (low, high) = (measured(low, unit), measured(high, unit));
    let of = |text: &str| {
        text.split_once(' ')
            .map(|(_, unit)| unit.trim_end_matches('s').to_owned())
    };
    match low.split_once(' ') {
        Some((number, _)) if of(&low) == of(&high) => format!("{number} to {high}"),
        _ => format!("{low} to {high}"),
    }
}

/// An integer with its digits in groups of three, which may stand on lines of their own.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(at: f64, change: f64, then: Then) -> Turn {
        Turn {
            attack: "toy/attack".into(),
            at,
            last: at,
            change,
            then,
        }
    }

    fn at_ten(turns: Vec<Turn>, open: Vec<(f64, f64)>) -> Number {
        Number {
            unit: "USD".into(),
            value: 10.0,
            range: (0.0, 100.0),
            read_by: 1,
            turns,
            open,
        }
    }

    fn ends(number: &Number) -> (f64, f64) {
        match safe_range(number) {
            SafeRange::Between { low, high, .. } => (low, high),
            SafeRange::Unread => panic!("it is read"),
        }
    }

    #[test]
    fn a_safe_range_ends_where_the_nearest_attack_begins_to_pay() {
        let turns = vec![
            turn(2.0, -0.8, Then::Begins),
            turn(4.0, -0.6, Then::Begins),
            turn(9.0, -0.1, Then::Ceases),
            turn(30.0, 2.0, Then::Undefined),
        ];
        assert_eq!(ends(&at_ten(turns, Vec::new())), (4.0, 30.0));
    }

    #[test]
    fn what_is_not_known_is_not_in_the_safe_range() {
        assert_eq!(ends(&at_ten(Vec::new(), vec![(20.0, 30.0)])), (0.0, 20.0));
        assert_eq!(ends(&at_ten(Vec::new(), vec![(1.0, 3.0)])), (3.0, 100.0));
        assert_eq!(ends(&at_ten(Vec::new(), vec![(5.0, 15.0)])), (10.0, 10.0));
    }

    #[test]
    fn what_no_formula_reads_is_not_safe() {
        let unread = Number {
            read_by: 0,
            ..at_ten(Vec::new(), Vec::new())
        };
        assert_eq!(safe_range(&unread), SafeRange::Unread);
    }
}
