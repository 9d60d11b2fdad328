//! False claimants: fresh wallets with a history that never was.

use std::collections::VecDeque;

use crate::{
    chronos::{
        life::{Application, AttackerPolicy, LifeError, Population, World, whole_cents},
        protocol::{Account, AccountKind, ClaimId, ClaimState, LoanId, Refusal, Seconds},
    },
    engine::{Actor, Draws, Streams},
};

/// They arrive as a Poisson process of their own, claim the age of the top LTV and a balance that
/// carries an average loan. Where the claim stands, the loan is paid out and the attack has
/// succeeded. When it is due they walk away from any debt above its collateral: a fresh wallet has
/// no record to lose.
///
/// The paper's planned attacks are not here but in the attacks' own simulations.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Attackers {
    arrivals: Draws,
    arrived: u64,
    claimants: VecDeque<Claimant>,
    borrowers: VecDeque<Borrower>,
}

#[derive(Clone, Copy, Debug)]
struct Claimant {
    account: Account,
    claim: ClaimId,
    window_closes: Seconds,
}

#[derive(Clone, Copy, Debug)]
struct Borrower {
    account: Account,
    loan: LoanId,
    due: Seconds,
}

impl Attackers {
    pub(in crate::chronos) fn new(streams: &Streams) -> Self {
        Self {
            arrivals: streams.open("attackers/arrivals"),
            arrived: 0,
            claimants: VecDeque::new(),
            borrowers: VecDeque::new(),
        }
    }

    pub(in crate::chronos) fn begin(&mut self, streams: &Streams) {
        self.arrivals = streams.open("attackers/arrivals");
        self.arrived = 0;
        self.claimants.clear();
        self.borrowers.clear();
    }

    fn end_loans(&mut self, world: &mut World) -> Result<(), Refusal> {
        let now = world.protocol.now();
        while let Some(borrower) = self.borrowers.pop_front_if(|borrower| borrower.due <= now) {
            let owed = world.protocol.debt(borrower.loan)?.total()?;
            let collateral = world.protocol.loan(borrower.loan)?.collateral;
            let walks = owed > world.protocol.eth_value(collateral)?;
            world.end_loan(
                borrower.account,
                borrower.loan,
                walks,
                Population::Attackers,
            )?;
            if walks {
                world.attackers_defaults.push(now);
            }
        }
        Ok(())
    }

    /// Whoever was not found out by the end of the window takes the loan.
    fn borrow(&mut self, world: &mut World) -> Result<(), Refusal> {
        let amount = whole_cents(world.setting.average_loan);
        while let Some(claimant) = self.claimants.front().copied() {
            let now = world.protocol.now();
            if now < claimant.window_closes || world.protocol.paused().is_some() {
                break;
            }
            let state = world.protocol.claim(claimant.claim)?.state;
            if state == ClaimState::Open {
                world.take_stake_back(claimant.claim, Population::Attackers)?;
            }
            if state != ClaimState::Rejected {
                match world.apply(claimant.account, amount, Population::Attackers)? {
                    Application::Postponed => break,
                    Application::Declined => {}
                    Application::Paid(loan) => {
                        let due = world.protocol.loan(loan)?.matures_at;
                        self.borrowers.push_back(Borrower {
                            account: claimant.account,
                            loan,
                            due,
                        });
                        world.month.paid_out_false_claims += 1;
                        world.exploits.push(now);
                    }
                }
            }
            self.claimants.pop_front();
        }
        Ok(())
    }

    /// Tells the lenders, where there are any, what loans are waiting; while the protocol is paused they
    /// wait for nothing that lenders can give.
    fn report_the_waiting(&self, world: &mut World) {
        let now = world.protocol.now();
        if world.protocol.paused().is_some() || !world.is_lent_to() {
            return;
        }
        let amount = whole_cents(world.setting.average_loan);
        let waiting = self.claimants.iter();
        for _ in waiting.take_while(|it| it.window_closes <= now) {
            world.unmet = world.unmet.saturating_add(amount);
        }
    }

    fn file_claims(&mut self, world: &mut World) -> Result<(), Refusal> {
        if world.setting.policies.attackers == AttackerPolicy::NeverAttack {
            return Ok(());
        }
        let expected = world.expected_claims(world.setting.false_claim_share);
        self.arrived += self.arrivals.poisson(expected);
        if world.protocol.paused().is_some() {
            return Ok(());
        }
        let age = world.setting.economy.top_age();
        let loan = whole_cents(world.setting.average_loan);
        for _ in 0..std::mem::take(&mut self.arrived) {
            let account = world.protocol.open_account(AccountKind::ExternallyOwned)?;
            let claim = world.file_claim(account, age, loan, false)?;
            self.claimants.push_back(Claimant {
                account,
                claim,
                window_closes: world.protocol.claim(claim)?.window_closes,
            });
        }
        Ok(())
    }
}

impl Actor<World> for Attackers {
    type Error = LifeError;

    fn act(&mut self, world: &mut World) -> Result<(), LifeError> {
        self.end_loans(world)?;
        self.borrow(world)?;
        self.report_the_waiting(world);
        self.file_claims(world)?;
        Ok(())
    }
}
