//! What the world is assumed to be, ranked by how soon a change of it flips a verdict.

use assay_scenarios::ParameterKind;
use maud::{Markup, html};

use super::{
    Contents, Parameter,
    contents::{Number, Setting, Turn},
    parameters::{nearest, what},
    table::{Field, Table, marked, number, numbers, text, words},
    words::{badge, measured, percent, short},
};
use crate::{attack::AttackReport, flip::Flips, report::Report};

pub(super) fn body(contents: &Contents) -> Markup {
    let assumed: Vec<&Parameter> = contents
        .parameters
        .iter()
        .filter(|parameter| parameter.kind == ParameterKind::Environment)
        .collect();
    let mut turning: Vec<(&Parameter, &Number, &Turn)> = assumed
        .iter()
        .filter_map(|parameter| match &parameter.setting {
            Setting::Number(number) => Some((*parameter, number, nearest(number)?)),
            Setting::Choice { .. } => None,
        })
        .collect();
    turning.sort_by(|(_, _, a), (_, _, b)| a.change.abs().total_cmp(&b.change.abs()));
    let switches: Vec<(&Parameter, Vec<String>)> = assumed
        .iter()
        .filter_map(|parameter| Some((*parameter, switched(parameter, &contents.report.attacks)?)))
        .collect();
    let steady: Vec<&str> = assumed
        .iter()
        .filter(|parameter| turning.iter().all(|(it, _, _)| it.name != parameter.name))
        .filter(|parameter| switches.iter().all(|(it, _)| it.name != parameter.name))
        .map(|parameter| parameter.name.as_str())
        .collect();
    html! {
        p {
            "What the contract cannot fix: if the world is otherwise, by how much must it be otherwise before an attack's formula "
            "turns? The smallest change first; every other parameter stays as it is."
        }
        @for (parameter, flips) in &switches {
            p {
                code { (parameter.name) } " (" (parameter.meaning) "): under its other reading "
                (flips.join(", ")) ". " small { "Source: " (parameter.source) }
            }
        }
        (ranking(&turning).markup("assumed"))
        @if !steady.is_empty() {
            details {
                summary { "Assumptions that by themselves turn no formula: " (steady.len()) }
                p { (steady.join(", ")) }
            }
        }
        @if let Some(flips) = &contents.report.flips {
            (of_findings(flips, &contents.report))
        }
    }
}

fn ranking(turning: &[(&Parameter, &Number, &Turn)]) -> Table {
    let rows = turning
        .iter()
        .map(|(parameter, it, turn)| -> Vec<Field> {
            let name = html! { code { (parameter.name) } small { (parameter.meaning) } };
            vec![
                marked(name, &parameter.name),
                number(&percent(turn.change), Some(turn.change.abs())),
                number(&measured(it.value, &it.unit), Some(it.value)),
                what(turn, &it.unit),
                text(&parameter.source),
            ]
        })
        .collect();
    Table {
        caption: "Assumptions, the one that flips a formula soonest first".into(),
        columns: vec![
            words("Assumption"),
            numbers("Change"),
            numbers("Value"),
            words("What happens"),
            words("Source"),
        ],
        rows,
    }
}

/// Attacks whose formula turns under another choice of a switch, in words; none where it turns none.
fn switched(parameter: &Parameter, attacks: &[AttackReport]) -> Option<Vec<String>> {
    let turned: Vec<String> = attacks
        .iter()
        .flat_map(|attack| {
            let now = attack.ev.closed_form.value > 0.0;
            attack
                .readings
                .iter()
                .filter(|it| it.parameter == parameter.name && !it.in_force)
                .filter(move |it| (it.value > 0.0) != now)
                .map(move |it| {
                    let then = if now { "ceases" } else { "begins" };
                    format!("{} {then} to pay ({})", short(&attack.id), it.choice)
                })
        })
        .collect();
    (!turned.is_empty()).then_some(turned)
}

/// What turns each finding's verdict, where the lab was asked.
fn of_findings(flips: &Flips, report: &Report) -> Markup {
    let mut turned: Vec<_> = flips
        .nearest
        .iter()
        .filter_map(|nearest| Some((nearest, nearest.flip.as_ref()?)))
        .collect();
    turned.sort_by(|(_, a), (_, b)| a.change.abs().total_cmp(&b.change.abs()));
    let rows = turned
        .into_iter()
        .map(|(nearest, flip)| {
            let change = format!(
                "{} → {}",
                measured(flip.now, &flip.unit),
                measured(flip.turned_at, &flip.unit)
            );
            vec![
                text(short(&nearest.finding)),
                marked(badge(nearest.verdict), nearest.verdict.word()),
                number(&percent(flip.change), Some(flip.change.abs())),
                text(&flip.parameter),
                text(&change),
                marked(badge(flip.verdict), flip.verdict.word()),
            ]
        })
        .collect();
    let caption = format!(
        "What turns each of {} verdicts soonest, at {} runs a setting",
        report.findings.len(),
        flips.runs
    );
    let columns = vec![
        words("Finding"),
        words("Verdict"),
        numbers("Change"),
        words("Parameter"),
        words("Value"),
        words("Then"),
    ];
    Table {
        caption,
        columns,
        rows,
    }
    .markup("flips")
}
