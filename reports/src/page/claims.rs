//! The claims of a document that do not hold, the most damaging first.

use maud::{Markup, html};

use super::{
    Contents,
    table::{Field, Table, marked, number, numbers, text, words},
    words::{counted, measured},
};
use crate::claims::{ClaimReport, ClaimsReport, Status};

/// Claims whose sentences are shown at once.
const FIRST: usize = 10;

pub(super) fn body(contents: &Contents) -> Markup {
    match &contents.claims {
        None => html! {
            p {
                "No claims file was given: "
                code { "assay report … --claims FILE" }
                " puts a document's published figures here."
            }
        },
        Some(claims) => found(claims),
    }
}

fn found(claims: &ClaimsReport) -> Markup {
    let refuted = claims.refuted();
    let (first, rest) = refuted.split_at(refuted.len().min(FIRST));
    let counts: Vec<String> = Status::ALL
        .into_iter()
        .filter_map(|status| {
            let count = claims.count(status);
            (count > 0).then(|| format!("{count} {}", status.word()))
        })
        .collect();
    html! {
        p {
            "Of " (counted(claims.claims.len(), "published figure")) " in " (claims.document) ": "
            (counts.join(", ")) ". Each is checked against " code { (claims.scenario) } " as it stands there, unless another scenario is named."
            @if let Some(coverage) = &claims.coverage {
                " They account for " (coverage.covered) " of the document's " (coverage.numbers) " numbers; "
                (coverage.ignored) " are no figures, " (coverage.uncovered.len()) " are not accounted for."
            }
        }
        @if refuted.is_empty() {
            p { "Nothing is refuted." }
        } @else {
            p { "What does not hold, the most damaging first:" }
            ol.claims {
                @for claim in first {
                    li {
                        (sentence(claim)) " " small { (place(claim, claims)) }
                        @if let Some(command) = &claim.command { br; code { (command) } }
                    }
                }
            }
            @if !rest.is_empty() {
                details {
                    summary { "The other " (rest.len()) }
                    ol.claims start=(first.len() + 1) {
                        @for claim in rest {
                            li { (sentence(claim)) " " small { (place(claim, claims)) } }
                        }
                    }
                }
            }
            details {
                summary { "Every refuted figure beside the one that follows" }
                (table(&refuted).markup("refuted"))
            }
        }
    }
}

/// Where a claim stands, and what it is checked against if that is not what the others are.
fn place(claim: &ClaimReport, claims: &ClaimsReport) -> String {
    let place = claim.place();
    if claim.scenario == claims.scenario {
        format!("({place})")
    } else {
        format!("({place}; checked against {})", claim.scenario)
    }
}

fn sentence(claim: &ClaimReport) -> &str {
    claim.sentence.as_deref().unwrap_or(&claim.says)
}

fn table(refuted: &[&ClaimReport]) -> Table {
    let rows = refuted
        .iter()
        .map(|claim| -> Vec<Field> {
            let printed = claim.printed.as_ref();
            let follows = claim.follows.as_ref();
            let line = claim.lines.last().copied();
            let says = html! { (claim.says) small { code { (claim.id) } } };
            vec![
                marked(says, &claim.says),
                text(claim.status.word()),
                number(
                    printed.map_or("", |it| it.text.as_str()),
                    printed.and_then(|it| it.value),
                ),
                number(
                    &follows.map_or_else(String::new, |it| measured(it.value, &it.unit)),
                    follows.map(|it| it.value),
                ),
                number(&claim.place(), line.map(f64::from)),
                number(&claim.damage.to_string(), Some(f64::from(claim.damage))),
            ]
        })
        .collect();
    Table {
        caption: "Refuted figures, the most damaging first".into(),
        columns: vec![
            words("The document says"),
            words("Status"),
            numbers("Printed"),
            numbers("What follows"),
            numbers("Where"),
            numbers("Damage"),
        ],
        rows,
    }
}
