//! The tree itself: nodes in order of play, and what hangs on them.

use crate::exact::Rational;

/// A game in extensive form.
///
/// Nodes stand in preorder (a node before its children, children in the order of their actions), the root first.
/// Information sets, chance moves and outcomes stand in the order in which nodes first use them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) players: Vec<String>,
    pub(super) nodes: Vec<Node>,
    pub(super) information_sets: Vec<InformationSet>,
    pub(super) chance_moves: Vec<ChanceMove>,
    pub(super) outcomes: Vec<Outcome>,
    /// For each player the information sets it moves at.
    pub(super) own_sets: Vec<Vec<usize>>,
}

/// A position in a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Name, for people; may be empty.
    pub label: String,
    /// The node before (an index into [`Tree::nodes`]) and the action taken there (from 0); nothing for the root.
    pub before: Option<(usize, usize)>,
    /// Who moves.
    pub turn: Turn,
    /// What everybody receives on reaching this node (an index into [`Tree::outcomes`]), added to what was
    /// received on the way.
    pub outcome: Option<usize>,
    /// The nodes after, one an action.
    pub children: Vec<usize>,
}

/// Who moves at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Nobody: the game is over.
    Over,
    /// Chance, by a draw (an index into [`Tree::chance_moves`]).
    Chance(usize),
    /// A player, who knows only the information set (an index into [`Tree::information_sets`]).
    Player(usize),
}

/// Nodes that the player who moves there cannot tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformationSet {
    /// Name, for people; may be empty.
    pub name: String,
    /// Who moves (from 0).
    pub player: usize,
    /// Where the set stands among its player's sets (from 0).
    pub number: usize,
    /// Names of the actions; at least one.
    pub actions: Vec<String>,
}

/// A draw by chance, at one node or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChanceMove {
    /// Name, for people; may be empty.
    pub name: String,
    /// What can be drawn, and its probability; they sum to one.
    pub actions: Vec<(String, Rational)>,
}

/// A payment to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Name, for people; may be empty.
    pub name: String,
    /// One payoff a player.
    pub payoffs: Vec<Rational>,
}

impl Tree {
    /// Title, for people; may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the game is about, for people; may be empty.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Names of the players.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// Every node, in preorder.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The information sets of all players.
    pub fn information_sets(&self) -> &[InformationSet] {
        &self.information_sets
    }

    /// The information sets of a player, as indices into [`Tree::information_sets`]; empty for a player that does
    /// not exist. Plans and behaviour strategies of the player are in this order.
    pub fn information_sets_of(&self, player: usize) -> &[usize] {
        self.own_sets.get(player).map_or(&[], Vec::as_slice)
    }

    /// The draws of chance.
    pub fn chance_moves(&self) -> &[ChanceMove] {
        &self.chance_moves
    }

    /// The outcomes.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The constant to which the two players' payoffs sum at every end of the game, if there are two and they do.
    pub fn constant_sum(&self) -> Option<Rational> {
        if self.players.len() != 2 {
            return None;
        }
        let mut sums: Vec<Rational> = Vec::with_capacity(self.nodes.len());
        let mut constant: Option<Rational> = None;
        for node in &self.nodes {
            let mut sum = match node.before {
                Some((before, _)) => sums[before].clone(),
                None => Rational::ZERO,
            };
            for payoff in self.payoffs_at(node) {
                sum += payoff;
            }
            if node.turn == Turn::Over && *constant.get_or_insert_with(|| sum.clone()) != sum {
                return None;
            }
            sums.push(sum);
        }
        constant
    }

    /// For each node how likely chance makes it, where the players move towards it.
    pub(crate) fn chances(&self) -> Vec<Rational> {
        let mut chances: Vec<Rational> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            chances.push(match node.before {
                None => Rational::ONE,
                Some((before, action)) => match self.nodes[before].turn {
                    Turn::Chance(draw) => {
                        &chances[before] * &self.chance_moves[draw].actions[action].1
                    }
                    Turn::Player(_) | Turn::Over => chances[before].clone(),
                },
            });
        }
        chances
    }

    /// What is paid on reaching a node: one payoff a player, or nothing at all.
    pub(crate) fn payoffs_at(&self, node: &Node) -> &[Rational] {
        node.outcome
            .map_or(&[], |outcome| &self.outcomes[outcome].payoffs)
    }
}
