//! The LTV schedules under which the default rate is kept.

use assay_sim::{
    chronos::credit::Terms,
    market::{JumpDiffusion, PriceModel},
};

use super::question::{DEFAULT_RATE, Question};
use crate::{error::CommandError, lab::Tell};

/// Thresholds that are tried beside the scenario's own.
const THRESHOLDS: [f64; 3] = [0.9, 0.85, 0.8];
/// Caps of the schedule that are tried below the scenario's own: these many tenths.
const TENTHS: [u32; 9] = [9, 8, 7, 6, 5, 4, 3, 2, 1];
/// Rounds that find one of ten caps, or that there is none.
const ROUNDS: usize = 4;
/// Factors of the volatility that are tried beside the scenario's own.
const FACTORS: [f64; 3] = [1.0, 0.5, 2.0];
/// Prices that no verdict is given on.
const POINT: u64 = 1;

/// Years of each round, of the runs that were asked for.
fn years(runs: u64) -> u64 {
    (runs / 250).max(2)
}

/// Years of the whole search, where the price replays no history.
pub(super) fn runs(runs: u64) -> u64 {
    years(runs) * (ROUNDS * FACTORS.len()) as u64
}

/// A threshold, and the most that any reputation may borrow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Schedule {
    pub(super) threshold: f64,
    pub(super) cap: f64,
}

impl Schedule {
    pub(super) fn of(self, terms: &Terms) -> Terms {
        Terms {
            liquidation_ltv: self.threshold,
            ..terms.with_ltv_up_to(self.cap)
        }
    }
}

/// The largest caps under one volatility.
pub(super) struct Searched {
    /// Factor of the scenario's volatility.
    pub(super) factor: f64,
    /// By threshold: the largest cap that keeps the default rate, if one does.
    pub(super) largest: Vec<(f64, Option<f64>)>,
}

/// For each volatility and threshold, the largest cap that keeps the default rate below the promise
/// on few years: where to look, not what is found.
///
/// A lower cap is taken to default less, so that the caps are bisected, all thresholds at a time.
pub(super) fn search(question: &Question, tell: Tell<'_>) -> Result<Vec<Searched>, CommandError> {
    let laws: Vec<(f64, PriceModel)> = match &question.law {
        PriceModel::Jump(law) => FACTORS
            .iter()
            .map(|&factor| (factor, PriceModel::Jump(scaled(law, factor))))
            .collect(),
        history @ PriceModel::Historical { .. } => vec![(1.0, history.clone())],
    };
    laws.iter()
        .map(|(factor, law)| {
            Ok(Searched {
                factor: *factor,
                largest: largest_caps(question, law, tell)?,
            })
        })
        .collect()
}

/// The largest cap of all thresholds at the scenario's volatility, at the highest threshold that
/// allows it: the more room a threshold leaves, the oftener loans are liquidated.
pub(super) fn largest(searched: &[Searched]) -> Option<Schedule> {
    let own = searched.iter().find(|searched| searched.factor == 1.0)?;
    let mut best: Option<Schedule> = None;
    for &(threshold, cap) in &own.largest {
        if let Some(cap) = cap
            && best.is_none_or(|best| cap > best.cap)
        {
            best = Some(Schedule { threshold, cap });
        }
    }
    best
}

/// The same law at `factor` times its volatility, jumps included.
pub(super) fn scaled(law: &JumpDiffusion, factor: f64) -> JumpDiffusion {
    JumpDiffusion {
        volatility: law.volatility * factor,
        jump_mean: law.jump_mean * factor,
        jump_sd: law.jump_sd * factor,
        ..*law
    }
}

/// One threshold's caps, the highest first, and what is known of them: those before `fails` fail,
/// the one at `keeps` does not.
struct Ladder {
    threshold: f64,
    caps: Vec<f64>,
    fails: usize,
    keeps: usize,
}

impl Ladder {
    fn new(terms: &Terms, threshold: f64) -> Self {
        let top = terms.top_ltv();
        let tenths = TENTHS.map(|tenths| f64::from(tenths) / 10.0);
        let below = tenths.into_iter().filter(|cap| *cap < top);
        // A cap at the threshold would be liquidated as soon as it has borrowed.
        let caps: Vec<f64> = std::iter::once(top)
            .chain(below)
            .filter(|cap| *cap < threshold)
            .collect();
        Self {
            threshold,
            keeps: caps.len(),
            caps,
            fails: 0,
        }
    }

    /// The next cap to try, none when its place is known.
    fn middle(&self) -> Option<(usize, Schedule)> {
        let at = (self.fails + self.keeps) / 2;
        let cap = self.caps.get(at).filter(|_| self.fails < self.keeps)?;
        let threshold = self.threshold;
        Some((
            at,
            Schedule {
                threshold,
                cap: *cap,
            },
        ))
    }

    fn learn(&mut self, at: usize, kept: bool) {
        if kept {
            self.keeps = at;
        } else {
            self.fails = at + 1;
        }
    }
}

fn largest_caps(
    question: &Question,
    law: &PriceModel,
    tell: Tell<'_>,
) -> Result<Vec<(f64, Option<f64>)>, CommandError> {
    let terms = &question.terms;
    let own = terms.liquidation_ltv;
    let others = THRESHOLDS.into_iter().filter(|threshold| *threshold != own);
    let mut thresholds: Vec<f64> = std::iter::once(own).chain(others).collect();
    thresholds.sort_by(|a, b| b.total_cmp(a));
    let mut ladders: Vec<Ladder> = thresholds
        .into_iter()
        .map(|threshold| Ladder::new(terms, threshold))
        .collect();
    for _ in 0..ROUNDS {
        let middles: Vec<_> = ladders.iter().map(Ladder::middle).collect();
        let pools: Vec<Terms> = middles
            .iter()
            .flatten()
            .map(|(_, schedule)| schedule.of(terms))
            .collect();
        let years = years(question.asking.runs);
        let lived = question.live(law, &pools, years, POINT, tell)?;
        let asked = ladders.iter_mut().zip(middles);
        let asked = asked.filter_map(|(ladder, middle)| Some((ladder, middle?.0)));
        for (pool, (ladder, at)) in asked.enumerate() {
            let kept = lived.outcome(pool)?.default_rate.value < DEFAULT_RATE;
            ladder.learn(at, kept);
        }
    }
    Ok(ladders
        .into_iter()
        .map(|ladder| (ladder.threshold, ladder.caps.get(ladder.keeps).copied()))
        .collect())
}
