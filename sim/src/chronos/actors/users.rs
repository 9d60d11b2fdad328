//! Borrowers with a true history: they claim it, borrow on it, and pay back, most of them.

use std::collections::VecDeque;

use crate::{
    chronos::{
        life::{Application, LifeError, Population, UserPolicy, World, whole_cents},
        protocol::{Account, AccountKind, ClaimId, ClaimState, LoanId, Refusal, Seconds, Wad},
        stage::dollars,
    },
    engine::{Actor, Draws, Streams},
};

/// They arrive as a Poisson process and prove anew what each loan stands on: a history of an age
/// drawn evenly, and the balance that carries the loan at that age. Who has paid back comes again
/// with the same account, the paper's repeat borrows; who has defaulted does not.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Users {
    arrivals: Draws,
    ages: Draws,
    loans: Draws,
    fates: Draws,
    idle: Vec<Account>,
    arrived: VecDeque<Plan>,
    claimants: VecDeque<Claimant>,
    borrowers: VecDeque<Borrower>,
}

#[derive(Clone, Copy, Debug)]
struct Plan {
    age: Seconds,
    loan: Wad,
    fate: Fate,
}

/// What will become of the loan when it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Repays,
    /// Would repay, and cannot.
    Hardship,
    /// Repays unless he gains by walking away.
    Opportunist,
}

#[derive(Clone, Copy, Debug)]
struct Claimant {
    account: Account,
    claim: ClaimId,
    window_closes: Seconds,
    plan: Plan,
}

#[derive(Clone, Copy, Debug)]
struct Borrower {
    account: Account,
    loan: LoanId,
    due: Seconds,
    fate: Fate,
}

impl Users {
    pub(in crate::chronos) fn new(streams: &Streams) -> Self {
        Self {
            arrivals: streams.open("users/arrivals"),
            ages: streams.open("users/ages"),
            loans: streams.open("users/loans"),
            fates: streams.open("users/fates"),
            idle: Vec::new(),
            arrived: VecDeque::new(),
            claimants: VecDeque::new(),
            borrowers: VecDeque::new(),
        }
    }

    pub(in crate::chronos) fn begin(&mut self, streams: &Streams) {
        self.arrivals = streams.open("users/arrivals");
        self.ages = streams.open("users/ages");
        self.loans = streams.open("users/loans");
        self.fates = streams.open("users/fates");
        self.idle.clear();
        self.arrived.clear();
        self.claimants.clear();
        self.borrowers.clear();
    }

    /// Whoever's loan is due ends it.
    fn end_loans(&mut self, world: &mut World) -> Result<(), Refusal> {
        let now = world.protocol.now();
        while let Some(borrower) = self.borrowers.pop_front_if(|borrower| borrower.due <= now) {
            let walks = match borrower.fate {
                Fate::Repays => false,
                Fate::Hardship => true,
                Fate::Opportunist => gains_by_walking(world, borrower.loan)?,
            };
            let defaulted =
                world.end_loan(borrower.account, borrower.loan, walks, Population::Users)?;
            world.book_credit(borrower.loan, defaulted)?;
            if !walks {
                self.idle.push(borrower.account);
            }
        }
        Ok(())
    }

    /// Whoever's window has closed takes his stake back and the loan he came for.
    fn borrow(&mut self, world: &mut World) -> Result<(), Refusal> {
        while let Some(claimant) = self.claimants.front().copied() {
            let now = world.protocol.now();
            if now < claimant.window_closes || world.protocol.paused().is_some() {
                break;
            }
            if world.protocol.claim(claimant.claim)?.state == ClaimState::Open {
                world.take_stake_back(claimant.claim, Population::Users)?;
            }
            match world.apply(claimant.account, claimant.plan.loan, Population::Users)? {
                Application::Postponed => break,
                Application::Declined => self.idle.push(claimant.account),
                Application::Paid(loan) => self.borrowers.push_back(Borrower {
                    account: claimant.account,
                    loan,
                    due: world.protocol.loan(loan)?.matures_at,
                    fate: claimant.plan.fate,
                }),
            }
            self.claimants.pop_front();
            let held = world.protocol.claim(claimant.claim)?.state == ClaimState::Confirmed;
            world.month.decided_true_claims += 1;
            world.month.confirmed_true_claims += u64::from(held);
        }
        Ok(())
    }

    fn arrive(&mut self, world: &World) {
        let setting = &world.setting;
        if setting.policies.users == UserPolicy::StayOut {
            return;
        }
        let expected = world.expected_claims(1.0 - setting.false_claim_share);
        for _ in 0..self.arrivals.poisson(expected) {
            let age = (self.ages.uniform() * setting.oldest_age) as Seconds;
            let loan = whole_cents(self.loans.exponential(setting.average_loan));
            let unable = self.fates.bernoulli(setting.hardship_rate);
            let opportunist = self.fates.bernoulli(setting.opportunist_share);
            let fate = match (unable, opportunist) {
                (true, _) => Fate::Hardship,
                (false, true) => Fate::Opportunist,
                (false, false) => Fate::Repays,
            };
            self.arrived.push_back(Plan { age, loan, fate });
        }
    }

    /// Tells the lenders, where there are any, what loans are waiting; while the protocol is paused they
    /// wait for nothing that lenders can give.
    fn report_the_waiting(&self, world: &mut World) {
        let now = world.protocol.now();
        if world.protocol.paused().is_some() || !world.is_lent_to() {
            return;
        }
        let waiting = self.claimants.iter();
        for claimant in waiting.take_while(|it| it.window_closes <= now) {
            world.unmet = world.unmet.saturating_add(claimant.plan.loan);
        }
    }

    /// Whoever has arrived files his claim, unless the protocol is paused.
    fn file_claims(&mut self, world: &mut World) -> Result<(), Refusal> {
        if world.protocol.paused().is_some() {
            return Ok(());
        }
        while let Some(plan) = self.arrived.pop_front() {
            let account = match self.idle.pop() {
                Some(account) => account,
                None => world.protocol.open_account(AccountKind::ExternallyOwned)?,
            };
            let claim = world.file_claim(account, plan.age, plan.loan, true)?;
            world.month.true_claims += 1;
            self.claimants.push_back(Claimant {
                account,
                claim,
                window_closes: world.protocol.claim(claim)?.window_closes,
                plan,
            });
        }
        Ok(())
    }
}

impl Actor<World> for Users {
    type Error = LifeError;

    fn act(&mut self, world: &mut World) -> Result<(), LifeError> {
        self.end_loans(world)?;
        self.borrow(world)?;
        self.report_the_waiting(world);
        self.arrive(world);
        self.file_claims(world)?;
        Ok(())
    }
}

/// Whether the debt is worth more than the collateral and the record that default would cost.
fn gains_by_walking(world: &World, loan: LoanId) -> Result<bool, Refusal> {
    let record = world.protocol.loan(loan)?;
    let owed = dollars(world.protocol.debt(loan)?.total()?);
    let pledged = dollars(world.protocol.eth_value(record.collateral)?);
    Ok(owed > pledged + world.setting.record_value * dollars(record.amount))
}
