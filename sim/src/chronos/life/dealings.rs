//! What people do with the protocol, and what each of them is better off by.

use super::{
    payoffs::Population,
    setting::MONTH_LENGTH,
    world::{Application, World},
};
use crate::chronos::{
    amounts::{ether, scaled},
    protocol::{
        Account, Backing, ClaimId, ETH, HOME, LoanId, LoanState, Refusal, Seconds, Statement, USD,
        WHOLE, Wad, YEAR, ltv_by_age_table,
    },
    stage::dollars,
};
use crate::ledger::Asset;

impl World {
    /// Gives an account from outside what it lacks of `wanted`.
    pub(in crate::chronos) fn provide(
        &mut self,
        account: Account,
        asset: Asset,
        wanted: u128,
    ) -> Result<(), Refusal> {
        let held = self.protocol.wallet(account, asset)?;
        match wanted.checked_sub(held) {
            None | Some(0) => Ok(()),
            Some(lacking) => self
                .protocol
                .pay(self.people.outside, account, asset, lacking),
        }
    }

    /// Claims an age, and a balance that carries `loan` at that age.
    pub(in crate::chronos) fn file_claim(
        &mut self,
        claimant: Account,
        age: Seconds,
        loan: Wad,
        proof_holds: bool,
    ) -> Result<ClaimId, Refusal> {
        let constants = self.protocol.constants();
        let ltv = ltv_by_age_table(constants, age);
        let balance = scaled(loan, WHOLE, ltv)?;
        self.provide(claimant, ETH, constants.user_stake())?;
        self.pay_gas(claimants(proof_holds));
        self.protocol
            .submit_claim(claimant, Statement { age, balance }, proof_holds)
    }

    /// Has an unchallenged claim's stake given back.
    pub(in crate::chronos) fn take_stake_back(
        &mut self,
        claim: ClaimId,
        who: Population,
    ) -> Result<(), Refusal> {
        self.pay_gas(who);
        self.protocol.refund(claim)
    }

    /// Has a challenged claim resolved, and books what its owner won or lost by the challenge.
    pub(in crate::chronos) fn resolve(&mut self, claim: ClaimId) -> Result<(), Refusal> {
        let (owner, stake) = {
            let record = self.protocol.claim(claim)?;
            (record.claimant, record.stake)
        };
        let before = self.protocol.wallet(owner, ETH)?;
        let held = self.protocol.resolve(claim)?;
        let after = self.protocol.wallet(owner, ETH)?;
        let returned = after.saturating_sub(before);
        let won = self.protocol.eth_value(returned.saturating_sub(stake))?;
        let lost = self.protocol.eth_value(stake.saturating_sub(returned))?;
        let change = dollars(won) - dollars(lost);
        self.month.payoffs.add(claimants(held), change);
        Ok(())
    }

    /// Asks for a loan of `amount`, or of the credit left where that is less, with collateral if
    /// the protocol wants any.
    pub(in crate::chronos) fn apply(
        &mut self,
        borrower: Account,
        amount: Wad,
        who: Population,
    ) -> Result<Application, Refusal> {
        let mut asked = amount;
        let mut answer = self.try_borrow(borrower, asked);
        if let Err(Refusal::OverCredit { credit, .. }) = answer {
            if credit == 0 {
                return Ok(Application::Declined);
            }
            asked = credit;
            answer = self.try_borrow(borrower, asked);
        }
        match answer {
            Ok(loan) => {
                self.pay_gas(who);
                Ok(Application::Paid(loan))
            }
            Err(Refusal::Paused { .. } | Refusal::Illiquid { .. }) => Ok(Application::Postponed),
            Err(refusal) => Err(refusal),
        }
    }

    fn try_borrow(&mut self, borrower: Account, amount: Wad) -> Result<LoanId, Refusal> {
        let collateral = match self.protocol.constants().backing() {
            Backing::Reputation => 0,
            Backing::Collateral => {
                let ltv = self.protocol.ltv(borrower, HOME)?;
                let worth = scaled(amount, WHOLE, ltv)?;
                let ether = ether(worth, self.protocol.oracle_price())?;
                self.provide(borrower, ETH, ether)?;
                ether
            }
        };
        self.protocol.borrow(borrower, HOME, amount, collateral)
    }

    /// Ends a loan as its borrower wishes, who `walks` away or pays what he owes, unless somebody
    /// has paid it for him. Books what he is better off by over the loan's life; says whether he
    /// defaulted.
    pub(in crate::chronos) fn end_loan(
        &mut self,
        borrower: Account,
        loan: LoanId,
        walks: bool,
        who: Population,
    ) -> Result<bool, Refusal> {
        self.loans_ended += 1;
        let record = *self.protocol.loan(loan)?;
        let mut given_up = self.collateral_taken.remove(&loan).unwrap_or(0.0);
        let open = record.state == LoanState::Open;
        if open {
            self.pay_gas(who);
            if walks {
                given_up += dollars(self.protocol.eth_value(record.collateral)?);
                self.draw_message_delays();
                self.protocol.walk_away(borrower, loan)?;
            } else {
                let owed = self.protocol.debt(loan)?.total()?;
                self.provide(borrower, USD, owed)?;
                given_up += dollars(self.protocol.repay(borrower, loan, owed)?);
            }
        }
        let kept = dollars(record.amount) - given_up;
        self.month.payoffs.add(who, kept);
        Ok(open && walks)
    }

    /// Books what a loan was worth to a user that a loan on Aave would not have been.
    pub(in crate::chronos) fn book_credit(
        &mut self,
        loan: LoanId,
        defaulted: bool,
    ) -> Result<(), Refusal> {
        let setting = &self.setting;
        let record = self.protocol.loan(loan)?;
        let years = setting.economy.constants().loan_term() as f64 / YEAR as f64;
        let record_lost = if defaulted { setting.record_value } else { 0.0 };
        let share = setting.credit_benefit + setting.aave_rate * years - record_lost;
        let worth = share * dollars(record.amount);
        self.month.payoffs.add(Population::Users, worth);
        Ok(())
    }

    /// Books one transaction of somebody in the population.
    pub(in crate::chronos) fn pay_gas(&mut self, who: Population) {
        let cost = dollars(self.setting.economy.transaction_cost());
        self.month.payoffs.add(who, -cost);
    }

    /// Completes the payoffs with what the month's books say.
    pub(super) fn close_payoffs(&mut self) {
        let month = &mut self.month;
        let scans = self.setting.scan_cost * month.scanned_claims as f64;
        let aave = self.setting.aave_return * MONTH_LENGTH as f64 / YEAR as f64;
        let books = [
            (Population::Indexers, month.indexer_income() - scans),
            (
                Population::Lenders,
                month.lenders_gain - aave * month.lenders_capital,
            ),
            (Population::Governance, month.treasury_income),
        ];
        for (population, usd) in books {
            month.payoffs.add(population, usd);
        }
    }
}

/// Who files claims that hold, and claims that do not.
fn claimants(proof_holds: bool) -> Population {
    if proof_holds {
        Population::Users
    } else {
        Population::Attackers
    }
}
