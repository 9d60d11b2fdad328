//! Games in normal form, with exact payoffs.

use dashu_ratio::RBig;
use thiserror::Error;

use crate::exact::Rational;

/// Profiles of a game that this crate holds: with exact payoffs, some gigabytes.
const MOST_PROFILES: usize = 20_000_000;

/// A game in normal form: players, their strategies, and a payoff to each player in each profile.
///
/// Payoffs stand in profile order, in which the first player's strategy changes fastest (as in Gambit's files).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Game {
    title: String,
    players: Vec<Player>,
    /// One table a player.
    payoffs: Vec<Vec<RBig>>,
}

/// A player with named strategies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// Name, for people.
    pub name: String,
    /// Names of the strategies, in order; at least one.
    pub strategies: Vec<String>,
}

/// Why players and payoffs do not make a game.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GameError {
    /// Nobody plays.
    #[error("a game has at least one player")]
    NoPlayer,
    /// A player who has nothing to choose from.
    #[error("player {player} (`{name}`) has no strategy")]
    NoStrategy {
        /// Number of the player, from 1.
        player: usize,
        /// Name of the player.
        name: String,
    },
    /// The payoffs do not fill the profiles.
    #[error("player {player} has {found} payoffs where the game has {expected} profiles")]
    Payoffs {
        /// Number of the player, from 1.
        player: usize,
        /// Profiles of the game.
        expected: usize,
        /// Payoffs given.
        found: usize,
    },
    /// One table of payoffs a player is needed.
    #[error("{tables} tables of payoffs for {players} players")]
    Tables {
        /// Players.
        players: usize,
        /// Tables given.
        tables: usize,
    },
    /// Too many profiles to hold.
    #[error("the game has more than {MOST_PROFILES} profiles")]
    TooLarge,
}

impl Player {
    /// A player whose strategies are called `1`, `2`, ….
    pub fn numbered(name: impl Into<String>, strategies: usize) -> Self {
        Self {
            name: name.into(),
            strategies: (1..=strategies).map(|number| number.to_string()).collect(),
        }
    }
}

impl Game {
    /// A game from one table of payoffs a player, in profile order.
    ///
    /// # Errors
    /// [`GameError`] when the tables do not fit the players.
    pub fn new(
        title: impl Into<String>,
        players: Vec<Player>,
        payoffs: Vec<Vec<Rational>>,
    ) -> Result<Self, GameError> {
        let expected = profiles_of(&players)?;
        if payoffs.len() != players.len() {
            return Err(GameError::Tables {
                players: players.len(),
                tables: payoffs.len(),
            });
        }
        for (player, table) in payoffs.iter().enumerate() {
            if table.len() != expected {
                return Err(GameError::Payoffs {
                    player: player + 1,
                    expected,
                    found: table.len(),
                });
            }
        }
        Ok(Self {
            title: title.into(),
            players,
            payoffs,
        })
    }

    /// A game whose payoffs are worked out for each profile: one payoff a player.
    ///
    /// # Errors
    /// [`GameError`] for players without strategies, or a profile that does not pay each player.
    pub fn from_profiles(
        title: impl Into<String>,
        players: Vec<Player>,
        mut payoffs_of: impl FnMut(&[usize]) -> Vec<Rational>,
    ) -> Result<Self, GameError> {
        let count = profiles_of(&players)?;
        let mut payoffs = vec![Vec::with_capacity(count); players.len()];
        let shape: Vec<usize> = players
            .iter()
            .map(|player| player.strategies.len())
            .collect();
        for profile in Profiles::new(shape) {
            let row = payoffs_of(&profile);
            if row.len() != players.len() {
                return Err(GameError::Tables {
                    players: players.len(),
                    tables: row.len(),
                });
            }
            for (table, payoff) in payoffs.iter_mut().zip(row) {
                table.push(payoff);
            }
        }
        Self::new(title, players, payoffs)
    }

    /// A two-player game from the rows' and the columns' matrices, both with one row a strategy of the first player.
    ///
    /// # Errors
    /// [`GameError`] when a matrix is empty, ragged, or unlike the other.
    pub fn bimatrix(
        title: impl Into<String>,
        rows: &[Vec<Rational>],
        columns: &[Vec<Rational>],
    ) -> Result<Self, GameError> {
        let height = rows.len();
        let width = rows.first().map_or(0, Vec::len);
        let players = vec![Player::numbered("1", height), Player::numbered("2", width)];
        let expected = profiles_of(&players)?;
        let mut payoffs = Vec::with_capacity(2);
        for (player, matrix) in [rows, columns].into_iter().enumerate() {
            if matrix.len() != height || matrix.iter().any(|row| row.len() != width) {
                let found = matrix.iter().map(Vec::len).sum();
                return Err(GameError::Payoffs {
                    player: player + 1,
                    expected,
                    found,
                });
            }
            payoffs.push(
                (0..width)
                    .flat_map(|column| matrix.iter().map(move |row| row[column].clone()))
                    .collect(),
            );
        }
        Self::new(title, players, payoffs)
    }

    /// Title, for people; may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The players, in order.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// Strategies of each player.
    pub fn shape(&self) -> Vec<usize> {
        self.players
            .iter()
            .map(|player| player.strategies.len())
            .collect()
    }

    /// Every profile of pure strategies (one index a player, from 0), in profile order.
    pub fn profiles(&self) -> Profiles {
        Profiles::new(self.shape())
    }

    /// Where a profile stands in the tables of payoffs; nothing for a strategy or player that does not exist.
    pub fn index(&self, profile: &[usize]) -> Option<usize> {
        if profile.len() != self.players.len() {
            return None;
        }
        let mut index = 0;
        for (player, &strategy) in self.players.iter().zip(profile).rev() {
            if strategy >= player.strategies.len() {
                return None;
            }
            index = index * player.strategies.len() + strategy;
        }
        Some(index)
    }

    /// Every payoff of a player, in profile order; empty for a player that does not exist.
    pub fn payoffs(&self, player: usize) -> &[Rational] {
        self.payoffs.get(player).map_or(&[], Vec::as_slice)
    }

    /// The payoff of a player in a profile of pure strategies; nothing where either does not exist.
    pub fn payoff(&self, player: usize, profile: &[usize]) -> Option<&Rational> {
        self.payoffs.get(player)?.get(self.index(profile)?)
    }

    /// The game that is left when each player keeps only the strategies listed (indices from 0, in that order).
    ///
    /// # Errors
    /// [`GameError`] when somebody keeps nothing, or a list names a strategy that does not exist.
    pub fn restricted_to(&self, kept: &[Vec<usize>]) -> Result<Self, GameError> {
        if kept.len() != self.players.len() {
            return Err(GameError::Tables {
                players: self.players.len(),
                tables: kept.len(),
            });
        }
        let mut players = Vec::with_capacity(kept.len());
        for (number, (player, kept)) in self.players.iter().zip(kept).enumerate() {
            let strategies: Option<Vec<String>> = kept
                .iter()
                .map(|&strategy| player.strategies.get(strategy).cloned())
                .collect();
            players.push(Player {
                name: player.name.clone(),
                strategies: strategies.ok_or_else(|| GameError::NoStrategy {
                    player: number + 1,
                    name: player.name.clone(),
                })?,
            });
        }
        Self::from_profiles(self.title.clone(), players, |profile| {
            let original: Vec<usize> = profile
                .iter()
                .zip(kept)
                .map(|(&strategy, kept)| kept[strategy])
                .collect();
            (0..self.players.len())
                .filter_map(|player| self.payoff(player, &original).cloned())
                .collect()
        })
    }

    /// The constant to which two players' payoffs sum in every profile, if they do.
    pub fn constant_sum(&self) -> Option<Rational> {
        let [first, second] = self.payoffs.as_slice() else {
            return None;
        };
        let sum = first.first()? + second.first()?;
        first
            .iter()
            .zip(second)
            .all(|(a, b)| a + b == sum)
            .then_some(sum)
    }

    /// What each strategy of a player is worth against the others' mixed strategies (one list of probabilities a
    /// player, the player's own is ignored). The lists must fit [`Game::shape`]; missing entries count as zero.
    pub fn deviation_payoffs(&self, player: usize, mixed: &[Vec<Rational>]) -> Vec<Rational> {
        let Some(own) = self.players.get(player) else {
            return Vec::new();
        };
        let zero = RBig::ZERO;
        let mut worth = vec![RBig::ZERO; own.strategies.len()];
        'profiles: for (payoff, profile) in self.payoffs(player).iter().zip(self.profiles()) {
            let mut term = payoff.clone();
            for (other, &strategy) in profile.iter().enumerate() {
                if other == player {
                    continue;
                }
                let probability = mixed
                    .get(other)
                    .and_then(|mixed| mixed.get(strategy))
                    .unwrap_or(&zero);
                if probability.is_zero() {
                    continue 'profiles;
                }
                term *= probability;
            }
            worth[profile[player]] += term;
        }
        worth
    }
}

/// Profiles of pure strategies in order, the first player's strategy changing fastest.
#[derive(Debug, Clone)]
pub struct Profiles {
    shape: Vec<usize>,
    next: Option<Vec<usize>>,
}

impl Profiles {
    fn new(shape: Vec<usize>) -> Self {
        let next = shape
            .iter()
            .all(|&strategies| strategies > 0)
            .then(|| vec![0; shape.len()]);
        Self { shape, next }
    }
}

impl Iterator for Profiles {
    type Item = Vec<usize>;

    fn next(&mut self) -> Option<Vec<usize>> {
        let current = self.next.take()?;
        let mut following = current.clone();
        for (strategy, &strategies) in following.iter_mut().zip(&self.shape) {
            *strategy += 1;
            if *strategy < strategies {
                self.next = Some(following);
                return Some(current);
            }
            *strategy = 0;
        }
        Some(current)
    }
}

fn profiles_of(players: &[Player]) -> Result<usize, GameError> {
    if players.is_empty() {
        return Err(GameError::NoPlayer);
    }
    let mut profiles = 1usize;
    for (number, player) in players.iter().enumerate() {
        if player.strategies.is_empty() {
            return Err(GameError::NoStrategy {
                player: number + 1,
                name: player.name.clone(),
            });
        }
        profiles = profiles
            .checked_mul(player.strategies.len())
            .filter(|&profiles| profiles <= MOST_PROFILES)
            .ok_or(GameError::TooLarge)?;
    }
    Ok(profiles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(number: i32) -> RBig {
        RBig::from(number)
    }

    #[test]
    fn profiles_run_with_the_first_player_fastest() {
        let profiles: Vec<_> = Profiles::new(vec![2, 1, 2]).collect();
        assert_eq!(profiles, [[0, 0, 0], [1, 0, 0], [0, 0, 1], [1, 0, 1]]);
    }

    #[test]
    fn a_matrix_is_read_by_rows_and_kept_in_profile_order() -> Result<(), GameError> {
        let rows = [
            vec![whole(1), whole(2), whole(3)],
            vec![whole(4), whole(5), whole(6)],
        ];
        let game = Game::bimatrix("", &rows, &rows)?;
        assert_eq!(game.payoff(0, &[1, 2]), Some(&whole(6)));
        assert_eq!(game.payoffs(1)[1], whole(4));
        assert_eq!(game.payoff(0, &[2, 0]), None);
        let smaller = game.restricted_to(&[vec![1], vec![2, 0]])?;
        assert_eq!(smaller.payoffs(0), [whole(6), whole(4)]);
        Ok(())
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        let player = Player::numbered("1", 2);
        let none = Player {
            name: "2".into(),
            strategies: Vec::new(),
        };
        assert_eq!(Game::new("", vec![], vec![]), Err(GameError::NoPlayer));
        assert_eq!(
            Game::new("", vec![player.clone(), none], vec![vec![], vec![]]),
            Err(GameError::NoStrategy {
                player: 2,
                name: "2".into()
            })
        );
        assert_eq!(
            Game::new("", vec![player.clone()], vec![vec![whole(1)]]),
            Err(GameError::Payoffs {
                player: 1,
                expected: 2,
                found: 1
            })
        );
        let many = vec![Player::numbered("", 10_000); 5];
        assert_eq!(Game::new("", many, vec![]), Err(GameError::TooLarge));
    }
}
