//! The paper's success criteria, KPIs and Monte Carlo figures, measured on simulated months.

mod breaker;
mod claims;
mod estimates;
mod indexers;
mod loans;
mod revenue;

use assay_scenarios::Scenario;

use super::{
    Month,
    amounts::{Amounts, EconomyError},
    protocol::DAY,
};
use crate::statistics::{Interval, StatisticsError};

/// A figure of the paper beside what the months came to. Whether it holds is for the reader of the
/// interval to say: a threshold inside it is undecided.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Stable name, such as `chronos/criteria/default-rate`.
    pub id: &'static str,
    /// What was measured.
    pub statement: &'static str,
    /// What the paper prints for it; empty where it prints nothing.
    pub printed: &'static str,
    /// Where the paper says so.
    pub source: &'static str,
    /// The estimate.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// The estimate's 95 % interval.
    pub ci95: Option<Interval>,
    /// What the paper promises of the value; none where it promises nothing.
    pub wanted: Option<(Wanted, f64)>,
    /// What would put the value on the other side of the threshold.
    pub flips: Vec<String>,
    /// What a reader must know beside the number: contradictions, readings, limits.
    pub notes: Vec<String>,
}

/// How a value is wanted to stand to the paper's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Below it.
    Below,
    /// Above it.
    Above,
    /// The paper prints it as the value itself.
    Equal,
}

/// What the months are measured against, as a scenario sets it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yardsticks {
    /// Indexers; each month is one's share of the protocol.
    pub indexers: f64,
    /// An indexer's stake, ETH.
    pub indexer_stake: f64,
    /// USD per ETH when the month begins.
    pub eth_price: f64,
    /// Lenders' return on Aave per year, its loss taken off the principal.
    pub aave_return: f64,
    /// Interest per year that borrowers pay.
    pub borrow_rate: f64,
    /// Share of the interest that the protocol keeps.
    pub protocol_cut: f64,
    /// Share of the deposits that is lent.
    pub utilisation: f64,
    /// Probability that a borrower who would repay cannot, per loan.
    pub hardship_rate: f64,
    /// Probability that a false claim is found.
    pub detection_rate: f64,
    /// Share of the claims that are false.
    pub false_claim_share: f64,
}

impl Yardsticks {
    /// Reads the yardsticks of `scenario`.
    ///
    /// # Errors
    /// [`EconomyError::Lookup`] for a parameter that is missing.
    pub fn read(scenario: &Scenario) -> Result<Self, EconomyError> {
        let read = Amounts(scenario);
        let aave_loss = read.float("aave_default_rate")? * (1.0 - read.float("aave_recovery")?);
        Ok(Self {
            indexers: read.float("indexers")?,
            indexer_stake: read.float("indexer_stake")?,
            eth_price: read.float("eth_price")?,
            aave_return: read.float("aave_rate")? - aave_loss,
            borrow_rate: read.float("borrow_rate")?,
            protocol_cut: read.float("protocol_cut")?,
            utilisation: read.float("utilisation")?,
            hardship_rate: read.float("hardship_rate")?,
            detection_rate: read.float("detection_rate")?,
            false_claim_share: read.float("false_claim_share")?,
        })
    }
}

/// Measures everything of the paper that months of ordinary life can decide, in a fixed order.
///
/// A rate of which the months hold no case at all (of defaults, where no loan ended) is left out:
/// nothing is known of it.
///
/// # Errors
/// [`StatisticsError`] for fewer than two months, or amounts that cannot be summed.
pub fn criteria(
    months: &[Month],
    yardsticks: &Yardsticks,
) -> Result<Vec<Measured>, StatisticsError> {
    let results = loans::measure(months, yardsticks)
        .into_iter()
        .chain(indexers::measure(months, yardsticks))
        .chain(revenue::measure(months, yardsticks))
        .chain(breaker::measure(months, yardsticks))
        .chain(claims::measure(months, yardsticks));
    let without_a_case =
        |result: &Result<Measured, _>| matches!(result, Err(StatisticsError::NoDenominator { .. }));
    results.filter(|result| !without_a_case(result)).collect()
}

/// Criteria of the paper that no simulation can decide, and why.
pub const UNDECIDABLE: &[(&str, &str)] = &[
    (
        "Proof generation time: <30s",
        "a property of the prover's code and hardware, to be benchmarked",
    ),
    (
        "Indexer uptime: >99.9%",
        "a property of the operators; what absence costs is in chronos/false-claim/bribed-indexers",
    ),
    (
        "Growth: $5M TVL in month 3, $50M in 6, $250M in 12, $1B in year 2",
        "demand is an input of the model, not a result",
    ),
    (
        "Phases: 500, 10K and 100K users, 10+ chains, revenue of $50K, $2.75M and $11M",
        "adoption is an input of the model, not a result",
    ),
    (
        "LTV/CAC of 4.8",
        "the cost of acquiring a user is an assumption that nothing in the protocol answers to",
    ),
];

/// Days of a year in days of a measured month.
const MONTHS_PER_YEAR: f64 = 365.0 / (super::life::MONTH_LENGTH / DAY) as f64;

fn times(interval: Interval, factor: f64) -> Interval {
    Interval {
        low: interval.low * factor,
        high: interval.high * factor,
    }
}

fn column(months: &[Month], of: impl Fn(&Month) -> f64) -> Vec<f64> {
    months.iter().map(of).collect()
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Yardsticks = Yardsticks {
        indexers: 10.0,
        indexer_stake: 100.0,
        eth_price: 3_000.0,
        aave_return: 0.0799,
        borrow_rate: 0.1,
        protocol_cut: 0.1,
        utilisation: 0.9,
        hardship_rate: 0.005,
        detection_rate: 0.999,
        false_claim_share: 0.01,
    };

    fn month() -> Month {
        Month {
            challenge_profit: 600.0,
            fee_income: 2_400.0,
            claims: 400,
            true_claims: 300,
            challenges: 3,
            decided_true_claims: 300,
            confirmed_true_claims: 300,
            loans_ended: 300,
            principal_ended: 1_000_000.0,
            principal_defaulted: 4_000.0,
            lenders_gain: 60_000.0,
            lenders_capital: 10_000_000.0,
            treasury_income: 12_000.0,
            indexer_fees: 2_400.0,
            ..Month::default()
        }
    }

    fn measured(months: &[Month], id: &str) -> Measured {
        let all = criteria(months, &PAPER).unwrap();
        all.into_iter().find(|it| it.id == id).unwrap()
    }

    #[test]
    fn rates_are_of_sums_and_not_means_of_rates() {
        let small = Month {
            principal_ended: 1_000.0,
            principal_defaulted: 500.0,
            ..month()
        };
        let rate = measured(&[month(), small], "chronos/criteria/default-rate");
        assert!((rate.value - 4_500.0 / 1_001_000.0).abs() < 1e-12);
        assert!(rate.ci95.unwrap().contains(rate.value));
        assert_eq!(rate.wanted, Some((Wanted::Below, 0.01)));
    }

    #[test]
    fn months_are_read_as_years_of_365_days() {
        let months = [month(); 3];
        let year = 365.0 / 30.0;
        let lenders = measured(&months, "chronos/criteria/lenders-return");
        assert!((lenders.value - 0.006 * year).abs() < 1e-12);
        assert_eq!(lenders.wanted, Some((Wanted::Above, 0.0799 + 0.01)));
        let indexer = measured(&months, "chronos/criteria/indexer-return");
        assert!((indexer.value - 3_000.0 * year / 300_000.0).abs() < 1e-12);
        let revenue = measured(&months, "chronos/monte-carlo/revenue");
        assert!((revenue.value - 14_400.0 * 10.0 * year).abs() < 1e-6);
    }

    #[test]
    fn the_borrow_rate_that_flips_the_lenders_return_does() {
        let flip = measured(&[month(); 2], "chronos/criteria/lenders-return").flips;
        // 8.99% wanted, 7.3% earned, at 0.9 × 0.9 of each point of interest: 2.086 points more.
        assert_eq!(flip, ["borrow_rate at about 12.09%"]);
    }

    #[test]
    fn one_exploit_in_a_hundred_months_of_a_share_is_nearly_one_in_half_a_year_of_all() {
        let mut months = [month(); 100];
        months[7].paid_out_false_claims = 1;
        let exploits = measured(&months, "chronos/criteria/exploits");
        let expected = 0.01 * 10.0 * 182.5 / 30.0;
        assert!((exploits.value - (1.0 - libm::exp(-expected))).abs() < 1e-12);
        assert!(
            exploits.ci95.unwrap().contains(exploits.value) && exploits.ci95.unwrap().high < 0.98
        );
    }

    #[test]
    fn nothing_seen_leaves_room_for_what_was_not() {
        let exploits = measured(&[month(); 10], "chronos/criteria/exploits");
        assert_eq!(exploits.value, 0.0);
        assert!(exploits.ci95.unwrap().high > 0.9);
        let success = measured(&[month(); 10], "chronos/criteria/claim-success");
        assert!(success.value == 1.0 && success.ci95.unwrap().low < 1.0);
    }

    #[test]
    fn a_loss_is_a_month_below_zero() {
        let lost = Month {
            challenge_profit: -600.0,
            ..month()
        };
        let risk = measured(
            &[month(), month(), month(), lost],
            "chronos/monte-carlo/indexer-loss-probability",
        );
        assert_eq!(risk.value, 0.25);
    }

    #[test]
    fn a_rate_without_a_case_is_left_out_and_the_others_stay() {
        let idle = Month {
            principal_ended: 0.0,
            principal_defaulted: 0.0,
            ..month()
        };
        let ids = |month| -> Vec<&str> {
            let all = criteria(&[month; 2], &PAPER).unwrap();
            all.iter().map(|it| it.id).collect()
        };
        let (all, left) = (ids(month()), ids(idle));
        assert_eq!(all.len(), left.len() + 2);
        assert!(!left.contains(&"chronos/criteria/default-rate"));
        let mut unique = all.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), all.len());
        assert!(criteria(&[month()], &PAPER).is_err());
    }
}
