//! The separate check of an equilibrium that is not rational: boxes of probabilities that hold exactly one.
//!
//! Nothing of the search is used here. Payoffs, ends of boxes and every step are exact rationals, so nothing is
//! rounded until the payoffs are reported.

use dashu_base::Abs;
use dashu_ratio::RBig;
use thiserror::Error;

use super::{matrix::inverse, system::each_profile};
use crate::{
    exact::{approximate, from_float},
    game::Game,
    interval::Interval,
};

/// Boxes that hold exactly one profile in which all strategies of a support are worth the same, and it is a Nash
/// equilibrium; only [`verify_enclosure`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Enclosed {
    strategies: Vec<Vec<Interval>>,
    payoffs: Vec<Interval>,
}

impl Enclosed {
    /// One list of probabilities a player, in the game's order; exactly zero outside the support.
    pub fn strategies(&self) -> &[Vec<Interval>] {
        &self.strategies
    }

    /// What each player expects.
    pub fn payoffs(&self) -> &[Interval] {
        &self.payoffs
    }
}

/// Why boxes are not proved to hold one Nash equilibrium.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotEnclosed {
    /// The lists do not fit the game.
    #[error("player {player} has {expected} strategies, not {found}")]
    Shape {
        /// Number of the player, from 1.
        player: usize,
        /// Strategies in the game; zero for a player that does not exist.
        expected: usize,
        /// Probabilities given.
        found: usize,
    },
    /// A probability that is neither exactly zero nor certainly positive.
    #[error("player {player}'s strategy {strategy} is neither certainly played nor certainly not")]
    Unsettled {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the strategy, from 1.
        strategy: usize,
    },
    /// The first box of a support does not hold what the others leave to one.
    #[error("the probabilities of player {player} do not sum to 1")]
    Sum {
        /// Number of the player, from 1.
        player: usize,
    },
    /// Krawczyk's test finds no proof of one root in the boxes.
    #[error("no proof that the boxes hold exactly one solution")]
    Unproved,
    /// Somebody may gain by playing something else.
    #[error("player {player} may gain by playing strategy {strategy}")]
    Deviation {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the strategy to deviate to, from 1.
        strategy: usize,
    },
}

/// All rationals between two.
#[derive(Debug, Clone)]
struct Range {
    low: RBig,
    high: RBig,
}

impl Range {
    const ZERO: Self = Self {
        low: RBig::ZERO,
        high: RBig::ZERO,
    };

    /// Adds a number times a range.
    fn add(&mut self, factor: &RBig, range: &Range) {
        let (low, high) = if *factor < RBig::ZERO {
            (&range.high, &range.low)
        } else {
            (&range.low, &range.high)
        };
        self.low += factor * low;
        self.high += factor * high;
    }
}

/// The boxes of a profile, read as ranges over the supports.
struct Boxes<'game> {
    game: &'game Game,
    supports: Vec<Vec<usize>>,
    /// By player and strategy.
    ranges: Vec<Vec<Range>>,
    /// Player and strategy of each unknown: all of a support but its first.
    unknowns: Vec<(usize, usize)>,
}

/// Proves that boxes of probabilities hold exactly one Nash equilibrium with the supports that are not exactly
/// zero: Krawczyk's test on the equations of indifference (see the front page for its source), and every deviation
/// certainly not a gain, all in exact rationals.
///
/// Probabilities are one list a player over all the player's strategies.
///
/// # Errors
/// [`NotEnclosed`] names what could not be proved; the boxes may hold an equilibrium all the same.
pub fn verify_enclosure(
    game: &Game,
    strategies: Vec<Vec<Interval>>,
) -> Result<Enclosed, NotEnclosed> {
    let boxes = Boxes::read(game, &strategies)?;
    if !boxes.hold_one_root() {
        return Err(NotEnclosed::Unproved);
    }
    let payoffs = boxes.payoffs()?;
    Ok(Enclosed {
        strategies,
        payoffs,
    })
}

impl<'game> Boxes<'game> {
    fn read(game: &'game Game, strategies: &[Vec<Interval>]) -> Result<Self, NotEnclosed> {
        let shape = game.shape();
        let mut supports = Vec::with_capacity(shape.len());
        let mut ranges = Vec::with_capacity(shape.len());
        let mut unknowns = Vec::new();
        for player in 0..shape.len().max(strategies.len()) {
            let expected = shape.get(player).copied().unwrap_or(0);
            let mixed = strategies.get(player).map_or(&[][..], Vec::as_slice);
            if mixed.len() != expected {
                return Err(NotEnclosed::Shape {
                    player: player + 1,
                    expected,
                    found: mixed.len(),
                });
            }
            let (support, of_player) = read_player(player, mixed)?;
            unknowns.extend(support.iter().skip(1).map(|&strategy| (player, strategy)));
            supports.push(support);
            ranges.push(of_player);
        }
        Ok(Self {
            game,
            supports,
            ranges,
            unknowns,
        })
    }

    /// The chance of a profile of all players but those left out.
    fn chance(&self, profile: &[usize], but: [usize; 2]) -> Range {
        let mut chance = Range {
            low: RBig::ONE,
            high: RBig::ONE,
        };
        for (player, &strategy) in profile.iter().enumerate() {
            if !but.contains(&player) {
                chance.low *= &self.ranges[player][strategy].low;
                chance.high *= &self.ranges[player][strategy].high;
            }
        }
        chance
    }

    /// What a player's `better` strategy pays more than `worse` in a profile of the others.
    fn gain(&self, player: usize, better: usize, worse: usize, profile: &mut [usize]) -> RBig {
        let own = profile[player];
        profile[player] = better;
        let above = self.game.payoff(player, profile).cloned();
        profile[player] = worse;
        let below = self.game.payoff(player, profile).cloned();
        profile[player] = own;
        above.unwrap_or(RBig::ZERO) - below.unwrap_or(RBig::ZERO)
    }

    /// What a player gains on average by `better` over `worse`.
    fn mean_gain(&self, player: usize, better: usize, worse: usize) -> Range {
        let mut mean = Range::ZERO;
        each_profile(&self.supports, player, |profile| {
            let gain = self.gain(player, better, worse, profile);
            if !gain.is_zero() {
                mean.add(&gain, &self.chance(profile, [player, player]));
            }
        });
        mean
    }

    /// The derivative of that by another player's probability of a strategy, taken from the first of the support.
    fn slope(&self, (player, better): (usize, usize), (other, strategy): (usize, usize)) -> Range {
        let mut slope = Range::ZERO;
        if player == other {
            return slope;
        }
        let (worse, first) = (self.supports[player][0], self.supports[other][0]);
        each_profile(&self.supports, player, |profile| {
            if profile[other] != first {
                return;
            }
            let before = self.gain(player, better, worse, profile);
            profile[other] = strategy;
            let change = self.gain(player, better, worse, profile) - before;
            profile[other] = first;
            if !change.is_zero() {
                slope.add(&change, &self.chance(profile, [player, other]));
            }
        });
        slope
    }

    /// The same boxes, drawn together to their middles.
    fn middle(&self) -> Self {
        let half = RBig::from_parts(1.into(), 2u8.into());
        let mut ranges = self.ranges.clone();
        for (player, support) in self.supports.iter().enumerate() {
            let mut left = RBig::ONE;
            for &strategy in support.iter().skip(1) {
                let range = &mut ranges[player][strategy];
                let middle = (&range.low + &range.high) * &half;
                left -= &middle;
                *range = Range {
                    low: middle.clone(),
                    high: middle,
                };
            }
            if let Some(&first) = support.first() {
                ranges[player][first] = Range {
                    low: left.clone(),
                    high: left,
                };
            }
        }
        Self {
            game: self.game,
            supports: self.supports.clone(),
            ranges,
            unknowns: self.unknowns.clone(),
        }
    }

    /// Krawczyk's test: |Y·f(m)| + |1 − Y·J|·r < r for each unknown, r the half widths.
    fn hold_one_root(&self) -> bool {
        let middle = self.middle();
        let half = RBig::from_parts(1.into(), 2u8.into());
        let radii: Vec<RBig> = self
            .unknowns
            .iter()
            .map(|&(player, strategy)| {
                let range = &self.ranges[player][strategy];
                (&range.high - &range.low) * &half
            })
            .collect();
        let values: Vec<RBig> = self
            .unknowns
            .iter()
            .map(|&(player, strategy)| {
                middle
                    .mean_gain(player, strategy, self.supports[player][0])
                    .low
            })
            .collect();
        let slopes: Vec<Vec<Range>> = self
            .unknowns
            .iter()
            .map(|&equation| {
                self.unknowns
                    .iter()
                    .map(|&unknown| self.slope(equation, unknown))
                    .collect()
            })
            .collect();
        let rough = slopes
            .iter()
            .map(|row| {
                row.iter()
                    .map(|slope| 0.5 * approximate(&slope.low) + 0.5 * approximate(&slope.high))
                    .collect()
            })
            .collect();
        let Some(preconditioner) = inverse(rough) else {
            return false;
        };
        preconditioner.iter().enumerate().all(|(index, row)| {
            let Some(row) = row
                .iter()
                .map(|&entry| from_float(entry))
                .collect::<Option<Vec<RBig>>>()
            else {
                return false;
            };
            let step = row
                .iter()
                .zip(&values)
                .fold(RBig::ZERO, |sum, (y, value)| sum + y * value);
            let reach = radii
                .iter()
                .enumerate()
                .fold(step.abs(), |reach, (column, radius)| {
                    let mut rest = Range::ZERO;
                    for (y, slopes) in row.iter().zip(&slopes) {
                        rest.add(&-y, &slopes[column]);
                    }
                    if column == index {
                        rest.low += RBig::ONE;
                        rest.high += RBig::ONE;
                    }
                    reach + rest.low.abs().max(rest.high.abs()) * radius
                });
            reach < radii[index]
        })
    }

    /// What each player expects, where no deviation can gain.
    fn payoffs(&self) -> Result<Vec<Interval>, NotEnclosed> {
        let mut payoffs = Vec::with_capacity(self.supports.len());
        for (player, (support, strategies)) in
            self.supports.iter().zip(self.game.shape()).enumerate()
        {
            let played = support[0];
            for outside in (0..strategies).filter(|strategy| !support.contains(strategy)) {
                if self.mean_gain(player, outside, played).high > RBig::ZERO {
                    return Err(NotEnclosed::Deviation {
                        player: player + 1,
                        strategy: outside + 1,
                    });
                }
            }
            let mut expected = Range::ZERO;
            each_profile(&self.supports, player, |profile| {
                profile[player] = played;
                if let Some(payoff) = self.game.payoff(player, profile) {
                    expected.add(payoff, &self.chance(profile, [player, player]));
                }
            });
            payoffs
                .push(Interval::enclosing(&expected.low).hull(Interval::enclosing(&expected.high)));
        }
        Ok(payoffs)
    }
}

fn read_player(player: usize, mixed: &[Interval]) -> Result<(Vec<usize>, Vec<Range>), NotEnclosed> {
    let mut support = Vec::new();
    let mut ranges = Vec::with_capacity(mixed.len());
    for (strategy, probability) in mixed.iter().enumerate() {
        let unsettled = NotEnclosed::Unsettled {
            player: player + 1,
            strategy: strategy + 1,
        };
        let (Some(low), Some(high)) = (
            from_float(probability.low()),
            from_float(probability.high()),
        ) else {
            return Err(unsettled);
        };
        if low > RBig::ZERO {
            support.push(strategy);
        } else if !low.is_zero() || !high.is_zero() {
            return Err(unsettled);
        }
        ranges.push(Range { low, high });
    }
    let sum = NotEnclosed::Sum { player: player + 1 };
    let Some((&first, others)) = support.split_first() else {
        return Err(sum);
    };
    let mut left = Range {
        low: RBig::ONE,
        high: RBig::ONE,
    };
    for &other in others {
        left.low -= &ranges[other].high;
        left.high -= &ranges[other].low;
    }
    if left.low < ranges[first].low || ranges[first].high < left.high {
        return Err(sum);
    }
    Ok((support, ranges))
}
