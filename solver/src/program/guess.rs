//! From an answer in floats to a basis.
//!
//! Columns are ranked by how clearly they are basic: far from their bounds and without a reduced cost. Of the
//! ranked columns the first independent ones are taken, with independence decided modulo a prime, so that the basis
//! is nonsingular for certain, whatever the floats were worth.

use dashu_int::IBig;

use crate::exact::{approximate, modular::Independent};

use super::{
    Effort, Program, SolveError, Work,
    backend::{self, Floats},
    simplex::{self, Place},
    standard::{Limits, Standard},
};

/// What floats leave of a reduced cost or a distance that is zero.
const NOISE: f64 = 1e-9;

/// A basis to start from: guessed by the first back end that has an answer, or the slacks.
pub(super) fn basis(
    program: &Program,
    standard: &Standard,
    effort: &Effort,
    work: &mut Work,
) -> Result<Vec<Place>, SolveError> {
    for back_end in backend::order(program, effort) {
        match backend::ask(program, back_end, effort) {
            Ok(floats) => {
                work.guess = Some(back_end);
                return choose(standard, effort, &Ranks::new(program, standard, &floats));
            }
            Err(failure) => work.failures.push(failure),
        }
    }
    Ok(simplex::slack_basis(standard, &standard.limits))
}

/// The basis nearest to places that may be no basis.
pub(super) fn near(
    standard: &Standard,
    limits: &Limits,
    effort: &Effort,
    places: &[Place],
) -> Result<Vec<Place>, SolveError> {
    choose(standard, effort, &Ranks::of(places, limits))
}

/// By column.
struct Ranks {
    /// From zero, certainly outside the basis, to one, certainly within.
    basic: Vec<f64>,
    /// Where to rest outside it.
    rest: Vec<Place>,
}

impl Ranks {
    fn of(places: &[Place], limits: &Limits) -> Self {
        let basic = |place: &Place| if *place == Place::Basic { 1.0 } else { 0.0 };
        let rest = places
            .iter()
            .enumerate()
            .map(|(column, place)| match place {
                Place::Basic => simplex::resting(limits, column),
                place => *place,
            });
        Self {
            basic: places.iter().map(basic).collect(),
            rest: rest.collect(),
        }
    }

    fn new(program: &Program, standard: &Standard, floats: &Floats) -> Self {
        let limits = &standard.limits;
        let resting = |column| simplex::resting(limits, column);
        if let Some(places) = &floats.places {
            return Self::of(places, &standard.limits);
        }
        let mut reduced: Vec<f64> = program
            .variables
            .iter()
            .map(|variable| approximate(&variable.objective))
            .collect();
        let mut slacks = Vec::with_capacity(program.rows.len());
        for (number, row) in program.rows.iter().enumerate() {
            let dual = floats.duals.as_ref().map(|duals| duals[number]);
            let (mut left, mut size) = (0.0, 0.0f64);
            for (variable, coefficient) in &row.terms {
                let coefficient = approximate(coefficient);
                left += coefficient * floats.values[*variable];
                size = size.max(coefficient.abs());
                reduced[*variable] -= coefficient * dual.unwrap_or(0.0);
            }
            let distance = (approximate(&row.bound) - left).abs() / size.max(NOISE);
            slacks.push(rank(distance, dual.map(|dual| dual * size)));
        }
        let mut basic = Vec::with_capacity(slacks.len() + reduced.len());
        let mut rest = Vec::with_capacity(slacks.len() + reduced.len());
        for (column, (variable, &value)) in program.variables.iter().zip(&floats.values).enumerate()
        {
            let distance = |bound: &Option<_>| {
                bound
                    .as_ref()
                    .map_or(f64::INFINITY, |bound| (value - approximate(bound)).abs())
            };
            let (below, above) = (
                distance(&variable.bounds.lower),
                distance(&variable.bounds.upper),
            );
            let cost = floats.duals.as_ref().map(|_| reduced[column]);
            basic.push(rank(below.min(above), cost));
            rest.push(if above < below {
                Place::Upper
            } else {
                resting(column)
            });
        }
        rest.extend((0..slacks.len()).map(|row| resting(basic.len() + row)));
        basic.extend(slacks);
        Self { basic, rest }
    }
}

/// How clearly a column is basic; without duals, by its distance from the bounds alone.
fn rank(distance: f64, cost: Option<f64>) -> f64 {
    if distance.is_infinite() {
        return 1.0;
    }
    let distance = distance + NOISE * NOISE;
    distance / (distance + cost.map_or(NOISE, |cost| cost.abs() + NOISE * NOISE))
}

/// The first independent columns in order of rank. Slacks that are clearly basic come first, since they cost nothing
/// and leave fewer rows to decide; at the end, the slack of any row that is left over.
fn choose(standard: &Standard, effort: &Effort, ranks: &Ranks) -> Result<Vec<Place>, SolveError> {
    let variables = standard.variables();
    let mut places = ranks.rest.clone();
    let mut position = vec![None; standard.rows()];
    let mut rows = Vec::new();
    for (row, &basic) in ranks.basic[variables..].iter().enumerate() {
        if basic > 0.5 {
            places[variables + row] = Place::Basic;
        } else {
            position[row] = Some(rows.len());
            rows.push(row);
        }
    }
    simplex::within(rows.len(), effort.unknowns)?;
    let mut candidates: Vec<usize> = (0..variables)
        .chain(rows.iter().map(|row| variables + row))
        .filter(|&column| ranks.basic[column] > 0.0)
        .collect();
    candidates.sort_by(|&a, &b| ranks.basic[b].total_cmp(&ranks.basic[a]));
    // Columns beyond twice the number of rows are too unlikely to be worth the elimination.
    candidates.truncate(2 * rows.len());
    let mut kept = Independent::new(rows.len());
    let mut column_of = vec![IBig::ZERO; rows.len()];
    for column in candidates {
        if kept.is_full() {
            break;
        }
        column_of.fill(IBig::ZERO);
        if let Some(row) = column.checked_sub(variables) {
            if let Some(place) = position[row] {
                column_of[place] = IBig::ONE;
            }
        } else {
            for (row, coefficient) in &standard.columns[column] {
                if let Some(place) = position[*row] {
                    column_of[place] = coefficient.clone();
                }
            }
        }
        if kept.offer(&column_of) {
            places[column] = Place::Basic;
        }
    }
    for left in kept.left() {
        places[variables + rows[left]] = Place::Basic;
    }
    Ok(places)
}
