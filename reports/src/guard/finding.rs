//! One finding before and after a change.

use serde::{Deserialize, Serialize};

use super::{
    acknowledge::{Acknowledged, State},
    class::{Class, Turn},
    crossing::{Crossing, crossings},
    help::{help, why},
    margin::{Margin, Witness, compare, margin, turn},
    snapshot::{Place, Snapshot},
    steps::{FormulaChange, ParameterChange},
};
use crate::{attack::AttackReport, finding::Finding, interval::Interval, verdict::Verdict};

/// One finding before and after a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingChange {
    /// Stable name, `protocol/subject/variant`.
    pub id: String,
    /// What is stated, in one sentence.
    pub statement: String,
    /// Whether it is an attack, whose value is the attacker's profit.
    pub attack: bool,
    /// What the change does to it.
    pub class: Class,
    /// What was found before; none where it was not.
    pub before: Option<Found>,
    /// What is found after; none where it is not.
    pub after: Option<Found>,
    /// The witnesses of an attack that did not show a profit before and do now.
    pub turned: Vec<Witness>,
    /// Where between its values before and after a parameter turns the attack's formula.
    pub break_even: Vec<Crossing>,
    /// The code under which it fails, or would if nobody had acknowledged it.
    pub code: Option<String>,
    /// Whether it fails.
    pub fails: bool,
    /// Who answers for it, where it would fail and does not.
    pub acknowledged: Option<Answered>,
    /// What happened, in words; empty where nothing did.
    pub why: String,
    /// The command that shows it; none where one command cannot.
    pub replay: Option<String>,
    /// What to do; none where there is nothing to do.
    pub help: Option<String>,
    /// Where the values stand that moved, those first that cross a break-even value; never empty.
    pub places: Vec<Place>,
}

/// What was found on one side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The value, in `unit`; none where the finding is not about a number.
    pub value: Option<f64>,
    /// Unit of the value.
    pub unit: Option<String>,
    /// 95 % interval of the value, where it is an estimate.
    pub interval: Option<Interval>,
    /// What follows.
    pub verdict: Verdict,
    /// How far it is from turning; none without a threshold.
    pub margin: Option<Margin>,
}

/// Who answers for a failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Who.
    pub author: String,
    /// Why.
    pub reason: String,
    /// Until which day, as `YYYY-MM-DD`.
    pub expires: String,
}

/// Both sides, and what moved between them.
pub(super) struct Between<'a> {
    pub(super) before: &'a Snapshot,
    pub(super) after: &'a Snapshot,
    pub(super) parameters: &'a [ParameterChange],
    pub(super) formulas: &'a [FormulaChange],
    /// The share of a margin that may be lost.
    pub(super) max_shrink: Option<f64>,
    /// The share of a margin by which it may move and stay as it is.
    pub(super) tolerance: f64,
}

impl FindingChange {
    /// The finding of that id, before anybody acknowledges it.
    pub(super) fn of(id: &str, between: &Between<'_>) -> Self {
        let (before, after) = (between.before.finding(id), between.after.finding(id));
        let attacks = (between.before.attack(id), between.after.attack(id));
        let margins = match (before, after) {
            (Some(before), Some(after)) => {
                compare((before, attacks.0), (after, attacks.1), between.tolerance)
            }
            _ => std::cmp::Ordering::Equal,
        };
        let turn = match (before, after) {
            (Some(before), Some(after)) => turn(
                (before, attacks.0),
                (after, attacks.1),
                !between.formulas.is_empty(),
            ),
            _ => Turn::None,
        };
        let class = Class::of(
            before.map(|it| it.verdict),
            after.map(|it| it.verdict),
            turn,
            margins,
        );
        let found = |finding: &Finding, attack| Found {
            value: finding.value.as_ref().map(|it| it.value),
            unit: finding.value.as_ref().map(|it| it.unit.clone()),
            interval: finding.value.as_ref().and_then(|it| it.ci95),
            verdict: finding.verdict,
            margin: margin(finding, attack),
        };
        let attack = attacks.1.or(attacks.0).is_some();
        let mut change = Self {
            id: id.to_owned(),
            statement: after
                .or(before)
                .map(|it| it.statement.clone())
                .unwrap_or_default(),
            attack,
            class,
            before: before.map(|it| found(it, attacks.0)),
            after: after.map(|it| found(it, attacks.1)),
            turned: turned(attacks),
            break_even: crossings(attacks, between.parameters, between.after),
            code: None,
            fails: false,
            acknowledged: None,
            why: String::new(),
            replay: None,
            help: None,
            places: Vec::new(),
        };
        change.code = change.failure(between.max_shrink).map(str::to_owned);
        change.fails = change.code.is_some();
        change.why = why(&change, attacks);
        change.places = change.places(between);
        if class != Class::Unchanged {
            change.replay = change.replay(between.after);
            change.help = help(&change);
        }
        change
    }

    /// The code under which it fails.
    fn failure(&self, max_shrink: Option<f64>) -> Option<&'static str> {
        match self.class {
            Class::BecameVulnerable if self.attack => Some("E-PROFIT"),
            Class::BecameVulnerable => Some("E-VERDICT"),
            Class::Deleted => Some("E-DELETED"),
            Class::Undecided if self.is_contradicted() => Some("E-WITNESSES"),
            Class::Undecided => Some("E-UNDECIDED"),
            Class::New => match self.after.as_ref()?.verdict {
                Verdict::Safe => None,
                Verdict::Vulnerable => Some("E-NEW-VULNERABLE"),
                Verdict::Undecided => Some("E-UNDECIDED"),
            },
            Class::MarginShrank => {
                let safe = self.after.as_ref()?.verdict == Verdict::Safe;
                (safe && self.lost_share()? > max_shrink?).then_some("E-MARGIN")
            }
            Class::BecameSafe | Class::MarginGrew | Class::Unchanged => None,
        }
    }

    /// The share of its margin that a finding lost; none where there was none to lose.
    pub fn lost_share(&self) -> Option<f64> {
        let before = self.before.as_ref()?.margin?.absolute;
        let after = self.after.as_ref()?.margin?.absolute;
        (before > 0.0).then(|| (before - after) / before)
    }

    /// Whether its verdict says vulnerable on both sides, and its own value only after the change.
    pub(super) fn is_worse(&self) -> bool {
        let before = self.before.as_ref().map(|it| it.verdict);
        self.class == Class::BecameVulnerable && before == Some(Verdict::Vulnerable)
    }

    /// Whether its formula says something else than what happens, and did not before.
    pub(super) fn is_contradicted(&self) -> bool {
        let after = self.after.as_ref().map(|it| it.verdict);
        self.class == Class::Undecided && after != Some(Verdict::Undecided)
    }

    /// Whether it fails only because it could not be decided.
    pub fn is_open(&self) -> bool {
        let code = self.code.as_deref();
        matches!(code, Some("E-UNDECIDED" | "E-WITNESSES"))
    }

    /// How it counts.
    pub fn level(&self) -> Level {
        match self.class {
            _ if self.fails => Level::Error,
            _ if self.acknowledged.is_some() => Level::Warning,
            Class::MarginShrank => Level::Warning,
            Class::Unchanged => Level::None,
            _ => Level::Note,
        }
    }

    /// Takes over what its acknowledgements come to: one that counts is enough.
    pub(super) fn acknowledge(&mut self, asked: &[&Acknowledged]) {
        if let Some(counts) = asked.iter().find(|it| it.state == State::Silences) {
            self.fails = false;
            self.acknowledged = Some(Answered {
                author: counts.author.clone(),
                reason: counts.reason.clone(),
                expires: counts.expires.clone(),
            });
            return;
        }
        for asked in asked {
            if let Some(code) = &asked.code {
                self.why.push_str(&format!(
                    "; its acknowledgement does not count ({code}): {}",
                    asked.message
                ));
            }
        }
    }

    fn places(&self, between: &Between<'_>) -> Vec<Place> {
        let crosses = |name: &str| self.break_even.iter().any(|it| it.parameter == name);
        let (first, rest): (Vec<_>, Vec<_>) = between
            .parameters
            .iter()
            .partition(|parameter| crosses(&parameter.name));
        let formulas = between.formulas.iter().filter_map(|it| it.place.clone());
        let mut places: Vec<Place> = Vec::new();
        for place in first
            .into_iter()
            .chain(rest)
            .filter_map(|parameter| parameter.place.clone())
            .chain(formulas)
        {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if places.is_empty() {
            places.push(Place {
                file: between.after.file.clone(),
                line: 1,
                column: 1,
            });
        }
        places
    }

    fn replay(&self, after: &Snapshot) -> Option<String> {
        self.after.as_ref()?;
        let asked = after.replay.as_deref()?;
        let effort = format!("--runs {} --seed {}", after.report.runs, after.report.seed);
        Some(match (self.attack, self.turned.first()) {
            (true, None | Some(Witness::Formula)) => {
                format!("assay attacks {asked} --explain {}", self.id)
            }
            (true, Some(_)) => format!("assay attacks {asked} {effort}"),
            (false, _) => format!("assay run {asked} {effort}"),
        })
    }
}

/// How a change of a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It fails.
    Error,
    /// It does not fail, and should be looked at.
    Warning,
    /// To know.
    Note,
    /// Nothing happened.
    None,
}

/// The witnesses that show a profit now and did not before.
fn turned((before, after): (Option<&AttackReport>, Option<&AttackReport>)) -> Vec<Witness> {
    let pays = |side: Option<&AttackReport>, witness: Witness| {
        side.and_then(|attack| witness.verdict(attack)) == Some(Verdict::Vulnerable)
    };
    Witness::ALL
        .into_iter()
        .filter(|witness| pays(after, *witness) && !pays(before, *witness))
        .collect()
}
