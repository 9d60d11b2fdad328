//! `assay prove`: the sign of a formula over a whole box of parameters, or a counterexample.

mod answer;
mod grown;

use assay_scenarios::Scenario;
use assay_solver::{
    exact::{self, Rational},
    proof::{self, Effort, ParameterBox, Subject},
};

use self::answer::{Answer, Judged};
use crate::{
    arguments::{Format, ProveArguments, Sign},
    done::Done,
    error::CommandError,
    lab::load,
    progress::Bar,
    subject, terminal,
};

/// Boxes of one proof, and of each of the hundreds that grow a box: there, a side that is hard to prove stops.
const BOXES: u64 = 200_000;
const BOXES_TO_GROW: u64 = 60;

pub(crate) fn execute(arguments: &ProveArguments) -> Result<Done, CommandError> {
    let scenario = load(&arguments.posed.scenario, &arguments.posed.set)?;
    let subjects = subject::subjects(&scenario, &arguments.subjects)?;
    let effort = Effort {
        boxes: arguments
            .boxes
            .unwrap_or(if arguments.grow { BOXES_TO_GROW } else { BOXES }),
        ..Effort::default()
    };
    let bar = Bar::without_end("proving");
    if arguments.grow {
        let grown = grown::grow(&scenario, &subjects, arguments.sign, &effort)?;
        drop(bar);
        terminal::print(&match arguments.posed.format {
            Format::Text => grown.text(&scenario, terminal::layout()),
            Format::Json => grown.json(&scenario)?,
        })?;
        return Ok(grown.done());
    }
    let over = sides(&scenario, &subjects, arguments)?;
    let judged = subjects
        .into_iter()
        .map(|subject| {
            let sign = sign_of(&scenario, &subject, arguments.sign)?;
            let proof = proof::prove(&scenario, &subject, sign, &over, &effort)?;
            Ok(Judged {
                subject,
                sign,
                proof,
            })
        })
        .collect::<Result<Vec<_>, CommandError>>()?;
    drop(bar);
    let answer = Answer { over, judged };
    terminal::print(&match arguments.posed.format {
        Format::Text => answer.text(&scenario, terminal::layout()),
        Format::Json => answer.json(&scenario)?,
    })?;
    Ok(answer.done())
}

/// The box that was asked for, side by side; a parameter named twice is an error.
fn sides(
    scenario: &Scenario,
    subjects: &[Subject],
    arguments: &ProveArguments,
) -> Result<ParameterBox, CommandError> {
    let mut over = ParameterBox::default();
    for text in &arguments.sides {
        let side = subject::side(scenario, text, "box")?;
        if has(&over, &side.parameter) {
            return Err(CommandError::Stretch {
                option: "box",
                text: text.clone(),
                why: format!("`{}` has a side already", side.parameter),
            });
        }
        over.sides.push(side);
    }
    if let Some(text) = &arguments.around {
        let refused = |why: String| CommandError::Stretch {
            option: "around",
            text: text.clone(),
            why,
        };
        let percent =
            exact::parse(text.trim_end_matches('%')).map_err(|error| refused(error.to_string()))?;
        if percent < Rational::ZERO {
            return Err(refused("expected per cent, at least 0".into()));
        }
        let share = percent / Rational::from(100u8);
        for subject in subjects {
            for parameter in subject.numbers(scenario)? {
                if !has(&over, parameter.name()) {
                    let side = ParameterBox::around(scenario, [parameter.name()], &share)?;
                    over.sides.extend(side.sides);
                }
            }
        }
    }
    if over.sides.is_empty() {
        return Err(CommandError::Nothing {
            what: "box to prove it over",
            help: "give its sides with `--box name=lo:hi`, or `--around 10` for 10 % around every number behind the subject, \
                   or let `--grow` find the largest",
        });
    }
    Ok(over)
}

fn has(over: &ParameterBox, parameter: &str) -> bool {
    over.sides.iter().any(|side| side.parameter == parameter)
}

/// The sign that was asked for; else what the seed claims of attacks, and what a formula has now.
fn sign_of(
    scenario: &Scenario,
    subject: &Subject,
    asked: Option<Sign>,
) -> Result<proof::Sign, CommandError> {
    Ok(match (asked, subject) {
        (Some(Sign::Negative), _) | (None, Subject::Attack(_)) => proof::Sign::Negative,
        (Some(Sign::NotPositive), _) => proof::Sign::NotPositive,
        (Some(Sign::Positive), _) => proof::Sign::Positive,
        (Some(Sign::NotNegative), _) => proof::Sign::NotNegative,
        (None, Subject::Formula(name)) => {
            let value: f64 = scenario.evaluate(name)?;
            if value < 0.0 {
                proof::Sign::Negative
            } else if value > 0.0 {
                proof::Sign::Positive
            } else {
                return Err(CommandError::Nothing {
                    what: "sign to prove: the formula is zero at the scenario's own values",
                    help: "say which with `--sign not-positive` or `--sign not-negative`",
                });
            }
        }
    })
}
