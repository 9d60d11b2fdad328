//! Games in extensive form: a tree of moves by players and by chance, with information sets.
//!
//! A [`Tree`] is read from a file ([`crate::game::files`]) or built in code ([`Tree::builder`]). It answers what a
//! player remembers ([`Tree::perfect_recall`]), which strategies differ at all ([`Tree::reduced_form`], a game in
//! normal form for every solver of this crate), and what behaviour strategies are worth and what answers them best
//! ([`Tree::expected_payoffs`], [`Tree::best_response`]). Trees are walked without recursion: no depth overflows.

mod behavior;
mod build;
mod recall;
mod reduce;
mod response;
mod tree;

pub use behavior::{Behavior, BehaviorError};
pub use build::{ChanceId, InformationSetId, NodeId, OutcomeId, TreeBuilder, TreeError};
pub use recall::ImperfectRecall;
pub(crate) use recall::Sequences;
pub use reduce::{Plan, ReduceError, ReducedForm};
pub use response::Response;
pub use tree::{ChanceMove, InformationSet, Node, Outcome, Tree, Turn};
