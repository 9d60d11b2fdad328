//! This crate's own simplex method in floats: a dense tableau with bounds on every column, for dense programs.
//!
//! It takes the same path as the exact one — a composite first phase, then the largest reduced cost — and what it
//! ends with is a basis, so that nothing has to be guessed from values. A pivot goes over the whole tableau, which
//! the processor does faster than anything clever while the tableau is dense and fits its caches.

use crate::exact::approximate;

use super::{
    super::{
        model::{Program, Relation, Sense},
        simplex::Place,
    },
    Floats,
};

/// Cells of the largest tableau: 64 MB.
pub(super) const MOST_CELLS: usize = 8_000_000;
/// What counts as zero, after scaling rows and columns to a largest coefficient of one.
const TOLERANCE: f64 = 1e-9;
/// Pivots smaller than this are not made.
const SMALLEST_PIVOT: f64 = 1e-7;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum TableauError {
    #[error("the tableau has more than {MOST_CELLS} cells")]
    TooLarge,
    #[error("it did not come to an end in {0} pivots")]
    Endless(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Optimal,
    Infeasible,
    Unbounded,
}

struct Tableau {
    /// Row by row: how much a basic column falls when one outside the basis rises by one.
    cells: Vec<f64>,
    width: usize,
    /// Value of each row's basic column.
    values: Vec<f64>,
    basis: Vec<usize>,
    /// The column outside the basis that stands in each place of a row.
    outside: Vec<usize>,
    /// Reduced costs of those, in the objective's scale.
    costs: Vec<f64>,
    /// Devex weights of those: about how much moves when one moves.
    weights: Vec<f64>,
    /// By column: variables, then slacks.
    lower: Vec<f64>,
    upper: Vec<f64>,
    places: Vec<Place>,
}

/// Factors of rows and variables that bring the largest coefficients to one.
struct Scales {
    rows: Vec<f64>,
    variables: Vec<f64>,
    objective: f64,
}

pub(super) fn ask(program: &Program) -> Result<Floats, TableauError> {
    let cells = program.rows.len().checked_mul(program.variables.len());
    if cells.is_none_or(|cells| cells > MOST_CELLS) {
        return Err(TableauError::TooLarge);
    }
    let scales = Scales::new(program);
    let mut tableau = Tableau::new(program, &scales);
    let limit = 20 * (program.rows.len() + program.variables.len()) + 200;
    for _ in 0..limit {
        if let Some(end) = tableau.pivot() {
            return Ok(tableau.answer(program, &scales, end == End::Optimal));
        }
    }
    Err(TableauError::Endless(limit))
}

impl Scales {
    fn new(program: &Program) -> Self {
        let mut rows = vec![0.0f64; program.rows.len()];
        let mut variables = vec![0.0f64; program.variables.len()];
        for (row, scale) in program.rows.iter().zip(&mut rows) {
            let largest = row
                .terms
                .iter()
                .map(|(_, coefficient)| approximate(coefficient).abs());
            *scale = reciprocal(largest.fold(0.0, f64::max));
            for (variable, coefficient) in &row.terms {
                let size = approximate(coefficient).abs() * *scale;
                variables[*variable] = variables[*variable].max(size);
            }
        }
        for scale in &mut variables {
            *scale = reciprocal(*scale);
        }
        let objective = program
            .variables
            .iter()
            .zip(&variables)
            .map(|(variable, scale)| approximate(&variable.objective).abs() * scale);
        let size = reciprocal(objective.fold(0.0, f64::max));
        Self {
            rows,
            variables,
            objective: match program.sense {
                Sense::Maximize => size,
                Sense::Minimize => -size,
            },
        }
    }
}

/// One, where there is nothing to scale.
fn reciprocal(largest: f64) -> f64 {
    let scale = 1.0 / largest;
    if scale.is_normal() { scale } else { 1.0 }
}

impl Tableau {
    fn new(program: &Program, scales: &Scales) -> Self {
        let (height, width) = (program.rows.len(), program.variables.len());
        let mut lower = Vec::with_capacity(width + height);
        let mut upper = Vec::with_capacity(width + height);
        let mut places = Vec::with_capacity(width + height);
        for (variable, scale) in program.variables.iter().zip(&scales.variables) {
            let bounds = &variable.bounds;
            let scaled = |bound: &crate::exact::Rational| approximate(bound) / scale;
            lower.push(bounds.lower.as_ref().map_or(f64::NEG_INFINITY, scaled));
            upper.push(bounds.upper.as_ref().map_or(f64::INFINITY, scaled));
            places.push(match (&bounds.lower, &bounds.upper) {
                (Some(_), _) => Place::Lower,
                (None, Some(_)) => Place::Upper,
                (None, None) => Place::Free,
            });
        }
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
        Self {
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
        }
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.width..(row + 1) * self.width]
    }

    /// One step; or the end.
    fn pivot(&mut self) -> Option<End> {
        let pull: Vec<f64> = self
            .basis
            .iter()
            .zip(&self.values)
            .map(|(&column, &value)| self.pull(column, value))
            .collect();
        let feasible = pull.iter().all(|&pull| pull == 0.0);
        let entering = if feasible {
            self.entering(&self.costs)
        } else {
            let mut costs = vec![0.0; self.width];
            for (row, &pull) in pull.iter().enumerate().filter(|(_, pull)| **pull != 0.0) {
                for (cost, cell) in costs.iter_mut().zip(self.row(row)) {
                    *cost -= pull * cell;
                }
            }
            self.entering(&costs)
        };
        let Some((place, upward)) = entering else {
            return Some(if feasible {
                End::Optimal
            } else {
                End::Infeasible
            });
        };
        let column = self.outside[place];
        let own = self.upper[column] - self.lower[column];
        let (step, leaving) = match self.leaving(place, upward) {
            Some((step, row)) if step < own => (step, Some(row)),
            _ if own.is_finite() => (own, None),
            _ => return Some(End::Unbounded),
        };
        let change = if upward { step } else { -step };
        let before = rest(self.places[column], self.lower[column], self.upper[column]);
        for row in 0..self.values.len() {
            self.values[row] -= self.cells[row * self.width + place] * change;
        }
        match leaving {
            Some(row) => {
                let left = self.basis[row];
                self.places[left] = self.nearest(left, self.values[row]);
                self.exchange(row, place);
                self.values[row] = before + change;
                self.places[column] = Place::Basic;
            }
            None if upward => self.places[column] = Place::Upper,
            None => self.places[column] = Place::Lower,
        }
        None
    }

    /// One below the bounds, minus one above, zero within.
    fn pull(&self, column: usize, value: f64) -> f64 {
        let slack = TOLERANCE * (1.0 + value.abs());
        if value < self.lower[column] - slack {
            1.0
        } else if value > self.upper[column] + slack {
            -1.0
        } else {
            0.0
        }
    }

    /// The place whose column improves most for what it moves (Devex pricing; P. M. J. Harris, 1973), and whether
    /// it rises.
    fn entering(&self, costs: &[f64]) -> Option<(usize, bool)> {
        let mut best = None;
        let mut most = 0.0;
        for (place, (&column, &cost)) in self.outside.iter().zip(costs).enumerate() {
            let improves = match self.places[column] {
                _ if self.lower[column] == self.upper[column] => false,
                Place::Lower => cost > TOLERANCE,
                Place::Upper => cost < -TOLERANCE,
                Place::Free => cost.abs() > TOLERANCE,
                Place::Basic => false,
            };
            let merit = cost * cost / self.weights[place];
            if improves && merit > most {
                most = merit;
                best = Some((place, cost > 0.0));
            }
        }
        best
    }

    /// The row whose column is first at a bound, and the step until then: of those within tolerance of the first,
    /// the one of the largest pivot (Harris' ratio test).
    fn leaving(&self, place: usize, upward: bool) -> Option<(f64, usize)> {
        let room = |row: usize| {
            let cell = self.cells[row * self.width + place];
            if cell.abs() < SMALLEST_PIVOT {
                return None;
            }
            let (column, value) = (self.basis[row], self.values[row]);
            let falls = (cell > 0.0) == upward;
            let pull = self.pull(column, value);
            let room = match (falls, pull > 0.0, pull < 0.0) {
                (true, true, _) | (false, _, true) => f64::INFINITY,
                (true, _, true) => value - self.upper[column],
                (true, ..) => value - self.lower[column],
                (false, true, _) => self.lower[column] - value,
                (false, ..) => self.upper[column] - value,
            };
            room.is_finite().then(|| (room.max(0.0), cell.abs()))
        };
        let rows = 0..self.values.len();
        let longest = rows
            .clone()
            .filter_map(room)
            .map(|(room, size)| (room + TOLERANCE) / size)
            .fold(f64::INFINITY, f64::min);
        let mut best: Option<(f64, usize, f64)> = None;
        for row in rows {
            if let Some((room, size)) = room(row)
                && room / size <= longest
                && best.is_none_or(|(.., largest)| size > largest)
            {
                best = Some((room / size, row, size));
            }
        }
        best.map(|(step, row, _)| (step, row))
    }

    fn nearest(&self, column: usize, value: f64) -> Place {
        let (below, above) = (value - self.lower[column], self.upper[column] - value);
        if below.abs() <= above.abs() {
            Place::Lower
        } else {
            Place::Upper
        }
    }

    /// Exchanges a basic column for one outside the basis.
    fn exchange(&mut self, row: usize, place: usize) {
        let width = self.width;
        let mut pivot_row: Vec<f64> = self.row(row).to_vec();
        let inverse = 1.0 / pivot_row[place];
        for cell in &mut pivot_row {
            *cell *= inverse;
        }
        pivot_row[place] = inverse;
        let entering = self.weights[place];
        for (weight, cell) in self.weights.iter_mut().zip(&pivot_row) {
            *weight = weight.max(cell * cell * entering);
        }
        self.weights[place] = (inverse * inverse * entering).max(1.0);
        for (number, cells) in self.cells.chunks_exact_mut(width.max(1)).enumerate() {
            if number != row {
                eliminate(cells, place, &pivot_row);
            }
        }
        self.cells[row * width..(row + 1) * width].copy_from_slice(&pivot_row);
        eliminate(&mut self.costs, place, &pivot_row);
        std::mem::swap(&mut self.basis[row], &mut self.outside[place]);
    }

    fn answer(self, program: &Program, scales: &Scales, optimal: bool) -> Floats {
        let mut values: Vec<f64> = (0..self.width)
            .map(|column| rest(self.places[column], self.lower[column], self.upper[column]))
            .collect();
        for (&column, &value) in self.basis.iter().zip(&self.values) {
            if let Some(place) = values.get_mut(column) {
                *place = value;
            }
        }
        for (value, scale) in values.iter_mut().zip(&scales.variables) {
            *value *= scale;
        }
        // A slack that rises by one is a bound that falls by one.
        let mut duals = vec![0.0; program.rows.len()];
        for (&column, &cost) in self.outside.iter().zip(&self.costs) {
            if let Some(row) = column.checked_sub(self.width) {
                duals[row] = -cost * scales.rows[row] / scales.objective;
            }
        }
        Floats {
            values,
            duals: Some(duals),
            places: Some(self.places),
            optimal,
        }
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

fn eliminate(cells: &mut [f64], place: usize, pivot_row: &[f64]) {
    let factor = std::mem::take(&mut cells[place]);
    if factor != 0.0 {
        for (cell, pivot) in cells.iter_mut().zip(pivot_row) {
            *cell -= factor * pivot;
        }
    }
}
