//! One point of a design as the cells of a row, and the settings of the switches among its factors.

use assay_scenarios::Scenario;
use assay_sweeps::{
    design::{Domain, Factor},
    table::{Cell, Column, Holds},
};

/// A coordinate on its way into a row.
pub(super) enum Coordinate {
    /// Of a number, in its declared unit.
    Number(f64),
    /// Of a switch.
    Choice(String),
}

impl Coordinate {
    pub(super) fn cell(&self) -> Cell<'_> {
        match self {
            Self::Number(value) => Cell::Number(*value),
            Self::Choice(choice) => Cell::Text(choice),
        }
    }
}

/// The coordinates of a point.
pub(super) fn coordinates(factors: &[Factor], point: &[f64]) -> Vec<Coordinate> {
    factors
        .iter()
        .zip(point)
        .map(|(factor, value)| {
            if is_switch(factor) {
                Coordinate::Choice(factor.text(*value))
            } else {
                Coordinate::Number(*value)
            }
        })
        .collect()
}

/// The columns of the coordinates.
pub(super) fn columns(scenario: &Scenario, factors: &[Factor]) -> Vec<Column> {
    factors
        .iter()
        .map(|factor| Column {
            name: factor.name().into(),
            unit: factor.unit().into(),
            holds: if is_switch(factor) {
                Holds::Text
            } else {
                Holds::Number
            },
            meaning: scenario
                .parameter(factor.name())
                .map(|parameter| parameter.meaning().to_owned())
                .unwrap_or_default(),
        })
        .collect()
}

/// The switches among the factors, and the settings they can have together.
pub(super) struct Switches {
    /// Places of the factors that are numbers.
    numbers: Vec<usize>,
    /// Places of the switches, each with the number of its parameter's choices.
    switches: Vec<(usize, usize)>,
}

impl Switches {
    pub(super) fn of(scenario: &Scenario, factors: &[Factor]) -> Self {
        let (switches, numbers): (Vec<usize>, Vec<usize>) =
            (0..factors.len()).partition(|place| factors.get(*place).is_some_and(is_switch));
        let choices = |place: usize| {
            let factor = factors.get(place)?;
            let parameter = scenario.parameter(factor.name()).ok()?;
            Some((place, parameter.choices().len()))
        };
        Self {
            numbers,
            switches: switches.into_iter().filter_map(choices).collect(),
        }
    }

    /// Places of the factors that are numbers.
    pub(super) fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// How many settings there are; one where there is no switch.
    pub(super) fn settings(&self) -> usize {
        self.switches.iter().map(|(_, choices)| choices).product()
    }

    /// The setting that a point has.
    pub(super) fn setting(&self, point: &[f64]) -> usize {
        self.switches.iter().fold(0, |setting, (place, choices)| {
            let choice = point.get(*place).copied().unwrap_or(0.0) as usize;
            setting * choices + choice
        })
    }

    /// The position of each switch's choice in a setting.
    pub(super) fn choices(&self, mut setting: usize) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = self
            .switches
            .iter()
            .rev()
            .map(|(place, choices)| {
                let choice = setting % choices;
                setting /= choices;
                (*place, choice)
            })
            .collect();
        found.reverse();
        found
    }
}

fn is_switch(factor: &Factor) -> bool {
    matches!(factor.domain(), Domain::Choices(_))
}
