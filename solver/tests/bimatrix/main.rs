//! All extreme equilibria of two-player games: published games, what holds of every game, and what is refused.

mod budgets;
mod properties;
mod published;

use assay_solver::{
    equilibrium::bimatrix::{Effort, Enumeration, Status, enumerate, enumerate_by_vertices},
    exact::{Rational, parse},
    game::Game,
};

/// A game of whole payoffs, given by rows.
fn game<const N: usize>(rows: &[[i64; N]], columns: &[[i64; N]]) -> Game {
    let rational = |matrix: &[[i64; N]]| -> Vec<Vec<Rational>> {
        matrix
            .iter()
            .map(|row| row.iter().map(|&it| Rational::from(it)).collect())
            .collect()
    };
    Game::bimatrix("", &rational(rows), &rational(columns)).expect("matrices of one shape")
}

/// Everything about a game, once both methods have said the same.
fn solve(game: &Game) -> Enumeration {
    let found = enumerate(game, &Effort::default()).expect("two players");
    let witness = enumerate_by_vertices(game, &Effort::default()).expect("two players");
    assert_eq!(found.equilibria, witness.equilibria);
    assert_eq!(found.strategies, witness.strategies);
    assert_eq!(found.components, witness.components);
    assert_eq!(found.degenerate, witness.degenerate);
    assert_eq!([found.status, witness.status], [Status::Complete; 2]);
    found
}

/// The equilibria as text: probabilities of both players, one after the other.
fn written(found: &Enumeration) -> Vec<String> {
    let join = |mixed: &Vec<Rational>| {
        let texts: Vec<String> = mixed.iter().map(Rational::to_string).collect();
        texts.join(" ")
    };
    let equilibria = found.equilibria.iter();
    equilibria
        .map(|it| {
            it.strategies()
                .iter()
                .map(join)
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .collect()
}

fn rational(text: &str) -> Rational {
    parse(text).expect("a number")
}
