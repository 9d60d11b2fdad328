//! The same game for the solver: one claimant against each indexer.

use assay_solver::game::{Game, GameError, Player};
use dashu_ratio::RBig;

use super::terms::Terms;

/// Strategies of the claimant.
pub(super) const HONEST: usize = 0;
const IDLE: usize = 0;

/// The game in normal form with so many indexers; payoffs in USD a claim.
pub(super) fn game(terms: &Terms, indexers: usize) -> Result<Game, GameError> {
    let names = |name: &str, strategies: [&str; 2]| Player {
        name: name.into(),
        strategies: strategies.map(String::from).to_vec(),
    };
    let mut players = vec![names("claimant", ["true claim", "false claim"])];
    players
        .extend((1..=indexers).map(|number| names(&format!("indexer {number}"), ["idle", "scan"])));
    Game::from_profiles("inspection", players, |profile| {
        let (claim, looks) = profile.split_first().unwrap_or((&HONEST, &[]));
        let scanners = looks.iter().filter(|&&look| look != IDLE).count();
        let honest = *claim == HONEST;
        let mut payoffs = vec![claimant(terms, honest, scanners)];
        payoffs.extend(looks.iter().map(|&look| {
            if look == IDLE {
                RBig::ZERO
            } else {
                scanner(terms, honest, scanners)
            }
        }));
        payoffs
    })
}

fn claimant(terms: &Terms, honest: bool, scanners: usize) -> RBig {
    if honest {
        RBig::ZERO
    } else if scanners == 0 {
        terms.prize.clone()
    } else {
        &terms.prize * (RBig::ONE - &terms.detection) - &terms.penalty * &terms.detection
    }
}

/// Whoever challenges first wins or loses the challenge; among those who scan, each is as likely.
fn scanner(terms: &Terms, honest: bool, scanners: usize) -> RBig {
    let challenge = if honest {
        -(&terms.false_positive * &terms.challenger_stake)
    } else {
        &terms.detection * &terms.bounty
    };
    challenge / RBig::from(scanners) - &terms.scan_cost
}
