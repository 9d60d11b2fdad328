//! A report for people: tables that fit the terminal, then what needs words.

mod attacks;
mod claims;
mod findings;
mod flips;
mod layout;

pub use claims::claims;
pub(crate) use layout::count;
pub use layout::{Layout, amount, money, quantity};

use crate::report::Report;

/// The whole report as text, ending in a newline.
pub fn report(report: &Report, layout: Layout) -> String {
    let mut out = String::new();
    out.push_str(&head(report, layout));
    out.push_str(&attacks::table(&report.attacks, layout));
    out.push_str(&attacks::best_responses(&report.attacks, layout));
    out.push_str(&attacks::nearest(&report.attacks, layout));
    out.push_str(&attacks::disagreements(&report.attacks, layout));
    out.push_str(&findings::sections(report, layout));
    out.push_str(&findings::out_of_scope(report, layout));
    out.push_str(&flips::section(report, layout));
    out.push_str(&findings::summary(report, layout));
    out
}

/// The attacks alone: the table, and what the witnesses disagree on.
pub fn attacks(report: &Report, layout: Layout) -> String {
    let mut out = head(report, layout);
    out.push_str(&attacks::table(&report.attacks, layout));
    out.push_str(&attacks::best_responses(&report.attacks, layout));
    out.push_str(&attacks::nearest(&report.attacks, layout));
    out.push_str(&attacks::disagreements(&report.attacks, layout));
    out
}

fn head(report: &Report, layout: Layout) -> String {
    let mut asked = format!("{} runs, seed {}", layout::count(report.runs), report.seed);
    for set in &report.scenario.set {
        asked.push_str(&format!(", {set}"));
    }
    format!(
        "{}\n{}\n",
        layout.strong(&report.scenario.title),
        layout.wrapped(&asked, "")
    )
}
