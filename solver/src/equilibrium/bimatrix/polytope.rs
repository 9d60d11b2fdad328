//! A player's best-response polytope, in integers.
//!
//! For the first player with strategies `i`, against the second player's payoffs `b[i][j]`, it is the set of `z ≥ 0`
//! with `Σᵢ c[i][j]·zᵢ ≤ 1` for each answer `j`, where `c[i]` is `b[i]` shifted and scaled to whole numbers of which
//! the least is one. A point other than zero, scaled to sum to one, is a mixed strategy; a constraint that is tight is
//! a label: `zᵢ = 0` says that `i` is not played, a tight row `j` that `j` is a best response. Shifting the payoffs
//! of each `i` by its own constant changes no best response, and scaling them scales `zᵢ`, which is undone at the end.
//!
//! Source: B. von Stengel, "Computing equilibria for two-person games", Handbook of Game Theory 3 (2002), section 2.

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::labels::Labels;
use crate::game::Game;

/// The polytope of one player.
#[derive(Debug, Clone)]
pub(super) struct Polytope {
    /// Strategies of both players.
    labels: usize,
    /// The label of the player's first strategy; the opponent's are the others, in order.
    own_start: usize,
    own: usize,
    /// `c`, one row an answer of the opponent, one column a strategy of the player.
    coefficients: Vec<IBig>,
    /// What one unit of each column stands for.
    units: Vec<RBig>,
}

impl Polytope {
    /// The polytopes of the first and the second player; nothing unless there are two players.
    pub(super) fn of(game: &Game) -> Option<[Self; 2]> {
        let [first, second] = game.shape().try_into().ok()?;
        let of = |own: usize,
                  others: usize,
                  own_start: usize,
                  payoffs: &dyn Fn(usize, usize) -> RBig| {
            let mut coefficients = vec![IBig::ZERO; own * others];
            let mut units = Vec::with_capacity(own);
            for strategy in 0..own {
                let column: Vec<RBig> = (0..others)
                    .map(|answer| payoffs(strategy, answer))
                    .collect();
                let (whole, unit) = whole_numbers(&column);
                for (answer, value) in whole.into_iter().enumerate() {
                    coefficients[answer * own + strategy] = value;
                }
                units.push(unit);
            }
            Self {
                labels: own + others,
                own_start,
                own,
                coefficients,
                units,
            }
        };
        let seconds = game.payoffs(1);
        let firsts = game.payoffs(0);
        Some([
            of(first, second, 0, &|row, column| {
                seconds[column * first + row].clone()
            }),
            of(second, first, first, &|column, row| {
                firsts[column * first + row].clone()
            }),
        ])
    }

    /// Labels there are: strategies of both players.
    pub(super) fn labels(&self) -> usize {
        self.labels
    }

    /// Strategies of the player, which are the dimension.
    pub(super) fn own(&self) -> usize {
        self.own
    }

    /// Answers of the opponent, which are the rows.
    pub(super) fn answers(&self) -> usize {
        self.labels - self.own
    }

    pub(super) fn own_label(&self, strategy: usize) -> usize {
        self.own_start + strategy
    }

    pub(super) fn answer_label(&self, answer: usize) -> usize {
        if self.own_start == 0 {
            self.own + answer
        } else {
            answer
        }
    }

    /// The strategy of the player that a label stands for, if it is one.
    pub(super) fn strategy(&self, label: usize) -> Option<usize> {
        label
            .checked_sub(self.own_start)
            .filter(|&strategy| strategy < self.own)
    }

    /// `c` for an answer and a strategy.
    pub(super) fn coefficients(&self) -> &[IBig] {
        &self.coefficients
    }

    /// Whether a vertex is the point zero, which is no strategy.
    pub(super) fn is_origin(&self, vertex: &Vertex) -> bool {
        vertex.weights.iter().all(IBig::is_zero)
    }

    /// The mixed strategy that a vertex other than zero stands for.
    pub(super) fn strategy_of(&self, vertex: &Vertex) -> Vec<RBig> {
        let weights: Vec<RBig> = vertex
            .weights
            .iter()
            .zip(&self.units)
            .map(|(weight, unit)| RBig::from(weight.clone()) * unit)
            .collect();
        let total = weights.iter().fold(RBig::ZERO, |sum, weight| sum + weight);
        weights
            .into_iter()
            .map(|weight| {
                if weight.is_zero() {
                    weight
                } else {
                    weight / &total
                }
            })
            .collect()
    }
}

/// A vertex of a polytope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vertex {
    /// The point's coordinates times a common denominator.
    pub(super) weights: Vec<IBig>,
    /// All tight constraints.
    pub(super) labels: Labels,
}

/// What payoffs exceed the least of them by, in the largest unit that leaves whole numbers, plus one; and how many
/// such units make one payoff.
fn whole_numbers(payoffs: &[RBig]) -> (Vec<IBig>, RBig) {
    let least = payoffs.iter().min().cloned().unwrap_or(RBig::ZERO);
    let gains: Vec<RBig> = payoffs.iter().map(|payoff| payoff - &least).collect();
    let mut numerators = UBig::ZERO;
    let mut denominators = UBig::ONE;
    for gain in gains.iter().filter(|gain| !gain.is_zero()) {
        let (numerator, denominator) = (gain.numerator(), gain.denominator());
        let size = numerator.clone().into_parts().1;
        numerators = if numerators.is_zero() {
            size
        } else {
            numerators.gcd(size)
        };
        let shared = (&denominators).gcd(denominator);
        denominators = denominators / shared * denominator;
    }
    if numerators.is_zero() {
        return (vec![IBig::ONE; payoffs.len()], RBig::ONE);
    }
    let unit = RBig::from_parts(denominators.into(), numerators);
    let whole = gains
        .iter()
        .map(|gain| (gain * &unit).trunc() + IBig::ONE)
        .collect();
    (whole, unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::parse;

    #[test]
    fn payoffs_become_small_whole_numbers() {
        for (payoffs, whole, unit) in [
            (vec!["0", "1", "2"], vec![1, 2, 3], "1"),
            (vec!["-10", "20", "5"], vec![1, 3, 2], "1/15"),
            (vec!["1/2", "1/3"], vec![2, 1], "6"),
            (vec!["1e30", "1e30"], vec![1, 1], "1"),
        ] {
            let payoffs: Vec<RBig> = payoffs
                .into_iter()
                .map(|text| parse(text).unwrap_or_else(|error| panic!("{error}")))
                .collect();
            let (found, scale) = whole_numbers(&payoffs);
            let whole: Vec<IBig> = whole.into_iter().map(IBig::from).collect();
            assert_eq!((found, scale.to_string()), (whole, unit.to_owned()));
        }
    }
}
