//! The life itself: what the wallet's owner sees, and his moves as calls of the protocol.

use std::ops::ControlFlow;

use super::{AnyRole, Move, Party, Record, Refusal, Role, Situation, Stage};
use crate::chronos::{
    attacks::reputation_rental::BETWEEN_RENTERS,
    economy::interest,
    protocol::{
        Account, AccountKind, BalanceHistory, Block, Chain, DAY, HOME, HOUR, LoanId, LoanState,
        Samples, Seconds, Statement, check_samples, required_samples,
    },
};

/// One wallet in the middle of its life.
pub(in super::super) struct Life {
    owner: Account,
    /// A second wallet of the owner's.
    second: Account,
    renter: Account,
    party: Party,
    /// From which block on the balance has been held, and for how long.
    held: Option<(Block, Seconds)>,
    home: Option<LoanId>,
    away: Vec<LoanId>,
    /// Renters that a contract will see before it is spotted, and those served; none for others, and
    /// when none comes any more.
    renters: Option<(u64, u32)>,
}

impl AnyRole for Role {
    type Situation = Situation;
    type Move = Move;
    type Hand = Life;

    fn enter(&self, stage: &mut Stage) -> Result<Life, Refusal> {
        let owner = stage.attacker_of_kind(self.kind)?;
        let second = stage.attacker()?;
        let renter = stage.attacker()?;
        let party = stage.party(&[owner, second])?;
        Ok(Life {
            owner,
            second,
            renter,
            party: stage.with_record(party, owner, self.worth)?,
            held: None,
            home: None,
            away: Vec::new(),
            renters: match self.kind {
                AccountKind::Contract => Some((stage.luck_count(self.renters), 0)),
                AccountKind::ExternallyOwned => None,
            },
        })
    }

    fn situation(&self, life: &Life, stage: &Stage) -> Result<Situation, Refusal> {
        let now = stage.protocol.now();
        let (mut paid, mut pending) = (0, Vec::new());
        let mut due: Option<Seconds> = None;
        for &id in life.away.iter().chain(&life.home) {
            let loan = stage.protocol.loan(id)?;
            match loan.state {
                LoanState::Pending { settles_at } => pending.push(settles_at.saturating_sub(now)),
                LoanState::Open => {
                    paid += u32::from(loan.chain != HOME);
                    let left = loan.matures_at.saturating_sub(now);
                    due = Some(due.map_or(left, |due| due.min(left)));
                }
                _ => {}
            }
        }
        pending.sort_unstable();
        let free_from = stage.protocol.cooldown_ends(life.owner)?.unwrap_or(now);
        Ok(Situation {
            record: record(life, stage)?,
            home: life.home.is_some(),
            paid,
            pending,
            cooldown: free_from.saturating_sub(now),
            pause: stage
                .pause_ends()
                .map_or(0, |ends| ends.saturating_sub(now)),
            due,
            borrowed: stage.protocol.borrowed_this_hour(),
            hour_left: HOUR - now % HOUR,
            renters: life.renters.map(|(_, served)| served),
        })
    }

    fn make(
        &self,
        life: &mut Life,
        stage: &mut Stage,
        choice: Move,
    ) -> Result<ControlFlow<()>, Refusal> {
        match choice {
            Move::Stop => return Ok(ControlFlow::Break(())),
            Move::Hold(until) => hold(life, stage, until)?,
            Move::Claim => claim(life, stage)?,
            Move::ClaimFalsely(cover) => {
                let filing = self.filing(cover);
                filing.stands(stage, life.owner, life.second)?;
            }
            Move::Farm(farm) => {
                let proof = self.farming(farm).farm(stage, life.owner)?;
                if let Some(claim) = self.farm.claim(stage, life.owner, &proof)? {
                    stage.wait_out_the_window(claim)?;
                }
            }
            Move::BorrowHome => life.home = Some(self.borrow(life, stage, HOME)?),
            Move::BorrowAway => {
                let next = u32::try_from(life.away.len()).map_err(|_| Refusal::Overflow)?;
                let loan = self.borrow(life, stage, Chain(next.saturating_add(1)))?;
                life.away.push(loan);
            }
            Move::Wait(span) => wait(life, stage, span)?,
            Move::Rent => self.rent(life, stage)?,
            Move::Race => {
                race(life, stage)?;
                return Ok(ControlFlow::Break(()));
            }
            Move::WalkAway => {
                walk_away(life, stage)?;
                return Ok(ControlFlow::Break(()));
            }
        }
        tidy(life, stage)?;
        Ok(ControlFlow::Continue(()))
    }

    fn party<'a>(&self, life: &'a Life) -> &'a Party {
        &life.party
    }
}

impl Role {
    fn borrow(&self, life: &Life, stage: &mut Stage, chain: Chain) -> Result<LoanId, Refusal> {
        let collateral = stage.collateral(self.loan, self.backing)?;
        stage.buy_ether(life.owner, collateral)?;
        stage
            .protocol
            .borrow(life.owner, chain, self.loan, collateral)
    }

    fn rent(&self, life: &mut Life, stage: &mut Stage) -> Result<(), Refusal> {
        if let Some((coming, served)) = life.renters {
            return if u64::from(served) < coming {
                life.renters = Some((coming, served.saturating_add(1)));
                self.serve(life, stage)?;
                wait(life, stage, BETWEEN_RENTERS)
            } else {
                life.renters = None;
                // A contract that nobody used shows no pattern.
                if served == 0 {
                    return Ok(());
                }
                stage.indexer_reports(life.owner)
            };
        }
        let (owner, renter) = (life.owner, life.renter);
        let loan = self.rental.borrow(stage, owner, renter)?;
        self.rental.collect(stage, owner, renter)?;
        if stage.luck(self.renter_default_rate) {
            stage.protocol.walk_away(owner, loan)?;
            return Ok(());
        }
        self.rental.repay(stage, owner, renter, loan)?;
        wait(life, stage, DAY)
    }

    fn serve(&self, life: &Life, stage: &mut Stage) -> Result<(), Refusal> {
        let (owner, renter) = (life.owner, life.renter);
        let loan = self.rental.borrow(stage, owner, renter)?;
        self.rental.collect(stage, owner, renter)?;
        self.rental.repay(stage, owner, renter, loan)
    }
}

fn record(life: &Life, stage: &Stage) -> Result<Record, Refusal> {
    let standing = stage.protocol.standing(life.owner, HOME)?;
    let now = stage.protocol.now();
    Ok(if standing.blacklisted || standing.on_probation(now) {
        Record::Slashed
    } else if standing.proven {
        Record::Proven(standing.age(now).min(stage.economy.top_age()))
    } else {
        Record::Holding(life.held.map_or(0, |(_, span)| span))
    })
}

/// Holds the proven balance idle; the outside world takes what it would have earned.
fn hold(life: &mut Life, stage: &mut Stage, until: Seconds) -> Result<(), Refusal> {
    let (since, already) = life.held.unwrap_or((stage.protocol.block(), 0));
    let span = until.saturating_sub(already);
    let forgone = interest(
        stage.economy.proven_balance(),
        stage.economy.opportunity_rate(),
        span,
    )?;
    stage.pay_outside(life.owner, forgone)?;
    wait(life, stage, span)?;
    life.held = Some((since, already.saturating_add(span)));
    Ok(())
}

/// Claims what has been held, as early samples as the contract takes; a proof that does not hold is
/// not submitted.
fn claim(life: &Life, stage: &mut Stage) -> Result<(), Refusal> {
    let Some((since, age)) = life.held else {
        return Ok(());
    };
    let balance = stage.economy.proven_balance();
    let statement = Statement { age, balance };
    let gap = stage.economy.constants().min_sample_blocks();
    let mut history = BalanceHistory::default();
    history.hold(since, balance)?;
    let samples = required_samples(stage.economy.constants(), age)?;
    let blocks = (0..samples)
        .map(|number| since.saturating_add(number.saturating_mul(gap)))
        .collect();
    let now = stage.protocol.now();
    let constants = stage.economy.constants();
    if check_samples(constants, &history, &Samples(blocks), statement, now)? {
        stage.buy_ether(life.owner, constants.user_stake())?;
        let claim = stage.protocol.submit_claim(life.owner, statement, true)?;
        stage.wait_out_the_window(claim)?;
    }
    Ok(())
}

/// Lets time pass; loans are paid out and pauses end on time.
fn wait(life: &Life, stage: &mut Stage, span: Seconds) -> Result<(), Refusal> {
    let then = stage
        .protocol
        .now()
        .checked_add(span)
        .ok_or(Refusal::Overflow)?;
    while stage.protocol.now() < then {
        let now = stage.protocol.now();
        let next = payouts(life, stage)
            .chain(stage.pause_ends())
            .filter(|time| *time > now)
            .fold(then, Seconds::min);
        stage.wait_until(next)?;
        tidy(life, stage)?;
    }
    Ok(())
}

/// Has every loan paid out that can be, and the protocol resumed when its time has come.
fn tidy(life: &Life, stage: &mut Stage) -> Result<(), Refusal> {
    let now = stage.protocol.now();
    for &loan in &life.away {
        if let LoanState::Pending { settles_at } = stage.protocol.loan(loan)?.state
            && settles_at <= now
        {
            stage.protocol.settle(loan)?;
        }
    }
    stage.end_pause_on_time()
}

fn payouts(life: &Life, stage: &Stage) -> impl Iterator<Item = Seconds> {
    life.away
        .iter()
        .filter_map(|&loan| match stage.protocol.loan(loan).ok()?.state {
            LoanState::Pending { settles_at } => Some(settles_at),
            _ => None,
        })
}

/// The slash sets out for every chain; whatever is paid out before it arrives is kept.
fn race(life: &Life, stage: &mut Stage) -> Result<(), Refusal> {
    stage.draw_message_delays();
    if let Some(home) = life.home {
        stage.protocol.walk_away(life.owner, home)?;
    }
    let last = payouts(life, stage).max();
    if let Some(last) = last {
        wait(life, stage, last.saturating_sub(stage.protocol.now()))?;
    }
    walk_away(life, stage)
}

fn walk_away(life: &Life, stage: &mut Stage) -> Result<(), Refusal> {
    for &loan in life.home.iter().chain(&life.away) {
        if stage.is_open(loan)? {
            stage.protocol.walk_away(life.owner, loan)?;
        }
    }
    // A default elsewhere costs the record only when word of it has reached home.
    while let Some(arrival) = stage.protocol.next_delivery() {
        stage.wait_until(arrival)?;
    }
    Ok(())
}
