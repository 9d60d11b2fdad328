//! Which runs to add: the fewest that bring a gain's interval off ε, if the means stay where they are.

use std::collections::BTreeMap;

use super::{
    Empirical, Estimate,
    judge::{More, Part, Scope, freedom},
    student::quantile,
};
use crate::game::Game;

/// Cells and the runs wanted for them, over all undecided deviations.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    cells: BTreeMap<(usize, usize), Option<u64>>,
}

impl Wanted {
    /// Adds what a deviation wants whose centre is this far from ε.
    ///
    /// The least total of runs n with Σ a²/n ≤ (d/q)² has n in proportion to a, a cell's weight times its standard
    /// deviation (Neyman, 1934); with Σ q·a/√n ≤ d, in proportion to (q·a)^⅔.
    pub(super) fn add(
        &mut self,
        game: &Empirical,
        player: usize,
        parts: &[Part],
        scope: Scope,
        tail: f64,
        distance: f64,
    ) {
        let mut bounds = 0.0;
        let mut sampled: Vec<(usize, f64, u64)> = Vec::new();
        for part in parts {
            let weight = part.weight.magnitude();
            match game.estimates(player).get(part.cell) {
                Some(&Estimate::Sampled { error, runs, .. }) if error > 0.0 => {
                    sampled.push((part.cell, weight * error * libm::sqrt(runs as f64), runs));
                }
                Some(Estimate::Bounded(sides)) if sides.low() < sides.high() => {
                    bounds += 0.5 * weight * sides.width();
                    self.want(player, part.cell, None);
                }
                _ => {}
            }
        }
        let room = distance - bounds;
        let power = match scope {
            Scope::Fixed => 1.0,
            Scope::Chosen => 2.0 / 3.0,
        };
        let deviation = |spread: f64, runs: u64| spread * quantile(tail, freedom(runs));
        let total: f64 = sampled
            .iter()
            .map(|&(_, spread, runs)| libm::pow(deviation(spread, runs), power))
            .sum();
        for &(cell, spread, runs) in &sampled {
            let own = libm::pow(deviation(spread, runs), power);
            let needed = match scope {
                Scope::Fixed => own * total,
                Scope::Chosen => own * total * total,
            } / (room * room);
            let extra = (needed - runs as f64).ceil();
            if room <= 0.0 || !needed.is_finite() || extra >= u64::MAX as f64 {
                self.want(player, cell, None);
            } else if extra >= 1.0 {
                self.want(player, cell, Some(extra as u64));
            }
        }
    }

    fn want(&mut self, player: usize, cell: usize, runs: Option<u64>) {
        self.cells
            .entry((player, cell))
            .and_modify(|wanted| {
                *wanted = match (*wanted, runs) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    _ => None,
                };
            })
            .or_insert(runs);
    }

    /// The cells, those that want most first.
    pub(super) fn listed(self, game: &Game) -> Vec<More> {
        let mut listed: Vec<((usize, usize), Option<u64>)> = self.cells.into_iter().collect();
        listed.sort_by_key(|&(place, runs)| (std::cmp::Reverse(runs.unwrap_or(u64::MAX)), place));
        listed
            .into_iter()
            .filter_map(|((player, cell), runs)| {
                Some(More {
                    player,
                    profile: game.profiles().nth(cell)?,
                    runs,
                })
            })
            .collect()
    }
}
