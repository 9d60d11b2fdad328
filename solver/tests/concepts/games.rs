//! Games that several tests play.

use assay_solver::{
    equilibrium::{Equilibrium, bimatrix as two},
    exact::{Rational, parse},
    game::{Game, Player},
};
use proptest::prelude::*;

pub(crate) fn number(text: &str) -> Rational {
    parse(text).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| number(text)).collect()
}

/// A game of two from rows of pairs of payoffs.
pub(crate) fn bimatrix(rows: &[&[(i32, i32)]]) -> Game {
    let of = |pick: fn(&(i32, i32)) -> i32| -> Vec<Vec<Rational>> {
        rows.iter()
            .map(|row| row.iter().map(|pair| pick(pair).into()).collect())
            .collect()
    };
    Game::bimatrix("", &of(|pair| pair.0), &of(|pair| pair.1))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// A zero-sum game from the first player's payoffs.
pub(crate) fn zero_sum(rows: &[Vec<i32>]) -> Game {
    let pairs: Vec<Vec<(i32, i32)>> = rows
        .iter()
        .map(|row| row.iter().map(|&payoff| (payoff, -payoff)).collect())
        .collect();
    let rows: Vec<&[(i32, i32)]> = pairs.iter().map(Vec::as_slice).collect();
    bimatrix(&rows)
}

/// A game of any number of players from one table of payoffs a player.
pub(crate) fn game(shape: &[usize], payoffs: Vec<Vec<i32>>) -> Game {
    let players = shape
        .iter()
        .map(|&strategies| Player::numbered("", strategies))
        .collect();
    let payoffs = payoffs
        .into_iter()
        .map(|table| table.into_iter().map(Rational::from).collect())
        .collect();
    Game::new("", players, payoffs).unwrap_or_else(|error| panic!("{error}"))
}

/// Rock, paper, scissors.
pub(crate) fn rock_paper_scissors() -> Game {
    zero_sum(&[vec![0, -1, 1], vec![1, 0, -1], vec![-1, 1, 0]])
}

/// Chicken, as in R. J. Aumann, "Subjectivity and correlation in randomized strategies", 1974: dare is
/// the second strategy.
pub(crate) fn chicken() -> Game {
    bimatrix(&[&[(6, 6), (2, 7)], &[(7, 2), (0, 0)]])
}

/// The prisoners' dilemma; to confess is the second strategy.
pub(crate) fn prisoners_dilemma() -> Game {
    bimatrix(&[&[(2, 2), (0, 3)], &[(3, 0), (1, 1)]])
}

/// Games of these shapes, with small whole payoffs, so that ties are common.
pub(crate) fn random_game(shapes: &'static [&'static [usize]]) -> impl Strategy<Value = Game> {
    prop::sample::select(shapes).prop_flat_map(|shape| {
        let profiles: usize = shape.iter().product();
        let table = prop::collection::vec(-5i32..=5, profiles);
        prop::collection::vec(table, shape.len()).prop_map(|payoffs| game(shape, payoffs))
    })
}

/// Zero-sum games with a few strategies.
pub(crate) fn random_zero_sum() -> impl Strategy<Value = Game> {
    (1usize..=4, 1usize..=4).prop_flat_map(|(height, width)| {
        let row = prop::collection::vec(-5i32..=5, width);
        prop::collection::vec(row, height).prop_map(|rows| zero_sum(&rows))
    })
}

/// The extreme Nash equilibria of a game of two, of which all others are mixtures.
pub(crate) fn nash_equilibria(game: &Game) -> Vec<Equilibrium> {
    two::enumerate(game, &two::Effort::default())
        .unwrap_or_else(|error| panic!("{error}"))
        .equilibria
}

/// The probability of each profile when players draw independently.
pub(crate) fn product(game: &Game, strategies: &[Vec<Rational>]) -> Vec<Rational> {
    game.profiles()
        .map(|profile| {
            profile
                .iter()
                .zip(strategies)
                .fold(Rational::ONE, |product, (&played, mixed)| {
                    product * &mixed[played]
                })
        })
        .collect()
}

/// The same game with each player's strategies in reverse order.
pub(crate) fn reversed(game: &Game) -> Game {
    let kept: Vec<Vec<usize>> = game
        .shape()
        .into_iter()
        .map(|strategies| (0..strategies).rev().collect())
        .collect();
    game.restricted_to(&kept)
        .unwrap_or_else(|error| panic!("{error}"))
}
