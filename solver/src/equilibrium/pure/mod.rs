//! Where would everybody be content without rolling dice? All equilibria in pure strategies, of any game.
//!
//! One pass a player over the table of payoffs: in each line of profiles that differ in the player's strategy
//! alone, all but the best are struck out; what nobody struck out is an equilibrium. There may be none.

use crate::{
    equilibrium::{Equilibrium, NotAnEquilibrium, deviations::Deviations},
    exact::Rational,
    game::Game,
};

/// The profiles (one strategy a player, from 0) in which nobody gains by deviating, in profile order.
pub fn profiles(game: &Game) -> Vec<Vec<usize>> {
    let mut stable = vec![true; game.payoffs(0).len()];
    for player in 0..game.players().len() {
        strike_out(game, player, &mut stable);
    }
    game.profiles()
        .zip(stable)
        .filter_map(|(profile, stable)| stable.then_some(profile))
        .collect()
}

/// The same as [`profiles`], each checked again on its own, with what it pays.
///
/// # Errors
/// [`NotAnEquilibrium::Deviation`] if that check disagrees, which would be a defect of this crate.
pub fn equilibria(game: &Game) -> Result<Vec<Equilibrium>, NotAnEquilibrium> {
    profiles(game)
        .into_iter()
        .map(|profile| check(game, &profile))
        .collect()
}

/// Checks a profile of the game as [`verify`](super::verify) would, in the few profiles that deviations lead to.
fn check(game: &Game, profile: &[usize]) -> Result<Equilibrium, NotAnEquilibrium> {
    let mut strategies = Vec::with_capacity(profile.len());
    let mut payoffs = Vec::with_capacity(profile.len());
    let mut deviating = profile.to_vec();
    for (player, (&played, available)) in profile.iter().zip(game.shape()).enumerate() {
        let expected = game.payoff(player, profile).cloned().unwrap_or_default();
        for strategy in 0..available {
            deviating[player] = strategy;
            if let Some(better) = game.payoff(player, &deviating)
                && *better > expected
            {
                return Err(NotAnEquilibrium::Deviation {
                    player: player + 1,
                    strategy: strategy + 1,
                    gain: better - expected,
                });
            }
        }
        deviating[player] = played;
        strategies.push(
            (0..available)
                .map(|strategy| Rational::from(u8::from(strategy == played)))
                .collect(),
        );
        payoffs.push(expected);
    }
    Ok(Equilibrium::of_checked(strategies, payoffs))
}

fn strike_out(game: &Game, player: usize, stable: &mut [bool]) {
    let payoffs = game.payoffs(player);
    let Some(deviations) = Deviations::of(game, player) else {
        return;
    };
    for line in deviations.lines() {
        let best = deviations
            .along(line)
            .filter_map(|at| payoffs.get(at))
            .max();
        for at in deviations.along(line) {
            if let Some(stable) = stable.get_mut(at) {
                *stable &= payoffs.get(at) == best;
            }
        }
    }
}
