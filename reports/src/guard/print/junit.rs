//! A comparison as JUnit XML: a test case for each finding and for each step.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::headline::{of_finding, of_step};
use crate::guard::{finding::FindingChange, report::GuardReport, steps::ParameterChange};

/// What a test case comes to.
enum Outcome {
    Passed,
    /// Acknowledged: shown, and not counted as failed.
    Skipped(String),
    /// Code, one line, and everything that is known.
    Failed(String, String, String),
}

struct Case {
    name: String,
    outcome: Outcome,
}

pub(super) fn junit(report: &GuardReport) -> io::Result<String> {
    let suites = [
        (
            "findings",
            report.findings.iter().map(of).collect::<Vec<_>>(),
        ),
        ("steps", report.parameters.iter().map(step).collect()),
    ];
    let all: Vec<&Case> = suites.iter().flat_map(|(_, cases)| cases).collect();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut root = BytesStart::new("testsuites");
    root.push_attribute(("name", "assay guard"));
    count(&mut root, &all);
    writer.write_event(Event::Start(root))?;
    for (name, cases) in &suites {
        let name = format!("assay.guard.{name}");
        let mut suite = BytesStart::new("testsuite");
        suite.push_attribute(("name", name.as_str()));
        count(&mut suite, &cases.iter().collect::<Vec<_>>());
        writer.write_event(Event::Start(suite))?;
        for case in cases {
            write(&mut writer, &name, case)?;
        }
        writer.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuites")))?;
    let mut text = String::from_utf8(writer.into_inner()).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

fn of(finding: &FindingChange) -> Case {
    let outcome = match (&finding.acknowledged, finding.fails) {
        (Some(by), _) => Outcome::Skipped(format!(
            "acknowledged by {} until {}: {}",
            by.author, by.expires, by.reason
        )),
        (None, false) => Outcome::Passed,
        (None, true) => {
            let known = [
                Some(finding.why.as_str()),
                finding.replay.as_deref(),
                finding.help.as_deref(),
            ];
            let known: Vec<&str> = known.into_iter().flatten().collect();
            Outcome::Failed(
                finding.code.clone().unwrap_or_default(),
                of_finding(finding),
                known.join("\n"),
            )
        }
    };
    Case {
        name: finding.id.clone(),
        outcome,
    }
}

fn step(change: &ParameterChange) -> Case {
    Case {
        name: change.name.clone(),
        outcome: match &change.problem {
            None => Outcome::Passed,
            Some(problem) => Outcome::Failed(
                problem.code.clone(),
                of_step(change, problem),
                format!("`assay explain {}` says more", problem.code),
            ),
        },
    }
}

fn count(element: &mut BytesStart<'_>, cases: &[&Case]) {
    let of = |keep: fn(&Outcome) -> bool| {
        let cases = cases.iter().filter(|case| keep(&case.outcome));
        cases.count().to_string()
    };
    element.push_attribute(("tests", cases.len().to_string().as_str()));
    element.push_attribute((
        "failures",
        of(|it| matches!(it, Outcome::Failed(..))).as_str(),
    ));
    element.push_attribute(("errors", "0"));
    element.push_attribute((
        "skipped",
        of(|it| matches!(it, Outcome::Skipped(_))).as_str(),
    ));
}

fn write(writer: &mut Writer<Vec<u8>>, suite: &str, case: &Case) -> io::Result<()> {
    let mut element = BytesStart::new("testcase");
    element.push_attribute(("name", allowed(&case.name).as_str()));
    element.push_attribute(("classname", suite));
    if matches!(case.outcome, Outcome::Passed) {
        return writer.write_event(Event::Empty(element));
    }
    writer.write_event(Event::Start(element))?;
    match &case.outcome {
        Outcome::Passed => {}
        Outcome::Skipped(message) => {
            let mut skipped = BytesStart::new("skipped");
            skipped.push_attribute(("message", allowed(message).as_str()));
            writer.write_event(Event::Empty(skipped))?;
        }
        Outcome::Failed(code, message, known) => {
            let mut failure = BytesStart::new("failure");
            failure.push_attribute(("type", code.as_str()));
            failure.push_attribute(("message", allowed(message).as_str()));
            writer.write_event(Event::Start(failure))?;
            writer.write_event(Event::Text(BytesText::new(&allowed(known))))?;
            writer.write_event(Event::End(BytesEnd::new("failure")))?;
        }
    }
    writer.write_event(Event::End(BytesEnd::new("testcase")))
}

/// XML 1.0 has no way to write most control characters.
fn allowed(text: &str) -> String {
    let fits = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars()
        .map(|c| {
            if fits(c) {
                c
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect()
}
