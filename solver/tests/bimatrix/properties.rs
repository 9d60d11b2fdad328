//! What holds of every two-player game.

use assay_solver::{
    equilibrium::{
        bimatrix::{Effort, enumerate, lemke_howson},
        verify,
    },
    exact::Rational,
    game::Game,
};
use proptest::prelude::*;

use crate::{rational, solve};

/// Payoffs of three kinds: few values, so that most games are degenerate; fractions; and sizes far apart.
fn payoff(kind: usize) -> BoxedStrategy<Rational> {
    match kind {
        0 => (0i32..3).prop_map(Rational::from).boxed(),
        1 => (-30i32..30, 1u32..5)
            .prop_map(|(numerator, denominator)| {
                Rational::from_parts(numerator.into(), denominator.into())
            })
            .boxed(),
        _ => prop::sample::select(vec![
            "0",
            "1",
            "1e-20",
            "-3",
            "1e15",
            "1000000000000001",
            "7e30",
        ])
        .prop_map(rational)
        .boxed(),
    }
}

fn any_game(most: usize) -> impl Strategy<Value = Game> {
    (1..=most, 1..=most, 0..3usize).prop_flat_map(|(height, width, kind)| {
        let matrix = || prop::collection::vec(prop::collection::vec(payoff(kind), width), height);
        (matrix(), matrix()).prop_map(|(rows, columns)| {
            Game::bimatrix("", &rows, &columns).expect("matrices of one shape")
        })
    })
}

fn mean(strategies: &[Vec<Rational>], chosen: &[usize]) -> Vec<Rational> {
    let count = Rational::from(chosen.len());
    (0..strategies[0].len())
        .map(|at| {
            chosen
                .iter()
                .fold(Rational::ZERO, |sum, &it| sum + &strategies[it][at])
                / &count
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// `solve` holds the two methods against each other.
    #[test]
    fn nobody_gains_by_deviating_and_both_methods_agree(game in any_game(5)) {
        let found = solve(&game);
        prop_assert!(!found.equilibria.is_empty());
        for equilibrium in &found.equilibria {
            let checked = verify(&game, equilibrium.strategies().to_vec());
            prop_assert_eq!(checked.as_ref(), Ok(equilibrium));
        }
        for pair in found.equilibria.windows(2) {
            prop_assert!(pair[0].strategies() > pair[1].strategies());
        }
        if !found.degenerate {
            prop_assert_eq!(found.equilibria.len() % 2, 1);
            prop_assert_eq!(found.components.len(), found.equilibria.len());
        }
    }

    #[test]
    fn mixtures_within_a_nash_subset_are_equilibria_and_every_pair_is_in_one(game in any_game(4)) {
        let found = solve(&game);
        let [firsts, seconds] = &found.strategies;
        let mut pairs = Vec::new();
        for subset in found.components.iter().flat_map(|it| &it.subsets) {
            let mixture = vec![mean(firsts, &subset.first), mean(seconds, &subset.second)];
            prop_assert!(verify(&game, mixture).is_ok());
            for &first in &subset.first {
                pairs.extend(subset.second.iter().map(|&second| vec![firsts[first].clone(), seconds[second].clone()]));
            }
        }
        pairs.sort_unstable_by(|one, other| other.cmp(one));
        pairs.dedup();
        let listed: Vec<_> = found.equilibria.iter().map(|it| it.strategies().to_vec()).collect();
        prop_assert_eq!(pairs, listed);
    }

    #[test]
    fn permuting_strategies_or_swapping_players_permutes_the_equilibria(game in any_game(4), turn in 0usize..4) {
        let shape = game.shape();
        let turned: Vec<Vec<usize>> = shape
            .iter()
            .map(|&size| (0..size).map(|at| (at + turn) % size).collect())
            .collect();
        let permuted = enumerate(&game.restricted_to(&turned)?, &Effort::default())?;
        let players = game.players().iter().rev().cloned().collect();
        let swapped = Game::from_profiles("", players, |profile| {
            let profile = [profile[1], profile[0]];
            [1, 0].iter().filter_map(|&player| game.payoff(player, &profile).cloned()).collect()
        })?;
        let swapped = enumerate(&swapped, &Effort::default())?;

        let mut by_permutation = Vec::new();
        let mut by_swap = Vec::new();
        let found = enumerate(&game, &Effort::default())?;
        for equilibrium in &found.equilibria {
            let strategies = equilibrium.strategies();
            let permute = |player: usize| turned[player].iter().map(|&at| strategies[player][at].clone()).collect();
            by_permutation.push(vec![permute(0), permute(1)]);
            by_swap.push(vec![strategies[1].clone(), strategies[0].clone()]);
        }
        for (expected, found) in [(by_permutation, permuted), (by_swap, swapped)] {
            let mut expected: Vec<Vec<Vec<Rational>>> = expected;
            expected.sort_unstable_by(|one, other| other.cmp(one));
            let found: Vec<_> = found.equilibria.iter().map(|it| it.strategies().to_vec()).collect();
            prop_assert_eq!(expected, found);
        }
    }

    #[test]
    fn every_lemke_howson_path_ends_in_the_list(game in any_game(5)) {
        let found = enumerate(&game, &Effort::default())?;
        for label in 0..game.shape().iter().sum() {
            let end = lemke_howson(&game, label, &Effort::default())?;
            prop_assert!(found.equilibria.contains(&end), "label {}", label);
        }
    }

    #[test]
    fn what_is_strictly_dominated_changes_nothing(game in any_game(4)) {
        let worst = game.payoffs(0).iter().min().cloned().unwrap_or(Rational::ZERO) - Rational::ONE;
        let mut players = game.players().to_vec();
        players[0].strategies.push("worst".into());
        let shape = game.shape();
        let larger = Game::from_profiles("", players, |profile| match game.index(profile) {
            Some(at) => vec![game.payoffs(0)[at].clone(), game.payoffs(1)[at].clone()],
            None => vec![worst.clone(), Rational::from(profile[1])],
        })?;
        let expected: Vec<_> = enumerate(&game, &Effort::default())?.equilibria
            .iter()
            .map(|it| {
                let mut strategies = it.strategies().to_vec();
                strategies[0].push(Rational::ZERO);
                strategies
            })
            .collect();
        let found: Vec<_> = solve(&larger).equilibria.iter().map(|it| it.strategies().to_vec()).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(larger.shape(), [shape[0] + 1, shape[1]]);
    }
}
