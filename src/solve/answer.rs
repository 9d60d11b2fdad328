//! What `assay solve` prints as JSON, and `assay certify` reads again.

use serde::{Deserialize, Serialize};

use crate::arguments::Concept;

/// Version of the answer's schema.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// An answer, with all that is needed to check it apart from whatever found it.
///
/// Players, strategies, profiles and equilibria are numbered from 1. Numbers in quotes are exact rationals, or decimals
/// where the certificate is `interval`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    pub(crate) schema_version: u32,
    pub(crate) assay_version: String,
    pub(crate) game: GameName,
    pub(crate) concept: Concept,
    /// As typed, for a correlated or coarse equilibrium.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) objective: Option<String>,
    /// For a commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) leader: Option<usize>,
    /// For a quantal response equilibrium.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lambda: Option<f64>,
    /// Names of the players, in the file's order.
    pub(crate) players: Vec<String>,
    /// Names of their strategies; of a game in extensive form, of its reduced normal form.
    pub(crate) strategies: Vec<Vec<String>>,
    pub(crate) status: Status,
    pub(crate) equilibria: Vec<Solution>,
    /// How the extreme equilibria of a two-player game hang together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) components: Option<Vec<Component>>,
    /// The objective's value, the leader's payoff, or the value of a constant-sum game.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Amount>,
    /// What the leader is left with if the follower breaks ties against him.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pessimistic: Option<String>,
    /// The certificate that nothing is better: what tempts players away from their advice, and its price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) prices: Option<Vec<Price>>,
    /// The certificate of a commitment: for each reply of the follower, a price of each of its alternatives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reply_prices: Option<Vec<Vec<String>>>,
    /// What was eliminated and what is left, for dominance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) elimination: Option<Elimination>,
    /// Where further equilibria may be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) unresolved: Vec<Open>,
    /// Whether every certificate above was checked again, apart from what found it.
    pub(crate) verified: bool,
    /// What a reader should know besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
}

/// Which game it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GameName {
    pub(crate) title: String,
    /// Of the file's text.
    pub(crate) sha256: String,
}

/// How far the answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// All that was asked for.
    Complete,
    /// What is listed is proved; there may be more, or an equilibrium was approached and not proved.
    Unresolved,
    /// The budget ended first; what is listed is proved.
    CutShort,
}

/// One equilibrium.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Solution {
    /// One list of probabilities a player.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) strategies: Option<Vec<Vec<String>>>,
    /// The probability of each profile, the first player's strategy changing fastest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) distribution: Option<Vec<String>>,
    /// What each player expects.
    pub(crate) payoffs: Vec<String>,
    pub(crate) certificate: Certificate,
    /// Bounds of each probability, where the certificate is an interval's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enclosures: Option<Vec<Vec<[f64; 2]>>>,
    /// For a game in extensive form in which nobody forgets: a probability of each action, by player and
    /// information set; null where the player's own moves never lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) behavior: Option<Vec<Vec<Option<Vec<String>>>>>,
}

/// What an equilibrium rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Certificate {
    /// Every deviation's gain, in exact rationals.
    Exact,
    /// A proof in intervals rounded outward that exactly one lies within the bounds.
    Interval,
    /// None: strategies in floats that are near to an equilibrium.
    None,
}

/// A connected part of the set of all equilibria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Component {
    /// Numbers of its extreme equilibria.
    pub(crate) equilibria: Vec<usize>,
    /// Its maximal Nash subsets, each by the numbers of its corners: any mixture of what the first player plays in
    /// them is an equilibrium with any mixture of what the second plays in them.
    pub(crate) subsets: Vec<Vec<usize>>,
}

/// A number, as a float and exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Amount {
    pub(crate) float: f64,
    pub(crate) exact: Option<String>,
}

/// The price of a temptation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Price {
    pub(crate) player: usize,
    /// The advice that is disobeyed; null if whatever is advised is ignored.
    pub(crate) advised: Option<usize>,
    pub(crate) instead: usize,
    pub(crate) price: String,
}

/// What dominance leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Elimination {
    /// Strategies removed at once, round by round.
    pub(crate) rounds: Vec<Vec<Removed>>,
    /// Numbers of the strategies that each player is left with.
    pub(crate) surviving: Vec<Vec<usize>>,
    /// Why each of them survives: what it is a best reply to.
    pub(crate) best_replies: Vec<BestReply>,
}

/// A strategy removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Removed {
    pub(crate) player: usize,
    pub(crate) strategy: usize,
    /// The lottery over the player's strategies that dominates it.
    pub(crate) dominated_by: Vec<String>,
    /// Where the lottery gains least and most.
    pub(crate) gain: [String; 2],
}

/// A belief about the others to which a strategy is a best reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BestReply {
    pub(crate) player: usize,
    pub(crate) strategy: usize,
    /// A profile of what is left that is believed for certain, by its number in profile order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) to_profile: Option<usize>,
    /// Or a probability for each combination of the others' strategies that are left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) to_lottery: Option<Vec<String>>,
}

/// Supports that may hold further equilibria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Open {
    /// The strategies that each player would play, by number.
    pub(crate) supports: Vec<Vec<usize>>,
    pub(crate) reason: String,
    /// An equilibrium with these supports, where one was met: one list of probabilities a player.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) example: Option<Vec<Vec<String>>>,
}
