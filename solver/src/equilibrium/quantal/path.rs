//! The principal branch, followed in arc length.
//!
//! Turocy (*Games and Economic Behavior* 51, 2005): in logarithms of the probabilities, with λ as a further unknown,
//! the branch is a smooth curve from the even chances at λ = 0, and a predictor along its tangent with a Newton
//! corrector across it passes the points at which λ turns back (Allgower and Georg, *Numerical continuation
//! methods*, 1990).

use super::payoffs::Payoffs;
use crate::equilibrium::several::{inverse, times};

const FIRST_STEP: f64 = 0.03;
const SHORTEST_STEP: f64 = 1e-10;
const FASTER: f64 = 1.3;
/// A corrector that moves further than this share of the step may have left the branch.
const FURTHEST: f64 = 0.25;
/// Tangents of neighbouring points turn by less than this cosine's angle.
const STRAIGHT: f64 = 0.95;

/// A point of the curve: logarithms of the probabilities by player, and λ in units of one over the payoffs' range.
#[derive(Debug, Clone)]
pub(in crate::equilibrium) struct Point {
    pub(in crate::equilibrium) logs: Vec<Vec<f64>>,
    pub(in crate::equilibrium) lambda: f64,
}

impl Point {
    /// The probabilities, each player's summing to one as floats do.
    pub(in crate::equilibrium) fn strategies(&self) -> Vec<Vec<f64>> {
        self.logs
            .iter()
            .map(|logs| {
                let weights: Vec<f64> = logs.iter().map(|&log| libm::exp(log)).collect();
                let sum: f64 = weights.iter().sum();
                weights.into_iter().map(|weight| weight / sum).collect()
            })
            .collect()
    }

    fn moved(&self, direction: &[f64], by: f64) -> Self {
        let mut steps = direction.iter();
        let mut next = |value: f64| value + by * steps.next().copied().unwrap_or(0.0);
        let logs = self
            .logs
            .iter()
            .map(|logs| logs.iter().map(|&log| next(log)).collect())
            .collect();
        let lambda = next(self.lambda);
        Self { logs, lambda }
    }
}

/// A walk along the branch.
#[derive(Debug)]
pub(in crate::equilibrium) struct Path<'game> {
    payoffs: &'game Payoffs,
    /// The payoffs' range, by which λ is measured.
    scale: f64,
    point: Point,
    tangent: Vec<f64>,
    step: f64,
}

impl<'game> Path<'game> {
    /// At λ = 0, where everybody plays everything with the same chance.
    pub(in crate::equilibrium) fn start(payoffs: &'game Payoffs) -> Self {
        let range = payoffs.range();
        let logs: Vec<Vec<f64>> = payoffs
            .shape()
            .iter()
            .map(|&strategies| vec![-libm::log(strategies as f64); strategies])
            .collect();
        let unknowns = payoffs.shape().iter().sum::<usize>() + 1;
        let mut tangent = vec![0.0; unknowns];
        tangent[unknowns - 1] = 1.0;
        let mut path = Self {
            payoffs,
            scale: if range > 0.0 { range } else { 1.0 },
            point: Point { logs, lambda: 0.0 },
            tangent,
            step: FIRST_STEP,
        };
        if let Some(tangent) = path.tangent_at(&path.point, &path.tangent) {
            path.tangent = tangent;
        }
        path
    }

    /// Where the walk is.
    pub(in crate::equilibrium) fn point(&self) -> &Point {
        &self.point
    }

    /// λ there, in units of one over a payoff.
    pub(in crate::equilibrium) fn lambda(&self) -> f64 {
        self.point.lambda / self.scale
    }

    /// Goes one step on; false where no step, however short, stays on the branch.
    pub(in crate::equilibrium) fn advance(&mut self) -> bool {
        let longest = 0.5 * (1.0 + self.point.lambda.abs());
        self.step = self.step.min(longest);
        while self.step >= SHORTEST_STEP * (1.0 + self.point.lambda.abs()) {
            let predicted = self.point.moved(&self.tangent, self.step);
            if let Some(corrected) = self.corrected(predicted)
                && let Some(tangent) = self.tangent_at(&corrected, &self.tangent)
            {
                let cosine: f64 = tangent.iter().zip(&self.tangent).map(|(a, b)| a * b).sum();
                if cosine > STRAIGHT {
                    self.point = corrected;
                    self.tangent = tangent;
                    self.step *= FASTER;
                    return true;
                }
            }
            self.step *= 0.5;
        }
        false
    }

    /// The point of the branch at a given λ (in units of one over a payoff) that lies between a point before and
    /// this one.
    pub(in crate::equilibrium) fn settled(&self, before: &Point, lambda: f64) -> Option<Point> {
        const MOST_STEPS: usize = 30;
        let target = lambda * self.scale;
        let mut across = vec![0.0; self.tangent.len()];
        *across.last_mut()? = 1.0;
        let mut point = self.between(before, target);
        let mut last = f64::INFINITY;
        for _ in 0..MOST_STEPS {
            let moved = self.newton(&point, &across)?;
            let length = norm(&moved);
            point = point.moved(&moved, 1.0);
            if length <= 1e-13 * (1.0 + target) || (length < 1e-8 && length >= last) {
                return Some(point);
            }
            last = length;
        }
        None
    }

    /// On the straight line from a point before to this one.
    fn between(&self, before: &Point, lambda: f64) -> Point {
        let whole = self.point.lambda - before.lambda;
        let share = if whole > 0.0 {
            (lambda - before.lambda) / whole
        } else {
            1.0
        };
        let logs = before
            .logs
            .iter()
            .zip(&self.point.logs)
            .map(|(from, to)| {
                from.iter()
                    .zip(to)
                    .map(|(from, to)| from + share * (to - from))
                    .collect()
            })
            .collect();
        Point { logs, lambda }
    }

    /// Back on the branch, in the plane across the tangent.
    fn corrected(&self, mut point: Point) -> Option<Point> {
        const MOST_STEPS: usize = 5;
        let settled = 1e-12 * (1.0 + point.lambda.abs());
        let mut before = FURTHEST * self.step;
        for _ in 0..MOST_STEPS {
            let moved = self.newton(&point, &self.tangent)?;
            let length = norm(&moved);
            if length > before && length > settled {
                return None;
            }
            point = point.moved(&moved, 1.0);
            if length <= settled || length < 1e-8 * self.step {
                return Some(point);
            }
            before = 0.5 * length;
        }
        None
    }

    /// Newton's step that leaves the place along `across` as it is.
    fn newton(&self, point: &Point, across: &[f64]) -> Option<Vec<f64>> {
        let (values, mut slopes) = self.equations(point);
        slopes.push(across.to_vec());
        let mut right: Vec<f64> = values.iter().map(|value| -value).collect();
        right.push(0.0);
        Some(times(&inverse(slopes)?, &right))
    }

    /// The direction of the curve, on the side of `before`.
    fn tangent_at(&self, point: &Point, before: &[f64]) -> Option<Vec<f64>> {
        let (values, mut slopes) = self.equations(point);
        slopes.push(before.to_vec());
        let mut right = vec![0.0; values.len()];
        right.push(1.0);
        let direction = times(&inverse(slopes)?, &right);
        let length = norm(&direction);
        (length.is_finite() && length > 0.0)
            .then(|| direction.iter().map(|entry| entry / length).collect())
    }

    /// For each player, that probabilities sum to one, and that each strategy's logarithm is above the first's by λ
    /// times what it is worth more: values and slopes by logarithms and λ.
    fn equations(&self, point: &Point) -> (Vec<f64>, Vec<Vec<f64>>) {
        let shape = self.payoffs.shape();
        let unknowns = self.tangent.len();
        let chances: Vec<Vec<f64>> = point
            .logs
            .iter()
            .map(|logs| logs.iter().map(|&log| libm::exp(log)).collect())
            .collect();
        let starts: Vec<usize> = shape
            .iter()
            .scan(0, |start, &strategies| {
                let current = *start;
                *start += strategies;
                Some(current)
            })
            .collect();
        let mut values = Vec::with_capacity(unknowns - 1);
        let mut slopes = Vec::with_capacity(unknowns);
        for (player, logs) in point.logs.iter().enumerate() {
            let start = starts[player];
            let mut row = vec![0.0; unknowns];
            for (strategy, chance) in chances[player].iter().enumerate() {
                row[start + strategy] = *chance;
            }
            values.push(chances[player].iter().sum::<f64>() - 1.0);
            slopes.push(row);
            let worth = self.payoffs.worth(player, &chances);
            let mut rows = vec![vec![0.0; unknowns]; logs.len()];
            for (other, of_other) in chances.iter().enumerate() {
                if other == player {
                    continue;
                }
                let against = self.payoffs.worth_against(player, other, &chances);
                for (row, against_of) in rows.iter_mut().zip(&against) {
                    for (place, chance) in of_other.iter().enumerate() {
                        let change = (against_of[place] - against[0][place]) / self.scale;
                        row[starts[other] + place] = -point.lambda * change * chance;
                    }
                }
            }
            for (strategy, mut row) in rows.into_iter().enumerate().skip(1) {
                let more = (worth[strategy] - worth[0]) / self.scale;
                values.push(logs[strategy] - logs[0] - point.lambda * more);
                row[start + strategy] = 1.0;
                row[start] = -1.0;
                row[unknowns - 1] = -more;
                slopes.push(row);
            }
        }
        (values, slopes)
    }
}

fn norm(vector: &[f64]) -> f64 {
    libm::sqrt(vector.iter().map(|entry| entry * entry).sum())
}
