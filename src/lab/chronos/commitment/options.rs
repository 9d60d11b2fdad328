//! What a designer may choose: each control's grid, and what attacks and honest users make of it.

use assay_scenarios::{ParameterKind, Scenario};
use dashu_ratio::RBig;

use crate::error::CommandError;

/// A control with the values to choose from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Control {
    pub(super) name: String,
    /// Unit of the values; empty for a switch.
    pub(super) unit: String,
    pub(super) options: Vec<Choice>,
    /// Position of the option that the scenario has in force, if it is on the grid.
    pub(super) in_force: Option<usize>,
}

/// One value of a control.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Choice {
    Number(RBig),
    Switch(String),
}

/// Something that depends on some controls: its value at each combination of their options.
#[derive(Clone, Debug)]
pub(super) struct Surface {
    pub(super) name: String,
    /// Positions in the list of controls.
    pub(super) controls: Vec<usize>,
    /// One option a control, and the value there in USD.
    pub(super) points: Vec<(Vec<usize>, f64)>,
}

/// Every control that has a grid, and every switch of the contract.
pub(super) fn controls(scenario: &Scenario) -> Result<Vec<Control>, CommandError> {
    let mut controls = Vec::new();
    for parameter in scenario.parameters() {
        if parameter.kind() != ParameterKind::Control {
            continue;
        }
        let name = parameter.name();
        let (options, chosen): (Vec<Choice>, Choice) = if parameter.choices().is_empty() {
            let grid = parameter
                .grid()
                .iter()
                .cloned()
                .map(Choice::Number)
                .collect();
            (grid, Choice::Number(scenario.exact(name)?.clone()))
        } else {
            let choices = parameter
                .choices()
                .iter()
                .cloned()
                .map(Choice::Switch)
                .collect();
            (choices, Choice::Switch(scenario.choice(name)?.to_owned()))
        };
        if options.is_empty() {
            continue;
        }
        controls.push(Control {
            name: name.to_owned(),
            unit: parameter
                .unit()
                .map_or_else(String::new, |unit| unit.name().to_owned()),
            in_force: options.iter().position(|option| *option == chosen),
            options,
        });
    }
    Ok(controls)
}

impl Choice {
    /// The scenario with this value in place of the control's.
    pub(super) fn put(&self, scenario: &Scenario, control: &str) -> Result<Scenario, CommandError> {
        Ok(match self {
            Self::Number(value) => scenario.with_number(control, value.clone())?,
            Self::Switch(choice) => scenario.with_choice(control, choice)?,
        })
    }
}

/// What a surface is the value of.
#[derive(Clone, Copy)]
pub(super) enum Of<'a> {
    /// An attack's expected value.
    Attack(&'a str),
    /// A formula in USD.
    Formula(&'a str),
}

impl Of<'_> {
    pub(super) fn at(self, scenario: &Scenario) -> Result<f64, CommandError> {
        Ok(match self {
            Self::Attack(id) => scenario.attack(id)?.expected_value(scenario)?,
            Self::Formula(name) => scenario.evaluate(name)?,
        })
    }

    fn name(self) -> String {
        match self {
            Self::Attack(name) | Self::Formula(name) => name.to_owned(),
        }
    }

    /// The controls it depends on: by its text for numbers, by trying for switches.
    fn controls(self, scenario: &Scenario, all: &[Control]) -> Result<Vec<usize>, CommandError> {
        let numbers = match self {
            Self::Attack(id) => scenario.numbers_behind_attack(id)?,
            Self::Formula(name) => scenario.numbers_behind_formula(name)?,
        };
        let mut found = Vec::new();
        for (position, control) in all.iter().enumerate() {
            let matters = if control.unit.is_empty() {
                let mut values = Vec::new();
                for option in &control.options {
                    values.push(self.at(&option.put(scenario, &control.name)?)?);
                }
                values.windows(2).any(|pair| pair[0] != pair[1])
            } else {
                numbers.iter().any(|number| number.name() == control.name)
            };
            if matters {
                found.push(position);
            }
        }
        Ok(found)
    }

    /// Its value at every combination of the controls it depends on.
    pub(super) fn surface(
        self,
        scenario: &Scenario,
        all: &[Control],
    ) -> Result<Surface, CommandError> {
        let controls = self.controls(scenario, all)?;
        let mut points = vec![(Vec::new(), scenario.clone())];
        for &position in &controls {
            let Some(control) = all.get(position) else {
                continue;
            };
            let mut finer = Vec::with_capacity(points.len() * control.options.len());
            for (chosen, scenario) in &points {
                for (number, option) in control.options.iter().enumerate() {
                    let mut chosen: Vec<usize> = chosen.clone();
                    chosen.push(number);
                    finer.push((chosen, option.put(scenario, &control.name)?));
                }
            }
            points = finer;
        }
        let points = points
            .into_iter()
            .map(|(chosen, scenario)| Ok((chosen, self.at(&scenario)?)))
            .collect::<Result<_, CommandError>>()?;
        Ok(Surface {
            name: self.name(),
            controls,
            points,
        })
    }
}
