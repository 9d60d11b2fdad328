//! What would make a player leave the mediator.

use super::{Concept, NoSuchGoal, goal::player_exists};
use crate::{equilibrium::deviations::Deviations, exact::Rational, game::Game};

/// To play something else than was recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Temptation {
    /// The player, from 0.
    pub player: usize,
    /// The recommendation that is disobeyed, from 0; nothing if whatever is recommended is ignored.
    pub recommended: Option<usize>,
    /// What is played instead, from 0.
    pub instead: usize,
}

impl Temptation {
    /// The profiles in which the player would play something else, with the profile that this leads to.
    pub(super) fn moves(self, game: &Game) -> impl Iterator<Item = (usize, usize)> + Clone {
        let told = match self.recommended {
            Some(strategy) => strategy..strategy + 1,
            None => {
                0..game
                    .players()
                    .get(self.player)
                    .map_or(0, |player| player.strategies.len())
            }
        };
        let deviations = Deviations::of(game, self.player);
        told.filter(move |strategy| *strategy != self.instead)
            .filter_map(move |strategy| Some((deviations?, strategy)))
            .flat_map(move |(deviations, strategy)| {
                deviations
                    .playing(strategy)
                    .zip(deviations.playing(self.instead))
            })
    }

    /// The profiles in which the player would play something else, with the gain there.
    pub(super) fn gains(self, game: &Game) -> impl Iterator<Item = (usize, Rational)> {
        let payoffs = game.payoffs(self.player);
        self.moves(game).filter_map(move |(stay, switch)| {
            Some((stay, payoffs.get(switch)? - payoffs.get(stay)?))
        })
    }
}

impl Concept {
    pub(super) fn fits(self, game: &Game) -> Result<(), NoSuchGoal> {
        match self {
            Self::Committed { leader } => player_exists(game, leader),
            Self::Correlated | Self::Coarse => Ok(()),
        }
    }

    /// Every temptation that must be withstood.
    pub(super) fn temptations(self, game: &Game) -> impl Iterator<Item = Temptation> {
        game.shape()
            .into_iter()
            .enumerate()
            .filter(move |(player, _)| self != Self::Committed { leader: *player })
            .flat_map(move |(player, strategies)| {
                let recommendations: Vec<_> = match self {
                    Self::Coarse => vec![None],
                    Self::Correlated | Self::Committed { .. } => {
                        (0..strategies).map(Some).collect()
                    }
                };
                recommendations.into_iter().flat_map(move |recommended| {
                    (0..strategies)
                        .filter(move |instead| recommended != Some(*instead))
                        .map(move |instead| Temptation {
                            player,
                            recommended,
                            instead,
                        })
                })
            })
    }
}
