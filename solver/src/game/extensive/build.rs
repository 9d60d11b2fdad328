//! Building a tree in code, move by move.

use thiserror::Error;

use super::tree::{ChanceMove, InformationSet, Node, Outcome, Tree, Turn};
use crate::exact::Rational;

/// A node of the tree being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(usize);

/// An information set of the tree being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct InformationSetId(usize);

/// A draw by chance of the tree being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChanceId(usize);

/// An outcome of the tree being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutcomeId(usize);

/// A tree being built: at first one node, at which nobody moves.
#[derive(Debug, Clone)]
pub struct TreeBuilder {
    title: String,
    description: String,
    players: Vec<String>,
    nodes: Vec<Node>,
    information_sets: Vec<InformationSet>,
    chance_moves: Vec<ChanceMove>,
    outcomes: Vec<Outcome>,
}

/// What cannot be added to a tree.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TreeError {
    /// A node, information set, draw, outcome or player of another tree.
    #[error("the tree has no {0} of this number")]
    Unknown(&'static str),
    /// A move at which there is nothing to choose or draw.
    #[error("`{0}` has no action")]
    NoAction(String),
    /// A second move at the same node.
    #[error("somebody already moves at this node")]
    Occupied,
    /// A probability below zero.
    #[error("`{action}` is drawn with probability {probability}")]
    Negative {
        /// What is drawn.
        action: String,
        /// Its probability.
        probability: Rational,
    },
    /// Probabilities that do not sum to one.
    #[error("the probabilities of `{name}` sum to {sum}, not 1")]
    Sum {
        /// Name of the draw.
        name: String,
        /// Their sum.
        sum: Rational,
    },
    /// Not one payoff a player.
    #[error("outcome `{name}` has {found} payoffs for {expected} players")]
    Payoffs {
        /// Name of the outcome.
        name: String,
        /// Players.
        expected: usize,
        /// Payoffs given.
        found: usize,
    },
}

impl Tree {
    /// Begins a tree for named players.
    pub fn builder<N: Into<String>>(
        title: impl Into<String>,
        players: impl IntoIterator<Item = N>,
    ) -> TreeBuilder {
        TreeBuilder {
            title: title.into(),
            description: String::new(),
            players: players.into_iter().map(Into::into).collect(),
            nodes: vec![blank(None)],
            information_sets: Vec::new(),
            chance_moves: Vec::new(),
            outcomes: Vec::new(),
        }
    }
}

impl TreeBuilder {
    /// Where the game begins.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// Says what the game is about.
    pub fn describe(&mut self, description: impl Into<String>) {
        self.description = description.into();
    }

    /// An information set of a player (from 0), with its actions' names.
    ///
    /// # Errors
    /// [`TreeError`] for a player that does not exist, or without an action.
    pub fn information_set<A: Into<String>>(
        &mut self,
        player: usize,
        name: impl Into<String>,
        actions: impl IntoIterator<Item = A>,
    ) -> Result<InformationSetId, TreeError> {
        if player >= self.players.len() {
            return Err(TreeError::Unknown("player"));
        }
        let name = name.into();
        let actions: Vec<String> = actions.into_iter().map(Into::into).collect();
        if actions.is_empty() {
            return Err(TreeError::NoAction(name));
        }
        self.information_sets.push(InformationSet {
            name,
            player,
            number: 0,
            actions,
        });
        Ok(InformationSetId(self.information_sets.len() - 1))
    }

    /// A draw by chance: what can be drawn, each with its probability. Independent draws at several nodes may share
    /// one.
    ///
    /// # Errors
    /// [`TreeError`] without an action, or when the probabilities are not a distribution, exactly.
    pub fn chance<A: Into<String>>(
        &mut self,
        name: impl Into<String>,
        actions: impl IntoIterator<Item = (A, Rational)>,
    ) -> Result<ChanceId, TreeError> {
        let name = name.into();
        let actions: Vec<(String, Rational)> = actions
            .into_iter()
            .map(|(action, probability)| (action.into(), probability))
            .collect();
        if actions.is_empty() {
            return Err(TreeError::NoAction(name));
        }
        let mut sum = Rational::ZERO;
        for (action, probability) in &actions {
            if *probability < Rational::ZERO {
                return Err(TreeError::Negative {
                    action: action.clone(),
                    probability: probability.clone(),
                });
            }
            sum += probability;
        }
        if !sum.is_one() {
            return Err(TreeError::Sum { name, sum });
        }
        self.chance_moves.push(ChanceMove { name, actions });
        Ok(ChanceId(self.chance_moves.len() - 1))
    }

    /// An outcome: one payoff a player.
    ///
    /// # Errors
    /// [`TreeError::Payoffs`] for any other number of payoffs.
    pub fn outcome(
        &mut self,
        name: impl Into<String>,
        payoffs: Vec<Rational>,
    ) -> Result<OutcomeId, TreeError> {
        let name = name.into();
        if payoffs.len() != self.players.len() {
            return Err(TreeError::Payoffs {
                name,
                expected: self.players.len(),
                found: payoffs.len(),
            });
        }
        self.outcomes.push(Outcome { name, payoffs });
        Ok(OutcomeId(self.outcomes.len() - 1))
    }

    /// Lets a player move at a node; the nodes after it, one an action.
    ///
    /// # Errors
    /// [`TreeError`] where somebody moves already, or for a node or set of another tree.
    pub fn decide(
        &mut self,
        node: NodeId,
        set: InformationSetId,
    ) -> Result<Vec<NodeId>, TreeError> {
        let actions = self
            .information_sets
            .get(set.0)
            .ok_or(TreeError::Unknown("information set"))?
            .actions
            .len();
        self.move_at(node, Turn::Player(set.0), actions)
    }

    /// Lets chance move at a node; the nodes after it, one an action.
    ///
    /// # Errors
    /// [`TreeError`] where somebody moves already, or for a node or draw of another tree.
    pub fn draw(&mut self, node: NodeId, chance: ChanceId) -> Result<Vec<NodeId>, TreeError> {
        let actions = self
            .chance_moves
            .get(chance.0)
            .ok_or(TreeError::Unknown("chance move"))?
            .actions
            .len();
        self.move_at(node, Turn::Chance(chance.0), actions)
    }

    /// Pays an outcome to everybody when a node is reached, whether the game ends there or goes on.
    ///
    /// # Errors
    /// [`TreeError::Unknown`] for a node or outcome of another tree.
    pub fn pay(&mut self, node: NodeId, outcome: OutcomeId) -> Result<(), TreeError> {
        if outcome.0 >= self.outcomes.len() {
            return Err(TreeError::Unknown("outcome"));
        }
        self.node(node)?.outcome = Some(outcome.0);
        Ok(())
    }

    /// Names a node.
    ///
    /// # Errors
    /// [`TreeError::Unknown`] for a node of another tree.
    pub fn label(&mut self, node: NodeId, label: impl Into<String>) -> Result<(), TreeError> {
        self.node(node)?.label = label.into();
        Ok(())
    }

    /// The tree, everything in the order of play. Information sets, draws and outcomes that no node uses are left
    /// out.
    pub fn finish(mut self) -> Tree {
        let mut nodes: Vec<Node> = Vec::with_capacity(self.nodes.len());
        let mut sets = Renumbering::new(self.information_sets);
        let mut draws = Renumbering::new(self.chance_moves);
        let mut outcomes = Renumbering::new(self.outcomes);
        let mut own_sets = vec![Vec::new(); self.players.len()];
        let mut pending = vec![(0, None)];
        while let Some((old, before)) = pending.pop() {
            let mut node = std::mem::replace(&mut self.nodes[old], blank(None));
            let here = nodes.len();
            if let Some((parent, action)) = before {
                let parent: &mut Node = &mut nodes[parent];
                parent.children[action] = here;
            }
            node.before = before;
            node.turn = match node.turn {
                Turn::Over => Turn::Over,
                Turn::Chance(draw) => Turn::Chance(draws.number(draw)),
                Turn::Player(set) => Turn::Player(sets.number(set)),
            };
            node.outcome = node.outcome.map(|outcome| outcomes.number(outcome));
            for (action, &child) in node.children.iter().enumerate().rev() {
                pending.push((child, Some((here, action))));
            }
            nodes.push(node);
        }
        let mut information_sets = sets.in_order;
        for (index, set) in information_sets.iter_mut().enumerate() {
            let own: &mut Vec<usize> = &mut own_sets[set.player];
            set.number = own.len();
            own.push(index);
        }
        Tree {
            title: self.title,
            description: self.description,
            players: self.players,
            nodes,
            information_sets,
            chance_moves: draws.in_order,
            outcomes: outcomes.in_order,
            own_sets,
        }
    }

    fn node(&mut self, node: NodeId) -> Result<&mut Node, TreeError> {
        self.nodes.get_mut(node.0).ok_or(TreeError::Unknown("node"))
    }

    fn move_at(
        &mut self,
        node: NodeId,
        turn: Turn,
        actions: usize,
    ) -> Result<Vec<NodeId>, TreeError> {
        let first = self.nodes.len();
        let mover = self.node(node)?;
        if mover.turn != Turn::Over {
            return Err(TreeError::Occupied);
        }
        mover.turn = turn;
        mover.children = (first..first + actions).collect();
        self.nodes
            .extend((0..actions).map(|action| blank(Some((node.0, action)))));
        Ok((first..first + actions).map(NodeId).collect())
    }
}

fn blank(before: Option<(usize, usize)>) -> Node {
    Node {
        label: String::new(),
        before,
        turn: Turn::Over,
        outcome: None,
        children: Vec::new(),
    }
}

/// Things numbered anew in the order in which they are first asked for.
struct Renumbering<T> {
    old: Vec<Option<T>>,
    new: Vec<usize>,
    in_order: Vec<T>,
}

impl<T> Renumbering<T> {
    fn new(things: Vec<T>) -> Self {
        Self {
            new: vec![0; things.len()],
            old: things.into_iter().map(Some).collect(),
            in_order: Vec::new(),
        }
    }

    fn number(&mut self, old: usize) -> usize {
        if let Some(thing) = self.old[old].take() {
            self.new[old] = self.in_order.len();
            self.in_order.push(thing);
        }
        self.new[old]
    }
}
