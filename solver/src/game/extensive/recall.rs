//! What players remember of their own moves.

use thiserror::Error;

use super::tree::{Tree, Turn};

/// A player that forgets.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImperfectRecall {
    /// At one information set the player may have made different moves before.
    #[error(
        "player {player} does not remember its own moves at its information set {set} (`{name}`)"
    )]
    Forgets {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the set among the player's, from 1.
        set: usize,
        /// Name of the set.
        name: String,
    },
    /// One play of the game passes twice through the same information set.
    #[error(
        "player {player} is absent-minded: one play passes twice through its information set {set} (`{name}`)"
    )]
    AbsentMinded {
        /// Number of the player, from 1.
        player: usize,
        /// Number of the set among the player's, from 1.
        set: usize,
        /// Name of the set.
        name: String,
    },
}

/// A player's sequences of own moves, in a tree in which the player forgets none of them.
///
/// Sequence 0 is the empty one. The moves at the player's sets follow, set by set and action by action, so that a
/// sequence comes after the one it continues.
#[derive(Debug)]
pub(crate) struct Sequences {
    /// The player's sequence at each node of the tree.
    pub(crate) at_node: Vec<usize>,
    /// For each of the player's sets the sequence that leads to it.
    pub(crate) before: Vec<usize>,
    /// For each of the player's sets the sequence that ends with its first action; the other actions follow.
    pub(crate) first: Vec<usize>,
    /// How many there are.
    pub(crate) count: usize,
}

impl Tree {
    /// Whether every player remembers all it knew and did: at each of its information sets it has made the same own
    /// moves before (Kuhn, 1953). Then behaviour strategies do whatever mixed strategies can.
    ///
    /// # Errors
    /// [`ImperfectRecall`] names the first set, in the order of players and of play, at which it fails.
    pub fn perfect_recall(&self) -> Result<(), ImperfectRecall> {
        (0..self.players.len()).try_for_each(|player| Sequences::of(self, player).map(|_| ()))
    }
}

impl Sequences {
    /// The sequences that end with the actions of one of the player's sets.
    pub(crate) fn actions(&self, set: usize) -> std::ops::Range<usize> {
        let end = self.first.get(set + 1).copied().unwrap_or(self.count);
        self.first[set]..end
    }

    /// The sequences of a player (from 0).
    ///
    /// It is enough to compare the last own move before each node of a set: where they agree at every set, whole
    /// sequences agree, and nobody passes through a set twice.
    pub(crate) fn of(tree: &Tree, player: usize) -> Result<Self, ImperfectRecall> {
        let sets = tree.information_sets_of(player);
        let mut first = Vec::with_capacity(sets.len());
        let mut count = 1;
        for &set in sets {
            first.push(count);
            count += tree.information_sets[set].actions.len();
        }
        let mut before: Vec<Option<usize>> = vec![None; sets.len()];
        let mut forgotten: Option<usize> = None;
        let mut at_node: Vec<usize> = Vec::with_capacity(tree.nodes.len());
        for node in &tree.nodes {
            let sequence = match node.before {
                None => 0,
                Some((parent, action)) => match own_set(tree, parent, player) {
                    Some(number) => first[number] + action,
                    None => at_node[parent],
                },
            };
            if let Some(number) = own_set(tree, at_node.len(), player)
                && *before[number].get_or_insert(sequence) != sequence
            {
                forgotten = Some(forgotten.map_or(number, |earlier| earlier.min(number)));
            }
            at_node.push(sequence);
        }
        match forgotten {
            Some(number) => Err(failure(tree, player, number)),
            None => Ok(Self {
                at_node,
                before: before.into_iter().map(Option::unwrap_or_default).collect(),
                first,
                count,
            }),
        }
    }
}

/// The set (by its number among the player's) at which the player moves at a node, if it does.
fn own_set(tree: &Tree, node: usize, player: usize) -> Option<usize> {
    match tree.nodes[node].turn {
        Turn::Player(set) => {
            let set = &tree.information_sets[set];
            (set.player == player).then_some(set.number)
        }
        Turn::Over | Turn::Chance(_) => None,
    }
}

fn failure(tree: &Tree, player: usize, number: usize) -> ImperfectRecall {
    let name = tree
        .information_sets_of(player)
        .get(number)
        .map(|&set| tree.information_sets[set].name.clone())
        .unwrap_or_default();
    let mut passed: Vec<bool> = Vec::with_capacity(tree.nodes.len());
    let mut twice = false;
    for (index, node) in tree.nodes.iter().enumerate() {
        let already = node.before.is_some_and(|(parent, _)| {
            passed[parent] || own_set(tree, parent, player) == Some(number)
        });
        twice |= already && own_set(tree, index, player) == Some(number);
        passed.push(already);
    }
    let (player, set) = (player + 1, number + 1);
    if twice {
        ImperfectRecall::AbsentMinded { player, set, name }
    } else {
        ImperfectRecall::Forgets { player, set, name }
    }
}
