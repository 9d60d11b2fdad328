//! Whether a restriction could be chance: Bryant and Lempert's quasi-p-values (2010, section 3.3).

use serde::Serialize;

use super::beyond::beyond;
use super::cases::Cases;
use super::peel::Peeled;
use super::region::Side;
use super::settings::Settings;
use super::tally::Tally;

/// One restriction of a box and how likely chance alone would have done as well.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Restriction {
    /// The column, by position.
    pub column: usize,
    /// The side of it.
    pub side: Side,
    /// With the box's points drawn at random from the box without this restriction, the probability
    /// of at least as many cases of interest: P(X ≥ H) of X ~ Bin(T, H′/T′), T points and H cases of
    /// interest in the box, T′ and H′ without the restriction. Only quasi a p-value: the box was
    /// searched for on the same points.
    pub quasi_p: f64,
}

/// Every restriction of a box, in the order of the columns, with its quasi-p-value among the points
/// that `available` marks.
pub(super) fn restrictions(cases: &Cases, available: &[bool], held: &Peeled) -> Vec<Restriction> {
    freed(cases, available, held)
        .into_iter()
        .map(|(restriction, _)| restriction)
        .collect()
}

/// The same, each with what the box would hold without it.
fn freed(cases: &Cases, available: &[bool], held: &Peeled) -> Vec<(Restriction, Tally)> {
    let Tally { points, interest } = held.tally;
    beyond(cases, available, &held.region)
        .into_iter()
        .map(|it| {
            let without = held.tally.plus(Tally::of(cases, it.points.iter().copied()));
            let restriction = Restriction {
                column: it.column,
                side: it.side,
                quasi_p: binomial_tail(interest, points, without.density()),
            };
            (restriction, without)
        })
        .collect()
}

/// Drops the restrictions whose quasi-p-value is above the significance, the largest first and of
/// equals the earlier, leaving those without which the box would be less dense than it must be.
/// Returns what remains and what was dropped, with the quasi-p-value it had then.
pub(super) fn prune(
    cases: &Cases,
    available: &[bool],
    start: Peeled,
    settings: &Settings,
) -> (Peeled, Vec<Restriction>) {
    let mut held = start;
    let mut dropped = Vec::new();
    loop {
        let weakest = freed(cases, available, &held)
            .into_iter()
            .filter(|(restriction, without)| {
                restriction.quasi_p > settings.significance
                    && without.density() >= settings.least_density
            })
            .reduce(|best, next| {
                if next.0.quasi_p > best.0.quasi_p {
                    next
                } else {
                    best
                }
            });
        let Some((restriction, tally)) = weakest else {
            return (held, dropped);
        };
        held = Peeled {
            region: held.region.without(restriction.column, restriction.side),
            tally,
        };
        dropped.push(restriction);
    }
}

/// P(X ≥ `least`) of X ~ Bin(`trials`, `p`): the terms of the tail from `least` on, by their ratio,
/// where they fall, else one less the other tail. The error is below 1e-9 of the value for up to
/// 100,000 trials, which is that of the logarithm of the first term.
fn binomial_tail(least: u64, trials: u64, p: f64) -> f64 {
    if least == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 || least > trials {
        return 0.0;
    }
    let n = trials as f64;
    let odds = p / (1.0 - p);
    let upper = least as f64 > n * p;
    let first = if upper { least } else { least - 1 };
    let mut term = libm::exp(log_probability(first as f64, n, p));
    let mut tail = 0.0;
    let mut at = first;
    // The terms fall from the first on, so the rest is nothing once one is.
    while term > tail * 1e-18 {
        tail += term;
        let x = at as f64;
        if upper {
            term *= (n - x) / (x + 1.0) * odds;
            at += 1;
        } else {
            term *= x / (n - x + 1.0) / odds;
            at = at.saturating_sub(1);
        }
    }
    let probability = if upper { tail } else { 1.0 - tail };
    probability.clamp(0.0, 1.0)
}

fn log_probability(x: f64, n: f64, p: f64) -> f64 {
    let ways = libm::lgamma(n + 1.0) - libm::lgamma(x + 1.0) - libm::lgamma(n - x + 1.0);
    ways + x * libm::log(p) + (n - x) * libm::log1p(-p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binomial_tail_is_the_sum_of_its_terms() {
        // Exact: sums of binomial coefficients over powers of two, and geometric tails.
        for (least, trials, p, expected) in [
            (0, 10, 0.5, 1.0),
            (1, 10, 0.5, 1023.0 / 1024.0),
            (5, 10, 0.5, 638.0 / 1024.0),
            (9, 10, 0.5, 11.0 / 1024.0),
            (10, 10, 0.25, libm::pow(0.25, 10.0)),
            (1, 3, 0.1, 0.271),
            (3, 3, 1.0, 1.0),
            (1, 3, 0.0, 0.0),
            (4, 3, 0.5, 0.0),
        ] {
            let tail = binomial_tail(least, trials, p);
            assert!(
                (tail - expected).abs() <= 1e-13 * expected,
                "{least} of {trials}: {tail}"
            );
        }
    }

    #[test]
    fn the_tail_of_many_trials_is_as_published() {
        // SciPy 1.17, scipy.stats.binom.sf(least - 1, 100_000, p).
        for (least, p, expected) in REFERENCE {
            let tail = binomial_tail(least, 100_000, p);
            assert!(
                (tail - expected).abs() <= 1e-9 * expected,
                "{least} at {p}: {tail}"
            );
        }
    }

    const REFERENCE: [(u64, f64, f64); 3] = [
        (50_500, 0.5, 0.000_791_179_939_425_757_7),
        (30_100, 0.31, 0.999_999_999_665_848_5),
        (1_200, 0.01, 3.812_533_101_214_468e-10),
    ];
}
