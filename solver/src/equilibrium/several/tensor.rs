//! Expected values when all that is known of the probabilities is a box.

use std::cmp::Ordering;

use crate::interval::Interval;

/// One list of probabilities a player, each known up to an interval; the true ones sum to one for each player.
pub(in crate::equilibrium) type Region = Vec<Vec<Interval>>;

/// A value for each profile of some of the players, the first of them changing fastest.
#[derive(Debug, Clone)]
pub(in crate::equilibrium) struct Tensor {
    /// Players whose strategies matter, in order.
    players: Vec<usize>,
    /// One value a profile of theirs.
    cells: Vec<Interval>,
}

impl Tensor {
    pub(super) fn new(players: Vec<usize>, cells: Vec<Interval>) -> Self {
        Self { players, cells }
    }

    /// Bounds on the expected value over all probabilities of the region that sum to one.
    pub(in crate::equilibrium) fn expected(&self, region: &Region) -> Interval {
        let mut values = self.cells.clone();
        for &player in &self.players {
            let probabilities = region.get(player).map_or(&[][..], Vec::as_slice);
            if probabilities.len() < 2 {
                continue;
            }
            values = values
                .chunks(probabilities.len())
                .map(|chunk| mean(probabilities, chunk))
                .collect();
        }
        values.first().copied().unwrap_or(Interval::ALL)
    }

    /// What the value changes by when `player` plays strategy `to` of the support instead of strategy `from`.
    pub(in crate::equilibrium) fn change(
        &self,
        sizes: &[usize],
        player: usize,
        from: usize,
        to: usize,
    ) -> Self {
        let stride: usize = self
            .players
            .iter()
            .take_while(|&&other| other != player)
            .map(|&other| sizes[other])
            .product();
        let block = stride * sizes[player];
        let cells = self
            .cells
            .chunks(block)
            .flat_map(|block| {
                (0..stride)
                    .map(move |offset| block[offset + stride * to] - block[offset + stride * from])
            })
            .collect();
        let players = self
            .players
            .iter()
            .copied()
            .filter(|&other| other != player)
            .collect();
        Self { players, cells }
    }
}

/// Bounds on Σ pᵢ·vᵢ over all p in the box with Σ pᵢ = 1.
///
/// For any pivot μ the sum is μ + Σ pᵢ·(vᵢ − μ); the pivot of the greedy optimum makes the bound of the
/// right-hand side as sharp as the linear program's, and any other would still be a bound.
fn mean(probabilities: &[Interval], values: &[Interval]) -> Interval {
    let upper = pivot(probabilities, values, |a, b| b.high().total_cmp(&a.high()));
    let lower = pivot(probabilities, values, |a, b| a.low().total_cmp(&b.low()));
    let high = around(probabilities, values, upper.map(|value| value.high())).high();
    let low = around(probabilities, values, lower.map(|value| value.low())).low();
    Interval::new(low, high).unwrap_or(Interval::ALL)
}

/// The value at which the probability runs out when values are served in order.
fn pivot(
    probabilities: &[Interval],
    values: &[Interval],
    order: impl Fn(&Interval, &Interval) -> Ordering,
) -> Option<Interval> {
    let mut left = 1.0
        - probabilities
            .iter()
            .map(|probability| probability.low())
            .sum::<f64>();
    let mut served: Option<(usize, &Interval)> = None;
    for _ in values {
        let next = values
            .iter()
            .enumerate()
            .filter(|(index, value)| {
                served.is_none_or(|(last, before)| {
                    order(before, value).then(last.cmp(index)) == Ordering::Less
                })
            })
            .min_by(|(i, a), (j, b)| order(a, b).then(i.cmp(j)))?;
        served = Some(next);
        let probability = probabilities.get(next.0)?;
        left -= probability.high() - probability.low();
        if left <= 0.0 {
            break;
        }
    }
    served.map(|(_, value)| *value)
}

fn around(probabilities: &[Interval], values: &[Interval], pivot: Option<f64>) -> Interval {
    let pivot = pivot.and_then(Interval::point).unwrap_or(Interval::ZERO);
    probabilities
        .iter()
        .zip(values)
        .fold(pivot, |sum, (&probability, &value)| {
            sum + probability * (value - pivot)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: f64, high: f64) -> Interval {
        Interval::new(low, high).unwrap_or(Interval::ALL)
    }

    #[test]
    fn the_mean_of_a_constant_is_the_constant_whatever_the_probabilities() {
        let anywhere = [interval(0.0, 1.0); 3];
        assert_eq!(mean(&anywhere, &[interval(7.0, 7.0); 3]).middle(), 7.0);
        assert!(mean(&anywhere, &[interval(7.0, 7.0); 3]).width() < 1e-14);
    }

    #[test]
    fn the_bounds_are_those_of_the_linear_program() {
        let probabilities = [interval(0.2, 0.5), interval(0.1, 0.4), interval(0.0, 0.6)];
        let values = [interval(1.0, 1.0), interval(2.0, 2.0), interval(4.0, 4.0)];
        let bounds = mean(&probabilities, &values);
        // Highest: 0.2, 0.2, 0.6. Lowest: 0.5, 0.4, 0.1.
        assert!((bounds.high() - 3.0).abs() < 1e-12, "{bounds:?}");
        assert!((bounds.low() - 1.7).abs() < 1e-12, "{bounds:?}");
    }

    #[test]
    fn a_change_of_strategy_is_taken_in_the_right_direction_of_the_table() {
        let cells = (0..12).map(f64::from).map(|value| interval(value, value));
        let table = Tensor::new(vec![0, 2, 3], cells.collect());
        let sizes = [2, 9, 3, 2];
        let change = table.change(&sizes, 2, 0, 2);
        assert_eq!(change.players, [0, 3]);
        assert!(change.cells.iter().all(|cell| cell.contains(4.0)));
        assert_eq!(change.cells.len(), 4);
    }
}
