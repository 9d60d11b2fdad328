//! From a solution that is feasible but for rounding, to one that is certain to be feasible.

use crate::interval::Interval;

use super::{super::model::Relation, Enclosed, EnclosedRow};

impl Enclosed {
    /// A value (of a maximisation) that some feasible solution near `values` is certain to have; nothing where no
    /// such solution was found.
    pub(super) fn feasible_value(&self, values: &[f64]) -> Option<f64> {
        let mut point: Vec<Interval> = values
            .iter()
            .zip(&self.bounds)
            .map(|(&value, bounds)| {
                let above = bounds.lower.map_or(value, |lower| value.max(lower.high()));
                let within = bounds.upper.map_or(above, |upper| above.min(upper.low()));
                Interval::point(within)
            })
            .collect::<Option<_>>()?;
        let equalities = self.equalities();
        for row in &self.rows {
            if row.relation == Relation::Equal {
                self.balance(row, &mut point, &equalities)?;
            }
        }
        let directions = self.directions();
        for row in &self.rows {
            if row.relation != Relation::Equal {
                self.mend(row, &mut point, &directions)?;
            }
        }
        let bounds = point.iter().zip(&self.bounds);
        let within = bounds
            .into_iter()
            .all(|(&value, bounds)| bounds.allow(value));
        let rows = self.rows.iter().all(|row| row.excess(&point) <= 0.0);
        let value = dot(self.objective.iter().copied().enumerate(), &point).low();
        (within && rows && value > f64::NEG_INFINITY).then_some(value)
    }

    /// In how many equalities each variable stands.
    fn equalities(&self) -> Vec<usize> {
        let mut counts = vec![0; self.bounds.len()];
        for row in self
            .rows
            .iter()
            .filter(|row| row.relation == Relation::Equal)
        {
            for &(column, _) in &row.terms {
                counts[column] += 1;
            }
        }
        counts
    }

    /// Lets one variable of an equality, which no other equality has, take whatever value makes it hold: an interval
    /// that is certain to hold that value. Of those that can, the one that has most room.
    fn balance(
        &self,
        row: &EnclosedRow,
        point: &mut [Interval],
        equalities: &[usize],
    ) -> Option<()> {
        if row.terms.is_empty() {
            return (row.bound == Interval::ZERO).then_some(());
        }
        let mut widest: Option<(f64, usize, Interval)> = None;
        for &(column, coefficient) in &row.terms {
            if equalities[column] != 1 {
                continue;
            }
            let room = self.room(column, point[column]);
            if widest.is_none_or(|(most, ..)| room > most) {
                widest = Some((room, column, coefficient));
            }
        }
        let (_, column, coefficient) = widest?;
        let others = row
            .terms
            .iter()
            .copied()
            .filter(|&(other, _)| other != column);
        let value = (row.bound - dot(others, point)).divided_by(coefficient)?;
        point[column] = value;
        Some(())
    }

    fn room(&self, column: usize, value: Interval) -> f64 {
        let range = self.bounds[column].range();
        (value.low() - range.low()).min(range.high() - value.high())
    }

    /// For each variable the direction that cannot break a row: downward −1, upward +1, none 0.
    fn directions(&self) -> Vec<i8> {
        let mut directions: Vec<Option<i8>> = vec![None; self.bounds.len()];
        for row in &self.rows {
            for &(column, coefficient) in &row.terms {
                let helps = match row.relation {
                    Relation::Equal => 0,
                    Relation::AtMost if coefficient.low() > 0.0 => -1,
                    Relation::AtLeast if coefficient.high() < 0.0 => -1,
                    _ => 1,
                };
                let direction = &mut directions[column];
                *direction =
                    Some(direction.map_or(helps, |other| if other == helps { helps } else { 0 }));
            }
        }
        directions
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect()
    }

    /// Moves a variable until a row holds that rounding broke, where one can move without breaking another.
    fn mend(&self, row: &EnclosedRow, point: &mut [Interval], directions: &[i8]) -> Option<()> {
        let excess = row.excess(point);
        if excess <= 0.0 {
            return Some(());
        }
        let excess = Interval::point(excess)?;
        row.terms.iter().find_map(|&(column, coefficient)| {
            let step = excess.divided_by(coefficient)?.magnitude();
            let value = point[column];
            // Twice the step makes up for the rounding of the sum itself, and a little for that of the value.
            let step = Interval::point(2.0 * step + f64::EPSILON * value.magnitude())?;
            let moved = match directions[column] {
                -1 => Interval::point((value - step).low())?,
                1 => Interval::point((value + step).high())?,
                _ => return None,
            };
            self.bounds[column]
                .allow(moved)
                .then(|| point[column] = moved)
        })
    }
}

impl EnclosedRow {
    /// An upper bound on how far the row is from holding.
    fn excess(&self, point: &[Interval]) -> f64 {
        let over = dot(self.terms.iter().copied(), point) - self.bound;
        match self.relation {
            Relation::AtMost => over.high(),
            Relation::AtLeast => -over.low(),
            // One of its variables was chosen to make it hold.
            Relation::Equal => 0.0,
        }
    }
}

fn dot(terms: impl Iterator<Item = (usize, Interval)>, point: &[Interval]) -> Interval {
    terms
        .map(|(column, coefficient)| coefficient * point[column])
        .sum()
}
