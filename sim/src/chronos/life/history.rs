//! The month as it goes by: what can be seen of a run at the end of each day.

use std::ops::ControlFlow;

use super::{Life, LifeError, MONTH_LENGTH, Run};
use crate::{
    chronos::{
        economy::price_usd,
        protocol::{DAY, HOME},
        stage::dollars,
    },
    engine::{Model, Streams},
};

/// The ordinary life, of which the days of the measured month are kept, and nothing else.
#[derive(Clone, Debug)]
pub struct Chronicle(Life);

/// A day of the measured month: where things stand at its end, and what was new in it. Amounts are one indexer's share of the
/// protocol, in USD.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Day {
    /// Price of ETH, USD.
    pub eth_price: f64,
    /// Principal lent and not paid back.
    pub outstanding: f64,
    /// Lent on this day.
    pub borrowed: f64,
    /// Principal defaulted on, this day.
    pub defaulted: f64,
    /// What the indexer took in on this day, challenges and fees.
    pub indexer_income: f64,
}

/// A run, and what was seen of it.
#[derive(Clone, Debug)]
pub struct Watched {
    run: Run,
    days: Vec<Day>,
    before: Sums,
}

/// What only grows, or is only summed, at one look.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    borrowed: f64,
    defaulted: f64,
    indexer_income: f64,
}

impl Chronicle {
    /// Days of the measured month.
    pub const DAYS: usize = (MONTH_LENGTH / DAY) as usize;

    /// The days of this life.
    #[must_use]
    pub const fn of(life: Life) -> Self {
        Self(life)
    }
}

impl Watched {
    fn sums(&self) -> Sums {
        let world = &self.run.world;
        let totals = world.protocol.totals();
        Sums {
            borrowed: dollars(totals.borrowed),
            defaulted: dollars(totals.defaulted),
            indexer_income: world.month.indexer_income(),
        }
    }

    fn look(&mut self) -> Result<(), LifeError> {
        let (before, sums) = (self.before, self.sums());
        let protocol = &self.run.world.protocol;
        self.days.push(Day {
            eth_price: price_usd(protocol.oracle_price()),
            outstanding: dollars(protocol.pool(HOME)?.lent),
            borrowed: sums.borrowed - before.borrowed,
            defaulted: sums.defaulted - before.defaulted,
            indexer_income: sums.indexer_income - before.indexer_income,
        });
        self.before = sums;
        Ok(())
    }
}

impl Model for Chronicle {
    type World = Watched;
    type Outcome = Vec<Day>;
    type Error = LifeError;

    fn world(&self) -> Watched {
        Watched {
            run: self.0.world(),
            days: Vec::with_capacity(Self::DAYS),
            before: Sums::default(),
        }
    }

    fn begin(&self, watched: &mut Watched, streams: &Streams) -> Result<(), LifeError> {
        watched.days.clear();
        watched.before = Sums::default();
        self.0.begin(&mut watched.run, streams)
    }

    fn step(&self, watched: &mut Watched) -> Result<ControlFlow<()>, LifeError> {
        let begins = watched.run.world.setting.month_begins;
        if watched.run.world.protocol.now() == begins {
            // The month's own books begin at zero with the step that follows.
            watched.before = Sums {
                indexer_income: 0.0,
                ..watched.sums()
            };
        }
        let flow = self.0.step(&mut watched.run)?;
        let now = watched.run.world.protocol.now();
        if now > begins && now.is_multiple_of(DAY) {
            watched.look()?;
        }
        Ok(flow)
    }

    fn outcome(&self, watched: &Watched) -> Vec<Day> {
        watched.days.clone()
    }
}
