//! The table of attacks, and what its witnesses disagree on.

use super::layout::{Layout, money, short};
use crate::attack::{AttackReport, Reading, Simulated};

const ABOUT: &str =
    "Expected value for the attacker, in USD: by formula, and simulated with its 95 % interval.";

/// Width from which on the other reading has room, and from which on break-even values have.
const READING: usize = 96;
const TURNS: usize = 130;

pub(super) fn table(attacks: &[AttackReport], layout: Layout) -> String {
    let reading = other_reading(attacks).filter(|_| layout.columns() >= READING);
    let with_turns = layout.columns() >= TURNS;
    let mut header = vec!["", "attack", "formula", "simulated", "±"];
    let mut about = ABOUT.to_owned();
    if let Some(other) = reading {
        header.push(&other.choice);
        about.push_str(&format!(
            " The column `{}` is the formula where {} = {}.",
            other.choice, other.parameter, other.choice
        ));
    }
    if with_turns {
        header.push("where it turns");
    }
    let numbers: &[usize] = if reading.is_some() {
        &[2, 3, 4, 5]
    } else {
        &[2, 3, 4]
    };
    let mut table = layout.table(&header, numbers);
    for attack in attacks {
        let (mean, half_width) = match &attack.ev.simulated {
            Some(simulated) => (money(simulated.mean), money(half(simulated))),
            None => ("not simulated".into(), String::new()),
        };
        let mut row = vec![
            layout.marked(attack.verdict),
            short_id(&attack.id).to_owned(),
            money(attack.ev.closed_form.value),
            mean,
            half_width,
        ];
        if let Some(other) = reading {
            row.push(reading_of(attack, other));
        }
        if with_turns {
            row.push(turns(attack));
        }
        table.add_row(row);
    }
    let mut out = layout.heading("Attacks", &about);
    out.push_str(&layout.finish(&table));
    out
}

/// Words for every attack whose simulated interval does not cover its formula.
pub(super) fn disagreements(attacks: &[AttackReport], layout: Layout) -> String {
    let mut out = String::new();
    for attack in attacks {
        if attack.witnesses_agree() != Some(false) {
            continue;
        }
        if out.is_empty() {
            out.push_str(&layout.heading(
                "Where simulation and formula differ",
                "The formula is outside the simulated interval; the attack's notes say why.",
            ));
        }
        out.push_str(&layout.strong(&attack.id));
        out.push('\n');
        if attack.notes.is_empty() {
            out.push_str("  unexplained: no note of the scenario says why\n");
        }
        for note in &attack.notes {
            out.push_str(&layout.wrapped(&format!("  - {note}"), "    "));
            out.push('\n');
        }
    }
    out
}

/// The id without the protocol, which the title has named.
fn short_id(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, rest)| rest)
}

fn half(simulated: &Simulated) -> f64 {
    (simulated.ci95.hi - simulated.ci95.lo) / 2.0
}

/// A reading that is not the one in force, of a switch that every attack is read under.
fn other_reading(attacks: &[AttackReport]) -> Option<&Reading> {
    let (first, others) = attacks.split_first()?;
    first.readings.iter().find(|reading| {
        !reading.in_force
            && others.iter().all(|attack| {
                attack
                    .readings
                    .iter()
                    .any(|it| it.parameter == reading.parameter)
            })
    })
}

/// The attack's value under the reading that the column is about.
fn reading_of(attack: &AttackReport, asked: &Reading) -> String {
    attack
        .readings
        .iter()
        .find(|it| it.parameter == asked.parameter && it.choice == asked.choice)
        .map_or_else(String::new, |reading| money(reading.value))
}

/// The break-even values, controls first as the report lists them, as many as fit a line or two.
fn turns(attack: &AttackReport) -> String {
    const SHOWN: usize = 3;
    let mut parts: Vec<String> = attack
        .break_even
        .iter()
        .take(SHOWN)
        .map(|at| {
            let sign = if at.profitable == "above" { '>' } else { '<' };
            format!("{} {sign} {}", at.parameter, short(at.value))
        })
        .collect();
    if attack.break_even.len() > SHOWN {
        parts.push(format!("{} more", attack.break_even.len() - SHOWN));
    }
    if parts.is_empty() {
        "nowhere in the ranges".into()
    } else {
        format!("pays for {}", parts.join(", "))
    }
}
