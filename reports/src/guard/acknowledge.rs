//! Acknowledgements: failures that somebody answers for.

use assay_scenarios::{
    nearest,
    policy::{Acknowledgement, Date, Policy},
};
use serde::{Deserialize, Serialize};

use super::{
    class::Class,
    snapshot::{Place, Snapshot},
};

/// What became of one acknowledgement of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// The finding.
    pub finding: String,
    /// The class of change that is meant, where only one is.
    pub class: Option<String>,
    /// Why the failure is accepted.
    pub reason: String,
    /// Who accepts it.
    pub author: String,
    /// The last day on which it counts, as `YYYY-MM-DD`.
    pub expires: String,
    /// Whether it counts.
    pub state: State,
    /// `E-ACK-EXPIRED` or `E-ACK-MOVED`, where that keeps it from silencing a failure.
    pub code: Option<String>,
    /// What became of it, in words.
    pub message: String,
    /// Where it stands in the policy.
    pub place: Place,
}

/// Whether an acknowledgement counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It silences a failure.
    Silences,
    /// It would, but its day is over.
    Expired,
    /// It would, but a value that it pins is another.
    Moved,
    /// There is nothing for it to silence.
    Unused,
}

/// A finding that fails, as far as an acknowledgement asks.
pub(super) struct Failure<'a> {
    pub(super) finding: &'a str,
    pub(super) class: Class,
}

/// What becomes of each acknowledgement, in file order. `known` are the ids of the findings of either side.
pub(super) fn acknowledged(
    policy: &Policy,
    failures: &[Failure<'_>],
    known: &[&str],
    after: &Snapshot,
    today: Date,
) -> Vec<Acknowledged> {
    policy
        .acknowledgements()
        .iter()
        .map(|asked| {
            let (state, message) = state(asked, failures, known, after, today);
            let code = match state {
                State::Expired => Some("E-ACK-EXPIRED"),
                State::Moved => Some("E-ACK-MOVED"),
                State::Silences | State::Unused => None,
            };
            let (file, line, column) = asked.place();
            Acknowledged {
                finding: asked.finding().to_owned(),
                class: asked.class().map(str::to_owned),
                reason: asked.reason().to_owned(),
                author: asked.author().to_owned(),
                expires: asked.expires().to_string(),
                state,
                code: code.map(str::to_owned),
                message,
                place: Place {
                    file: file.to_owned(),
                    line: u32::try_from(line).unwrap_or(u32::MAX),
                    column: u32::try_from(column).unwrap_or(u32::MAX),
                },
            }
        })
        .collect()
}

fn state(
    asked: &Acknowledgement,
    failures: &[Failure<'_>],
    known: &[&str],
    after: &Snapshot,
    today: Date,
) -> (State, String) {
    let Some(failure) = failures.iter().find(|it| it.finding == asked.finding()) else {
        return (State::Unused, unused(asked.finding(), known));
    };
    if let Some(class) = asked.class().filter(|class| *class != failure.class.word()) {
        let message = format!(
            "it is for `{class}`, and the finding is `{}`",
            failure.class.word()
        );
        return (State::Unused, message);
    }
    if today.days_since(asked.expires()) > 0 {
        let message = format!("it expired on {}, and today is {today}", asked.expires());
        return (State::Expired, message);
    }
    let moved: Vec<String> = asked
        .pinned()
        .filter_map(|(name, value)| match after.setting(name) {
            Some(setting) if setting.is(value) => None,
            Some(setting) => Some(format!("{name} is {}, pinned at {value}", setting.text)),
            None => Some(format!("{name} is gone, pinned at {value}")),
        })
        .collect();
    if !moved.is_empty() {
        return (State::Moved, moved.join("; "));
    }
    (State::Silences, asked.reason().to_owned())
}

fn unused(finding: &str, known: &[&str]) -> String {
    if known.contains(&finding) {
        return "the finding does not fail; it can be taken out".into();
    }
    match nearest(finding, known.iter().copied()) {
        Some(near) => format!("there is no such finding; did you mean `{near}`?"),
        None => "there is no such finding; it can be taken out".into(),
    }
}
