//! Any parameter, anywhere in its range: an answer, or a refusal that names it.
//!
//! Asked through the library, which is what the command calls: some hundreds of processes would take
//! a minute.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use assay::lab::{Asking, Lab};
use assay_reports::Report;
use assay_scenarios::{Parameter, ParameterKind, Scenario};

use crate::support::{BALANCED, workspace};

/// What a single value may take, unoptimised, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// How much a value asks of the model.
#[derive(Clone, Copy, PartialEq)]
enum Point {
    /// An end of the range, or a value of two digits within it.
    Plain,
    /// A value of many digits, which an integer of the contract may not be able to hold.
    Awkward,
}

/// Both ends of the range, and values some way in between: of many digits, and of two.
fn points(parameter: &Parameter) -> Vec<(Point, String)> {
    let (low, high) = parameter.range().expect("a number has a range");
    let (low, high) = (low.to_f64().value(), high.to_f64().value());
    let within = low + (high - low) * 0.377;
    let (many, two) = if parameter.is_whole() {
        (within.round().to_string(), two_digits(within.round()))
    } else {
        (within.to_string(), two_digits(within))
    };
    vec![
        (Point::Plain, low.to_string()),
        (Point::Plain, high.to_string()),
        (Point::Awkward, many),
        (Point::Plain, two),
    ]
}

fn two_digits(value: f64) -> String {
    format!("{value:.1e}")
        .parse::<f64>()
        .expect("a number that was printed")
        .to_string()
}

fn asked(set: &str) -> Result<Report, String> {
    let asking = Asking { runs: 3, seed: 1 };
    Lab::open(&workspace(BALANCED), &[set.to_owned()])
        .and_then(|lab| lab.investigate(&asking, &|_, _| {}))
        .map_err(|error| error.render(false))
}

/// What is wrong with an answer, if anything: a figure that is not a number.
fn complaint(report: &Report) -> Option<String> {
    let closed_forms = report.attacks.iter().map(|attack| {
        let sound = attack.ev.closed_form.value.is_finite()
            && attack.capital.is_finite()
            && attack.ev.simulated.is_some();
        (sound, &attack.id)
    });
    let findings = report.findings.iter().map(|finding| {
        let sound = finding.value.as_ref().is_none_or(|value| {
            let ends = value.ci95.map_or([0.0; 2], Into::into);
            value.value.is_finite() && ends.iter().all(|end| end.is_finite())
        });
        (sound, &finding.id)
    });
    let mut unsound = closed_forms.chain(findings).filter(|(sound, _)| !sound);
    unsound.next().map(|(_, id)| format!("{id} is no number"))
}

/// Whether a refusal is for a reason that is the value's own: the contract's integers cannot hold it,
/// or the delays of messages would not rise from the least to the greatest.
fn is_understood(refusal: &str, point: Point) -> bool {
    refusal.contains("delays must rise")
        || (point == Point::Awkward && refusal.contains("keeps whole ones only"))
}

/// Asks for every point of every number of this kind; at least `least` of them must be answered.
fn assert_answered_or_refused(kind: ParameterKind, least: usize) {
    let scenario = Scenario::load(&workspace(BALANCED), &[]).unwrap();
    let mut wrong = Vec::new();
    let mut answered = 0;
    let numbers = scenario
        .parameters()
        .iter()
        .filter(|parameter| parameter.kind() == kind && parameter.choices().is_empty());
    for parameter in numbers {
        for (point, value) in points(parameter) {
            let set = format!("{}={value}", parameter.name());
            let start = Instant::now();
            match catch_unwind(AssertUnwindSafe(|| asked(&set))) {
                Err(_) => wrong.push(format!("{set}: panicked")),
                Ok(Err(refusal)) => {
                    if !refusal.contains(parameter.name()) || !is_understood(&refusal, point) {
                        wrong.push(format!("{set}: {refusal}"));
                    }
                }
                Ok(Ok(report)) => {
                    answered += 1;
                    wrong.extend(complaint(&report).map(|what| format!("{set}: {what}")));
                }
            }
            if start.elapsed() > PATIENCE {
                wrong.push(format!("{set}: took {:?}", start.elapsed()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(answered >= least, "only {answered} values were answered");
}

#[test]
fn any_constant_of_the_contract_is_answered_or_refused_by_name() {
    assert_answered_or_refused(ParameterKind::Control, 70);
}

#[test]
fn any_state_of_the_world_is_answered_or_refused_by_name() {
    assert_answered_or_refused(ParameterKind::Environment, 200);
}

#[test]
fn any_choice_of_a_switch_is_answered() {
    let scenario = Scenario::load(&workspace(BALANCED), &[]).unwrap();
    let mut answered = 0;
    for parameter in scenario.parameters() {
        for choice in parameter.choices() {
            let set = format!("{}={choice}", parameter.name());
            let report = asked(&set).unwrap_or_else(|refusal| panic!("{set}: {refusal}"));
            assert_eq!(complaint(&report), None, "{set}");
            answered += 1;
        }
    }
    assert!(answered >= 6, "only {answered} choices");
}

#[test]
fn a_value_outside_its_range_is_refused_by_name() {
    let scenario = Scenario::load(&workspace(BALANCED), &[]).unwrap();
    for parameter in scenario.parameters() {
        let Some((low, high)) = parameter.range() else {
            continue;
        };
        let (low, high) = (low.to_f64().value(), high.to_f64().value());
        for value in [low - 1.0, high + 1.0] {
            let set = format!("{}={value}", parameter.name());
            let refusal = asked(&set).map(|_| ()).unwrap_err();
            assert!(
                refusal.contains(&format!("is outside the range of `{}`", parameter.name())),
                "{refusal}"
            );
        }
    }
}
