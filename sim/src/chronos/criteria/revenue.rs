//! What the protocol takes in.

use super::{MONTHS_PER_YEAR, Measured, Month, Wanted, Yardsticks, column, times};
use crate::statistics::{StatisticsError, Summary};

/// Standard normal quantile of 95 %, for the paper's 90 % range.
const Z90: f64 = 1.644_853_626_951_473;

pub(super) fn measure(
    months: &[Month],
    yardsticks: &Yardsticks,
) -> Vec<Result<Measured, StatisticsError>> {
    let with_fees = Summary::of(&column(months, Month::revenue));
    let without = Summary::of(&column(months, |month| month.treasury_income));
    vec![
        with_fees.map(|month| revenue(&month, yardsticks)),
        without.map(|month| treasury_income(&month, yardsticks)),
    ]
}

fn revenue(month: &Summary, yardsticks: &Yardsticks) -> Measured {
    Measured {
        printed: "1.69M (90%: 1.2M to 2.3M)",
        wanted: Some((Wanted::Equal, 1_690_000.0)),
        notes: vec![
            range(month, yardsticks),
            "The paper's $1.69M counts the indexers' fees as the protocol's revenue, on the TVL once a year; here on every loan.".into(),
            "The paper's 5% of what defaults presumes liquidated collateral, which loans on reputation do not have.".into(),
        ],
        ..figure(
            "chronos/monte-carlo/revenue",
            "Revenue of the whole protocol in a year, indexers' fees included",
            month,
            yardsticks,
        )
    }
}

fn treasury_income(month: &Summary, yardsticks: &Yardsticks) -> Measured {
    Measured {
        notes: vec![range(month, yardsticks)],
        ..figure(
            "chronos/monte-carlo/treasury-income",
            "Income of the treasury in a year: its cut of the interest and of liquidations",
            month,
            yardsticks,
        )
    }
}

fn figure(
    id: &'static str,
    statement: &'static str,
    month: &Summary,
    yardsticks: &Yardsticks,
) -> Measured {
    let per_year = yardsticks.indexers * MONTHS_PER_YEAR;
    Measured {
        id,
        statement,
        printed: "",
        source: "paper, Monte Carlo: Protocol Revenue (Base Case), Year 1",
        value: month.mean * per_year,
        unit: "USD/year",
        ci95: Some(times(month.ci95, per_year)),
        wanted: None,
        flips: Vec::new(),
        notes: Vec::new(),
    }
}

/// Where 90 % of the years lie, by the central limit: a year is the sum of many independent months
/// of a share.
fn range(month: &Summary, yardsticks: &Yardsticks) -> String {
    let summed = yardsticks.indexers * MONTHS_PER_YEAR;
    let spread = Z90 * month.sd * libm::sqrt(summed);
    format!(
        "90% of the years lie within ${:.3}M to ${:.3}M at a constant book of {:.0} shares; the paper's wider range comes from the ±20% by which it varies its inputs.",
        (month.mean * summed - spread) / 1e6,
        (month.mean * summed + spread) / 1e6,
        yardsticks.indexers,
    )
}
