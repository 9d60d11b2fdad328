//! Evolutionary stability, decided exactly.

use dashu_ratio::RBig;

use super::{Population, PopulationError, Rest, copositive::positive};
use crate::{equilibrium::Equilibrium, exact::Rational, game::Game};

/// What a state of a population is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stability {
    /// Evolutionarily stable: an equilibrium, and better against every other best reply than that is against itself.
    Stable,
    /// A symmetric Nash equilibrium that some best reply can invade, or drift into.
    Equilibrium,
    /// Not a Nash equilibrium.
    None,
}

impl Population {
    /// Whether a state, as a mixed strategy, is evolutionarily stable (Maynard Smith and Price, 1973).
    ///
    /// With B the best replies to x and S ⊆ B what x plays, x is stable if and only if it is an equilibrium and
    /// −zᵀAz > 0 for all z ≠ 0 over B with Σ z = 0 and z ≥ 0 outside S (Haigh, *Journal of Applied Probability* 12,
    /// 1975; Abakuks, ibid. 17, 1980).
    ///
    /// # Errors
    /// [`PopulationError::NotAState`], or [`PopulationError::TooLarge`].
    pub fn stability(&self, state: &[Rational]) -> Result<Stability, PopulationError> {
        self.check(state)?;
        self.small_enough()?;
        let worth = self.worth(state);
        let best: Vec<usize> = (0..worth.len())
            .filter(|&strategy| worth.iter().all(|other| *other <= worth[strategy]))
            .collect();
        let present = |strategy: &usize| !state[*strategy].is_zero();
        if (0..state.len()).any(|strategy| present(&strategy) && !best.contains(&strategy)) {
            return Ok(Stability::None);
        }
        let (played, unplayed): (Vec<usize>, Vec<usize>) = best.into_iter().partition(present);
        let Some((&base, others)) = played.split_first() else {
            return Ok(Stability::None);
        };
        let directions: Vec<usize> = others.iter().chain(&unplayed).copied().collect();
        let form = directions
            .iter()
            .map(|&row| {
                directions
                    .iter()
                    .map(|&column| {
                        -(self.crossed(row, column, base) + self.crossed(column, row, base))
                    })
                    .collect()
            })
            .collect();
        Ok(if positive(form, others.len()) {
            Stability::Stable
        } else {
            Stability::Equilibrium
        })
    }

    /// (eᵢ − e_k)ᵀ·A·(eⱼ − e_k).
    fn crossed(&self, row: usize, column: usize, base: usize) -> RBig {
        let payoffs = self.payoffs();
        &payoffs[row][column] - &payoffs[row][base] - &payoffs[base][column] + &payoffs[base][base]
    }

    /// Every evolutionarily stable state. (Those of a continuum of rest points never are: a stable state is the only
    /// equilibrium with its strategies.)
    ///
    /// # Errors
    /// [`PopulationError::TooLarge`].
    pub fn stable_states(&self) -> Result<Vec<Vec<Rational>>, PopulationError> {
        let mut stable = Vec::new();
        for rest in self.rest_points()? {
            if let Rest::Point(state) = rest
                && self.stability(&state)? == Stability::Stable
            {
                stable.push(state);
            }
        }
        Ok(stable)
    }
}

/// Whether an equilibrium is strict: everybody loses by any deviation. With one population a player, these and no
/// others are evolutionarily stable (Selten, *Journal of Theoretical Biology* 84, 1980), and asymptotically stable
/// under the replicator dynamics (Ritzberger and Weibull, *Econometrica* 63, 1995).
pub fn is_strict(game: &Game, equilibrium: &Equilibrium) -> bool {
    let strategies = equilibrium.strategies();
    strategies.iter().enumerate().all(|(player, mixed)| {
        game.deviation_payoffs(player, strategies)
            .iter()
            .zip(mixed)
            .all(|(worth, chance)| {
                chance.is_one()
                    || equilibrium
                        .payoffs()
                        .get(player)
                        .is_some_and(|expected| worth < expected)
            })
    })
}
