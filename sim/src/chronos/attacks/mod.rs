//! The attacks on Chronos, each carried out against the executable protocol.
//!
//! One file an attack. An attack reads the numbers it alone needs from the scenario, then plays on a
//! [`Stage`] through the protocol's own calls; what it earned is read off its wallets, never off a
//! formula.

pub(super) mod coordinated_default;
mod cross_chain_timing;
mod ensemble;
pub(super) mod false_claim;
pub(super) mod flash_loan_farming;
pub(super) mod governance_capture;
pub(super) mod reputation_rental;
mod strategic_default;

use super::{
    amounts::{Amounts, EconomyError},
    protocol::Refusal,
    stage::{Episode, Stage},
};

pub use ensemble::{AttackOutcome, Played, play_attack, simulate_attack};
pub(super) use ensemble::{Play, outcome_of};

/// A plan that somebody carries out against the protocol.
pub(super) trait Attack: Send + Sync {
    /// Carries the plan out once, from the attacker's first expense to the last default.
    ///
    /// # Errors
    /// A call that the plan relies on was refused, which is a fault of the plan, not its failure.
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal>;
}

type Read = fn(&Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError>;

/// Every attack by its id, vector by vector.
const ATTACKS: &[(&str, Read)] = &[
    ("chronos/false-claim", false_claim::read),
    ("chronos/false-claim/sybil", false_claim::sybil::read),
    (
        "chronos/false-claim/self-challenge",
        false_claim::self_challenge::read,
    ),
    (
        "chronos/false-claim/bribed-indexers",
        false_claim::bribed_indexers::read,
    ),
    ("chronos/flash-loan-farming", flash_loan_farming::read),
    (
        "chronos/flash-loan-farming/held-capital",
        flash_loan_farming::held_capital::read,
    ),
    (
        "chronos/flash-loan-farming/timed-samples",
        flash_loan_farming::timed_samples::read,
    ),
    ("chronos/cross-chain-timing", cross_chain_timing::read),
    (
        "chronos/cross-chain-timing/sequential",
        cross_chain_timing::sequential::read,
    ),
    ("chronos/coordinated-default", coordinated_default::read),
    (
        "chronos/coordinated-default/take-the-cap",
        coordinated_default::take_the_cap::read,
    ),
    (
        "chronos/coordinated-default/pause-griefing",
        coordinated_default::pause_griefing::read,
    ),
    ("chronos/governance-capture", governance_capture::read),
    (
        "chronos/governance-capture/rented-votes",
        governance_capture::rented_votes::read,
    ),
    (
        "chronos/governance-capture/split-votes",
        governance_capture::split_votes::read,
    ),
    (
        "chronos/governance-capture/shared-capture",
        governance_capture::shared_capture::read,
    ),
    ("chronos/reputation-rental", reputation_rental::read),
    (
        "chronos/reputation-rental/rented-key",
        reputation_rental::rented_key::read,
    ),
    ("chronos/strategic-default", strategic_default::read),
];

/// The ids of all attacks that can be simulated, in order.
pub fn attack_ids() -> impl Iterator<Item = &'static str> {
    ATTACKS.iter().map(|(id, _)| *id)
}

/// The attack of that id, if it has a simulated behaviour.
pub(super) fn plan(id: &str, read: &Amounts<'_>) -> Option<Result<Box<dyn Attack>, EconomyError>> {
    ATTACKS
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, plan)| plan(read))
}
