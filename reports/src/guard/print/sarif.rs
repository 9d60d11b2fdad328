//! A comparison as SARIF 2.1.0, for code scanning.

use serde_json::{Map, Value, json};

use super::headline::{code, of_finding, of_step};
use crate::{
    codes::{self, Code},
    guard::{
        acknowledge::State,
        class::Class,
        finding::{FindingChange, Level},
        report::GuardReport,
        snapshot::Place,
    },
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn sarif(report: &GuardReport) -> Result<String, serde_json::Error> {
    let rules: Vec<&Code> = codes::all().collect();
    let mut results: Vec<Value> = report
        .findings
        .iter()
        .filter_map(|finding| of(finding, &rules))
        .collect();
    results.extend(report.parameters.iter().filter_map(|change| {
        let problem = change.problem.as_ref()?;
        let place = change.place.clone().unwrap_or_else(|| Place {
            file: report.file.clone(),
            line: 1,
            column: 1,
        });
        let message = of_step(change, problem);
        let print = format!("step/{}", change.name);
        Some(result(
            &problem.code,
            "error",
            &message,
            &[place],
            &print,
            &rules,
        ))
    }));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "assay",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "automationDetails": { "id": "assay/guard" },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "exitCode": report.exit_status,
                "toolExecutionNotifications": notifications(report),
            }],
            "results": results,
            "properties": { "verdict": report.verdict.word(), "sentence": report.sentence },
        }],
    });
    let mut text = serde_json::to_string_pretty(&log)?;
    text.push('\n');
    Ok(text)
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.code,
        "name": name(code.code),
        "shortDescription": { "text": code.title },
        "fullDescription": { "text": code.meaning },
        "help": {
            "text": format!("{}\n\n{}\n\n{}", code.meaning, code.matters, code.remedy),
            "markdown": format!(
                "{}\n\n**Why it matters.** {}\n\n**What to do.** {}\n\n```text\n{}\n```",
                code.meaning, code.matters, code.remedy, code.example
            ),
        },
        "defaultConfiguration": { "level": "error" },
    })
}

/// `E-TOO-SOON` as `TooSoon`.
fn name(code: &str) -> String {
    let words = code.split('-').skip(1);
    words
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            format!("{first}{}", rest.to_lowercase())
        })
        .collect()
}

fn of(finding: &FindingChange, rules: &[&Code]) -> Option<Value> {
    let (code, level) = match finding.level() {
        Level::Error => (code(finding)?, "error"),
        Level::Warning => (code(finding)?, "warning"),
        Level::Note if finding.class == Class::BecameSafe => (
            if finding.attack {
                "E-PROFIT"
            } else {
                "E-VERDICT"
            },
            "note",
        ),
        Level::Note | Level::None => return None,
    };
    let mut message = of_finding(finding);
    if !finding.why.is_empty() {
        message.push_str(&format!(": {}", finding.why));
    }
    if let Some(help) = &finding.help {
        message.push_str(&format!(". Help: {help}"));
    }
    let mut result = result(code, level, &message, &finding.places, &finding.id, rules);
    if let (Some(by), Some(fields)) = (&finding.acknowledged, result.as_object_mut()) {
        let why = format!("{}, until {}: {}", by.author, by.expires, by.reason);
        let suppression =
            json!([{ "kind": "external", "status": "accepted", "justification": why }]);
        fields.insert("suppressions".into(), suppression);
    }
    if let (Some(replay), Some(fields)) = (&finding.replay, result.as_object_mut()) {
        fields.insert("properties".into(), json!({ "replay": replay }));
    }
    Some(result)
}

/// A result at the first of the places; the others are related.
fn result(
    code: &str,
    level: &str,
    message: &str,
    places: &[Place],
    fingerprint: &str,
    rules: &[&Code],
) -> Value {
    let mut fields = Map::new();
    fields.insert("ruleId".into(), code.into());
    if let Some(index) = rules.iter().position(|rule| rule.code == code) {
        fields.insert("ruleIndex".into(), index.into());
    }
    fields.insert("level".into(), level.into());
    fields.insert("message".into(), json!({ "text": message }));
    let mut located = places.iter().map(location);
    fields.insert("locations".into(), located.next().into_iter().collect());
    let related: Vec<Value> = located.collect();
    if !related.is_empty() {
        fields.insert("relatedLocations".into(), related.into());
    }
    let prints = json!({ "assayFinding/v1": fingerprint });
    fields.insert("partialFingerprints".into(), prints);
    Value::Object(fields)
}

fn location(place: &Place) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&place.file), "uriBaseId": "%SRCROOT%" },
        "region": { "startLine": place.line.max(1), "startColumn": place.column.max(1) },
    }})
}

/// What the policy's acknowledgements came to, where they do not silence anything.
fn notifications(report: &GuardReport) -> Vec<Value> {
    let asked = report.acknowledgements.iter();
    let of_policy = asked.filter_map(|asked| {
        let level = match asked.state {
            State::Silences => return None,
            State::Unused => "warning",
            State::Expired | State::Moved => "error",
        };
        let text = format!("Acknowledgement of `{}`: {}", asked.finding, asked.message);
        Some(json!({
            "level": level,
            "message": { "text": text },
            "locations": [location(&asked.place)],
        }))
    });
    let notes = report.notes.iter();
    of_policy
        .chain(notes.map(|note| json!({ "level": "note", "message": { "text": note } })))
        .collect()
}

/// A relative path as a URI reference (RFC 3986): slashes, and everything else percent-encoded that a path may not hold.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./a b/Chronos.sol"), "a%20b/Chronos.sol");
        assert_eq!(uri("scenarios\\x.toml"), "scenarios/x.toml");
        assert_eq!(uri("ä%.toml"), "%C3%A4%25.toml");
        assert_eq!(uri("a:b.toml"), "a%3Ab.toml");
    }

    #[test]
    fn rules_have_names_in_one_word() {
        assert_eq!(name("E-TOO-SOON"), "TooSoon");
        assert_eq!(name("E-PROFIT"), "Profit");
    }
}
