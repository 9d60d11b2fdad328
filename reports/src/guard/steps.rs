//! The parameters that a change moves, and whether the policy lets them.

use assay_scenarios::policy::{Change, Date, Policy};
use serde::{Deserialize, Serialize};

use super::snapshot::{Place, Setting, Snapshot};

/// A parameter that has another value, or is on one side only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterChange {
    /// The parameter, or a table's row as `ltv_by_age[0.5]`.
    pub name: String,
    /// Its exact value before, or a switch's choice; none where there was none.
    pub before: Option<String>,
    /// Its exact value after, or a switch's choice; none where there is none.
    pub after: Option<String>,
    /// Unit of both values; none for a switch.
    pub unit: Option<String>,
    /// The contract's constant that it becomes.
    pub constant: Option<String>,
    /// The value before, as the contract writes it.
    pub encoded_before: Option<String>,
    /// The value after, as the contract writes it.
    pub encoded_after: Option<String>,
    /// Where the value stands after the change; where it is gone, before.
    pub place: Option<Place>,
    /// How far it moved; none for a switch, and where one side has no value.
    pub step: Option<Step>,
    /// What the policy allows, in words; none where it allows anything.
    pub allowed: Option<String>,
    /// What the policy refuses.
    pub problem: Option<Problem>,
}

/// How far a parameter moved.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// In the parameter's unit.
    pub absolute: f64,
    /// As a share of the value before; none from zero.
    pub relative: Option<f64>,
}

/// What the policy refuses of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `E-STEP` or `E-TOO-SOON`; the first, where it is both.
    pub code: String,
    /// What is wrong, in words.
    pub message: String,
    /// Whether nothing is wrong for certain: the day of the last change is not known.
    pub undecided: bool,
}

/// Every parameter that has another value, in the order of the side after; those that are gone stand at the end.
pub(super) fn changes(
    before: &Snapshot,
    after: &Snapshot,
    policy: &Policy,
    today: Date,
) -> Vec<ParameterChange> {
    let of_both = after
        .settings
        .iter()
        .filter_map(|setting| change(before.setting(&setting.name), Some(setting), policy, today));
    let gone = before
        .settings
        .iter()
        .filter_map(|setting| match after.setting(&setting.name) {
            Some(_) => None,
            None => change(Some(setting), None, policy, today),
        });
    of_both.chain(gone).collect()
}

fn change(
    before: Option<&Setting>,
    after: Option<&Setting>,
    policy: &Policy,
    today: Date,
) -> Option<ParameterChange> {
    let named = after.or(before)?;
    let both = before.zip(after);
    // A unit that changed makes another number of the same text.
    let same_unit = both.is_some_and(|(before, after)| before.unit == after.unit);
    let moved = both
        .filter(|_| same_unit)
        .and_then(|(before, after)| Change::between(&before.text, &after.text));
    let stays = same_unit && both.is_some_and(|(before, after)| before.is(&after.text));
    if stays {
        return None;
    }
    let limit = policy.limit(&named.name, named.control);
    let unit = named.unit.as_deref();
    let too_far = limit
        .zip(moved.as_ref())
        .and_then(|(limit, moved)| limit.refuses(moved, unit));
    let too_soon = limit.zip(before).and_then(|(limit, before)| {
        let least = limit.min_days()?;
        let kept = before.last_changed.as_deref();
        let last = limit.last_changed().or_else(|| Date::parse(kept?).ok());
        soon(least, last, today)
    });
    Some(ParameterChange {
        name: named.name.clone(),
        before: before.map(|it| it.text.clone()),
        after: after.map(|it| it.text.clone()),
        unit: named.unit.clone(),
        constant: named.constant.clone(),
        encoded_before: before.and_then(|it| it.encoded.clone()),
        encoded_after: after.and_then(|it| it.encoded.clone()),
        place: after
            .and_then(|it| it.place.clone())
            .or_else(|| before.and_then(|it| it.place.clone())),
        step: moved.map(|moved| Step {
            absolute: moved.absolute(),
            relative: moved.relative(),
        }),
        allowed: limit.and_then(|limit| limit.words(unit)),
        problem: problem(too_far, too_soon),
    })
}

/// Why a parameter may not be changed again yet, and whether that is certain.
fn soon(least: u64, last: Option<Date>, today: Date) -> Option<(String, bool)> {
    let Some(last) = last else {
        let message = format!(
            "may change once in {}, and nothing says when it last did: `last_changed` in the policy would",
            days(least)
        );
        return Some((message, false));
    };
    let since = today.days_since(last);
    if u64::try_from(since).is_ok_and(|since| since >= least) {
        return None;
    }
    let ago = match since {
        0 => "today".to_owned(),
        1.. => format!("{} ago", days(since.unsigned_abs())),
        _ => format!("in {}, after today", days(since.unsigned_abs())),
    };
    let message = format!(
        "may change once in {}, and last did on {last}, {ago}",
        days(least)
    );
    Some((message, true))
}

fn days(number: u64) -> String {
    format!("{number} day{}", if number == 1 { "" } else { "s" })
}

fn problem(too_far: Option<String>, too_soon: Option<(String, bool)>) -> Option<Problem> {
    let (code, message, undecided) = match (too_far, too_soon) {
        (None, None) => return None,
        (Some(far), None) => ("E-STEP", far, false),
        (None, Some((soon, certain))) => ("E-TOO-SOON", soon, !certain),
        (Some(far), Some((soon, _))) => ("E-STEP", format!("{far}; {soon}"), false),
    };
    Some(Problem {
        code: code.into(),
        message,
        undecided,
    })
}

/// A formula whose text is another, or that is on one side only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaChange {
    /// The formula; an attack's by the attack's id, a table's row as `ltv_by_age[0.5]`.
    pub name: String,
    /// Its text before; none where there was none.
    pub before: Option<String>,
    /// Its text after; none where there is none.
    pub after: Option<String>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// Every formula that has another text, in the order of the side after; those that are gone stand at the end.
pub(super) fn formulas(before: &Snapshot, after: &Snapshot) -> Vec<FormulaChange> {
    let (before, after) = (texts(before), texts(after));
    let of_both = after
        .iter()
        .map(|text| (find(&before, text.0), Some(*text)))
        .filter(|(before, after)| before.map(|it| it.1) != after.map(|it| it.1));
    let gone = before
        .iter()
        .filter(|text| find(&after, text.0).is_none())
        .map(|text| (Some(*text), None));
    of_both
        .chain(gone)
        .filter_map(|(before, after)| {
            let (name, _, place) = after.or(before)?;
            Some(FormulaChange {
                name: name.to_owned(),
                before: before.map(|it| it.1.to_owned()),
                after: after.map(|it| it.1.to_owned()),
                place: place.cloned(),
            })
        })
        .collect()
}

/// Name, text and place of a formula.
type Text<'a> = (&'a str, &'a str, Option<&'a Place>);

fn find<'a>(side: &[Text<'a>], name: &str) -> Option<Text<'a>> {
    side.iter().find(|text| text.0 == name).copied()
}

fn texts(side: &Snapshot) -> Vec<Text<'_>> {
    let formulas = side
        .formulas
        .iter()
        .map(|it| (it.name.as_str(), it.text.as_str(), it.place.as_ref()));
    let attacks = side
        .report
        .attacks
        .iter()
        .map(|it| (it.id.as_str(), it.formula.as_str(), None));
    formulas.chain(attacks).collect()
}
