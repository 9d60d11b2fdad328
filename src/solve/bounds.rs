//! Interval certificates as they stand in an answer.

use assay_solver::{game::Game, interval::Interval};

use super::{error::CertifyError, numbers::decimal};

pub(super) fn pairs(bounds: &[Vec<Interval>]) -> Vec<Vec<[f64; 2]>> {
    let pair = |bounds: &Interval| [bounds.low(), bounds.high()];
    bounds
        .iter()
        .map(|bounds| bounds.iter().map(pair).collect())
        .collect()
}

pub(super) fn read(
    pairs: &[Vec<[f64; 2]>],
    place: &str,
) -> Result<Vec<Vec<Interval>>, CertifyError> {
    let one = |[low, high]: &[f64; 2]| {
        Interval::new(*low, *high)
            .ok_or_else(|| CertifyError::new(place, format!("{low} to {high} are no bounds")))
    };
    pairs
        .iter()
        .map(|pairs| pairs.iter().map(one).collect())
        .collect()
}

/// What each player expects of strategies in floats, in as many decimals as are certain if they were exact.
pub(super) fn expected(game: &Game, strategies: &[Vec<f64>]) -> Vec<String> {
    let point = |value: &f64| Interval::point(*value).unwrap_or(Interval::ALL);
    let mixed: Vec<Vec<Interval>> = strategies
        .iter()
        .map(|list| list.iter().map(point).collect())
        .collect();
    (0..game.players().len())
        .map(|player| {
            let terms =
                game.payoffs(player)
                    .iter()
                    .zip(game.profiles())
                    .map(|(payoff, profile)| {
                        let chances = mixed
                            .iter()
                            .zip(&profile)
                            .filter_map(|(mixed, at)| mixed.get(*at));
                        chances.fold(Interval::enclosing(payoff), |term, chance| term * *chance)
                    });
            decimal(terms.sum())
        })
        .collect()
}
