//! A report as one self-contained HTML page: no network, no other file, readable from disk.
//!
//! [`page`] takes plain data ([`Contents`]) and gives the page's bytes, the same for the same data. The page says the verdict
//! first, then what it rests on. Charts are specifications in Vega-Lite, drawn by the libraries that the page carries;
//! behind each chart stand the same numbers as a table. A policy in the page's head forbids every request and every script
//! but the page's own.

mod assumptions;
mod attacks;
mod charts;
mod claims;
mod contents;
mod equilibria;
mod figure;
mod findings;
mod head;
mod influence;
mod map;
mod parameters;
mod replay;
mod table;
mod time;
mod verdict;
mod words;

pub use contents::{
    Asked, Axis, Band, Bin, Cell, Constant, Contents, Influence, Map, Month, Number, Parameter,
    Part, Profits, Series, Setting, Share, Then, Turn,
};

use maud::{DOCTYPE, Markup, html};

/// A part of the page that the list of contents names.
struct Section {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

/// The whole page.
///
/// ```
/// use assay_reports::page::{Asked, Contents, Part, page};
/// use assay_reports::{Report, SCHEMA_VERSION, ScenarioName};
///
/// let nothing = || "nobody looked".to_owned();
/// let scenario = ScenarioName {
///     title: "<script>alert(1)</script>".into(),
///     protocol: "toy".into(),
///     hash: String::new(),
///     set: Vec::new(),
/// };
/// let html = page(&Contents {
///     report: Report {
///         schema_version: SCHEMA_VERSION,
///         assay_version: "0.1.0".into(),
///         scenario,
///         seed: 1,
///         runs: 10,
///         attacks: Vec::new(),
///         findings: Vec::new(),
///         out_of_scope: Vec::new(),
///         flips: None,
///     },
///     asked: Asked::default(),
///     parameters: Vec::new(),
///     map: Part::Absent(nothing()),
///     influence: Part::Absent(nothing()),
///     month: Part::Absent(nothing()),
///     profits: Vec::new(),
///     claims: None,
/// });
/// assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
/// assert!(!html.contains("<script>alert(1)"));
/// ```
#[must_use]
pub fn page(contents: &Contents) -> String {
    let sections = sections(contents);
    let title = &contents.report.scenario.title;
    html! {
        (DOCTYPE)
        html lang="en" {
            (head::head(title))
            body {
                a.skip href="#attacks" { "Skip to the attacks" }
                (charts::patterns())
                main {
                    (verdict::section(contents))
                    nav aria-label="Contents" {
                        ol {
                            @for section in &sections {
                                li { a href={ "#" (section.id) } { (section.title) } }
                            }
                        }
                    }
                    @for section in &sections {
                        section id=(section.id) aria-labelledby={ (section.id) "-title" } {
                            h2 id={ (section.id) "-title" } { (section.title) }
                            (section.body)
                        }
                    }
                }
                footer {
                    p {
                        "Made by Assay " (contents.report.assay_version) ". Charts by Vega, Vega-Lite and Vega-Embed ("
                        (head::versions()) "; BSD 3-Clause), carried in this page."
                    }
                }
                (head::scripts())
            }
        }
    }
    .into_string()
}

fn sections(contents: &Contents) -> Vec<Section> {
    let section = |id, title, body| Section { id, title, body };
    vec![
        section("parameters", "Parameters", parameters::body(contents)),
        section("attacks", "Attacks", attacks::body(contents)),
        section("map", "Where it flips", map::body(contents)),
        section("sensitivity", "Sensitivity", influence::body(contents)),
        section(
            "equilibria",
            "Equilibria and the best attacker",
            equilibria::body(contents),
        ),
        section("simulation", "Simulation", time::body(contents)),
        section("claims", "Published claims", claims::body(contents)),
        section("assumptions", "Assumptions", assumptions::body(contents)),
        section(
            "findings",
            "Findings beside the attacks",
            findings::body(contents),
        ),
        section("replay", "Replay", replay::body(contents)),
    ]
}
