//! `assay boundary`: where a sign or a verdict changes.

mod crossings;
mod map;
mod simulated;

use assay_solver::proof::{ParameterBox, Side, Subject};

use crate::{arguments::BoundaryArguments, done::Done, error::CommandError, lab::load, subject};

pub(crate) fn execute(arguments: &BoundaryArguments) -> Result<Done, CommandError> {
    let scenario = load(&arguments.posed.scenario, &arguments.posed.set)?;
    let subjects: Vec<Subject> = if arguments.subjects.is_empty() {
        subject::every_attack(&scenario).collect()
    } else {
        subject::subjects(&scenario, &arguments.subjects)?
    };
    let mut over = ParameterBox::default();
    for text in &arguments.vary {
        let side = subject::side(&scenario, text, "vary")?;
        if over
            .sides
            .iter()
            .any(|known| known.parameter == side.parameter)
        {
            return Err(CommandError::Stretch {
                option: "vary",
                text: text.clone(),
                why: format!("`{}` moves already", side.parameter),
            });
        }
        over.sides.push(side);
    }
    match (over.sides.as_slice(), arguments.simulate) {
        ([side], true) => simulated::execute(scenario, &subjects, side, arguments),
        (_, true) => Err(CommandError::Nothing {
            what: "single parameter to bracket a simulated value over",
            help: "give one `--vary name=lo:hi` with `--simulate`",
        }),
        ([] | [_], false) => {
            crossings::execute(&scenario, &subjects, over.sides.first(), arguments)
        }
        ([_, _] | [_, _, _], false) => map::execute(&scenario, &subjects, &over, arguments),
        ([.., last], false) => Err(CommandError::Stretch {
            option: "vary",
            text: last.parameter.clone(),
            why: "a map has two or three parameters; to prove a sign over more, see `assay prove`"
                .into(),
        }),
    }
}

/// The sides to look along: the one that was asked for, or each number behind the subject over its declared range.
fn along(
    scenario: &assay_scenarios::Scenario,
    subject: &Subject,
    asked: Option<&Side>,
) -> Result<Vec<Side>, CommandError> {
    if let Some(side) = asked {
        return Ok(vec![side.clone()]);
    }
    let numbers = subject.numbers(scenario)?.into_iter();
    Ok(numbers
        .filter_map(|parameter| {
            let (low, high) = parameter.range()?;
            Some(Side {
                parameter: parameter.name().into(),
                low: low.clone(),
                high: high.clone(),
            })
        })
        .collect())
}
