//! A comparison as GitHub Markdown, for a comment on a pull request.

use super::headline::{encoded, of_finding, of_step, side, step};
use crate::guard::{
    acknowledge::State,
    class::Class,
    finding::{FindingChange, Found},
    report::{GuardReport, GuardVerdict},
    steps::ParameterChange,
    words::{counted, margin, value},
};

/// The hidden first line, by which the comment is found again and written anew.
pub const TAG: &str = "<!-- assay-guard -->";

pub(super) fn markdown(report: &GuardReport) -> String {
    let mut out = format!("{TAG}\n{}\n\n", verdict(report));
    out.push_str(&format!(
        "{} → {}, {}\n",
        code(&report.before),
        code(&report.after),
        report.today
    ));
    out.push_str(&parameters(report));
    out.push_str(&findings(report));
    out.push_str(&what_to_do(report));
    out.push_str(&acknowledgements(report));
    out.push_str(&formulas(report));
    out.push_str(&unchanged(report));
    out.push_str(&reuse(report));
    for note in &report.notes {
        out.push_str(&format!("\n> {}\n", escaped(note)));
    }
    out
}

fn verdict(report: &GuardReport) -> String {
    let word = match report.verdict {
        GuardVerdict::Pass => "✅ **Pass**",
        GuardVerdict::Fail => "❌ **Fail**",
        GuardVerdict::Undecided => "❔ **Undecided**",
    };
    format!("{word}: {}.", escaped(&report.sentence))
}

fn parameters(report: &GuardReport) -> String {
    if report.parameters.is_empty() {
        return String::new();
    }
    let rows = report.parameters.iter().map(|it| {
        vec![
            code(&it.name),
            escaped(&side(it, &it.before)),
            escaped(&side(it, &it.after)),
            encoded(it).map(|text| code(&text)).unwrap_or_default(),
            step(it).map(|text| escaped(&text)).unwrap_or_default(),
            allowed(it),
        ]
    });
    let header = ["Parameter", "Before", "After", "Encoded", "Step", "Allowed"];
    format!("\n### Changed parameters\n\n{}", table(&header, rows))
}

fn allowed(change: &ParameterChange) -> String {
    let limit = change.allowed.as_deref().unwrap_or("any");
    match &change.problem {
        None => escaped(limit),
        Some(problem) => format!("❌ {}: {}", code(&problem.code), escaped(&problem.message)),
    }
}

fn findings(report: &GuardReport) -> String {
    let changed: Vec<&FindingChange> = Class::ALL
        .into_iter()
        .filter(|class| *class != Class::Unchanged)
        .flat_map(|class| report.findings.iter().filter(move |it| it.class == class))
        .collect();
    if changed.is_empty() {
        return String::new();
    }
    let rows = changed.into_iter().map(|it| {
        let text = |side: &Option<Found>| match side {
            None => String::new(),
            Some(found) => {
                let value = value(found, it.attack).map(|text| format!(" {text}"));
                escaped(&format!(
                    "{}{}",
                    found.verdict.word(),
                    value.unwrap_or_default()
                ))
            }
        };
        let break_even: Vec<String> = it
            .break_even
            .iter()
            .map(|at| format!("{} {}", code(&at.parameter), escaped(&at.words())))
            .collect();
        vec![
            format!("{} {}", mark(it), it.class.word().replace('_', " ")),
            code(&it.id),
            text(&it.before),
            text(&it.after),
            break_even.join(", "),
            margins(it),
        ]
    });
    let header = ["", "Finding", "Before", "After", "Break-even", "Margin"];
    format!("\n### Changed findings\n\n{}", table(&header, rows))
}

fn mark(finding: &FindingChange) -> &'static str {
    match finding.class {
        _ if finding.fails => "❌",
        _ if finding.acknowledged.is_some() => "☑️",
        Class::MarginShrank => "⚠️",
        _ => "✅",
    }
}

fn margins(finding: &FindingChange) -> String {
    let of = |side: &Option<Found>| side.as_ref().and_then(margin);
    match (of(&finding.before), of(&finding.after)) {
        (None, None) => String::new(),
        (Some(before), Some(after)) => escaped(&format!("{before} → {after}")),
        (before, after) => escaped(&before.or(after).unwrap_or_default()),
    }
}

/// What fails, in full.
fn what_to_do(report: &GuardReport) -> String {
    let mut items = Vec::new();
    for finding in report.failing() {
        let name = code(finding.code.as_deref().unwrap_or_default());
        let mut item = format!("- {name} {}", marked(&of_finding(finding)));
        if !finding.why.is_empty() {
            item.push_str(&format!(" ({})", marked(&finding.why)));
        }
        if let Some(help) = &finding.help {
            item.push_str(&format!("\n  - {}", marked(help)));
        }
        if let Some(replay) = &finding.replay {
            item.push_str(&format!("\n  - {}", code(replay)));
        }
        items.push(item);
    }
    for change in &report.parameters {
        if let Some(problem) = &change.problem {
            items.push(format!(
                "- {} {}",
                code(&problem.code),
                marked(&of_step(change, problem))
            ));
        }
    }
    folded("What fails, and what to do", &items.join("\n"))
}

fn acknowledgements(report: &GuardReport) -> String {
    let rows = report.acknowledgements.iter().map(|asked| {
        let state = match asked.state {
            State::Silences => "counts",
            State::Expired => "❌ expired",
            State::Moved => "❌ the value moved",
            State::Unused => "⚠️ nothing to silence",
        };
        vec![
            code(&asked.finding),
            state.to_owned(),
            escaped(&asked.author),
            asked.expires.clone(),
            escaped(&asked.message),
        ]
    });
    let number = report.acknowledgements.len();
    if number == 0 {
        return String::new();
    }
    let header = ["Finding", "State", "Author", "Until", "Why"];
    let title = counted(number, "acknowledgement", "acknowledgements");
    folded(&title, &table(&header, rows))
}

fn formulas(report: &GuardReport) -> String {
    let items: Vec<String> = report
        .formulas
        .iter()
        .map(|it| {
            let side = |text: &Option<String>| text.as_deref().map_or_else(|| "none".into(), code);
            format!(
                "- {}: {} → {}",
                code(&it.name),
                side(&it.before),
                side(&it.after)
            )
        })
        .collect();
    let title = counted(items.len(), "changed formula", "changed formulas");
    folded(&title, &items.join("\n"))
}

fn unchanged(report: &GuardReport) -> String {
    let unchanged: Vec<&FindingChange> = report
        .findings
        .iter()
        .filter(|it| it.class == Class::Unchanged)
        .collect();
    if unchanged.is_empty() {
        return String::new();
    }
    let title = counted(
        unchanged.len(),
        "finding is unchanged",
        "findings are unchanged",
    );
    let rows = unchanged.into_iter().map(|it| {
        let found = it.after.as_ref();
        vec![
            code(&it.id),
            found.map_or("", |found| found.verdict.word()).to_owned(),
            found
                .and_then(|found| value(found, it.attack))
                .map(|text| escaped(&text))
                .unwrap_or_default(),
        ]
    });
    folded(&title, &table(&["Finding", "Verdict", "Value"], rows))
}

fn reuse(report: &GuardReport) -> String {
    let anew: Vec<String> = report
        .reuse
        .iter()
        .filter(|it| !it.reused)
        .map(|it| format!("- {}: {}", code(&it.unit), escaped(&it.why)))
        .collect();
    let title = format!(
        "{} of {} found anew",
        anew.len(),
        counted(report.reuse.len(), "part", "parts")
    );
    folded(&title, &anew.join("\n"))
}

/// Folded; nothing where there is nothing to fold. Markdown in HTML needs blank lines around it.
fn folded(title: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    let body = body.trim_end();
    format!("\n<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>\n")
}

fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = format!(
        "| {} |\n|{}\n",
        header.join(" | "),
        " --- |".repeat(header.len())
    );
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

/// Text that means itself: on one line, and nothing in it is Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // An address of the form @name would call somebody.
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Text as code, in a fence that it does not contain.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Our own sentences: what stands between backticks is code, the rest means itself.
fn marked(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str(&code(part));
        } else {
            out.push_str(&escaped(part));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_means_itself() {
        assert_eq!(
            escaped("a|b\n<img> *x* @all"),
            r"a|b &lt;img&gt; \*x\* &#64;all"
        );
        assert_eq!(code("a|b"), "`a|b`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(marked("keep `min|x` at *2*"), r"keep `min|x` at \*2\*");
        let row = vec![code("a|b"), escaped("c|d")];
        let table = table(&["x", "y"], [row].into_iter());
        assert_eq!(table, "| x | y |\n| --- | --- |\n| `a\\|b` | c\\|d |\n");
    }
}
