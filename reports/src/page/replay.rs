//! How to find all of this again.

use maud::{Markup, html};

use super::Contents;

pub(super) fn body(contents: &Contents) -> Markup {
    let (report, words) = (&contents.report, &contents.asked.words);
    let (runs, seed) = (report.runs, report.seed);
    html! {
        p {
            "The same program, files, runs and seed give the same bytes, on any number of threads. Each command stands by itself."
        }
        dl.terms {
            div {
                dt { "This page" }
                dd { code { "assay report " (words) " --runs " (runs) " --seed " (seed) } }
            }
            div {
                dt { "The findings, as text or JSON" }
                dd { code { "assay run " (words) " --runs " (runs) " --seed " (seed) " --format json" } }
            }
            div {
                dt { "Exact break-even values" }
                dd { code { "assay boundary " (words) " all" } }
            }
            div { dt { "Program" } dd { "Assay " (report.assay_version) } }
            div { dt { "Scenario, with the values set over it" } dd { "SHA-256 " code { (report.scenario.hash) } } }
            @for input in &contents.asked.inputs {
                div { dt { (input.path) } dd { "SHA-256 " code { (input.sha256) } } }
            }
        }
    }
}
