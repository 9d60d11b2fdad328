//! How to find all of this again.

use maud::{Markup, html};

use super::Contents;

pub(super) fn body(contents: &Contents) -> Markup {
    let (report, words) = (&contents.report, &contents.asked.words);
    let option = |name: &str, value: &Option<String>| {
        let value = value.as_ref();
        value.map_or_else(String::new, |value| format!(" --{name} {value}"))
    };
    let prices = option("prices", &contents.asked.prices);
    let claims = option("claims", &contents.asked.claims);
    let asked = format!("--runs {} --seed {}", report.runs, report.seed);
    html! {
        p {
            "The same program, files, runs and seed give the same bytes, on any number of threads. Each command stands by itself."
        }
        dl.terms {
            div {
                dt { "This page" }
                dd { code { "assay report " (words) (prices) (claims) " " (asked) } }
            }
            div {
                dt { "The findings, as text or JSON" }
                dd { code { "assay run " (words) (prices) " " (asked) " --format json" } }
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
