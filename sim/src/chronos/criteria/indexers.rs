//! What it pays to be an indexer.

use super::estimates::{deviation_interval, quantile_with_interval};
use super::{MONTHS_PER_YEAR, Measured, Month, Wanted, Yardsticks, column, percent, times};
use crate::statistics::{Interval, StatisticsError, Summary};

const WANTED_RETURN: f64 = 0.5;
const FEES_PRINTED: f64 = 12_500.0;

pub(super) fn measure(
    months: &[Month],
    yardsticks: &Yardsticks,
) -> Vec<Result<Measured, StatisticsError>> {
    let profits = column(months, |month| month.challenge_profit);
    let summary = Summary::of(&profits);
    let of = |figure: fn(&[f64], &Summary) -> Result<Measured, StatisticsError>| {
        let summary = summary.as_ref().map_err(Clone::clone)?;
        figure(&profits, summary)
    };
    vec![
        of(mean),
        of(deviation),
        of(loss_probability),
        of(low_quantile),
        of(high_quantile),
        return_on_stake(months, yardsticks),
    ]
}

fn mean(_: &[f64], summary: &Summary) -> Result<Measured, StatisticsError> {
    Ok(Measured {
        notes: vec![
            "The paper counts the challenger's returned stake as revenue: 0.3 ETH for a challenge that wins 0.1 ETH. Its mean of $3,001 is 3.3 challenges at its $898.50.".into(),
            "The paper does not print how many claims it draws. Here every loan takes a claim, of which false_claim_share are false.".into(),
        ],
        ..figure(
            "chronos/monte-carlo/indexer-profit-mean",
            "An indexer's profit from challenges in a month: mean",
            ("3,001", 3_001.0),
            summary.mean,
            Some(summary.ci95),
        )
    })
}

fn deviation(profits: &[f64], summary: &Summary) -> Result<Measured, StatisticsError> {
    Ok(figure(
        "chronos/monte-carlo/indexer-profit-deviation",
        "An indexer's profit from challenges in a month: standard deviation",
        ("1,088", 1_088.0),
        summary.sd,
        deviation_interval(profits, summary),
    ))
}

fn loss_probability(_: &[f64], summary: &Summary) -> Result<Measured, StatisticsError> {
    Ok(Measured {
        unit: "fraction",
        notes: vec![
            "A normal law with the paper's mean and deviation loses 0.29% of the time, not 0.10%."
                .into(),
            "One challenge of a true claim costs the winnings of two false ones.".into(),
        ],
        ..figure(
            "chronos/monte-carlo/indexer-loss-probability",
            "Probability that an indexer loses by challenges in a month",
            ("0.10%", 0.001),
            summary.loss.share,
            Some(summary.loss.ci95),
        )
    })
}

fn low_quantile(profits: &[f64], _: &Summary) -> Result<Measured, StatisticsError> {
    let (value, interval) = quantile_with_interval(profits, 0.025)?;
    Ok(figure(
        "chronos/monte-carlo/indexer-profit-low",
        "An indexer's profit from challenges in a month: 2.5% quantile",
        ("1,200", 1_200.0),
        value,
        interval,
    ))
}

fn high_quantile(profits: &[f64], _: &Summary) -> Result<Measured, StatisticsError> {
    let (value, interval) = quantile_with_interval(profits, 0.975)?;
    Ok(figure(
        "chronos/monte-carlo/indexer-profit-high",
        "An indexer's profit from challenges in a month: 97.5% quantile",
        ("5,500", 5_500.0),
        value,
        interval,
    ))
}

fn figure(
    id: &'static str,
    statement: &'static str,
    (printed, claimed): (&'static str, f64),
    value: f64,
    ci95: Option<Interval>,
) -> Measured {
    Measured {
        id,
        statement,
        printed,
        source: "paper, Monte Carlo: Indexer Profitability",
        value,
        unit: "USD",
        ci95,
        wanted: Some((Wanted::Equal, claimed)),
        flips: Vec::new(),
        notes: Vec::new(),
    }
}

fn return_on_stake(months: &[Month], yardsticks: &Yardsticks) -> Result<Measured, StatisticsError> {
    let income = Summary::of(&column(months, Month::indexer_income))?;
    let challenges = Summary::of(&column(months, |month| month.challenge_profit))?;
    let stake = yardsticks.indexer_stake * yardsticks.eth_price;
    if stake <= 0.0 {
        return Err(StatisticsError::NoDenominator { sum: stake });
    }
    let per_year = MONTHS_PER_YEAR / stake;
    let carried = income.mean * MONTHS_PER_YEAR / WANTED_RETURN / yardsticks.eth_price;
    let with_printed_fees = (challenges.mean + FEES_PRINTED) * per_year;
    Ok(Measured {
        id: "chronos/criteria/indexer-return",
        statement: "An indexer's income from challenges and fees per year, of its stake",
        printed: ">50% APY; 62%",
        source: "paper, Per Indexer (Annual Profit); Economic Security: > 50% APY",
        value: income.mean * per_year,
        unit: "fraction/year",
        ci95: Some(times(income.ci95, per_year)),
        wanted: Some((Wanted::Above, WANTED_RETURN)),
        flips: vec![format!("indexer_stake at about {carried:.1} ETH")],
        notes: vec![
            "The paper's fee share of 0.1% × $150M / 10 indexers / 12 is $1,250 a month, not its $12.5K: by its own arithmetic $51K a year, 17% of the stake.".into(),
            format!(
                "With the paper's $12.5K of fees a month the return would be {}.",
                percent(with_printed_fees)
            ),
            "The fee is on the amount of each loan, so that a shorter loan_term turns the book over more often and pays more of it.".into(),
        ],
    })
}
