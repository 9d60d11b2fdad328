//! One pivot: which column enters, which one leaves, and the exchange.

use super::{End, Place, Tableau, rest};

/// What counts as zero, after scaling.
const TOLERANCE: f64 = 1e-9;
/// Pivots smaller than this are not made.
const SMALLEST: f64 = 1e-7;

impl Tableau {
    /// One step; or the end.
    pub(super) fn pivot(&mut self) -> Option<End> {
        let pulls = self.pulls();
        let feasible = pulls.iter().all(|&pull| pull == 0.0);
        let entering = if feasible {
            self.entering(&self.costs)
        } else {
            self.entering(&self.first_costs(&pulls))
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

    /// By row; see [`Tableau::pull`].
    pub(super) fn pulls(&self) -> Vec<f64> {
        self.basis
            .iter()
            .zip(&self.values)
            .map(|(&column, &value)| self.pull(column, value))
            .collect()
    }

    /// Reduced costs of the first phase.
    pub(super) fn first_costs(&self, pulls: &[f64]) -> Vec<f64> {
        let mut costs = vec![0.0; self.width];
        for (row, pull) in pulls.iter().enumerate().filter(|(_, pull)| **pull != 0.0) {
            for (cost, cell) in costs.iter_mut().zip(self.row(row)) {
                *cost -= pull * cell;
            }
        }
        costs
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
            if cell.abs() < SMALLEST {
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
}

fn eliminate(cells: &mut [f64], place: usize, pivot_row: &[f64]) {
    let factor = std::mem::take(&mut cells[place]);
    if factor != 0.0 {
        for (cell, pivot) in cells.iter_mut().zip(pivot_row) {
            *cell -= factor * pivot;
        }
    }
}
