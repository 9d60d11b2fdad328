//! What a change does to the findings, as one report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    acknowledge::{Acknowledged, State},
    class::Class,
    finding::FindingChange,
    steps::{FormulaChange, ParameterChange},
    words::counted,
};
use crate::verdict::Verdict;

/// Version of the JSON layout of a [`GuardReport`].
pub const GUARD_VERSION: u32 = 1;

/// What a change does to the findings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuardReport {
    /// Version of this layout: [`GUARD_VERSION`].
    pub schema_version: u32,
    /// Whether the change may be made.
    pub verdict: GuardVerdict,
    /// What the command exits with: 0, 1 or 2.
    pub exit_status: u8,
    /// The whole in one sentence.
    pub sentence: String,
    /// How the side before was given.
    pub before: String,
    /// How the side after was given.
    pub after: String,
    /// The scenario's file after the change, relative to the repository: what has no place of its own is shown there.
    pub file: String,
    /// The day on which it was judged, as `YYYY-MM-DD`.
    pub today: String,
    /// How many findings there are of each class; every class is there.
    pub counts: BTreeMap<Class, usize>,
    /// The parameters that have another value.
    pub parameters: Vec<ParameterChange>,
    /// The formulas that have another text.
    pub formulas: Vec<FormulaChange>,
    /// Every finding of either side, in the order of the side after; those that are gone stand at the end.
    pub findings: Vec<FindingChange>,
    /// What was found anew and what was known; whoever found it fills this in.
    pub reuse: Vec<Reuse>,
    /// What makes the two sides hard to compare, such as other numbers of runs.
    pub notes: Vec<String>,
    /// Every acknowledgement of the policy, and what became of it.
    pub acknowledgements: Vec<Acknowledged>,
}

/// Whether a change may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GuardVerdict {
    /// Nothing fails.
    Pass,
    /// Something fails.
    Fail,
    /// Nothing fails for certain, and something could not be decided.
    Undecided,
}

impl GuardVerdict {
    /// The word of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Undecided => "undecided",
        }
    }

    /// 0, 1 or 2.
    pub fn exit_status(self) -> u8 {
        match self {
            Self::Pass => 0,
            Self::Fail => 1,
            Self::Undecided => 2,
        }
    }
}

/// A unit of work: found anew, or known from an earlier time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reuse {
    /// What was to be found.
    pub unit: String,
    /// Whether it was known.
    pub reused: bool,
    /// Why, in words.
    pub why: String,
}

/// Why a part is found that nobody has looked for before.
pub(super) const NEVER: &str = "never run before";

/// The parts that were found anew, by why; in the order in which the reasons first stand.
pub(super) fn anew(report: &GuardReport) -> Vec<(&str, Vec<&str>)> {
    let mut by_reason: Vec<(&str, Vec<&str>)> = Vec::new();
    for part in report.reuse.iter().filter(|it| !it.reused) {
        match by_reason.iter_mut().find(|(why, _)| *why == part.why) {
            Some((_, parts)) => parts.push(&part.unit),
            None => by_reason.push((&part.why, vec![&part.unit])),
        }
    }
    by_reason
}

impl GuardReport {
    /// The report as indented JSON with a newline at the end.
    ///
    /// # Errors
    /// When a number in it is not finite, which JSON cannot say.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    /// The findings that fail, in order.
    pub fn failing(&self) -> impl Iterator<Item = &FindingChange> {
        self.findings.iter().filter(|finding| finding.fails)
    }

    /// How many findings are of this class.
    pub fn count(&self, class: Class) -> usize {
        self.counts.get(&class).copied().unwrap_or(0)
    }
}

/// The verdict over findings and steps. Where nothing was found on either side, nothing was looked at.
pub(super) fn verdict(findings: &[FindingChange], parameters: &[ParameterChange]) -> GuardVerdict {
    if findings.is_empty() {
        return GuardVerdict::Undecided;
    }
    let of_findings = findings
        .iter()
        .filter(|finding| finding.fails)
        .map(FindingChange::is_open);
    let of_steps = parameters
        .iter()
        .filter_map(|parameter| parameter.problem.as_ref())
        .map(|problem| problem.undecided);
    of_findings
        .chain(of_steps)
        .fold(GuardVerdict::Pass, |verdict, open| match (verdict, open) {
            (GuardVerdict::Fail, _) | (_, false) => GuardVerdict::Fail,
            (_, true) => GuardVerdict::Undecided,
        })
}

/// How many findings there are of each class.
pub(super) fn counts(findings: &[FindingChange]) -> BTreeMap<Class, usize> {
    let mut counts: BTreeMap<Class, usize> = Class::ALL.map(|class| (class, 0)).into();
    for finding in findings {
        *counts.entry(finding.class).or_default() += 1;
    }
    counts
}

/// The whole in one sentence, the gravest first.
pub(super) fn sentence(
    findings: &[FindingChange],
    parameters: &[ParameterChange],
    acknowledgements: &[Acknowledged],
) -> String {
    let count = |keep: &dyn Fn(&FindingChange) -> bool| {
        findings.iter().filter(|finding| keep(finding)).count()
    };
    let of = |class: Class| count(&|it| it.class == class);
    let new = |verdict: Verdict| {
        count(&|it| {
            it.class == Class::New && it.after.as_ref().is_some_and(|it| it.verdict == verdict)
        })
    };
    let steps = |code: &str| {
        let problems = parameters.iter().filter_map(|it| it.problem.as_ref());
        problems.filter(|problem| problem.code == code).count()
    };
    let silenced = acknowledgements
        .iter()
        .filter(|it| it.state == State::Silences)
        .count();
    let attacks = count(&|it| it.class == Class::BecameVulnerable && it.attack);
    let parts: Vec<String> = [
        (
            attacks,
            "attack becomes profitable",
            "attacks become profitable",
        ),
        (
            of(Class::BecameVulnerable) - attacks,
            "finding becomes vulnerable",
            "findings become vulnerable",
        ),
        (
            new(Verdict::Vulnerable),
            "new finding is vulnerable",
            "new findings are vulnerable",
        ),
        (of(Class::Deleted), "finding is gone", "findings are gone"),
        (
            of(Class::Undecided),
            "finding is not decided any more",
            "findings are not decided any more",
        ),
        (
            new(Verdict::Undecided),
            "new finding is undecided",
            "new findings are undecided",
        ),
        (steps("E-STEP"), "step is too large", "steps are too large"),
        (
            steps("E-TOO-SOON"),
            "step comes too soon",
            "steps come too soon",
        ),
        (of(Class::MarginShrank), "margin shrinks", "margins shrink"),
        (
            of(Class::BecameSafe),
            "finding becomes safe",
            "findings become safe",
        ),
        (
            new(Verdict::Safe),
            "new finding is safe",
            "new findings are safe",
        ),
        (of(Class::MarginGrew), "margin grows", "margins grow"),
        (
            silenced,
            "failure is acknowledged",
            "failures are acknowledged",
        ),
        (of(Class::Unchanged), "unchanged", "unchanged"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| counted(number, one, many))
    .collect();
    if parts.is_empty() {
        "nothing was found on either side".into()
    } else {
        parts.join(", ")
    }
}
