//! Looks for what dominates a strategy, and for a belief that excuses it if nothing does.

use super::{Belief, DominanceError, Strength};
use crate::{
    equilibrium::deviations::Deviations,
    exact::Rational,
    game::Game,
    program::{Bounds, Effort, Outcome, Program, Relation},
};

/// Whether a strategy is dominated, and why.
#[derive(Debug, Clone)]
pub(in crate::equilibrium) enum Verdict {
    /// By this lottery over the player's strategies.
    Dominated(Vec<Rational>),
    /// By none; a belief is given where lotteries were considered.
    Undominated(Option<Belief>),
}

/// Compares each strategy of a player with each other; dominators are themselves undominated.
pub(super) fn by_strategies(game: &Game, player: usize, strength: Strength) -> Vec<Verdict> {
    let Some(deviations) = Deviations::of(game, player) else {
        return Vec::new();
    };
    let strategies = deviations.strategies();
    let dominators: Vec<Vec<usize>> = (0..strategies)
        .map(|strategy| {
            (0..strategies)
                .filter(|&other| {
                    dominates(game.payoffs(player), deviations, other, strategy, strength)
                })
                .collect()
        })
        .collect();
    dominators
        .iter()
        .map(|those| {
            let undominated = |other: &&usize| dominators.get(**other).is_some_and(Vec::is_empty);
            match those.iter().find(undominated) {
                Some(&dominator) => Verdict::Dominated(
                    (0..strategies)
                        .map(|strategy| Rational::from(u8::from(strategy == dominator)))
                        .collect(),
                ),
                None => Verdict::Undominated(None),
            }
        })
        .collect()
}

/// Whether one strategy dominates another.
pub(super) fn dominates(
    payoffs: &[Rational],
    deviations: Deviations,
    better: usize,
    worse: usize,
    strength: Strength,
) -> bool {
    let mut pairs = deviations
        .playing(better)
        .zip(deviations.playing(worse))
        .filter_map(|(better, worse)| Some((payoffs.get(better)?, payoffs.get(worse)?)));
    match strength {
        Strength::Strict => pairs.all(|(better, worse)| better > worse),
        Strength::Weak => {
            let mut gains = false;
            pairs.all(|(better, worse)| {
                gains |= better > worse;
                better >= worse
            }) && gains
        }
    }
}

/// Settles each strategy of a player by what it is a best reply to, or else by a linear program.
pub(super) fn by_lotteries(
    game: &Game,
    player: usize,
    strength: Strength,
    effort: &Effort,
) -> Result<Vec<Verdict>, DominanceError> {
    let Some(deviations) = Deviations::of(game, player) else {
        return Ok(Vec::new());
    };
    let mut replies = vec![None; deviations.strategies()];
    let payoffs = game.payoffs(player);
    for line in deviations.lines() {
        let best = deviations
            .along(line)
            .filter_map(|at| payoffs.get(at))
            .max();
        let mut those = deviations
            .along(line)
            .enumerate()
            .filter(|(_, at)| payoffs.get(*at) == best)
            .map(|(strategy, _)| strategy);
        let (first, second) = (those.next(), those.next());
        let excused = match strength {
            Strength::Strict => first.into_iter().chain(second).chain(those).collect(),
            Strength::Weak if second.is_none() => Vec::from_iter(first),
            Strength::Weak => Vec::new(),
        };
        for strategy in excused {
            if let Some(reply) = replies.get_mut(strategy) {
                reply.get_or_insert(line);
            }
        }
    }
    replies
        .into_iter()
        .enumerate()
        .map(|(strategy, reply)| match reply {
            Some(line) => Ok(Verdict::Undominated(Some(Belief::Certain(line)))),
            None => by_mixture(game, player, strategy, strength, effort),
        })
        .collect()
}

/// Looks for the lottery that gains most over a strategy: at the worst for strict dominance; in sum, without ever
/// losing, for weak.
///
/// The strategy itself is among those drawn, so that gaining nothing is always possible; a lottery that gains
/// never draws it, since it would gain more without, nor another dominated one. If nothing is gained, the dual
/// prices of the rows are the belief.
pub(in crate::equilibrium) fn by_mixture(
    game: &Game,
    player: usize,
    strategy: usize,
    strength: Strength,
    effort: &Effort,
) -> Result<Verdict, DominanceError> {
    let Some(deviations) = Deviations::of(game, player) else {
        return Err(DominanceError::NoneFound);
    };
    let payoffs = game.payoffs(player);
    let gains: Vec<Vec<Rational>> = deviations
        .lines()
        .zip(deviations.playing(strategy))
        .map(|(line, plain)| {
            deviations
                .along(line)
                .filter_map(|at| Some(payoffs.get(at)? - payoffs.get(plain)?))
                .collect()
        })
        .collect();

    let mut program = Program::maximize();
    let margin =
        (strength == Strength::Strict).then(|| program.variable(Rational::ONE, Bounds::free()));
    let weights: Vec<_> = (0..deviations.strategies())
        .map(|drawn| {
            let in_sum = match strength {
                Strength::Strict => Rational::ZERO,
                Strength::Weak => gains
                    .iter()
                    .filter_map(|gains| gains.get(drawn))
                    .fold(Rational::ZERO, |sum, gain| sum + gain),
            };
            program.variable(in_sum, Bounds::non_negative())
        })
        .collect();
    program.row(
        weights.iter().map(|&weight| (weight, Rational::ONE)),
        Relation::Equal,
        Rational::ONE,
    );
    let rows: Vec<_> = gains
        .into_iter()
        .map(|gains| {
            let terms = weights
                .iter()
                .copied()
                .zip(gains)
                .filter(|(_, gain)| !gain.is_zero())
                .chain(margin.map(|margin| (margin, -Rational::ONE)));
            program.row(terms, Relation::AtLeast, Rational::ZERO)
        })
        .collect();
    let Outcome::Optimal(optimum) = program.solve(effort)? else {
        return Err(DominanceError::NoneFound);
    };

    if optimum.value > Rational::ZERO {
        let mixture = weights
            .iter()
            .filter_map(|weight| optimum.values.get(weight.index()).cloned());
        return Ok(Verdict::Dominated(mixture.collect()));
    }
    let prices = rows
        .iter()
        .filter_map(|row| optimum.duals.get(row.index()))
        .map(|dual| match strength {
            Strength::Strict => -dual,
            Strength::Weak => Rational::ONE - dual,
        });
    let mut belief: Vec<Rational> = prices.collect();
    let sum = belief
        .iter()
        .fold(Rational::ZERO, |sum, weight| sum + weight);
    if sum.is_zero() {
        return Err(DominanceError::NoneFound);
    }
    for probability in &mut belief {
        *probability /= &sum;
    }
    Ok(Verdict::Undominated(Some(Belief::Lottery(belief))))
}
