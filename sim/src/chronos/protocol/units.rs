//! Units, clock constants, assets and ids.

use crate::ledger::Asset;

/// Ether in its smallest unit, 10⁻¹⁸ ETH.
pub type Wei = u128;
/// US dollars (or vote tokens) with 18 decimals.
pub type Wad = u128;
/// US dollars for one ETH or one token, with 8 decimals, as price oracles quote.
pub type Price = u128;
/// Hundredths of a percent.
pub type Bps = u64;
/// Time since genesis, or a span of it, in seconds.
pub type Seconds = u64;
/// A block number; a block stands for [`BLOCK_TIME`] seconds.
pub type Block = u64;

/// One US dollar, or one token.
pub const WAD: Wad = 1_000_000_000_000_000_000;
/// One ether in wei.
pub const ETHER: Wei = 1_000_000_000_000_000_000;
/// A price of one US dollar.
pub const PRICE_UNIT: Price = 100_000_000;
/// The whole, in basis points.
pub const WHOLE: Bps = 10_000;
/// One hour in seconds.
pub const HOUR: Seconds = 3_600;
/// One day in seconds.
pub const DAY: Seconds = 24 * HOUR;
/// One year of 365 days in seconds, as Solidity's former `years` unit.
pub const YEAR: Seconds = 365 * DAY;
/// One twelfth of a year in seconds.
pub const MONTH: Seconds = YEAR / 12;
/// Seconds from one block to the next (Ethereum's slot).
pub const BLOCK_TIME: Seconds = 12;

/// US dollars, in [`Wad`].
pub const USD: Asset = Asset(0);
/// Ether, in [`Wei`].
pub const ETH: Asset = Asset(1);
/// Vote tokens, in [`Wad`].
pub const TOKEN: Asset = Asset(2);
pub(super) const ASSETS: u32 = 3;

/// An account on every chain at once, with one wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account(pub u32);

/// A chain the protocol lends on; the registry of reputations lives on [`HOME`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chain(pub u32);

/// The chain that keeps claims, reputations and governance.
pub const HOME: Chain = Chain(0);

/// A claim, in order of submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub u32);

/// A loan, in order of borrowing, over all chains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoanId(pub u32);

/// A governance proposal, in order of proposing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProposalId(pub u32);
