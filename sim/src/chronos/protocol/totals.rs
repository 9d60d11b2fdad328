//! What has happened so far, counted for reports.

use super::units::{Wad, Wei};

/// Running counts and sums since genesis. The protocol never reads them; sums saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Claims submitted.
    pub claims: u64,
    /// Claims confirmed, challenged or not.
    pub confirmed_claims: u64,
    /// Claims that a resolved challenge found false.
    pub rejected_claims: u64,
    /// Challenges raised.
    pub challenges: u64,
    /// Challenges of claims that held.
    pub failed_challenges: u64,
    /// Stakes burnt, in wei.
    pub burnt: Wei,
    /// Loans granted, pending ones included.
    pub loans: u64,
    /// Amount of those loans, USD.
    pub borrowed: Wad,
    /// Pending cross-chain loans cancelled by a slash.
    pub cancelled_loans: u64,
    /// Bonds seized with them, USD.
    pub seized_bonds: Wad,
    /// Principal paid back by borrowers and liquidators, USD.
    pub repaid: Wad,
    /// Interest paid, the protocol's cut included, USD.
    pub interest: Wad,
    /// The protocol's cut of that interest, USD.
    pub protocol_cut: Wad,
    /// Origination fees paid to indexers, USD.
    pub indexer_fees: Wad,
    /// Liquidations, partial ones included.
    pub liquidations: u64,
    /// Debt paid by liquidators, USD.
    pub liquidated: Wad,
    /// Liquidation fees taken out of collateral, liquidators' and treasury's share together,
    /// USD at the oracle price of the moment.
    pub liquidation_fees: Wad,
    /// The treasury's share of those, USD at the oracle price of the moment.
    pub treasury_liquidation_fees: Wad,
    /// Loans defaulted on.
    pub defaults: u64,
    /// Principal unpaid on them, USD.
    pub defaulted: Wad,
    /// Collateral seized for them, USD at the oracle price of the moment.
    pub recovered: Wad,
    /// Times the breaker paused the protocol.
    pub pauses: u64,
    /// Cross-chain messages sent.
    pub messages: u64,
}

pub(super) fn count(sum: &mut u128, amount: u128) {
    *sum = sum.saturating_add(amount);
}
