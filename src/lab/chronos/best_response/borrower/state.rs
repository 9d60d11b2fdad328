//! What matters of a wallet's situation for what is to come, and what time does to it.

use assay_sim::chronos::strategist::borrower::{Record, Situation};

use super::{super::numbers::HOUR, super::numbers::Seconds, super::numbers::loans_in, World};

/// A situation without what can no longer matter, so that many situations are one state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct State {
    pub(super) record: Record,
    /// Whether there is a loan at home.
    pub(super) home: bool,
    /// Loans paid out on other chains.
    pub(super) paid: u32,
    /// Time until the others there are paid out, ascending.
    pub(super) pending: Vec<Seconds>,
    /// Time until the next chain can be borrowed on; zero where there is none.
    pub(super) cooldown: Seconds,
    pub(super) pause: Seconds,
    /// Time until the first loan is due.
    pub(super) due: Option<Seconds>,
    /// Loans in this clock hour, and the time left of it; both zero where no hour's loans can trip
    /// the breaker.
    pub(super) lent: u32,
    pub(super) hour_left: Seconds,
    /// Renters served by a contract; nothing where none comes.
    pub(super) renters: Option<u32>,
}

impl State {
    /// The state in which a life begins.
    pub(super) fn first(world: &World) -> Self {
        Self {
            record: Record::Holding(0),
            home: false,
            paid: 0,
            pending: Vec::new(),
            cooldown: 0,
            pause: 0,
            due: None,
            lent: 0,
            hour_left: HOUR,
            renters: world.kit.is_contract.then_some(0),
        }
        .without_the_irrelevant(world)
    }

    /// The state that a situation is.
    pub(super) fn of(seen: &Situation, world: &World) -> Self {
        Self {
            record: seen.record,
            home: seen.home,
            paid: seen.paid,
            pending: seen.pending.clone(),
            cooldown: seen.cooldown,
            pause: seen.pause,
            due: seen.due,
            lent: loans_in(seen.borrowed, world.loan_wad),
            hour_left: seen.hour_left,
            renters: seen.renters,
        }
        .without_the_irrelevant(world)
    }

    /// Loans on other chains, paid out or not.
    pub(super) fn away(&self) -> u32 {
        let pending = u32::try_from(self.pending.len()).unwrap_or(u32::MAX);
        self.paid.saturating_add(pending)
    }

    /// Loans paid out, at home and elsewhere.
    pub(super) fn open(&self) -> u32 {
        self.paid.saturating_add(u32::from(self.home))
    }

    pub(super) fn without_the_irrelevant(mut self, world: &World) -> Self {
        if self.record == Record::Slashed {
            (self.cooldown, self.pause, self.due) = (0, 0, None);
            (self.lent, self.hour_left, self.renters) = (0, 0, None);
        }
        if self.away() >= world.chains {
            self.cooldown = 0;
        }
        if !world.an_hour_can_trip() {
            (self.lent, self.hour_left) = (0, 0);
        }
        self
    }

    /// The same after so much time: loans are paid out, the record grows, a pause ends.
    pub(super) fn after(mut self, span: Seconds, world: &World) -> Self {
        if let Record::Proven(age) = self.record {
            self.record = Record::Proven(age.saturating_add(span).min(world.top_age));
        }
        self.cooldown = self.cooldown.saturating_sub(span);
        self.pause = self.pause.saturating_sub(span);
        self.due = self.due.map(|due| due.saturating_sub(span));
        let (out, pending): (Vec<_>, Vec<_>) =
            self.pending.into_iter().partition(|left| *left <= span);
        self.pending = pending.into_iter().map(|left| left - span).collect();
        for left in out {
            self.paid = self.paid.saturating_add(1);
            self.is_due_in(world.term.saturating_sub(span - left));
        }
        if self.hour_left > 0 {
            if span >= self.hour_left {
                self.lent = 0;
            }
            let passed = (HOUR - self.hour_left + span % HOUR) % HOUR;
            self.hour_left = HOUR - passed;
        }
        self.without_the_irrelevant(world)
    }

    pub(super) fn is_due_in(&mut self, span: Seconds) {
        self.due = Some(self.due.map_or(span, |due| due.min(span)));
    }

    /// Counts a loan in this hour, which trips the breaker when the hour has had its fill.
    pub(super) fn count_loan(&mut self, world: &World) {
        if !world.an_hour_can_trip() {
            return;
        }
        self.lent = self.lent.saturating_add(1);
        if self.lent > world.loans_an_hour {
            self.pause = world.pause_time;
        }
    }

    /// Time until something changes; nothing where all is quiet.
    pub(super) fn next_event(&self, world: &World) -> Option<Seconds> {
        let growth = match self.record {
            Record::Proven(age) => world.top_age.saturating_sub(age),
            _ => 0,
        };
        let hour = if self.lent > 0 { self.hour_left } else { 0 };
        let payout = self.pending.first().copied().unwrap_or(0);
        [growth, hour, payout, self.cooldown, self.pause]
            .into_iter()
            .filter(|span| *span > 0)
            .min()
    }
}
