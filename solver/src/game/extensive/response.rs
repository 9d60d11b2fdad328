//! What behaviour strategies are worth, and the best answer to them, by passes over the tree.

use super::{
    behavior::{Behavior, BehaviorError},
    recall::Sequences,
    reduce::Plan,
    tree::{Tree, Turn},
};
use crate::exact::Rational;

/// A best answer to what the others do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// What the player expects from it.
    pub value: Rational,
    /// The reduced strategy; of equally good actions the first.
    pub plan: Plan,
}

impl Tree {
    /// What each player expects when everybody follows a behaviour strategy (one a player, in their order). Exact.
    ///
    /// # Errors
    /// [`BehaviorError`] when the strategies do not fit the tree.
    pub fn expected_payoffs(&self, behaviors: &[Behavior]) -> Result<Vec<Rational>, BehaviorError> {
        self.check_all(behaviors)?;
        let mut payoffs = vec![Rational::ZERO; self.players.len()];
        for (node, weight) in self.nodes.iter().zip(self.weights(behaviors, None)) {
            if weight.is_zero() {
                continue;
            }
            for (sum, payoff) in payoffs.iter_mut().zip(self.payoffs_at(node)) {
                *sum += payoff * &weight;
            }
        }
        Ok(payoffs)
    }

    /// The best a player (from 0) can do against the others' behaviour strategies (one a player, its own is
    /// ignored), over all its strategies, pure, mixed or behaviour. Exact, and found by backward induction over the
    /// player's own information sets: each set's best action, weighed by how likely the others and chance make each
    /// of its nodes.
    ///
    /// # Errors
    /// [`BehaviorError`] when the strategies do not fit the tree or the player forgets.
    pub fn best_response(
        &self,
        player: usize,
        behaviors: &[Behavior],
    ) -> Result<Response, BehaviorError> {
        self.check_all(behaviors)?;
        if player >= self.players.len() {
            return Err(BehaviorError::Players {
                players: self.players.len(),
            });
        }
        let sequences = Sequences::of(self, player)?;
        let mut worth = vec![Rational::ZERO; sequences.count];
        let weights = self.weights(behaviors, Some(player));
        for ((node, weight), &sequence) in self.nodes.iter().zip(&weights).zip(&sequences.at_node) {
            if let Some(payoff) = self.payoffs_at(node).get(player)
                && !weight.is_zero()
            {
                worth[sequence] += payoff * weight;
            }
        }
        let sets = self.information_sets_of(player);
        let mut best = vec![0; sets.len()];
        for (number, &set) in sets.iter().enumerate().rev() {
            let first = sequences.first[number];
            for action in 1..self.information_sets[set].actions.len() {
                if worth[first + action] > worth[first + best[number]] {
                    best[number] = action;
                }
            }
            let value = worth[first + best[number]].clone();
            worth[sequences.before[number]] += value;
        }
        let mut taken = vec![false; sequences.count];
        taken[0] = true;
        let mut plan = vec![None; sets.len()];
        for (number, &action) in best.iter().enumerate() {
            if taken[sequences.before[number]] {
                plan[number] = Some(action);
                taken[sequences.first[number] + action] = true;
            }
        }
        Ok(Response {
            value: worth.swap_remove(0),
            plan,
        })
    }

    fn check_all(&self, behaviors: &[Behavior]) -> Result<(), BehaviorError> {
        let in_order = behaviors
            .iter()
            .enumerate()
            .all(|(player, behavior)| behavior.player == player);
        if behaviors.len() != self.players.len() || !in_order {
            return Err(BehaviorError::Players {
                players: self.players.len(),
            });
        }
        behaviors
            .iter()
            .try_for_each(|behavior| behavior.check(self))
    }

    /// How likely chance and the players make each node, one player apart.
    fn weights(&self, behaviors: &[Behavior], apart: Option<usize>) -> Vec<Rational> {
        let mut weights: Vec<Rational> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let Some((parent, action)) = node.before else {
                weights.push(Rational::ONE);
                continue;
            };
            let before = &weights[parent];
            let weight = match self.nodes[parent].turn {
                _ if before.is_zero() => Rational::ZERO,
                Turn::Chance(draw) => before * &self.chance_moves[draw].actions[action].1,
                Turn::Player(set) if apart != Some(self.information_sets[set].player) => {
                    let set = &self.information_sets[set];
                    before * behaviors[set.player].probability(set.number, action)
                }
                Turn::Player(_) | Turn::Over => before.clone(),
            };
            weights.push(weight);
        }
        weights
    }
}
