//! The Chronos protocol as an executable state machine.
//!
//! [`Protocol`] is the contract on all its chains, the wallets of its users, and the little of the
//! world it looks at: the clock, the oracle price of ether, the gas price. Amounts are integers in
//! smallest units. Every call checks before it changes anything, so that a call that returns a
//! [`Refusal`] has left the state as it was; every call moves money through one
//! [ledger](crate::ledger), so that none is made or lost. Quotients are rounded against whoever
//! calls: what one pays goes up, what one receives goes down.
//!
//! Numbers and rules come from the economic model of the Chronos paper, "the paper" below.
//! Where it is silent or contradicts itself, the choice made is stated beside the rule.

mod accounts;
mod borrowing;
mod breaker;
mod claims;
mod clock;
mod constants;
mod defaults;
mod fixed;
mod governance;
mod in_force;
mod indexers;
mod liquidation;
mod loans;
mod market;
mod messages;
mod parameters;
mod pools;
mod refusal;
mod rentals;
mod repayment;
mod reputation;
mod sampling;
mod slashing;
mod state;
mod totals;
mod units;
mod vaults;

pub use accounts::AccountKind;
pub use breaker::{Pause, PauseReason};
pub use claims::{Claim, ClaimState, Statement};
pub use constants::{
    Backing, Constants, ContractBorrows, InvalidConstants, LtvSource, LtvStep, Setting,
    SlashSource, SlashStep,
};
pub(super) use fixed::{Rounding, mul_div};
pub use governance::{Action, Proposal, ProposalState};
pub(super) use in_force::ConstantBit;
pub use in_force::InForce;
pub use loans::{Debt, Loan, LoanState};
pub use parameters::{Adjustment, Observed};
pub use pools::Pool;
pub use refusal::Refusal;
pub use reputation::{Standing, ltv_by_age_mapping, ltv_by_age_table};
pub use sampling::{BalanceHistory, Samples, check_samples, required_samples};
pub use slashing::{calculate_slash, probation, scheduled_slash};
pub use state::Protocol;
pub use totals::Totals;
pub use units::{
    Account, BLOCK_TIME, Block, Bps, Chain, ClaimId, DAY, ETH, ETHER, HOME, HOUR, LoanId, MONTH,
    PRICE_UNIT, Price, ProposalId, Seconds, TOKEN, USD, WAD, WHOLE, Wad, Wei, YEAR,
};
pub use vaults::Vault;
