//! The map over the two parameters on which a formula turns soonest.

use assay_reports::{
    Verdict,
    page::{Axis, Cell, Map, Part, Then, Turn},
};
use assay_scenarios::{Parameter, ParameterKind, Scenario};
use assay_solver::{
    boundary::{Label, Refinement, surface},
    exact::{Rational, approximate, parse},
    proof::{ParameterBox, Side, Subject},
};

use super::turns::Turns;
use crate::error::CommandError;

/// Cells of the map at most.
const CELLS: usize = 1_500;
/// How far the map reaches beyond the turn, as a share of the distance to it.
const BEYOND: (u8, u8) = (3, 2);

/// A parameter and the turn that is nearest on it.
struct Near<'s> {
    parameter: &'s Parameter,
    turn: Turn,
}

/// Where the attacks whose formulas do not pay now begin to; where all of them pay, where they cease to.
pub(super) fn of(scenario: &Scenario, turns: &Turns) -> Result<Part<Map>, CommandError> {
    let (judged, left_out, then) = if turns.not_paying.is_empty() {
        (&turns.paying, &turns.not_paying, Then::Ceases)
    } else {
        (&turns.not_paying, &turns.paying, Then::Begins)
    };
    let near = nearest(scenario, turns, then);
    let [across, up, ..] = near.as_slice() else {
        return Ok(Part::Absent(
            "there are no two parameters on each of which some attack's formula turns".into(),
        ));
    };
    let (first, second) = (side(scenario, across)?, side(scenario, up)?);
    let over = ParameterBox {
        sides: vec![first.clone(), second.clone()],
    };
    let refinement = Refinement {
        cells: CELLS,
        ..Refinement::default()
    };
    let found = surface(scenario, judged, &over, &refinement)?;
    let cells = found
        .cells
        .iter()
        .filter_map(|cell| {
            let [across_ends, up_ends] = cell.sides.as_slice() else {
                return None;
            };
            let (verdict, by) = match cell.label {
                Label::Safe => (Verdict::Safe, None),
                Label::Vulnerable(place) => (Verdict::Vulnerable, judged.get(place)),
                Label::Undecided => (Verdict::Undecided, None),
            };
            Some(Cell {
                across: ends(across.parameter, across_ends),
                up: ends(up.parameter, up_ends),
                verdict,
                by: by.map(|subject| subject.name().to_owned()),
            })
        })
        .collect();
    let names = |subjects: &[Subject]| {
        let names = subjects.iter().map(|subject| subject.name().to_owned());
        names.collect()
    };
    Ok(Part::Found(Map {
        across: axis(scenario, across, &first)?,
        up: axis(scenario, up, &second)?,
        over: names(judged),
        left_out: names(left_out),
        cells,
        shares: [&found.safe, &found.vulnerable, &found.undecided].map(approximate),
    }))
}

/// The numbers on which some attack's formula turns so, the nearest first; of equally near ones those that the contract fixes.
fn nearest<'s>(scenario: &'s Scenario, turns: &Turns, then: Then) -> Vec<Near<'s>> {
    let mut near: Vec<Near<'s>> = scenario
        .parameters()
        .iter()
        .filter_map(|parameter| {
            let turns = turns.turns(parameter.name());
            let turn = turns
                .into_iter()
                .filter(|turn| turn.then == then)
                .min_by(|a, b| a.change.abs().total_cmp(&b.change.abs()))?;
            Some(Near { parameter, turn })
        })
        .collect();
    near.sort_by(|a, b| {
        let world = |it: &Near<'_>| it.parameter.kind() == ParameterKind::Environment;
        let by_change = a.turn.change.abs().total_cmp(&b.turn.change.abs());
        by_change.then(world(a).cmp(&world(b)))
    });
    near
}

/// From the value to half as far again as the turn to either side, within the declared range.
fn side(scenario: &Scenario, near: &Near<'_>) -> Result<Side, CommandError> {
    let name = near.parameter.name();
    let now = scenario.exact(name)?;
    let turn = parse(&near.turn.at.to_string()).unwrap_or_else(|_| now.clone());
    let distance = match (turn < *now, turn > *now) {
        (true, _) => now - turn,
        (_, true) => turn - now,
        // It turns where it stands.
        _ if *now == Rational::ZERO => Rational::ONE,
        _ => now / Rational::from(2u8),
    };
    let reach = distance * Rational::from(BEYOND.0) / Rational::from(BEYOND.1);
    let (mut low, mut high) = (now - &reach, now + &reach);
    if let Some((least, greatest)) = near.parameter.range() {
        (low, high) = (low.max(least.clone()), high.min(greatest.clone()));
    }
    if near.parameter.is_whole() {
        (low, high) = (low.ceil().into(), high.floor().into());
    }
    Ok(Side {
        parameter: name.into(),
        low,
        high,
    })
}

/// The ends of a cell as they are drawn: a whole number takes up the space to halfway to its neighbours.
fn ends(parameter: &Parameter, (low, high): &(Rational, Rational)) -> (f64, f64) {
    let half = if parameter.is_whole() { 0.5 } else { 0.0 };
    (approximate(low) - half, approximate(high) + half)
}

fn axis(scenario: &Scenario, near: &Near<'_>, side: &Side) -> Result<Axis, CommandError> {
    let name = near.parameter.name();
    let unit = near.parameter.unit().map(|unit| unit.name().to_owned());
    let (low, high) = ends(near.parameter, &(side.low.clone(), side.high.clone()));
    Ok(Axis {
        parameter: name.into(),
        unit: unit.unwrap_or_default(),
        low,
        high,
        now: scenario.number(name)?,
        turn: near.turn.clone(),
    })
}
