//! Borrowing, at home at once and elsewhere with a bond and a delay.
//!
//! A borrow away from home sets the principal aside, takes a bond of
//! [`remote_bond`](super::Constants::remote_bond) and stays pending for
//! [`remote_settlement`](super::Constants::remote_settlement) seconds. Settled, it pays out and
//! returns the bond. If word of a slash reaches the chain first, it is cancelled and the bond goes
//! to that chain's pool. This is how the paper's "failed borrows (liquidated)" is read, which costs
//! the attacker the full amount of each failed borrow: something of that amount must be at stake
//! before the payout.

use super::accounts::AccountKind;
use super::constants::{Backing, ContractBorrows};
use super::fixed::{Rounding, add, later, next_id, share_of, sub};
use super::loans::{Loan, LoanState};
use super::refusal::Refusal;
use super::state::Protocol;
use super::totals::count;
use super::units::{Account, Chain, ETH, HOME, LoanId, Seconds, USD, Wad, Wei};
use super::vaults::Vault;

impl Protocol {
    /// Borrows `amount` USD from a chain's pool, posting `collateral` wei, which may be zero when
    /// loans rest on reputation alone. At home the loan is paid out at once; elsewhere it is
    /// pending and a bond, rounded up, is taken. The origination fee, rounded up, is owed on top.
    /// When the loan takes the hour's volume above the limit it is granted, and then the breaker
    /// pauses.
    ///
    /// # Errors
    /// A zero amount; paused; a contract where contracts are refused; blacklisted or without a
    /// confirmed claim on this chain; more than the credit left, or than the collateral carries
    /// when loans need it; a cross-chain borrow too soon after the last; a pool without the cash;
    /// [`Refusal::Funds`] for bond or collateral.
    pub fn borrow(
        &mut self,
        caller: Account,
        chain: Chain,
        amount: Wad,
        collateral: Wei,
    ) -> Result<LoanId, Refusal> {
        let local = *self.local(caller, chain)?;
        if amount == 0 {
            return Err(Refusal::ZeroAmount);
        }
        self.refuse_if_paused()?;
        self.check_credit(caller, chain, amount, collateral)?;
        let remote = chain != HOME;
        let bond = if remote {
            self.check_cooldown(caller)?;
            share_of(amount, self.constants.remote_bond(), Rounding::Up)?
        } else {
            0
        };
        self.require_cash(chain, amount)?;
        let id = LoanId(next_id(self.loans.len())?);
        let fee = share_of(amount, self.constants.indexer_fee(), Rounding::Up)?;
        let volume = self.volume_after(amount)?;
        let open_principal = add(local.open_principal, amount)?;
        let lent = add(self.book(chain)?.lent, amount)?;
        let (state, paid_at) = if remote {
            let settles_at = later(self.now, self.constants.remote_settlement())?;
            (LoanState::Pending { settles_at }, settles_at)
        } else {
            (LoanState::Open, self.now)
        };
        let matures_at = later(paid_at, self.constants.loan_term())?;

        let (wallet, pool) = (self.holders.wallet(caller), Vault::Pool(chain).into());
        self.ledger.require(wallet, ETH, collateral)?;
        self.ledger.require(wallet, USD, bond)?;
        self.ledger
            .transfer(ETH, wallet, Vault::Collateral.into(), collateral)?;
        if remote {
            self.ledger
                .transfer(USD, wallet, Vault::Bonds.into(), bond)?;
            self.ledger
                .transfer(USD, pool, Vault::Escrow.into(), amount)?;
            self.account_mut(caller)?.last_remote_borrow = Some(self.now);
            self.pending.push(id);
        } else {
            self.ledger.transfer(USD, pool, wallet, amount)?;
        }
        self.local_mut(caller, chain)?.open_principal = open_principal;
        self.book_mut(chain)?.lent = lent;
        self.loans.push(Loan {
            borrower: caller,
            chain,
            amount,
            principal: amount,
            fee,
            interest: 0,
            accrued_at: self.now,
            rate: self.constants.borrow_rate(),
            matures_at,
            collateral,
            bond,
            state,
        });
        self.totals.loans += 1;
        count(&mut self.totals.borrowed, amount);
        self.record_volume(volume);
        Ok(id)
    }

    /// Pays a pending loan out and its bond back; interest runs from now. Anyone may call, also
    /// while the protocol is paused: the borrow was granted before.
    ///
    /// # Errors
    /// A loan not pending; one not due yet.
    pub fn settle(&mut self, loan: LoanId) -> Result<(), Refusal> {
        let record = *self.loan(loan)?;
        let LoanState::Pending { settles_at } = record.state else {
            return Err(Refusal::LoanIs {
                loan,
                state: record.state,
            });
        };
        if self.now < settles_at {
            return Err(Refusal::NotSettled {
                loan,
                settles_at,
                now: self.now,
            });
        }
        let matures_at = later(self.now, self.constants.loan_term())?;
        let wallet = self.holders.wallet(record.borrower);
        self.ledger
            .transfer(USD, Vault::Escrow.into(), wallet, record.amount)?;
        self.ledger
            .transfer(USD, Vault::Bonds.into(), wallet, record.bond)?;
        let now = self.now;
        let open = self.loan_mut(loan)?;
        open.state = LoanState::Open;
        open.bond = 0;
        open.accrued_at = now;
        open.matures_at = matures_at;
        self.pending.retain(|pending| *pending != loan);
        Ok(())
    }

    /// When an account may next borrow away from home, seconds since genesis; none if it never did.
    ///
    /// # Errors
    /// [`Refusal::UnknownAccount`].
    pub fn cooldown_ends(&self, account: Account) -> Result<Option<Seconds>, Refusal> {
        let last = self.account(account)?.last_remote_borrow;
        // A cooldown beyond the end of time does not end.
        Ok(last.map(|at| at.saturating_add(self.constants.cross_chain_cooldown())))
    }

    /// Cancels an account's pending borrows on a chain that has heard of a slash.
    pub(super) fn cancel_pending(&mut self, chain: Chain, account: Account) -> Result<(), Refusal> {
        let mut place = 0;
        while let Some(loan) = self.pending.get(place).copied() {
            let record = *self.loan(loan)?;
            if record.chain == chain && record.borrower == account {
                self.pending.remove(place);
                self.cancel(loan, &record)?;
            } else {
                place += 1;
            }
        }
        Ok(())
    }

    fn cancel(&mut self, loan: LoanId, record: &Loan) -> Result<(), Refusal> {
        let pool = Vault::Pool(record.chain).into();
        let wallet = self.holders.wallet(record.borrower);
        self.ledger
            .transfer(USD, Vault::Escrow.into(), pool, record.amount)?;
        self.ledger
            .transfer(USD, Vault::Bonds.into(), pool, record.bond)?;
        self.ledger
            .transfer(ETH, Vault::Collateral.into(), wallet, record.collateral)?;
        self.reduce_principal(loan, record.principal)?;
        let cancelled = self.loan_mut(loan)?;
        cancelled.fee = 0;
        cancelled.bond = 0;
        cancelled.collateral = 0;
        cancelled.state = LoanState::Cancelled;
        self.totals.cancelled_loans += 1;
        count(&mut self.totals.seized_bonds, record.bond);
        Ok(())
    }

    /// Takes principal off a loan, off its pool's books and off its borrower's open principal.
    pub(super) fn reduce_principal(&mut self, loan: LoanId, by: Wad) -> Result<(), Refusal> {
        let record = *self.loan(loan)?;
        let principal = sub(record.principal, by)?;
        let lent = sub(self.book(record.chain)?.lent, by)?;
        let open = sub(
            self.local(record.borrower, record.chain)?.open_principal,
            by,
        )?;
        self.loan_mut(loan)?.principal = principal;
        self.book_mut(record.chain)?.lent = lent;
        self.local_mut(record.borrower, record.chain)?
            .open_principal = open;
        Ok(())
    }

    fn check_credit(
        &self,
        account: Account,
        chain: Chain,
        amount: Wad,
        collateral: Wei,
    ) -> Result<(), Refusal> {
        let contract = self.account(account)?.kind == AccountKind::Contract;
        if contract && self.constants.contract_borrows() == ContractBorrows::Refused {
            return Err(Refusal::ContractCaller(account));
        }
        let standing = self.standing(account, chain)?;
        if standing.blacklisted {
            return Err(Refusal::Blacklisted { account, chain });
        }
        if !standing.proven {
            return Err(Refusal::NoReputation { account, chain });
        }
        let credit = self.credit_limit(account, chain)?;
        if amount > credit {
            return Err(Refusal::OverCredit { amount, credit });
        }
        if self.constants.backing() == Backing::Collateral {
            let ltv = standing.ltv(&self.constants, self.now);
            let carries = share_of(self.eth_value(collateral)?, ltv, Rounding::Down)?;
            if amount > carries {
                return Err(Refusal::CollateralShort { amount, carries });
            }
        }
        Ok(())
    }

    fn check_cooldown(&self, account: Account) -> Result<(), Refusal> {
        match self.cooldown_ends(account)? {
            Some(until) if self.now < until => Err(Refusal::CoolingDown {
                until,
                now: self.now,
            }),
            _ => Ok(()),
        }
    }
}
