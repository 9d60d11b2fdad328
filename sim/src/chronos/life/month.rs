//! What a measured month came to.

use super::{payoffs::Payoffs, world::World};
use crate::chronos::{
    protocol::{DAY, HOME, HOUR, PauseReason, Refusal, Totals},
    stage::dollars,
};

/// What thirty days of one indexer's share of the protocol came to. Amounts are in USD, each at the
/// prices of its moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Month {
    /// What the indexer won and lost by challenges, transactions paid.
    pub challenge_profit: f64,
    /// Origination fees paid out to the indexer.
    pub fee_income: f64,
    /// What the month was worth to each population.
    pub payoffs: Payoffs,
    /// Claims filed.
    pub claims: u64,
    /// Claims scanned by the indexer.
    pub scanned_claims: u64,
    /// True ones among them.
    pub true_claims: u64,
    /// Challenges raised.
    pub challenges: u64,
    /// Challenges of true claims.
    pub false_challenges: u64,
    /// True claims whose window closed and whose owner came for his loan.
    pub decided_true_claims: u64,
    /// Confirmed ones among them.
    pub confirmed_true_claims: u64,
    /// Loans paid out on false claims.
    pub paid_out_false_claims: u64,
    /// Loans repaid, liquidated whole or defaulted on.
    pub loans_ended: u64,
    /// Principal that was paid back, by whomever, or defaulted on.
    pub principal_ended: f64,
    /// Loans defaulted on.
    pub defaults: u64,
    /// Principal defaulted on.
    pub principal_defaulted: f64,
    /// Collateral seized for it.
    pub recovered: f64,
    /// Growth of the lenders' shares in value, without what they put in or took out.
    pub lenders_gain: f64,
    /// Value of the lenders' shares, averaged over the days.
    pub lenders_capital: f64,
    /// The treasury's cut of the interest and its share of the liquidation fees.
    pub treasury_income: f64,
    /// Origination fees that borrowers paid.
    pub indexer_fees: f64,
    /// Liquidations, partial ones included.
    pub liquidations: u64,
    /// Times the breaker paused the protocol.
    pub trips: Trips,
    /// Trips that met no attack: of the hourly limit in an hour, and of the default spike on a day,
    /// in which no false claimant was paid or defaulted; of the gas price all, as the market sets it
    /// and nobody here bids it up.
    pub false_trips: u64,
    /// Hours in which the protocol was paused.
    pub paused_hours: u64,
}

/// Trips of the breaker by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trips {
    /// More was borrowed in an hour than the limit.
    pub hourly_limit: u64,
    /// More loans defaulted in a day than the multiple of the average.
    pub default_spike: u64,
    /// Gas was above its limit.
    pub gas_price: u64,
}

impl Trips {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.hourly_limit + self.default_spike + self.gas_price
    }
}

impl Month {
    /// What the treasury and the indexers took in: the paper counts both as the protocol's revenue.
    #[must_use]
    pub fn revenue(&self) -> f64 {
        self.treasury_income + self.indexer_fees
    }

    /// What the indexer took in, challenges and fees.
    #[must_use]
    pub fn indexer_income(&self) -> f64 {
        self.challenge_profit + self.fee_income
    }
}

/// Where the month's differences start from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Opening {
    totals: Totals,
    loans_ended: u64,
    pool: f64,
}

/// What is summed over the month and shown only in the end.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::chronos) struct LenderBooks {
    pub(in crate::chronos) flows: f64,
    values: f64,
    looks: u32,
}

impl LenderBooks {
    /// Notes the value of the shares, once a day.
    pub(in crate::chronos) fn look(&mut self, value: f64) {
        self.values += value;
        self.looks += 1;
    }

    fn capital(&self) -> f64 {
        if self.looks == 0 {
            0.0
        } else {
            self.values / f64::from(self.looks)
        }
    }
}

impl World {
    /// Starts the month's books from what is.
    pub(super) fn open_books(&mut self) -> Result<(), Refusal> {
        self.month = Month::default();
        self.lender_books = LenderBooks::default();
        self.opening = Opening {
            totals: *self.protocol.totals(),
            loans_ended: self.loans_ended,
            pool: dollars(self.protocol.pool(HOME)?.value),
        };
        Ok(())
    }

    /// Completes the month's books with what the protocol and the pool say.
    pub(super) fn close_books(&mut self) -> Result<(), Refusal> {
        let (before, after) = (self.opening.totals, *self.protocol.totals());
        let since = |of: fn(&Totals) -> u128| dollars(of(&after).saturating_sub(of(&before)));
        let closing = dollars(self.protocol.pool(HOME)?.value);
        let month = &mut self.month;
        month.claims = after.claims - before.claims;
        month.challenges = after.challenges - before.challenges;
        month.loans_ended = self.loans_ended - self.opening.loans_ended;
        month.defaults = after.defaults - before.defaults;
        month.liquidations = after.liquidations - before.liquidations;
        month.principal_defaulted = since(|totals| totals.defaulted);
        month.principal_ended = since(|totals| totals.repaid) + month.principal_defaulted;
        month.recovered = since(|totals| totals.recovered);
        month.treasury_income =
            since(|totals| totals.protocol_cut) + since(|totals| totals.treasury_liquidation_fees);
        month.indexer_fees = since(|totals| totals.indexer_fees);
        month.lenders_gain = closing - self.opening.pool - self.lender_books.flows;
        month.lenders_capital = self.lender_books.capital();
        self.close_payoffs();
        self.count_trips();
        Ok(())
    }

    fn count_trips(&mut self) {
        let begins = self.setting.month_begins;
        // What happens at the stroke of its beginning is the warm-up's last step.
        for pause in self.protocol.pauses().iter().filter(|it| it.since > begins) {
            let month = &mut self.month;
            let attacked = match pause.reason {
                PauseReason::HourlyLimit => {
                    month.trips.hourly_limit += 1;
                    self.exploits
                        .iter()
                        .any(|at| at / HOUR == pause.since / HOUR)
                }
                PauseReason::DefaultSpike => {
                    month.trips.default_spike += 1;
                    let mut attacks = self.attackers_defaults.iter();
                    attacks.any(|at| at / DAY == pause.since / DAY)
                }
                PauseReason::GasPrice => {
                    month.trips.gas_price += 1;
                    false
                }
            };
            month.false_trips += u64::from(!attacked);
        }
    }
}
