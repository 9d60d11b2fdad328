//! One wallet's life: how it comes by a record, and what the protocol lets its owner do with it.
//!
//! Between two events nothing changes but the clock, so that the owner waits from one event to the
//! next. He borrows at the top LTV, which costs nothing to wait for, and the whole credit, once a
//! chain. Repaying is left out: whoever repays has paid interest and fee for nothing, and is better off
//! not having borrowed. The key is rented out while nothing else can be done with the time: a rental
//! before the next chain's loan puts that loan at risk and gains nothing on a rental after it. One
//! claim is made in a life; that a true one may be challenged by mistake, which pays the claimant, is
//! left out as in the scripts. No record that was slashed is used again. Fresh wallets repeat all of
//! this as often as they like; one life is priced.

mod rules;
mod state;
#[cfg(test)]
mod tests;
mod words;
mod world;

pub(super) use rules::Life;
pub(super) use world::{Acquisition, Kit, World};
