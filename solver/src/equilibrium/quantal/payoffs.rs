//! Payoffs in floats: what each strategy is worth against mixed strategies, and how that changes.

use crate::{exact::approximate, game::Game};

/// A game in floats.
#[derive(Debug)]
pub(in crate::equilibrium) struct Payoffs {
    shape: Vec<usize>,
    /// By player and profile.
    tables: Vec<Vec<f64>>,
}

impl Payoffs {
    /// Nothing if a payoff is beyond floats.
    pub(in crate::equilibrium) fn of(game: &Game) -> Option<Self> {
        let tables: Vec<Vec<f64>> = (0..game.players().len())
            .map(|player| game.payoffs(player).iter().map(approximate).collect())
            .collect();
        tables
            .iter()
            .flatten()
            .all(|payoff| payoff.is_finite())
            .then(|| Self {
                shape: game.shape(),
                tables,
            })
    }

    /// Strategies of each player.
    pub(in crate::equilibrium) fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The largest difference between two payoffs of one player.
    pub(in crate::equilibrium) fn range(&self) -> f64 {
        self.tables
            .iter()
            .map(|table| {
                let most = table.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let least = table.iter().copied().fold(f64::INFINITY, f64::min);
                most - least
            })
            .fold(0.0, f64::max)
    }

    /// What each strategy of a player is worth against the others' mixed strategies.
    pub(in crate::equilibrium) fn worth(&self, player: usize, mixed: &[Vec<f64>]) -> Vec<f64> {
        let mut values = self.tables[player].clone();
        let mut stride = 1;
        for (other, probabilities) in mixed.iter().enumerate() {
            if other == player {
                stride = self.shape[player];
                continue;
            }
            values = contracted(&values, stride, probabilities);
        }
        values
    }

    /// The same by strategy of another player: `[own][other's]`.
    pub(in crate::equilibrium) fn worth_against(
        &self,
        player: usize,
        against: usize,
        mixed: &[Vec<f64>],
    ) -> Vec<Vec<f64>> {
        let mut values = self.tables[player].clone();
        let mut stride = 1;
        for (other, probabilities) in mixed.iter().enumerate() {
            if other == player || other == against {
                stride *= self.shape[other];
                continue;
            }
            values = contracted(&values, stride, probabilities);
        }
        let (own, theirs) = (self.shape[player], self.shape[against]);
        (0..own)
            .map(|strategy| {
                (0..theirs)
                    .map(|other| {
                        if player < against {
                            values[strategy + own * other]
                        } else {
                            values[other + theirs * strategy]
                        }
                    })
                    .collect()
            })
            .collect()
    }
}

/// A table with one dimension averaged away: the one that changes every `stride` entries.
fn contracted(values: &[f64], stride: usize, probabilities: &[f64]) -> Vec<f64> {
    values
        .chunks(stride * probabilities.len())
        .flat_map(|block| {
            (0..stride).map(move |offset| {
                probabilities
                    .iter()
                    .zip(block[offset..].iter().step_by(stride))
                    .map(|(probability, value)| probability * value)
                    .sum()
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use dashu_ratio::RBig;

    use super::*;
    use crate::game::{GameError, Player};

    #[test]
    fn floats_agree_with_the_exact_payoffs() -> Result<(), GameError> {
        let players = [2, 3, 2].map(|size| Player::numbered("", size)).to_vec();
        let game = Game::from_profiles("", players, |profile| {
            let [a, b, c] = [profile[0] as i32, profile[1] as i32, profile[2] as i32];
            vec![
                RBig::from(a * 5 + b * b - 3 * c * a),
                RBig::from((a - b) * (b - c)),
                RBig::from(7 * c - a * b * c + b),
            ]
        })?;
        let exact: Vec<Vec<RBig>> = [vec![1, 3], vec![1, 1, 2], vec![3, 1]]
            .into_iter()
            .map(|parts| {
                parts
                    .into_iter()
                    .map(|part| RBig::from_parts(part.into(), 4u8.into()))
                    .collect()
            })
            .collect();
        let mixed: Vec<Vec<f64>> = exact
            .iter()
            .map(|mixed| mixed.iter().map(approximate).collect())
            .collect();
        let payoffs = Payoffs::of(&game).ok_or(GameError::NoPlayer)?;
        for player in 0..3 {
            let worth: Vec<f64> = game
                .deviation_payoffs(player, &exact)
                .iter()
                .map(approximate)
                .collect();
            assert_eq!(payoffs.worth(player, &mixed), worth);
            for against in (0..3).filter(|&other| other != player) {
                for strategy in 0..game.shape()[against] {
                    let mut pure = exact.clone();
                    pure[against] = vec![RBig::ZERO; game.shape()[against]];
                    pure[against][strategy] = RBig::ONE;
                    let column: Vec<f64> = payoffs
                        .worth_against(player, against, &mixed)
                        .iter()
                        .map(|row| row[strategy])
                        .collect();
                    let worth: Vec<f64> = game
                        .deviation_payoffs(player, &pure)
                        .iter()
                        .map(approximate)
                        .collect();
                    assert_eq!(column, worth);
                }
            }
        }
        Ok(())
    }
}
