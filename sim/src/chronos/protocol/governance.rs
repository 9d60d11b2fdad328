//! Governance: propose, vote with the square root of one's tokens, queue, wait, execute; a council
//! may veto.

use super::accounts::Lock;
use super::constants::Setting;
use super::fixed::{Rounding, add, later, next_id, share_of, sub};
use super::messages::Verdict;
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, ETH, HOME, ProposalId, Seconds, TOKEN, Wad};
use super::vaults::Vault;

/// What a proposal would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Lift an account's blacklist and probation, at home at once and elsewhere by message.
    Restore {
        /// Whose.
        account: Account,
        /// Whether collateral seized from the account is paid back too, as far as the pools that
        /// seized it still have it.
        collateral_back: bool,
    },
    /// Set a constant.
    Set(Setting),
    /// End a pause.
    Resume,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalState {
    /// Being voted on, or waiting to be queued after the vote.
    Voting,
    /// Carried; executable after the time-lock.
    Queued {
        /// From when on, seconds since genesis.
        executable_at: Seconds,
    },
    /// Vetoed by the council.
    Vetoed,
    /// Carried out.
    Executed,
}

/// A proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who proposed it.
    pub proposer: Account,
    /// What it would do.
    pub action: Action,
    /// When its vote closes, seconds since genesis.
    pub closes_at: Seconds,
    /// Votes for it: the sum of square roots of tokens.
    pub support: u128,
    /// Votes against it.
    pub opposition: u128,
    /// Tokens that voted either way.
    pub turnout: Wad,
    /// Where it stands.
    pub state: ProposalState,
}

impl Protocol {
    /// Puts an action to the vote. Whoever holds any token may.
    ///
    /// # Errors
    /// A caller without tokens; an unknown account to restore; a setting no contract could run
    /// with.
    pub fn propose(&mut self, caller: Account, action: Action) -> Result<ProposalId, Refusal> {
        if self.wallet(caller, TOKEN)? == 0 {
            return Err(Refusal::NoTokens(caller));
        }
        match action {
            Action::Restore { account, .. } => {
                self.account(account)?;
            }
            Action::Set(setting) => {
                self.constants.with(setting)?;
            }
            Action::Resume => {}
        }
        let id = ProposalId(next_id(self.proposals.len())?);
        let closes_at = later(self.now, self.constants.voting_period())?;
        self.proposals.push(Proposal {
            proposer: caller,
            action,
            closes_at,
            support: 0,
            opposition: 0,
            turnout: 0,
            state: ProposalState::Voting,
        });
        Ok(id)
    }

    /// Votes with all tokens in the caller's wallet, which are locked until the vote closes. The
    /// weight is their square root, rounded down; returns it.
    ///
    /// # Errors
    /// A vote that closed; a caller without tokens, or with tokens locked already.
    pub fn vote(
        &mut self,
        caller: Account,
        proposal: ProposalId,
        support: bool,
    ) -> Result<u128, Refusal> {
        let tokens = self.wallet(caller, TOKEN)?;
        let record = *self.proposal(proposal)?;
        if record.state != ProposalState::Voting {
            return Err(Refusal::ProposalIs {
                proposal,
                state: record.state,
            });
        }
        if self.now >= record.closes_at {
            return Err(Refusal::VoteClosed {
                closed_at: record.closes_at,
                now: self.now,
            });
        }
        if let Some(lock) = self.account(caller)?.lock {
            return Err(Refusal::TokensLocked {
                until: lock.until,
                now: self.now,
            });
        }
        if tokens == 0 {
            return Err(Refusal::NoTokens(caller));
        }
        let weight = tokens.isqrt();
        let mut counted = Proposal {
            turnout: add(record.turnout, tokens)?,
            ..record
        };
        let side = if support {
            &mut counted.support
        } else {
            &mut counted.opposition
        };
        *side = add(*side, weight)?;
        let wallet = self.holders.wallet(caller);
        self.ledger
            .transfer(TOKEN, wallet, Vault::Votes.into(), tokens)?;
        self.account_mut(caller)?.lock = Some(Lock {
            proposal,
            tokens,
            until: record.closes_at,
        });
        self.replace_proposal(proposal, counted);
        Ok(weight)
    }

    /// Gives the caller's tokens back once the vote they are locked in has closed, or was vetoed;
    /// returns how many.
    ///
    /// # Errors
    /// Nothing locked; a vote still open.
    pub fn unlock(&mut self, caller: Account) -> Result<Wad, Refusal> {
        let lock = self
            .account(caller)?
            .lock
            .ok_or(Refusal::NothingLocked(caller))?;
        let vetoed = self.proposal(lock.proposal)?.state == ProposalState::Vetoed;
        if self.now < lock.until && !vetoed {
            return Err(Refusal::TokensLocked {
                until: lock.until,
                now: self.now,
            });
        }
        let wallet = self.holders.wallet(caller);
        self.ledger
            .transfer(TOKEN, Vault::Votes.into(), wallet, lock.tokens)?;
        self.account_mut(caller)?.lock = None;
        Ok(lock.tokens)
    }

    /// Queues a carried proposal behind the time-lock; returns from when on it can be executed.
    /// Anyone may call.
    ///
    /// # Errors
    /// A vote still open; no quorum, which is counted in tokens; no majority, which is counted in
    /// votes.
    pub fn queue(&mut self, proposal: ProposalId) -> Result<Seconds, Refusal> {
        let record = *self.proposal(proposal)?;
        if record.state != ProposalState::Voting {
            return Err(Refusal::ProposalIs {
                proposal,
                state: record.state,
            });
        }
        if self.now < record.closes_at {
            return Err(Refusal::VoteOpen {
                closes_at: record.closes_at,
                now: self.now,
            });
        }
        let supply = self.ledger.endowed(TOKEN)?;
        let quorum = share_of(supply, self.constants.quorum(), Rounding::Up)?;
        if record.turnout < quorum {
            return Err(Refusal::NoQuorum {
                turnout: record.turnout,
                quorum,
            });
        }
        if record.support <= record.opposition {
            return Err(Refusal::Defeated {
                support: record.support,
                opposition: record.opposition,
            });
        }
        let executable_at = later(self.now, self.constants.time_lock())?;
        self.set_proposal_state(proposal, ProposalState::Queued { executable_at });
        Ok(executable_at)
    }

    /// The security council vetoes a proposal that was not executed yet, by so many approvals.
    ///
    /// # Errors
    /// Too few approvals, or more than there are seats; a proposal vetoed or executed already.
    pub fn veto(&mut self, proposal: ProposalId, approvals: u32) -> Result<(), Refusal> {
        let state = self.proposal(proposal)?.state;
        let (needed, seats) = (
            self.constants.council_veto(),
            self.constants.council_seats(),
        );
        if approvals < needed || approvals > seats {
            return Err(Refusal::NoVeto {
                given: approvals,
                needed,
                seats,
            });
        }
        match state {
            ProposalState::Voting | ProposalState::Queued { .. } => {
                self.set_proposal_state(proposal, ProposalState::Vetoed);
                Ok(())
            }
            ProposalState::Vetoed | ProposalState::Executed => {
                Err(Refusal::ProposalIs { proposal, state })
            }
        }
    }

    /// Executes a queued proposal after its time-lock. Anyone may call.
    ///
    /// # Errors
    /// A proposal not queued; the time-lock; whatever the action itself is refused for.
    pub fn execute(&mut self, proposal: ProposalId) -> Result<(), Refusal> {
        let record = *self.proposal(proposal)?;
        let ProposalState::Queued { executable_at } = record.state else {
            return Err(Refusal::ProposalIs {
                proposal,
                state: record.state,
            });
        };
        if self.now < executable_at {
            return Err(Refusal::TimeLocked {
                until: executable_at,
                now: self.now,
            });
        }
        match record.action {
            Action::Restore {
                account,
                collateral_back,
            } => self.restore(account, collateral_back)?,
            Action::Set(setting) => self.constants = self.constants.with(setting)?,
            Action::Resume => self.end_pause()?,
        }
        self.set_proposal_state(proposal, ProposalState::Executed);
        Ok(())
    }

    /// A proposal.
    ///
    /// # Errors
    /// [`Refusal::UnknownProposal`].
    pub fn proposal(&self, proposal: ProposalId) -> Result<&Proposal, Refusal> {
        self.proposals
            .get(proposal.0 as usize)
            .ok_or(Refusal::UnknownProposal(proposal))
    }

    /// Every proposal ever made, in order; a proposal's id is its place.
    #[must_use]
    pub fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    /// Tokens an account has locked in a vote.
    ///
    /// # Errors
    /// [`Refusal::UnknownAccount`].
    pub fn locked_tokens(&self, account: Account) -> Result<Wad, Refusal> {
        Ok(self.account(account)?.lock.map_or(0, |lock| lock.tokens))
    }

    fn restore(&mut self, account: Account, collateral_back: bool) -> Result<(), Refusal> {
        self.pronounce(HOME, account, Verdict::Restore)?;
        if !collateral_back {
            return Ok(());
        }
        let wallet = self.holders.wallet(account);
        for chain in self.chains() {
            let pool = Vault::Pool(chain).into();
            let taken = self.local(account, chain)?.seized;
            let back = taken.min(self.ledger.balance(pool, ETH)?);
            self.ledger.transfer(ETH, pool, wallet, back)?;
            self.local_mut(account, chain)?.seized = sub(taken, back)?;
        }
        Ok(())
    }

    fn set_proposal_state(&mut self, proposal: ProposalId, state: ProposalState) {
        if let Some(record) = self.proposals.get_mut(proposal.0 as usize) {
            record.state = state;
        }
    }

    fn replace_proposal(&mut self, proposal: ProposalId, counted: Proposal) {
        if let Some(record) = self.proposals.get_mut(proposal.0 as usize) {
            *record = counted;
        }
    }
}
