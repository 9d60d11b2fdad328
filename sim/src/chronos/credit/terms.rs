//! What a pool lends on, and the market its collateral is sold into.

use assay_scenarios::Scenario;

use crate::chronos::{
    amounts::{Amounts, EconomyError},
    protocol::{HOUR, YEAR},
};

/// Steps of the LTV schedule.
pub const CLASSES: usize = 5;

/// Borrowers of one step of the LTV schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Class {
    /// Loan over collateral when a loan is opened.
    pub ltv: f64,
    /// Share of the money lent that is lent to them; the shares sum to 1.
    pub share: f64,
}

/// What a pool lends on, and the market its collateral is sold into. Rates are per year of 365 days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Loans that would be open if none ended early, USD.
    pub book: f64,
    /// Borrowers by reputation age, the youngest first.
    pub classes: [Class; CLASSES],
    /// Simple interest on the principal, a year.
    pub borrow_rate: f64,
    /// Share of the interest that the protocol keeps.
    pub protocol_cut: f64,
    /// The indexers' fee on each loan, owed with it.
    pub indexer_fee: f64,
    /// Share of the deposits that is lent.
    pub utilisation: f64,
    /// Hours until a loan is due, at least 1.
    pub term: usize,
    /// Debt over collateral value above which a loan may be liquidated.
    pub liquidation_ltv: f64,
    /// Fee on what a liquidation pays, before the lenders.
    pub liquidation_fee: f64,
    /// Hours from crossing the threshold until the sale.
    pub liquidation_delay: usize,
    /// USD that can be sold at once for a fall of 1 %, above 0.
    pub liquidity_depth: f64,
    /// Hours in which half of such a fall is recovered.
    pub liquidity_half_life: f64,
}

impl Default for Terms {
    /// The paper's Balanced configuration with everybody at the youngest LTV, no threshold below
    /// water, and a market of $50M for 1 %.
    fn default() -> Self {
        let mut classes = [Class::default(); CLASSES];
        let [youngest, ..] = &mut classes;
        *youngest = Class {
            ltv: 0.5,
            share: 1.0,
        };
        Self {
            book: 150e6,
            classes,
            borrow_rate: 0.1,
            protocol_cut: 0.1,
            indexer_fee: 0.001,
            utilisation: 0.9,
            term: 4_380,
            liquidation_ltv: 1.0,
            liquidation_fee: 0.05,
            liquidation_delay: 1,
            liquidity_depth: 50e6,
            liquidity_half_life: 1.0,
        }
    }
}

impl Terms {
    /// The terms of `scenario`, its ages spread evenly from zero to `oldest_age`. Spans are rounded
    /// up to whole hours.
    ///
    /// Unlike the executable contract's constants they need not be whole basis points, so that a
    /// sweep may visit any of them.
    ///
    /// # Errors
    /// [`EconomyError`] for a parameter that is missing or too large.
    pub fn read(scenario: &Scenario) -> Result<Self, EconomyError> {
        let read = Amounts(scenario);
        let hours = |name| -> Result<usize, EconomyError> {
            let hours = read.seconds(name)?.div_ceil(HOUR);
            usize::try_from(hours).map_err(|_| EconomyError::OutOfRange {
                name: name.into(),
                value: hours.to_string(),
                unit: "hours",
            })
        };
        Ok(Self {
            book: read.float("users")? * read.float("average_loan")?,
            classes: classes(&read)?,
            borrow_rate: read.float("borrow_rate")?,
            protocol_cut: read.float("protocol_cut")?,
            indexer_fee: read.float("indexer_fee")?,
            utilisation: read.float("utilisation")?,
            term: hours("loan_term")?.max(1),
            liquidation_ltv: read.float("liquidation_ltv")?,
            liquidation_fee: read.float("liquidation_fee")?,
            liquidation_delay: hours("liquidation_delay")?,
            liquidity_depth: read.float("liquidity_depth")?,
            liquidity_half_life: read.seconds("liquidity_half_life")? as f64 / HOUR as f64,
        })
    }

    /// The same pool with everybody at the schedule's top LTV.
    #[must_use]
    pub fn at_the_top_alone(mut self) -> Self {
        let ltv = self.top_ltv();
        self.classes = [Class { ltv, share: 0.0 }; CLASSES];
        let [.., top] = &mut self.classes;
        top.share = 1.0;
        self
    }

    /// The same pool with no LTV above `top`.
    #[must_use]
    pub fn with_ltv_up_to(mut self, top: f64) -> Self {
        for class in &mut self.classes {
            class.ltv = class.ltv.min(top);
        }
        self
    }

    /// The LTV of the oldest reputations.
    #[must_use]
    pub fn top_ltv(&self) -> f64 {
        let [.., top] = self.classes;
        top.ltv
    }

    /// What the lenders earn a year on their deposits if every loan is repaid: interest on the part
    /// that is lent, less the protocol's cut.
    #[must_use]
    pub fn return_without_losses(&self) -> f64 {
        self.borrow_rate * (1.0 - self.protocol_cut) * self.utilisation
    }
}

/// The steps of the scenario's LTV schedule, the last from the age that earns the top LTV, as the contract has them.
fn classes(read: &Amounts<'_>) -> Result<[Class; CLASSES], EconomyError> {
    let top_age = read.seconds("top_age")? as f64;
    let oldest = read.seconds("oldest_age")? as f64;
    let mut steps = read
        .ltv_rows::<f64>()?
        .map(|(from, ltv)| (from.to_f64().value(), ltv));
    let [.., (last, _)] = &mut steps;
    *last = top_age;
    let mut ends = steps.map(|(from, _)| from);
    ends.rotate_left(1);
    let [.., open] = &mut ends;
    *open = f64::INFINITY;

    let mut classes = [Class::default(); CLASSES];
    for ((class, (from, ltv)), end) in classes.iter_mut().zip(steps).zip(ends) {
        let years = (oldest.min(end) - from).max(0.0);
        class.ltv = ltv;
        class.share = if oldest > 0.0 { years / oldest } else { 0.0 };
    }
    if oldest == 0.0 {
        let [youngest, ..] = &mut classes;
        youngest.share = 1.0;
    }
    Ok(classes)
}

/// Hours of a year, the year of every rate.
pub(super) const YEAR_HOURS: usize = (YEAR / HOUR) as usize;
