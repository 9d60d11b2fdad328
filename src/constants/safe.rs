//! How far each control may move before an attack begins to pay.

use std::collections::BTreeMap;

use assay_reports::constants::{Bound, End, PaysNow, Safe, Standing};
use assay_scenarios::{Attack, Parameter, Scenario};
use assay_solver::{
    boundary::{Crossing, Crossings, Effort, Place, Sign, crossings},
    exact::Rational,
    proof::Subject,
};
use rayon::prelude::*;

use crate::error::CommandError;

/// The standing of every control that becomes a constant.
pub(crate) struct Standings(BTreeMap<String, Standing>);

impl Standings {
    /// The standing of a control; of one that becomes no constant, that nothing reads it.
    pub(crate) fn of(&self, control: &str) -> Standing {
        self.0.get(control).cloned().unwrap_or(Standing::NotRead)
    }
}

/// Works out the standings from the crossings of every attack's closed form along every control.
pub(crate) fn standings(scenario: &Scenario) -> Result<Standings, CommandError> {
    let controls: Vec<&Parameter> = scenario
        .parameters()
        .iter()
        .filter(|parameter| parameter.constant().is_some())
        .collect();
    let found = controls
        .into_par_iter()
        .map(|control| Ok((control.name().to_owned(), standing(scenario, control)?)))
        .collect::<Result<_, CommandError>>()?;
    Ok(Standings(found))
}

fn standing(scenario: &Scenario, control: &Parameter) -> Result<Standing, CommandError> {
    let Some((low, high)) = control.range() else {
        return Ok(Standing::NotRead);
    };
    let now = scenario.exact(control.name())?;
    let end = |value: &Rational| End {
        value: value.clone(),
        included: true,
        bound: Bound::Range,
    };
    let mut safe = Safe {
        low: end(low),
        high: end(high),
        pays_now: Vec::new(),
    };
    let mut read = false;
    for attack in scenario.attacks() {
        let numbers = scenario.numbers_behind_attack(attack.id())?;
        if !numbers.iter().any(|number| number.name() == control.name()) {
            continue;
        }
        read = true;
        let subject = Subject::Attack(attack.id().into());
        let ends = (low, high);
        let found = crossings(scenario, &subject, control.name(), ends, &Effort::default())?;
        match sign_at(scenario, attack, &found, now) {
            Some(Sign::Positive) => safe.pays_now.push(PaysNow {
                attack: attack.id().into(),
                stops_at: stops(&found, now),
            }),
            Some(Sign::Negative | Sign::Zero) => narrow(&mut safe, attack, &found, now),
            Some(Sign::Undefined) | None => {
                let here = End {
                    value: now.clone(),
                    included: true,
                    bound: Bound::Unknown(attack.id().into()),
                };
                (safe.low, safe.high) = (here.clone(), here);
            }
        }
    }
    Ok(if read {
        Standing::Read(safe)
    } else {
        Standing::NotRead
    })
}

/// The sign of an attack's value at a value of the control; nothing where it is not known.
fn sign_at(
    scenario: &Scenario,
    attack: &Attack,
    found: &Crossings,
    now: &Rational,
) -> Option<Sign> {
    if found
        .unresolved
        .iter()
        .any(|(low, high)| low <= now && now <= high)
    {
        return None;
    }
    for crossing in &found.found {
        let (low, high) = sides(crossing);
        if now < low || (now == low && crossing.here.is_none()) {
            return Some(crossing.below);
        }
        if let (true, Some(here)) = (now == low, crossing.here) {
            return Some(here);
        }
        if now < high {
            return None;
        }
    }
    if let Some(last) = found.found.last() {
        return Some(last.above);
    }
    // The sign is the same over the whole range, so that a float cannot be on the wrong side of a crossing.
    let value: f64 = attack.expected_value(scenario).ok()?;
    Some(if value > 0.0 {
        Sign::Positive
    } else if value < 0.0 {
        Sign::Negative
    } else {
        Sign::Zero
    })
}

/// Draws the ends in to where the attack begins to pay, or nothing is known of it.
fn narrow(safe: &mut Safe, attack: &Attack, found: &Crossings, now: &Rational) {
    let bound = |sign: Sign| match sign {
        Sign::Positive => Some(Bound::Pays(attack.id().into())),
        Sign::Undefined => Some(Bound::Unknown(attack.id().into())),
        Sign::Negative | Sign::Zero => None,
    };
    let end = |value: &Rational, included, bound| End {
        value: value.clone(),
        included,
        bound,
    };
    for crossing in &found.found {
        let (low, high) = sides(crossing);
        // The place itself is passed first, then what lies beyond it.
        let here = crossing.here.and_then(&bound);
        if high > now || (high == now && crossing.here.is_some()) {
            let up = match here.clone().filter(|_| low > now) {
                Some(bound) => Some(end(low, false, bound)),
                None => bound(crossing.above).map(|bound| end(low.max(now), true, bound)),
            };
            if let Some(up) = up.filter(|up| narrower(&safe.high, up, up.value < safe.high.value)) {
                safe.high = up;
            }
        }
        if low < now || (low == now && crossing.here.is_some()) {
            let down = match here.filter(|_| high < now) {
                Some(bound) => Some(end(high, false, bound)),
                None => bound(crossing.below).map(|bound| end(high.min(now), true, bound)),
            };
            if let Some(down) =
                down.filter(|down| narrower(&safe.low, down, down.value > safe.low.value))
            {
                safe.low = down;
            }
        }
    }
    for (low, high) in &found.unresolved {
        let unknown = Bound::Unknown(attack.id().into());
        if low > now && low < &safe.high.value {
            safe.high = end(low, false, unknown);
        } else if high < now && high > &safe.low.value {
            safe.low = end(high, false, unknown);
        }
    }
}

/// Whether a new end lies further in than the old; at the same value, if only the old one is included or bounded by the range.
fn narrower(old: &End, new: &End, further_in: bool) -> bool {
    further_in
        || (new.value == old.value
            && ((old.included && !new.included) || old.bound == Bound::Range))
}

/// The nearest values to either side at which a paying attack would not pay.
fn stops(found: &Crossings, now: &Rational) -> Vec<Rational> {
    let quiet = |sign: Sign| matches!(sign, Sign::Negative | Sign::Zero);
    let below = found.found.iter().rev().find_map(|crossing| {
        let (low, high) = sides(crossing);
        let here = crossing.here.is_some_and(quiet).then_some(high);
        let stop = here.or(quiet(crossing.below).then_some(low));
        stop.filter(|stop| *stop < now)
    });
    let above = found.found.iter().find_map(|crossing| {
        let (low, high) = sides(crossing);
        let here = crossing.here.is_some_and(quiet).then_some(low);
        let stop = here.or(quiet(crossing.above).then_some(high));
        stop.filter(|stop| *stop > now)
    });
    below.into_iter().chain(above).cloned().collect()
}

/// The two values that a crossing lies between; twice the same where it is one value.
fn sides(crossing: &Crossing) -> (&Rational, &Rational) {
    match &crossing.at {
        Place::Exact(at) => (at, at),
        Place::Bracket { low, high } => (low, high),
    }
}
