//! Two or three parameters: cells that are safe, vulnerable or undecided.

use assay_reports::{SCHEMA_VERSION, text::Layout};
use assay_scenarios::Scenario;
use assay_solver::{
    boundary::{Cell, Label, Refinement, Surface, surface},
    exact::{Rational, approximate},
    proof::{ParameterBox, Subject},
};
use serde_json::{Value, json};

use crate::{
    arguments::{BoundaryArguments, Format},
    done::Done,
    error::CommandError,
    lab::named,
    page::Page,
    progress::Bar,
    subject::spelled,
    terminal,
};

/// Rows and columns of the map on a terminal.
const ROWS: usize = 20;
const COLUMNS: usize = 60;

pub(super) fn execute(
    scenario: &Scenario,
    subjects: &[Subject],
    over: &ParameterBox,
    arguments: &BoundaryArguments,
) -> Result<Done, CommandError> {
    let refinement = Refinement {
        cells: usize::try_from(arguments.cells).unwrap_or(usize::MAX),
        ..Refinement::default()
    };
    let bar = Bar::without_end("refining the boundary");
    let found = surface(scenario, subjects, over, &refinement)?;
    drop(bar);
    let map = Map {
        scenario,
        subjects,
        over,
        found,
    };
    terminal::print(&match arguments.posed.format {
        Format::Text => map.text(terminal::layout()),
        Format::Json => map.json()?,
    })?;
    Ok(Done::Holds)
}

struct Map<'a> {
    scenario: &'a Scenario,
    subjects: &'a [Subject],
    over: &'a ParameterBox,
    found: Surface,
}

impl Map<'_> {
    fn text(&self, layout: Layout) -> String {
        let mut page = Page::new(layout);
        let title = page.strong(self.scenario.title());
        page.line(&title);
        let sides: Vec<String> = self
            .over
            .sides
            .iter()
            .map(|side| {
                let (low, high) = (spelled(&side.low), spelled(&side.high));
                format!("{} from {low} to {high}", side.parameter)
            })
            .collect();
        let subjects: Vec<&str> = self.subjects.iter().map(Subject::name).collect();
        page.paragraph(
            "",
            &format!("{}, over {}", subjects.join(", "), sides.join(" and ")),
        );
        page.line("");
        let percent = |share: &Rational| format!("{:.3} %", 100.0 * approximate(share));
        page.paragraph(
            "",
            &format!(
                "{} of the volume is safe, {} vulnerable, {} undecided, in {} cells",
                percent(&self.found.safe),
                percent(&self.found.vulnerable),
                percent(&self.found.undecided),
                self.found.cells.len()
            ),
        );
        for (place, subject) in self.subjects.iter().enumerate() {
            let cells = self.found.cells.iter();
            let decided = cells
                .filter(|cell| cell.label == Label::Vulnerable(place))
                .count();
            if decided > 0 && self.subjects.len() > 1 {
                page.paragraph(
                    "  ",
                    &format!("{decided} cells are vulnerable to {subject}"),
                );
            }
        }
        if let [across, up] = self.over.sides.as_slice() {
            page.line("");
            for row in (0..ROWS).rev() {
                let y = share_of(&up.low, &up.high, row, ROWS);
                let line: String = (0..COLUMNS)
                    .map(|column| {
                        let x = share_of(&across.low, &across.high, column, COLUMNS);
                        self.mark(&[x, y.clone()])
                    })
                    .collect();
                let end = match row {
                    row if row + 1 == ROWS => format!("  {} {}", up.parameter, spelled(&up.high)),
                    0 => format!("  {} {}", up.parameter, spelled(&up.low)),
                    _ => String::new(),
                };
                page.line(&format!("  {line}{end}"));
            }
            let (low, high) = (spelled(&across.low), spelled(&across.high));
            let gap = COLUMNS.saturating_sub(low.len() + high.len() + across.parameter.len());
            let (left, right) = (" ".repeat(gap / 2), " ".repeat(gap - gap / 2));
            page.line(&format!("  {low}{left}{}{right}{high}", across.parameter));
            page.line("");
            page.line("  · safe   # vulnerable   ? undecided   @ the scenario's own values");
        }
        page.text
    }

    /// The label of the cell that a point lies in, and where the scenario itself stands.
    fn mark(&self, point: &[Rational]) -> char {
        let own = self.over.sides.iter().zip(point).all(|(side, at)| {
            let columns = if side.parameter == self.over.sides[0].parameter {
                COLUMNS
            } else {
                ROWS
            };
            let half = (&side.high - &side.low) / Rational::from(2 * columns);
            self.scenario
                .exact(&side.parameter)
                .is_ok_and(|now| *now >= at - &half && *now < at + &half)
        });
        if own {
            return '@';
        }
        let holds = |cell: &&Cell| {
            let sides = cell.sides.iter().zip(point);
            sides
                .into_iter()
                .all(|((low, high), at)| low <= at && at <= high)
        };
        match self.found.cells.iter().find(holds).map(|cell| cell.label) {
            Some(Label::Safe) => '·',
            Some(Label::Vulnerable(_)) => '#',
            Some(Label::Undecided) | None => '?',
        }
    }

    fn json(&self) -> Result<String, CommandError> {
        let cells: Vec<Value> = self
            .found
            .cells
            .iter()
            .map(|cell| {
                let sides = cell.sides.iter();
                let sides: Vec<[String; 2]> = sides
                    .map(|(low, high)| [low.to_string(), high.to_string()])
                    .collect();
                let (label, by) = match cell.label {
                    Label::Safe => ("safe", None),
                    Label::Vulnerable(place) => {
                        ("vulnerable", self.subjects.get(place).map(Subject::name))
                    }
                    Label::Undecided => ("undecided", None),
                };
                json!({ "sides": sides, "label": label, "by": by })
            })
            .collect();
        let share =
            |share: &Rational| json!({ "exact": share.to_string(), "value": approximate(share) });
        let mut text = serde_json::to_string_pretty(&json!({
            "schema_version": SCHEMA_VERSION,
            "scenario": named(self.scenario),
            "subjects": self.subjects.iter().map(Subject::name).collect::<Vec<_>>(),
            "parameters": self.found.parameters,
            "safe": share(&self.found.safe),
            "vulnerable": share(&self.found.vulnerable),
            "undecided": share(&self.found.undecided),
            "cells": cells,
        }))?;
        text.push('\n');
        Ok(text)
    }
}

/// The middle of one of `of` equal parts.
fn share_of(low: &Rational, high: &Rational, part: usize, of: usize) -> Rational {
    low + (high - low) * Rational::from(2 * part + 1) / Rational::from(2 * of)
}
