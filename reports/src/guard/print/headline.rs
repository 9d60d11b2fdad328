//! What happened, in one line: shared by every format.

use crate::{
    guard::{
        class::Class,
        finding::FindingChange,
        steps::{ParameterChange, Problem},
        words::{plain, setting, signed},
    },
    verdict::Verdict,
};

/// What happened to a finding, in one line, its id in backticks.
pub(super) fn of_finding(change: &FindingChange) -> String {
    let id = format!("`{}`", change.id);
    let kind = if change.attack { "attack" } else { "finding" };
    let vulnerable = if change.attack {
        "profitable"
    } else {
        "vulnerable"
    };
    match change.class {
        Class::BecameVulnerable => format!("{kind} {id} is now {vulnerable}"),
        Class::Deleted => format!("{kind} {id} is gone"),
        Class::Undecided => format!("{kind} {id} is not decided any more"),
        Class::New => match change.after.as_ref().map(|it| it.verdict) {
            Some(Verdict::Vulnerable) => format!("new {kind} {id} is {vulnerable}"),
            Some(Verdict::Undecided) => format!("new {kind} {id} is undecided"),
            Some(Verdict::Safe) | None => format!("new {kind} {id} is safe"),
        },
        Class::MarginShrank => match change.lost_share() {
            Some(share) => format!("the margin of {id} shrinks by {}", plain(share, "fraction")),
            None => format!("the margin of {id} shrinks"),
        },
        Class::BecameSafe => format!("{kind} {id} is now safe"),
        Class::MarginGrew => format!("the margin of {id} grows"),
        Class::Unchanged => format!("{id} is as before"),
    }
}

/// What the policy refuses of a step, in one line.
pub(super) fn of_step(change: &ParameterChange, problem: &Problem) -> String {
    format!("`{}`: {}", change.name, problem.message)
}

/// The code that stands for a class where nothing fails: a margin that shrinks is looked up under the same.
pub(super) fn code(change: &FindingChange) -> Option<&str> {
    match change.class {
        Class::MarginShrank => Some("E-MARGIN"),
        _ => change.code.as_deref(),
    }
}

/// The value on one side, with its unit.
pub(super) fn side(change: &ParameterChange, text: &Option<String>) -> String {
    text.as_deref().map_or_else(
        || "none".into(),
        |text| setting(text, change.unit.as_deref()),
    )
}

/// The constant that the contract writes, before and after; its name alone where it is not known how.
pub(super) fn encoded(change: &ParameterChange) -> Option<String> {
    let name = change.constant.as_deref()?;
    Some(match (&change.encoded_before, &change.encoded_after) {
        (None, None) => name.to_owned(),
        (before, after) => {
            let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".into());
            format!("{name} {} → {}", side(before), side(after))
        }
    })
}

/// How far the parameter moved: as a share, and from zero in its unit; none for a switch.
pub(super) fn step(change: &ParameterChange) -> Option<String> {
    let step = change.step?;
    let unit = change.unit.as_deref()?;
    Some(match step.relative {
        Some(share) => signed(share, "fraction"),
        None => signed(step.absolute, unit),
    })
}
