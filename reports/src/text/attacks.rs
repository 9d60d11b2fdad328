//! The table of attacks, and what its witnesses disagree on.

use super::layout::{Layout, money, quantity, short};
use crate::attack::{AttackReport, BreakEven, Reading, Simulated};

const ABOUT: &str = "Expected value for the attacker, in USD: by formula, simulated with its 95 % \
                     interval, and of the best that an adversary with these means can do, who may stay out.";

/// Width from which on the interval has room, then the other reading, then break-even values.
const INTERVAL: usize = 88;
const READING: usize = 108;
const TURNS: usize = 142;

pub(super) fn table(attacks: &[AttackReport], layout: Layout) -> String {
    let with_interval = layout.columns() >= INTERVAL;
    let reading = other_reading(attacks).filter(|_| layout.columns() >= READING);
    let with_turns = layout.columns() >= TURNS;
    let mut about = ABOUT.to_owned();
    let mut header = vec!["", "attack", "formula", "simulated"];
    if with_interval {
        header.push("±");
    }
    header.push("best");
    if let Some(other) = reading {
        header.push(&other.choice);
        about.push_str(&format!(
            " The column `{}` is the formula where {} = {}.",
            other.choice, other.parameter, other.choice
        ));
    }
    let numbers: Vec<usize> = (2..header.len()).collect();
    if with_turns {
        header.push("where it turns");
    }
    let mut table = layout.table(&header, &numbers);
    for attack in attacks {
        let simulated = attack.ev.simulated.as_ref();
        let mut row = vec![
            layout.marked(attack.verdict),
            short_id(&attack.id).to_owned(),
            money(attack.ev.closed_form.value),
            simulated.map_or("not simulated".into(), |it| money(it.mean)),
        ];
        if with_interval {
            row.push(simulated.map_or_else(String::new, |it| money(half(it))));
        }
        row.push(best(attack));
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

/// What the best response is worth at least, and that it may be more where the bounds differ visibly.
fn best(attack: &AttackReport) -> String {
    let Some(best) = &attack.ev.best_response else {
        return "not solved".into();
    };
    let low = money(best.low);
    if low == money(best.high) {
        low
    } else {
        format!("≥ {low}")
    }
}

/// What the best adversary does, wherever he does better than the scripted attack.
pub(super) fn best_responses(attacks: &[AttackReport], layout: Layout) -> String {
    let mut out = String::new();
    for attack in attacks {
        let Some(best) = &attack.ev.best_response else {
            continue;
        };
        let refuted = best.covered == Some(false);
        if best.low <= attack.ev.closed_form.value.max(0.0) + 0.005 && !refuted {
            continue;
        }
        if out.is_empty() {
            out.push_str(&layout.heading(
                "What the best adversary does",
                "Where he does better than the scripted attack and than staying out.",
            ));
        }
        let replayed = match &best.simulated {
            None => "not replayed".into(),
            Some(simulated) => {
                let said = if refuted {
                    "the replay disagrees"
                } else {
                    "replayed"
                };
                format!(
                    "{said}: {} ± {}",
                    money(simulated.mean),
                    money(half(simulated))
                )
            }
        };
        let policy = format!("{}: {} ({replayed})", short_id(&attack.id), best.policy);
        out.push_str(&layout.wrapped(&format!("  - {policy}"), "    "));
        out.push('\n');
    }
    out
}

/// The smallest change of one parameter that turns each attack's formula.
pub(super) fn nearest(attacks: &[AttackReport], layout: Layout) -> String {
    let mut turning: Vec<(&AttackReport, &BreakEven)> = attacks
        .iter()
        .filter_map(|attack| Some((attack, attack.nearest_first().first().copied()?)))
        .collect();
    if turning.is_empty() {
        return String::new();
    }
    turning.sort_by(|(_, a), (_, b)| a.change.abs().total_cmp(&b.change.abs()));
    let rows: Vec<Vec<String>> = turning
        .into_iter()
        .map(|(attack, at)| {
            vec![
                short_id(&attack.id).to_owned(),
                format!("{:+.1} %", 100.0 * at.change),
                at.parameter.clone(),
                format!("{} {}", at.side(), quantity(at.value, &at.unit)),
            ]
        })
        .collect();
    let about = "The smallest change of one parameter at which each attack's formula begins or ceases to pay.";
    let header = ["attack", "change", "parameter", "the formula"];
    layout.heading("What turns each formula soonest", about) + &layout.rows(&header, &[1], &rows)
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

/// The break-even values, nearest first, as many as fit a line or two.
fn turns(attack: &AttackReport) -> String {
    const SHOWN: usize = 3;
    let mut parts: Vec<String> = attack
        .nearest_first()
        .into_iter()
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
