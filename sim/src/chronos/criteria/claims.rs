//! What becomes of claims, true and false.

use super::{Measured, Month, Wanted, Yardsticks, percent, times};
use crate::statistics::{Interval, Ratio, StatisticsError};

const CHALLENGED: f64 = 0.01;
const SUCCEEDED: f64 = 0.99;
const MISTAKEN: f64 = 0.001;
/// "No successful exploits" is held to the confidence that the paper claims for itself, 95 %.
const EXPLOITED: f64 = 0.05;
/// Measured months in the first six.
const HALF_YEAR: f64 = super::MONTHS_PER_YEAR / 2.0;

pub(super) fn measure(
    months: &[Month],
    yardsticks: &Yardsticks,
) -> Vec<Result<Measured, StatisticsError>> {
    vec![
        challenge_rate(months, yardsticks),
        success_rate(months),
        false_positives(months),
        exploits(months, yardsticks),
    ]
}

fn challenge_rate(months: &[Month], yardsticks: &Yardsticks) -> Result<Measured, StatisticsError> {
    let Ratio { value, ci95 } = rate(months, |month| month.challenges, |month| month.claims)?;
    Ok(Measured {
        id: "chronos/criteria/challenge-rate",
        statement: "Challenge rate: claims challenged, of claims filed",
        printed: "<1%",
        source: "paper, Operational Metrics: challenge rate < 1%",
        value,
        unit: "fraction",
        ci95: Some(ci95),
        wanted: Some((Wanted::Below, CHALLENGED)),
        flips: vec![format!(
            "false_claim_share at about {}",
            percent(yardsticks.false_claim_share + (CHALLENGED - value) / yardsticks.detection_rate)
        )],
        notes: vec![
            "The rate is what the claimants make of it: the share of false claims, and the false positives on the others.".into(),
        ],
    })
}

fn success_rate(months: &[Month]) -> Result<Measured, StatisticsError> {
    let failed = |month: &Month| month.decided_true_claims - month.confirmed_true_claims;
    let Ratio { value, ci95 } = rate(months, failed, |month| month.decided_true_claims)?;
    Ok(Measured {
        id: "chronos/criteria/claim-success",
        statement: "Claim success rate: true claims confirmed, of true claims decided",
        printed: ">99%",
        source: "paper, Operational Metrics: claim success rate > 99%",
        value: 1.0 - value,
        unit: "fraction",
        ci95: Some(Interval {
            low: (1.0 - ci95.high).max(0.0),
            high: 1.0 - ci95.low,
        }),
        wanted: Some((Wanted::Above, SUCCEEDED)),
        flips: vec!["a resolution that errs: the executable protocol re-checks a challenged proof without error".into()],
        notes: vec![
            "A wrong challenge costs the indexer its stake and the claimant nothing. Of all claims, false ones included, the share that succeeds is that of the true ones.".into(),
        ],
    })
}

fn false_positives(months: &[Month]) -> Result<Measured, StatisticsError> {
    let challenged = |month: &Month| month.false_challenges;
    let Ratio { value, ci95 } = rate(months, challenged, |month| month.true_claims)?;
    Ok(Measured {
        id: "chronos/criteria/false-positive-rate",
        statement: "False positive rate: true claims challenged, of true claims filed",
        printed: "<0.1%",
        source: "paper, Operational Metrics: false positive rate < 0.1%",
        value,
        unit: "fraction",
        ci95: Some(ci95),
        wanted: Some((Wanted::Below, MISTAKEN)),
        flips: vec![format!("false_positive_rate at {}", percent(MISTAKEN))],
        notes: vec![
            "An input of the model, false_positive_rate, measured back. The paper's detection accuracy of 99.9% leaves exactly its limit, 0.1%, and it prints an accuracy of 99% elsewhere.".into(),
        ],
    })
}

fn exploits(months: &[Month], yardsticks: &Yardsticks) -> Result<Measured, StatisticsError> {
    let paid_out = |month: &Month| month.paid_out_false_claims;
    let counts: Vec<(u64, f64)> = months.iter().map(|month| (paid_out(month), 1.0)).collect();
    let Ratio { value, ci95 } = Ratio::of_counts(&counts)?;
    let exposure = yardsticks.indexers * HALF_YEAR;
    let (expected, ci95) = (value * exposure, times(ci95, exposure));
    // One or more of a Poisson number.
    let any = |expected: f64| -libm::expm1(-expected);
    let allowed = -libm::log1p(-EXPLOITED);
    let missed = 1.0 - yardsticks.detection_rate;
    let mut flips = Vec::new();
    if expected > 0.0 && missed > 0.0 {
        flips.push(format!(
            "detection_rate at about {:.4}%",
            (1.0 - missed * allowed / expected) * 100.0
        ));
    }
    Ok(Measured {
        id: "chronos/criteria/exploits",
        statement: "Probability that a false claim is paid out in the first six months",
        printed: "none",
        source: "paper, Economic Security: no successful exploits in first 6 months",
        value: any(expected),
        unit: "fraction",
        ci95: Some(Interval {
            low: any(ci95.low),
            high: any(ci95.high),
        }),
        wanted: Some((Wanted::Below, EXPLOITED)),
        flips,
        notes: vec![
            format!("{expected:.3} loans on false claims are expected to be paid out by the whole protocol in six months at a full book."),
            "No rate of detection below one gives none for certain; the threshold of 5% is the confidence level the paper claims for itself.".into(),
        ],
    })
}

fn rate(
    months: &[Month],
    events: impl Fn(&Month) -> u64,
    of: impl Fn(&Month) -> u64,
) -> Result<Ratio, StatisticsError> {
    let counts: Vec<(u64, f64)> = months
        .iter()
        .map(|month| (events(month), of(month) as f64))
        .collect();
    Ratio::of_counts(&counts)
}
