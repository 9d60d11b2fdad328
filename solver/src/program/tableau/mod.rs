//! This crate's own simplex method in floats: a dense tableau with bounds on every column.
//!
//! It takes the same path as the exact one — a composite first phase, then reduced costs — and what it ends with is a
//! basis, so that nothing has to be guessed from values; and it goes on from where it stands when a bound is moved, as
//! branching does. A pivot goes over the whole tableau, which the processor does faster than anything clever while
//! the tableau is dense and fits its caches.

mod pivot;
mod scales;

use std::rc::Rc;

use thiserror::Error;

use crate::exact::{Rational, approximate};

use super::{
    model::{Bounds, Program, Relation},
    simplex::Place,
};
use scales::Scales;

/// Cells of the largest tableau: 64 MB.
const MOST_CELLS: usize = 8_000_000;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum TableauError {
    #[error("the tableau has more than {MOST_CELLS} cells")]
    TooLarge,
    #[error("it did not come to an end in {0} pivots")]
    Endless(usize),
}

/// How it ends, as far as floats can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Optimal,
    Infeasible,
    Unbounded,
}

#[derive(Debug, Clone)]
pub(super) struct Tableau {
    /// Row by row: how much a basic column falls when one outside the basis rises by one.
    cells: Vec<f64>,
    width: usize,
    /// Value of each row's basic column.
    values: Vec<f64>,
    basis: Vec<usize>,
    /// The column outside the basis that stands in each place of a row.
    outside: Vec<usize>,
    /// Reduced costs of those.
    costs: Vec<f64>,
    /// Devex weights of those: about how much moves when one moves.
    weights: Vec<f64>,
    /// By column: variables, then slacks.
    lower: Vec<f64>,
    upper: Vec<f64>,
    places: Vec<Place>,
    scales: Rc<Scales>,
}

impl Tableau {
    /// The program with its slacks for a basis. Its numbers must be within the range of floats.
    pub(super) fn new(program: &Program) -> Result<Self, TableauError> {
        let (height, width) = (program.rows.len(), program.variables.len());
        if height.saturating_mul(width) > MOST_CELLS {
            return Err(TableauError::TooLarge);
        }
        let scales = Scales::new(program);
        let mut lower = Vec::with_capacity(width + height);
        let mut upper = Vec::with_capacity(width + height);
        for (variable, &scale) in program.variables.iter().zip(&scales.variables) {
            let (least, most) = scaled(&variable.bounds, scale);
            lower.push(least);
            upper.push(most);
        }
        let mut places: Vec<Place> = lower
            .iter()
            .zip(&upper)
            .map(|(lower, upper)| resting(*lower, *upper))
            .collect();
        let mut cells = vec![0.0; height * width];
        let mut values = Vec::with_capacity(height);
        for ((number, row), scale) in program.rows.iter().enumerate().zip(&scales.rows) {
            let mut value = approximate(&row.bound) * scale;
            for (variable, coefficient) in &row.terms {
                let cell = approximate(coefficient) * scale * scales.variables[*variable];
                cells[number * width + variable] = cell;
                value -= cell * rest(places[*variable], lower[*variable], upper[*variable]);
            }
            values.push(value);
            let (least, most) = match row.relation {
                Relation::AtMost => (0.0, f64::INFINITY),
                Relation::Equal => (0.0, 0.0),
                Relation::AtLeast => (f64::NEG_INFINITY, 0.0),
            };
            lower.push(least);
            upper.push(most);
            places.push(Place::Basic);
        }
        let costs = program.variables.iter().zip(&scales.variables);
        Ok(Self {
            cells,
            width,
            values,
            basis: (width..width + height).collect(),
            outside: (0..width).collect(),
            costs: costs
                .map(|(of, scale)| approximate(&of.objective) * scale * scales.objective)
                .collect(),
            weights: vec![1.0; width],
            lower,
            upper,
            places,
            scales: Rc::new(scales),
        })
    }

    /// Pivots to the end.
    pub(super) fn run(&mut self) -> Result<End, TableauError> {
        let limit = 20 * self.places.len() + 200;
        for _ in 0..limit {
            if let Some(end) = self.pivot() {
                return Ok(end);
            }
        }
        Err(TableauError::Endless(limit))
    }

    /// Moves the bounds of a variable.
    pub(super) fn restrict(&mut self, variable: usize, bounds: &Bounds) {
        let before = rest(
            self.places[variable],
            self.lower[variable],
            self.upper[variable],
        );
        let (lower, upper) = scaled(bounds, self.scales.variables[variable]);
        self.lower[variable] = lower;
        self.upper[variable] = upper;
        let Some(place) = self.outside.iter().position(|&column| column == variable) else {
            return;
        };
        let stays = match self.places[variable] {
            Place::Lower => lower.is_finite(),
            Place::Upper => upper.is_finite(),
            Place::Basic | Place::Free => false,
        };
        if !stays {
            self.places[variable] = resting(lower, upper);
        }
        let change = rest(self.places[variable], lower, upper) - before;
        if change != 0.0 {
            for row in 0..self.values.len() {
                self.values[row] -= self.cells[row * self.width + place] * change;
            }
        }
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.width..(row + 1) * self.width]
    }

    /// By column.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// One a variable.
    pub(super) fn values(&self) -> Vec<f64> {
        let mut values: Vec<f64> = (0..self.width)
            .map(|column| rest(self.places[column], self.lower[column], self.upper[column]))
            .collect();
        for (&column, &value) in self.basis.iter().zip(&self.values) {
            if let Some(place) = values.get_mut(column) {
                *place = value;
            }
        }
        for (value, scale) in values.iter_mut().zip(&self.scales.variables) {
            *value *= scale;
        }
        values
    }

    /// Duals, one a row, of the program as one to maximise.
    pub(super) fn duals(&self) -> Vec<f64> {
        let objective = self.scales.objective.abs();
        let mut duals = self.multipliers(&self.costs, &[]);
        for dual in &mut duals {
            *dual /= objective;
        }
        duals
    }

    /// Multipliers, one a row, that prove infeasibility when the end is [`End::Infeasible`].
    pub(super) fn infeasibility(&self) -> Vec<f64> {
        let pulls = self.pulls();
        self.multipliers(&self.first_costs(&pulls), &pulls)
    }

    /// A slack's reduced cost is its row's multiplier turned round; a basic slack's own cost is the multiplier.
    fn multipliers(&self, costs: &[f64], basic: &[f64]) -> Vec<f64> {
        let mut multipliers = vec![0.0; self.scales.rows.len()];
        let outside = self
            .outside
            .iter()
            .zip(costs)
            .map(|(&column, &cost)| (column, -cost));
        let within = self.basis.iter().copied().zip(basic.iter().copied());
        for (column, multiplier) in outside.chain(within) {
            if let Some(row) = column.checked_sub(self.width) {
                multipliers[row] = multiplier * self.scales.rows[row];
            }
        }
        multipliers
    }
}

/// Bounds of a scaled variable.
fn scaled(bounds: &Bounds, scale: f64) -> (f64, f64) {
    let scaled = |bound: &Rational| approximate(bound) / scale;
    (
        bounds.lower.as_ref().map_or(f64::NEG_INFINITY, scaled),
        bounds.upper.as_ref().map_or(f64::INFINITY, scaled),
    )
}

fn resting(lower: f64, upper: f64) -> Place {
    if lower.is_finite() {
        Place::Lower
    } else if upper.is_finite() {
        Place::Upper
    } else {
        Place::Free
    }
}

/// Where a column outside the basis rests.
fn rest(place: Place, lower: f64, upper: f64) -> f64 {
    match place {
        Place::Lower => lower,
        Place::Upper => upper,
        Place::Basic | Place::Free => 0.0,
    }
}
