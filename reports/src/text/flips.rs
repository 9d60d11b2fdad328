//! What turns each finding soonest.

use super::layout::{Layout, quantity};
use crate::{
    flip::{Flip, NearestFlip},
    report::Report,
};

/// A row for each finding, those that are turned soonest first.
pub(super) fn section(report: &Report, layout: Layout) -> String {
    let Some(flips) = &report.flips else {
        return String::new();
    };
    let steps: Vec<String> = flips.steps.iter().map(|step| format!("{step}")).collect();
    let mut out = layout.heading(
        "What turns each finding soonest",
        &format!(
            "One parameter is moved at a time, by shares of its value: {}; then halved down to the turn. {} runs a setting; {} \
             settings, {} of them refused by the protocol. A verdict that turns and turns back between two steps is not seen.",
            steps.join(", "),
            flips.runs,
            flips.settings,
            flips.refused
        ),
    );
    let mut turned: Vec<(&NearestFlip, &Flip)> = flips
        .nearest
        .iter()
        .filter_map(|nearest| Some((nearest, nearest.flip.as_ref()?)))
        .collect();
    turned.sort_by(|(_, a), (_, b)| a.change.abs().total_cmp(&b.change.abs()));
    let rows: Vec<Vec<String>> = turned
        .into_iter()
        .map(|(nearest, flip)| {
            vec![
                layout.marked(nearest.verdict),
                short(&nearest.finding),
                format!("{:+.1} %", 100.0 * flip.change),
                flip.parameter.clone(),
                format!(
                    "{} → {}",
                    quantity(flip.now, &flip.unit),
                    quantity(flip.turned_at, &flip.unit)
                ),
                flip.verdict.word().into(),
            ]
        })
        .collect();
    out.push_str(&layout.rows(
        &["", "finding", "change", "parameter", "value", "then"],
        &[2],
        &rows,
    ));
    let steady: Vec<String> = flips
        .nearest
        .iter()
        .filter(|nearest| nearest.flip.is_none())
        .map(|nearest| short(&nearest.finding))
        .collect();
    if !steady.is_empty() {
        let line = format!(
            "Turned by no single parameter at these steps: {}",
            steady.join(", ")
        );
        out.push_str(&layout.wrapped(&line, "  "));
        out.push('\n');
    }
    out
}

/// The id without the protocol, which every finding shares.
fn short(id: &str) -> String {
    id.split_once('/').map_or(id, |(_, rest)| rest).to_owned()
}
