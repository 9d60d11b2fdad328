//! Findings that are not attacks, section by section, and the closing line.

use super::layout::{Layout, quantity};
use crate::{
    finding::{Finding, Method, Value},
    report::Report,
    verdict::Verdict,
};

/// Every finding that is not an attack, grouped by the second part of its id.
pub(super) fn sections(report: &Report, layout: Layout) -> String {
    let mut out = String::new();
    let others: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| report.attacks.iter().all(|attack| attack.id != finding.id))
        .collect();
    let mut rest = others.as_slice();
    while let Some(first) = rest.first() {
        let subject = subject(&first.id);
        let length = rest
            .iter()
            .take_while(|finding| self::subject(&finding.id) == subject)
            .count();
        let (section, after) = rest.split_at(length);
        out.push_str(&table(subject, section, layout));
        rest = after;
    }
    out
}

fn table(subject: &str, findings: &[&Finding], layout: Layout) -> String {
    let wide = layout.columns() >= 110;
    let mut header = vec!["", "statement", "found"];
    if wide {
        header.push("95 % interval");
    }
    header.push("paper");
    let right: &[usize] = if wide { &[2, 3] } else { &[2] };
    let mut table = layout.table(&header, right);
    for finding in findings {
        let mut row = vec![
            layout.marked(finding.verdict),
            finding.statement.clone(),
            finding.value.as_ref().map(number).unwrap_or_default(),
        ];
        match row.last_mut() {
            _ if wide => row.push(interval(finding)),
            // No room for a column of its own: the interval stands below its value.
            Some(found) if has_error(finding) => {
                found.push('\n');
                found.push_str(&interval(finding));
            }
            _ => {}
        }
        row.push(finding.printed.clone().unwrap_or_default());
        table.add_row(row);
    }
    let mut out = layout.heading(&capitalised(subject), "");
    out.pop();
    out.push_str(&layout.finish(&table));
    for finding in findings {
        for note in &finding.notes {
            let name = finding.id.rsplit('/').next().unwrap_or(&finding.id);
            out.push_str(&layout.wrapped(&format!("  - {name}: {note}"), "    "));
            out.push('\n');
        }
    }
    out
}

/// What the audited document promises and nothing here decides.
pub(super) fn out_of_scope(report: &Report, layout: Layout) -> String {
    if report.out_of_scope.is_empty() {
        return String::new();
    }
    let mut out = layout.heading("Not decided here", "");
    out.pop();
    for promise in &report.out_of_scope {
        let line = format!("  - {}: {}", promise.statement, promise.why);
        out.push_str(&layout.wrapped(&line, "    "));
        out.push('\n');
    }
    out
}

/// How many findings there are of each verdict.
pub(super) fn summary(report: &Report, layout: Layout) -> String {
    let count = |verdict| {
        report
            .findings
            .iter()
            .filter(|finding| finding.verdict == verdict)
            .count()
    };
    let parts: Vec<String> = [Verdict::Vulnerable, Verdict::Undecided, Verdict::Safe]
        .into_iter()
        .map(|verdict| format!("{} {}", count(verdict), layout.verdict(verdict)))
        .collect();
    format!(
        "\n{} findings: {}\n",
        report.findings.len(),
        parts.join(", ")
    )
}

fn subject(id: &str) -> &str {
    id.split('/').nth(1).unwrap_or(id)
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

fn number(value: &Value) -> String {
    quantity(value.value, &value.unit)
}

/// Whether the value is an estimate, whose error belongs beside it.
fn has_error(finding: &Finding) -> bool {
    let interval = finding
        .value
        .as_ref()
        .is_some_and(|value| value.ci95.is_some());
    interval || finding.method == Method::Simulation
}

fn interval(finding: &Finding) -> String {
    let Some(value) = &finding.value else {
        return String::new();
    };
    match (value.ci95, finding.method) {
        (Some(ci95), _) => format!(
            "{} to {}",
            quantity(ci95.lo, &value.unit),
            quantity(ci95.hi, &value.unit)
        ),
        (None, Method::Simulation) => "too few runs".into(),
        (None, Method::SolverAndSimulation) => "of the means".into(),
        (None, _) => "exact".into(),
    }
}
