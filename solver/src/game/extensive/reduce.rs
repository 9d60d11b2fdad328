//! The reduced normal form: strategies that differ only where their player's own moves never lead are one.

use dashu_int::IBig;
use thiserror::Error;

use super::tree::{Tree, Turn};
use crate::{
    exact::{Rational, common::Common},
    game::{Game, GameError, Player},
};

/// Entries of all plans of one player that this crate holds.
const MOST_ENTRIES: usize = 20_000_000;

/// A reduced strategy: for each information set of the player, in the tree's order, the action taken there; nothing
/// where the player's own earlier moves rule the set out.
pub type Plan = Vec<Option<usize>>;

/// A tree's reduced normal form, and what its strategies mean in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReducedForm {
    game: Game,
    plans: Vec<Vec<Plan>>,
}

/// Why a tree has no reduced normal form here.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReduceError {
    /// One player has too many strategies to list.
    #[error(
        "player {player} has too many reduced strategies: their plans take more than {MOST_ENTRIES} entries"
    )]
    TooManyStrategies {
        /// Number of the player, from 1.
        player: usize,
    },
    /// The strategies do not make a game in normal form.
    #[error(transparent)]
    Game(#[from] GameError),
}

impl ReducedForm {
    /// The game in normal form. A strategy is named as Gambit (to its version 16) names it: the number of the action (from 1) at each of the
    /// player's information sets, `*` where it does not matter, as in `1*2`; with a point between them where a set
    /// has more than nine actions; `*` alone for a player that never moves.
    pub fn game(&self) -> &Game {
        &self.game
    }

    /// What each strategy of a player does; empty for a player that does not exist.
    pub fn plans(&self, player: usize) -> &[Plan] {
        self.plans.get(player).map_or(&[], Vec::as_slice)
    }
}

/// A plan so far, and the nodes it has still to go through, the next one last.
#[derive(Clone)]
struct Unfinished {
    plan: Plan,
    ahead: Vec<usize>,
}

fn too_many(
    player: usize,
    plans: usize,
    sets: usize,
    unfinished: usize,
) -> Result<(), ReduceError> {
    if plans.saturating_mul(sets).saturating_add(unfinished) > MOST_ENTRIES {
        return Err(ReduceError::TooManyStrategies { player: player + 1 });
    }
    Ok(())
}

impl Tree {
    /// The reduced normal form, strategies in Gambit's order: by the action at the information set that the plan
    /// meets first, then at the next, where a plan meets sets in the order of play and goes through every move of
    /// the others. Payoffs are exact expectations over chance.
    ///
    /// Perfect recall is not needed. An absent-minded player takes the same action each time.
    ///
    /// # Errors
    /// [`ReduceError`] when there are too many strategies or profiles, or no player.
    pub fn reduced_form(&self) -> Result<ReducedForm, ReduceError> {
        let mut players = Vec::with_capacity(self.players.len());
        let mut plans = Vec::with_capacity(self.players.len());
        for (player, name) in self.players.iter().enumerate() {
            let own = self.plans_of(player)?;
            players.push(Player {
                name: name.clone(),
                strategies: self.plan_names(player, &own),
            });
            plans.push(own);
        }
        let worth = self.worth();
        let game = Game::from_profiles(self.title.clone(), players, |profile| {
            let chosen: Vec<&Plan> = plans
                .iter()
                .zip(profile)
                .map(|(plans, &strategy)| &plans[strategy])
                .collect();
            self.payoffs_of(&chosen, &worth)
        })?;
        Ok(ReducedForm { game, plans })
    }

    /// How many strategies each player has in the reduced normal form, without the work of its payoffs.
    ///
    /// # Errors
    /// [`ReduceError::TooManyStrategies`].
    pub fn reduced_shape(&self) -> Result<Vec<usize>, ReduceError> {
        (0..self.players.len())
            .map(|player| Ok(self.plans_of(player)?.len()))
            .collect()
    }

    fn plans_of(&self, player: usize) -> Result<Vec<Plan>, ReduceError> {
        let sets = self.information_sets_of(player).len();
        let mut plans: Vec<Plan> = Vec::new();
        let mut unfinished = vec![Unfinished {
            plan: vec![None; sets],
            ahead: vec![0],
        }];
        let mut entries = sets + 1;
        while let Some(mut this) = unfinished.pop() {
            entries -= sets + this.ahead.len();
            match self.follow(player, &mut this) {
                None => plans.push(this.plan),
                Some((number, children)) => {
                    entries = children
                        .len()
                        .saturating_mul(sets + this.ahead.len() + 1)
                        .saturating_add(entries);
                    too_many(player, plans.len(), sets, entries)?;
                    for (action, &child) in children.iter().enumerate().rev() {
                        let mut next = this.clone();
                        next.plan[number] = Some(action);
                        next.ahead.push(child);
                        unfinished.push(next);
                    }
                }
            }
            too_many(player, plans.len(), sets, entries)?;
        }
        Ok(plans)
    }

    /// Follows a plan to the next of the player's sets at which it has still to choose; nothing when it is complete.
    fn follow(&self, player: usize, this: &mut Unfinished) -> Option<(usize, &[usize])> {
        while let Some(index) = this.ahead.pop() {
            let node = &self.nodes[index];
            let own = match node.turn {
                Turn::Player(set) => Some(&self.information_sets[set])
                    .filter(|set| set.player == player)
                    .map(|set| set.number),
                Turn::Over | Turn::Chance(_) => None,
            };
            match (own, node.children.as_slice()) {
                (None, children) => this.ahead.extend(children.iter().rev()),
                (Some(number), children) => match (this.plan[number], children) {
                    (Some(action), _) => this.ahead.push(children[action]),
                    // A single action needs no copy of the plan, however many such nodes there are.
                    (None, &[only]) => {
                        this.plan[number] = Some(0);
                        this.ahead.push(only);
                    }
                    (None, _) => return Some((number, children)),
                },
            }
        }
        None
    }

    fn plan_names(&self, player: usize, plans: &[Plan]) -> Vec<String> {
        let sets = self.information_sets_of(player);
        if sets.is_empty() {
            return vec!["*".into(); plans.len()];
        }
        let long = sets
            .iter()
            .any(|&set| self.information_sets[set].actions.len() > 9);
        let between = if long { "." } else { "" };
        plans
            .iter()
            .map(|plan| {
                let actions: Vec<String> = plan
                    .iter()
                    .map(|action| action.map_or("*".into(), |action| (action + 1).to_string()))
                    .collect();
                actions.join(between)
            })
            .collect()
    }

    /// For each player what it receives at each end of the game, from the root on, by the probability that chance
    /// leads there; zero at other nodes.
    fn worth(&self) -> Vec<Common> {
        let players = self.players.len();
        let mut received: Vec<Vec<Rational>> = Vec::with_capacity(self.nodes.len());
        let mut worth = vec![Vec::with_capacity(self.nodes.len()); players];
        for (node, chance) in self.nodes.iter().zip(self.chances()) {
            let mut payoffs = match node.before {
                None => vec![Rational::ZERO; players],
                Some((before, _)) => received[before].clone(),
            };
            for (sum, payoff) in payoffs.iter_mut().zip(self.payoffs_at(node)) {
                *sum += payoff;
            }
            for (worth, payoff) in worth.iter_mut().zip(&payoffs) {
                worth.push(match node.turn {
                    Turn::Over => payoff * &chance,
                    Turn::Chance(_) | Turn::Player(_) => Rational::ZERO,
                });
            }
            received.push(payoffs);
        }
        worth
            .iter()
            .map(|worth| Common::from_rationals(worth))
            .collect()
    }

    /// What each player expects when everybody follows a plan.
    fn payoffs_of(&self, plans: &[&Plan], worth: &[Common]) -> Vec<Rational> {
        let mut sums = vec![IBig::ZERO; worth.len()];
        let mut ahead = vec![0];
        while let Some(index) = ahead.pop() {
            let node = &self.nodes[index];
            match node.turn {
                Turn::Over => {
                    for (sum, worth) in sums.iter_mut().zip(worth) {
                        *sum += &worth.numerators[index];
                    }
                }
                Turn::Chance(_) => ahead.extend(&node.children),
                Turn::Player(set) => {
                    let set = &self.information_sets[set];
                    // A plan is silent only where its own moves never lead.
                    if let Some(action) = plans[set.player][set.number] {
                        ahead.push(node.children[action]);
                    }
                }
            }
        }
        sums.into_iter()
            .zip(worth)
            .map(|(sum, worth)| Rational::from_parts_signed(sum, worth.denominator.clone()))
            .collect()
    }
}
