//! Everything the protocol remembers, and how it is looked up.

use super::AccountKind;
use super::accounts::AccountRecord;
use super::breaker::Breaker;
use super::claims::Claim;
use super::constants::InvalidConstants;
use super::governance::Proposal;
use super::in_force::InForce;
use super::loans::Loan;
use super::messages::Mailbox;
use super::parameters::Schedule;
use super::pools::PoolBook;
use super::refusal::Refusal;
use super::reputation::Standing;
use super::totals::Totals;
use super::units::{ASSETS, Account, Chain, LoanId, PRICE_UNIT, Price, Seconds, Wad, Wei};
use super::vaults::Holders;
use crate::ledger::Ledger;

/// The contract on all chains, with the wallets of its users and the prices it sees. See the
/// [module](super) for the rules every call keeps.
#[derive(Debug, PartialEq, Eq)]
pub struct Protocol {
    pub(super) constants: InForce,
    pub(super) holders: Holders,
    pub(super) ledger: Ledger,
    pub(super) now: Seconds,
    pub(super) eth_price: Price,
    pub(super) token_price: Option<Price>,
    pub(super) gas_price: u64,
    pub(super) guardian: Account,
    pub(super) accounts: Vec<AccountRecord>,
    pub(super) locals: Vec<Local>,
    pub(super) indexers: Vec<Account>,
    pub(super) claims: Vec<Claim>,
    pub(super) loans: Vec<Loan>,
    pub(super) pending: Vec<LoanId>,
    pub(super) pools: Vec<PoolBook>,
    pub(super) mailbox: Mailbox,
    pub(super) breaker: Breaker,
    pub(super) proposals: Vec<Proposal>,
    pub(super) schedule: Schedule,
    pub(super) totals: Totals,
}

/// What one chain knows of one account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Local {
    pub(super) standing: Standing,
    pub(super) open_principal: Wad,
    pub(super) shares: u128,
    pub(super) seized: Wei,
}

impl Protocol {
    /// A protocol at time zero with its vaults empty and one account opened, the
    /// [guardian](Self::guardian)'s. Ether costs the 3,000 USD of the paper's assumptions until
    /// [`Protocol::set_oracle_price`] is called; gas costs nothing; tokens have no price.
    ///
    /// # Errors
    /// Constants no contract could run with.
    pub fn new(constants: impl Into<InForce>) -> Result<Self, Refusal> {
        let constants = constants.into();
        constants.validate()?;
        let chains = constants.chains();
        let holders = Holders::new(chains);
        let mut ledger = Ledger::new(ASSETS);
        for _ in 0..holders.vaults() {
            ledger.open()?;
        }
        let mut protocol = Self {
            constants,
            holders,
            ledger,
            now: 0,
            eth_price: 3_000 * PRICE_UNIT,
            token_price: None,
            gas_price: 0,
            guardian: Account(0),
            accounts: Vec::new(),
            locals: Vec::new(),
            indexers: Vec::new(),
            claims: Vec::new(),
            loans: Vec::new(),
            pending: Vec::new(),
            pools: vec![PoolBook::default(); chains as usize],
            mailbox: Mailbox::default(),
            breaker: Breaker::default(),
            proposals: Vec::new(),
            schedule: Schedule::default(),
            totals: Totals::default(),
        };
        protocol.guardian = protocol.open_account(AccountKind::ExternallyOwned)?;
        Ok(protocol)
    }

    /// The constants in force.
    #[must_use]
    pub fn constants(&self) -> &InForce {
        &self.constants
    }

    /// Changes the constants outright, as a deployment would; governance goes through
    /// [`Protocol::execute`]. The number of chains cannot change.
    ///
    /// # Errors
    /// Constants no contract could run with.
    pub fn set_constants(&mut self, constants: impl Into<InForce>) -> Result<(), Refusal> {
        let constants = constants.into();
        constants.validate()?;
        let (from, to) = (self.constants.chains(), constants.chains());
        if from != to {
            return Err(InvalidConstants::ChainsChanged { from, to }.into());
        }
        self.constants = constants;
        Ok(())
    }

    /// All money there is, for conservation checks.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What has happened since genesis.
    #[must_use]
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The account that may resume a paused protocol.
    #[must_use]
    pub fn guardian(&self) -> Account {
        self.guardian
    }

    pub(super) fn account(&self, account: Account) -> Result<&AccountRecord, Refusal> {
        self.accounts
            .get(account.0 as usize)
            .ok_or(Refusal::UnknownAccount(account))
    }

    pub(super) fn account_mut(&mut self, account: Account) -> Result<&mut AccountRecord, Refusal> {
        self.accounts
            .get_mut(account.0 as usize)
            .ok_or(Refusal::UnknownAccount(account))
    }

    pub(super) fn local(&self, account: Account, chain: Chain) -> Result<&Local, Refusal> {
        let slot = self.local_slot(account, chain)?;
        self.locals
            .get(slot)
            .ok_or(Refusal::UnknownAccount(account))
    }

    pub(super) fn local_mut(
        &mut self,
        account: Account,
        chain: Chain,
    ) -> Result<&mut Local, Refusal> {
        let slot = self.local_slot(account, chain)?;
        self.locals
            .get_mut(slot)
            .ok_or(Refusal::UnknownAccount(account))
    }

    pub(super) fn chains(&self) -> impl Iterator<Item = Chain> + use<> {
        (0..self.constants.chains()).map(Chain)
    }

    pub(super) fn known_chain(&self, chain: Chain) -> Result<(), Refusal> {
        if chain.0 >= self.constants.chains() {
            return Err(Refusal::UnknownChain(chain));
        }
        Ok(())
    }

    fn local_slot(&self, account: Account, chain: Chain) -> Result<usize, Refusal> {
        self.known_chain(chain)?;
        (account.0 as usize)
            .checked_mul(self.constants.chains() as usize)
            .and_then(|row| row.checked_add(chain.0 as usize))
            .ok_or(Refusal::UnknownAccount(account))
    }
}

impl Clone for Protocol {
    fn clone(&self) -> Self {
        Self {
            constants: self.constants.clone(),
            holders: self.holders,
            ledger: self.ledger.clone(),
            now: self.now,
            eth_price: self.eth_price,
            token_price: self.token_price,
            gas_price: self.gas_price,
            guardian: self.guardian,
            accounts: self.accounts.clone(),
            locals: self.locals.clone(),
            indexers: self.indexers.clone(),
            claims: self.claims.clone(),
            loans: self.loans.clone(),
            pending: self.pending.clone(),
            pools: self.pools.clone(),
            mailbox: self.mailbox.clone(),
            breaker: self.breaker.clone(),
            proposals: self.proposals.clone(),
            schedule: self.schedule,
            totals: self.totals,
        }
    }

    // Replicates start from one prepared protocol; copying into the worker's old one spares the
    // allocations. The pattern names every field, so that a new one cannot be forgotten.
    fn clone_from(&mut self, source: &Self) {
        let Self {
            constants,
            holders,
            ledger,
            now,
            eth_price,
            token_price,
            gas_price,
            guardian,
            accounts,
            locals,
            indexers,
            claims,
            loans,
            pending,
            pools,
            mailbox,
            breaker,
            proposals,
            schedule,
            totals,
        } = self;
        constants.clone_from(&source.constants);
        *holders = source.holders;
        ledger.clone_from(&source.ledger);
        *now = source.now;
        *eth_price = source.eth_price;
        *token_price = source.token_price;
        *gas_price = source.gas_price;
        *guardian = source.guardian;
        accounts.clone_from(&source.accounts);
        locals.clone_from(&source.locals);
        indexers.clone_from(&source.indexers);
        claims.clone_from(&source.claims);
        loans.clone_from(&source.loans);
        pending.clone_from(&source.pending);
        pools.clone_from(&source.pools);
        mailbox.clone_from(&source.mailbox);
        breaker.clone_from(&source.breaker);
        proposals.clone_from(&source.proposals);
        *schedule = source.schedule;
        *totals = source.totals;
    }
}
