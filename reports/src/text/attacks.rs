//! The table of attacks, and what its witnesses disagree on.

use super::layout::{Layout, money, short};
use crate::attack::{AttackReport, Simulated};

const ABOUT: &str =
    "Expected value for the attacker, in USD: by formula, and simulated with its 95 % interval.";

pub(super) fn table(attacks: &[AttackReport], layout: Layout) -> String {
    let wide = layout.columns() >= 130;
    let mut header = vec!["", "attack", "formula", "simulated", "±"];
    if wide {
        header.extend(["if collateralised", "where it turns"]);
    }
    let readings = attacks.iter().find_map(other_reading_name);
    let reading_head;
    if wide {
        if let Some(name) = &readings {
            reading_head = format!("if {name}");
            header[5] = &reading_head;
        } else {
            header.remove(5);
        }
    }
    let mut table = layout.table(&header, &[2, 3, 4, 5]);
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
        if wide {
            if readings.is_some() {
                row.push(other_reading(attack).unwrap_or_default());
            }
            row.push(turns(attack));
        }
        table.add_row(row);
    }
    let mut out = layout.heading("Attacks", ABOUT);
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

/// The first reading that is not the one in force.
fn other_reading(attack: &AttackReport) -> Option<String> {
    attack
        .readings
        .iter()
        .find(|reading| !reading.in_force)
        .map(|reading| money(reading.value))
}

fn other_reading_name(attack: &AttackReport) -> Option<String> {
    attack
        .readings
        .iter()
        .find(|reading| !reading.in_force)
        .map(|reading| format!("{} = {}", reading.parameter, reading.choice))
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
