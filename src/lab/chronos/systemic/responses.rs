//! What the loss answers to, one change at a time.

use assay_sim::{
    chronos::credit::{CreditOutcome, Terms},
    market::{JumpDiffusion, PriceModel},
};

use super::{question::Question, schedule::scaled, words::percent};
use crate::{error::CommandError, lab::Tell};

/// Prices are those that the verdicts are given on, as many of them as there are years.
const POINT: u64 = 0;
/// Laws of the price beside the scenario's own.
const LAWS: usize = 6;

/// Years of each change, of the runs that were asked for.
fn years(runs: u64) -> u64 {
    (runs / 125).max(2)
}

/// Years of all changes, those of one law of prices counted once.
pub(super) fn runs(runs: u64) -> u64 {
    years(runs) * (1 + LAWS) as u64
}

/// What a change does.
pub(super) struct Response {
    pub(super) change: String,
    pub(super) outcome: CreditOutcome,
}

/// The scenario's pool, and each change to it, under the same luck.
pub(super) struct Responses {
    pub(super) base: CreditOutcome,
    pub(super) all: Vec<Response>,
}

pub(super) fn measure(question: &Question, tell: Tell<'_>) -> Result<Responses, CommandError> {
    let years = years(question.asking.runs);
    let base = question.terms;
    let changed = changed_pools(&base);
    let pools: Vec<Terms> = std::iter::once(base)
        .chain(changed.iter().map(|(_, terms)| *terms))
        .collect();
    let lived = question.live(&question.law, &pools, years, POINT, tell)?;
    let mut all = Vec::new();
    if let PriceModel::Jump(law) = &question.law {
        for (change, law) in changed_laws(law) {
            let law = PriceModel::Jump(law);
            let lived = question.live(&law, &[base], years, POINT, tell)?;
            all.push(Response {
                change: change.into(),
                outcome: lived.outcome(0)?,
            });
        }
    }
    for (at, (change, _)) in changed.into_iter().enumerate() {
        all.push(Response {
            change,
            outcome: lived.outcome(at + 1)?,
        });
    }
    Ok(Responses {
        base: lived.outcome(0)?,
        all,
    })
}

fn changed_laws(law: &JumpDiffusion) -> [(&'static str, JumpDiffusion); LAWS] {
    let often = |factor: f64| JumpDiffusion {
        jumps_per_year: law.jumps_per_year * factor,
        jump_sd: law.jump_sd / libm::sqrt(factor),
        ..*law
    };
    let jumps = law.jumps_per_year * law.jump_sd * law.jump_sd;
    let variance = law.volatility * law.volatility + jumps;
    // At the same variance in all, of which the diffusion gives up what the jumps take.
    let sized = |factor: f64| {
        let taken = (jumps * factor * factor).min(variance);
        JumpDiffusion {
            volatility: libm::sqrt(variance - taken),
            jump_sd: libm::sqrt(taken / law.jumps_per_year),
            ..*law
        }
    };
    [
        ("half the volatility", scaled(law, 0.5)),
        ("twice the volatility", scaled(law, 2.0)),
        ("no jumps, at the same volatility", sized(0.0)),
        (
            "jumps of twice the size, at the same volatility",
            sized(2.0),
        ),
        (
            "half as many jumps, larger at the same variance",
            often(0.5),
        ),
        (
            "twice as many jumps, smaller at the same variance",
            often(2.0),
        ),
    ]
}

fn changed_pools(base: &Terms) -> Vec<(String, Terms)> {
    let delays = [0, 24].map(|hours| {
        let terms = Terms {
            liquidation_delay: hours,
            ..*base
        };
        (format!("a liquidation delay of {hours} hours"), terms)
    });
    let depths = [("a tenth of", 0.1), ("ten times", 10.0)].map(|(words, factor)| {
        let terms = Terms {
            liquidity_depth: base.liquidity_depth * factor,
            ..*base
        };
        (format!("{words} the depth"), terms)
    });
    let tops = [0.1, 0.2].map(|lower| {
        let top = base.top_ltv() - lower;
        let words = format!("no LTV above {}", percent(top));
        (words, base.with_ltv_up_to(top))
    });
    // A schedule that is low already has no lower steps to try.
    let tops = tops.into_iter().filter(|(_, terms)| terms.top_ltv() > 0.0);
    delays.into_iter().chain(depths).chain(tops).collect()
}
