//! How many loans default, and what that leaves to the lenders.

use super::{MONTHS_PER_YEAR, Measured, Month, Wanted, Yardsticks, percent, times};
use crate::statistics::{Ratio, StatisticsError};

const LIMIT: f64 = 0.01;
const TARGET: f64 = 0.005;
const PREMIUM: f64 = 0.01;

pub(super) fn measure(
    months: &[Month],
    yardsticks: &Yardsticks,
) -> Vec<Result<Measured, StatisticsError>> {
    let limit = default_rate(months, yardsticks);
    let target = limit
        .clone()
        .map(|limit| against_the_target(limit, yardsticks));
    vec![limit, target, lenders_return(months, yardsticks)]
}

fn against_the_target(limit: Measured, yardsticks: &Yardsticks) -> Measured {
    Measured {
        id: "chronos/criteria/default-rate-target",
        statement: "Default rate, against the target",
        printed: "<0.5% (better than TrueFi's 0.2%)",
        source: "paper, Expected Default Rate; Default Rate Comparison",
        wanted: Some((Wanted::Below, TARGET)),
        flips: vec![flip(limit.value, TARGET, yardsticks)],
        notes: vec![
            "The paper's headline calls a rate below 0.5% better than TrueFi's 0.2%; only one below 0.2% would be.".into(),
            "The paper's 0.5% is an assumption of its lenders' table. Here it is hardship_rate, to which false claims and opportunists add.".into(),
        ],
        ..limit
    }
}

fn default_rate(months: &[Month], yardsticks: &Yardsticks) -> Result<Measured, StatisticsError> {
    let pairs: Vec<(f64, f64)> = months
        .iter()
        .map(|month| (month.principal_defaulted, month.principal_ended))
        .collect();
    let Ratio { value, ci95 } = Ratio::of(&pairs)?;
    Ok(Measured {
        id: "chronos/criteria/default-rate",
        statement: "Default rate: principal defaulted on, of principal that ended",
        printed: "<1%",
        source: "paper, Economic Security (must achieve): default rate < 1%",
        value,
        unit: "fraction",
        ci95: Some(ci95),
        wanted: Some((Wanted::Below, LIMIT)),
        flips: vec![flip(value, LIMIT, yardsticks)],
        notes: vec![
            "Borrowers who would repay are assumed to (opportunist_share). The paper's own 'rational economic actors' default wherever the debt is above the collateral and the record's worth.".into(),
        ],
    })
}

fn flip(value: f64, threshold: f64, yardsticks: &Yardsticks) -> String {
    let needed = yardsticks.hardship_rate + threshold - value;
    if needed >= 0.0 {
        format!("hardship_rate at about {}", percent(needed))
    } else {
        "no hardship_rate: without any hardship the defaults of others are too many".into()
    }
}

fn lenders_return(months: &[Month], yardsticks: &Yardsticks) -> Result<Measured, StatisticsError> {
    let pairs: Vec<(f64, f64)> = months
        .iter()
        .map(|month| (month.lenders_gain, month.lenders_capital))
        .collect();
    let Ratio { value, ci95 } = Ratio::of(&pairs)?;
    let value = value * MONTHS_PER_YEAR;
    let threshold = yardsticks.aave_return + PREMIUM;
    let per_rate = yardsticks.utilisation * (1.0 - yardsticks.protocol_cut);
    let needed = yardsticks.borrow_rate + (threshold - value) / per_rate;
    let full = yardsticks.borrow_rate * (1.0 - yardsticks.protocol_cut);
    Ok(Measured {
        id: "chronos/criteria/lenders-return",
        statement: "Lenders' return per year after defaults, simple, against Aave's and 1% more",
        printed: "9.97% a year, Aave 7.99%",
        source: "paper, LP Risk-Adjusted Returns; Economic Security: LP returns > Aave + 1%",
        value,
        unit: "fraction/year",
        ci95: Some(times(ci95, MONTHS_PER_YEAR)),
        wanted: Some((Wanted::Above, threshold)),
        flips: vec![format!("borrow_rate at about {}", percent(needed))],
        notes: vec![
            format!(
                "The paper's 9.97% leaves out its own {} cut of the interest: before any default lenders get {} at most, on what is lent.",
                percent(yardsticks.protocol_cut),
                percent(full)
            ),
            "The paper multiplies the interest by 1 - 0.5% × 0.6. A default loses principal: 0.5% × 0.6 is 0.3% of the capital for each loan, and here a loan ends as often as its term says.".into(),
            format!(
                "Deposits are lent out to {}; the rest earns nothing. Aave's {} is the paper's, net of a loss on the principal.",
                percent(yardsticks.utilisation),
                percent(yardsticks.aave_return)
            ),
            "The paper counts on a recovery of 40%. On reputation alone there is nothing to recover.".into(),
        ],
    })
}
