//! Gains, profiles and amounts in words.

use assay_reports::text::money;
use assay_scenarios::format_quantity;
use assay_sim::chronos::Population;
use assay_solver::exact::{Rational, approximate};

use super::{
    gains::Gain,
    profiles::{self, Choices},
};

/// What a population gains or loses by doing what it does not.
pub(super) fn moves(gain: &Gain) -> String {
    let Gain {
        mean, low, high, ..
    } = *gain;
    let instead = profiles::choices(gain.population)[1 - gain.choice];
    let (verb, near, mid, far) = if mean < 0.0 {
        ("lose", -high, -mean, -low)
    } else {
        ("gain", low, mean, high)
    };
    format!(
        "{} who {instead} {verb} {} a month ({} to {}).",
        capitalised(gain.population.name()),
        usd(mid),
        usd(near),
        usd(far)
    )
}

/// What would keep a population where the paper says it is.
pub(super) fn flip(gain: &Gain) -> Option<String> {
    let what = match gain.population {
        Population::Users => "more for users: a larger credit_benefit or a smaller borrow_rate",
        Population::Attackers => "less for attackers: a larger user_stake or detection_rate",
        Population::Indexers => {
            "more for indexers who scan, whatever they find: no bounty pays where nobody cheats"
        }
        Population::Lenders => "more for lenders: a larger borrow_rate or a smaller hardship_rate",
        Population::Governance | Population::Arbitrageurs => return None,
    };
    Some(format!("{} a month {what}", usd(gain.mean)))
}

/// A profile in words.
pub(super) fn profile(profile: &Choices) -> String {
    listed(|population| profiles::choices(population)[profile[population as usize]])
}

/// The choices that profiles have in common, in words; nothing for no profile.
pub(super) fn common(all: &[Choices]) -> Option<String> {
    let first = all.first()?;
    Some(listed(|population| {
        let choice = first[population as usize];
        if all.iter().all(|it| it[population as usize] == choice) {
            profiles::choices(population)[choice]
        } else {
            "either"
        }
    }))
}

/// An amount in dollars.
pub(super) fn usd(amount: f64) -> String {
    let sign = if amount < 0.0 { "-" } else { "" };
    format!("{sign}${}", money(amount.abs()))
}

/// A share, to four digits.
pub(super) fn share(value: &Rational) -> String {
    let value = approximate(value);
    format_quantity(format!("{value:.3e}").parse().unwrap_or(value), "fraction")
}

fn listed(what: impl Fn(Population) -> &'static str) -> String {
    Population::ALL
        .map(|population| format!("{}: {}", population.name(), what(population)))
        .join("; ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
