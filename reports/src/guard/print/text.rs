//! A comparison for people: what fails in full, the rest in tables.

use super::headline::{encoded, of_finding, of_step, side, step};
use crate::{
    guard::{
        acknowledge::State,
        finding::{FindingChange, Found, Level},
        report::{GuardReport, GuardVerdict, NEVER, anew},
        steps::ParameterChange,
        words::{counted, distance, margin, value},
    },
    text::Layout,
};

/// Width from which on encoded values and places have columns of their own.
const WIDE: usize = 110;
/// Width from which on classes have one.
const WORDED: usize = 100;
/// Names of details are set to this width.
const LABEL: usize = 16;

pub(super) fn text(report: &GuardReport, layout: Layout) -> String {
    let mut out = head(report, layout);
    out.push_str(&parameters(report, layout));
    out.push_str(&formulas(report, layout));
    for finding in report.failing() {
        out.push_str(&block(finding, layout));
    }
    for parameter in &report.parameters {
        out.push_str(&refused(parameter, layout));
    }
    out.push_str(&table(report, Level::Warning, "To look at", layout));
    out.push_str(&table(report, Level::Note, "Also changed", layout));
    out.push_str(&acknowledgements(report, layout));
    out.push_str(&reuse(report, layout));
    for note in &report.notes {
        out.push('\n');
        out.push_str(&layout.unbroken(&format!("note: {note}"), "  "));
        out.push('\n');
    }
    out
}

fn head(report: &GuardReport, layout: Layout) -> String {
    let verdict = match report.verdict {
        GuardVerdict::Pass => "PASS",
        GuardVerdict::Fail => "FAIL",
        GuardVerdict::Undecided => "UNDECIDED",
    };
    let indent = " ".repeat(verdict.len() + 2);
    let sentence = layout.unbroken(&format!("{verdict}  {}", report.sentence), &indent);
    let sentence = sentence.replacen(verdict, &layout.strong(verdict), 1);
    let asked = format!("  {} → {}, {}", report.before, report.after, report.today);
    format!("{sentence}\n{}\n", layout.unbroken(&asked, "  "))
}

fn parameters(report: &GuardReport, layout: Layout) -> String {
    if report.parameters.is_empty() {
        return String::new();
    }
    let wide = layout.columns() >= WIDE;
    let mut header = vec!["parameter", "before", "after", "step", "allowed"];
    if wide {
        header.extend(["constant", "where"]);
    }
    let rows: Vec<Vec<String>> = report
        .parameters
        .iter()
        .map(|it| {
            let refused = if it.problem.is_some() { "✗ " } else { "" };
            let mut row = vec![
                format!("{refused}{}", it.name),
                side(it, &it.before),
                side(it, &it.after),
                step(it).unwrap_or_default(),
                it.allowed.clone().unwrap_or_default(),
            ];
            if wide {
                row.push(encoded(it).unwrap_or_default());
                row.push(place(it).unwrap_or_default());
            }
            row
        })
        .collect();
    let table = layout.rows(&header, &[1, 2, 3], &rows);
    format!("\n{}\n{table}", layout.strong("Changed parameters"))
}

fn place(change: &ParameterChange) -> Option<String> {
    let place = change.place.as_ref()?;
    Some(format!("{}:{}", place.file, place.line))
}

fn formulas(report: &GuardReport, layout: Layout) -> String {
    if report.formulas.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", layout.strong("Changed formulas"));
    for formula in &report.formulas {
        out.push_str(&format!("  {}\n", formula.name));
        for (sign, text) in [("-", &formula.before), ("+", &formula.after)] {
            if let Some(text) = text {
                out.push_str(&layout.unbroken(&format!("    {sign} {text}"), "      "));
                out.push('\n');
            }
        }
    }
    out
}

/// A finding that fails, with everything that is known of it.
fn block(finding: &FindingChange, layout: Layout) -> String {
    let code = finding.code.as_deref().unwrap_or_default();
    let mut out = title(&format!("error[{code}]"), &of_finding(finding), layout);
    let between = |of: &dyn Fn(&Found) -> Option<String>| {
        let text = |side: &Option<Found>| side.as_ref().and_then(of);
        match (text(&finding.before), text(&finding.after)) {
            (None, None) => None,
            (before, after) => Some(format!(
                "{} → {}",
                before.unwrap_or_else(|| "none".into()),
                after.unwrap_or_else(|| "none".into())
            )),
        }
    };
    let name = if finding.attack {
        "expected value"
    } else {
        "value"
    };
    let break_even: Vec<String> = finding
        .break_even
        .iter()
        .map(|at| format!("{} {}", at.parameter, at.words()))
        .collect();
    let places: Vec<String> = finding
        .places
        .iter()
        .map(|place| format!("{}:{}:{}", place.file, place.line, place.column))
        .collect();
    let attack = finding.attack;
    let details = [
        ("states", Some(finding.statement.clone())),
        (name, between(&|found| value(found, attack))),
        ("margin", between(&margin)),
        (
            "break-even",
            (!break_even.is_empty()).then(|| break_even.join(", ")),
        ),
        (
            "why",
            (!finding.why.is_empty()).then(|| finding.why.clone()),
        ),
        ("where", Some(places.join(", "))),
    ];
    for (name, text) in details {
        if let Some(text) = text {
            out.push_str(&detail(name, &text, layout));
        }
    }
    // A command is to be copied: it is not wrapped.
    if let Some(replay) = &finding.replay {
        out.push_str(&format!("  {:<LABEL$}{replay}\n", "replay"));
    }
    if let Some(help) = &finding.help {
        out.push_str(&detail("help", help, layout));
    }
    out
}

fn refused(change: &ParameterChange, layout: Layout) -> String {
    let Some(problem) = &change.problem else {
        return String::new();
    };
    let mut out = title(
        &format!("error[{}]", problem.code),
        &of_step(change, problem),
        layout,
    );
    if let Some(place) = place(change) {
        out.push_str(&detail("where", &place, layout));
    }
    let help = format!("`assay explain {}` says more", problem.code);
    out.push_str(&detail("help", &help, layout));
    out
}

fn title(kind: &str, text: &str, layout: Layout) -> String {
    let line = layout.unbroken(&format!("{kind}: {text}"), "  ");
    format!("\n{}\n", line.replacen(kind, &layout.strong(kind), 1))
}

fn detail(name: &str, text: &str, layout: Layout) -> String {
    let indent = " ".repeat(LABEL + 2);
    let line = layout.unbroken(&format!("  {name:<LABEL$}{text}"), &indent);
    format!("{line}\n")
}

/// The findings of one level that do not fail.
fn table(report: &GuardReport, level: Level, heading: &str, layout: Layout) -> String {
    let classes = layout.columns() >= WORDED;
    let rows: Vec<Vec<String>> = report
        .findings
        .iter()
        .filter(|finding| finding.level() == level)
        .map(|finding| {
            let side = |side: &Option<Found>| {
                let found = side.as_ref();
                let text = found.and_then(|it| distance(it).or_else(|| value(it, finding.attack)));
                text.unwrap_or_else(|| found.map_or("none", |it| it.verdict.word()).into())
            };
            let mut row = vec![finding.id.clone()];
            if classes {
                row.push(finding.class.word().replace('_', " "));
            }
            row.extend([side(&finding.before), side(&finding.after)]);
            row
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let table = if classes {
        let header = ["finding", "", "margin before", "after"];
        layout.rows(&header, &[2, 3], &rows)
    } else {
        layout.rows(&["finding", "margin before", "after"], &[1, 2], &rows)
    };
    format!("\n{}\n{table}", layout.strong(heading))
}

fn acknowledgements(report: &GuardReport, layout: Layout) -> String {
    let mut out = String::new();
    for asked in &report.acknowledgements {
        let kind = match (&asked.code, asked.state) {
            (Some(code), _) => format!("error[{code}]"),
            (None, State::Silences) => "acknowledged".to_owned(),
            (None, _) => "warning".to_owned(),
        };
        let text = format!("`{}`: {}", asked.finding, asked.message);
        out.push_str(&title(&kind, &text, layout));
        let by = format!("{}, until {}", asked.author, asked.expires);
        out.push_str(&detail("by", &by, layout));
        let place = format!("{}:{}", asked.place.file, asked.place.line);
        out.push_str(&detail("where", &place, layout));
    }
    out
}

/// Parts by name; of those that differ in their last word only, the first and how many more. JSON has them all.
fn shortened(parts: &[&str]) -> Vec<String> {
    let stem = |part: &str| {
        part.rsplit_once(' ')
            .map_or(String::new(), |(stem, _)| stem.to_owned())
    };
    let mut alike: Vec<(String, Vec<&str>)> = Vec::new();
    for part in parts {
        let stem = stem(part);
        match alike
            .iter_mut()
            .find(|(known, _)| *known == stem && !stem.is_empty())
        {
            Some((_, parts)) => parts.push(part),
            None => alike.push((stem, vec![part])),
        }
    }
    alike
        .iter()
        .map(|(_, parts)| match parts.as_slice() {
            [first, rest @ ..] if rest.len() > 1 => format!("{first} and {} more", rest.len()),
            few => few.join(", "),
        })
        .collect()
}

fn reuse(report: &GuardReport, layout: Layout) -> String {
    if report.reuse.is_empty() {
        return String::new();
    }
    let known = report.reuse.iter().filter(|it| it.reused).count();
    let units = counted(report.reuse.len(), "part", "parts");
    let mut out = format!("\n{known} of {units} known from an earlier run\n");
    for (why, units) in anew(report) {
        let line = match units.as_slice() {
            [only] => format!("  found anew: {only} ({why})"),
            many if why == NEVER => format!(
                "  found anew: {} ({why})",
                counted(many.len(), "part", "parts")
            ),
            many => format!("  found anew, as {why}: {}", shortened(many).join(", ")),
        };
        out.push_str(&layout.unbroken(&line, "    "));
        out.push('\n');
    }
    out
}
