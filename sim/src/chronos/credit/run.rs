//! Years of several pools under the same prices.

use std::ops::ControlFlow;

use assay_scenarios::Scenario;

use super::{
    book::Book,
    terms::{Terms, YEAR_HOURS},
    year::CreditYear,
};
use crate::{
    chronos::{
        amounts::{Amounts, EconomyError},
        economy::Volatility,
        protocol::HOUR,
    },
    engine::{Model, Streams},
    market::{HourlyReturns, MarketError, PriceModel},
};

/// Hours of consecutive history that are replayed at a time: a month, so that a crash and what
/// follows it stay together.
const HISTORY_BLOCK: u64 = 720;

/// Pools that lend under the same prices: a run is one year of each of them.
///
/// A run draws hourly prices for the longest term and a year. Each pool fills an empty book for a
/// term, loans that are liquidated meanwhile being gone, and is measured in the year after it.
/// Pools of one run see the same prices, so that differences between them lose their noise; so do
/// ensembles of the same seed and point.
#[derive(Clone, Debug)]
pub struct Credit {
    law: PriceModel,
    pools: Vec<Terms>,
}

/// A run of [`Credit`] under way.
#[derive(Clone, Debug)]
pub struct CreditRun {
    prices: Vec<f64>,
    years: Vec<CreditYear>,
}

impl Credit {
    /// `pools` under prices of `law`.
    #[must_use]
    pub fn new(law: PriceModel, pools: Vec<Terms>) -> Self {
        Self { law, pools }
    }

    /// The law of the ETH price in `scenario`: a martingale whose variance comes partly in jumps,
    /// or `history` in blocks of thirty days from random hours, with the drift and the volatility
    /// that it had.
    ///
    /// # Errors
    /// [`EconomyError`] for a parameter that is missing.
    pub fn law(
        scenario: &Scenario,
        history: Option<HourlyReturns>,
    ) -> Result<PriceModel, EconomyError> {
        Ok(match history {
            Some(returns) => PriceModel::Historical {
                returns,
                block_hours: HISTORY_BLOCK,
            },
            None => Volatility::read(&Amounts(scenario))?.law(),
        })
    }

    /// The years of every pool, in the order of the pools, on hourly `prices` of at least a term and
    /// a year: what a run makes of the prices it has drawn. Shorter ones are measured from their
    /// first hour on.
    #[must_use]
    pub fn on(prices: &[f64], pools: &[Terms]) -> Vec<CreditYear> {
        pools.iter().map(|terms| year(prices, terms)).collect()
    }
}

/// The last year of `prices`, and the term before it.
fn year(prices: &[f64], terms: &Terms) -> CreditYear {
    let hours = YEAR_HOURS.saturating_add(terms.term);
    let (_, seen) = prices.split_at(prices.len().saturating_sub(hours));
    Book::new(terms).live(seen, seen.len().saturating_sub(YEAR_HOURS))
}

impl Model for Credit {
    type World = CreditRun;
    type Outcome = Vec<CreditYear>;
    type Error = MarketError;

    fn world(&self) -> CreditRun {
        CreditRun {
            prices: Vec::new(),
            years: Vec::new(),
        }
    }

    fn begin(&self, run: &mut CreditRun, streams: &Streams) -> Result<(), MarketError> {
        let terms = self.pools.iter().map(|terms| terms.term);
        let hours = YEAR_HOURS.saturating_add(terms.max().unwrap_or(0));
        let mut path = self.law.path(1.0, HOUR, streams)?;
        run.years.clear();
        run.prices.clear();
        for _ in 0..hours {
            run.prices.push(path.step()?);
        }
        Ok(())
    }

    /// A step is a pool's year: pools do not touch each other.
    fn step(&self, run: &mut CreditRun) -> Result<ControlFlow<()>, MarketError> {
        match self.pools.get(run.years.len()) {
            Some(terms) => {
                run.years.push(year(&run.prices, terms));
                Ok(ControlFlow::Continue(()))
            }
            None => Ok(ControlFlow::Break(())),
        }
    }

    fn outcome(&self, run: &CreditRun) -> Vec<CreditYear> {
        run.years.clone()
    }
}
