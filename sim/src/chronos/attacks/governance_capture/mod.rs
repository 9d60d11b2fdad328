//! A slashed borrower buys the majority of the votes and votes his slash away.

pub(in crate::chronos) mod rented_votes;
pub(in crate::chronos) mod shared_capture;
pub(in crate::chronos) mod split_votes;

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    protocol::{Account, Action, HOME, TOKEN, WAD, Wad},
    stage::{Party, Range, dollars},
};

struct GovernanceCapture {
    capture: Capture,
    /// What the majority's tokens cost.
    price: Wad,
}

pub(super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(GovernanceCapture {
        capture: Capture::read(read)?,
        price: read.usd("votes_cost")?,
    }))
}

impl Attack for GovernanceCapture {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let slashed = self.capture.slashed_borrower(stage)?;
        let party = self.capture.party(stage, &[slashed])?;
        stage.pay_outside(slashed, self.price)?;
        self.capture
            .vote(stage, self.capture.majority_tokens(), &[slashed])?;
        stage.episode(&party, self.capture.range(&party, self.price))
    }
}

/// A ballot on restoring slashed borrowers, and everybody who votes in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct Capture {
    /// Worth of the collateral that the default cost each borrower.
    seized: Wad,
    /// Worth of a clean record to each of them.
    record: Wad,
    /// Share of all tokens that the majority is.
    majority: f64,
    holders: u64,
    turnout: f64,
    /// Probability that the council lets a passed vote stand.
    passage: f64,
}

/// All vote tokens there are; only shares of them matter.
const SUPPLY: Wad = 10_000_000 * WAD;

impl Capture {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            seized: read.usd("governance_loan")?,
            record: read.usd("restoration_value")?,
            majority: read.float("majority")?,
            holders: read.whole("token_holders", "count")?,
            turnout: read.float("voter_turnout")?,
            passage: read.float("vote_passage")?,
        })
    }

    /// A borrower whose default has cost him his collateral, and a false claim his record.
    pub(in crate::chronos) fn slashed_borrower(
        self,
        stage: &mut Stage,
    ) -> Result<Account, Refusal> {
        let borrower = stage.reputable(self.seized)?;
        let collateral = stage.ether_worth(self.seized)?;
        stage.buy_ether(borrower, collateral)?;
        let loan = stage.protocol.credit_limit(borrower, HOME)?;
        let loan = stage.protocol.borrow(borrower, HOME, loan, collateral)?;
        stage.protocol.walk_away(borrower, loan)?;
        // One default is a spike where there was none before.
        stage.sit_out_the_pause()?;
        stage.be_found_lying(borrower)?;
        Ok(borrower)
    }

    pub(in crate::chronos) fn party(
        self,
        stage: &Stage,
        slashed: &[Account],
    ) -> Result<Party, Refusal> {
        let mut party = stage.party(slashed)?;
        for &borrower in slashed {
            party = stage.with_record(party, borrower, dollars(self.record))?;
        }
        Ok(party)
    }

    /// The majority's tokens, over as many wallets as there are voters on the other side, so that
    /// quadratic counting weighs both alike.
    pub(in crate::chronos) fn majority_tokens(self) -> Tokens {
        Tokens {
            share: self.majority,
            wallets: self.voters().max(1),
        }
    }

    /// Holders who turn out.
    fn voters(self) -> u64 {
        (self.turnout * self.holders as f64).round() as u64
    }

    /// One ballot with the tokens, against every holder who turns out.
    fn vote(self, stage: &mut Stage, tokens: Tokens, slashed: &[Account]) -> Result<(), Refusal> {
        let electorate = self.electorate(stage, tokens)?;
        self.ballot(stage, &electorate, slashed)?;
        Ok(())
    }

    /// Everybody who votes: every holder who turns out, and the attacker's wallets.
    pub(in crate::chronos) fn electorate(
        self,
        stage: &mut Stage,
        tokens: Tokens,
    ) -> Result<Electorate, Refusal> {
        Ok(Electorate {
            others: self.other_voters(stage, tokens)?,
            ours: tokens.wallets(stage)?,
        })
    }

    /// Proposes to restore the borrowers, votes, and carries the proposals out unless the council
    /// vetoes the package; whether they were carried out.
    pub(in crate::chronos) fn ballot(
        self,
        stage: &mut Stage,
        Electorate { ours, others }: &Electorate,
        slashed: &[Account],
    ) -> Result<bool, Refusal> {
        let voting_period = stage.economy.constants().voting_period();
        let vetoed = !stage.luck(self.passage);
        for &borrower in slashed {
            let Some(&proposer) = ours.first() else {
                return Ok(false);
            };
            let action = Action::Restore {
                account: borrower,
                collateral_back: true,
            };
            let proposal = stage.protocol.propose(proposer, action)?;
            if voting_period == 0 {
                // A vote that closes as it opens carries nothing.
                return Ok(false);
            }
            for &wallet in ours {
                stage.protocol.vote(wallet, proposal, true)?;
            }
            for &voter in others {
                stage.protocol.vote(voter, proposal, false)?;
            }
            stage.wait(voting_period)?;
            for &voter in ours.iter().chain(others) {
                stage.protocol.unlock(voter)?;
            }
            // A lost vote cannot be queued, and the plan ends there.
            if stage.protocol.queue(proposal).is_err() {
                return Ok(false);
            }
            if vetoed {
                let seats = stage.economy.constants().council_seats();
                stage.protocol.veto(proposal, seats)?;
            } else {
                stage.wait(stage.economy.constants().time_lock())?;
                stage.protocol.execute(proposal)?;
            }
        }
        Ok(!vetoed)
    }

    /// The holders who vote, each with an equal part of what the attacker has not bought.
    fn other_voters(self, stage: &mut Stage, bought: Tokens) -> Result<Vec<Account>, Refusal> {
        let holders = self.holders.max(1);
        let each = fraction_of(SUPPLY, 1.0 - bought.share) / u128::from(holders);
        (0..self.voters())
            .map(|_| {
                let voter = stage.wallet()?;
                stage.protocol.endow(voter, TOKEN, each)?;
                Ok(voter)
            })
            .collect()
    }

    fn range(self, party: &Party, price: Wad) -> Range {
        let prize = dollars(self.seized) * party.size() as f64 + party.records();
        Range {
            worst: -dollars(price),
            best: prize - dollars(price),
        }
    }
}

/// Who votes in a ballot.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Electorate {
    ours: Vec<Account>,
    others: Vec<Account>,
}

/// Tokens in the attacker's hands, and over how many wallets they are spread.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct Tokens {
    share: f64,
    wallets: u64,
}

impl Tokens {
    fn wallets(self, stage: &mut Stage) -> Result<Vec<Account>, Refusal> {
        let wallets = self.wallets.max(1);
        let each = fraction_of(SUPPLY, self.share) / u128::from(wallets);
        (0..wallets)
            .map(|_| {
                let wallet = stage.wallet()?;
                stage.protocol.endow(wallet, TOKEN, each)?;
                Ok(wallet)
            })
            .collect()
    }
}

/// A share of the supply; the supply is a float's integer many times over, so nothing is lost that
/// could turn a vote.
fn fraction_of(supply: Wad, share: f64) -> Wad {
    const GRAIN: f64 = 1e12;
    let parts = (share.clamp(0.0, 1.0) * GRAIN) as u128;
    supply / GRAIN as u128 * parts
}
