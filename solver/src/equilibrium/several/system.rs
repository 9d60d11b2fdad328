//! The equations of one choice of supports: in an equilibrium, what a player mixes is worth the same.

use dashu_ratio::RBig;

use super::{
    krawczyk::Equations,
    tensor::{Region, Tensor},
};
use crate::{game::Game, interval::Interval};

/// What must hold for strategies with given supports to be an equilibrium.
///
/// The unknowns are each player's probabilities but the support's first, which is what is left to one. For each
/// there is an equation: that strategy is worth to its player what the first is.
#[derive(Debug)]
pub(in crate::equilibrium) struct System {
    sizes: Vec<usize>,
    /// Player and place in the support of each unknown, and of its equation.
    unknowns: Vec<(usize, usize)>,
    equations: Vec<Tensor>,
    /// By equation and unknown; nothing where a player's own probability does not matter.
    slopes: Vec<Vec<Option<Tensor>>>,
    /// Further differences that are zero wherever the equations hold: between strategies that are not the first.
    implied: Vec<Tensor>,
    /// Gains of strategies outside the supports over each inside.
    deviations: Vec<Tensor>,
}

impl System {
    /// The system of these supports (indices of strategies, one non-empty list a player).
    pub(in crate::equilibrium) fn new(game: &Game, supports: &[Vec<usize>]) -> Self {
        let sizes: Vec<usize> = supports.iter().map(Vec::len).collect();
        let unknowns: Vec<(usize, usize)> = sizes
            .iter()
            .enumerate()
            .flat_map(|(player, &size)| (1..size).map(move |place| (player, place)))
            .collect();
        let equations: Vec<Tensor> = unknowns
            .iter()
            .map(|&(player, place)| {
                let support = &supports[player];
                difference(game, supports, player, support[place], support[0])
            })
            .collect();
        let slopes = unknowns
            .iter()
            .zip(&equations)
            .map(|(&(player, _), equation)| {
                unknowns
                    .iter()
                    .map(|&(other, place)| {
                        (other != player).then(|| equation.change(&sizes, other, 0, place))
                    })
                    .collect()
            })
            .collect();
        let mut implied = Vec::new();
        let mut deviations = Vec::new();
        for (player, (support, strategies)) in supports.iter().zip(game.shape()).enumerate() {
            for (place, &kept) in support.iter().enumerate().skip(1) {
                for &other in &support[place + 1..] {
                    implied.push(difference(game, supports, player, other, kept));
                }
            }
            for outside in (0..strategies).filter(|strategy| !support.contains(strategy)) {
                for &kept in support {
                    deviations.push(difference(game, supports, player, outside, kept));
                }
            }
        }
        Self {
            sizes,
            unknowns,
            equations,
            slopes,
            implied,
            deviations,
        }
    }

    /// Number of unknowns.
    pub(super) fn unknowns(&self) -> usize {
        self.unknowns.len()
    }

    /// All probabilities of a box of unknowns: each support's first is what the others leave.
    pub(in crate::equilibrium) fn region(&self, x: &[Interval]) -> Region {
        let mut region: Region = self.sizes.iter().map(|_| vec![Interval::ONE]).collect();
        for (&(player, _), &probability) in self.unknowns.iter().zip(x) {
            if let Some(player) = region.get_mut(player) {
                player[0] = player[0] - probability;
                player.push(probability);
            }
        }
        region
    }

    /// The part of a box in which probabilities lie between nought and one; nothing if there is none.
    pub(super) fn feasible(&self, x: &[Interval]) -> Option<(Vec<Interval>, Region)> {
        let unit = Interval::ZERO.hull(Interval::ONE);
        let mut x: Vec<Interval> = x
            .iter()
            .map(|side| side.intersection(unit))
            .collect::<Option<_>>()?;
        let mut region = self.region(&x);
        for player in &mut region {
            player[0] = player[0].intersection(unit)?;
        }
        for (side, &(player, place)) in x.iter_mut().zip(&self.unknowns) {
            let others: Interval = region[player]
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .map(|(_, &probability)| probability)
                .sum();
            *side = side.intersection(Interval::ONE - others)?;
            region[player][place] = *side;
        }
        Some((x, region))
    }

    /// Whether no equilibrium of these supports has its probabilities in the region: some difference that must be
    /// zero is not, or somebody certainly gains by leaving the support.
    pub(super) fn excludes(&self, region: &Region) -> bool {
        self.equations
            .iter()
            .chain(&self.implied)
            .any(|difference| !difference.expected(region).contains(0.0))
            || self
                .deviations
                .iter()
                .any(|deviation| deviation.expected(region).low() > 0.0)
    }

    /// Whether nobody gains by leaving the support, wherever in the region the probabilities are.
    pub(super) fn nobody_leaves(&self, region: &Region) -> bool {
        self.deviations
            .iter()
            .all(|deviation| deviation.expected(region).high() <= 0.0)
    }
}

impl Equations for System {
    fn values(&self, x: &[Interval]) -> Vec<Interval> {
        let region = self.region(x);
        self.equations
            .iter()
            .map(|equation| equation.expected(&region))
            .collect()
    }

    fn slopes(&self, x: &[Interval]) -> Vec<Vec<Interval>> {
        let region = self.region(x);
        self.slopes
            .iter()
            .map(|row| {
                row.iter()
                    .map(|slope| {
                        slope
                            .as_ref()
                            .map_or(Interval::ZERO, |slope| slope.expected(&region))
                    })
                    .collect()
            })
            .collect()
    }
}

/// What `player` gains by `better` over `worse`, by profile of the others' supports.
pub(in crate::equilibrium) fn difference(
    game: &Game,
    supports: &[Vec<usize>],
    player: usize,
    better: usize,
    worse: usize,
) -> Tensor {
    let others: Vec<usize> = (0..supports.len())
        .filter(|&other| other != player)
        .collect();
    let mut cells = Vec::new();
    each_profile(supports, player, |profile| {
        profile[player] = better;
        let better = game.payoff(player, profile);
        profile[player] = worse;
        let worse = game.payoff(player, profile);
        cells.push(match (better, worse) {
            (Some(better), Some(worse)) => Interval::enclosing(&(better - worse)),
            _ => Interval::ALL,
        });
    });
    Tensor::new(others, cells)
}

/// Every profile of the supports of all players but one, the first changing fastest; that one's entry is free.
pub(super) fn each_profile(
    supports: &[Vec<usize>],
    but: usize,
    mut visit: impl FnMut(&mut Vec<usize>),
) {
    let mut places = vec![0usize; supports.len()];
    let mut profile: Vec<usize> = supports
        .iter()
        .map(|support| support.first().copied().unwrap_or(0))
        .collect();
    loop {
        visit(&mut profile);
        let mut moved = false;
        for (player, place) in places.iter_mut().enumerate() {
            if player == but {
                continue;
            }
            let support = &supports[player];
            *place += 1;
            moved = *place < support.len();
            if !moved {
                *place = 0;
            }
            profile[player] = support.get(*place).copied().unwrap_or(0);
            if moved {
                break;
            }
        }
        if !moved {
            return;
        }
    }
}

/// What each of the listed strategies of `player` is worth against mixed strategies of the others (over all their
/// strategies), visiting only what the others play.
pub(super) fn worth(
    game: &Game,
    supports: &[Vec<usize>],
    mixed: &[Vec<RBig>],
    player: usize,
    strategies: &[usize],
) -> Vec<RBig> {
    let mut worth = vec![RBig::ZERO; strategies.len()];
    each_profile(supports, player, |profile| {
        let mut chance = RBig::ONE;
        for (other, &strategy) in profile.iter().enumerate() {
            if other != player {
                chance *= &mixed[other][strategy];
            }
        }
        for (&strategy, worth) in strategies.iter().zip(&mut worth) {
            profile[player] = strategy;
            if let Some(payoff) = game.payoff(player, profile) {
                *worth += payoff * &chance;
            }
        }
    });
    worth
}
