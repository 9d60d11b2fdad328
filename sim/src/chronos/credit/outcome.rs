//! What an ensemble of years says.

use assay_scenarios::Scenario;

use super::{run::Credit, terms::Terms, year::CreditYear};
use crate::{
    chronos::{SimulationError, Yardsticks},
    engine::{Ensemble, Silent},
    market::HourlyReturns,
    statistics::{Interval, Proportion, StatisticsError, Summary, Tail, mean_interval_with_bounds},
};

/// A mean over years, with its 95 % interval.
///
/// The interval makes room for a year worse than any of the sample
/// ([`mean_interval_with_bounds`]): one in which everything is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub value: f64,
    /// Its 95 % interval.
    pub ci95: Interval,
}

/// What an ensemble of years says of one pool. Losses are shares of a year's average book.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CreditOutcome {
    /// The number of years.
    pub years: usize,
    /// What lenders lose a year.
    pub loss: Estimate,
    /// The worst year in twenty.
    pub tail95: Tail,
    /// The worst year in a hundred.
    pub tail99: Tail,
    /// Principal defaulted on, of principal that ended.
    pub default_rate: Estimate,
    /// What the lenders' deposits earn a year.
    pub lenders_return: Estimate,
    /// How often a year earns the lenders less than Aave pays.
    pub below_aave: Proportion,
    /// Principal liquidated a year, as a share of the average book.
    pub liquidated: f64,
    /// The deepest fall of the price, of all years, that sales caused: a share of the price.
    pub deepest_impact: f64,
}

/// One number of an outcome, under the name it is asked for by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CreditNumber {
    /// Its name, after `chronos/systemic/`.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The number.
    pub value: f64,
    /// Its 95 % interval, where there are enough years for one.
    pub ci95: Option<Interval>,
}

/// Years of the pool of `scenario`, with its prices or those of `history`.
///
/// # Errors
/// [`SimulationError`] for parameters that are missing or out of range, prices that leave the range
/// of numbers, and fewer than two runs.
pub fn measure(
    scenario: &Scenario,
    ensemble: Ensemble,
    history: Option<HourlyReturns>,
) -> Result<CreditOutcome, SimulationError> {
    let terms = Terms::read(scenario)?;
    let model = Credit::new(Credit::law(scenario, history)?, vec![terms]);
    let years: Vec<CreditYear> = ensemble
        .run(&model, &Silent)?
        .into_iter()
        .flatten()
        .collect();
    let aave = Yardsticks::read(scenario)?.aave_return;
    Ok(CreditOutcome::of(&terms, aave, &years)?)
}

impl CreditOutcome {
    /// Sums up the `years` of a pool on `terms`, beside an `aave` that pays its lenders that return.
    ///
    /// # Errors
    /// [`StatisticsError`] for fewer than two years, or amounts that cannot be summed.
    pub fn of(terms: &Terms, aave: f64, years: &[CreditYear]) -> Result<Self, StatisticsError> {
        let column =
            |of: &dyn Fn(&CreditYear) -> f64| -> Vec<f64> { years.iter().map(of).collect() };
        let losses = column(&CreditYear::loss_share);
        let defaults = column(&|year| {
            let ended = year.ended();
            if ended > 0.0 {
                year.defaulted / ended
            } else {
                0.0
            }
        });
        let returns = column(&|year| year.lenders_return(terms));
        let liquidated = column(&|year| year.liquidated / year.average_book.max(f64::MIN_POSITIVE));
        let below = returns.iter().filter(|earned| **earned < aave).count();
        let pressure = years.iter().map(|year| year.deepest_pressure);
        Ok(Self {
            years: years.len(),
            loss: estimate(&losses, 0.0, 1.0)?,
            tail95: Tail::of(&losses, 0.95)?,
            tail99: Tail::of(&losses, 0.99)?,
            default_rate: estimate(&defaults, 0.0, 1.0)?,
            lenders_return: estimate(&returns, -terms.utilisation, terms.return_without_losses())?,
            below_aave: Proportion::of(below as u64, years.len() as u64)?,
            liquidated: Summary::of(&liquidated)?.mean,
            deepest_impact: -libm::expm1(-pressure.fold(0.0, f64::max)),
        })
    }

    /// The names of [`numbers`](Self::numbers) and their units, in their order.
    pub const NAMES: [(&'static str, &'static str); 10] = [
        ("loss-mean", "fraction"),
        ("loss-var95", "fraction"),
        ("loss-es95", "fraction"),
        ("loss-var99", "fraction"),
        ("loss-es99", "fraction"),
        ("default-rate", "fraction"),
        ("lenders-return", "fraction/year"),
        ("below-aave", "fraction"),
        ("liquidated", "fraction"),
        ("deepest-impact", "fraction"),
    ];

    /// Every number by its name, in a fixed order.
    #[must_use]
    pub fn numbers(&self) -> [CreditNumber; 10] {
        let number = |name, value, ci95| CreditNumber {
            name,
            unit: "fraction",
            value,
            ci95,
        };
        let tail = |tail: &Tail, var, es| {
            [
                number(var, tail.value_at_risk, tail.value_at_risk_ci95),
                number(es, tail.expected_shortfall, tail.expected_shortfall_ci95),
            ]
        };
        let [var95, es95] = tail(&self.tail95, "loss-var95", "loss-es95");
        let [var99, es99] = tail(&self.tail99, "loss-var99", "loss-es99");
        let earned = self.lenders_return;
        let below = self.below_aave;
        [
            number("loss-mean", self.loss.value, Some(self.loss.ci95)),
            var95,
            es95,
            var99,
            es99,
            number(
                "default-rate",
                self.default_rate.value,
                Some(self.default_rate.ci95),
            ),
            CreditNumber {
                unit: "fraction/year",
                ..number("lenders-return", earned.value, Some(earned.ci95))
            },
            number("below-aave", below.share, Some(below.ci95)),
            number("liquidated", self.liquidated, None),
            number("deepest-impact", self.deepest_impact, None),
        ]
    }
}

/// The mean of `values`, which lie between `worst` and `best` or at least reach no further than the
/// sample shows.
fn estimate(values: &[f64], worst: f64, best: f64) -> Result<Estimate, StatisticsError> {
    let summary = Summary::of(values)?;
    let (worst, best) = (worst.min(summary.min), best.max(summary.max));
    Ok(Estimate {
        value: summary.mean,
        ci95: mean_interval_with_bounds(values, worst, best)?,
    })
}
