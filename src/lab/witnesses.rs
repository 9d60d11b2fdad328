//! One attack by every witness: formula, simulation, best response, and where the formula's sign changes.

use assay_reports::{
    AttackReport, BestResponse, BreakEven, ClosedForm, ExpectedValue, Interval, Reading, Simulated,
    Verdict,
};
use assay_scenarios::{Attack, ParameterKind, Scenario};
use assay_sim::chronos::AttackOutcome;
use assay_solver::{
    boundary::{Effort, Profitable, break_evens as find_break_evens},
    exact,
};
use dashu_ratio::RBig;

use super::{chronos::Answer, investigation::Responded};
use crate::error::CommandError;

pub(super) fn report(
    scenario: &Scenario,
    attack: &Attack,
    simulated: Option<Simulated>,
    best: Responded,
    (break_even, open): (Vec<BreakEven>, Vec<String>),
) -> Result<AttackReport, CommandError> {
    let (closed_form, exact) = value(scenario, attack)?;
    let mut notes = scenario.notes(attack);
    notes.extend(match &simulated {
        None => Some(NOT_SIMULATED.into()),
        Some(simulated) => by_chance(closed_form, simulated),
    });
    notes.extend(best.notes);
    notes.extend(open);
    Ok(AttackReport {
        id: attack.id().into(),
        threat: attack.threat().into(),
        verdict: Verdict::of_attack(
            Some(closed_form),
            simulated.as_ref().map(|simulated| simulated.ci95),
            best.best.as_ref().and_then(BestResponse::bounds),
        ),
        ev: ExpectedValue {
            closed_form: ClosedForm {
                value: closed_form,
                unit: "USD".into(),
                exact: exact.map(|value| value.to_string()),
            },
            simulated,
            best_response: best.best,
        },
        capital: attack.capital(scenario)?,
        readings: readings(scenario, attack, closed_form)?,
        break_even,
        preconditions: attack.preconditions().to_vec(),
        mitigation: attack.mitigation().into(),
        source: attack.source().into(),
        formula: formula(scenario, attack)?,
        notes,
    })
}

pub(super) fn over_runs(outcome: AttackOutcome) -> Simulated {
    Simulated {
        mean: outcome.mean,
        ci95: Interval {
            lo: outcome.ci95.low,
            hi: outcome.ci95.high,
        },
        runs: outcome.runs,
        sd: outcome.sd,
        loss_probability: outcome.loss_probability,
    }
}

/// The best response as it is reported; why there is none, or what it rests on, joins the notes.
pub(super) fn best_response(answer: Answer, notes: &mut Vec<String>) -> Option<BestResponse> {
    match answer {
        Answer::Found(best) => {
            let (reported, said) = best.reported();
            notes.extend(
                said.into_iter()
                    .map(|note| format!("Best response: {note}")),
            );
            Some(reported)
        }
        Answer::Unsolved { why } => {
            notes.push(format!("The best response could not be worked out: {why}."));
            None
        }
        Answer::Unknown => {
            notes.push(NOT_SOLVED.into());
            None
        }
    }
}

const NOT_SOLVED: &str =
    "No decision process knows this attack: without its best response it is never safe.";
const NOT_SIMULATED: &str = "No simulated behaviour: one witness alone is never enough for safe.";

/// Half the width of a normal variable's 99.9 % interval over that of its 95 % interval.
pub(super) const WIDER: f64 = 3.290_527 / 1.959_964;

/// Says so where the formula is outside the interval by no more than chance explains.
fn by_chance(closed_form: f64, simulated: &Simulated) -> Option<String> {
    let Interval { lo, hi } = simulated.ci95;
    let (below, above) = (simulated.mean - lo, hi - simulated.mean);
    let missed = !simulated.ci95.contains(closed_form);
    let wider = Interval {
        lo: simulated.mean - WIDER * below,
        hi: simulated.mean + WIDER * above,
    };
    (missed && wider.contains(closed_form)).then(|| {
        "The formula lies outside the 95 % interval but inside the 99.9 % one: chance alone does \
         that to one attack in twenty. More runs or another seed would tell."
            .into()
    })
}

/// The expected value, as the float nearest to the exact one where there is one.
fn value(scenario: &Scenario, attack: &Attack) -> Result<(f64, Option<RBig>), CommandError> {
    let float: f64 = attack.expected_value(scenario)?;
    // An irrational value has no exact form; any other failure would have failed above.
    let exact = attack.expected_value::<RBig>(scenario).ok();
    Ok((
        exact.as_ref().map_or(float, |exact| exact.to_f64().value()),
        exact,
    ))
}

/// The closed form under each choice of each switch: those of the world always, those of the contract
/// where they matter.
fn readings(
    scenario: &Scenario,
    attack: &Attack,
    in_force: f64,
) -> Result<Vec<Reading>, CommandError> {
    let mut all = Vec::new();
    for parameter in scenario.parameters() {
        let name = parameter.name();
        if parameter.choices().is_empty() {
            continue;
        }
        let chosen = scenario.choice(name)?;
        let mut readings = Vec::new();
        for choice in parameter.choices() {
            let value = if choice == chosen {
                in_force
            } else {
                value(&scenario.with_choice(name, choice)?, attack)?.0
            };
            readings.push(Reading {
                parameter: name.into(),
                choice: choice.clone(),
                in_force: choice == chosen,
                value,
            });
        }
        let matters = readings.iter().any(|reading| reading.value != in_force);
        if matters || parameter.kind() == ParameterKind::Environment {
            all.append(&mut readings);
        }
    }
    Ok(all)
}

/// What the contract can change first, then what the world does.
/// The break-even values, controls first, and a note for each stretch on which nothing is known.
pub(super) fn break_evens(
    scenario: &Scenario,
    attack: &Attack,
) -> Result<(Vec<BreakEven>, Vec<String>), CommandError> {
    let found = find_break_evens(scenario, attack.id(), &Effort::default())?;
    let open = found
        .unresolved
        .into_iter()
        .map(|(name, low, high)| {
            let (low, high) = (exact::approximate(&low), exact::approximate(&high));
            format!("Whether {name} breaks even between {low} and {high} is undecided.")
        })
        .collect();
    let (controls, environment): (Vec<_>, Vec<_>) = found.found.into_iter().partition(|at| {
        scenario
            .parameter(&at.parameter)
            .is_ok_and(|parameter| parameter.kind() == ParameterKind::Control)
    });
    let found = controls
        .into_iter()
        .chain(environment)
        .map(|at| {
            let now = scenario.number(&at.parameter).unwrap_or(f64::NAN);
            let range = scenario
                .parameter(&at.parameter)
                .ok()
                .and_then(|it| it.range());
            let size = match range {
                Some((_, high)) if now == 0.0 => exact::approximate(high),
                _ => libm::fabs(now),
            };
            BreakEven {
                value: at.value,
                exact: at.exact.map(|exact| exact.to_string()),
                profitable: match at.profitable {
                    Profitable::Above => "above".into(),
                    Profitable::Below => "below".into(),
                },
                parameter: at.parameter,
                unit: at.unit,
                now,
                change: (at.value - now) / size,
            }
        })
        .collect();
    Ok((found, open))
}

/// The expected value's text: its parts as the scenario writes them.
fn formula(scenario: &Scenario, attack: &Attack) -> Result<String, CommandError> {
    let derivation = attack.explain(scenario)?;
    let part = |name: &str| {
        derivation
            .steps
            .iter()
            .find(|step| step.name == name)
            .map_or("0", |step| step.expression.as_str())
    };
    Ok(format!(
        "gain × success - loss × (1 - success) - cost, where gain = {}; success = {}; loss = {}; cost = {}",
        part("gain"),
        part("success"),
        part("loss"),
        part("cost"),
    ))
}
