//! How often the breaker pauses the protocol, and for nothing.

use super::{Measured, Month, Yardsticks, column};
use crate::statistics::{Ratio, StatisticsError, Summary};

pub(super) fn measure(
    months: &[Month],
    yardsticks: &Yardsticks,
) -> Vec<Result<Measured, StatisticsError>> {
    vec![trips(months, yardsticks), false_trips(months, yardsticks)]
}

fn trips(months: &[Month], yardsticks: &Yardsticks) -> Result<Measured, StatisticsError> {
    let by = |of: fn(&Month) -> u64| per_month(months, of).map(|rate| rate.value);
    let paused = Summary::of(&column(months, |month| month.paused_hours as f64))?;
    let reasons = format!(
        "By reason: hourly limit {:.4}, default spike {:.4}, gas price {:.4} a month. Paused for {:.1} hours of the month's 720.",
        by(|month| month.trips.hourly_limit)?,
        by(|month| month.trips.default_spike)?,
        by(|month| month.trips.gas_price)?,
        paused.mean,
    );
    Ok(figure(
        "chronos/criteria/breaker-trips",
        "Breaker trips in a month of ordinary life",
        per_month(months, |month| month.trips.all())?,
        vec![
            reasons,
            of_a_share(yardsticks),
            "The paper pauses when a day's defaults exceed twice the average day's. Where less than half a default a day is usual, every single default does.".into(),
        ],
    ))
}

fn false_trips(months: &[Month], yardsticks: &Yardsticks) -> Result<Measured, StatisticsError> {
    Ok(figure(
        "chronos/criteria/false-trips",
        "False trips: breaker trips in a month though nobody attacks",
        per_month(months, |month| month.false_trips)?,
        vec![
            "False is a trip of the hourly limit in an hour, and of the default spike on a day, in which no false claimant was paid out or defaulted; and every trip of the gas price, which nobody here bids up.".into(),
            of_a_share(yardsticks),
        ],
    ))
}

fn of_a_share(yardsticks: &Yardsticks) -> String {
    format!(
        "Counted on one of {:.0} shares of the protocol. The spike compares a day's defaults with the average day's, and a share sees fewer of both: with indexers = 1 the whole book is simulated.",
        yardsticks.indexers
    )
}

fn per_month(months: &[Month], of: impl Fn(&Month) -> u64) -> Result<Ratio, StatisticsError> {
    let counts: Vec<(u64, f64)> = months.iter().map(|month| (of(month), 1.0)).collect();
    Ratio::of_counts(&counts)
}

fn figure(id: &'static str, statement: &'static str, rate: Ratio, notes: Vec<String>) -> Measured {
    let Ratio { value, ci95 } = rate;
    Measured {
        id,
        statement,
        printed: "",
        source: "paper, Monitoring & Circuit Breakers",
        value,
        unit: "count/month",
        ci95: Some(ci95),
        wanted: None,
        flips: Vec::new(),
        notes,
    }
}
