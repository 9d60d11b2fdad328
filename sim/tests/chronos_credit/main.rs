//! Years of credit: against loans followed one by one, against known answers, and on real prices.

mod jump_hour;
mod known_answers;
mod loan_by_loan;
mod market;

use assay_sim::{
    chronos::credit::{CLASSES, Class, Credit, CreditYear, Terms},
    engine::{RunKey, Streams},
    market::{JumpDiffusion, PriceModel},
};

/// The paper's schedule, a fourth of the borrowers in each of the upper classes.
fn paper() -> Terms {
    let steps = [
        (0.5, 0.125),
        (0.65, 0.125),
        (0.75, 0.25),
        (0.85, 0.25),
        (0.9, 0.25),
    ];
    Terms {
        classes: steps.map(|(ltv, share)| Class { ltv, share }),
        ..Terms::default()
    }
}

/// Everybody at one LTV.
fn all_at(ltv: f64) -> Terms {
    let mut terms = paper();
    terms.classes = [Class {
        ltv,
        share: 1.0 / CLASSES as f64,
    }; CLASSES];
    terms
}

fn law(volatility: f64) -> PriceModel {
    PriceModel::Jump(JumpDiffusion {
        drift: 0.0,
        volatility,
        jumps_per_year: if volatility > 0.0 { 39.0 } else { 0.0 },
        jump_mean: 0.0,
        jump_sd: 0.07 * volatility,
    })
}

fn prices(law: &PriceModel, hours: usize, replicate: u64) -> Vec<f64> {
    let streams = Streams::new(RunKey {
        seed: 3,
        point: 0,
        replicate,
    });
    let mut path = law.path(1.0, 3_600, &streams).expect("a law in range");
    (0..hours)
        .map(|_| path.step().expect("a price in range"))
        .collect()
}

/// One pool's year.
fn only(prices: &[f64], terms: Terms) -> CreditYear {
    *Credit::on(prices, &[terms]).first().expect("a year a pool")
}

/// The mean loss of some years, as a share of the book.
fn mean_loss(years: &[CreditYear]) -> f64 {
    years.iter().map(CreditYear::loss_share).sum::<f64>() / years.len() as f64
}
