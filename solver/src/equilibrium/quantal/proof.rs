//! The proof of a quantal response equilibrium: Krawczyk's test on probabilities that answer themselves.

use super::{Proof, Strategies};
use crate::{
    equilibrium::several::{
        Equations, Region, System, Tensor, difference, inside, krawczyk, narrowed,
    },
    game::Game,
    interval::Interval,
};

/// p = softmax(λ·u(p)), in each player's probabilities but the first, which is what they leave to one.
struct Logit {
    lambda: Interval,
    /// All strategies of everybody, for the step from unknowns to probabilities.
    whole: System,
    /// By player and strategy, what every strategy of the player is worth more.
    gains: Vec<Vec<Vec<Tensor>>>,
    /// The same, changed by each unknown: nothing for the player's own.
    changes: Vec<Vec<Vec<Vec<Option<Tensor>>>>>,
    unknowns: Vec<(usize, usize)>,
}

impl Logit {
    fn new(game: &Game, lambda: f64) -> Option<Self> {
        let shape = game.shape();
        let all: Vec<Vec<usize>> = shape.iter().map(|&size| (0..size).collect()).collect();
        let unknowns: Vec<(usize, usize)> = shape
            .iter()
            .enumerate()
            .flat_map(|(player, &size)| (1..size).map(move |strategy| (player, strategy)))
            .collect();
        let gains: Vec<Vec<Vec<Tensor>>> = shape
            .iter()
            .enumerate()
            .map(|(player, &size)| {
                (0..size)
                    .map(|worse| {
                        (0..size)
                            .map(|better| difference(game, &all, player, better, worse))
                            .collect()
                    })
                    .collect()
            })
            .collect();
        let changes = gains
            .iter()
            .enumerate()
            .map(|(player, gains)| {
                gains
                    .iter()
                    .map(|gains| {
                        gains
                            .iter()
                            .map(|gain| {
                                unknowns
                                    .iter()
                                    .map(|&(other, to)| {
                                        (other != player).then(|| gain.change(&shape, other, 0, to))
                                    })
                                    .collect()
                            })
                            .collect()
                    })
                    .collect()
            })
            .collect();
        Some(Self {
            lambda: Interval::point(lambda)?,
            whole: System::new(game, &all),
            gains,
            changes,
            unknowns,
        })
    }

    /// The answer of a player to probabilities: exp(λ·u) over its sum.
    fn answer(&self, player: usize, region: &Region) -> Vec<Interval> {
        self.gains[player]
            .iter()
            .map(|gains| {
                let sum: Interval = gains
                    .iter()
                    .map(|gain| exponential(self.lambda * gain.expected(region)))
                    .sum();
                let unit = Interval::ZERO.hull(Interval::ONE);
                Interval::ONE
                    .divided_by(sum)
                    .and_then(|answer| answer.intersection(unit))
                    .unwrap_or(unit)
            })
            .collect()
    }
}

impl Equations for Logit {
    fn values(&self, x: &[Interval]) -> Vec<Interval> {
        let region = self.whole.region(x);
        let answers: Vec<Vec<Interval>> = (0..self.gains.len())
            .map(|player| self.answer(player, &region))
            .collect();
        self.unknowns
            .iter()
            .zip(x)
            .map(|(&(player, strategy), &x)| x - answers[player][strategy])
            .collect()
    }

    fn slopes(&self, x: &[Interval]) -> Vec<Vec<Interval>> {
        let region = self.whole.region(x);
        let answers: Vec<Vec<Interval>> = (0..self.gains.len())
            .map(|player| self.answer(player, &region))
            .collect();
        self.unknowns
            .iter()
            .enumerate()
            .map(|(row, &(player, strategy))| {
                (0..self.unknowns.len())
                    .map(|column| {
                        if column == row {
                            return Interval::ONE;
                        }
                        // dσₛ = λ·σₛ·Σₜ σₜ·d(uₛ − uₜ)
                        let change: Interval = answers[player]
                            .iter()
                            .zip(&self.changes[player][strategy])
                            .filter_map(|(&answer, changes)| {
                                let change = changes[column].as_ref()?;
                                Some(answer * change.expected(&region))
                            })
                            .sum();
                        self.lambda * answers[player][strategy] * change
                    })
                    .collect()
            })
            .collect()
    }
}

/// Sizes of boxes to try: the smallest that outweighs the rounding succeeds.
const RADII: [f64; 7] = [1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8];

/// What can be proved of probabilities that should answer themselves.
pub(super) fn prove(game: &Game, lambda: f64, strategies: &Strategies) -> Proof {
    let nothing = Proof::Residual(f64::INFINITY);
    let Some(logit) = Logit::new(game, lambda) else {
        return nothing;
    };
    let Some(point) = logit
        .unknowns
        .iter()
        .map(|&(player, strategy)| Interval::point(strategies[player][strategy]))
        .collect::<Option<Vec<_>>>()
    else {
        return nothing;
    };
    for radius in RADII {
        let Some(around) = point
            .iter()
            .map(|x| Interval::new(x.low() - radius, x.high() + radius))
            .collect::<Option<Vec<_>>>()
        else {
            return nothing;
        };
        if krawczyk(&logit, &around).is_some_and(|image| inside(&image, &around)) {
            let region = logit.whole.region(&narrowed(&logit, &around));
            let answers = (0..logit.gains.len()).map(|player| logit.answer(player, &region));
            return Proof::Unique(answers.collect());
        }
    }
    let region = logit.whole.region(&point);
    let residual = (0..logit.gains.len())
        .flat_map(|player| {
            let answers = logit.answer(player, &region);
            let played = region[player].clone();
            answers
                .into_iter()
                .zip(played)
                .map(|(answer, played)| (answer - played).magnitude())
        })
        .fold(0.0, f64::max);
    Proof::Residual(residual)
}

/// The exponential function over an interval. The library's is within one unit in the last place (as the FreeBSD
/// original that it carries over states); two are allowed for.
fn exponential(x: Interval) -> Interval {
    let low = libm::exp(x.low())
        .next_down()
        .next_down()
        .clamp(0.0, f64::MAX);
    let high = libm::exp(x.high()).next_up().next_up();
    Interval::new(low, high).unwrap_or(Interval::ALL)
}
