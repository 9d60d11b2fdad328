//! The pool, its prices, and what it is measured against.

use assay_scenarios::Scenario;
use assay_sim::{
    chronos::{
        SimulationError, Yardsticks,
        credit::{Credit, CreditOutcome, CreditYear, Terms},
    },
    engine::Ensemble,
    market::{HourlyReturns, PriceModel},
};

use super::{STAGE, schedule::Schedule};
use crate::{
    error::CommandError,
    lab::{Asking, Tell},
};

/// Default rate that the paper promises to stay below.
pub(super) const DEFAULT_RATE: f64 = 0.01;
/// What the paper promises lenders above Aave, a year.
const PREMIUM: f64 = 0.01;

/// Years behind a verdict, of the runs that were asked for: at the default enough to give the worst
/// year in a hundred an interval.
pub(super) fn judged(runs: u64) -> u64 {
    (runs / 16).max(2)
}

/// What is asked, and with what means.
pub(super) struct Question {
    pub(super) terms: Terms,
    pub(super) law: PriceModel,
    /// Lenders' return on Aave a year.
    pub(super) aave: f64,
    /// USD, of one hour.
    pub(super) cap: f64,
    /// What a year loses on reputation alone, where no price matters, as a share of the book.
    pub(super) loss_on_reputation: f64,
    pub(super) hardship_rate: f64,
    /// What the paper's own lenders' table takes off for defaults, as a share of what is lent.
    pub(super) loss_allowed: f64,
    pub(super) asking: Asking,
}

/// The judged years of the scenario's pool and of those beside it, under the same prices.
pub(super) struct Judged {
    pub(super) pool: CreditOutcome,
    /// Everybody at the top LTV.
    pub(super) top: CreditOutcome,
    /// The pool on the schedule that was searched for, if one was found.
    pub(super) chosen: Option<(Schedule, CreditOutcome)>,
}

impl Question {
    pub(super) fn read(
        scenario: &Scenario,
        history: Option<HourlyReturns>,
        asking: &Asking,
    ) -> Result<Self, CommandError> {
        let hardship_rate = scenario.number("hardship_rate")?;
        let lost = 1.0 - scenario.number("default_recovery")?;
        let terms = Terms::read(scenario).map_err(SimulationError::from)?;
        let yardsticks = Yardsticks::read(scenario).map_err(SimulationError::from)?;
        Ok(Self {
            law: Credit::law(scenario, history).map_err(SimulationError::from)?,
            aave: yardsticks.aave_return,
            cap: scenario.number("max_hourly_borrows")?,
            loss_on_reputation: hardship_rate * lost * 8_760.0 / terms.term as f64,
            loss_allowed: hardship_rate * lost,
            hardship_rate,
            terms,
            asking: asking.clone(),
        })
    }

    /// What the paper promises lenders.
    pub(super) fn promised_return(&self) -> f64 {
        self.aave + PREMIUM
    }

    /// Whether the price replays a history, whose volatility is its own.
    pub(super) fn replays(&self) -> bool {
        matches!(self.law, PriceModel::Historical { .. })
    }

    /// Years that nothing was searched on: the same prices for all pools.
    pub(super) fn judge(
        &self,
        chosen: Option<Schedule>,
        tell: Tell<'_>,
    ) -> Result<Judged, CommandError> {
        let mut pools = vec![self.terms, self.terms.at_the_top_alone()];
        pools.extend(chosen.map(|schedule| schedule.of(&self.terms)));
        let years = judged(self.asking.runs);
        let lived = self.live(&self.law, &pools, years, 0, tell)?;
        Ok(Judged {
            pool: lived.outcome(0)?,
            top: lived.outcome(1)?,
            chosen: match chosen {
                Some(schedule) => Some((schedule, lived.outcome(2)?)),
                None => None,
            },
        })
    }

    /// `years` years of each of `pools` under `law`.
    pub(super) fn live(
        &self,
        law: &PriceModel,
        pools: &[Terms],
        years: u64,
        point: u64,
        tell: Tell<'_>,
    ) -> Result<Lived, CommandError> {
        let ensemble = Ensemble {
            seed: self.asking.seed,
            point,
            runs: years,
        };
        let model = Credit::new(law.clone(), pools.to_vec());
        let runs = ensemble
            .run(&model, &|runs| tell(STAGE, runs))
            .map_err(SimulationError::from)?;
        Ok(Lived {
            pools: pools.to_vec(),
            aave: self.aave,
            runs,
        })
    }
}

/// Years of some pools under the same prices.
pub(super) struct Lived {
    pools: Vec<Terms>,
    aave: f64,
    runs: Vec<Vec<CreditYear>>,
}

impl Lived {
    /// What the years of the pool at that place come to; too few for anything where there is none.
    pub(super) fn outcome(&self, at: usize) -> Result<CreditOutcome, CommandError> {
        let years: Vec<CreditYear> = self
            .runs
            .iter()
            .filter_map(|run| run.get(at).copied())
            .collect();
        let terms = self.pools.get(at).copied().unwrap_or_default();
        CreditOutcome::of(&terms, self.aave, &years)
            .map_err(|error| SimulationError::from(error).into())
    }
}
