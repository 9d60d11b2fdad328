//! Few tokens over many wallets: quadratic counting pays for each wallet, and a wallet is free.

use super::{Amounts, Attack, Capture, EconomyError, Episode, Refusal, Stage, Tokens};
use crate::chronos::protocol::Wad;

/// Who holds no token at all cannot propose.
const LEAST_SHARE: f64 = 1e-6;

struct SplitVotes {
    capture: Capture,
    tokens: Tokens,
    price: Wad,
}

pub(in super::super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    let capture = Capture::read(read)?;
    let (tokens, price) = tokens(capture, read)?;
    Ok(Box::new(SplitVotes {
        capture,
        tokens,
        price,
    }))
}

/// The fewest tokens that carry a vote from so many wallets, and their price with a transaction for
/// each wallet.
pub(in crate::chronos) fn tokens(
    capture: Capture,
    read: &Amounts<'_>,
) -> Result<(Tokens, Wad), EconomyError> {
    let wallets = read.whole("split_wallets", "count")?;
    // A vote is carried when sqrt(share × wallets) beats turnout × sqrt((1 - share) × holders).
    let opposed = capture.turnout * capture.turnout * capture.holders as f64;
    let tie = opposed / (opposed + wallets as f64);
    let share = (tie * (1.0 + read.float("vote_margin")?)).max(LEAST_SHARE);
    let market = read.usd("votes_cost")? as f64 / capture.majority;
    let transactions = read.usd("transaction_cost")? * u128::from(wallets);
    let price = (market * share) as Wad + transactions;
    Ok((Tokens { share, wallets }, price))
}

impl Attack for SplitVotes {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let slashed = self.capture.slashed_borrower(stage)?;
        let party = self.capture.party(stage, &[slashed])?;
        stage.pay_outside(slashed, self.price)?;
        self.capture.vote(stage, self.tokens, &[slashed])?;
        stage.episode(&party, self.capture.range(&party, self.price))
    }
}
