//! Asking the command, and the reports that many tests read.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use serde_json::Value;

/// The balanced configuration, which the other two extend.
pub(crate) const BALANCED: &str = "scenarios/chronos/balanced.toml";
/// The paper's "maximum security".
pub(crate) const CONSERVATIVE: &str = "scenarios/chronos/conservative.toml";
/// The paper's "better user experience".
pub(crate) const AGGRESSIVE: &str = "scenarios/chronos/aggressive.toml";

/// Runs of the reports that tests share.
pub(crate) const RUNS: u64 = 2_000;

/// What the command said.
pub(crate) struct Answer {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

/// The command, in the workspace's folder and free of what the caller's shell would tell it.
pub(crate) fn assay() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["RAYON_NUM_THREADS", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn ended(command: &mut Command) -> Answer {
    let start = Instant::now();
    let output = command.output().expect("the command can be started");
    Answer {
        status: output.status.code().expect("no signal ended the command"),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        took: start.elapsed(),
    }
}

/// What the command answers to these arguments.
pub(crate) fn ask(arguments: &[&str]) -> Answer {
    ended(assay().args(arguments))
}

/// The JSON of a command that succeeds and says nothing on standard error.
pub(crate) fn json(arguments: &[&str]) -> Value {
    let answer = ask(arguments);
    assert_eq!(answer.status, 0, "{arguments:?}\n{}", answer.stderr);
    assert_eq!(answer.stderr, "", "{arguments:?}");
    serde_json::from_str(&answer.stdout).expect("standard output is JSON")
}

/// `assay attacks` over `scenario` with these values set, in few runs: for closed forms.
pub(crate) fn attacks(scenario: &str, set: &[&str]) -> Value {
    let mut arguments = vec!["attacks", scenario, "--format", "json", "--runs", "20"];
    for value in set {
        arguments.extend(["--set", value]);
    }
    json(&arguments)
}

/// `assay run` of [`BALANCED`], [`CONSERVATIVE`] and [`AGGRESSIVE`], each asked once.
pub(crate) fn investigations() -> &'static [(&'static str, Value)] {
    static ANSWERS: OnceLock<Vec<(&str, Value)>> = OnceLock::new();
    ANSWERS.get_or_init(|| {
        let runs = RUNS.to_string();
        [BALANCED, CONSERVATIVE, AGGRESSIVE]
            .into_iter()
            .map(|scenario| {
                let report = json(&["run", scenario, "--format", "json", "--runs", &runs]);
                (scenario, report)
            })
            .collect()
    })
}

/// `assay run` of [`BALANCED`].
pub(crate) fn balanced() -> &'static Value {
    &investigations()[0].1
}

/// The elements of an array.
pub(crate) fn list(value: &Value) -> &[Value] {
    value
        .as_array()
        .unwrap_or_else(|| panic!("an array, not {value}"))
}

/// A number.
pub(crate) fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("a number, not {value}"))
}

/// A text.
pub(crate) fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("a text, not {value}"))
}

/// The attack of this id in a report.
pub(crate) fn attack<'a>(report: &'a Value, id: &str) -> &'a Value {
    list(&report["attacks"])
        .iter()
        .find(|attack| attack["id"] == id)
        .unwrap_or_else(|| panic!("no attack {id}"))
}

/// The simulated interval of an attack.
pub(crate) fn ci95(attack: &Value) -> (f64, f64) {
    let ends = list(&attack["ev"]["simulated"]["ci95"]);
    assert_eq!(ends.len(), 2, "{}", attack["id"]);
    (number(&ends[0]), number(&ends[1]))
}

/// The closed form of an attack, in USD.
pub(crate) fn closed_form(attack: &Value) -> f64 {
    number(&attack["ev"]["closed_form"]["value"])
}

/// A file of the workspace.
pub(crate) fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The balanced scenario's text, with `from` replaced by `to` where it first stands.
pub(crate) fn balanced_with(from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(workspace(BALANCED)).expect("the scenario can be read");
    assert!(text.contains(from), "the scenario has no `{from}`");
    text.replacen(from, to, 1)
}
