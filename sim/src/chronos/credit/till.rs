//! What a loan's collateral brings, and who gets it.

use super::{
    liquidity::Liquidity,
    terms::{Terms, YEAR_HOURS},
    year::CreditYear,
};

/// A loan's debt, USD.
#[derive(Clone, Copy, Debug)]
pub(super) struct Debt {
    pub(super) principal: f64,
    pub(super) interest: f64,
    pub(super) fee: f64,
}

impl Debt {
    /// What is owed on `principal` after `age` hours.
    pub(super) fn of(terms: &Terms, principal: f64, age: usize) -> Self {
        Self {
            principal,
            interest: principal * terms.borrow_rate * age as f64 / YEAR_HOURS as f64,
            fee: principal * terms.indexer_fee,
        }
    }

    pub(super) fn total(&self) -> f64 {
        self.principal + self.interest + self.fee
    }

    /// The lenders' part of it.
    fn claim(&self, terms: &Terms) -> f64 {
        self.principal + self.interest * (1.0 - terms.protocol_cut)
    }
}

/// Settles loans that end, and keeps the year's sums.
#[derive(Clone, Debug)]
pub(super) struct Till {
    pub(super) terms: Terms,
    pub(super) liquidity: Liquidity,
    /// Principal that is open.
    pub(super) outstanding: f64,
    pub(super) year: CreditYear,
}

impl Till {
    pub(super) fn new(terms: &Terms) -> Self {
        Self {
            terms: *terms,
            liquidity: Liquidity::new(terms),
            outstanding: 0.0,
            year: CreditYear::default(),
        }
    }

    /// Ends a loan that is due, whose collateral is `worth` that much undisturbed: it is repaid where
    /// the collateral is worth the debt on the market, and otherwise left to the pool, which sells
    /// it.
    pub(super) fn mature(&mut self, worth: f64, debt: &Debt) {
        self.outstanding -= debt.principal;
        if worth * self.liquidity.discount() >= debt.total() {
            self.year.repaid += debt.principal;
            return;
        }
        let proceeds = self.liquidity.sell(worth, f64::INFINITY).proceeds;
        let short = debt.claim(&self.terms) - proceeds;
        let year = &mut self.year;
        year.walked_away += debt.principal;
        year.defaulted += debt.principal;
        year.loss += short.max(0.0);
        year.surplus += (-short).max(0.0);
        self.share_out(proceeds, proceeds);
    }

    /// Ends a loan that is liquidated: sells as much of its collateral, `worth` that much
    /// undisturbed, as pays debt and liquidation fee. Interest is paid first, then the indexers'
    /// fee, then principal, as the contract does.
    pub(super) fn liquidate(&mut self, worth: f64, debt: &Debt) {
        let terms = &self.terms;
        let wanted = debt.total() * (1.0 + terms.liquidation_fee);
        let proceeds = self.liquidity.sell(worth, wanted).proceeds;
        let paid = proceeds / (1.0 + terms.liquidation_fee);
        let interest = paid.min(debt.interest);
        let fee = (paid - interest).min(debt.fee);
        let principal = (paid - interest - fee).min(debt.principal);
        let to_lenders = interest * (1.0 - terms.protocol_cut) + principal;
        let year = &mut self.year;
        year.liquidated += debt.principal;
        if proceeds < wanted {
            year.defaulted += debt.principal;
            year.loss += debt.claim(terms) - to_lenders;
        }
        self.outstanding -= debt.principal;
        self.share_out(proceeds, to_lenders);
    }

    fn share_out(&mut self, proceeds: f64, to_lenders: f64) {
        let year = &mut self.year;
        year.proceeds += proceeds;
        year.proceeds_to_lenders += to_lenders;
        year.proceeds_to_others += proceeds - to_lenders;
        year.deepest_pressure = year.deepest_pressure.max(self.liquidity.pressure());
    }
}
