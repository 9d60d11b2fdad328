//! Optimistic claims: submitted with a stake, challenged with a stake, resolved or refunded.

use super::fixed::{Rounding, later, next_id, share_of, sub};
use super::messages::Verdict;
use super::refusal::Refusal;
use super::state::Protocol;
use super::totals::count;
use super::units::{Account, ClaimId, ETH, HOME, Seconds, Wad, Wei};
use super::vaults::Vault;

/// What a claimant says of himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// For how long the balance has been held, seconds.
    pub age: Seconds,
    /// The balance held all that time, USD.
    pub balance: Wad,
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimState {
    /// Waiting for a challenge or for the window to close.
    Open,
    /// Challenged, waiting for its resolution.
    Challenged {
        /// Who challenged.
        by: Account,
        /// With what stake, wei.
        stake: Wei,
    },
    /// Held to be true; the account's reputation rests on it.
    Confirmed,
    /// Found false by a challenge.
    Rejected,
    /// Refunded to a claimant who had been blacklisted meanwhile; it counts for nothing.
    Lapsed,
}

/// A claim as everyone can see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who claims.
    pub claimant: Account,
    /// What.
    pub statement: Statement,
    /// Stake behind it, wei.
    pub stake: Wei,
    /// From when on it can no longer be challenged, seconds since genesis.
    pub window_closes: Seconds,
    /// Where it stands.
    pub state: ClaimState,
    // What a full re-check on chain would find. Nobody may look before a resolution, save through
    // `Protocol::inspect`.
    proof_holds: bool,
}

impl Protocol {
    /// Submits a claim with [`user_stake`](super::Constants::user_stake). `proof_holds` is what a
    /// full re-check of its proof would find; the contract does not look before a challenge.
    ///
    /// # Errors
    /// Paused; the account blacklisted at home; [`Refusal::Funds`].
    pub fn submit_claim(
        &mut self,
        caller: Account,
        statement: Statement,
        proof_holds: bool,
    ) -> Result<ClaimId, Refusal> {
        if self.local(caller, HOME)?.standing.blacklisted {
            return Err(Refusal::Blacklisted {
                account: caller,
                chain: HOME,
            });
        }
        self.refuse_if_paused()?;
        let id = ClaimId(next_id(self.claims.len())?);
        let stake = self.constants.user_stake();
        let window_closes = later(self.now, self.constants.challenge_window())?;
        let wallet = self.holders.wallet(caller);
        self.ledger
            .transfer(ETH, wallet, Vault::Stakes.into(), stake)?;
        self.claims.push(Claim {
            claimant: caller,
            statement,
            stake,
            window_closes,
            state: ClaimState::Open,
            proof_holds,
        });
        self.totals.claims += 1;
        Ok(id)
    }

    /// Challenges a claim with [`challenger_stake`](super::Constants::challenger_stake). One
    /// challenge a claim. The claimant's account is refused; another account of the same person
    /// cannot be told from a stranger's.
    ///
    /// # Errors
    /// A claim not open or past its window; the claimant; [`Refusal::Funds`].
    pub fn challenge(&mut self, caller: Account, claim: ClaimId) -> Result<(), Refusal> {
        let wallet = self.known_wallet(caller)?;
        let record = self.claim(claim)?;
        if record.state != ClaimState::Open {
            return Err(Refusal::ClaimIs {
                claim,
                state: record.state,
            });
        }
        if self.now >= record.window_closes {
            return Err(Refusal::WindowClosed {
                closed_at: record.window_closes,
                now: self.now,
            });
        }
        if record.claimant == caller {
            return Err(Refusal::OwnClaim(caller));
        }
        let stake = self.constants.challenger_stake();
        self.ledger
            .transfer(ETH, wallet, Vault::Stakes.into(), stake)?;
        self.set_claim_state(claim, ClaimState::Challenged { by: caller, stake });
        self.totals.challenges += 1;
        Ok(())
    }

    /// Re-checks a challenged claim on chain; returns whether it held. Who was right gets the own
    /// stake back and the other's, less [`burnt_share`](super::Constants::burnt_share) rounded up.
    /// A claim that held is confirmed at once; one that did not blacklists the claimant, at home
    /// now and elsewhere when the message arrives.
    ///
    /// # Errors
    /// A claim that is not challenged.
    pub fn resolve(&mut self, claim: ClaimId) -> Result<bool, Refusal> {
        let record = *self.claim(claim)?;
        let ClaimState::Challenged {
            by,
            stake: challenger_stake,
        } = record.state
        else {
            return Err(Refusal::ClaimIs {
                claim,
                state: record.state,
            });
        };
        let holds = record.proof_holds;
        let (winner, kept, lost) = if holds {
            (record.claimant, record.stake, challenger_stake)
        } else {
            (by, challenger_stake, record.stake)
        };
        let burnt = share_of(lost, self.constants.burnt_share(), Rounding::Up)?;
        let won = sub(lost, burnt)?;
        let (stakes, wallet) = (Vault::Stakes.into(), self.holders.wallet(winner));
        self.ledger.transfer(ETH, stakes, wallet, kept)?;
        self.ledger.transfer(ETH, stakes, wallet, won)?;
        self.ledger
            .transfer(ETH, stakes, Vault::Burn.into(), burnt)?;
        count(&mut self.totals.burnt, burnt);
        if holds {
            self.totals.failed_challenges += 1;
            self.confirm(claim, &record)?;
        } else {
            self.totals.rejected_claims += 1;
            self.set_claim_state(claim, ClaimState::Rejected);
            self.pronounce(HOME, record.claimant, Verdict::Slash(100))?;
        }
        Ok(holds)
    }

    /// Gives an unchallenged claim's stake back after its window, and confirms it. Anyone may call.
    ///
    /// # Errors
    /// A claim not open; a window not closed yet.
    pub fn refund(&mut self, claim: ClaimId) -> Result<(), Refusal> {
        let record = *self.claim(claim)?;
        if record.state != ClaimState::Open {
            return Err(Refusal::ClaimIs {
                claim,
                state: record.state,
            });
        }
        if self.now < record.window_closes {
            return Err(Refusal::WindowOpen {
                closes_at: record.window_closes,
                now: self.now,
            });
        }
        let wallet = self.holders.wallet(record.claimant);
        self.ledger
            .transfer(ETH, Vault::Stakes.into(), wallet, record.stake)?;
        self.confirm(claim, &record)
    }

    /// A claim.
    ///
    /// # Errors
    /// [`Refusal::UnknownClaim`].
    pub fn claim(&self, claim: ClaimId) -> Result<&Claim, Refusal> {
        self.claims
            .get(claim.0 as usize)
            .ok_or(Refusal::UnknownClaim(claim))
    }

    /// Every claim ever submitted, in order; a claim's id is its place.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Whether a claim's proof would hold on a full re-check: what an indexer who scans the chain
    /// finds out off chain. Only actors who scan may call it.
    ///
    /// # Errors
    /// [`Refusal::UnknownClaim`].
    pub fn inspect(&self, claim: ClaimId) -> Result<bool, Refusal> {
        Ok(self.claim(claim)?.proof_holds)
    }

    fn confirm(&mut self, claim: ClaimId, record: &Claim) -> Result<(), Refusal> {
        if self.local(record.claimant, HOME)?.standing.blacklisted {
            self.set_claim_state(claim, ClaimState::Lapsed);
            return Ok(());
        }
        self.grant_reputation(record.claimant, record.statement)?;
        self.set_claim_state(claim, ClaimState::Confirmed);
        self.totals.confirmed_claims += 1;
        Ok(())
    }

    fn set_claim_state(&mut self, claim: ClaimId, state: ClaimState) {
        if let Some(record) = self.claims.get_mut(claim.0 as usize) {
            record.state = state;
        }
    }
}
