//! Why a call was refused, with the numbers that decided it.

use thiserror::Error;

use super::breaker::PauseReason;
use super::claims::ClaimState;
use super::constants::InvalidConstants;
use super::governance::ProposalState;
use super::loans::LoanState;
use super::units::{Account, Block, Chain, ClaimId, LoanId, ProposalId, Seconds, Wad};
use crate::ledger::LedgerError;

/// Why a call was refused. A refused call has changed nothing.
///
/// Amounts of dollars and tokens are in [`Wad`], times in seconds since genesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[allow(
    missing_docs,
    reason = "each variant's message says what its fields are"
)]
pub enum Refusal {
    #[error("account {} was never opened", .0.0)]
    UnknownAccount(Account),
    #[error("chain {} does not exist", .0.0)]
    UnknownChain(Chain),
    #[error("claim {} does not exist", .0.0)]
    UnknownClaim(ClaimId),
    #[error("loan {} does not exist", .0.0)]
    UnknownLoan(LoanId),
    #[error("proposal {} does not exist", .0.0)]
    UnknownProposal(ProposalId),
    #[error(transparent)]
    Funds(#[from] LedgerError),
    #[error(transparent)]
    Constants(#[from] InvalidConstants),
    #[error("an amount or a time would not fit in its integer")]
    Overflow,
    #[error("an amount of zero, or one that rounds to zero")]
    ZeroAmount,
    #[error("a price of zero")]
    ZeroPrice,
    #[error("no price was set for vote tokens")]
    NoTokenPrice,
    #[error("time cannot go back from {now} s to {asked} s")]
    TimeReversed { now: Seconds, asked: Seconds },

    #[error("paused since {since} s: {reason}")]
    Paused { reason: PauseReason, since: Seconds },
    #[error("nothing is paused")]
    NotPaused,
    #[error("account {} is not the guardian", .0.0)]
    NotGuardian(Account),

    #[error("account {} is blacklisted on chain {}", account.0, chain.0)]
    Blacklisted { account: Account, chain: Chain },
    #[error("claim {} is {state:?}", claim.0)]
    ClaimIs { claim: ClaimId, state: ClaimState },
    #[error("the challenge window closed at {closed_at} s, and it is {now} s")]
    WindowClosed { closed_at: Seconds, now: Seconds },
    #[error("the challenge window is open until {closes_at} s, and it is {now} s")]
    WindowOpen { closes_at: Seconds, now: Seconds },
    #[error("account {} may not challenge its own claim", .0.0)]
    OwnClaim(Account),
    #[error("account {} is an indexer already", .0.0)]
    AlreadyIndexer(Account),
    #[error("account {} is not an indexer", .0.0)]
    NotIndexer(Account),
    #[error("nobody is registered as an indexer")]
    NoIndexers,

    #[error("{given} samples where the claimed age takes {required}")]
    SampleCount { given: u64, required: u64 },
    #[error("samples at blocks {first} and {second} are closer than {least} blocks")]
    SamplesTooClose {
        first: Block,
        second: Block,
        least: Block,
    },
    #[error("a sample at block {sample} lies after the current block {now}")]
    SampleInFuture { sample: Block, now: Block },
    #[error("a sample at block {sample} lies before the claimed history begins at {begins}")]
    SampleTooOld { sample: Block, begins: Block },
    #[error("block {block} was recorded after block {last}")]
    HistoryReversed { last: Block, block: Block },

    #[error("account {} is not a contract", .0.0)]
    NotContract(Account),
    #[error("account {} is a contract", .0.0)]
    ContractCaller(Account),
    #[error("account {} has no confirmed claim on chain {}", account.0, chain.0)]
    NoReputation { account: Account, chain: Chain },
    #[error("{amount} exceeds the credit left, {credit}")]
    OverCredit { amount: Wad, credit: Wad },
    #[error("{amount} exceeds what the collateral carries, {carries}")]
    CollateralShort { amount: Wad, carries: Wad },
    #[error("no cross-chain borrow before {until} s, and it is {now} s")]
    CoolingDown { until: Seconds, now: Seconds },
    #[error("chain {}'s pool has {cash} in cash, less than {wanted}", chain.0)]
    Illiquid {
        chain: Chain,
        cash: Wad,
        wanted: Wad,
    },
    #[error("chain {}'s pool has lost everything its shares stand for", .0.0)]
    PoolWipedOut(Chain),
    #[error("{wanted} shares wanted of {held} held")]
    SharesShort { held: u128, wanted: u128 },

    #[error("loan {} is {state:?}", loan.0)]
    LoanIs { loan: LoanId, state: LoanState },
    #[error("loan {} settles at {settles_at} s, and it is {now} s", loan.0)]
    NotSettled {
        loan: LoanId,
        settles_at: Seconds,
        now: Seconds,
    },
    #[error("loan {} matures at {matures_at} s, and it is {now} s", loan.0)]
    NotMatured {
        loan: LoanId,
        matures_at: Seconds,
        now: Seconds,
    },
    #[error("account {} is not the borrower of loan {}", account.0, loan.0)]
    NotBorrower { account: Account, loan: LoanId },
    #[error("loan {} has no collateral", .0.0)]
    NoCollateral(LoanId),
    #[error("a debt of {debt} does not exceed the threshold {threshold}")]
    Healthy { debt: Wad, threshold: Wad },
    #[error("severity of a default on a loan of zero")]
    NothingBorrowed,

    #[error("proposal {} is {state:?}", proposal.0)]
    ProposalIs {
        proposal: ProposalId,
        state: ProposalState,
    },
    #[error("the vote closed at {closed_at} s, and it is {now} s")]
    VoteClosed { closed_at: Seconds, now: Seconds },
    #[error("the vote is open until {closes_at} s, and it is {now} s")]
    VoteOpen { closes_at: Seconds, now: Seconds },
    #[error("account {} holds no vote tokens", .0.0)]
    NoTokens(Account),
    #[error("account {} has no tokens locked in a vote", .0.0)]
    NothingLocked(Account),
    #[error("tokens are locked in a vote until {until} s, and it is {now} s")]
    TokensLocked { until: Seconds, now: Seconds },
    #[error("{turnout} tokens voted where the quorum is {quorum}")]
    NoQuorum { turnout: Wad, quorum: Wad },
    #[error("votes {support} for and {opposition} against do not carry the proposal")]
    Defeated { support: u128, opposition: u128 },
    #[error("time-locked until {until} s, and it is {now} s")]
    TimeLocked { until: Seconds, now: Seconds },
    #[error("{given} approvals of a council of {seats}, where a veto takes {needed}")]
    NoVeto { given: u32, needed: u32, seats: u32 },

    #[error("parameters are next due for adjustment at {due} s, and it is {now} s")]
    NotDue { due: Seconds, now: Seconds },
}
