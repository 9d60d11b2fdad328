//! Findings that are not attacks, group by group.

use maud::{Markup, html};

use super::{
    Contents,
    equilibria::is_about_actors,
    parameters::span,
    table::{Field, Table, explained, marked, numbers, text, words},
    words::{badge, measured},
};
use crate::{
    finding::{Finding, Value},
    report::Report,
    text::count,
};

/// The findings that are no attacks, in the report's order.
pub(super) fn beside_attacks(report: &Report) -> impl Iterator<Item = &Finding> {
    report
        .findings
        .iter()
        .filter(|finding| report.attacks.iter().all(|attack| attack.id != finding.id))
}

pub(super) fn body(contents: &Contents) -> Markup {
    let report = &contents.report;
    let rest: Vec<&Finding> = beside_attacks(report)
        .filter(|finding| !is_about_actors(finding))
        .collect();
    html! {
        @if rest.is_empty() {
            p { "Nothing was found beside the attacks." }
        } @else {
            p { "What the document promises beside its attacks, measured, executed or computed." }
            (groups(&rest, 'f'))
        }
        @if !report.out_of_scope.is_empty() {
            h3 { "Promised, and not decided here" }
            ul {
                @for promise in &report.out_of_scope {
                    li { (promise.statement) ": " (promise.why) }
                }
            }
        }
    }
}

/// A table for each group of findings, and their notes folded below it; `prefix` keeps the tables' names apart.
pub(super) fn groups(findings: &[&Finding], prefix: char) -> Markup {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for &finding in findings {
        let subject = finding.id.split('/').nth(1).unwrap_or(&finding.id);
        match groups.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, group)) => group.push(finding),
            None => groups.push((subject, vec![finding])),
        }
    }
    html! {
        @for (subject, group) in &groups {
            (table(&capitalised(subject), group).markup(&format!("{prefix}-{subject}")))
            (notes(group))
        }
    }
}

fn table(caption: &str, group: &[&Finding]) -> Table {
    let rows = group
        .iter()
        .map(|finding| -> Vec<Field> {
            let value = finding.value.as_ref();
            vec![
                text(&finding.statement),
                marked(badge(finding.verdict), finding.verdict.word()),
                explained(
                    &value.map_or_else(String::new, |it| measured(it.value, &it.unit)),
                    &value.and_then(interval).unwrap_or_default(),
                    value.map(|it| it.value),
                ),
                text(finding.printed.as_deref().unwrap_or_default()),
                text(&rests_on(finding)),
            ]
        })
        .collect();
    Table {
        caption: caption.into(),
        columns: vec![
            words("Statement"),
            words("Verdict"),
            numbers("Found, 95 %"),
            words("The document says"),
            words("By"),
        ],
        rows,
    }
}

fn interval(value: &Value) -> Option<String> {
    let ci95 = value.ci95?;
    Some(span(ci95.lo, ci95.hi, &value.unit))
}

fn rests_on(finding: &Finding) -> String {
    match finding.evidence.runs {
        Some(runs) => format!("{}, {} runs", finding.method.words(), count(runs)),
        None => finding.method.words().into(),
    }
}

fn notes(group: &[&Finding]) -> Markup {
    let noted: Vec<&&Finding> = group
        .iter()
        .filter(|it| !it.notes.is_empty() || !it.flips.is_empty() || !it.evidence.source.is_empty())
        .collect();
    html! {
        @if !noted.is_empty() {
            details {
                summary { "Notes, sources and what would flip these" }
                @for finding in noted {
                    h4 { (finding.statement) }
                    ul {
                        @for note in &finding.notes { li { (note) } }
                        @if !finding.flips.is_empty() { li { "Flipped by: " (finding.flips.join("; ")) } }
                        @if !finding.evidence.source.is_empty() { li { "Source: " (finding.evidence.source) } }
                        li { code { (finding.id) } }
                    }
                }
            }
        }
    }
}

/// `six-actors` as `Six actors`.
fn capitalised(word: &str) -> String {
    let words = word.replace('-', " ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
