//! Claims for people: how many hold, what is refuted in one sentence each, and what is not covered.

use super::layout::{Layout, count, quantity};
use crate::claims::{ClaimReport, ClaimsReport, Follows, Status};

/// What each damage means, the worst first.
const DAMAGES: [(u8, &str); 3] = [
    (3, "A safety promise falls"),
    (
        2,
        "Money, or a constant of the contract, is not as promised",
    ),
    (1, "Numbers that disagree"),
];

/// The claims as text, ending in a newline: what is refuted, the most damaging first; with `all`, every claim with its
/// derivation after that.
pub fn claims(report: &ClaimsReport, all: bool, layout: Layout) -> String {
    let mut page = Lines {
        layout,
        text: String::new(),
    };
    page.line(&layout.strong(&report.title));
    page.wrapped(&asked(report), "");
    page.wrapped(&summary(report), "");
    changed(report, &mut page);
    undecided(report, &mut page);
    refuted(report, &mut page);
    if all {
        page.heading("Every claim");
        for claim in &report.claims {
            whole(claim, &mut page);
        }
    }
    coverage(report, &mut page);
    page.text
}

struct Lines {
    layout: Layout,
    text: String,
}

impl Lines {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn wrapped(&mut self, words: &str, indent: &str) {
        let wrapped = self.layout.wrapped(words, indent);
        self.line(&wrapped);
    }

    fn heading(&mut self, title: &str) {
        let title = self.layout.strong(title);
        self.text.push('\n');
        self.line(&title);
    }
}

fn asked(report: &ClaimsReport) -> String {
    format!(
        "{}, against {}; {} runs, seed {}",
        report.document,
        report.scenario,
        count(report.runs),
        report.seed
    )
}

/// `12 claims: 5 reproduced, 2 rounding, …`
fn summary(report: &ClaimsReport) -> String {
    let counts: Vec<String> = Status::ALL
        .into_iter()
        .map(|status| (report.count(status), status))
        .filter(|(count, _)| *count > 0)
        .map(|(count, status)| format!("{count} {}", status.word().replace('-', " ")))
        .collect();
    match report.claims.len() {
        1 => format!("1 claim: {}", counts.join(", ")),
        all => format!("{all} claims: {}", counts.join(", ")),
    }
}

fn changed(report: &ClaimsReport, page: &mut Lines) {
    let changed = report.changed();
    let changed: Vec<&&ClaimReport> = changed
        .iter()
        .filter(|claim| claim.status != Status::Undecided)
        .collect();
    if changed.is_empty() {
        return;
    }
    page.heading("Not as recorded");
    for claim in changed {
        let words = format!(
            "  ✗ {} ({}): recorded {}, now {}: {}",
            claim.id,
            claim.place(),
            claim.recorded.word(),
            claim.status.word(),
            found(claim)
        );
        page.wrapped(&words, "    ");
    }
}

fn undecided(report: &ClaimsReport, page: &mut Lines) {
    let mut undecided = report
        .claims
        .iter()
        .filter(|claim| claim.status == Status::Undecided)
        .peekable();
    if undecided.peek().is_none() {
        return;
    }
    page.heading("Undecided");
    for claim in undecided {
        let words = format!("  ~ {} ({}): {}", claim.id, claim.place(), found(claim));
        page.wrapped(&words, "    ");
        shown_by(claim, page);
    }
}

fn refuted(report: &ClaimsReport, page: &mut Lines) {
    let refuted = report.refuted();
    for (damage, title) in DAMAGES {
        let mut these = refuted
            .iter()
            .filter(|claim| claim.damage == damage)
            .peekable();
        if these.peek().is_none() {
            continue;
        }
        page.heading(title);
        for claim in these {
            let sentence = claim.sentence.as_deref().unwrap_or(&claim.says);
            if damage > 1 {
                page.wrapped(&format!("  ✗ {sentence} ({})", claim.place()), "    ");
                shown_by(claim, page);
            } else {
                let words = format!("  ✗ {sentence} ({}: {})", claim.place(), claim.id);
                page.wrapped(&words, "    ");
            }
        }
    }
    if refuted.iter().any(|claim| claim.damage == 1) {
        page.wrapped(
            "\n  `--claim ID` shows any one of them with its derivation.",
            "  ",
        );
    }
}

/// The command on a line of its own, never wrapped, so that it can be copied.
fn shown_by(claim: &ClaimReport, page: &mut Lines) {
    if let Some(command) = &claim.command {
        page.line(&format!("      {command}"));
    }
}

/// One claim with everything there is to say of it.
fn whole(claim: &ClaimReport, page: &mut Lines) {
    let title = page.layout.strong(&claim.id);
    let mark = match claim.status {
        status if status.is_refuted() => "✗",
        Status::Undecided => "~",
        _ => "✓",
    };
    let words = format!(
        "{mark} {title} ({}): {}",
        claim.place(),
        claim.status.word()
    );
    page.text.push('\n');
    page.wrapped(&words, "    ");
    page.wrapped(&format!("    {}", claim.says), "    ");
    page.wrapped(&format!("    {}", found(claim)), "    ");
    if !claim.set.is_empty() {
        page.wrapped(&format!("    with {}", claim.set.join(", ")), "    ");
    }
    for line in &claim.derivation {
        page.wrapped(&format!("    - {line}"), "      ");
    }
    if let Some(reason) = claim
        .reason
        .as_ref()
        .filter(|_| claim.status != Status::Undecided)
    {
        page.wrapped(&format!("    {reason}"), "    ");
    }
}

/// What is printed, and what follows.
fn found(claim: &ClaimReport) -> String {
    let mut parts = Vec::new();
    parts.extend(
        claim
            .printed
            .as_ref()
            .map(|printed| format!("{} is printed", printed.text)),
    );
    parts.extend(
        claim
            .follows
            .as_ref()
            .map(|follows| format!("{} follows", value(follows))),
    );
    if let Some(verdict) = claim.verdict {
        let (promised, found) = (verdict.promised.word(), verdict.found.word());
        parts.push(format!("{promised} is promised, {found} is found"));
    }
    if claim.status == Status::Undecided {
        parts.extend(claim.reason.clone());
    }
    parts.join(", ")
}

fn value(follows: &Follows) -> String {
    let of = |value| quantity(value, &follows.unit);
    match follows.ci95 {
        Some(ci95) => format!("{} ({} to {})", of(follows.value), of(ci95.lo), of(ci95.hi)),
        None => of(follows.value),
    }
}

fn coverage(report: &ClaimsReport, page: &mut Lines) {
    let Some(coverage) = &report.coverage else {
        return;
    };
    page.heading("Coverage");
    page.wrapped(
        &format!(
            "{} numbers in the document: {} covered by a claim, {} ignored with a reason, {} not covered",
            count(coverage.numbers),
            count(coverage.covered),
            count(coverage.ignored),
            coverage.uncovered.len()
        ),
        "",
    );
    for number in &coverage.uncovered {
        page.line(&format!("  line {}: {}", number.line, number.text));
    }
}
