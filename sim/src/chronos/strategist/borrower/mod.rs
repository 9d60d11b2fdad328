//! One wallet's life: it comes by a record, honestly or not, and uses it.

mod life;
mod means;

use super::{Amounts, EconomyError, Party, Refusal, Role as AnyRole, Stage};
use crate::chronos::protocol::{Seconds, Wad};

pub use means::Means;
pub(super) use means::Role;

/// What the wallet's owner sees of the protocol, all of it public.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Situation {
    /// His record, as the home chain sees it.
    pub record: Record,
    /// Whether he has a loan at home.
    pub home: bool,
    /// Loans paid out to him on other chains.
    pub paid: u32,
    /// Time until each of his other loans there is paid out, ascending.
    pub pending: Vec<Seconds>,
    /// Time until he may borrow on another chain again.
    pub cooldown: Seconds,
    /// Time until the council ends the pause in force; zero where there is none.
    pub pause: Seconds,
    /// Time until the first of the loans paid out to him is due.
    pub due: Option<Seconds>,
    /// Borrowed by anybody in this clock hour, USD with 18 decimals.
    pub borrowed: Wad,
    /// Time left of this clock hour.
    pub hour_left: Seconds,
    /// Renters that a contract has served; nothing where none comes any more, and for other accounts.
    pub renters: Option<u32>,
}

/// A record, from nothing to the top age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// None; the balance has been held for so long.
    Holding(Seconds),
    /// A confirmed claim, of this age now, at most the age that earns the top LTV.
    Proven(Seconds),
    /// Slashed: blacklisted, or on probation.
    Slashed,
}

/// What the wallet's owner can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Does nothing, or nothing more.
    Stop,
    /// Holds the balance to be proven until it has been held for so long.
    Hold(Seconds),
    /// Claims truthfully what has been held, for as long as it has.
    Claim,
    /// Claims falsely, at the top age.
    ClaimFalsely(Cover),
    /// Shows a balance in the sampled blocks, and claims the top age on them.
    Farm(Farm),
    /// Borrows the whole credit at home.
    BorrowHome,
    /// Borrows the whole credit on the next chain.
    BorrowAway,
    /// Waits for so long.
    Wait(Seconds),
    /// Rents the record out for one use, and waits for the next renter.
    Rent,
    /// Defaults at home while loans elsewhere are pending, and walks away from those that are paid.
    Race,
    /// Walks away from every loan.
    WalkAway,
}

/// What is done so that a false claim may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// Nothing.
    None,
    /// A second wallet challenges first, where it is fast enough, and wins the stake back.
    SelfChallenge,
    /// Every indexer is offered a bribe.
    Bribes,
}

/// How a balance is shown that is not held for the time that is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Farm {
    /// By flash loans.
    FlashLoans,
    /// By capital borrowed for the distance between two samples.
    HeldCapital,
    /// By capital that is there around each sample.
    TimedSamples,
}
