//! What a variable without bounds can reach, by the rows: a weak bound is enough where its reduced cost is nearly zero.

use crate::interval::Interval;

use super::{super::model::Relation, Enclosed, EnclosedRow};

/// Times that what is known of some variables is used for others.
const ROUNDS: usize = 4;

impl Enclosed {
    /// A range for every variable that holds every feasible solution whose objective is at least `inner`.
    pub(super) fn reach(&self, inner: f64) -> Vec<Interval> {
        let mut ranges: Vec<Interval> = self.bounds.iter().map(|bounds| bounds.range()).collect();
        let objective: Vec<(usize, Interval)> = self
            .objective
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, coefficient)| *coefficient != Interval::ZERO)
            .collect();
        // Neither row may bound anything where their sum does: as in the balance of a discounted decision process.
        let sum = self.equalities_summed();
        for _ in 0..ROUNDS {
            let before = ranges.clone();
            for row in self.rows.iter().chain([&sum]) {
                if row.relation != Relation::AtLeast {
                    narrow(&mut ranges, row.terms.iter().copied(), row.bound);
                }
                if row.relation != Relation::AtMost {
                    let negated = row.terms.iter().map(|&(column, it)| (column, -it));
                    narrow(&mut ranges, negated, -row.bound);
                }
            }
            if let Some(inner) = Interval::point(inner) {
                let negated = objective.iter().map(|&(column, it)| (column, -it));
                narrow(&mut ranges, negated, -inner);
            }
            if ranges == before {
                break;
            }
        }
        ranges
    }

    fn equalities_summed(&self) -> EnclosedRow {
        let mut coefficients = vec![Interval::ZERO; self.bounds.len()];
        let mut bound = Interval::ZERO;
        for row in self
            .rows
            .iter()
            .filter(|row| row.relation == Relation::Equal)
        {
            bound = bound + row.bound;
            for &(column, coefficient) in &row.terms {
                coefficients[column] = coefficients[column] + coefficient;
            }
        }
        EnclosedRow {
            terms: coefficients.into_iter().enumerate().collect(),
            relation: Relation::Equal,
            bound,
        }
    }
}

/// Closes open ends by a row `Σ a·x ≤ bound`: what one term can come to is what the others leave at their least.
fn narrow(
    ranges: &mut [Interval],
    terms: impl Iterator<Item = (usize, Interval)> + Clone,
    bound: Interval,
) {
    let least = |ranges: &[Interval], (column, coefficient): (usize, Interval)| {
        (coefficient * ranges[column]).low()
    };
    let mut sum = Interval::ZERO;
    let mut open = 0usize;
    for term in terms.clone() {
        match Interval::point(least(ranges, term)) {
            Some(least) => sum = sum + least,
            None => open += 1,
        }
    }
    if open > 1 {
        return;
    }
    for (column, coefficient) in terms {
        let own = Interval::point(least(ranges, (column, coefficient)));
        if own.is_some() && open == 1 {
            continue;
        }
        let others = own.map_or(sum, |own| sum - own);
        let Some(most) = (bound - others).divided_by(coefficient) else {
            continue;
        };
        let range = ranges[column];
        let closed = if coefficient.low() > 0.0 {
            Interval::new(range.low(), range.high().min(most.high()))
        } else {
            Interval::new(range.low().max(most.low()), range.high())
        };
        // Only open ends gain: moving others would feed rounding back into itself.
        let gains = range.low().is_infinite() || range.high().is_infinite();
        if let Some(closed) = closed.filter(|_| gains) {
            ranges[column] = closed;
        }
    }
}
