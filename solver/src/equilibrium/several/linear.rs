//! Supports with which at most two players mix: their equations are linear, and everything about them is decided
//! exactly.
//!
//! Each mixing player's probabilities are what makes the other's strategies worth the same; where that leaves a
//! choice, a linear program finds probabilities in its interior, or that there are none.

use dashu_ratio::RBig;

use super::system::worth;
use crate::{
    equilibrium::{Equilibrium, verify},
    exact::linear::{self, Solutions},
    game::Game,
    program::{Bounds, Effort, Outcome, Program, Relation, SolveError},
};

/// What supports with linear equations hold.
pub(super) enum Held {
    Nothing,
    One(Equilibrium),
    /// A continuum, and one of it.
    Continuum(Equilibrium),
    /// Both mixing players have a choice, and it is a third whose strategies decide among them.
    Undecided,
}

/// The equilibria with exactly these supports, at most two of which have more than one strategy.
///
/// # Errors
/// Of the linear programs for degenerate supports.
pub(super) fn equilibria(game: &Game, supports: &[Vec<usize>]) -> Result<Held, SolveError> {
    let mixing: Vec<usize> = (0..supports.len())
        .filter(|&player| supports[player].len() > 1)
        .collect();
    let all: Vec<usize> = (0..supports.len()).collect();
    let pure = pure_profile(game, supports);
    match mixing.as_slice() {
        [] => Ok(checked(game, pure)),
        [player] => {
            let weights = Weights {
                game,
                supports,
                player: *player,
                others: &pure,
            };
            if !weights.indifferent() {
                return Ok(Held::Nothing);
            }
            let found = weights.all(&all)?;
            Ok(held(game, found, |own| with(&pure, &[(*player, own)])))
        }
        [first, second] => both(game, supports, &pure, *first, *second),
        _ => Ok(Held::Undecided),
    }
}

fn both(
    game: &Game,
    supports: &[Vec<usize>],
    pure: &[Vec<RBig>],
    first: usize,
    second: usize,
) -> Result<Held, SolveError> {
    let weights = |player| Weights {
        game,
        supports,
        player,
        others: pure,
    };
    // The quick answer, before any linear program: in a game without degeneracy it is the only one needed.
    let of_first = weights(first).equations(&[second]);
    let of_second = weights(second).equations(&[first]);
    match (of_first, of_second) {
        (Some(Solutions::Inconsistent), _) | (_, Some(Solutions::Inconsistent)) => {
            return Ok(Held::Nothing);
        }
        (Some(Solutions::Unique(a)), Some(Solutions::Unique(b))) => {
            if a.iter()
                .chain(&b)
                .any(|probability| *probability <= RBig::ZERO)
            {
                return Ok(Held::Nothing);
            }
            let a = spread(game, supports, first, a);
            let b = spread(game, supports, second, b);
            return Ok(checked(game, with(pure, &[(first, a), (second, b)])));
        }
        _ => {}
    }
    let (a, b) = (
        weights(first).all(&[second])?,
        weights(second).all(&[first])?,
    );
    let settled = match (a, b) {
        (Choice::None, _) | (_, Choice::None) => return Ok(Held::Nothing),
        (Choice::One(a), _) => (first, a, second),
        (_, Choice::One(b)) => (second, b, first),
        (Choice::Many(a), Choice::Many(b)) => {
            let profile = with(pure, &[(first, a), (second, b)]);
            return Ok(match verify(game, profile) {
                Ok(member) => Held::Continuum(member),
                Err(_) => Held::Undecided,
            });
        }
    };
    let (player, known, other) = settled;
    let others = with(pure, &[(player, known)]);
    let rest = Weights {
        game,
        supports,
        player: other,
        others: &others,
    };
    let judges: Vec<usize> = (0..supports.len())
        .filter(|&judge| judge != other)
        .collect();
    Ok(held(game, rest.all(&judges)?, |own| {
        with(&others, &[(other, own)])
    }))
}

/// A player's possible probabilities.
enum Choice {
    None,
    One(Vec<RBig>),
    /// More than one; this is inside.
    Many(Vec<RBig>),
}

fn held(game: &Game, choice: Choice, profile: impl Fn(Vec<RBig>) -> Vec<Vec<RBig>>) -> Held {
    match choice {
        Choice::None => Held::Nothing,
        Choice::One(own) => checked(game, profile(own)),
        Choice::Many(own) => match verify(game, profile(own)) {
            Ok(member) => Held::Continuum(member),
            Err(_) => Held::Undecided,
        },
    }
}

fn checked(game: &Game, profile: Vec<Vec<RBig>>) -> Held {
    verify(game, profile).map_or(Held::Nothing, Held::One)
}

/// The search for one player's probabilities, all of them positive on the support.
struct Weights<'game> {
    game: &'game Game,
    supports: &'game [Vec<usize>],
    player: usize,
    /// What everybody plays; the player's own strategies are not read.
    others: &'game [Vec<RBig>],
}

impl Weights<'_> {
    /// Whether the player's own strategies of the support are worth the same, and none is worth more.
    fn indifferent(&self) -> bool {
        let all: Vec<usize> = (0..self.game.shape()[self.player]).collect();
        let worth = worth(self.game, self.supports, self.others, self.player, &all);
        let support = &self.supports[self.player];
        worth
            .iter()
            .max()
            .is_some_and(|best| support.iter().all(|&strategy| worth[strategy] == *best))
    }

    /// What `judge`'s strategies are worth more than the support's first, for each strategy that the player may play:
    /// by strategy of the judge, coefficients of the player's probabilities.
    fn gains(&self, judge: usize, strategies: &[usize]) -> Vec<Vec<RBig>> {
        let first = self.supports[judge].first().copied().unwrap_or(0);
        let mut listed = vec![first];
        listed.extend(strategies);
        let mut gains = vec![Vec::new(); strategies.len()];
        for &played in &self.supports[self.player] {
            let mut supports = self.supports.to_vec();
            supports[self.player] = vec![played];
            let mut mixed = self.others.to_vec();
            mixed[self.player] = alone(self.game.shape()[self.player], played);
            let worth = worth(self.game, &supports, &mixed, judge, &listed);
            for (gains, other) in gains.iter_mut().zip(worth.iter().skip(1)) {
                gains.push(other - &worth[0]);
            }
        }
        gains
    }

    /// Solves only the equations: probabilities sum to one, and the judges' supports are worth the same throughout.
    /// Nothing would leave the answer to the linear program.
    fn equations(&self, judges: &[usize]) -> Option<Solutions> {
        let unknowns = self.supports[self.player].len();
        let mut rows = vec![vec![RBig::ONE; unknowns]];
        for &judge in judges {
            let inside = self.supports[judge].get(1..).unwrap_or(&[]);
            rows.extend(self.gains(judge, inside));
        }
        let mut right = vec![RBig::ZERO; rows.len()];
        right[0] = RBig::ONE;
        linear::solve(&rows, &right).ok()
    }

    /// All probabilities with which no judge gains by any deviation.
    fn all(&self, judges: &[usize]) -> Result<Choice, SolveError> {
        let judges: Vec<usize> = judges
            .iter()
            .copied()
            .filter(|&judge| judge != self.player)
            .collect();
        let unknowns = self.supports[self.player].len();
        let found = match self.equations(&judges) {
            Some(Solutions::Inconsistent) => return Ok(Choice::None),
            Some(Solutions::Unique(weights)) => {
                let positive = weights.iter().all(|weight| *weight > RBig::ZERO);
                let stable = judges.iter().all(|&judge| {
                    self.gains(judge, &self.outside(judge)).iter().all(|row| {
                        let gain = row
                            .iter()
                            .zip(&weights)
                            .fold(RBig::ZERO, |sum, (a, b)| sum + a * b);
                        gain <= RBig::ZERO
                    })
                });
                if !positive || !stable {
                    return Ok(Choice::None);
                }
                return Ok(Choice::One(self.spread(weights)));
            }
            Some(Solutions::Many { .. }) | None => {
                match self.extreme(&judges, &vec![RBig::ZERO; unknowns], true)? {
                    Some((least, inside)) if least > RBig::ZERO => inside,
                    _ => return Ok(Choice::None),
                }
            }
        };
        for place in 0..unknowns {
            for direction in [RBig::ONE, -RBig::ONE] {
                let mut objective = vec![RBig::ZERO; unknowns];
                objective[place] = direction.clone();
                let furthest = self.extreme(&judges, &objective, false)?;
                if furthest.is_some_and(|(value, _)| value != &direction * &found[place]) {
                    return Ok(Choice::Many(self.spread(found)));
                }
            }
        }
        Ok(Choice::One(self.spread(found)))
    }

    /// Maximises the least probability, or a linear objective, over what the judges accept: the value and where.
    fn extreme(
        &self,
        judges: &[usize],
        objective: &[RBig],
        least: bool,
    ) -> Result<Option<(RBig, Vec<RBig>)>, SolveError> {
        let mut program = Program::maximize();
        let weights: Vec<_> = objective
            .iter()
            .map(|factor| program.variable(factor.clone(), Bounds::non_negative()))
            .collect();
        program.row(
            weights.iter().map(|&weight| (weight, RBig::ONE)),
            Relation::Equal,
            RBig::ONE,
        );
        if least {
            let smallest = program.variable(RBig::ONE, Bounds::non_negative());
            for &weight in &weights {
                program.row(
                    [(weight, RBig::ONE), (smallest, -RBig::ONE)],
                    Relation::AtLeast,
                    RBig::ZERO,
                );
            }
        }
        for &judge in judges {
            let inside = self.supports[judge].get(1..).unwrap_or(&[]).to_vec();
            for (strategies, relation) in [
                (inside, Relation::Equal),
                (self.outside(judge), Relation::AtMost),
            ] {
                for row in self.gains(judge, &strategies) {
                    program.row(weights.iter().copied().zip(row), relation, RBig::ZERO);
                }
            }
        }
        match program.solve(&Effort::default())? {
            Outcome::Optimal(mut optimum) => {
                optimum.values.truncate(weights.len());
                Ok(Some((optimum.value, optimum.values)))
            }
            Outcome::Infeasible(_) | Outcome::Unbounded(_) => Ok(None),
        }
    }

    /// Strategies outside a player's support.
    fn outside(&self, judge: usize) -> Vec<usize> {
        (0..self.game.shape()[judge])
            .filter(|strategy| !self.supports[judge].contains(strategy))
            .collect()
    }

    fn spread(&self, weights: Vec<RBig>) -> Vec<RBig> {
        spread(self.game, self.supports, self.player, weights)
    }
}

/// Probabilities over all strategies from those over a support.
fn spread(game: &Game, supports: &[Vec<usize>], player: usize, weights: Vec<RBig>) -> Vec<RBig> {
    let mut mixed = vec![RBig::ZERO; game.shape()[player]];
    for (&strategy, weight) in supports[player].iter().zip(weights) {
        mixed[strategy] = weight;
    }
    mixed
}

/// One strategy for certain.
fn alone(strategies: usize, played: usize) -> Vec<RBig> {
    (0..strategies)
        .map(|strategy| {
            if strategy == played {
                RBig::ONE
            } else {
                RBig::ZERO
            }
        })
        .collect()
}

/// Everybody plays the first strategy of the support.
fn pure_profile(game: &Game, supports: &[Vec<usize>]) -> Vec<Vec<RBig>> {
    supports
        .iter()
        .zip(game.shape())
        .map(|(support, strategies)| alone(strategies, support.first().copied().unwrap_or(0)))
        .collect()
}

fn with(profile: &[Vec<RBig>], changes: &[(usize, Vec<RBig>)]) -> Vec<Vec<RBig>> {
    let mut profile = profile.to_vec();
    for (player, mixed) in changes {
        profile[*player] = mixed.clone();
    }
    profile
}
