//! Where the profiles stand that one player alone can reach from another.

use crate::game::Game;

/// One player's deviations, in the order of a game's tables of payoffs.
///
/// The profiles fall into lines: within a line only this player's strategy changes, so a line is what the others
/// may play. Lines are numbered in profile order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deviations {
    stride: usize,
    strategies: usize,
    profiles: usize,
}

impl Deviations {
    /// Nothing for a player who does not exist.
    pub(super) fn of(game: &Game, player: usize) -> Option<Self> {
        let players = game.players();
        let strategies = players.get(player)?.strategies.len();
        let stride = players
            .iter()
            .take(player)
            .map(|before| before.strategies.len())
            .product();
        Some(Self {
            stride,
            strategies,
            profiles: game.payoffs(player).len(),
        })
    }

    pub(super) fn strategies(self) -> usize {
        self.strategies
    }

    /// The profile of each line in which the player's first strategy is played.
    pub(super) fn lines(self) -> impl Iterator<Item = usize> + Clone {
        let Self {
            stride,
            strategies,
            profiles,
        } = self;
        (0..profiles)
            .step_by(stride * strategies)
            .flat_map(move |block| block..block + stride)
    }

    /// The profiles of a line, by the player's strategies.
    pub(super) fn along(self, line: usize) -> impl Iterator<Item = usize> + Clone {
        (line..).step_by(self.stride).take(self.strategies)
    }

    /// The profiles in which the player plays one strategy, one a line.
    pub(super) fn playing(self, strategy: usize) -> impl Iterator<Item = usize> + Clone {
        self.lines().map(move |line| line + strategy * self.stride)
    }

    /// The profile that is reached from a profile when the player switches to a strategy.
    pub(super) fn switched(self, profile: usize, strategy: usize) -> usize {
        let played = profile / self.stride % self.strategies;
        profile - played * self.stride + strategy * self.stride
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exact::Rational, game::Player};

    #[test]
    fn a_line_holds_the_profiles_that_differ_in_one_strategy() {
        let players = [2, 3, 2].map(|strategies| Player::numbered("", strategies));
        let game = Game::from_profiles("", players.into(), |_| vec![Rational::ZERO; 3])
            .unwrap_or_else(|error| panic!("{error}"));
        let profiles: Vec<_> = game.profiles().collect();
        for player in 0..3 {
            let deviations =
                Deviations::of(&game, player).unwrap_or_else(|| panic!("no player {player}"));
            let mut met = vec![false; profiles.len()];
            for line in deviations.lines() {
                for (strategy, index) in deviations.along(line).enumerate() {
                    let mut expected = profiles[line].clone();
                    expected[player] = strategy;
                    assert_eq!(profiles[index], expected);
                    assert_eq!(deviations.switched(index, 0), line);
                    assert!(!std::mem::replace(&mut met[index], true));
                }
            }
            assert!(met.into_iter().all(|met| met));
            for (strategy, index) in [0, 1].map(|strategy| (strategy, deviations.playing(strategy)))
            {
                assert!(
                    index
                        .into_iter()
                        .all(|index| profiles[index][player] == strategy)
                );
            }
        }
        assert!(Deviations::of(&game, 3).is_none());
    }
}
