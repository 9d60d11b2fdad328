//! The loans of a pool, and what becomes of them hour by hour.

use std::collections::VecDeque;

use super::{
    terms::{CLASSES, Class, Terms, YEAR_HOURS},
    till::{Debt, Till},
    year::CreditYear,
};

/// Hours from one vintage to the next.
const DAY: usize = 24;

/// All loans of a day: in each class alike in debt and collateral, so that one stands for all.
#[derive(Clone, Copy, Debug)]
struct Vintage {
    opened: usize,
    /// The market's price then.
    price: f64,
    loans: [Standing; CLASSES],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Standing {
    Sound,
    /// Beyond the threshold since that hour.
    Crossed(u32),
    Ended,
}

/// The loans of a pool by day and class.
///
/// A loan is beyond the threshold where its debt per dollar lent, times its LTV and the price it was
/// opened at, exceeds the threshold times the price now. So one number a class, the largest product
/// of debt and opening price, says whether any of its loans can be: `guards` holds bounds on it,
/// tight after each look at the loans, that leave room for a day's interest.
#[derive(Clone, Debug)]
pub(super) struct Book {
    till: Till,
    vintages: VecDeque<Vintage>,
    guards: [f64; CLASSES],
    /// Classes with loans that are beyond the threshold and wait for their delay.
    waiting: [bool; CLASSES],
    /// No loan is beyond the threshold at a price of at least this; infinite while any of them waits,
    /// which may recover at any price.
    trigger: f64,
    /// Interest of a dollar in an hour.
    hourly_rate: f64,
}

impl Book {
    /// A book without loans.
    pub(super) fn new(terms: &Terms) -> Self {
        Self {
            till: Till::new(terms),
            vintages: VecDeque::new(),
            guards: [0.0; CLASSES],
            waiting: [false; CLASSES],
            trigger: 0.0,
            hourly_rate: terms.borrow_rate / YEAR_HOURS as f64,
        }
    }

    /// Lends along hourly `prices` and sums up what happens from the hour `measured` on.
    pub(super) fn live(mut self, prices: &[f64], measured: usize) -> CreditYear {
        for (hour, &price) in prices.iter().enumerate() {
            if hour == measured {
                self.till.year = CreditYear {
                    opening_book: self.till.outstanding,
                    ..CreditYear::default()
                };
            }
            self.till.liquidity.recover();
            self.mature(hour, price);
            if price * self.till.liquidity.discount() < self.trigger {
                self.liquidate(hour, price);
            }
            if hour.is_multiple_of(DAY) {
                self.lend(hour, price);
            }
            self.till.year.average_book += self.till.outstanding;
        }
        let hours = prices.len().saturating_sub(measured).max(1) as f64;
        let mut year = self.till.year;
        year.interest = year.average_book * self.hourly_rate * (1.0 - self.till.terms.protocol_cut);
        year.average_book /= hours;
        year.closing_book = self.till.outstanding;
        year
    }

    /// A day's loans, as many as keep the book at its size where none ends early.
    fn lend(&mut self, hour: usize, price: f64) {
        let room = self.room_for_interest();
        let terms = &self.till.terms;
        let price = price * self.till.liquidity.discount();
        let newest = price * (1.0 + terms.indexer_fee) * room;
        let mut loans = [Standing::Ended; CLASSES];
        let mut paid_out = 0.0;
        for ((loan, class), guard) in loans.iter_mut().zip(&terms.classes).zip(&mut self.guards) {
            *guard *= room;
            if class.share > 0.0 {
                *loan = Standing::Sound;
                *guard = guard.max(newest);
                paid_out += principal(terms, class);
            }
        }
        self.vintages.push_back(Vintage {
            opened: hour,
            price,
            loans,
        });
        self.till.outstanding += paid_out;
        self.till.year.lent += paid_out;
        self.set_trigger();
    }

    /// Ends the loans that are due, the highest LTV first.
    fn mature(&mut self, hour: usize, price: f64) {
        let terms = self.till.terms;
        while let Some(vintage) = self
            .vintages
            .pop_front_if(|vintage| vintage.opened + terms.term <= hour)
        {
            for (class, standing) in terms.classes.iter().zip(vintage.loans).rev() {
                if standing != Standing::Ended {
                    let lent = principal(&terms, class);
                    let worth = lent / class.ltv * price / vintage.price;
                    let debt = Debt::of(&terms, lent, hour - vintage.opened);
                    self.till.mature(worth, &debt);
                }
            }
        }
    }

    /// Looks at the loans of every class that may be beyond the threshold, the highest LTV first and
    /// the oldest loans before the newer, and sells the collateral of those that have been for the
    /// delay. Each sale lowers the price that the next loan is looked at.
    fn liquidate(&mut self, hour: usize, price: f64) {
        let room = self.room_for_interest();
        let terms = self.till.terms;
        let delay = terms.liquidation_delay;
        let watches = self.guards.iter_mut().zip(&mut self.waiting);
        for (at, (class, (guard, waiting))) in terms.classes.iter().zip(watches).enumerate().rev() {
            let price_limit = price * terms.liquidation_ltv / class.ltv;
            let mut limit = price_limit * self.till.liquidity.discount();
            if *guard <= limit && !*waiting {
                continue;
            }
            *waiting = false;
            let mut largest = 0.0_f64;
            for vintage in &mut self.vintages {
                let Some(standing) = vintage.loans.get_mut(at) else {
                    break;
                };
                if *standing == Standing::Ended {
                    continue;
                }
                let age = hour - vintage.opened;
                let debt_share = 1.0 + terms.indexer_fee + self.hourly_rate * age as f64;
                let owed = vintage.price * debt_share;
                if owed <= limit {
                    *standing = Standing::Sound;
                    largest = largest.max(owed);
                    continue;
                }
                let since = match *standing {
                    Standing::Crossed(since) => since as usize,
                    _ => hour,
                };
                if hour - since < delay {
                    // A path is far shorter than 2^32 hours.
                    *standing = Standing::Crossed(since as u32);
                    *waiting = true;
                    largest = largest.max(owed);
                    continue;
                }
                *standing = Standing::Ended;
                let lent = principal(&terms, class);
                let worth = lent / class.ltv * price / vintage.price;
                self.till.liquidate(worth, &Debt::of(&terms, lent, age));
                limit = price_limit * self.till.liquidity.discount();
            }
            *guard = largest * room;
        }
        self.set_trigger();
    }

    /// The most that a debt grows by in a day, as a factor.
    fn room_for_interest(&self) -> f64 {
        1.0 + self.hourly_rate * DAY as f64
    }

    fn set_trigger(&mut self) {
        if self.waiting.contains(&true) {
            self.trigger = f64::INFINITY;
            return;
        }
        let terms = &self.till.terms;
        let of_class = |(guard, class): (&f64, &Class)| guard * class.ltv;
        let classes = self.guards.iter().zip(&terms.classes);
        self.trigger = classes.map(of_class).fold(0.0, f64::max) / terms.liquidation_ltv;
    }
}

/// What is lent to a class in a day.
fn principal(terms: &Terms, class: &Class) -> f64 {
    terms.book * class.share * DAY as f64 / terms.term as f64
}
