//! Behaviour strategies: a lottery at each information set, and the mixed strategies that do the same.

use thiserror::Error;

use super::{
    recall::{ImperfectRecall, Sequences},
    reduce::ReducedForm,
    tree::{Tree, Turn},
};
use crate::exact::Rational;

/// What a player does: at each of its information sets, in the tree's order, a probability an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behavior {
    pub(super) player: usize,
    pub(super) choices: Vec<Option<Vec<Rational>>>,
}

/// What is not a behaviour strategy, or has none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BehaviorError {
    /// Not one strategy a player in the players' order, or a player that does not exist.
    #[error("the game has {players} players, the strategies are not theirs in this order")]
    Players {
        /// Players of the game.
        players: usize,
    },
    /// Probabilities do not fit the information sets or the strategies.
    #[error("player {player} needs {expected} probabilities or sets of them, not {found}")]
    Shape {
        /// Number of the player, from 1.
        player: usize,
        /// Sets, actions at a set, or strategies.
        expected: usize,
        /// Given.
        found: usize,
    },
    /// Probabilities below zero or that do not sum to one.
    #[error(
        "the probabilities of player {player} are not a distribution: they sum to {sum}, the least is {least}"
    )]
    NotADistribution {
        /// Number of the player, from 1.
        player: usize,
        /// Their sum.
        sum: Rational,
        /// The least of them.
        least: Rational,
    },
    /// Nothing is said of a set to which the player's own moves may lead.
    #[error("player {player} may come to its information set {set} and nothing is said of it")]
    Missing {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the set among the player's, from 1.
        set: usize,
    },
    /// A player that forgets has mixed strategies which no behaviour strategy equals.
    #[error(transparent)]
    Recall(#[from] ImperfectRecall),
}

impl Behavior {
    /// A behaviour strategy of a player (from 0): for each of its sets a probability an action, or nothing for a set
    /// to which its own moves never lead.
    ///
    /// # Errors
    /// [`BehaviorError`] when the lists do not fit the tree, are not distributions, or leave open what matters.
    pub fn new(
        tree: &Tree,
        player: usize,
        choices: Vec<Option<Vec<Rational>>>,
    ) -> Result<Self, BehaviorError> {
        let behavior = Self { player, choices };
        behavior.check(tree)?;
        Ok(behavior)
    }

    /// Whose strategy it is (from 0).
    pub fn player(&self) -> usize {
        self.player
    }

    /// For each of the player's sets a probability an action; nothing for a set to which its own moves never lead.
    pub fn choices(&self) -> &[Option<Vec<Rational>>] {
        &self.choices
    }

    /// The probability of an action at one of the player's sets; zero where nothing is said.
    pub(super) fn probability(&self, set: usize, action: usize) -> Rational {
        match &self.choices[set] {
            Some(choice) => choice[action].clone(),
            None => Rational::ZERO,
        }
    }

    pub(super) fn check(&self, tree: &Tree) -> Result<(), BehaviorError> {
        if self.player >= tree.players.len() {
            return Err(BehaviorError::Players {
                players: tree.players.len(),
            });
        }
        let sets = tree.information_sets_of(self.player);
        shape(self.player, sets.len(), self.choices.len())?;
        for (choice, &set) in self.choices.iter().zip(sets) {
            if let Some(choice) = choice {
                let actions = tree.information_sets[set].actions.len();
                shape(self.player, actions, choice.len())?;
                distribution(self.player, choice)?;
            }
        }
        let mut comes: Vec<bool> = Vec::with_capacity(tree.nodes.len());
        for node in &tree.nodes {
            let here = node.before.is_none_or(|(parent, action)| {
                comes[parent]
                    && match self.set_at(tree, parent) {
                        Some(set) => self.choices[set]
                            .as_ref()
                            .is_some_and(|choice| !choice[action].is_zero()),
                        None => true,
                    }
            });
            if here
                && let Some(set) = self.set_at(tree, comes.len())
                && self.choices[set].is_none()
            {
                return Err(BehaviorError::Missing {
                    player: self.player + 1,
                    set: set + 1,
                });
            }
            comes.push(here);
        }
        Ok(())
    }

    fn set_at(&self, tree: &Tree, node: usize) -> Option<usize> {
        match tree.nodes[node].turn {
            Turn::Player(set) => {
                let set = &tree.information_sets[set];
                (set.player == self.player).then_some(set.number)
            }
            Turn::Over | Turn::Chance(_) => None,
        }
    }
}

impl ReducedForm {
    /// The behaviour strategy that does the same as a mixed one (a probability a reduced strategy), whatever the
    /// others do (Kuhn, 1953): at each set the share of the plans that get there.
    ///
    /// # Errors
    /// [`BehaviorError`] when the player forgets, or the probabilities are not a distribution over its strategies.
    pub fn behavior(
        &self,
        tree: &Tree,
        player: usize,
        mixed: &[Rational],
    ) -> Result<Behavior, BehaviorError> {
        Sequences::of(tree, player)?;
        let plans = self.plans(player);
        shape(player, plans.len(), mixed.len())?;
        distribution(player, mixed)?;
        let sets = tree.information_sets_of(player);
        let mut choices = Vec::with_capacity(sets.len());
        for (number, &set) in sets.iter().enumerate() {
            let mut weights = vec![Rational::ZERO; tree.information_sets[set].actions.len()];
            for (plan, probability) in plans.iter().zip(mixed) {
                let weight = plan
                    .get(number)
                    .copied()
                    .flatten()
                    .and_then(|action| weights.get_mut(action));
                if let Some(weight) = weight {
                    *weight += probability;
                }
            }
            let total = sum(&weights);
            choices.push((!total.is_zero()).then(|| {
                weights
                    .into_iter()
                    .map(|weight| weight / &total)
                    .collect::<Vec<_>>()
            }));
        }
        Behavior::new(tree, player, choices)
    }

    /// The mixed strategy over reduced strategies that does the same as a behaviour strategy: a plan is as likely as
    /// all its choices together.
    ///
    /// # Errors
    /// [`BehaviorError`] when the player forgets, or the behaviour is another tree's.
    pub fn mixed(&self, tree: &Tree, behavior: &Behavior) -> Result<Vec<Rational>, BehaviorError> {
        behavior.check(tree)?;
        Sequences::of(tree, behavior.player)?;
        let mixed: Vec<Rational> = self
            .plans(behavior.player)
            .iter()
            .map(|plan| {
                let mut product = Rational::ONE;
                for (choice, action) in behavior.choices.iter().zip(plan) {
                    if let (Some(choice), Some(action)) = (choice, action) {
                        product *= choice.get(*action).unwrap_or(&Rational::ZERO);
                    } else if action.is_some() {
                        product = Rational::ZERO;
                    }
                }
                product
            })
            .collect();
        distribution(behavior.player, &mixed)?;
        Ok(mixed)
    }
}

fn shape(player: usize, expected: usize, found: usize) -> Result<(), BehaviorError> {
    if expected == found {
        return Ok(());
    }
    Err(BehaviorError::Shape {
        player: player + 1,
        expected,
        found,
    })
}

fn distribution(player: usize, probabilities: &[Rational]) -> Result<(), BehaviorError> {
    let sum = sum(probabilities);
    let least = probabilities.iter().min().cloned().unwrap_or_default();
    if sum.is_one() && least >= Rational::ZERO {
        return Ok(());
    }
    Err(BehaviorError::NotADistribution {
        player: player + 1,
        sum,
        least,
    })
}

fn sum(terms: &[Rational]) -> Rational {
    terms.iter().fold(Rational::ZERO, |sum, term| sum + term)
}
