//! Entries into [`Claims`]: ids, figures, scenarios, and the checks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::check::{self, Asked};
use super::entry::{CheckEntry, ClaimEntry, IgnoreEntry};
use super::load::Loaded;
use super::meant::figure;
use super::{Claim, ClaimStatus, Claims, Figure, Ignore};
use crate::diagnostic::{Diagnostic, Place, Report, ScenarioError};
use crate::expression::Anchor;
use crate::scenario::document::{Located, Scalar};
use crate::scenario::{Scenario, exact, is_path};

pub(super) fn assemble(loaded: Loaded) -> Result<Claims, ScenarioError> {
    let Loaded {
        folder,
        head,
        claims: entries,
        ignores,
        sources,
    } = loaded;
    let mut report = Report::default();
    check_sha256(&head.sha256, &mut report);
    check_ids(&entries, &mut report);
    let figures: BTreeMap<&str, Option<Figure>> = entries
        .iter()
        .map(|entry| (entry.id.value.as_str(), figure(entry, &mut report)))
        .collect();
    let mut scenarios = Scenarios {
        folder: &folder,
        loaded: BTreeMap::new(),
    };
    let mut claims = Vec::new();
    for entry in &entries {
        let named = entry.scenario.as_ref().unwrap_or(&head.scenario);
        let Some(scenario) = scenarios.get(named, &mut report) else {
            continue;
        };
        claims.extend(claim(
            entry,
            &figures,
            scenario,
            folder.join(&named.value),
            &mut report,
        ));
    }
    if entries.is_empty() {
        // Whether the scenario is there at all.
        scenarios.get(&head.scenario, &mut report);
    }
    report.into_result()?;
    Ok(Claims {
        title: head.title.value,
        document: head.document.value,
        sha256: head.sha256,
        scenario: folder.join(&head.scenario.value),
        claims,
        ignores: ignores.into_iter().map(ignore).collect(),
        sources,
    })
}

fn check_sha256(written: &Located<String>, report: &mut Report) {
    let is_hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if written.value.len() != 64 || !written.value.bytes().all(is_hexadecimal) {
        let message = "a SHA-256 is 64 hexadecimal digits, in lower case";
        report.push(Diagnostic::new(message).at(&written.place, ""));
    }
}

fn check_ids(entries: &[ClaimEntry], report: &mut Report) {
    let mut taken: BTreeMap<&str, &Place> = BTreeMap::new();
    for entry in entries {
        let id = &entry.id;
        if !is_path(&id.value) {
            let message = format!("`{}` cannot be the id of a claim", id.value.escape_debug());
            let help = "an id is lower-case words joined by `-` and `/`: `vector-1/expected-value`";
            report.push(Diagnostic::new(message).at(&id.place, "").help(help));
        }
        if let Some(first) = taken.insert(&id.value, &id.place) {
            let diagnostic = Diagnostic::new(format!("two claims have the id `{}`", id.value))
                .at(&id.place, "used again")
                .at(first, "first used here");
            report.push(diagnostic);
        }
    }
}

/// The scenarios that claims name, each read once.
struct Scenarios<'f> {
    folder: &'f Path,
    /// None where it cannot be used, which has been reported.
    loaded: BTreeMap<PathBuf, Option<Scenario>>,
}

impl Scenarios<'_> {
    fn get(&mut self, named: &Located<String>, report: &mut Report) -> Option<Scenario> {
        let path = self.folder.join(&named.value);
        let load = |path: &PathBuf| match Scenario::load(path, &[]) {
            Ok(scenario) => Some(scenario),
            Err(error) => {
                for problem in error.diagnostics() {
                    let lies_nowhere = problem.labels().is_empty();
                    let problem = problem.clone();
                    report.push(if lies_nowhere {
                        problem.at(&named.place, "named here")
                    } else {
                        problem
                    });
                }
                None
            }
        };
        self.loaded.entry(path).or_insert_with_key(load).clone()
    }
}

fn claim(
    entry: &ClaimEntry,
    figures: &BTreeMap<&str, Option<Figure>>,
    scenario: Scenario,
    scenario_path: PathBuf,
    report: &mut Report,
) -> Option<Claim> {
    let scenario = with_values(scenario, &entry.set, report)?;
    let figure = figures.get(entry.id.value.as_str()).cloned().flatten();
    check_sentence(entry, report);
    let covers: Option<Vec<_>> = entry
        .covers
        .iter()
        .map(|written| occurrence(written, report))
        .collect();
    let check = check::check(
        Asked {
            entry,
            scenario: &scenario,
            figure: figure.as_ref(),
            figures,
        },
        report,
    )?;
    let (CheckEntry::Formula(at)
    | CheckEntry::Finding(at, _)
    | CheckEntry::Verdict(at, _)
    | CheckEntry::Parameter(at)
    | CheckEntry::Assumption(at)
    | CheckEntry::Unsupported(at)) = &entry.check;
    Some(Claim {
        id: entry.id.clone(),
        lines: lines(&entry.lines),
        printed: entry.printed.clone(),
        covers: covers?,
        says: entry.says.clone(),
        figure,
        check,
        check_place: at.place.clone(),
        scenario,
        scenario_path,
        set: entry
            .set
            .iter()
            .map(|(name, value)| set(name, value))
            .collect(),
        status: entry.status.value,
        damage: entry.damage,
        sentence: entry
            .sentence
            .as_ref()
            .map(|sentence| sentence.value.clone()),
        because: entry.because.clone(),
        command: entry.command.clone(),
    })
}

fn ignore(entry: IgnoreEntry) -> Ignore {
    Ignore {
        lines: lines(&entry.lines),
        printed: entry.printed,
    }
}

fn lines(lines: &[Located<u32>]) -> Vec<u32> {
    lines.iter().map(|line| line.value).collect()
}

fn set(name: &Located<String>, value: &Located<Scalar>) -> String {
    let (Scalar::Number(text) | Scalar::Text(text)) = &value.value;
    format!("{}={text}", name.value)
}

/// The scenario with what a claim sets over it.
fn with_values(
    mut scenario: Scenario,
    set: &[(Located<String>, Located<Scalar>)],
    report: &mut Report,
) -> Option<Scenario> {
    for (name, value) in set {
        let changed = match &value.value {
            Scalar::Number(_) => scenario.with_number(&name.value, exact(value, report)?),
            Scalar::Text(choice) => scenario.with_choice(&name.value, choice),
        };
        match changed {
            Ok(changed) => scenario = changed,
            Err(error) => {
                let place = match scenario.parameter(&name.value) {
                    Ok(_) => &value.place,
                    Err(_) => &name.place,
                };
                report.push(Diagnostic::new(error.to_string()).at(place, ""));
                return None;
            }
        }
    }
    Some(scenario)
}

/// `81: $100` as the line and the text on it.
fn occurrence(written: &Located<String>, report: &mut Report) -> Option<(u32, Located<String>)> {
    let parts = written.value.split_once(':').and_then(|(line, text)| {
        let line: u32 = line.trim().parse().ok().filter(|line| *line > 0)?;
        Some((line, text.trim()))
    });
    match parts {
        Some((line, text)) if !text.is_empty() => {
            let text = Located {
                value: text.to_owned(),
                place: written.place.clone(),
            };
            Some((line, text))
        }
        _ => {
            let problem = Diagnostic::new("an occurrence is a line and the text on it")
                .at(&written.place, "")
                .help("for example `\"81: $100\"`");
            report.push(problem);
            None
        }
    }
}

/// The sentence of a claim: what it puts in, and whether it is needed.
fn check_sentence(entry: &ClaimEntry, report: &mut Report) {
    let refuted = matches!(
        entry.status.value,
        ClaimStatus::Contradicted | ClaimStatus::SimulatedOutside | ClaimStatus::Unsupported
    );
    let Some(sentence) = &entry.sentence else {
        if refuted && entry.damage > 1 {
            let message = format!("claim `{}` has no `sentence`", entry.id.value);
            let help =
                "a claim of this damage is told to voters: say in one sentence what is wrong";
            let problem = Diagnostic::new(message).at(&entry.status.place, "needed beside this");
            report.push(problem.help(help));
        }
        return;
    };
    let nothing_follows = matches!(
        entry.check,
        CheckEntry::Assumption(_) | CheckEntry::Unsupported(_)
    );
    let mut at = 0;
    while let Some(found) = sentence.value.get(at..).and_then(|rest| rest.find('{')) {
        let start = at + found + 1;
        let rest = sentence.value.get(start..).unwrap_or("");
        let name = rest.split('}').next().unwrap_or("");
        let span = start..start + name.len();
        at = span.end;
        let problem = match name {
            "follows" if nothing_follows => "nothing follows from this check to be put here",
            "printed" if entry.printed.is_none() => "nothing is printed to be put here",
            "follows" | "printed" => continue,
            _ => "a sentence takes `{printed}` and `{follows}`",
        };
        let place = Anchor::new(sentence.place.clone(), &sentence.value).place(&span);
        report.push(Diagnostic::new(problem).at(&place, ""));
    }
}
