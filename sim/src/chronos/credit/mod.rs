//! What do lenders lose when ETH falls?
//!
//! A pool lends against ether at the LTV of each borrower's reputation age, every day alike, so that
//! its book is spread over the term. Prices move by the hour. A loan whose debt crosses the
//! threshold is liquidated a delay later, if it is still beyond: its collateral is sold into a market of
//! limited depth, so that liquidations lower the price for each other. Whoever owes more than his
//! collateral is worth when the loan is due leaves it to the pool; nobody is liable beyond the
//! collateral. Fees and the order of payments are those of the executable contract.
//!
//! What is left out: borrowers do not add collateral or repay early; liquidated borrowers do not come
//! back before their time; within an hour nothing happens, so that even without a delay a loan is
//! seen up to an hour after it crossed; a borrower who cannot pay sells collateral that is worth more
//! than the debt, so that hardship is no default here. On reputation alone prices play no part at
//! all: see [`Life`](super::Life).
//!
//! [`CreditOutcome`] sums up an ensemble of years, [`measure`] runs one, and [`JumpHour`] asks what
//! debt that was opened just before a jump loses.

mod book;
mod jump_hour;
mod liquidity;
mod outcome;
mod run;
mod terms;
mod till;
mod year;

pub use self::{
    jump_hour::JumpHour,
    outcome::{CreditNumber, CreditOutcome, Estimate, measure},
    run::{Credit, CreditRun},
    terms::{CLASSES, Class, Terms},
    year::CreditYear,
};
