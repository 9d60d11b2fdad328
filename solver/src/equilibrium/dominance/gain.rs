//! What a mixture of strategies earns beyond a single one.

use crate::{
    equilibrium::deviations::Deviations,
    exact::{Rational, common::Common},
    game::Game,
};

use super::Strength;

/// What a mixture earns beyond a strategy, over all that the others may play; in units of the payoffs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// Where it gains least: the margin of strict dominance.
    pub least: Rational,
    /// Where it gains most.
    pub greatest: Rational,
}

impl Gain {
    /// The gain of a mixture (one weight a strategy) over a strategy of a player who exists.
    pub(in crate::equilibrium) fn of(
        game: &Game,
        player: usize,
        strategy: usize,
        mixture: &Common,
    ) -> Option<Self> {
        let deviations = Deviations::of(game, player)?;
        let payoffs = game.payoffs(player);
        let gains = deviations
            .lines()
            .zip(deviations.playing(strategy))
            .filter_map(|(line, plain)| {
                let row = deviations.along(line).filter_map(|at| payoffs.get(at));
                Some(mixture.dot(row.enumerate()) - payoffs.get(plain)?)
            });
        gains.fold(None, |extremes: Option<Self>, gain| {
            let Some(mut extremes) = extremes else {
                return Some(Self {
                    least: gain.clone(),
                    greatest: gain,
                });
            };
            if gain > extremes.greatest {
                extremes.greatest = gain;
            } else if gain < extremes.least {
                extremes.least = gain;
            }
            Some(extremes)
        })
    }

    /// Whether such a gain is dominance.
    pub fn dominates(&self, strength: Strength) -> bool {
        match strength {
            Strength::Strict => self.least > Rational::ZERO,
            Strength::Weak => self.least >= Rational::ZERO && self.greatest > Rational::ZERO,
        }
    }
}
