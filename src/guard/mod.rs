//! `assay guard`: what a change does to the findings, for the build that must not let a bad one through.
//!
//! Both sides are found with the same runs and the same random streams, so that what a change does not touch is the same
//! to the last bit; what was found before is taken from the cache as long as everything it was found from is the same.

mod error;
mod git;
mod given;
mod history;
mod side;

pub use error::GuardError;
pub use git::GitError;

use std::time::SystemTime;

use assay_reports::guard::{Class, GuardReport, GuardVerdict, compare};
use assay_scenarios::{
    ScenarioError,
    policy::{Date, Known, Policy},
};

pub(crate) use self::given::Given;
use self::side::Side;
use crate::{
    arguments::{Effort, GuardArguments, GuardFormat},
    done::Done,
    error::CommandError,
    lab::{Asking, Cache},
    progress::Bar,
    terminal,
};

pub(crate) fn execute(arguments: &GuardArguments) -> Result<Done, CommandError> {
    let scenario = arguments.scenario.as_deref();
    let (base, head) = match &arguments.head {
        Some(head) => given::both(&arguments.base, head, scenario)?,
        None => {
            let base = given::alone(&arguments.base, scenario)?;
            (base.clone(), base)
        }
    };
    let mut set_head = arguments.set.clone();
    set_head.extend(arguments.set_head.iter().cloned());
    if let (Given::Snapshot(place), false) = (&head, set_head.is_empty()) {
        return Err(GuardError::SetOverSnapshot {
            path: place.path.clone(),
        }
        .into());
    }
    let policy = policy(arguments)?;
    let today = today(arguments.today.as_deref())?;
    let effort = &arguments.effort;
    let asking = asking(effort);
    let cache = cache(effort)?;
    let bar = Bar::without_end("runs");
    let tell = |stage: &str, runs: u64| bar.tell(stage, runs);
    let mut before = base.investigate(&arguments.set, &asking, cache.as_ref(), &tell)?;
    let after = head.investigate(&set_head, &asking, cache.as_ref(), &tell)?;
    drop(bar);
    known(&policy, &after)?;
    history::date(&mut before.snapshot, &after.snapshot, &base, &policy)?;
    let mut report = compare(&before.snapshot, &after.snapshot, &policy, today);
    join(&mut report, before, after);
    for (format, path) in &arguments.write {
        std::fs::write(path, printed(&report, *format)?).map_err(|source| CommandError::Write {
            path: path.clone(),
            source,
        })?;
    }
    terminal::print(&printed(&report, arguments.format)?)?;
    Ok(match report.verdict {
        GuardVerdict::Pass => Done::Holds,
        GuardVerdict::Fail => Done::DoesNotHold,
        GuardVerdict::Undecided => Done::Undecided,
    })
}

/// How much is asked.
pub(crate) fn asking(effort: &Effort) -> Asking {
    Asking {
        runs: effort.runs,
        seed: effort.seed,
    }
}

/// Where results are kept, unless that is not wanted.
pub(crate) fn cache(effort: &Effort) -> Result<Option<Cache>, CommandError> {
    if effort.no_cache {
        return Ok(None);
    }
    Cache::at(&effort.cache)
        .map(Some)
        .map_err(|source| CommandError::Write {
            path: effort.cache.clone(),
            source,
        })
}

fn policy(arguments: &GuardArguments) -> Result<Policy, CommandError> {
    let Some(path) = &arguments.policy else {
        return Ok(Policy::default());
    };
    let text = std::fs::read_to_string(path).map_err(|source| CommandError::Read {
        path: path.clone(),
        source,
    })?;
    Ok(Policy::parse(&path.display().to_string(), &text)?)
}

/// Refuses a policy that speaks of what neither side knows.
fn known(policy: &Policy, after: &Side) -> Result<(), ScenarioError> {
    let parameters: Vec<(&str, Option<&str>)> = after
        .snapshot
        .settings
        .iter()
        .map(|it| (it.name.as_str(), it.unit.as_deref()))
        .collect();
    let classes: Vec<&str> = Class::ALL.iter().map(|class| class.word()).collect();
    policy.check(Known {
        parameters: &parameters,
        classes: &classes,
    })
}

/// The day given, or this one.
pub(crate) fn today(typed: Option<&str>) -> Result<Date, CommandError> {
    if let Some(text) = typed {
        return Ok(Date::parse(text).map_err(GuardError::Today)?);
    }
    let seconds = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok());
    seconds
        .and_then(Date::of_unix_seconds)
        .ok_or_else(|| GuardError::NoToday.into())
}

/// Puts what was reused, and what could not be read, into the report. What a contract says and nobody could follow, or does
/// not say any more, leaves a change undecided.
fn join(report: &mut GuardReport, before: Side, after: Side) {
    for (side, found) in [("base", &before), ("head", &after)] {
        for unread in &found.unread {
            report
                .notes
                .push(format!("Not read from the {side}: {unread}."));
        }
        if !found.missing.is_empty() {
            report.notes.push(format!(
                "The contract of the {side} does not have {}, which the scenario declares: what it says stands for them.",
                found.missing.join(", ")
            ));
        }
    }
    let gone = after.missing.iter().any(|it| !before.missing.contains(it));
    if (gone || !after.unread.is_empty()) && report.verdict == GuardVerdict::Pass {
        report.verdict = GuardVerdict::Undecided;
        report.exit_status = report.verdict.exit_status();
    }
    report.reuse = before.reuse;
    report.reuse.extend(after.reuse);
}

fn printed(report: &GuardReport, format: GuardFormat) -> Result<String, CommandError> {
    Ok(match format {
        GuardFormat::Text => report.to_text(terminal::layout()),
        GuardFormat::Json => report.to_json()?,
        GuardFormat::Junit => report.to_junit()?,
        GuardFormat::Sarif => report.to_sarif()?,
        GuardFormat::Markdown => report.to_markdown(),
    })
}
